"""Made-up sessions for tests."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from backstride.estimate import Estimate
from backstride.training.load import DailySeries, with_relative_error
from backstride.training.load.session import RPE_VARIATION_PERCENT

MONDAY = date(2024, 1, 1)


def rated(load: float) -> Estimate:
    """Return a session load as a rating gives it."""
    return with_relative_error(
        load, RPE_VARIATION_PERCENT, unit="AU", basis="declared", sources=("L10",)
    )


def week_of(loads: Sequence[float | None], start: date = MONDAY) -> DailySeries:
    """Return a series of session loads; None for a day that is not known."""
    days = tuple(None if one is None else rated(one) for one in loads)
    return DailySeries("session_rpe", start, days)


def day(number: int) -> date:
    """Return a day counted from the Monday."""
    return MONDAY + timedelta(days=number)


def steady(bpm: float, minutes: float, step_s: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Return clock and readings of a constant heart rate."""
    time_s = np.arange(0.0, minutes * 60 + step_s / 2, step_s)
    return time_s, np.full(time_s.shape, float(bpm))
