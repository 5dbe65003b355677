"""JSON of several people: the list, adding somebody, and taking an export in."""

from fastapi import APIRouter, Request, UploadFile
from starlette.concurrency import run_in_threadpool

from backstride.journal.overview import overview
from backstride.web.people.api_shapes import (
    NewPersonShape,
    OverviewShape,
    PeopleShape,
    PersonShape,
    Shape,
)
from backstride.web.people.carrying import take_back
from backstride.web.people.listing import add_person
from backstride.web.visiting import Visiting, actor_of, journal_of

router = APIRouter(prefix="/api", tags=["people"])


class TakenShape(Shape):
    """Who came with an export."""

    people: list[str]
    """Their ids."""


@router.get("/me")
def me(visit: Visiting) -> PersonShape:
    """Return who one is: the person of the token, of the browser, or whose journal is open."""
    return PersonShape.of(visit.person)


@router.get("/people")
def people(request: Request) -> PeopleShape:
    """Return everybody one may see, those who need attention first."""
    found = overview(journal_of(request), actor_of(request))
    return PeopleShape(people=[OverviewShape.of(one) for one in found])


@router.post("/people", status_code=201)
def add(request: Request, asked: NewPersonShape) -> PersonShape:
    """Add a person whom one looks after."""
    journal, by = journal_of(request), actor_of(request)
    return PersonShape.of(add_person(journal, by, asked.name, asked.language, asked.zone))


@router.post("/import", status_code=201)
async def take_import(request: Request, file: UploadFile) -> TakenShape:
    """Take an export of people, or into an empty journal a backup, wholly or not at all."""
    return TakenShape(people=await run_in_threadpool(take_back, request, file.file))
