"""Who asks for a page, and whose page it is.

Each page of a person has two addresses: ``/plan`` is one's own, ``/people/ID/plan`` that of
somebody who shared with the one who asks. The id is random and says nothing of anybody.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, FastAPI, Request

from backstride.journal import LOCAL, Actor, Journal, NotAllowedError
from backstride.journal.people import Person

PERSON_COOKIE = "backstride_person"
"""Whose journal is open, while several people share one computer and nobody signs in."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""

_ONLY_ASKING = "/search"  # posted all the same, so that what is looked for stands in no address


class FirstVisitError(Exception):
    """Nobody is in the journal yet, so a page of a person has nobody to be about."""


class SignInError(Exception):
    """Whoever asks has to sign in first."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks, and for whose things.

    Attributes
    ----------
    journal : Journal
    by : Actor
        Who asks; goes into every call of the journal, which decides what they may.
    person : Person
        Whose things are shown.
    base : str
        What stands before the address of each page: empty on one's own pages.
    today : date
        What day it is where the person is.
    may_change : bool
        Whether whoever asks may change it, and not only see it.
    """

    journal: Journal
    by: Actor
    person: Person
    base: str
    today: date
    may_change: bool = True

    @property
    def own(self) -> bool:
        """Whether somebody looks at their own things."""
        return not self.base

    def at(self, path: str) -> str:
        """Return the address of a page of this person, such as ``at("/plan")``."""
        return (self.base + path) or "/"


def journal_of(request: Request) -> Journal:
    """Return the journal of the running app."""
    journal: Journal = request.app.state.journal
    return journal


def actor_of(request: Request) -> Actor:
    """Return who asks.

    Raises
    ------
    SignInError
        When people have accounts here and this one has not signed in.
    """
    known: Actor | None = getattr(request.state, "actor", None)
    if known is not None:
        return known
    if journal_of(request).accounts.any():
        raise SignInError
    return Actor(LOCAL.person_id, "web")


def visit_of(request: Request) -> Visit:
    """Return who asks for whose things; the address names a person, or it is their own.

    Whoever may only see is refused here already whatever would change something, so that no route
    has to think of it.

    Raises
    ------
    FirstVisitError, SignInError, NotAllowedError, NotThereError
    """
    journal, by = journal_of(request), actor_of(request)
    said = request.path_params.get("person_id")
    person_id = said or by.person_id or _chosen(request, journal, by)
    person = journal.people.get(by, person_id)
    visit = Visit(
        journal=journal,
        by=by,
        person=person,
        base=f"/people/{person.id}" if said else "",
        today=journal.clock().astimezone(ZoneInfo(person.zone)).date(),
        may_change=by.person_id in (None, person.id) or _may_change(journal, by, person.id),
    )
    asks = request.method in SAFE or request.url.path.endswith(_ONLY_ASKING)
    if not asks and not visit.may_change:
        raise NotAllowedError(
            "this person has not shared with you what you want to {want}.", want="change"
        )
    request.state.visit = visit  # the frame of the page says whose it is
    return visit


def _chosen(request: Request, journal: Journal, by: Actor) -> str:
    """Return whose journal is open on a computer where nobody signs in."""
    people = journal.people.seen_by(by)
    if not people:
        raise FirstVisitError
    wanted = request.cookies.get(PERSON_COOKIE)
    return next((one.id for one in people if one.id == wanted), min(people, key=_age).id)


def _may_change(journal: Journal, by: Actor, person_id: str) -> bool:
    """Return whether a person let somebody change what is theirs."""
    return any(
        (one.owner_id, one.viewer_id, one.may, one.until)
        == (person_id, by.person_id, "change", None)
        for one in journal.shares.of(person_id)
    )


def _age(person: Person) -> float:
    return person.created_at.timestamp()


Visiting = Annotated[Visit, Depends(visit_of)]
"""Who asks, and for whose things."""


def include_for_people(app: FastAPI, router: APIRouter) -> None:
    """Let an app answer the addresses of a router for oneself and for each person."""
    app.include_router(router)
    app.include_router(router, prefix="/people/{person_id}")


def include_api_for_people(app: FastAPI, router: APIRouter) -> None:
    """Let an app answer JSON under ``/api`` for oneself and ``/api/people/ID`` for each person."""
    app.include_router(router, prefix="/api")
    app.include_router(router, prefix="/api/people/{person_id}")
