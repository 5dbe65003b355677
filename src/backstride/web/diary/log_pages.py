"""The log: what was done and how it was, and everything said before."""

import secrets
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi import Path as Part
from fastapi.responses import RedirectResponse, Response

from backstride.errors import SettingsError
from backstride.journal import ConflictError
from backstride.web.diary import entries
from backstride.web.diary.days import page_with_days as page
from backstride.web.diary.form import Fields, fields_of, filled, pains, sides
from backstride.web.diary.keeping import correct, follow, keep_morning, log, restore
from backstride.web.diary.scales import FRONT, PAIRED_SITES, SHARES, SITES
from backstride.web.entry import form_of
from backstride.web.pages import error_said
from backstride.web.plans.adapting import Change, last_change
from backstride.web.visiting import Visit, Visiting

router = APIRouter()

LISTED_DAYS = 42
"""How many days of the log one page lists: six weeks."""

EntryId = Annotated[str, Part(pattern="^[0-9a-f]{32}$")]

_CORRECT, _MORNING = "diary-correct.html", "diary-morning.html"


@router.get("/log")
def show_log(
    request: Request,
    visit: Visiting,
    session: Annotated[str, Query(max_length=40)] = "",
    before: Annotated[int, Query(ge=0, le=1000)] = 0,
    removed: Annotated[str, Query(pattern="^([0-9a-f]{32})?$")] = "",
) -> Response:
    """Show the form for a session, with the one it most likely is, and the entries before."""
    fields = {"entry_id": secrets.token_hex(16), "day": visit.today.isoformat(), "done": "100"}
    return _log_page(request, visit, fields, key=session, pages_back=before, removed=removed)


@router.post("/log")
async def take_entry(request: Request, visit: Visiting) -> Response:
    """Keep what was said of a session, and show what it changes."""
    fields = await form_of(request)
    key = fields.get("session", "")
    try:
        said = filled(fields, entries.uid_of(visit, key) if key else "")
        kept = log(visit, said, fields.get("entry_id") or None)
    except (SettingsError, ConflictError) as error:
        return _log_page(
            request, visit, fields, key=key, mistake=error_said(request, error), status=422
        )
    return _to_entry(visit, kept.entry_id, follow(visit))


def _log_page(
    request: Request,
    visit: Visit,
    fields: Fields,
    *,
    key: str,
    mistake: str = "",
    pages_back: int = 0,
    removed: str = "",
    status: int = 200,
) -> Response:
    until = visit.today - timedelta(days=pages_back * LISTED_DAYS)
    since = until - timedelta(days=LISTED_DAYS - 1)
    sessions = entries.offered(visit, key)
    first = entries.likeliest(sessions, visit.today, key)
    if not mistake and first is not None:
        fields = {**fields, "session": first.key, "minutes": f"{first.minutes:g}"}
    listed = entries.entries_between(visit, since, until)
    return page(
        request,
        "diary-log.html",
        status=status,
        **_form_values(fields, mistake),
        sessions=sessions,
        listed=listed,
        since=since,
        until=until,
        pages_back=pages_back,
        removed=removed,
    )


def _form_values(fields: Fields, mistake: str = "") -> dict[str, Any]:
    return {
        "fields": fields,
        "mistake": mistake,
        "sites": SITES,
        "paired": PAIRED_SITES,
        "front": FRONT,
        "shares": SHARES,
    }


@router.get("/log/{entry_id}")
def show_entry(
    request: Request, visit: Visiting, entry_id: EntryId, change: int | None = None
) -> Response:
    """Show an entry: what was said, what was measured, what it changed, what it said before."""
    kept, history = entries.entry_of(visit, entry_id)
    (shown,) = entries.shown_of(visit, [kept])
    return page(
        request,
        "diary-entry.html",
        shown=shown,
        history=history,
        recordings=entries.recordings_of(visit, entry_id),
        change=None if change is None else _change(visit, change),
        sites=SITES,
    )


def _change(visit: Visit, number: int) -> Change | None:
    """Return what the newest version changed, if it still is the one that is asked for."""
    version = visit.journal.programmes.current(visit.by, visit.person.id)
    if version is None or version.number != number:
        return None
    return last_change(visit, version)


@router.get("/log/{entry_id}/correct")
def show_correction(request: Request, visit: Visiting, entry_id: EntryId) -> Response:
    """Show the form that corrects an entry."""
    return _page_of(request, visit, entry_id, _CORRECT)


@router.post("/log/{entry_id}/correct")
async def take_correction(request: Request, visit: Visiting, entry_id: EntryId) -> Response:
    """Keep a correction; what was said before stays in the history."""
    fields = await form_of(request)
    kept, _ = entries.entry_of(visit, entry_id)
    try:
        correct(visit, kept, filled(fields, kept.entry.uid))
    except SettingsError as error:
        return _page_of(request, visit, entry_id, _CORRECT, fields, error_said(request, error))
    return _to_entry(visit, entry_id, follow(visit))


def _page_of(
    request: Request,
    visit: Visit,
    entry_id: str,
    name: str,
    fields: Fields | None = None,
    mistake: str = "",
) -> Response:
    """Return a form about an entry: as it stands, or as it was sent with what is wrong in it."""
    kept, _ = entries.entry_of(visit, entry_id)
    (shown,) = entries.shown_of(visit, [kept])
    values = _form_values(fields_of(kept) if fields is None else fields, mistake)
    return page(request, name, status=422 if mistake else 200, shown=shown, **values)


@router.get("/log/{entry_id}/morning")
def ask_morning(request: Request, visit: Visiting, entry_id: EntryId) -> Response:
    """Ask how it is the morning after a session."""
    return _page_of(request, visit, entry_id, _MORNING)


@router.post("/log/{entry_id}/morning")
async def take_morning(request: Request, visit: Visiting, entry_id: EntryId) -> Response:
    """Keep how it is the morning after, and show what it changes."""
    fields = await form_of(request)
    try:
        pain = pains(fields, "next")
        keep_morning(visit, entry_id, pain, sides(fields, pain))
    except SettingsError as error:
        return _page_of(request, visit, entry_id, _MORNING, fields, error_said(request, error))
    return _to_entry(visit, entry_id, follow(visit))


@router.post("/log/{entry_id}/remove")
def remove(visit: Visiting, entry_id: EntryId) -> Response:
    """Take an entry out of the log; the page that follows offers to put it back."""
    visit.journal.sessions.remove(visit.by, visit.person.id, entry_id)
    follow(visit)
    return RedirectResponse(visit.at(f"/log?removed={entry_id}"), 303)


@router.post("/log/{entry_id}/restore")
def put_back(visit: Visiting, entry_id: EntryId) -> Response:
    """Put an entry back that was removed."""
    restore(visit, entry_id)
    return _to_entry(visit, entry_id, follow(visit))


def _to_entry(visit: Visit, entry_id: str, change: int | None) -> Response:
    told = "" if change is None else f"?change={change}"
    return RedirectResponse(visit.at(f"/log/{entry_id}{told}"), 303)
