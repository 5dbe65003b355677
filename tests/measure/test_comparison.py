"""Backward beside forward: verdicts follow the numbers, and the speed is never forgotten."""

from dataclasses import replace
from functools import cache

import pytest

from backstride.errors import NothingToMeasureError
from backstride.measure import Measurement, measure
from backstride.measure.compare import Comparison, compare
from backstride.simulate import load_scenario, simulate


@cache
def running(name: str, speed_mps: float) -> Measurement:
    """Return a simulated run at a speed."""
    scenario = load_scenario(name)
    segments = tuple(
        replace(s, speed_mps=speed_mps) if s.kind == "run" else s for s in scenario.segments
    )
    return measure(simulate(replace(scenario, segments=segments))[0])


def figure(found: Comparison, quantity: str) -> str:
    """Return the verdict on a quantity."""
    return next(f.verdict for f in found.figures if f.expectation.quantity == quantity)


def test_equal_speeds_are_seen_as_such() -> None:
    """At one speed the caution says so, and quicker, shorter backward steps agree with research."""
    found = compare(running("backward-run", 2.8), running("forward-run", 2.8))

    assert found.same_speed
    assert "about the same speed" in found.caution
    assert "agrees" == figure(found, "step_frequency")
    assert "agrees" == figure(found, "step_length")


def test_unequal_speeds_weaken_every_verdict_that_rests_on_equal_ones() -> None:
    """The reason names the speeds, whatever the verdict."""
    found = compare(running("backward-run", 2.2), running("forward-run", 4.0))

    assert not found.same_speed
    assert "settles no claim" in found.caution
    for one in found.figures:
        if one.verdict in {"agrees", "disagrees"} and one.expectation.equal_speed:
            assert "equal speed, which these are not" in one.reason


def test_a_verdict_has_the_sign_of_its_difference() -> None:
    """Agreeing means that the whole interval lies on the expected side."""
    found = compare(running("backward-run", 2.8), running("forward-run", 2.8))

    for one in found.figures:
        if one.verdict in {"agrees", "disagrees"}:
            assert one.difference is not None
            higher = one.difference.low > 0
            assert higher or one.difference.high < 0
            assert (one.verdict == "agrees") == (higher == (one.expectation.sign == "higher"))


def test_every_figure_says_what_it_rests_on() -> None:
    """Findings stand beside each, and the first article's list is there."""
    found = compare(running("backward-run", 2.8), running("forward-run", 2.8))
    quantities = {f.expectation.quantity for f in found.figures}

    assert {"step_frequency", "step_length", "knee_range", "hip_range", "trunk_lean"} <= quantities
    assert all(f.expectation.findings for f in found.figures)


def test_a_recording_without_the_direction_is_refused() -> None:
    """Two forward runs cannot be compared."""
    with pytest.raises(NothingToMeasureError, match="no backward bout"):
        compare(running("forward-run", 2.8), running("forward-run", 2.8))
