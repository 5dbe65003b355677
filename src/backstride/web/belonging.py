"""Which session a recording belongs to."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from backstride.journal.measurements import Measured
from backstride.journal.sessions import KeptEntry
from backstride.web.visiting import Visit

OFFERED_DAYS = 21
"""How far back sessions are offered; an older one is found by its day in the log."""


def day_of(visit: Visit, measured: Measured) -> date | None:
    """Return the day of a recording where the person is, None when it has no date."""
    if measured.started_at is None:
        return None
    return measured.started_at.astimezone(ZoneInfo(visit.person.zone)).date()


def entry_of_the_day(visit: Visit, measured: Measured) -> str | None:
    """Return the only entry of a recording's day that has no recording yet, or None.

    Two that fit are a question that only the person can answer.
    """
    day = day_of(visit, measured)
    if day is None:
        return None
    entries = visit.journal.sessions.of(visit.by, visit.person.id, day, day)
    if not entries:
        return None
    taken = {one.entry_id for one, _ in visit.journal.recordings.of(visit.by, visit.person.id)}
    free = [one.entry_id for one in entries if one.entry_id not in taken]
    return free[0] if len(free) == 1 else None


def offered(visit: Visit, day: date | None) -> list[KeptEntry]:
    """Return the entries that a recording may belong to, the nearest in time first."""
    near = day or visit.today
    first, last = near - timedelta(days=OFFERED_DAYS), near + timedelta(days=1)
    found = visit.journal.sessions.of(visit.by, visit.person.id, first, last)
    return sorted(found, key=lambda one: (abs((one.entry.day - near).days), one.entry_id))
