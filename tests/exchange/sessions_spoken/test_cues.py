"""What is said when, in a voice that needs nothing installed."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from backstride.estimate import Estimate
from backstride.exchange.sessions.spoken import Cue, Pace, Track, session_track
from backstride.training.session import Item, Repeat, Session, Step
from backstride.training.session_text import parse_session
from tests.exchange.sessions_spoken.conftest import Hum
from tests.training.strategies import sessions

CHECK = "Check the lane behind you."


def _heard(text: str, pace: Pace | None = None) -> Track:
    return session_track(parse_session(text), voice=Hum(), pace=pace)


def _between(track: Track, start_s: float, end_s: float) -> list[Cue]:
    """Return the cues that start in a time of the session's own clock."""
    return [cue for cue in track.cues if start_s <= cue.at_s - track.start_s < end_s]


def _texts(cues: Sequence[Cue]) -> list[str]:
    return [cue.text for cue in cues]


def test_a_track_opens_with_title_note_and_length() -> None:
    """Then a countdown starts the clock."""
    track = _heard("Easy day\nnote: take water\n25min jog\n")
    spoken = _texts(_between(track, -60, 0))
    assert spoken == [
        "Easy day.", "Take water.", "This takes 25 minutes.", "Get ready.", "3", "2", "1",
    ]  # fmt: skip
    assert track.start_s >= 10


def test_each_step_is_announced_with_its_cue_half_way_countdown_and_tones() -> None:
    """The whole life of a backward step between two others."""
    text = 'T\n60s walk\n30s backward easy "look over one shoulder"\n30s rest\n'
    track = _heard(text)
    assert _texts(_between(track, 60, 90)) == [
        "backward",
        "Backward, 30 seconds, easy. Look over one shoulder.",
        "Half-way.",
        "3",
        "2",
        "1",
    ]
    assert _texts(_between(track, 90, 91.5)) == ["stop", "Rest, 30 seconds."]
    beeps = [cue.at_s - track.start_s for cue in _between(track, 60, 90) if cue.text in "321"]
    assert beeps == pytest.approx([87, 88, 89])
    half = next(cue for cue in _between(track, 60, 90) if cue.text == "Half-way.")
    assert half.at_s - track.start_s == pytest.approx(75)


def test_the_end_is_a_stop_tone_at_the_last_second() -> None:
    """And a closing word after it."""
    track = _heard("T\n60s walk\n")
    assert _texts(_between(track, 60, 99)) == ["stop", "Session complete."]
    assert _between(track, 60, 99)[0].at_s == pytest.approx(track.end_s)


def test_before_a_backward_step_the_lane_check_is_spoken() -> None:
    """In the time before it, and over before the countdown."""
    track = _heard("T\n60s walk\n30s backward\n")
    check = _between(track, 0, 60)[-4]
    assert check.text == f"Backward next. {CHECK}"
    assert check.at_s + check.length_s - track.start_s == pytest.approx(57 - 0.25, abs=0.01)


def test_a_backward_first_step_has_its_lane_check_in_the_lead_in() -> None:
    """Last of all, before the countdown."""
    track = _heard("T\n30s backward\n")
    assert _texts(_between(track, -60, 0))[-4:] == [f"Backward next. {CHECK}", "3", "2", "1"]


def test_on_a_treadmill_there_is_no_lane_to_check() -> None:
    """The place on the belt is looked at instead."""
    track = _heard("T\nsurface: treadmill\n60s walk\n30s backward\n")
    assert "Backward next. Check your place on the belt." in _texts(track.cues)


def test_a_short_rest_gives_up_words_and_countdown_for_the_lane_check() -> None:
    """Five seconds hold the check and a shorter countdown, not the announcement too."""
    track = _heard("T\n4x\n  20s backward\n  5s rest\n")
    assert _texts(_between(track, 20, 25)) == ["stop", CHECK, "2", "1"]
    assert not track.notes


def test_steps_too_short_for_a_check_share_the_one_before_and_it_is_said() -> None:
    """A note tells how many."""
    track = _heard("T\n30s walk\n4x\n  2s backward\n  1s rest\n")
    assert sum(CHECK in text for text in _texts(track.cues)) == 1
    assert CHECK in _texts(_between(track, 0, 30))[-4]
    assert any("too soon for a lane check of their own: 3;" in note for note in track.notes)


def test_a_step_too_short_for_words_has_tones() -> None:
    """Six seconds of a long announcement are shortened, one second is a tone alone."""
    track = _heard('T\n6s run 60-85% HRmax on grass "tall and quick"\n1s run\n30s run\n')
    assert _texts(_between(track, 0, 6))[1] == "Forward. Tall and quick."
    assert _texts(_between(track, 6, 7)) == ["go"]


