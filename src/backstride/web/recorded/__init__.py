"""Recordings, what was measured in them, two side by side, and the evidence."""

from fastapi import APIRouter

from backstride.web.recorded import (
    attaching,
    closer,
    comparing,
    downloads,
    listing,
    proving,
    removing,
    showing,
    teaming,
    towards,
    uploading,
)

router = APIRouter()
"""Pages of the app itself, such as ``/evidence``."""
person_router = APIRouter(include_in_schema=False)
"""Pages of a person, one's own or another's, such as ``/recordings`` and ``/compare``."""
api = APIRouter()
"""JSON of a person."""

for room in (showing, proving, teaming, towards):
    router.include_router(room.router)
for one in (
    uploading,
    listing,
    downloads,
    attaching,
    comparing,
    removing,
    closer,
    showing,
):
    person_router.include_router(one.person_router)
for part in (uploading, downloads, attaching, comparing, removing, closer):
    api.include_router(part.api)
