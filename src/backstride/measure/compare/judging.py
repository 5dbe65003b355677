"""What a difference is, and whether it is the one that research expects."""

from math import hypot, sqrt

from backstride.estimate import Basis, Estimate
from backstride.evidence import Expectation
from backstride.measure.compare.comparison import ComparedFigure, Topic, Verdict
from backstride.measure.compare.speeds import Speeds

POINTS = "percentage points"
"""Unit of a difference between shares: a share of a small share says little."""

_NORMAL_90 = 1.645  # standard errors in half of a 90 % interval

_OF_JOGGING = frozenset({"knee_moment", "patellofemoral_compression"})
"""Expected lower at a jogging speed, and found equal at 1.0 m/s (J4)."""

_ASSUMED = frozenset({"energy_cost", "energy_per_minute"})
"""Worked out from published equations, which cannot be tested by what they give."""


NO_ERROR = (0.0, 0.0)
"""Nothing that both directions have in common."""


def compared(
    expectation: Expectation,
    topic: Topic,
    both: tuple[Estimate | None, Estimate | None],
    speeds: Speeds,
    common: tuple[float, float] = NO_ERROR,
) -> ComparedFigure:
    """Return a quantity in both directions with the verdict on their difference.

    Parameters
    ----------
    expectation : Expectation
    topic : Topic
    both : pair of Estimate or None
        Backward and forward.
    speeds : Speeds
    common : pair of float
        Standard errors that both have from the same cause; see ``difference_of``.
    """
    backward, forward = both
    if backward is None or forward is None:
        lacking = "backward" if backward is None else "forward"
        if backward is None and forward is None:
            lacking = "backward and the forward"
        reason = f"The {lacking} recording does not show it."
        return ComparedFigure(expectation, topic, backward, forward, None, "not measured", reason)
    difference = difference_of(backward, forward, topic, common)
    verdict, reason = _judge(expectation, topic, difference, speeds)
    return ComparedFigure(expectation, topic, backward, forward, difference, verdict, reason)


def difference_of(
    backward: Estimate,
    forward: Estimate,
    topic: Topic,
    common: tuple[float, float] = NO_ERROR,
) -> Estimate:
    """Return backward against forward, with its interval.

    Parameters
    ----------
    backward, forward : Estimate
    topic : Topic
    common : pair of float
        The parts of their standard errors that are one and the same error, as of a model of this
        person's knee: a share that both are off by cancels in percent. The rest is independent.
    """
    value = backward.value - forward.value
    if topic == "propulsion":
        unit, scale, weight = POINTS, 100.0, 1.0
    elif backward.unit == "deg" or forward.value == 0:
        unit, scale, weight = backward.unit, 1.0, 1.0
    else:
        # In percent of forward, an error of forward counts by how much larger backward is.
        unit, scale = "%", 100.0 / abs(forward.value)
        weight = abs(backward.value / forward.value)
    shared = [_NORMAL_90 * error for error in common]
    together = abs(shared[0] - weight * shared[1])
    below = hypot(
        _without(backward.value - backward.low, shared[0]),
        weight * _without(forward.high - forward.value, shared[1]),
        together,
    )
    above = hypot(
        _without(backward.high - backward.value, shared[0]),
        weight * _without(forward.value - forward.low, shared[1]),
        together,
    )
    low, high = scale * (value - below), scale * (value + above)
    both_measured = backward.basis == forward.basis == "measured"
    basis: Basis = "measured" if both_measured else "estimated"
    sources = tuple(dict.fromkeys(backward.sources + forward.sources))
    return Estimate(scale * value, low, high, unit, basis, sources)


def _without(half: float, part: float) -> float:
    """Return half an interval less one of its two parts, whose squares add."""
    return sqrt(max(0.0, half**2 - part**2))


def _judge(
    expectation: Expectation, topic: Topic, difference: Estimate, speeds: Speeds
) -> tuple[Verdict, str]:
    if expectation.quantity in _ASSUMED:
        return "cannot tell", (
            "Both are worked out from published equations, which assume how much more a metre "
            "backward costs, so they cannot test it."
        )
    if difference.low <= 0 <= difference.high:
        return "cannot tell", "The difference is within what these recordings can resolve."
    found = "higher" if difference.value > 0 else "lower"
    if nothing := _nothing_expected(expectation, speeds):
        return "no expectation", f"It is {found} backward; {nothing}"
    verdict: Verdict = "agrees" if found == expectation.sign else "disagrees"
    if not expectation.equal_speed or speeds.same:
        return verdict, f"It is {found} backward; research expects {expectation.sign}."
    said = (
        f"It is {found} backward, but research's {expectation.sign} is for equal speed, which "
        "these are not"
    )
    if topic == "load":
        return "cannot tell", f"{said}, and load rises with speed alone."
    return verdict, f"{said}."


def _nothing_expected(expectation: Expectation, speeds: Speeds) -> str:
    """Return why research gives no side to expect here, or an empty sentence when it does."""
    if not speeds.both_run:
        return "what research expects is of running, and these are not both runs."
    if expectation.quantity in _OF_JOGGING and speeds.slow:
        return (
            "research found less at a jogging speed and no difference at 1.0 m/s, so it expects "
            "no side at this one."
        )
    if expectation.sign not in {"higher", "lower"}:
        return "research gives no one side to expect."
    return ""
