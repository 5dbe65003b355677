"""One planned session: its steps and cues, its dose and reasons, and what can be done with it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from backstride.journal.sessions import KeptEntry
from backstride.journal.versions import Version
from backstride.training.programme import PlannedSession
from backstride.web.pages import page, words_for
from backstride.web.plans.board import DAYS
from backstride.web.plans.goals import offered
from backstride.web.plans.playable import found_in, play_id
from backstride.web.plans.told import Teller, days_of, way_of_session, week_start
from backstride.web.player_steps import overview, player_steps
from backstride.web.problems import ProblemError
from backstride.web.visiting import Visit, Visiting

router = APIRouter(include_in_schema=False)

Key = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="names a planned session")]

MOVE_DAYS = 14
"""Days that moving offers: from today or the Monday of its week, whichever is later."""


@dataclass(frozen=True, slots=True)
class Target:
    """A day that a session could move to, and the rules that speak against it."""

    day: date
    broken: tuple[dict[str, Any], ...]


def followed(visit: Visit) -> Version:
    """Return the plan that is followed.

    Raises
    ------
    ProblemError
        Without one.
    """
    version = visit.journal.programmes.current(visit.by, visit.person.id)
    if version is None:
        raise ProblemError(404, "no_plan", "There is no plan now; begin one first.")
    return version


def targets(visit: Visit, version: Version, one: PlannedSession) -> list[Target]:
    """Return the days a session could move to, each with what speaks against it."""
    weeks = version.programme.weeks
    last = weeks[-1].start + timedelta(days=DAYS - 1)
    first = max(visit.today, week_start(one.day), weeks[0].start)
    days = [day for day in days_of(first, MOVE_DAYS) if day <= last and day != one.day]
    found = visit.journal.programmes.check_moves(visit.by, visit.person.id, one.uid, days)
    return [Target(day, tuple(found[day])) for day in days]


@router.get("/plan/{key}")
def session(request: Request, visit: Visiting, key: Key, move: Literal["", "yes"] = "") -> Response:
    """Show a session, with the days it could move to where that is asked for."""
    return session_page(request, visit, key, with_days=bool(move))


def session_page(
    request: Request,
    visit: Visit,
    key: str,
    *,
    status: int = 200,
    wanted: date | None = None,
    broken: list[dict[str, Any]] | None = None,
    sentence: str = "",
    with_days: bool = True,
) -> Response:
    """Return the page of a session, with what was refused and why.

    Parameters
    ----------
    request : Request
    visit : Visit
    key : str
    status : int
    wanted : date or None
        The day it should have moved to.
    broken : list of dict or None
        The rules that speak against it.
    sentence : str
        Any other fault.
    with_days : bool
        Whether to try the rules on the days nearby, which takes longer than all the rest.
    """
    version, say = followed(visit), words_for(request)
    one = found_in(version, key)
    done = _reported(visit, version, one)
    is_ahead = done is None and one.day >= visit.today
    steps = player_steps(one.session, say)
    can_move = is_ahead and visit.may_change and one.uid not in version.overlay.skipped
    decision = next((found for found in version.decisions if found.uid == one.uid), None)
    return page(
        request,
        "plans-session.html",
        status=status,
        plan=version,
        one=one,
        key=key,
        way=way_of_session(one),
        lines=overview(steps),
        play=visit.at(f"/play/{play_id(version.programme_id, one.uid)}"),
        kind=offered(one.template_id),
        tell=Teller(say, visit.person.units, version.programme.settings),
        done=done,
        decision=decision,
        is_ahead=is_ahead,
        skipped=version.overlay.skipped.get(one.uid),
        moved=next((m for m in version.overlay.moved if m.uid == one.uid), None),
        can_move=can_move,
        targets=targets(visit, version, one) if can_move and with_days else [],
        wanted=wanted,
        broken=broken or [],
        sentence=sentence,
    )


def _reported(visit: Visit, version: Version, one: PlannedSession) -> KeptEntry | None:
    """Return what was reported of a session; it may have been done on a day nearby."""
    around = timedelta(days=int(version.programme.settings.late_days) * 2)
    entries = visit.journal.sessions.of(
        visit.by, visit.person.id, one.day - around, one.day + around
    )
    return next(
        (
            entry
            for entry in reversed(entries)
            if entry.entry.uid == one.uid and entry.programme_id == version.programme_id
        ),
        None,
    )
