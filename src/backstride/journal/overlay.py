"""What people changed about a programme, carried from version to version beside its content."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from backstride.training.calendar import DAYS
from backstride.training.programme import PlannedSession, Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A session that stands on another day than the rules gave it."""

    uid: str
    from_day: date
    to_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What people changed.

    Attributes
    ----------
    moved : tuple of Moved
    skipped : mapping of str to str
        Sessions that will not be done, with the reason.
    set_aside : mapping of str to str
        Entries of the log that no longer decide, with the reason.
    counted : tuple of str
        Entries that decided in this version.
    """

    moved: tuple[Moved, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    set_aside: Mapping[str, str] = field(default_factory=dict)
    counted: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        moved = [
            {"uid": m.uid, "from": m.from_day.isoformat(), "to": m.to_day.isoformat()}
            for m in self.moved
        ]
        return {
            "moved": moved,
            "skipped": dict(self.skipped),
            "set_aside": dict(self.set_aside),
            "counted": list(self.counted),
        }


def overlay_from_json(data: Mapping[str, Any]) -> Overlay:
    """Return the overlay that ``as_json`` gave."""
    moved = (
        Moved(
            uid=m["uid"],
            from_day=date.fromisoformat(m["from"]),
            to_day=date.fromisoformat(m["to"]),
        )
        for m in data["moved"]
    )
    return Overlay(
        moved=tuple(moved),
        skipped=data["skipped"],
        set_aside=data["set_aside"],
        counted=tuple(data["counted"]),
    )


def placed(
    programme: Programme, moved: Sequence[Moved], today: date, logged: set[str]
) -> Programme:
    """Return a programme with sessions ahead on the days people moved them to.

    What is past, and what is logged, stays where it is.
    """
    to = {m.from_day: m.to_day for m in moved if m.to_day >= today}
    sessions = []
    for one in programme.sessions():
        is_free = one.uid not in logged and (one.day >= today or one.day in to)
        held = is_free and one.day in to and _is_held(one, moved, today)
        sessions.append(replace(one, day=to[one.day]) if held else one)
    return bucketed(programme, distinct(sessions))


def _is_held(one: PlannedSession, moved: Sequence[Moved], today: date) -> bool:
    """Return whether a move is about a session: by its day ahead, by its name once that is past."""
    return one.day >= today or any(m.uid == one.uid for m in moved)


def unplaced(
    programme: Programme, moved: Iterable[Moved], today: date, logged: set[str]
) -> Programme:
    """Return a programme with moved sessions that are still ahead back on their first days."""
    back = {m.uid: m for m in moved if m.uid not in logged}
    sessions = [
        replace(one, day=back[one.uid].from_day)
        if one.uid in back and back[one.uid].to_day == one.day >= today
        else one
        for one in programme.sessions()
    ]
    return bucketed(programme, sessions)


def without(programme: Programme, uids: set[str]) -> Programme:
    """Return a programme without some sessions."""
    left = [one for one in programme.sessions() if one.uid not in uids]
    return bucketed(programme, left)


def grafted(current: Programme, target: Programme, today: date, logged: set[str]) -> Programme:
    """Return a programme with the past of one and the sessions ahead of another."""

    def is_past(one: PlannedSession) -> bool:
        return one.day < today or one.uid in logged

    past = [one for one in current.sessions() if is_past(one)]
    names = {one.uid for one in past}
    ahead = [one for one in target.sessions() if not is_past(one) and one.uid not in names]
    weeks = tuple(
        now if (today - now.start).days >= DAYS else then
        for now, then in zip(current.weeks, target.weeks, strict=True)
    )
    return bucketed(replace(current, weeks=weeks), past + ahead)


def distinct(sessions: Iterable[PlannedSession]) -> list[PlannedSession]:
    """Return sessions with no name given twice, the later one of two renamed."""
    names: set[str] = set()
    found = []
    for one in sorted(sessions, key=lambda s: s.day):
        name, count = one.uid, 1
        while name in names:
            count += 1
            name = f"{one.uid}-again-{count}"
        names.add(name)
        found.append(one if name == one.uid else replace(one, uid=name))
    return found


def bucketed(programme: Programme, sessions: Iterable[PlannedSession]) -> Programme:
    """Return a programme with these sessions, each in the week of its day."""
    by_week: dict[int, list[PlannedSession]] = {}
    for one in sorted(sessions, key=lambda s: s.day):
        by_week.setdefault(week_of(programme, one.day), []).append(one)
    weeks = tuple(
        replace(week, sessions=tuple(by_week.get(index, ())))
        for index, week in enumerate(programme.weeks)
    )
    return replace(programme, weeks=weeks)


def week_of(programme: Programme, day: date) -> int:
    """Return the week that a day belongs to, from 0; the first or last for days outside."""
    index = (day - programme.weeks[0].start).days // DAYS
    return min(max(index, 0), len(programme.weeks) - 1)


def last_day(programme: Programme) -> date:
    """Return the last day of a programme."""
    return programme.weeks[-1].start + timedelta(days=DAYS - 1)
