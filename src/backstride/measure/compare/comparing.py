"""From two measurements to their comparison."""

from dataclasses import replace

from backstride import evidence
from backstride.estimate import Estimate
from backstride.measure.compare.comparison import ComparedFigure, Comparison
from backstride.measure.compare.judging import compared
from backstride.measure.compare.readings import READINGS, common_error
from backstride.measure.compare.speeds import SAME_SPEED_SHARE, Speeds, speeds_of
from backstride.measure.compare.statements import statements_of
from backstride.measure.measurement import Measurement

__all__ = ["SAME_SPEED_SHARE", "compare"]


def compare(backward: Measurement, forward: Measurement) -> Comparison:
    """Return a backward recording beside a forward one.

    Raises
    ------
    NothingToMeasureError
        When either holds no bout in its direction.
    """
    speeds = speeds_of(backward, forward)
    figures = _figures(backward, forward, speeds)
    return Comparison(
        backward=backward,
        forward=forward,
        backward_speed_mps=speeds.backward_mps,
        forward_speed_mps=speeds.forward_mps,
        same_speed=speeds.same,
        caution=speeds.caution,
        figures=figures,
        statements=statements_of(backward, figures, speeds),
    )


def _figures(
    backward: Measurement, forward: Measurement, speeds: Speeds
) -> tuple[ComparedFigure, ...]:
    found = []
    for expectation in evidence.expectations():
        if expectation.quantity not in READINGS:
            continue
        topic, reading = READINGS[expectation.quantity]
        both = reading(backward, "backward"), reading(forward, "forward")
        common = (
            common_error(expectation.quantity, backward, "backward"),
            common_error(expectation.quantity, forward, "forward"),
        )
        figure = compared(expectation, topic, both, speeds, common)
        ratio = _published_ratio(backward) if expectation.quantity == "energy_cost" else None
        if figure.difference is not None and ratio is not None:
            figure = replace(figure, difference=ratio)
        found.append(figure)
    return tuple(found)


def _published_ratio(backward: Measurement) -> Estimate | None:
    """Return what a metre backward costs more, in percent, without differences between people."""
    ratios = backward.energy.backward_over_forward if backward.energy else {}
    ratio = ratios.get("per_metre_at_equal_speed")
    if ratio is None:
        return None
    value, low, high = (100.0 * (x - 1.0) for x in (ratio.value, ratio.low, ratio.high))
    return Estimate(value, low, high, "%", ratio.basis, ratio.sources)
