"""Planned sessions as an iCalendar file, for the calendar a person already has."""

import math
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from backstride.errors import SettingsError
from backstride.training.session import Session
from backstride.training.session_terms import HIDDEN
from backstride.training.session_text import format_session

if TYPE_CHECKING:
    from icalendar import Alarm, Event

_LONGEST_S = 7 * 24 * 3600.0
_YEARS = range(1900, 2201)


class PlannedSession(Protocol):
    """What a calendar needs to know of a planned session; any object with these will do.

    Attributes
    ----------
    uid : str
        Stays the same when the session is moved or changed, so that calendars replace it.
    start : datetime or date
        A time with its zone, or a day.
    duration_s : float
        How long it takes, above 0 and up to a week.
    session : Session
    reason : str
        Why it is there, for the person; may be empty.
    """

    @property
    def uid(self) -> str: ...  # noqa: D102 - described above

    @property
    def start(self) -> datetime | date: ...  # noqa: D102 - described above

    @property
    def duration_s(self) -> float: ...  # noqa: D102 - described above

    @property
    def session(self) -> Session: ...  # noqa: D102 - described above

    @property
    def reason(self) -> str: ...  # noqa: D102 - described above


def sessions_as_calendar(
    planned: Sequence[PlannedSession],
    stamped_at: datetime,
    *,
    alarm_before_s: float | None = None,
) -> bytes:
    """Return planned sessions as an iCalendar file (RFC 5545); the same input gives the same bytes.

    Times are written in UTC, which every calendar shows in its own zone: single events need no
    rules for summer time to be right. The end is ``duration_s`` of elapsed time after the start,
    also where the clocks change in between.

    Parameters
    ----------
    planned : sequence of PlannedSession
    stamped_at : datetime
        When the plan was made, with its zone; calendars keep the later of two versions.
    alarm_before_s : float, optional
        Adds a reminder so many seconds before each start, 0 to a week; not for whole days.

    Raises
    ------
    SettingsError
        For a time without a zone, a duration that is none, and a ``uid`` that is empty or not the
        only one.
    """
    from icalendar import Calendar  # noqa: PLC0415 - only when a calendar is written

    _check(planned, stamped_at, alarm_before_s)
    calendar = Calendar()
    calendar.add("prodid", "-//Backstride//Backstride//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for one in planned:
        calendar.add_component(_event(one, stamped_at.astimezone(UTC), alarm_before_s))
    return bytes(calendar.to_ical())


def _event(one: PlannedSession, stamped_at: datetime, alarm_before_s: float | None) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - only when a calendar is written

    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", stamped_at)
    event.add("summary", one.session.title)
    for name, moment in zip(("dtstart", "dtend"), _start_and_end(one), strict=True):
        event.add(name, moment)
    event.add("description", "\n\n".join(_paragraphs(one)))
    if alarm_before_s is not None and isinstance(one.start, datetime):
        event.add_component(_alarm(one.session.title, alarm_before_s))
    return event


def _start_and_end(one: PlannedSession) -> tuple[datetime | date, datetime | date]:
    if not isinstance(one.start, datetime):
        return one.start, one.start + timedelta(days=max(1, math.ceil(one.duration_s / 86400)))
    begin = one.start.astimezone(UTC).replace(microsecond=0)
    return begin, begin + timedelta(seconds=max(1, round(one.duration_s)))


def _paragraphs(one: PlannedSession) -> Iterator[str]:
    reason = "\n".join(HIDDEN.sub(" ", line).strip() for line in one.reason.splitlines()).strip()
    if reason:
        yield reason
    if not isinstance(one.start, datetime):
        yield f"Takes about {math.ceil(one.duration_s / 60)} min, at any time of the day."
    yield format_session(one.session).strip()


def _alarm(title: str, before_s: float) -> "Alarm":
    from icalendar import Alarm  # noqa: PLC0415 - only when a calendar is written

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -timedelta(seconds=round(before_s)))
    return alarm


def _check(
    planned: Sequence[PlannedSession], stamped_at: datetime, alarm_before_s: float | None
) -> None:
    if stamped_at.utcoffset() is None:
        raise SettingsError(f"stamped_at is {stamped_at}, but must say its time zone.")
    if alarm_before_s is not None and not 0 <= alarm_before_s <= _LONGEST_S:
        raise SettingsError(f"alarm_before_s is {alarm_before_s}, but must be from 0 to a week.")
    seen: set[str] = set()
    for one in planned:
        what = f'The planned session "{one.session.title}" on {one.start}'
        if not one.uid.strip() or not one.uid.isprintable() or one.uid in seen:
            raise SettingsError(f'{what} has the uid "{one.uid}", but needs one of its own.')
        if isinstance(one.start, datetime) and one.start.utcoffset() is None:
            raise SettingsError(f"{what} has no time zone: give its start one.")
        if not 0 < one.duration_s <= _LONGEST_S:
            raise SettingsError(f"{what} takes {one.duration_s} s, but must take up to a week.")
        if one.start.year not in _YEARS:
            raise SettingsError(f"{what} must be in the years 1900 to 2200.")
        seen.add(one.uid)
