"""The sessions that can be played, and writing one."""

from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from backstride.training import check_session_text, format_session, parse_session
from backstride.web.entry import form_of
from backstride.web.kept import KeptIn
from backstride.web.pages import page, words_for
from backstride.web.plans.board import Item, cells
from backstride.web.plans.playable import play_id
from backstride.web.plans.told import Teller, days_of
from backstride.web.problems import ProblemError
from backstride.web.store import Store
from backstride.web.visiting import FirstVisitError, Visiting, visit_of

router = APIRouter(include_in_schema=False)
api = APIRouter(tags=["plans"])

AHEAD_DAYS = 10
"""How far ahead planned sessions are listed."""


@router.get("/sessions")
def list_sessions(request: Request, store: KeptIn) -> Response:
    """Show the sessions, those of one's plan first."""
    return _page(request, store)


@router.post("/sessions")
async def write_session(request: Request, store: KeptIn) -> Response:
    """Keep a session that a person wrote, or say every mistake in it."""
    text = (await form_of(request)).get("text", "").replace("\r\n", "\n")
    mistakes = check_session_text(text)
    if mistakes:
        return _page(request, store, text, [str(one) for one in mistakes])
    session_id = store.keep_session(_whose(request), parse_session(text))
    return RedirectResponse(f"/play/{session_id}", 303)


class SessionShape(BaseModel):
    """A session that can be played, apart from those of a plan."""

    id: str
    title: str
    text: str
    page: str
    """Where it is played."""


class SessionsShape(BaseModel):
    """Sessions, those a person wrote first."""

    sessions: list[SessionShape]


class NewSessionShape(BaseModel):
    """A session in its text form."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=20_000, examples=["Short session\n4min walk\n20s backward easy\n"])


@api.get("/sessions")
def sessions_json(visit: Visiting, store: KeptIn) -> SessionsShape:
    """Return the sessions that can be played: those a person wrote, and those to try."""
    ids = [one.id for one in store.sessions(visit.person.id)]
    return SessionsShape(sessions=[_shape(visit.person.id, visit.base, one, store) for one in ids])


@api.post("/sessions", status_code=201)
def write_session_json(visit: Visiting, store: KeptIn, asked: NewSessionShape) -> SessionShape:
    """Keep a session; every mistake in its text is said."""
    mistakes = check_session_text(asked.text)
    if mistakes:
        raise ProblemError(422, "session_text", " ".join(f"text: {one}" for one in mistakes))
    session_id = store.keep_session(visit.person.id, parse_session(asked.text))
    return _shape(visit.person.id, visit.base, session_id, store)


def _shape(person_id: str, base: str, session_id: str, store: Store) -> SessionShape:
    session = store.session(person_id, session_id)
    if session is None:
        raise ProblemError(404, "no_session", "There is no such session; choose one of the list.")
    return SessionShape(
        id=session_id,
        title=session.title,
        text=format_session(session),
        page=f"{base}/play/{session_id}",
    )


def _page(
    request: Request, store: Store, text: str = "", mistakes: list[str] | None = None
) -> Response:
    planned = _planned(request)
    return page(
        request,
        "sessions.html",
        status=422 if mistakes else 200,
        planned=planned,
        entries=store.sessions(_whose(request)),
        text=text,
        mistakes=mistakes or (),
        tell=Teller(words_for(request)),
    )


def _whose(request: Request) -> str:
    """Return who asks, empty while nobody is in the journal."""
    try:
        return visit_of(request).person.id
    except FirstVisitError:
        return ""


def _planned(request: Request) -> list[tuple[Item, str]]:
    """Return the planned sessions of the next days with the player's ids, none without a plan."""
    try:
        visit = visit_of(request)
    except FirstVisitError:
        return []
    version = visit.journal.programmes.current(visit.by, visit.person.id)
    if version is None:
        return []
    days = days_of(visit.today - timedelta(days=1), AHEAD_DAYS)
    return [
        (item, play_id(version.programme_id, item.uid))
        for cell in cells(visit, version, days)
        for item in cell.items
        if item.key and item.state in ("ahead", "missed")
    ]
