"""The truth says what the scenario asked for and what the skeleton shows."""

import json
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings

from backstride.motion import Motion
from backstride.simulate import Scenario, Segment, Truth, load_scenario, random_scenario, simulate
from tests.simulate.runners import seeds


@cache
def shipped(name: str) -> tuple[Motion, Truth]:
    """Return a shipped scenario, simulated once."""
    return simulate(load_scenario(name))


def test_the_session_does_what_its_segments_say() -> None:
    """Stand, walk backward, run backward, turn round, run forward, stop."""
    _, truth = shipped("backward-session")
    long = [(b.direction, b.gait) for b in truth.bouts if b.end_s - b.start_s > 1]

    assert [("backward", "walk"), ("backward", "run"), ("forward", "run")] == long
    assert truth.direction[0] == truth.direction[-1] == "still"
    assert 35 < len(truth.time_s) / 120 < 45


@pytest.mark.parametrize(
    ("name", "direction", "gait"),
    [
        ("forward-run", "forward", "run"),
        ("backward-run", "backward", "run"),
        ("walk", "forward", "walk"),
        ("walk-backward", "backward", "walk"),
        ("grounded-run", "forward", "other"),
    ],
)
def test_a_steady_scenario_is_one_bout(name: str, direction: str, gait: str) -> None:
    """Every sample and step has its gait and direction; a run without flight is "other"."""
    _, truth = shipped(name)

    assert [(direction, gait)] == [(b.direction, b.gait) for b in truth.bouts]
    assert {direction} == {s.direction for s in truth.steps}
    assert {gait} == {s.gait for s in truth.steps}


def test_side_steps_are_left_and_right() -> None:
    """Left is positive, seen from above."""
    _, truth = shipped("sidestep")

    assert ["left", "right"] == [b.direction for b in truth.bouts]


def test_turning_the_face_alone_passes_through_sideways() -> None:
    """Turning to the left while going on, the body goes for a moment to its right."""
    _, truth = shipped("run-turn-around")

    ways = [b.direction for b in truth.bouts]
    assert ["forward", "right", "backward", "right", "forward"] == ways


def test_a_curve_changes_no_direction() -> None:
    """Facing and travel that turn together stay at the same angle."""
    _, truth = shipped("curve")
    turning = (truth.time_s > 4.2) & (truth.time_s < 7.8)

    assert {"forward"} == {truth.direction[i] for i in np.flatnonzero(turning)}
    assert np.ptp(np.unwrap(np.radians(truth.facing_deg))[turning]) > np.radians(120)


def test_distance_asked_for_is_distance_covered() -> None:
    """Segments given in metres cover them, speeding up and slowing down included."""
    segments = (
        Segment("run", "backward", 2.5, distance_m=20.0),
        Segment("run", "backward", 3.5, distance_m=30.0),
    )
    _, truth = simulate(Scenario("metres", segments))

    assert truth.by_direction["backward"].distance_m == pytest.approx(50.0, abs=0.05)


@settings(max_examples=15, deadline=None)
@given(seed=seeds)
def test_totals_agree_with_samples(seed: int) -> None:
    """Time, distance and steps by direction are the sums of the bouts and of the samples."""
    scenario = random_scenario(seed)
    _, truth = simulate(scenario)
    for direction, total in truth.by_direction.items():
        mine = np.array(truth.direction) == direction
        assert total.time_s == pytest.approx(mine.sum() / scenario.rate_hz)
        assert total.distance_m == pytest.approx(truth.speed_mps[mine].sum() / scenario.rate_hz)
    moving = sum(total.time_s for total in truth.by_direction.values())
    still = truth.direction.count("still") / scenario.rate_hz
    assert moving + still == pytest.approx(len(truth.time_s) / scenario.rate_hz)


def test_gait_of_a_step_follows_its_duty_factor() -> None:
    """A foot that is down for less than half of its stride runs."""
    _, truth = shipped("backward-session")
    seen = 0
    for side in ("left", "right"):
        own = [s for s in truth.steps if s.side == side]
        for step, after in pairwise(own):
            stride = after.initial_contact_s - step.initial_contact_s
            contact = step.terminal_contact_s - step.initial_contact_s
            if step.gait != "other" and stride < 2.0:
                assert (contact / stride < 0.5) == (step.gait == "run")
                seen += 1
    assert seen > 60


def test_contacts_cut_by_the_recording_have_no_time() -> None:
    """A landing before the start or a take-off after the end is not known to the recording."""
    _, truth = shipped("backward-run")
    end = len(truth.time_s) / 120
    times = [t for s in truth.steps for t in (s.initial_contact_s, s.terminal_contact_s)]

    assert np.isnan(truth.steps[0].length_m)
    assert all(np.isnan(t) or 0 <= t <= end for t in times)
    assert sum(np.isnan(times)) <= 4


def test_step_lengths_add_up_to_the_way() -> None:
    """Speed is step length times step frequency."""
    _, truth = shipped("backward-run")
    lengths = [s.length_m for s in truth.steps[1:]]
    times = [s.initial_contact_s for s in truth.steps if np.isfinite(s.initial_contact_s)]

    assert np.mean(lengths) / np.mean(np.diff(times)) == pytest.approx(2.5, rel=0.01)


def test_parts_of_the_foot_follow_direction() -> None:
    """Backward the forefoot lands first; walking forward the heel does, and the forefoot leaves."""
    _, back = shipped("backward-run")
    _, walk = shipped("walk")

    assert {"forefoot"} == {s.first_down for s in back.steps}
    assert {"heel"} == {s.first_down for s in walk.steps}
    assert {"forefoot"} == {s.last_up for s in walk.steps}


def test_knee_ranges_are_like_recorded_ones() -> None:
    """Backward near 70-75 degrees and forward more (G4); hips less backward (G3)."""
    _, back = shipped("backward-run")
    _, ahead = shipped("forward-run")

    def mean_range(truth: Truth, joint: str) -> float:
        return float(np.mean([r.range_deg for r in truth.joints[joint]]))

    assert 60 < mean_range(back, "knee_left") < 85
    assert 75 < mean_range(ahead, "knee_left") < 115
    assert mean_range(back, "hip_left") < mean_range(ahead, "hip_left")


def test_joint_ranges_do_not_depend_on_noise() -> None:
    """The truth is that of the body, not of its markers."""
    quiet = Scenario("a", (Segment("run", "backward", 2.5, duration_s=5),), seed=3)
    noisy = Scenario("a", quiet.segments, noise_m=0.01, dropout=0.3, seed=3)

    assert simulate(quiet)[1].as_json() == simulate(noisy)[1].as_json()


def test_the_json_form_is_plain_and_complete() -> None:
    """It passes through JSON unchanged, without NaN, with one label per sample."""
    _, truth = shipped("backward-session")
    said = truth.as_json()

    assert said == json.loads(json.dumps(said, allow_nan=False))
    assert said["schema"] == "backstride.truth/1"
    assert said["synthetic"] is True
    assert len(said["samples"]["direction"]) == len(truth.time_s) == len(said["samples"]["gait"])
    assert len(said["steps"]) == len(truth.steps)
    assert said["steps"][0]["initial_contact_s"] is None
