"""What a difference is, and whether it is the one that research expects."""

from backstride.estimate import Basis, Estimate
from backstride.evidence import Expectation
from backstride.measure.compare.comparison import ComparedFigure, Topic, Verdict
from backstride.measure.compare.speeds import Speeds

POINTS = "percentage points"
"""Unit of a difference between shares: a share of a small share says little."""

_OF_JOGGING = frozenset({"knee_moment", "patellofemoral_compression"})
"""Expected lower at a jogging speed, and found equal at 1.0 m/s (J4)."""

_ASSUMED = frozenset({"energy_cost", "energy_per_minute"})
"""Worked out from published equations, which cannot be tested by what they give."""


def compared(
    expectation: Expectation,
    topic: Topic,
    backward: Estimate | None,
    forward: Estimate | None,
    speeds: Speeds,
) -> ComparedFigure:
    """Return a quantity in both directions with the verdict on their difference."""
    if backward is None or forward is None:
        lacking = "backward" if backward is None else "forward"
        if backward is None and forward is None:
            lacking = "backward and the forward"
        reason = f"The {lacking} recording does not show it."
        return ComparedFigure(expectation, topic, backward, forward, None, "not measured", reason)
    difference = _difference(backward, forward, topic)
    verdict, reason = _judge(expectation, topic, difference, speeds)
    return ComparedFigure(expectation, topic, backward, forward, difference, verdict, reason)


def _difference(backward: Estimate, forward: Estimate, topic: Topic) -> Estimate:
    """Return backward against forward, its interval from those of both taken as independent."""
    value = backward.value - forward.value
    below = ((backward.value - backward.low) ** 2 + (forward.high - forward.value) ** 2) ** 0.5
    above = ((backward.high - backward.value) ** 2 + (forward.value - forward.low) ** 2) ** 0.5
    if topic == "propulsion":
        unit, scale = POINTS, 100.0
    elif backward.unit == "deg" or forward.value == 0:
        unit, scale = backward.unit, 1.0
    else:
        unit, scale = "%", 100.0 / abs(forward.value)
    low, high = scale * (value - below), scale * (value + above)
    both_measured = backward.basis == forward.basis == "measured"
    basis: Basis = "measured" if both_measured else "estimated"
    sources = tuple(dict.fromkeys(backward.sources + forward.sources))
    return Estimate(scale * value, low, high, unit, basis, sources)


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