def test_a_cue_that_finds_no_room_is_reported() -> None:
    """The person who made the session is told, not only the one who runs it."""
    track = _heard('T\n3s run "a cue that nobody can say in three seconds or even in four"\n')
    assert track.notes == (
        'No room to say "a cue that nobody can say in three seconds or even in four" '
        "in at least one step.",
    )


def test_rounds_and_sets_are_counted() -> None:
    """The outer repeat is a set, the inner one a round."""
    track = _heard("T\n2x\n  2x\n    30s run\n  30s rest\n")
    spoken = [text for text in _texts(track.cues) if "of 2" in text]
    assert spoken == [
        "Set 1 of 2. Round 1 of 2. Forward, 30 seconds.",
        "Round 2 of 2. Forward, 30 seconds.",
        "Set 2 of 2. Round 1 of 2. Forward, 30 seconds.",
        "Round 2 of 2. Forward, 30 seconds.",
    ]


def test_a_distance_takes_the_slowest_expected_time_and_is_called_an_estimate() -> None:
    """At 2.0 to 2.5 m/s, 40 m may take 20 s; nobody is called on before that."""
    speed = Estimate(2.2, 2.0, 2.5, "m/s", "estimated", ("S1",))
    pace = Pace(speeds={("run", "backward", "easy"): speed})
    track = _heard("T\n60s walk\n40m backward easy\n60s walk\n", pace)
    step = _texts(_between(track, 60, 80))
    assert step[1] == (
        "Backward, 40 metres, easy. About 18 seconds, an estimate. "
        "When you reach the line, wait for the tone."
    )
    assert "Half-way." not in step
    assert _texts(_between(track, 80, 81))[0] == "stop"
    assert any("Their times are estimates" in text for text in _texts(track.cues))
    assert track.notes == (
        "Time of a step without a clock is an estimate: run backward easy: 2.2 m/s (2 to 2.5), "
        "estimated, S1.",
    )


def test_every_phrase_is_spoken_once(hum: Hum, first_steps: Session) -> None:
    """However often it is heard, so that a long session costs no more than a short one."""
    session_track(first_steps, voice=hum)
    assert len(hum.said) == len(set(hum.said))
    assert len(hum.said) < 30


@st.composite
def _short_sessions(draw: st.DrawFn) -> Session:
    """Return sessions of any shape whose steps are short enough for a track."""
    session = draw(sessions())
    return replace(session, items=tuple(_shortened(item) for item in session.items))


def _shortened(item: Item) -> Item:
    if isinstance(item, Repeat):
        return Repeat(min(item.count, 3), tuple(_shortened(inner) for inner in item.items))
    limits = {"s": 90.0, "m": 50.0, "times": 9.0, "open": 1.0}
    amount = item.amount % limits[item.unit] or (item.unit != "open") * 1.0
    effort = None if item.effort and item.effort.kind == "speed_mps" else item.effort
    return replace(item, amount=amount, effort=effort)


class _AnyPace(Pace):
    """The same for everything."""

    def speed(self, step: Step) -> Estimate:
        return Estimate(2.0, 1.5, 2.5, "m/s", "declared")


_EACH = {name: Estimate(1.0, 0.5, 2.0, "s", "declared") for name in (
    "run", "walk", "jog", "sprint", "back-pedal", "shuffle", "skip", "hop", "jump", "balance",
    "plank", "drill", "rest",
)}  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(session=_short_sessions())
def test_cues_of_any_session_never_meet_and_every_backward_step_is_warned_of(
    session: Session,
) -> None:
    """For any session: order, no overlap, all inside the sound, and a check or a note."""
    assume(len(session.steps()) <= 60)
    pace = _AnyPace(repetition=_EACH, open_s=20.0)  # type: ignore[arg-type]
    track = session_track(session, voice=Hum(), pace=pace)
    ends = [cue.at_s + cue.length_s for cue in track.cues]
    starts = [cue.at_s for cue in track.cues]
    assert starts[0] >= 0
    assert ends[-1] <= track.duration_s
    assert all(end <= start + 1e-6 for end, start in zip(ends, starts[1:], strict=False))
    backward = sum(step.direction == "backward" for step in session.steps())
    checks = sum("Check the lane" in cue.text or "on the belt" in cue.text for cue in track.cues)
    shared = [int(n) for note in track.notes for n in re.findall(r"lane check .*: (\d+);", note)]
    assert checks + sum(shared) == backward
    assert np.abs(track.samples.astype(int)).max() < 32767
