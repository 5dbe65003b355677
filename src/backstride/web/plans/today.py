"""What a person does next, and why: the first thing they see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import Response

from backstride.journal.screenings import KeptScreening
from backstride.journal.sessions import KeptEntry
from backstride.journal.versions import Version
from backstride.training import Decision, Screening, screen
from backstride.training.plan import may_plan
from backstride.training.programme import PlannedSession
from backstride.web.pages import page, words_for
from backstride.web.plans.adapting import Change, latest_telling
from backstride.web.plans.asked import reasons
from backstride.web.plans.board import Cell, Item, cells
from backstride.web.plans.playable import key_of
from backstride.web.plans.told import Teller, days_of, way_of_session, week_start
from backstride.web.visiting import Visit, Visiting

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What stands at the top of a person's day.

    Attributes
    ----------
    state : str
        ``"unscreened"``, ``"not_now"`` (the questions allow no plan), ``"no_plan"``, ``"stopped"``,
        ``"session"``, ``"done"``, ``"resting"`` (after pain), ``"rest"`` or ``"finished"``.
    version : Version or None
        Of the plan that is followed.
    session : PlannedSession or None
        Today's, or the next one.
    key : str
        Of that session.
    decision : Decision or None
        What stopped the plan, or asks for rest.
    until : date or None
        The last day of rest after pain.
    morning : tuple of KeptEntry
        Sessions whose next morning was not asked about.
    unlogged : tuple of Item
        Sessions whose day is over and of which nothing was said.
    done : KeptEntry or None
        What was done today.
    change : Change or None
        What changed last.
    week : list of Cell
    screening : Screening or None
        As it comes out today.
    """

    state: str
    version: Version | None = None
    session: PlannedSession | None = None
    key: str = ""
    decision: Decision | None = None
    until: date | None = None
    morning: tuple[KeptEntry, ...] = ()
    unlogged: tuple[Item, ...] = ()
    done: KeptEntry | None = None
    change: Change | None = None
    week: Sequence[Cell] = ()
    screening: Screening | None = None


def today_of(visit: Visit) -> Today:
    """Return what a person does next; half a dozen questions to the journal."""
    programmes, who = visit.journal.programmes, visit.person.id
    version = programmes.current(visit.by, who)
    if version is None:
        return _without_plan(visit)
    late = timedelta(days=int(version.programme.settings.late_days))
    entries = visit.journal.sessions.of(visit.by, who, visit.today - 2 * late, visit.today)
    board = cells(visit, version, days_of(week_start(visit.today) - late, 14 + late.days))
    items = [item for cell in board for item in cell.items]
    ahead = [one for one in version.programme.sessions() if one.day >= visit.today]
    free = {item.uid for item in items if item.state not in ("done", "skipped")}
    logged = {one.entry.uid for one in entries}
    skipped = version.overlay.skipped
    next_one = next((s for s in ahead if s.uid not in logged and s.uid not in skipped), None)
    todays = [one for one in entries if one.entry.day == visit.today]
    done = next((one for one in reversed(todays) if one.entry.uid or one.entry.done_share), None)
    state, decision, until = _state(visit, version, next_one, done)
    return Today(
        state=state,
        version=version,
        session=next_one,
        key=key_of(version.programme_id, next_one.uid) if next_one else "",
        decision=decision,
        until=until,
        morning=tuple(one for one in entries if _wants_morning(one, visit.today, late)),
        unlogged=tuple(
            item
            for item in items
            if item.key and item.uid in free and visit.today - late <= item.day < visit.today
        ),
        done=done,
        change=latest_telling(visit, version) if version.number > 1 else None,
        week=[cell for cell in board if week_start(cell.day) == week_start(visit.today)],
    )


def _without_plan(visit: Visit) -> Today:
    kept: KeptScreening | None = visit.journal.screenings.latest(visit.by, visit.person.id)
    if kept is None:
        return Today(state="unscreened")
    found = screen(kept.who(), kept.answers, visit.today)
    return Today(state="no_plan" if may_plan(found) else "not_now", screening=found)


def _state(
    visit: Visit, version: Version, next_one: PlannedSession | None, done: KeptEntry | None
) -> tuple[str, Decision | None, date | None]:
    """Return the state of the day, what decided it, and how long a rest lasts."""
    stop = next((one for one in version.decisions if one.outcome == "stop"), None)
    if stop is not None:
        return "stopped", stop, None
    if next_one is not None and next_one.day == visit.today:
        return "session", None, None
    rest = timedelta(days=int(version.programme.settings.pain_rest_days))
    pain = [one for one in version.decisions if one.is_pain and one.outcome == "regress"]
    if pain and visit.today <= pain[-1].day + rest:
        return "resting", pain[-1], pain[-1].day + rest
    if done is not None:
        return "done", None, None
    if next_one is None:
        return "finished", None, None
    return "rest", None, None


def _wants_morning(one: KeptEntry, today: date, late: timedelta) -> bool:
    entry = one.entry
    is_due = today - late <= entry.day < today
    return is_due and entry.done_share > 0 and entry.pain_next_morning is None


@router.get("/")
def today(request: Request, visit: Visiting) -> Response:
    """Show what a person does next."""
    say, now = words_for(request), today_of(visit)
    settings = now.version.programme.settings if now.version else None
    return page(
        request,
        "plans-today.html",
        now=now,
        tell=Teller(say, visit.person.units, settings),
        way=way_of_session(now.session) if now.session else "still",
        said=reasons(say, now.screening) if now.screening else [],
    )
