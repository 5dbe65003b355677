"""What was done and how it was: the log, the next morning, outcome tests and progress."""

from fastapi import APIRouter

from backstride.web import runs
from backstride.web.diary import log_api, log_pages, progress_api, progress_pages

router = APIRouter(include_in_schema=False)
"""Pages of the app itself, where there are any."""
person_router = APIRouter(include_in_schema=False)
"""Pages of a person, one's own or another's, such as ``/log`` and ``/progress``."""
api = APIRouter()
"""JSON of a person."""

person_router.include_router(log_pages.router)
person_router.include_router(progress_pages.router)
api.include_router(log_api.api)
api.include_router(progress_api.api)
api.include_router(runs.api)
