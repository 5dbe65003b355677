"""The session player and its sounds."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, JSONResponse, Response

from backstride.training import Session
from backstride.training.athlete_words import PAIRED_SITES, SITES
from backstride.web.kept import KeptIn, Sounding
from backstride.web.pages import page, words_for
from backstride.web.plans.playable import is_planned, session_of
from backstride.web.player_steps import overview, player_steps
from backstride.web.problems import ProblemError
from backstride.web.sounds import LINE_WARNING_M
from backstride.web.store import Store
from backstride.web.visiting import FirstVisitError, Visit, visit_of
from backstride.web.wearing_words import wearing_choices

router = APIRouter(include_in_schema=False)

_FOR_GOOD = "private, max-age=31536000, immutable"


@router.get("/play/{session_id}")
@router.get("/people/{person_id}/play/{session_id}")
def play(request: Request, session_id: str, store: KeptIn) -> Response:
    """Show the player of one session."""
    say, visit = words_for(request), _visit(request)
    session = _found(visit, store, session_id)
    steps = player_steps(session, say)
    plan: dict[str, Any] = {
        "session": session_id,
        "path": request.url.path,
        "person": visit.person.id if visit else "",
        "title": say.title(session.title),
        "steps": steps,
        "line_warning_m": LINE_WARNING_M,
        "language": say.language,
        "words": dict(say.section("live")),
    }
    return page(
        request,
        "play.html",
        session=session,
        plan=plan,
        lines=overview(steps),
        minutes=max(1, round(steps[-1]["end"] / 60)),
        backward=sum(one["direction"] == "backward" for one in steps),
        wearing=wearing_choices(say),
        sites=SITES,
        paired=PAIRED_SITES,
    )


@router.get("/play/{session_id}/sound.json")
@router.get("/people/{person_id}/play/{session_id}/sound.json")
def sound(request: Request, session_id: str, store: KeptIn, sounds: Sounding) -> JSONResponse:
    """Return where the sound files of a session are; they are made first where needed."""
    made = asdict(sounds.of(_found(_visit(request), store, session_id)))
    made["track"] = f"/sounds/{made['track']}"
    made["clips"] = {key: f"/sounds/{name}" for key, name in made["clips"].items()}
    return JSONResponse(made)


@router.get("/sounds/{name}")
def sound_file(request: Request, name: str, sounds: Sounding) -> Response:
    """Return a sound file; its name changes with its content."""
    found = sounds.file(name)
    if found is None:
        raise ProblemError(404, "not_found", "There is no such sound; open the session again.")
    path, kind = found
    headers = {"Cache-Control": _FOR_GOOD, "Vary": "Accept-Encoding, Range"}
    packed = path.with_name(f"{path.name}.gz")
    if _takes_packed(request) and packed.is_file():
        headers["Content-Encoding"] = "gzip"
        return FileResponse(packed, headers=headers, media_type=kind)
    return FileResponse(Path(path), headers=headers, media_type=kind)


def _takes_packed(request: Request) -> bool:
    asked = request.headers
    return "range" not in asked and "gzip" in asked.get("accept-encoding", "")


def _visit(request: Request) -> Visit | None:
    """Return who plays, None while nobody is in the journal: a session may be tried before."""
    try:
        return visit_of(request)
    except FirstVisitError:
        return None


def _found(visit: Visit | None, store: Store, session_id: str) -> Session:
    if is_planned(session_id):
        session = session_of(visit, session_id) if visit is not None else None
    else:
        session = store.session(visit.person.id if visit else "", session_id)
    if session is None:
        raise ProblemError(404, "no_session", "There is no such session; choose one of the list.")
    return session
