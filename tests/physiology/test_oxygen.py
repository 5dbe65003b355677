"""Oxygen uptake against every published mean that gives an input and an output."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.physiology.oxygen import Gait, oxygen_uptake


def of(metres_per_min: float, gait: Gait, direction: str, slope: float = 0.0) -> float:
    """Return the best figure at a treadmill speed in m/min."""
    return float(oxygen_uptake(metres_per_min / 60, gait, direction, slope).value[0])


def net(metres_per_min: float, gait: Gait, direction: str, slope: float = 0.0) -> float:
    """Return what is above rest."""
    return of(metres_per_min, gait, direction, slope) - 3.5


def interval(metres_per_min: float, gait: Gait, direction: str) -> tuple[float, float]:
    """Return the interval at a treadmill speed in m/min."""
    found = oxygen_uptake(metres_per_min / 60, gait, direction)
    return float(found.low[0]), float(found.high[0])


def test_forward_equations_give_their_published_values() -> None:
    """E10: V1, V2 and V3 of the validation table."""
    assert of(160.8, "run", "forward") == pytest.approx(35.66, abs=0.005)
    assert of(215.0, "run", "forward") == pytest.approx(46.5, abs=0.005)
    assert of(93.8, "walk", "forward", 0.10) == pytest.approx(29.76, abs=0.01)


def test_backward_running_at_3_metres_a_second_costs_a_third_more() -> None:
    """E1: +35 % with a standard error of 6 % in four men."""
    assert net(180, "run", "backward") / net(180, "run", "forward") == pytest.approx(1.35, abs=0.06)


@pytest.mark.parametrize("slope", [0.0, 0.05, 0.10, 0.15, 0.20, 0.25])
def test_backward_running_uphill_costs_a_third_more_at_every_grade(slope: float) -> None:
    """E3: 35 % more on average from level to 25 %, in a straight line with grade."""
    ratio = net(120, "run", "backward", slope) / net(120, "run", "forward", slope)
    assert round(abs(ratio - 1.35), 9) <= 0.05
    steps = np.diff([net(120, "run", "backward", g) for g in (slope, slope + 0.05, slope + 0.1)])
    assert steps[0] == pytest.approx(steps[1])


def test_cost_of_transport_is_within_the_published_spread() -> None:
    """E4: 4.5 ± 1.1 forward and 5.8 ± 1.4 J/kg/m backward; the speed was not published."""
    for direction, mean, spread in (("forward", 4.5, 1.1), ("backward", 5.8, 1.4)):
        for metres in (107.0, 134.0, 160.0, 180.0):
            joules = net(metres, "run", direction) * 20.9 / metres
            assert joules == pytest.approx(mean, abs=spread)


def test_walking_and_running_backward_cost_the_same_at_the_published_speed() -> None:
    """E6: 1.85 ± 0.09 m/s, where the two curves cross; below it walking is cheaper."""
    speeds = np.linspace(1.5, 1.85 + 0.09, 200)
    walk = oxygen_uptake(speeds, "walk", "backward").value
    run = oxygen_uptake(speeds, "run", "backward").value
    crossing = speeds[np.flatnonzero(walk >= run)[0]]
    assert crossing == pytest.approx(1.85, abs=0.09)


def test_at_the_preferred_change_running_takes_more_oxygen_than_walking() -> None:
    """E6: at 1.63 m/s people change to running although it costs more."""
    assert of(1.63 * 60, "run", "backward") > of(1.63 * 60, "walk", "backward")


def test_share_of_peak_uptake_keeps_its_published_ratio() -> None:
    """E2: 60 % walking at 107.2 and 84 % running at 160.8 m/min of one and the same peak."""
    low, high = interval(107.2, "walk", "backward")
    published = of(160.8, "run", "backward") * 60 / 84
    assert low <= published <= high


def extra(grade: float) -> float:
    """Return how much more backward than forward walking takes at 67 m/min, in percent."""
    return 100 * (of(67, "walk", "backward", grade) / of(67, "walk", "forward", grade) - 1)


def test_backward_walking_uphill_costs_17_to_20_percent_more_in_the_mean() -> None:
    """E7: at 67 m/min up 5, 7.5 and 10 %, in the mean of the grades and at the middle one."""
    assert 17 <= np.mean([extra(grade) for grade in (0.05, 0.075, 0.10)]) <= 20
    assert 17 <= extra(0.075) <= 20


@pytest.mark.parametrize(("grade", "given"), [(0.05, 21.9), (0.10, 16.0)])
def test_at_either_end_of_the_grades_it_is_known_to_miss(grade: float, given: float) -> None:
    """E7 gives 17 to 20 % for all grades; no more is claimed than that the interval holds it."""
    found = oxygen_uptake(67 / 60, "walk", "backward", grade)
    forward = of(67, "walk", "forward", grade)

    assert given == pytest.approx(extra(grade), abs=0.05)
    assert float(found.low[0]) <= 1.17 * forward
    assert 1.20 * forward <= float(found.high[0])


def test_backward_walking_has_the_compendium_values() -> None:
    """E11: 6.0 MET on the level and 8.0 MET up 5 % at 93.8 m/min, given as round halves."""
    assert of(93.8, "walk", "backward") / 3.5 == pytest.approx(6.0, abs=0.25)
    assert of(93.8, "walk", "backward", 0.05) / 3.5 == pytest.approx(8.0, abs=0.5)


def test_compendium_ratios_over_forward_walking() -> None:
    """E11b: 1.63 times on the level and 1.31 times up 5 %."""
    level = of(93.8, "walk", "backward") / of(93.8, "walk", "forward")
    uphill = of(93.8, "walk", "backward", 0.05) / of(93.8, "walk", "forward", 0.05)
    assert level == pytest.approx(1.63, abs=0.02)
    assert uphill == pytest.approx(1.31, abs=0.1)


def test_a_study_that_found_no_difference_lies_inside_the_interval() -> None:
    """E8: jogging at 2.46 m/s cost the same both ways, below 9 kcal/min for 77.5 kg.

    The equations overshoot that study by more than a third, as it says itself, so only its ratio
    of 1.0 can be held to.
    """
    low, _ = interval(2.46 * 60, "run", "backward")
    assert low <= of(2.46 * 60, "run", "forward")


def test_economy_baseline_is_that_of_a_runner_of_the_study() -> None:
    """E12: 1.19 mL/kg/min were 2.54 %, so 46.9 at 215 m/min."""
    assert of(215, "run", "forward") == pytest.approx(46.9, abs=0.5)


def test_sideways_running_costs_about_what_backward_does() -> None:
    """E5: about equal, and more than forward."""
    assert of(150, "run", "left") == of(150, "run", "backward") > of(150, "run", "forward")


def test_an_unknown_direction_spans_both() -> None:
    """What cannot be known widens the interval and favours neither."""
    low, high = interval(150, "run", "unknown")
    assert low < of(150, "run", "forward") < of(150, "run", "unknown")
    assert of(150, "run", "unknown") < of(150, "run", "backward") < high


@given(
    st.floats(0.3, 6.0),
    st.sampled_from(["walk", "run"]),
    st.sampled_from(["forward", "backward", "left", "right", "unknown"]),
    st.floats(-0.2, 0.3),
)
def test_the_figure_lies_in_its_interval_and_above_rest(
    speed: float, gait: Gait, direction: str, slope: float
) -> None:
    """For any speed, gait, direction and slope."""
    found = oxygen_uptake(speed, gait, direction, slope)
    assert 3.5 <= found.low[0] <= found.value[0] <= found.high[0]


@given(st.floats(1.0, 5.0), st.sampled_from(["walk", "run"]), st.floats(0.01, 0.5))
def test_faster_never_costs_less(speed: float, gait: Gait, more: float) -> None:
    """Uptake grows with speed in every direction."""
    for direction in ("forward", "backward", "left"):
        slow = oxygen_uptake(speed, gait, direction).value[0]
        assert oxygen_uptake(speed + more, gait, direction).value[0] > slow


def test_speeds_outside_of_the_equations_are_said() -> None:
    """Running below 80 m/min and walking above 112 are no longer the equations'."""
    assert oxygen_uptake(2.5, "run", "forward").in_range
    assert not oxygen_uptake(1.0, "run", "forward").in_range
    assert not oxygen_uptake(2.5, "walk", "forward").in_range
