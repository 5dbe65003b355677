"""Foot sensors on simulated runners, whose way is known."""

from dataclasses import replace

import numpy as np
import pytest

from backstride.motion.inertial import WornSide
from backstride.simulate import forward_session, load_scenario, random_scenario
from backstride.simulate.known import truth_of
from backstride.simulate.scenario import Scenario, Segment
from backstride.simulate.sensor_model import CONSUMER
from tests.inertial.foot.recordings import distance_m, measured, worn

DIRECTIONS = ("forward", "backward", "left", "right")
SHUTTLE = load_scenario("shuttle")
ROUND = Scenario(
    "round",
    (
        Segment("run", "forward", 3.0, duration_s=6.0),
        Segment("run", "backward", 2.4, duration_s=6.0),
        Segment("walk", "left", 0.7, duration_s=6.0),
    ),
    seed=4,
)


@pytest.mark.parametrize("rate_hz", [100.0, 200.0, 800.0])
@pytest.mark.parametrize("seed", [0, 3, 6, 9])
def test_directions_at_any_rate(rate_hz: float, seed: int) -> None:
    """Anyhow mounted, with or without standing still: every direction within 10 % and a stride."""
    scenario = random_scenario(seed)
    runner, sensors = worn(scenario, rate_hz=rate_hz, seed=seed)
    truth = truth_of(runner, runner.skeleton(runner.time_s))
    motion, result = measured(sensors)
    assert motion.facing_basis == "estimated"
    assert motion.recorded_hz == pytest.approx(rate_hz)
    for direction in DIRECTIONS:
        true = sum(t.distance_m for d, t in truth.by_direction.items() if d == direction)
        assert distance_m(result, direction) == pytest.approx(true, rel=0.1, abs=2.0), direction


@pytest.mark.parametrize("sides", [("left",), ("right",), ("left", "right")])
def test_a_shuttle_by_one_foot_or_both(sides: tuple[WornSide, ...]) -> None:
    """Forward, backward and forward again, in that order."""
    _, sensors = worn(SHUTTLE, sides=sides)
    motion, result = measured(sensors)
    order = [b.direction for b in result.bouts if b.distance_m and b.distance_m > 2.0]
    assert order == ["forward", "backward", "forward"]
    assert motion.footfalls is not None
    assert set(motion.footfalls.side) == set(sides)


def test_no_standing_still_is_needed() -> None:
    """A recording from full speed to full speed is measured to its ends."""
    runner, sensors = worn(ROUND, sides=("left",))
    truth = truth_of(runner, runner.skeleton(runner.time_s)).by_direction
    _, result = measured(sensors)
    for direction in ("forward", "backward", "left"):
        true = sum(t.distance_m for d, t in truth.items() if d == direction)
        assert distance_m(result, direction) == pytest.approx(true, rel=0.05, abs=0.3)


@pytest.mark.parametrize("said", [True, False])
def test_clipped_at_half_the_usual_range(said: bool) -> None:
    """8 g clips in every stride of a run and costs a few percent, said by the file or not."""
    model = replace(CONSUMER, acceleration_limit_mps2=8 * 9.80665, rate_limit_dps=1000.0)
    run = Scenario(
        "run",
        (Segment("stand", duration_s=2.0), Segment("run", "forward", 4.0, duration_s=8.0)),
        seed=2,
    )
    runner, (sensor,) = worn(run, model=model)
    limit = model.acceleration_limit_mps2
    assert (np.abs(sensor.acceleration_mps2) >= limit).sum() > 10
    if not said:
        sensor = replace(sensor, acceleration_limit_mps2=None, angular_velocity_limit_dps=None)
    true = truth_of(runner, runner.skeleton(runner.time_s)).by_direction["forward"].distance_m
    assert distance_m(measured([sensor])[1], "forward") == pytest.approx(true, rel=0.05)


def test_short_gaps_are_filled_from_the_strides_beside() -> None:
    """A tenth of a second lost now and then costs no direction, and is said."""
    _, sensors = worn(SHUTTLE)
    sensor = sensors[0]
    force, rate = sensor.acceleration_mps2.copy(), sensor.angular_velocity_dps
    assert rate is not None
    rate = rate.copy()
    for start_s in (6.0, 8.5):
        lost = slice(int(200 * start_s), int(200 * (start_s + 0.1)))
        force[lost], rate[lost] = np.nan, np.nan
    whole = measured(sensors)[1]
    motion, result = measured([replace(sensor, acceleration_mps2=force, angular_velocity_dps=rate)])
    assert distance_m(result, "backward") == pytest.approx(distance_m(whole, "backward"), rel=0.05)
    assert distance_m(result, "forward") == pytest.approx(distance_m(whole, "forward"), rel=0.15)
    assert any("strides" in warning for warning in motion.source.warnings)


def test_a_long_gap_is_unknown() -> None:
    """Two seconds without samples have no speed, and the rest keeps its own."""
    _, sensors = worn(ROUND)
    force = sensors[0].acceleration_mps2.copy()
    force[600:1000] = np.nan
    motion, _ = measured([replace(sensors[0], acceleration_mps2=force)])
    assert np.isnan(motion.speed_mps[(motion.time_s > 3.1) & (motion.time_s < 4.9)]).all()
    assert motion.speed_mps[(motion.time_s > 1.0) & (motion.time_s < 2.0)] == pytest.approx(
        3.0, abs=0.4
    )


def test_forward_sessions_hold_nothing_backward() -> None:
    """Runs, walks, curves, half turns and rests: no backward bout in ten minutes."""
    _, sensors = worn(forward_session(5, minutes=10.0), rate_hz=100.0)
    _, result = measured(sensors)
    assert "backward" not in result.by_direction
    assert distance_m(result, "forward") > 1000.0


def test_contacts_against_the_truth() -> None:
    """Landings within 20 ms and take-offs within 40 ms at the median, running backward too."""
    runner, sensors = worn(ROUND, sides=("left",))
    motion, _ = measured(sensors)
    falls = motion.footfalls
    assert falls is not None
    steps = truth_of(runner, runner.skeleton(runner.time_s)).steps
    true = [s for s in steps if s.side == "left" and 1.0 < s.initial_contact_s < 12.0]
    at = [int(np.argmin(np.abs(falls.initial_contact_s - s.initial_contact_s))) for s in true]
    landing = [
        falls.initial_contact_s[i] - s.initial_contact_s for i, s in zip(at, true, strict=True)
    ]
    leaving = [
        falls.terminal_contact_s[i] - s.terminal_contact_s for i, s in zip(at, true, strict=True)
    ]
    assert len(true) > 12
    assert np.abs(np.median(landing)) < 0.02
    assert np.nanmedian(np.abs(leaving)) < 0.04
