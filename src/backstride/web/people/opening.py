"""Opening accounts: the first one, and one's own where several share a computer."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from backstride.errors import BackstrideError
from backstride.journal import LOCAL, Actor, Journal, NotAllowedError
from backstride.journal.people import ROLES, Person
from backstride.web.entry import Form
from backstride.web.matches import Matches
from backstride.web.pages import page, words_for
from backstride.web.people.signing import come_in, hashing
from backstride.web.visiting import PERSON_COOKIE, journal_of

router = APIRouter(include_in_schema=False)


@router.get("/open-account")
def ask(request: Request) -> Response:
    """Show where the first account is opened."""
    return _page(request, {})


@router.post("/open-account")
def open_first(request: Request, form: Form) -> Response:
    """Open the first account: from then on everybody signs in, and this person is the owner."""
    journal = journal_of(request)
    if journal.accounts.any():
        raise NotAllowedError("somebody has an account here already; ask them for an invitation.")
    try:
        person_id = _open(request, journal, form)
    except BackstrideError as error:
        return _page(request, form, error)
    if "keep" in form:
        _look_after(journal, person_id)
    matches: Matches = request.app.state.measuring.matches
    matches.hand_over(Actor(person_id, "web"))
    return come_in(request, person_id, "/", stay=True)


def new_account(request: Request, journal: Journal, form: Form, roles: tuple[str, ...]) -> Person:
    """Add a person with the account that a form asks for, in the language of their browser."""
    journal.accounts.check(form.get("login", ""), form.get("password", ""))
    person = journal.people.add(
        form.get("name", ""),
        roles=roles,
        language=words_for(request).language,
        zone=form.get("zone") or "UTC",
    )
    open_account(journal, person.id, form)
    return person


def open_account(journal: Journal, person_id: str, form: Form) -> None:
    """Give a person the account that a form asks for."""
    with hashing():
        journal.accounts.open(person_id, form.get("login", ""), form.get("password", ""))


def _open(request: Request, journal: Journal, form: Form) -> str:
    chosen = form.get("person", "")
    if chosen:
        open_account(journal, chosen, form)
        return chosen
    role = form.get("role", "athlete")
    return new_account(request, journal, form, tuple(dict.fromkeys((role, "athlete")))).id


def _look_after(journal: Journal, person_id: str) -> None:
    """Let the one who was at the computer go on looking after everybody who was there."""
    for one in journal.people.seen_by(LOCAL):
        if one.id != person_id:
            journal.shares.give(LOCAL, one.id, person_id, "change")


def _page(request: Request, form: Form, error: BackstrideError | None = None) -> Response:
    journal = journal_of(request)
    people = [] if journal.accounts.any() else journal.people.seen_by(LOCAL)
    chosen = form.get("person", request.cookies.get(PERSON_COOKIE, ""))
    return page(
        request,
        "people-open-account.html",
        status=422 if error else 200,
        people=people,
        chosen=chosen,
        closed=journal.accounts.any(),
        roles=ROLES,
        form=form,
        why=error or "",
    )
