"""Taking sessions along: text, calendar, watch, paper and sound."""

from collections.abc import Sequence
from datetime import UTC
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

from backstride.exchange.sessions.planned import Handout, handouts
from backstride.journal.versions import Version
from backstride.training import NOT_MEDICAL_ADVICE, format_session, programme_json
from backstride.training.programme import PlannedSession
from backstride.training.templates import template
from backstride.web.pages import words_for
from backstride.web.plans.playable import found_in
from backstride.web.plans.session_pages import Key, followed
from backstride.web.problems import ProblemError
from backstride.web.visiting import Visit, Visiting

router = APIRouter(include_in_schema=False)

TYPES = {
    "txt": "text/plain; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "fit": "application/octet-stream",
    "pdf": "application/pdf",
    "json": "application/json",
}


@router.get("/plan/{key}/session.{kind}")
def export_session(
    request: Request,
    visit: Visiting,
    key: Key,
    kind: Literal["txt", "ics", "fit", "pdf", "audio"],
) -> Response:
    """Return one session as a file."""
    version = followed(visit)
    one = found_in(version, key)
    name = f"backstride-{one.day.isoformat()}"
    if kind == "audio":
        return _sound(request, one, name)
    if kind == "txt":
        content = format_session(one.session).encode()
    elif kind == "ics":
        content = _calendar(version, [one])
    elif kind == "fit":
        from backstride.exchange.sessions.fit_workout import session_as_fit  # noqa: PLC0415

        content = session_as_fit(one.session, visit.journal.clock()).data
    else:
        content = _printed(request, visit, version, [one])
    return _file(content, f"{name}.{kind}", kind)


@router.get("/plan/export.{kind}")
def export_plan(request: Request, visit: Visiting, kind: Literal["ics", "pdf", "json"]) -> Response:
    """Return the whole plan as a file."""
    version = followed(visit)
    sessions = version.programme.sessions()
    if kind == "json":
        content = programme_json(version.programme).encode()
    elif kind == "ics":
        content = _calendar(version, sessions)
    else:
        content = _printed(request, visit, version, sessions)
    return _file(content, f"backstride-{version.programme.start.isoformat()}.{kind}", kind)


def _file(content: bytes, name: str, kind: str) -> Response:
    sent = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=sent, media_type=TYPES[kind])


def _handouts(version: Version, wanted: Sequence[PlannedSession]) -> list[Handout]:
    names = {one.uid for one in wanted}
    return [one for one in handouts(version.programme) if one.uid in names]


def _calendar(version: Version, wanted: Sequence[PlannedSession]) -> bytes:
    from backstride.exchange.sessions.calendar_file import (  # noqa: PLC0415 - slow
        sessions_as_calendar,
    )

    made_at = version.made_at if version.made_at.tzinfo else version.made_at.replace(tzinfo=UTC)
    return sessions_as_calendar(_handouts(version, wanted), made_at)


def _printed(
    request: Request, visit: Visit, version: Version, wanted: Sequence[PlannedSession]
) -> bytes:
    from backstride.exchange.sessions.print.programme import programme_pdf  # noqa: PLC0415 - slow

    kinds = dict.fromkeys(one.template_id for one in wanted)
    notes = (one for one in version.programme.notes if one != NOT_MEDICAL_ADVICE)
    say = words_for(request)
    weeks = len(version.programme.weeks)
    title = (
        say.title(wanted[0].session.title)
        if len(wanted) == 1
        else say("plan_page.printed", n=weeks)
    )
    return programme_pdf(
        _handouts(version, wanted),
        title=title,
        person=visit.person.name,
        summary=" ".join(notes),
        stop_if=tuple(dict.fromkeys(s for kind in kinds for s in template(kind).stop_if)),
    )


def _sound(request: Request, one: PlannedSession, name: str) -> Response:
    sounds = request.app.state.sounds
    found = sounds.file(sounds.of(one.session).track)
    if found is None:
        raise ProblemError(404, "not_found", "The sound could not be made; try again.")
    path, kind = found
    return FileResponse(path, filename=f"{name}{path.suffix}", media_type=kind)
