"""Every version of the plan: what was decided, what changed, by whom and why."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from backstride.journal.sessions import KeptEntry
from backstride.journal.version_lines import VersionLine
from backstride.web.pages import page, words_for
from backstride.web.plans.adapting import entry_behind, lines_of
from backstride.web.plans.playable import key_of
from backstride.web.plans.session_pages import followed
from backstride.web.plans.told import Teller
from backstride.web.visiting import Visit, Visiting

router = APIRouter(include_in_schema=False)

LISTED = 20
"""Versions on one page."""


@router.get("/plan/history")
def history(
    request: Request,
    visit: Visiting,
    before: Annotated[int | None, Query(ge=2)] = None,
    adapted: Literal["new", "same", ""] = "",
) -> Response:
    """Show the versions of the plan, newest first."""
    version = followed(visit)
    lines = visit.journal.programmes.lines(visit.by, visit.person.id, before=before, most=LISTED)
    reported = _reported(visit, lines)
    sessions = version.programme.sessions()
    return page(
        request,
        "plans-history.html",
        plan=version,
        lines=lines,
        lines_of=lines_of,
        behind=lambda decision: entry_behind(decision, reported),
        titles={one.uid: one.session.title for one in sessions},
        keys={one.uid: key_of(version.programme_id, one.uid) for one in sessions},
        older=lines[-1].number if lines and lines[-1].number > 1 else None,
        tell=Teller(words_for(request), visit.person.units, version.programme.settings),
        adapted=adapted,
    )


def _reported(visit: Visit, lines: list[VersionLine]) -> list[KeptEntry]:
    """Return what was reported on the days of what was decided in some versions."""
    days = [one.day for line in lines for one in line.new_decisions]
    if not days:
        return []
    return visit.journal.sessions.of(visit.by, visit.person.id, min(days), max(days))
