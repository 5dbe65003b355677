"""The sessions that can be played, and writing one."""

from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from backstride.training import check_session_text, parse_session
from backstride.web.entry import form_of
from backstride.web.kept import KeptIn
from backstride.web.pages import page, words_for
from backstride.web.plans.board import Item, cells
from backstride.web.plans.playable import play_id
from backstride.web.plans.told import Teller, days_of
from backstride.web.store import Store
from backstride.web.visiting import FirstVisitError, visit_of

router = APIRouter(include_in_schema=False)

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
    return RedirectResponse(f"/play/{store.keep_session(parse_session(text))}", 303)


def _page(
    request: Request, store: Store, text: str = "", mistakes: list[str] | None = None
) -> Response:
    planned = _planned(request)
    return page(
        request,
        "sessions.html",
        status=422 if mistakes else 200,
        planned=planned,
        entries=store.sessions(),
        text=text,
        mistakes=mistakes or (),
        tell=Teller(words_for(request)),
    )


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
