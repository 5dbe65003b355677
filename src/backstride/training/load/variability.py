"""Resting heart-rate variability as a person's own trend, and nothing more.

No threshold for backward running exists (L8), and in elite athletes both rises and falls have gone
with bad adaptation (L20). So the last week is only set beside the person's own last month (L21).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import numpy as np

from backstride.estimate import Estimate
from backstride.motion.arrays import Floats
from backstride.training.field_checks import check_date, check_number
from backstride.training.figure import Figure, unknown
from backstride.training.student import spread_interval, t_quantile

WEEK_DAYS, BASELINE_DAYS = 7, 30  # (L21)

LEAST_WEEK = 3
"""Mornings in the last week (L19)."""

LEAST_BASELINE = 14
"""Mornings in the month before, by judgement: about half of them."""

WORTHWHILE_SHARE = 0.5
"""Of the person's own standard deviation of ln rMSSD (L21)."""

UNIT = "ln ms"

VARIABILITY_NOTE = (
    "Only your own trend: no limit for backward running exists (L8), and rises as well as falls "
    "have gone with bad adaptation (L20)."
)

Trend = Literal["higher than usual", "lower than usual", "no clear change", "cannot tell"]


@dataclass(frozen=True, slots=True)
class VariabilityTrend:
    """The last week of ln rMSSD beside the month before it.

    Attributes
    ----------
    day : date
    week, usual : Figure
        Mean of ln rMSSD over the last 7 days, and over the 30 days before those.
    own_variation_percent : Figure
        Coefficient of variation of ln rMSSD over the 30 days.
    worthwhile : Figure
        Half of the standard deviation over the 30 days.
    trend : Trend
        Higher or lower only when the week lies beyond the worthwhile change and the 90 % interval
        of the difference leaves out none at all.
    note : str
    """

    day: date
    week: Figure
    usual: Figure
    own_variation_percent: Figure
    worthwhile: Figure
    trend: Trend
    note: str = VARIABILITY_NOTE

    def as_json(self) -> dict[str, Any]:
        """Return the figures, the trend in words, and what it is worth."""
        return {
            "day": str(self.day),
            "week": self.week.as_json(),
            "usual": self.usual.as_json(),
            "own_variation_percent": self.own_variation_percent.as_json(),
            "worthwhile": self.worthwhile.as_json(),
            "trend": self.trend,
            "note": self.note,
        }


def variability_trend(rmssd_ms: Mapping[date, float], day: date) -> VariabilityTrend:
    """Return a person's own trend of resting heart-rate variability on a day.

    Parameters
    ----------
    rmssd_ms : mapping of date to float
        Root mean square of successive differences between heartbeats each morning, in ms, 1 to
        1000, always measured the same way; days may be missing.
    day : date
        The last day of the week that is looked at.
    """
    check_date("day", day)
    for morning, value in rmssd_ms.items():
        check_number(f"rmssd_ms on {morning}", value, 1, 1000, "ms")
    week = _logs(rmssd_ms, day, WEEK_DAYS)
    before = _logs(rmssd_ms, day - timedelta(days=WEEK_DAYS), BASELINE_DAYS)
    reason = _why_not(week, before)
    if reason:
        none = unknown(reason)
        return VariabilityTrend(day, none, none, none, none, "cannot tell")
    spread = float(before.std(ddof=1))
    return VariabilityTrend(
        day,
        Figure(_mean(week, spread, before.size - 1, ("L19", "L21"))),
        Figure(_mean(before, spread, before.size - 1, ("L21",))),
        Figure(_spread(spread, before.size - 1, 100.0 / abs(float(before.mean())), "%")),
        Figure(_spread(spread, before.size - 1, WORTHWHILE_SHARE, UNIT)),
        _trend(week, before, spread),
    )


def _logs(rmssd_ms: Mapping[date, float], last: date, days: int) -> Floats:
    first = last - timedelta(days=days - 1)
    return np.log([rmssd_ms[one] for one in sorted(rmssd_ms) if first <= one <= last])


def _why_not(week: Floats, before: Floats) -> str:
    if week.size < LEAST_WEEK:
        return f"{LEAST_WEEK} mornings of the last week are needed, and there are {week.size}."
    if before.size < LEAST_BASELINE:
        there = f"and there are {before.size}"
        return f"{LEAST_BASELINE} mornings of the month before are needed, {there}."
    if np.ptp(before) == 0:
        return "All mornings of the month before are equal: check the device."
    return ""


def _mean(logs: Floats, spread: float, freedom: int, sources: tuple[str, ...]) -> Estimate:
    """Return a mean whose interval comes from the person's usual spread between mornings."""
    value = float(logs.mean())
    half = t_quantile(0.95, freedom) * spread / math.sqrt(logs.size)
    return Estimate(value, value - half, value + half, UNIT, "measured", sources)


def _spread(spread: float, freedom: int, factor: float, unit: str) -> Estimate:
    low, high = spread_interval(spread, freedom)
    return Estimate(spread * factor, low * factor, high * factor, unit, "measured", ("L21",))


def _trend(week: Floats, before: Floats, spread: float) -> Trend:
    difference = float(week.mean() - before.mean())
    error = spread * math.sqrt(1.0 / week.size + 1.0 / before.size)
    sure = abs(difference) > t_quantile(0.95, before.size - 1) * error
    if not sure or abs(difference) <= WORTHWHILE_SHARE * spread:
        return "no clear change"
    return "higher than usual" if difference > 0 else "lower than usual"
