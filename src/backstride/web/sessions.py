"""The sessions that can be played, and writing one."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from backstride.training import check_session_text, parse_session
from backstride.web.entry import form_of
from backstride.web.kept import KeptIn
from backstride.web.pages import page

router = APIRouter(include_in_schema=False)


@router.get("/")
def list_sessions(request: Request, store: KeptIn) -> Response:
    """Show the sessions."""
    return page(request, "sessions.html", entries=store.sessions(), text="", mistakes=())


@router.post("/sessions")
async def write_session(request: Request, store: KeptIn) -> Response:
    """Keep a session that a person wrote, or say every mistake in it."""
    text = (await form_of(request)).get("text", "").replace("\r\n", "\n")
    mistakes = check_session_text(text)
    if mistakes:
        said = [str(one) for one in mistakes]
        return page(
            request,
            "sessions.html",
            status=422,
            entries=store.sessions(),
            text=text,
            mistakes=said,
        )
    return RedirectResponse(f"/play/{store.keep_session(parse_session(text))}", 303)
