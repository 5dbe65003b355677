"""Foot sensors on real people: a measured line in three directions, and a walk between markers.

Constants of the method were settled while looking at the trials of subject III (2023_08_30); those
of subject I (2023_09_07) are held out.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from backstride.inertial.foot.foot_path import foot_path
from backstride.measure.measurement import Measurement
from backstride.motion import Motion, Placement
from tests.inertial.foot.recordings import (
    MARKERS_HZ,
    TRIALS,
    distance_m,
    heel_of_walk,
    line_trial,
    measured,
    walking_feet,
)

PROTOCOL_M = {"forward": 59.13, "backward": 15.24, "sideways": 13.43}
TOTAL_M = 87.8
STRIDE_M = {"forward": 2.5, "backward": 1.4, "sideways": 1.0}
CHANGES = {"forward": 1, "backward": 2, "sideways": 3}
"""Ends of stretches at which the direction changes; to the left has two, to the right one."""


@cache
def trial(data_dir: Path, name: str) -> tuple[Motion, Measurement]:
    """Return one trial, measured once for all tests."""
    return measured([line_trial(data_dir, name)])


@pytest.mark.parametrize("name", TRIALS)
def test_total_distance_of_the_line(data_dir: Path, name: str) -> None:
    """Within 4 % of 87.8 m."""
    _, result = trial(data_dir, name)
    total = sum(t.distance_m or 0.0 for t in result.by_direction.values())
    assert total == pytest.approx(TOTAL_M, rel=0.04)


@pytest.mark.parametrize("name", TRIALS)
@pytest.mark.parametrize("direction", PROTOCOL_M)
def test_distance_in_each_direction(data_dir: Path, name: str, direction: str) -> None:
    """Within 8 %, and one stride for each end that is a change of direction: a transition."""
    _, result = trial(data_dir, name)
    parts = ("left", "right") if direction == "sideways" else (direction,)
    off = sum(distance_m(result, part) for part in parts) - PROTOCOL_M[direction]
    assert off < 0.08 * PROTOCOL_M[direction]
    assert off > -0.08 * PROTOCOL_M[direction] - STRIDE_M[direction] * CHANGES[direction]


@pytest.mark.parametrize("name", TRIALS)
def test_order_of_the_stretches(data_dir: Path, name: str) -> None:
    """Forward, backward, left, right; nothing backward outside the backward stretch."""
    motion, result = trial(data_dir, name)
    order = [b.direction for b in result.bouts if b.direction != "transition"]
    assert list(dict.fromkeys(order)) == ["forward", "backward", "left", "right"]
    assert order == sorted(order, key=("forward", "backward", "left", "right").index)
    assert motion.facing_basis == "estimated"


@pytest.mark.parametrize("name", TRIALS)
def test_walking_comes_before_running_forward(data_dir: Path, name: str) -> None:
    """The line begins with walking and goes on to running, each seen as such."""
    _, result = trial(data_dir, name)
    gaits = [b.gait for b in result.bouts if b.direction == "forward"]
    assert gaits == ["walk", "run"]


def test_declared_axis_agrees_with_what_is_found(data_dir: Path) -> None:
    """Its maker's x axis points to the toes; saying so changes nothing but the basis."""
    sensor = line_trial(data_dir, TRIALS[4])
    said = replace(sensor, placement=Placement("foot", "left", (1.0, 0.0, 0.0)))
    motion, result = measured([said])
    assert motion.facing_basis == "measured"
    assert distance_m(result, "backward") == pytest.approx(
        distance_m(trial(data_dir, TRIALS[4])[1], "backward"), abs=0.1
    )


@pytest.mark.parametrize("name", TRIALS[:1] + TRIALS[4:5])
def test_side_steps_alone_do_not_tell_where_the_toes_are(data_dir: Path, name: str) -> None:
    """Without a stride in which the heel rose high, facing stays unknown."""
    sensor = line_trial(data_dir, name)
    motion, _ = trial(data_dir, name)
    side = trial(data_dir, name)[1].bouts[-1].start_s
    part = slice(int(800 * side), None)
    rate = sensor.angular_velocity_dps
    assert rate is not None
    cut = replace(
        sensor,
        time_s=sensor.time_s[: len(sensor.time_s[part])],
        acceleration_mps2=sensor.acceleration_mps2[part],
        angular_velocity_dps=rate[part],
    )
    found, result = measured([cut])
    assert motion.facing_basis == "estimated"
    assert found.facing_basis == "unknown"
    assert set(result.by_direction) <= {"unknown", "transition"}
    assert any("toes" in warning for warning in found.source.warnings)


@pytest.mark.parametrize("feet", [(0,), (1,), (0, 1)])
def test_a_forward_walk_is_forward(data_dir: Path, feet: tuple[int, ...]) -> None:
    """Twice 20 m with turns, by either foot and by both: nothing backward, nothing sideways."""
    sensors = walking_feet(data_dir)
    _, result = measured([sensors[i] for i in feet])
    assert set(result.by_direction) == {"forward", "transition"}
    assert sum(t.distance_m or 0.0 for t in result.by_direction.values()) == pytest.approx(
        40.5, rel=0.02
    )
    assert {b.gait for b in result.bouts if b.direction == "forward"} == {"walk"}


@pytest.mark.parametrize("foot", [0, 1])
def test_stride_lengths_against_markers(data_dir: Path, foot: int) -> None:
    """Mean error under 2 cm and spread under 4 cm on 31 strides of each foot."""
    sensor = walking_feet(data_dir)[foot]
    path = foot_path(sensor, "walk")
    heel = heel_of_walk(data_dir, sensor.name)
    at = 0.5 * (path.arrive_s + path.leave_s) * MARKERS_HZ
    place = np.stack([np.interp(at, np.arange(len(heel)), row) for row in heel.T], axis=1)
    true = np.linalg.norm(np.diff(place, axis=0), axis=1)
    found = np.hypot(path.forward_m, path.left_m)
    seen = (at[1:] < len(heel) - 30) & (found > 0.3)
    error = (found - true)[seen]
    assert seen.sum() == 31
    assert abs(error.mean()) < 0.02
    assert error.std() < 0.04


def test_both_feet_alternate(data_dir: Path) -> None:
    """Landings of both feet come in turn, about half a second apart."""
    motion, _ = measured(walking_feet(data_dir))
    falls = motion.footfalls
    assert falls is not None
    assert falls.feet == "both"
    walking = (falls.initial_contact_s > 3.0) & (falls.initial_contact_s < 15.0)
    side = falls.side[walking]
    assert (side[1:] != side[:-1]).all()
    assert np.diff(falls.initial_contact_s[walking]) == pytest.approx(0.53, abs=0.06)
