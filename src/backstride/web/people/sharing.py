"""Who may see and change what is a person's: giving, changing and ending it."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from backstride.journal import LOCAL, Journal
from backstride.journal.people import ROLES
from backstride.web.entry import Form
from backstride.web.pages import page
from backstride.web.people import inviting
from backstride.web.people.owning import own, signed_in_as
from backstride.web.visiting import Visit, Visiting

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A share that runs, with the name of the other one."""

    other_id: str
    name: str
    roles: tuple[str, ...]
    may: str
    since: datetime


def shared_with(journal: Journal, person_id: str) -> list[Shared]:
    """Return who may see a person, the newest first."""
    return _running(journal, person_id, own_side=True)


def shared_by(journal: Journal, person_id: str) -> list[Shared]:
    """Return whom a person may see, the newest first."""
    return _running(journal, person_id, own_side=False)


@router.get("/sharing")
def show(request: Request, visit: Visiting) -> Response:
    """Show who may see a person's things, and whose they may see."""
    return _page(request, own(visit))


@router.post("/sharing/invite")
def invite(request: Request, visit: Visiting, form: Form) -> Response:
    """Make an invitation, and show its link this once."""
    own(visit)
    secret = inviting.invite(
        visit.journal,
        visit.by,
        form.get("kind", ""),
        may=form.get("may", "see"),
        role=form.get("role", ""),
        person=form.get("person", ""),
    )
    return _page(request, visit, link=f"{request.base_url}join/{secret}")


@router.post("/sharing/give")
def give(visit: Visiting, form: Form) -> Response:
    """Change what somebody may who can see a person's things already."""
    own(visit)
    other = form.get("other", "")
    if other in {one.other_id for one in shared_with(visit.journal, visit.person.id)}:
        visit.journal.shares.give(visit.by, visit.person.id, other, form.get("may", ""))
    return RedirectResponse(visit.at("/sharing"), 303)


@router.post("/sharing/end")
def end(visit: Visiting, form: Form) -> Response:
    """End a share, from either side."""
    own(visit)
    mine, other = visit.person.id, form.get("other", "")
    owner, viewer = (mine, other) if form.get("side") == "mine" else (other, mine)
    visit.journal.shares.end(visit.by, owner, viewer)
    return RedirectResponse(visit.at("/sharing"), 303)


@router.post("/sharing/withdraw")
def withdraw(visit: Visiting, form: Form) -> Response:
    """Withdraw an invitation that nobody accepted yet."""
    visit.journal.tokens.revoke(signed_in_as(own(visit).by), form.get("invitation", ""))
    return RedirectResponse(visit.at("/sharing"), 303)


def _page(request: Request, visit: Visit, link: str = "") -> Response:
    journal, person = visit.journal, visit.person
    now = journal.clock()
    waiting = [
        one
        for one in journal.tokens.of(person.id, "invitation")
        if one.expires_at is None or one.expires_at > now
    ]
    return page(
        request,
        "people-sharing.html",
        seen_by=shared_with(journal, person.id),
        sees=shared_by(journal, person.id),
        waiting=waiting,
        link=link,
        may_invite=visit.by.person_id is not None,
        roles=ROLES,
        days=inviting.LASTS.days,
    )


def _running(journal: Journal, person_id: str, *, own_side: bool) -> list[Shared]:
    pairs = [(one.owner_id, one.viewer_id, one) for one in journal.shares.of(person_id)]
    if not own_side:
        pairs = [(viewer, owner, one) for owner, viewer, one in pairs]
    people = {one.id: one for one in journal.people.seen_by(LOCAL)}
    return [
        Shared(
            other_id=other,
            name=people[other].name,
            roles=tuple(people[other].roles),
            may=one.may,
            since=one.since,
        )
        for mine, other, one in pairs
        if mine == person_id and one.until is None and other in people
    ]
