"""JSON of a person: settings, shares, tokens, trail, and everything to take along or delete."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, Response

from backstride.errors import SettingsError
from backstride.journal import NotThereError
from backstride.web.people import carrying, inviting, sharing
from backstride.web.people import preferring as prefs
from backstride.web.people.api_shapes import (
    CalendarShape,
    CalendarsShape,
    ChangedSettingsShape,
    ChangedShareShape,
    GoneShape,
    InvitingShape,
    LinkShape,
    MadeCalendarShape,
    MadeTokenShape,
    NewTokenShape,
    PersonShape,
    SettingsShape,
    ShareShape,
    SharesShape,
    TokenShape,
    TokensShape,
    TraceShape,
    TrailShape,
)
from backstride.web.people.owning import own
from backstride.web.people.trailing import Before
from backstride.web.problems import ProblemError
from backstride.web.visiting import Visit, Visiting

router = APIRouter()


@router.get("/settings")
def settings(visit: Visiting) -> SettingsShape:
    """Return a person's settings."""
    return _settings(visit)


@router.patch("/settings")
def change_settings(visit: Visiting, changed: ChangedSettingsShape) -> SettingsShape:
    """Change settings; what is left out stays."""
    said: dict[str, Any] = changed.model_dump(exclude_none=True)
    body = {one: said.pop(one) for one in prefs.BODY if one in said}
    placement = said.pop("placement", None)
    prefs.change_settings(visit.journal, visit.by, visit.person.id, said, body, placement)
    return _settings(visit)


@router.get("/shares")
def shares(visit: Visiting) -> SharesShape:
    """Return who may see a person, and whom they may see."""
    return _shares(own_or_script(visit))


@router.put("/shares/{viewer_id}")
def change_share(visit: Visiting, viewer_id: str, changed: ChangedShareShape) -> SharesShape:
    """Change what somebody may who can see a person's things already."""
    own(visit)
    if viewer_id not in {one.other_id for one in _seen_by(visit)}:
        raise ProblemError(404, "not_found", "Nothing is shared with this person; invite them.")
    visit.journal.shares.give(visit.by, visit.person.id, viewer_id, changed.may)
    return _shares(visit)


@router.delete("/shares/{other_id}")
def end_share(visit: Visiting, other_id: str) -> SharesShape:
    """End what is shared between two people, both ways."""
    own(visit)
    mine = visit.person.id
    for owner, viewer in ((mine, other_id), (other_id, mine)):
        visit.journal.shares.end(visit.by, owner, viewer)
    return _shares(visit)


@router.post("/invitations", status_code=201)
def invite(request: Request, visit: Visiting, asked: InvitingShape) -> LinkShape:
    """Make a link by which one person accepts an invitation, once."""
    own(visit)
    secret = inviting.invite(
        visit.journal,
        visit.by,
        asked.kind,
        may=asked.may,
        role=asked.role,
        person=asked.person_id,
    )
    return LinkShape(link=f"{request.base_url}join/{secret}")


@router.get("/tokens")
def tokens(visit: Visiting) -> TokensShape:
    """Return the tokens for scripts, without their secrets."""
    found = own(visit).journal.tokens.of(visit.person.id, "script")
    return TokensShape(tokens=[TokenShape.of(one) for one in found])


@router.post("/tokens", status_code=201)
def issue_token(visit: Visiting, asked: NewTokenShape) -> MadeTokenShape:
    """Make a token; its secret is returned this once. A token makes no tokens."""
    secret, token = own(visit).journal.tokens.issue(
        visit.person.id, "script", label=asked.label, data={"may": asked.may}
    )
    return MadeTokenShape(secret=secret, token=TokenShape.of(token))


@router.delete("/tokens/{token_id}", status_code=204)
def revoke_token(visit: Visiting, token_id: str) -> None:
    """End a token at once."""
    own(visit).journal.tokens.revoke(visit.person.id, token_id)


@router.get("/calendars")
def calendars(visit: Visiting) -> CalendarsShape:
    """Return the calendars that ask for a person's plan, without their addresses."""
    found = own_or_script(visit).journal.tokens.of(visit.person.id, "calendar")
    return CalendarsShape(calendars=[CalendarShape.of(one) for one in found])


@router.post("/calendars", status_code=201)
def subscribe(request: Request, visit: Visiting) -> MadeCalendarShape:
    """Make an address for a calendar to ask at, which is returned this once; not by a token."""
    secret, token = own(visit).journal.tokens.issue(visit.person.id, "calendar")
    address = f"{request.base_url}calendar/{secret}.ics"
    return MadeCalendarShape(address=address, calendar=CalendarShape.of(token))


@router.delete("/calendars/{token_id}", status_code=204)
def unsubscribe(visit: Visiting, token_id: str) -> None:
    """End an address at once."""
    known = {one.id for one in own(visit).journal.tokens.of(visit.person.id, "calendar")}
    if token_id not in known:
        raise NotThereError("there is no such calendar.")
    visit.journal.tokens.revoke(visit.person.id, token_id)


@router.get("/trail")
def trail(
    visit: Visiting,
    most: Annotated[int, Query(ge=1, le=10_000)] = 200,
    before: Before = None,
) -> TrailShape:
    """Return who saw and changed what of a person, newest first."""
    found = visit.journal.trail.of(visit.by, visit.person.id, most, before)
    return TrailShape(trail=[TraceShape.of(one) for one in found])


@router.get("/export", response_class=FileResponse)
def export(request: Request, visit: Visiting) -> Response:
    """Return everything of a person as a ZIP file; only they can ask for it."""
    return carrying.exported(request, own_or_script(visit))


@router.post("/delete", status_code=204)
def delete(request: Request, visit: Visiting, asked: GoneShape) -> None:
    """Delete everything of a person, for good; their name says that it is meant."""
    own(visit)
    if asked.name != visit.person.name:
        raise SettingsError("name is not the person's name, so nothing was deleted.")
    carrying.leave(request, visit)


def own_or_script(visit: Visit) -> Visit:
    """Return a visit to one's own things, by oneself or by a script of one's own."""
    if visit.by.via == "token" and visit.by.person_id == visit.person.id:
        return visit
    return own(visit)


def _settings(visit: Visit) -> SettingsShape:
    journal, by, id_ = visit.journal, visit.by, visit.person.id
    person = journal.people.get(by, id_)
    body = prefs.body_of(journal, by, id_)
    return SettingsShape(
        person=PersonShape.of(person),
        body_mass_kg=body["body_mass_kg"],
        height_m=body["height_m"],
        placement=person.settings.get("placement", ""),
    )


def _seen_by(visit: Visit) -> list[sharing.Shared]:
    return sharing.shared_with(visit.journal, visit.person.id)


def _shares(visit: Visit) -> SharesShape:
    sees = sharing.shared_by(visit.journal, visit.person.id)
    return SharesShape(
        seen_by=[ShareShape.of(one) for one in _seen_by(visit)],
        sees=[ShareShape.of(one) for one in sees],
    )
