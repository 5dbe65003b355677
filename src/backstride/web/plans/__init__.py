"""The first visit, today, and the plan: calendar, moving, skipping, adapting, undoing."""

from fastapi import APIRouter

from backstride.web.plans import api as plan_api
from backstride.web.plans import (
    api_screening,
    begin,
    calendar_pages,
    changing,
    exports,
    history,
    screening_pages,
    session_pages,
    subscription,
    today,
    welcome,
)

router = APIRouter(include_in_schema=False)
"""Pages of the app itself, such as ``/welcome``."""
person_router = APIRouter(include_in_schema=False)
"""Pages of a person, one's own or another's, such as ``/`` and ``/plan``."""
api = APIRouter()
"""JSON of a person."""

for place in (welcome.router, subscription.open_router):
    router.include_router(place)
for place in (
    today.router,
    screening_pages.router,
    begin.router,
    calendar_pages.router,
    history.router,
    subscription.router,
    changing.router,
    exports.router,
    session_pages.router,
):
    person_router.include_router(place)
for place in (plan_api.router, api_screening.router):
    api.include_router(place)
