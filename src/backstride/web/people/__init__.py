"""People, accounts and sharing: who comes in, what they may see, what is theirs to take along."""

from fastapi import APIRouter

from backstride.web.people import (
    accounting,
    api_accounts,
    api_documented,
    api_own,
    api_people,
    carrying,
    joining,
    listing,
    opening,
    preferring,
    resetting,
    scripting,
    sharing,
    signing,
    trailing,
)

router = APIRouter()
"""Pages of the app itself, such as ``/people`` and ``/sign-in``, and JSON of several people."""
for _room in (
    *(signing, opening, joining, resetting, accounting, listing, carrying),
    *(api_people, api_accounts, api_documented),
):
    router.include_router(_room.router)
router.include_router(trailing.whole)

person_router = APIRouter(include_in_schema=False)
"""Pages of a person, one's own or another's, such as ``/settings``."""
for _page in (preferring, sharing, trailing, scripting):
    person_router.include_router(_page.router)
person_router.include_router(carrying.person_router)

api = APIRouter(tags=["people"])
"""JSON of a person."""
api.include_router(api_own.router)
