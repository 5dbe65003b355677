"""Whoever somebody looks after, those who need attention first."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from backstride.errors import BackstrideError
from backstride.journal import LOCAL, Actor, Journal, NotAllowedError
from backstride.journal.overview import Overview, overview
from backstride.journal.people import Person
from backstride.web.entry import YEAR, Form
from backstride.web.knowing import LOOK_AFTER, is_owner, remember
from backstride.web.pages import page, words_for
from backstride.web.visiting import PERSON_COOKIE, FirstVisitError, actor_of, journal_of

router = APIRouter(include_in_schema=False)


@router.get("/people")
def show(request: Request) -> Response:
    """Show everybody whom somebody may see."""
    return _page(request, {})


@router.post("/people")
def find(request: Request, form: Form) -> Response:
    """Show those whose name fits; a name stands in no address, so the form is posted."""
    return _page(request, form)


@router.post("/people/open")
def open_journal_of(request: Request, form: Form) -> Response:
    """Choose whose journal is open, on a computer where nobody signs in."""
    journal, by = journal_of(request), actor_of(request)
    person = journal.people.get(by, form.get("person", ""))
    response = RedirectResponse("/", 303)
    if by.person_id is None:
        remember(request, response, PERSON_COOKIE, person.id, YEAR)
    return response


@router.post("/people/add")
def add(request: Request, form: Form) -> Response:
    """Add a person, to whom an account can be handed over later."""
    journal, by = journal_of(request), actor_of(request)
    try:
        person = add_person(journal, by, form.get("name", ""), words_for(request).language)
    except NotAllowedError:
        raise
    except BackstrideError as error:
        return _page(request, form, error)
    response = RedirectResponse(f"/people/{person.id}/" if by.person_id else "/", 303)
    if by.person_id is None:
        remember(request, response, PERSON_COOKIE, person.id, YEAR)
    return response


def add_person(journal: Journal, by: Actor, name: str, language: str, zone: str = "") -> Person:
    """Add a person whom the one who adds them may see and change.

    Raises
    ------
    NotAllowedError
        When whoever asks looks after nobody: others are invited.
    """
    if not may_add(journal, by):
        raise NotAllowedError("only a coach, clinician or analyst adds people; invite them.")
    mine = journal.people.get(by, by.person_id) if by.person_id else None
    person = journal.people.add(
        name, language=language, zone=zone or (mine.zone if mine else "UTC"), by=by
    )
    if by.person_id is not None:
        journal.shares.give(LOCAL, person.id, by.person_id, "change")
    return person


def may_add(journal: Journal, by: Actor) -> bool:
    """Return whether somebody may add people."""
    if by.person_id is None or is_owner(journal, by):
        return True
    return not set(LOOK_AFTER).isdisjoint(journal.people.get(by, by.person_id).roles)


def fitting(people: list[Overview], name: str, show_only: str) -> list[Overview]:
    """Return those whose name holds some words, and who need attention where that is asked."""
    words = name.casefold().split()
    return [
        one
        for one in people
        if all(word in one.person.name.casefold() for word in words)
        and (show_only != "attention" or one.attention)
    ]


def _page(request: Request, form: Form, error: BackstrideError | None = None) -> Response:
    journal, by = journal_of(request), actor_of(request)
    people = overview(journal, by)
    if not people:
        raise FirstVisitError
    asked, show_only = form.get("q", ""), form.get("show", "all")
    without = set()
    if by.person_id is not None:
        having = journal.accounts.having()
        without = {one.person.id for one in people} - having
    return page(
        request,
        "people-list.html",
        status=422 if error else 200,
        found=fitting(people, asked, show_only),
        all=len(people),
        urgent=sum(one.attention is not None for one in people),
        asked=asked,
        show_only=show_only,
        me=by.person_id,
        local=by.person_id is None,
        opened=request.cookies.get(PERSON_COOKIE, ""),
        without=without,
        may_add=may_add(journal, by),
        owner=is_owner(journal, by),
        why=error or "",
    )
