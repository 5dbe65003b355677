"""The smallest change worth having."""

import numpy as np

from backstride.estimate import Estimate
from backstride.motion.arrays import Floats
from backstride.training.field_checks import check_number
from backstride.training.outcomes.definition import OutcomeTest
from backstride.training.student import spread_interval

BETWEEN_SHARE = 0.2
"""Of the standard deviation between people (O2)."""


def group_worthwhile(scores: Floats, *, unit: str) -> Estimate | None:
    """Return one fifth of the standard deviation between people (O2), None for fewer than three.

    Parameters
    ----------
    scores : array (people,)
        One result of each person of a group that the person belongs to; NaN is left out.
    unit : str
    """
    known = np.sort(scores[np.isfinite(scores)])  # sorted: the same sum in whatever order
    if known.size < 3:
        return None
    between = float(known.std(ddof=1))
    low, high = spread_interval(between, known.size - 1)
    return Estimate(
        BETWEEN_SHARE * between,
        BETWEEN_SHARE * min(low, between),
        BETWEEN_SHARE * max(high, between),
        unit,
        "measured",
        ("O2",),
    )


def declared_worthwhile(test: OutcomeTest, change: float) -> Estimate:
    """Return the smallest change that the person or the coach says would matter, above 0."""
    check_number(
        "worthwhile", change, test.read_to / 1000, test.valid[1] - test.valid[0], test.unit
    )
    return Estimate(change, change, change, test.unit, "declared")


def published_worthwhile(test: OutcomeTest) -> Estimate | None:
    """Return the smallest worthwhile change that a study gives, None where none was found."""
    found = test.worthwhile
    if found is None:
        return None
    return Estimate(found.value, found.value, found.value, test.unit, "estimated", found.findings)
