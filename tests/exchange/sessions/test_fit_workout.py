"""What a watch gets of a session, and what the person is told that it does not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from backstride.errors import SettingsError
from backstride.exchange.sessions.fit.profile import APPLICATION_ID
from backstride.exchange.sessions.fit_workout import FitExport, FitSettings, session_as_fit
from backstride.training.session import Effort, Item, Load, Repeat, Session, Step
from backstride.training.session_text import parse_session
from tests.exchange.sessions.watch import decoded, steps_in_file

MADE = datetime(2026, 3, 1, 9, tzinfo=UTC)

FIRST_STEPS = parse_session(
    """First steps on grass
5min jog easy
3x
  4x
    30s backward easy "look over one shoulder every few steps"
    90s walk
  2min rest
5min walk
"""
)

PLAIN = Step(60, "s", "run", "forward")


def export(*items: Item, how: FitSettings | None = None, **of_session: Any) -> FitExport:
    """Return a session of such items as a file."""
    return session_as_fit(Session(of_session.pop("title", "Run"), items, **of_session), MADE, how)


def steps(*items: Item, how: FitSettings | None = None) -> list[dict[str, Any]]:
    """Return the steps of its file, as fitdecode sees them."""
    return steps_in_file(decoded(export(*items, how=how).data))


def test_the_file_says_who_made_it_when_and_that_it_is_a_workout() -> None:
    """A watch files it as a workout of running with its name and number of steps."""
    (file_name, file_id), (name, workout), *_ = decoded(session_as_fit(FIRST_STEPS, MADE).data)
    assert ("file_id", "workout") == (file_name, name)
    assert ("workout", "development") == (file_id["type"], file_id["manufacturer"])
    assert file_id["time_created"] == MADE
    assert "First steps on grass" == workout["wkt_name"]
    assert ("running", "generic", 12) == (
        workout["sport"],
        workout["sub_sport"],
        workout["num_valid_steps"],
    )
    assert "surface: grass" == workout["wkt_description"]


def test_each_step_has_length_meaning_name_and_notes() -> None:
    """The direction leads the name, and the notes are the step in the session language."""
    found = steps_in_file(decoded(session_as_fit(FIRST_STEPS, MADE).data))
    assert ["warmup", "active", "recovery"] == [step["intensity"] for step in found[:3]]
    assert ["rest", None, "cooldown"] == [step["intensity"] for step in found[-3:]]
    assert "BACKWARD run (1/4)" == found[1]["wkt_step_name"]
    assert '30s backward easy "look over one shoulder every few steps"' == found[1]["notes"]
    assert 30 == found[1]["duration_time"]
    assert 1 == found[1]["step_direction"]


def test_one_level_of_repeats_is_kept_and_the_others_are_written_out() -> None:
    """The level that saves most is kept: three rounds of four written-out pairs and a rest."""
    found = steps_in_file(decoded(session_as_fit(FIRST_STEPS, MADE).data))
    repeats = [step for step in found if "repeat_steps" in step]
    assert [(1, 3)] == [(step["duration_step"], step["repeat_steps"]) for step in repeats]
    assert any("written out" in loss for loss in session_as_fit(FIRST_STEPS, MADE).losses)


def test_repeats_stay_nested_where_the_watch_is_said_to_follow_them() -> None:
    """Then the file is as short as it gets, and the person is told of the risk."""
    nested = session_as_fit(FIRST_STEPS, MADE, FitSettings(nested_repeats=True))
    found = steps_in_file(decoded(nested.data))
    assert 7 == len(found)
    assert [(1, 4), (1, 3)] == [
        (step["duration_step"], step["repeat_steps"]) for step in found if "repeat_steps" in step
    ]
    assert any("not every watch follows" in loss for loss in nested.losses)


def test_repeats_stay_nested_where_the_watch_takes_too_few_steps() -> None:
    """Nesting is the lesser risk when written out the workout is too long."""
    short = session_as_fit(FIRST_STEPS, MADE, FitSettings(max_watch_steps=8))
    assert 7 == len(steps_in_file(decoded(short.data)))
    assert not any("more than the 8" in loss for loss in short.losses)
    shorter = session_as_fit(FIRST_STEPS, MADE, FitSettings(max_watch_steps=6))
    assert any("takes 7 steps, more than the 6" in loss for loss in shorter.losses)


def test_a_repeat_of_one_round_is_no_repeat_to_a_watch() -> None:
    """Its steps stand alone."""
    assert ["time"] == [step["duration_type"] for step in steps(Repeat(1, (PLAIN,)))]


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        (PLAIN, {"duration_type": "time", "duration_time": 60}),
        (Step(12.5, "m", "run", "backward"), {"duration_distance": 12.5, "step_direction": 1}),
        (Step(8, "times", "jump"), {"duration_type": "reps", "duration_reps": 8}),
        (Step(0, "open", "walk", "forward"), {"duration_type": "open"}),
        (Step(1e-9, "s", "rest"), {"duration_time": 0.001}),
        (
            replace(PLAIN, effort=Effort("speed_mps", low=1.5, high=2.2)),
            {
                "target_type": "speed",
                "custom_target_speed_low": 1.5,
                "custom_target_speed_high": 2.2,
            },
        ),
        (
            replace(PLAIN, effort=Effort("heart_rate_percent", low=60, high=85)),
            {
                "target_type": "heart_rate",
                "custom_target_heart_rate_low": 60,
                "custom_target_heart_rate_high": 85,
            },
        ),
        (replace(PLAIN, effort=Effort("rpe", low=3, high=4)), {"target_type": "open"}),
        (Step(9, "s", "shuffle", "left"), {"step_direction": 2, "wkt_step_name": "LEFT shuffle"}),
        (Step(9, "s", "run"), {"step_direction": None, "wkt_step_name": "Run on the spot"}),
        (Step(9, "m", "back-pedal", "backward"), {"wkt_step_name": "BACK-PEDAL"}),
    ],
)
def test_a_step_in_the_numbers_of_the_profile(step: Step, fields: dict[str, Any]) -> None:
    """Another decoder finds the durations and targets that the step has, in its units."""
    (found,) = steps(step)
    assert fields == {name: found[name] for name in fields}


def test_long_texts_are_cut_between_characters() -> None:
    """A name of 254 bytes at most, whole characters only, and said."""
    found = export(PLAIN, title="é" * 200)
    name = decoded(found.data)[1][1]["wkt_name"]
    assert "é" * 125 + "…" == name
    assert any("longer than the 254 bytes" in loss for loss in found.losses)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (replace(PLAIN, direction="backward"), "told in name and notes, not checked"),
        (replace(PLAIN, movement="jog"), "told in name and notes, not checked"),
        (replace(PLAIN, effort=Effort("named", "easy")), "told in the notes, not checked"),
        (replace(PLAIN, effort=Effort("rpe", low=3, high=4)), "told in the notes, not checked"),
        (replace(PLAIN, effort=Effort("speed_mps", low=2, high=2)), "warn without end"),
        (replace(PLAIN, effort=Effort("speed_mps", low=2, high=2.0001)), "rounded"),
        (replace(PLAIN, effort=Effort("heart_rate_percent", low=60.5, high=70)), "rounded"),
        (replace(PLAIN, amount=1 / 3), "rounded"),
        (replace(PLAIN, surface="sand"), "its own surface"),
        (replace(PLAIN, incline_percent=0), "slope"),
        (replace(PLAIN, load=Load("sled", kg=10)), "load"),
        (replace(PLAIN, cue="tall"), "cue"),
        (replace(PLAIN, amount=5, unit="times"), "repetitions"),
    ],
)
def test_what_a_watch_does_not_do_is_told(step: Step, words: str) -> None:
    """One sentence with the number of steps it is about, and none without a reason."""
    losses = export(step).losses
    assert [loss for loss in losses if words in loss] == [losses[0]] == list(losses)
    assert losses[0].startswith("1 step ")
    assert "2 steps " == export(step, step).losses[0][:8]


def test_nothing_is_told_where_nothing_is_lost() -> None:
    """A forward run by time or distance with ranges that a watch checks, repeated on one level."""
    checked = replace(PLAIN, effort=Effort("heart_rate_percent", low=60, high=70))
    speed = Step(400, "m", "run", "forward", Effort("speed_mps", low=3, high=3.5))
    assert (
        () == export(PLAIN, Repeat(4, (checked, speed)), Step(0, "open", "run", "forward")).losses
    )


def test_surface_and_note_of_the_session_are_told() -> None:
    """They stand in the description; a treadmill, a track and a road are sub-sports too."""
    found = export(PLAIN, surface="treadmill", note="Clip the tether on.")
    workout = decoded(found.data)[1][1]
    assert "treadmill" == workout["sub_sport"]
    assert "surface: treadmill\nnote: Clip the tether on." == workout["wkt_description"]
    assert any("description" in loss for loss in found.losses)


def test_developer_fields_are_declared_and_can_be_left_out() -> None:
    """Protocol 2 with them, protocol 1 and no trace of them without."""
    with_them = decoded(session_as_fit(FIRST_STEPS, MADE).data)
    declared = [fields for name, fields in with_them if name == "developer_data_id"]
    assert tuple(APPLICATION_ID.bytes) == declared[0]["application_id"]
    names = [fields["field_name"] for name, fields in with_them if name == "field_description"]
    assert ["step_direction", "unrolled_repeats"] == names
    plain = session_as_fit(FIRST_STEPS, MADE, FitSettings(developer_fields=False))
    assert (0x20, 0x10) == (session_as_fit(FIRST_STEPS, MADE).data[1], plain.data[1])
    without = decoded(plain.data)
    assert {"file_id", "workout", "workout_step"} == {name for name, _ in without}
    assert all("step_direction" not in fields for _, fields in without)


def test_the_same_session_gives_the_same_bytes_and_another_another_serial_number() -> None:
    """Watches tell workouts apart by serial number and time."""
    assert export(PLAIN).data == export(PLAIN).data
    serials = {
        decoded(one.data)[0][1]["serial_number"]
        for one in (export(PLAIN), export(PLAIN, PLAIN), export(PLAIN, title="Other"))
    }
    assert 3 == len(serials)


def test_the_time_may_be_in_any_zone_but_must_have_one() -> None:
    """09:00 UTC is 10:00 an hour east."""
    east = MADE.astimezone(timezone(timedelta(hours=1)))
    assert export(PLAIN).data == session_as_fit(Session("Run", (PLAIN,)), east).data
    with pytest.raises(SettingsError, match="must say its time zone"):
        session_as_fit(FIRST_STEPS, datetime(2026, 3, 1))
    for year in (1995, 2150):
        with pytest.raises(SettingsError, match="FIT dates go from 1998-07 to 2126"):
            session_as_fit(FIRST_STEPS, datetime(year, 1, 1, tzinfo=UTC))


def test_a_session_beyond_the_format_is_refused_in_a_sentence() -> None:
    """A FIT workout numbers its steps with 12 bits."""
    most = tuple(replace(PLAIN, amount=float(1 + at)) for at in range(4096))
    assert any("takes 4096 steps" in loss for loss in export(*most).losses)
    with pytest.raises(SettingsError, match="has 4097 steps, but a FIT workout holds 4096"):
        export(*most, PLAIN)


def test_a_huge_number_of_rounds_is_not_written_out() -> None:
    """Rounds that would fill the file are kept as repeats."""
    found = steps(Repeat(300, (Repeat(300, (PLAIN,)),)))
    assert ["time", "repeat_until_steps_cmplt", "repeat_until_steps_cmplt"] == [
        step["duration_type"] for step in found
    ]


def test_settings_that_make_no_sense_are_refused() -> None:
    """A watch takes at least one step."""
    with pytest.raises(SettingsError, match="max_watch_steps is 0, but must be from 1 to 4096"):
        FitSettings(max_watch_steps=0)
