"""A calendar that a person's own calendar asks for again and again, by an address only they know.

It holds days and titles and nothing else: neither reasons nor steps, nothing of how it went.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from backstride.journal import Actor, NotAllowedError, NotThereError
from backstride.journal.versions import Version
from backstride.training.programme import PlannedSession
from backstride.web.pages import page, words_for
from backstride.web.plans.fields import Form
from backstride.web.plans.playable import key_of
from backstride.web.plans.told import Teller
from backstride.web.problems import ProblemError
from backstride.web.visiting import Visit, Visiting, journal_of
from backstride.web.words_of import Words, words_in

if TYPE_CHECKING:
    from icalendar import Event

router = APIRouter(include_in_schema=False)
open_router = APIRouter(include_in_schema=False)

KIND = "calendar"
REFRESH = timedelta(hours=6)
"""How often a calendar is asked to look again."""


@open_router.get("/calendar/{secret}.ics")
def feed(request: Request, secret: str) -> Response:
    """Return the sessions of whoever the secret stands for, as a calendar."""
    journal = journal_of(request)
    try:
        token = journal.tokens.check(secret, KIND)
        by = Actor(token.person_id, "token")
        version = journal.programmes.current(by, token.person_id)
        say = words_in(journal.people.get(by, token.person_id).language)
    except (NotAllowedError, NotThereError):
        sentence = "This calendar has ended; make a new address on the plan's page."
        raise ProblemError(404, "not_found", sentence) from None
    content = calendar_bytes(version, say)
    mark = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    sent = {"ETag": mark, "Cache-Control": "private, no-cache"}
    known = request.headers.get("if-none-match", "")
    if mark in [one.strip().removeprefix("W/") for one in known.split(",")]:
        return Response(status_code=304, headers=sent)
    return Response(content, headers=sent, media_type="text/calendar; charset=utf-8")


def calendar_bytes(version: Version | None, say: Words) -> bytes:
    """Return a plan as an iCalendar file with nothing but days and titles, in their language."""
    from icalendar import Calendar  # noqa: PLC0415 - only when a calendar asks

    calendar = Calendar()
    calendar.add("prodid", "-//Backstride//Backstride//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Backstride")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    if version is not None:
        for one in version.programme.sessions():
            calendar.add_component(_event(version, one, say))
    return bytes(calendar.to_ical())


def _event(version: Version, one: PlannedSession, say: Words) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - only when a calendar asks

    event = Event()
    event.add("uid", f"{key_of(version.programme_id, one.uid)}@backstride")
    event.add("dtstamp", _in_utc(version.made_at))
    event.add("sequence", version.number)
    event.add("summary", say.title(one.session.title))
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    if one.uid in version.overlay.skipped:
        event.add("status", "CANCELLED")
    return event


def _in_utc(at: datetime) -> datetime:
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


@router.get("/plan/calendar")
def subscriptions(request: Request, visit: Visiting) -> Response:
    """Show the addresses that calendars ask at."""
    return _page(request, visit)


@router.post("/plan/calendar")
def subscribe(request: Request, visit: Visiting) -> Response:
    """Make an address and show it this once."""
    _check_own(visit)
    secret, _ = visit.journal.tokens.issue(visit.person.id, KIND)
    return _page(request, visit, f"{request.base_url}calendar/{secret}.ics")


@router.post("/plan/calendar/end")
def unsubscribe(visit: Visiting, form: Form) -> Response:
    """End an address."""
    _check_own(visit)
    known = {one.id for one in visit.journal.tokens.of(visit.person.id, KIND)}
    if form.one("token") not in known:
        raise NotThereError("there is no such calendar.")
    visit.journal.tokens.revoke(visit.person.id, form.one("token"))
    return RedirectResponse(visit.at("/plan/calendar"), 303)


def _check_own(visit: Visit) -> None:
    if visit.by.person_id not in (None, visit.person.id):
        raise NotAllowedError("only the person themselves can let a calendar in.")


def _page(request: Request, visit: Visit, address: str = "") -> Response:
    _check_own(visit)
    return page(
        request,
        "plans-subscription.html",
        address=address,
        tell=Teller(words_for(request)),
        tokens=visit.journal.tokens.of(visit.person.id, KIND),
    )
