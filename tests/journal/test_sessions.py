"""The log: kept once, corrected without losing, and read as training reads it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backstride.errors import SettingsError
from backstride.journal import LOCAL, ConflictError, Journal, NotThereError
from backstride.training.athlete_words import SITES
from backstride.training.log import LogEntry, MeasuredDose
from tests.journal.people import planned_person, went
from tests.journal.servers import NOON, Clock

TODAY = NOON.date()


def test_what_was_reported_is_what_is_read(journal: Journal) -> None:
    """Every field, with when it was logged and where."""
    id_ = journal.people.add("Ada", zone="Asia/Tokyo").id
    entry = LogEntry(
        day=TODAY,
        uid="",
        done_share=0.8,
        rpe=6,
        pain_during={"knee": 2.5},
        pain_after={"calf": 1},
        pain_next_morning=None,
        confidence=7,
        measured=MeasuredDose(backward_s=61.5),
        note="Wind.",
    )
    kept = journal.sessions.log(LOCAL, id_, entry, minutes=30)

    assert (entry, 180, 2.5, "Asia/Tokyo") == (kept.entry, kept.load, kept.worst_pain, kept.zone)
    assert (NOON, 1) == (kept.logged_at, kept.version)
    assert [kept] == journal.sessions.of(LOCAL, id_)


def test_an_entry_sent_twice_is_kept_once(journal: Journal) -> None:
    """As a phone does that did not hear the answer."""
    id_, other = (journal.people.add(name).id for name in ("Ada", "Ben"))
    sent = "0123456789abcdef" * 2
    first = journal.sessions.log(LOCAL, id_, LogEntry(day=TODAY, uid=""), entry_id=sent)
    again = journal.sessions.log(LOCAL, id_, LogEntry(day=TODAY, uid=""), entry_id=sent)

    assert first == again
    assert 1 == len(journal.sessions.of(LOCAL, id_))
    with pytest.raises(ConflictError):
        journal.sessions.log(LOCAL, other, LogEntry(day=TODAY, uid=""), entry_id=sent)
    with pytest.raises(SettingsError):
        journal.sessions.log(LOCAL, id_, LogEntry(day=TODAY, uid=""), entry_id="' OR 1")


def test_a_correction_keeps_what_was_said_before(journal: Journal) -> None:
    """The history has every version; the log the newest."""
    id_ = journal.people.add("Ada").id
    kept = journal.sessions.log(LOCAL, id_, LogEntry(day=TODAY, uid="", rpe=9), minutes=20)
    journal.sessions.correct(LOCAL, id_, kept.entry_id, LogEntry(day=TODAY, uid="", rpe=5))
    journal.sessions.next_morning(LOCAL, id_, kept.entry_id, {"knee": 1})

    assert [5] == [one.entry.rpe for one in journal.sessions.of(LOCAL, id_)]
    assert [(5, {"knee": 1}), (5, None), (9, None)] == [
        (one.entry.rpe, one.entry.pain_next_morning)
        for one in journal.sessions.history(LOCAL, id_, kept.entry_id)
    ]


def test_a_removed_entry_leaves_the_log_and_stays_in_its_history(journal: Journal) -> None:
    """The past is never rewritten."""
    id_ = journal.people.add("Ada").id
    kept = journal.sessions.log(LOCAL, id_, LogEntry(day=TODAY, uid="", note="Mine?"))
    journal.sessions.remove(LOCAL, id_, kept.entry_id)

    assert [] == journal.sessions.of(LOCAL, id_)
    history = journal.sessions.history(LOCAL, id_, kept.entry_id)
    assert [(2, True), (1, False)] == [(one.version, one.removed) for one in history]
    assert "Mine?" == history[0].entry.note


def test_today_is_where_the_person_is(journal: Journal, clock: Clock) -> None:
    """At 20:00 UTC it is tomorrow in Tokyo and today in Berlin."""
    clock.go(hours=8)
    tomorrow = LogEntry(day=TODAY + timedelta(days=1), uid="")
    tokyo = journal.people.add("Aki", zone="Asia/Tokyo").id
    berlin = journal.people.add("Ben", zone="Europe/Berlin").id

    assert tomorrow == journal.sessions.log(LOCAL, tokyo, tomorrow).entry
    with pytest.raises(SettingsError, match="still to come"):
        journal.sessions.log(LOCAL, berlin, tomorrow)


def test_entries_come_by_day_and_between_days(journal: Journal, clock: Clock) -> None:
    """Both ends included."""
    id_ = journal.people.add("Ada").id
    clock.go(days=10)
    days = [TODAY + timedelta(days=n) for n in (3, 1, 2, 0)]
    for day in days:
        journal.sessions.log(LOCAL, id_, LogEntry(day=day, uid=""))

    assert sorted(days) == [one.entry.day for one in journal.sessions.of(LOCAL, id_)]
    found = journal.sessions.of(LOCAL, id_, since=days[1], until=days[2])
    assert [days[1], days[2]] == [one.entry.day for one in found]


def test_a_planned_session_shows_that_it_was_logged(journal: Journal, clock: Clock) -> None:
    """In the calendar, by its entry."""
    id_, version = planned_person(journal)
    first, second = version.programme.sessions()[:2]
    clock.go_to(first.day)
    kept = journal.sessions.log(LOCAL, id_, went(first))

    shown = journal.programmes.calendar(LOCAL, id_, first.day, second.day)
    assert [(first.uid, kept.entry_id), (second.uid, None)] == [
        (one.uid, one.entry_id) for one in shown
    ]
    assert version.programme_id == kept.programme_id


def test_what_makes_no_sense_is_refused(journal: Journal) -> None:
    """And nothing is kept."""
    id_ = journal.people.add("Ada").id
    with pytest.raises(SettingsError):
        journal.sessions.log(LOCAL, id_, LogEntry(day=TODAY, uid=""), minutes=2000)
    with pytest.raises(SettingsError):
        journal.sessions.log(LOCAL, id_, LogEntry(day=TODAY, uid="", note="a\x00b"))
    with pytest.raises(NotThereError):
        journal.sessions.next_morning(LOCAL, id_, "0" * 32, {})

    assert [] == journal.sessions.of(LOCAL, id_)


pains = st.dictionaries(st.sampled_from(SITES), st.floats(0, 10), max_size=4)
texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60).map(str.strip)
entries = st.builds(
    LogEntry,
    day=st.dates(date(2000, 1, 1), TODAY),
    uid=texts,
    done_share=st.floats(0, 1),
    rpe=st.none() | st.floats(0, 10),
    pain_during=pains,
    pain_after=pains,
    pain_next_morning=st.none() | pains,
    confidence=st.none() | st.floats(0, 10),
    measured=st.none()
    | st.builds(
        MeasuredDose,
        backward_s=st.floats(0, 86_400),
        backward_m=st.none() | st.floats(0, 100_000),
    ),
    note=texts,
)


@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(entry=entries, minutes=st.none() | st.floats(0, 1440))
def test_any_entry_comes_back_to_the_last_bit(
    journal: Journal, entry: LogEntry, minutes: Any
) -> None:
    """Whatever was said, on both databases; floats too."""
    id_ = journal.people.add("Ada").id
    kept = journal.sessions.log(LOCAL, id_, entry, minutes=minutes)
    [found] = journal.sessions.of(LOCAL, id_)

    assert (entry, minutes) == (found.entry, found.minutes)
    assert kept == found


def test_sides_of_pain_are_kept_beside_the_place(journal: Journal) -> None:
    """Another side on the next morning makes it both; only places in pairs have one."""
    id_ = journal.people.add("Ada").id
    hurt = LogEntry(day=TODAY, uid="", pain_during={"knee": 3}, pain_sides={"knee": "left"})
    kept = journal.sessions.log(LOCAL, id_, hurt)
    assert hurt == kept.entry
    morning = {"knee": 2.0, "calf": 1.0}
    later = journal.sessions.next_morning(
        LOCAL,
        id_,
        kept.entry_id,
        morning,  # type: ignore[arg-type]
        {"knee": "right", "calf": "left"},
    )
    assert {"knee": "both", "calf": "left"} == later.entry.pain_sides
    with pytest.raises(SettingsError, match="head"):
        LogEntry(day=TODAY, uid="", pain_sides={"head": "left"})
    with pytest.raises(SettingsError, match="middle"):
        LogEntry(day=TODAY, uid="", pain_sides={"knee": "middle"})  # type: ignore[dict-item]
