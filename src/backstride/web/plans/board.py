"""The sessions of some days as calendars show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backstride.journal.programmes import CalendarSession
from backstride.journal.versions import Version
from backstride.training.programme import PlannedSession
from backstride.web.plans.playable import key_of
from backstride.web.plans.told import way_of_session, week_start
from backstride.web.visiting import Visit

DAYS = 7  # in a week


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One session on a calendar.

    Attributes
    ----------
    key : str
        Of its page; empty for one of a programme that has ended.
    uid, title, stage : str
    day, planned_day : date
        Where it stands, and where the rules put it.
    level : int
        From 1.
    minutes : float
    backward_s, backward_m : float or None
    way : str
        The direction it is coloured by.
    state : str
        ``"done"``, ``"skipped"``, ``"missed"`` (its day is over and nothing was said), or
        ``"ahead"``.
    reason : str
        Of a skipped one.
    entry_id : str or None
    """

    key: str
    uid: str
    title: str
    stage: str
    day: date
    planned_day: date
    level: int
    minutes: float
    backward_s: float | None
    backward_m: float | None
    way: str
    state: str
    reason: str
    entry_id: str | None

    @property
    def is_moved(self) -> bool:
        """Whether a person moved it."""
        return self.day != self.planned_day

    @property
    def can_move(self) -> bool:
        """Whether it is still ahead in the programme that is followed."""
        return bool(self.key) and self.state == "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One day on a calendar."""

    day: date
    is_today: bool
    is_past: bool
    in_plan: bool
    items: tuple[Item, ...]


def cells(visit: Visit, version: Version | None, days: Sequence[date]) -> list[Cell]:
    """Return days with their sessions; one question to the journal."""
    found = visit.journal.programmes.calendar(visit.by, visit.person.id, days[0], days[-1])
    planned = {one.uid: one for one in version.programme.sessions()} if version else {}
    items: dict[date, list[Item]] = {}
    for one in found:
        is_current = version is not None and one.programme_id == version.programme_id
        its_plan = planned.get(one.uid) if is_current else None
        items.setdefault(one.day, []).append(_item(one, its_plan, visit.today))
    return [
        Cell(
            day=day,
            is_today=day == visit.today,
            is_past=day < visit.today,
            in_plan=version is not None and _covers(version, day),
            items=tuple(items.get(day, ())),
        )
        for day in days
    ]


def _covers(version: Version, day: date) -> bool:
    weeks = version.programme.weeks
    return weeks[0].start <= day < weeks[-1].start + timedelta(days=DAYS)


def _item(one: CalendarSession, planned: PlannedSession | None, today: date) -> Item:
    way = way_of_session(planned) if planned else "backward" if one.backward_s else "forward"
    return Item(
        key=key_of(one.programme_id, one.uid) if planned else "",
        uid=one.uid,
        title=one.title,
        stage=one.stage,
        day=one.day,
        planned_day=one.planned_day,
        level=one.rung + 1,
        minutes=one.minutes,
        backward_s=one.backward_s,
        backward_m=one.backward_m,
        way=way,
        state=_state(one, today),
        reason=one.reason,
        entry_id=one.entry_id,
    )


def _state(one: CalendarSession, today: date) -> str:
    if one.entry_id is not None:
        return "done"
    if one.skipped:
        return "skipped"
    return "missed" if one.day < today else "ahead"


def month_days(first: date) -> list[date]:
    """Return the days of the weeks that a month touches, Monday first."""
    start = week_start(first)
    after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    end = week_start(after - timedelta(days=1)) + timedelta(days=DAYS)
    return [start + timedelta(days=n) for n in range((end - start).days)]
