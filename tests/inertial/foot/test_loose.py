"""A foot sensor that shakes on its strap: directions are right or not told, never wrong."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from backstride.errors import NothingToMeasureError
from backstride.inertial.foot.flat import FLAT_DEG, lie_of, tilted
from backstride.inertial.foot.foot_path import foot_path
from backstride.inertial.foot.stance import Spans, Stances
from backstride.inertial.foot.strapdown import Ways, goes_back
from backstride.inertial.foot.swings import unanchored
from backstride.motion import Inertial, Placement
from backstride.motion.arrays import Floats
from backstride.simulate import backward_session, forward_session
from backstride.simulate.known import truth_of
from backstride.simulate.sensor_model import CONSUMER, SensorModel
from tests.inertial.foot.recordings import (
    TRIALS,
    distance_m,
    line_trial,
    measured,
    walking_feet,
    worn,
)

RATE_HZ = 100.0


def loose(hz: float, damping: float = 0.25) -> SensorModel:
    """Return a usual sensor on a strap of some natural frequency."""
    return replace(CONSUMER, strap_hz=hz, strap_damping=damping)


def pitched(*tilts_deg: float) -> tuple[Floats, Stances]:
    """Return orientations (4, m) about the sensor's y axis, and as many restless rests."""
    half = np.radians(tilts_deg) / 2.0
    at = np.arange(len(half))
    turned = np.stack((np.cos(half), 0 * half, np.sin(half), 0 * half))
    return turned, Stances(at, at, at, np.zeros(len(half)))


def test_a_foot_in_mid_swing_lies_otherwise_than_at_rest() -> None:
    """Rests within 10° of each other say where up is; one at 50° is none."""
    turned, stances = pitched(0.0, 3.0, -4.0, 50.0, 2.0, 10.0, -2.0)
    lie = lie_of(turned, stances)

    assert [False, False, False, True, False, False, False] == tilted(lie, stances).tolist()
    assert lie.up == pytest.approx([0.0, 0.0, 1.0], abs=0.1)
    assert not lie.anyhow


def test_a_foot_that_does_not_move_may_lie_as_it_likes() -> None:
    """Who kneels has tilted feet, and they are at rest."""
    turned, stances = pitched(0.0, 3.0, -4.0, 80.0, 2.0)
    still = replace(stances, cost=np.array([0.0, 0.0, 0.0, -3.8, 0.0]))

    assert 80.0 == pytest.approx(float(lie_of(turned, stances).tilt_deg[3]), abs=5.0)
    assert not tilted(lie_of(turned, stances), still).any()


def test_rests_without_a_direction_in_common() -> None:
    """A sensor that dangles lies anyhow."""
    assert lie_of(*pitched(0.0, 70.0, -60.0, 120.0, 35.0, -150.0)).anyhow


@pytest.mark.parametrize("name", TRIALS)
def test_real_rests_are_alike(data_dir: Path, name: str) -> None:
    """Walking, running, sprinting, backward and sideways, no rest is tilted by half as much."""
    path = foot_path(line_trial(data_dir, name), name)

    assert path.tilted_share == 0.0
    assert FLAT_DEG == 25.0


def test_real_walks_are_alike(data_dir: Path) -> None:
    """Neither foot of a walk with turns is ever tilted at rest."""
    assert [0.0, 0.0] == [foot_path(s, s.name).tilted_share for s in walking_feet(data_dir)]


def test_a_stride_that_goes_to_and_fro_is_none() -> None:
    """A foot goes from rest to rest one way; a third of its path back contradicts that."""
    n = 101
    phase = np.linspace(0.0, 2.0 * np.pi, n)
    onward, to_and_fro = 1.0 - np.cos(phase), 0.4 - np.cos(phase)
    along = np.concatenate((onward, to_and_fro))
    velocity = np.stack((along, 0 * along, 0 * along))
    spans = Spans(np.array([0, n]), np.array([n - 1, 2 * n - 1]), np.ones(2, dtype=bool), RATE_HZ)
    way = spans.sums(along) / RATE_HZ
    vector = np.stack((way, 0 * way, 0 * way))
    ways = Ways(vector, np.zeros(2), np.zeros((4, 2 * n)), velocity)

    assert way == pytest.approx([1.0, 0.4], abs=0.02)
    assert [False, True] == goes_back(ways, spans).tolist()


def test_a_row_of_strides_needs_one_plain_rest() -> None:
    """A row whose rests all shake may be one of mid-swings; one rest that does not, vouches."""
    stride = np.array([True, True, False, True, True, False, True])
    restless = np.array([True, True, True, True, False, True, True, True])

    assert [True, True, False, False, False, False, True] == unanchored(stride, restless).tolist()


@pytest.mark.parametrize("hz", [6.0, 8.0, 9.0, 12.0, 18.0])
@pytest.mark.parametrize("seed", [1, 2])
def test_loose_straps_never_turn_a_direction_round(hz: float, seed: int) -> None:
    """Forward and backward sessions; what contradicts itself is left out, and it is said."""
    scenario = backward_session(8_100 + seed, minutes=2.0)
    runner, sensors = worn(scenario, model=loose(hz), seed=seed)
    truth = truth_of(runner, runner.skeleton(runner.time_s))
    try:
        motion, result = measured(sensors)
    except NothingToMeasureError:
        return  # with a sentence, as test_rests_that_are_never_alike_are_refused holds
    label = np.interp(motion.time_s, truth.time_s, np.arange(len(truth.time_s))).round()
    true = np.array(truth.direction)[label.astype(int)]
    opposite = (true == "forward") & (result.direction == "backward")
    opposite |= (true == "backward") & (result.direction == "forward")

    assert opposite.mean() * motion.duration_s < 2.0
    told = distance_m(result, "forward") + distance_m(result, "backward")
    assert told > 20.0 or any("loose" in w for w in motion.source.warnings)


def test_a_loose_sensor_is_said_to_be_loose() -> None:
    """Most of what looks like rests is tilted; the sentence says what was left out."""
    _, sensors = worn(forward_session(32, minutes=4.0), model=loose(8.5, 0.2), rate_hz=200.0)
    motion, result = measured(sensors)

    assert "backward" not in result.by_direction
    assert any("loose" in w and "left out" in w for w in motion.source.warnings)


def test_rests_that_are_never_alike_are_refused() -> None:
    """A sensor that was turned about by hand is on no shoe, and the sentence says what to do."""
    time = np.arange(round(60.0 * RATE_HZ)) / RATE_HZ
    rate, force = np.zeros((len(time), 3)), np.zeros((len(time), 3))
    angle = np.zeros(len(time))
    for number in range(40):
        since = time - 1.5 * number
        turning = (since >= 0.0) & (since < 0.7)
        by = (70.0, 110.0, -60.0, 95.0)[number % 4]
        rate[turning, 1] = by / 0.7 * (1.0 - np.cos(2.0 * np.pi * since[turning] / 0.7))
    rate[:, 1] += 30.0 * np.sin(2.0 * np.pi * 6.0 * time)
    angle = np.radians(np.cumsum(rate[:, 1]) / RATE_HZ)
    force[:, 0], force[:, 2] = -9.81 * np.sin(angle), 9.81 * np.cos(angle)
    sensor = Inertial("pod", time, force, rate, placement=Placement("foot", "left"))

    with pytest.raises(NothingToMeasureError, match="never came to rest twice in the same way"):
        foot_path(sensor, "recording")
