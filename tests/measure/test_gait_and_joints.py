"""Steps, bouts and joints of simulated runners against what they really did."""

import math
from functools import cache

import numpy as np
import pytest

from backstride.estimate import Estimate, mean_estimate
from backstride.measure import Measurement, measure
from backstride.simulate import Truth, load_scenario, simulate

RUNS = {"backward-run": "backward", "forward-run": "forward"}


@cache
def followed(name: str) -> tuple[Measurement, Truth]:
    """Return a scenario's measurement and truth."""
    motion, truth = simulate(load_scenario(name))
    return measure(motion), truth


@pytest.mark.parametrize(("name", "direction"), RUNS.items())
def test_step_length_and_frequency_are_those_of_the_runner(name: str, direction: str) -> None:
    """Length within 3 %, frequency within 1 % of the truth."""
    found, truth = followed(name)
    lengths = [s.length_m for s in truth.steps if math.isfinite(s.length_m)]
    starts = [s.initial_contact_s for s in truth.steps if math.isfinite(s.initial_contact_s)]
    gait = found.gait[direction]  # type: ignore[index]

    assert float(np.mean(lengths[1:-1])) == pytest.approx(gait["step_length_m"].value, rel=0.03)
    assert 2 * gait["step_length_m"].value == pytest.approx(gait["stride_length_m"].value, rel=0.03)
    assert 1 / float(np.mean(np.diff(starts))) == pytest.approx(
        gait["step_frequency_hz"].value, rel=0.01
    )


@pytest.mark.parametrize(("name", "direction"), RUNS.items())
def test_contact_flight_and_duty_factor_are_those_of_the_runner(name: str, direction: str) -> None:
    """Contact and flight within 15 ms, and the truth inside the stated interval of contact time."""
    found, truth = followed(name)
    whole = [s for s in truth.steps if math.isfinite(s.terminal_contact_s - s.initial_contact_s)]
    contact = float(np.mean([s.terminal_contact_s - s.initial_contact_s for s in whole]))
    gait = found.gait[direction]  # type: ignore[index]
    step_s = 1 / gait["step_frequency_hz"].value

    assert contact == pytest.approx(gait["contact_time_s"].value, abs=0.015)
    assert gait["contact_time_s"].low <= contact <= gait["contact_time_s"].high
    assert step_s - contact == pytest.approx(gait["flight_time_s"].value, abs=0.015)
    assert contact / (2 * step_s) == pytest.approx(gait["duty_factor"].value, abs=0.025)


@pytest.mark.parametrize(("name", "direction"), RUNS.items())
@pytest.mark.parametrize("joint", ["knee_left", "knee_right", "hip_left", "hip_right"])
def test_joint_extremes_are_those_of_the_runner(name: str, direction: str, joint: str) -> None:
    """Smallest and largest angle of a stride within 5°, with flexion positive."""
    found, truth = followed(name)
    true = truth.joints[joint]
    ours = found.joints[direction][joint]  # type: ignore[index]

    assert float(np.mean([r.maximum_deg for r in true])) == pytest.approx(
        ours["maximum_deg"].value, abs=5
    )
    assert float(np.mean([r.minimum_deg for r in true])) == pytest.approx(
        ours["minimum_deg"].value, abs=5
    )


def test_mean_curves_start_and_end_alike_and_stay_within_the_extremes() -> None:
    """A stride of a steady run ends as it began."""
    found, _ = followed("backward-run")
    curve = found.curves["backward"]["knee_left"]
    ranges = found.joints["backward"]["knee_left"]

    assert 101 == len(curve.mean_deg)
    assert curve.mean_deg[0] == pytest.approx(curve.mean_deg[-1], abs=5)
    assert ranges["minimum_deg"].low <= curve.mean_deg.min()
    assert curve.mean_deg.max() <= ranges["maximum_deg"].high


def test_bouts_follow_the_session() -> None:
    """Walking backward, running backward, turning, running forward: each with its ground."""
    found, truth = followed("backward-session")
    kinds = [(b.direction, b.gait) for b in found.bouts]
    true = {(b.direction, b.gait): b.distance_m for b in truth.bouts}

    assert [
        ("backward", "walk"),
        ("backward", "run"),
        ("transition", "run"),
        ("forward", "run"),
    ] == kinds
    for bout in (found.bouts[0], found.bouts[1], found.bouts[3]):
        assert true[bout.direction, bout.gait] == pytest.approx(bout.distance_m, abs=1.0)  # type: ignore[index]


def test_walk_and_run_in_one_direction_are_not_mixed() -> None:
    """The figures of backward are those of running where running covers more ground."""
    found, _ = followed("backward-session")

    assert "run" == found.main_gait("backward")
    assert found.gait["backward"]["duty_factor"].value < 0.45


def test_a_mean_is_wider_with_fewer_readings_and_none_without() -> None:
    """More steps make a narrower interval; no steps make no estimate."""
    few = mean_estimate([1.0, 1.2], error_each=0.1, unit="m", basis="measured")
    many = mean_estimate([1.0, 1.2] * 20, error_each=0.1, unit="m", basis="measured")

    assert few is not None
    assert many is not None
    assert many.high - many.low < few.high - few.low
    assert mean_estimate([math.nan], error_each=0.1, unit="m", basis="measured") is None


@pytest.mark.parametrize("numbers", [(2.0, 0.0, 1.0), (0.0, 1.0, 2.0), (math.nan, 0.0, 1.0)])
def test_an_estimate_lies_inside_its_interval(numbers: tuple[float, float, float]) -> None:
    """Anything else is refused when it is made."""
    with pytest.raises(ValueError, match=r"finite|outside"):
        Estimate(*numbers, "m", "measured")
