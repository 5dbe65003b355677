"""Changing the plan: moving, skipping, undoing, overruling, adapting, ending it."""

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from backstride.errors import SettingsError
from backstride.journal import ConflictError, NotAllowedError, NotThereError
from backstride.web.pages import error_said
from backstride.web.plans.adapting import adapt_after
from backstride.web.plans.fields import Form
from backstride.web.plans.playable import found_in
from backstride.web.plans.session_pages import Key, followed, session_page
from backstride.web.visiting import Visit, Visiting

router = APIRouter(include_in_schema=False)


@router.post("/plan/{key}/move")
def move(request: Request, visit: Visiting, key: Key, form: Form) -> Response:
    """Move a session; where rules speak against it, say which, and ask for a reason."""
    one = found_in(followed(visit), key)
    programmes, who = visit.journal.programmes, visit.person.id
    try:
        to_day = date.fromisoformat(form.one("day"))
        broken = programmes.check_move(visit.by, who, one.uid, to_day)
        anyway = form.one("anyway") == to_day.isoformat()
        if broken and not (anyway and "reason" in form):
            return session_page(request, visit, key, status=409, wanted=to_day, broken=broken)
        programmes.move(visit.by, who, one.uid, to_day, reason=form.one("reason"), anyway=anyway)
    except ValueError:
        return session_page(request, visit, key, status=422, sentence="day")
    except (ConflictError, SettingsError) as error:
        return session_page(request, visit, key, status=409, sentence=error_said(request, error))
    shown = f"month={to_day:%Y-%m}" if form.one("view") == "month" else f"week={to_day.isoformat()}"
    return RedirectResponse(visit.at(f"/plan?{shown}"), 303)


@router.post("/plan/{key}/skip")
def skip(request: Request, visit: Visiting, key: Key, form: Form) -> Response:
    """Say that a session will not be done, or will after all."""
    one = found_in(followed(visit), key)
    skipped = form.one("skipped") != "no"
    try:
        visit.journal.programmes.skip(
            visit.by, visit.person.id, one.uid, form.one("reason"), skipped=skipped
        )
    except (ConflictError, SettingsError) as error:
        return session_page(request, visit, key, status=409, sentence=error_said(request, error))
    adapt_after(visit)
    return RedirectResponse(visit.at(f"/plan/{key}"), 303)


@router.post("/plan/{key}/overrule")
def overrule(request: Request, visit: Visiting, key: Key, form: Form) -> Response:
    """Let what was reported of a session decide no more, with a reason that is kept."""
    one = found_in(followed(visit), key)
    try:
        visit.journal.programmes.overrule(visit.by, visit.person.id, one.uid, form.one("reason"))
    except (ConflictError, SettingsError, NotThereError, NotAllowedError) as error:
        return session_page(request, visit, key, status=409, sentence=error_said(request, error))
    return _history(visit)


@router.post("/plan/undo")
def undo(visit: Visiting, form: Form) -> Response:
    """Bring the sessions ahead back as they were before the last change."""
    visit.journal.programmes.undo(visit.by, visit.person.id, form.one("reason"))
    return _history(visit)


@router.post("/plan/adapt")
def adapt(visit: Visiting) -> Response:
    """Let the rules look at the log now."""
    found = adapt_after(visit)
    word = "new" if found is not None and found.is_new else "same"
    return RedirectResponse(visit.at(f"/plan/history?adapted={word}"), 303)


@router.post("/plan/end")
def end(visit: Visiting) -> Response:
    """Stop following the plan; it stays in the journal."""
    visit.journal.programmes.end(visit.by, visit.person.id)
    return RedirectResponse(visit.at("/"), 303)


def _history(visit: Visit) -> Response:
    return RedirectResponse(visit.at("/plan/history"), 303)
