"""Planned sessions are right in any calendar, and stay the same events when the plan changes."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from backstride.errors import SettingsError
from backstride.exchange.sessions.calendar_file import sessions_as_calendar
from backstride.training.session import Session
from backstride.training.session_text import format_session, parse_session
from tests.training.strategies import random_session

STAMPED = datetime(2026, 1, 1, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
SESSION = parse_session('First steps; easy, on grass\n30s backward "look over one shoulder"\n')


@dataclass(frozen=True)
class Planned:
    """A planned session, as the planner may have it."""

    uid: str = "athlete-1/2026-03-28/1"
    start: datetime | date = datetime(2026, 3, 28, 18, tzinfo=BERLIN)
    duration_s: float = 2700
    session: Session = SESSION
    reason: str = "Familiarisation comes first."


def events(*planned: Planned, **how: Any) -> list[Any]:
    """Return the events of the calendar, as the icalendar package reads them."""
    data = sessions_as_calendar(planned, STAMPED, **how)
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_an_event_has_title_time_text_and_reason() -> None:
    """Everything a person needs is in the event itself."""
    (event,) = events(Planned())
    assert SESSION.title == event["SUMMARY"]
    assert (
        f"Familiarisation comes first.\n\n{format_session(SESSION).strip()}" == event["DESCRIPTION"]
    )
    assert datetime(2026, 3, 28, 17, tzinfo=UTC) == event.start
    assert timedelta(minutes=45) == event.end - event.start
    assert ("athlete-1/2026-03-28/1", STAMPED) == (event["UID"], event["DTSTAMP"].dt)


@pytest.mark.parametrize(
    ("local", "in_utc"),
    [
        (datetime(2026, 3, 28, 18, tzinfo=BERLIN), datetime(2026, 3, 28, 17, tzinfo=UTC)),
        (datetime(2026, 3, 29, 18, tzinfo=BERLIN), datetime(2026, 3, 29, 16, tzinfo=UTC)),
        (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (
            datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN),
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        ),
        (
            datetime(2026, 7, 1, 18, tzinfo=timezone(timedelta(hours=5, minutes=30))),
            datetime(2026, 7, 1, 12, 30, tzinfo=UTC),
        ),
    ],
)
def test_the_moment_is_right_on_both_sides_of_a_change_of_the_clocks(
    local: datetime, in_utc: datetime
) -> None:
    """Six in the evening is another moment in summer, and an hour may come twice."""
    (event,) = events(Planned(start=local))
    assert in_utc == event.start


def test_a_session_takes_as_long_over_a_change_of_the_clocks() -> None:
    """An hour from 01:30 ends at 03:30 when the clocks go forward at 02:00."""
    (event,) = events(Planned(start=datetime(2026, 3, 29, 1, 30, tzinfo=BERLIN), duration_s=3600))
    assert datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN) == event.end
    assert timedelta(hours=1) == event.end - event.start


def test_a_session_without_a_time_is_for_the_whole_day() -> None:
    """Its length stands in the text."""
    (event,) = events(Planned(start=date(2026, 3, 30), reason=""), alarm_before_s=3600)
    assert (date(2026, 3, 30), date(2026, 3, 31)) == (event.start, event.end)
    assert event["DESCRIPTION"].startswith("Takes about 45 min, at any time of the day.\n\n")
    assert not event.walk("VALARM")


def test_a_changed_plan_keeps_the_identity_of_its_events() -> None:
    """The same uid at another time replaces the event; nothing in the file is left to chance."""
    moved = replace(Planned(), start=datetime(2026, 3, 29, 18, tzinfo=BERLIN))
    assert events(Planned())[0]["UID"] == events(moved)[0]["UID"]
    assert sessions_as_calendar([moved], STAMPED) == sessions_as_calendar([moved], STAMPED)


def test_a_reminder_comes_before_the_start() -> None:
    """A quarter of an hour before, where asked for."""
    (alarm,) = events(Planned(), alarm_before_s=900)[0].walk("VALARM")
    assert timedelta(minutes=-15) == alarm["TRIGGER"].dt
    assert not events(Planned())[0].walk("VALARM")


def test_any_session_text_survives_and_lines_are_folded() -> None:
    """Commas, semicolons, backslashes and emoji come back; no line is longer than 75 bytes."""
    rng = random.Random(3)  # noqa: S311 - not for secrets
    sessions = [random_session(rng) for _ in range(100)]
    planned = [Planned(uid=str(at), session=one, reason="") for at, one in enumerate(sessions)]
    data = sessions_as_calendar(planned, STAMPED)
    lines = data.split(b"\r\n")
    assert b"" == lines[-1]
    assert max(len(line) for line in lines) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    found = Calendar.from_ical(data).walk("VEVENT")
    texts = [format_session(one).strip() for one in sessions]
    assert texts == [event["DESCRIPTION"] for event in found]
    assert sessions == [parse_session(str(event["DESCRIPTION"])) for event in found]


def test_hidden_characters_in_a_reason_are_left_out() -> None:
    """A control character would make the file invalid."""
    (event,) = events(Planned(reason="Pain\x00 is low.\r\nGo on.\x07"))
    assert event["DESCRIPTION"].startswith("Pain  is low.\nGo on.\n\n")


@pytest.mark.parametrize(
    ("planned", "words"),
    [
        ([Planned(start=datetime(2026, 3, 28, 18))], "has no time zone"),
        ([Planned(duration_s=0)], "must take up to a week"),
        ([Planned(duration_s=float("nan"))], "must take up to a week"),
        ([Planned(uid=" ")], "needs one of its own"),
        ([Planned(), Planned()], "needs one of its own"),
        ([Planned(start=date(9999, 12, 31))], "in the years 1900 to 2200"),
    ],
)
def test_a_plan_that_no_calendar_can_hold_is_refused(planned: list[Planned], words: str) -> None:
    """One sentence with the session and its day."""
    with pytest.raises(SettingsError, match=f"^The planned session .* on .*{words}"):
        sessions_as_calendar(planned, STAMPED)


def test_the_stamp_and_the_reminder_are_checked() -> None:
    """Both come from outside."""
    with pytest.raises(SettingsError, match=r"stamped_at is .* must say its time zone"):
        sessions_as_calendar([], datetime(2026, 1, 1))
    with pytest.raises(SettingsError, match="alarm_before_s is -1"):
        sessions_as_calendar([], STAMPED, alarm_before_s=-1)


def test_an_empty_plan_is_an_empty_calendar() -> None:
    """No events, still a file that calendars read."""
    assert [] == events()


def test_events_stand_in_the_order_of_the_plan() -> None:
    """Twelve weeks of sessions are so many events."""
    start = datetime(2026, 1, 5, 7, tzinfo=BERLIN)
    plan = [Planned(uid=f"{at}", start=start + timedelta(days=2 * at)) for at in range(42)]
    starts = [event.start for event in events(*plan)]
    assert 42 == len(starts)
    assert all(earlier < later for earlier, later in pairwise(starts))
