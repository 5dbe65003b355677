"""Recent load beside usual load, without a verdict.

Two ways are shown, 7 and 28 days (L15): the plain mean, and the exponentially weighted mean, whose
newest day weighs 2 / (N + 1). Nothing shows either to be better (L16), and the ratio of the two
predicts injury hardly better than chance (L5).
"""

import math
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np

from backstride.estimate import Basis, Estimate
from backstride.motion.arrays import Floats
from backstride.training.field_checks import check_word
from backstride.training.figure import Figure, unknown
from backstride.training.load.errors import all_sources, around, common_basis, spread_of
from backstride.training.load.series import DailySeries

ACUTE_DAYS, CHRONIC_DAYS = 7, 28  # (L15)

_KNOWN_SHARE = 0.75
"""Part of the weight that must lie on known days, by judgement: a week may lack one day."""

RATIO_NOTE = (
    "The ratio of acute to chronic load predicts little: with a constant or chance in place of the "
    "chronic load the odds of injury came out much the same, and it told injured from healthy "
    "hardly better than a coin (L5). It is shown without a limit."
)
"""What goes with every ratio that is shown."""

SOURCES = ("L15", "L16", "L5", "L5b")

Method = Literal["rolling", "ewma"]
METHODS: tuple[Method, ...] = ("rolling", "ewma")


@dataclass(frozen=True, slots=True)
class AcuteChronic:
    """Mean daily load of the last days and of the last weeks.

    Attributes
    ----------
    day : date
        The last day that counts.
    method : {"rolling", "ewma"}
    acute, chronic : Figure
        Mean load a day, in the unit of the series.
    ratio : Figure
        Acute over chronic, without unit; chronic includes acute, so the two go together by
        arithmetic alone (L5b).
    note : str
    """

    day: date
    method: Method
    acute: Figure
    chronic: Figure
    ratio: Figure
    note: str = RATIO_NOTE

    def as_json(self) -> dict[str, Any]:
        """Return the three figures, how they came about, and what they are worth."""
        return {
            "day": str(self.day),
            "method": self.method,
            "acute": self.acute.as_json(),
            "chronic": self.chronic.as_json(),
            "ratio": self.ratio.as_json(),
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class _Window:
    """A weighted mean over the days up to today, newest first."""

    mean: float
    weights: Floats  # (days,), 0 where a day is not known or too old; sums to 1
    gap_variance: float  # from days that are not known


def acute_and_chronic(
    series: DailySeries, method: Method = "rolling", *, day: date | None = None
) -> AcuteChronic:
    """Return recent beside usual load on a day, the last of the series when not given.

    Days that are not known are left out of a mean, which gets wider for it; with more than a
    quarter of the weight on them it cannot be told.
    """
    check_word("method", method, METHODS)
    today = day or series.end
    newest_first = series.between(series.start, today)[::-1]
    spans = (ACUTE_DAYS, CHRONIC_DAYS)
    reasons = [_why_not(newest_first, span, method, today, series) for span in spans]
    windows = [
        None if reason else _window(newest_first, span, method)
        for span, reason in zip(spans, reasons, strict=True)
    ]
    acute, chronic = (
        unknown(reason) if window is None else Figure(_estimate(window, newest_first, series))
        for window, reason in zip(windows, reasons, strict=True)
    )
    if windows[0] is None or windows[1] is None:
        return AcuteChronic(today, method, acute, chronic, unknown(reasons[0] or reasons[1]))
    ratio = _ratio(windows[0], windows[1], newest_first, series)
    return AcuteChronic(today, method, acute, chronic, ratio)


def _weights(count: int, span: int, method: Method) -> Floats:
    """Return the weight of each day, newest first, before missing days."""
    age = np.arange(count)
    if method == "rolling":
        return np.asarray(age < span, dtype=np.float64) / span
    share = 2.0 / (span + 1)
    found: Floats = share * np.power(1.0 - share, age, dtype=np.float64)
    return found


def _why_not(
    days: tuple[Estimate | None, ...], span: int, method: Method, today: date, series: DailySeries
) -> str:
    if today > series.end or today < series.start:
        return f"{today} is not on record."
    if len(days) < span:
        return f"{span} days are needed, and {len(days)} are on record: keep logging."
    weights = _weights(len(days), span, method)
    known = np.array([one is not None for one in days])
    if weights[known].sum() < _KNOWN_SHARE * weights.sum():
        return f"Too many of the last {span} days were not recorded: rate every session."
    return ""


def _window(days: tuple[Estimate | None, ...], span: int, method: Method) -> _Window:
    raw = _weights(len(days), span, method)
    raw /= raw.sum()
    known = np.array([one is not None for one in days])
    loads = np.array([one.value if one else 0.0 for one in days])
    weights = np.where(known, raw, 0.0)
    weights /= weights.sum()
    mean = float(weights @ loads)
    missing = raw[~known]
    # Days not known are taken to vary like the known ones, about the same mean.
    effective = 1.0 - float((weights**2).sum())
    variance = float(weights @ (loads - mean) ** 2) / effective if effective > 0 else 0.0
    share = float(missing.sum()) ** 2 * float((weights**2).sum()) + float((missing**2).sum())
    return _Window(mean, weights, variance * share)


def _deviations(days: tuple[Estimate | None, ...]) -> Floats:
    """Return the standard deviation of each day's error."""
    return np.array([one.value * spread_of(one) if one else 0.0 for one in days])


def _deviation(per_day: Floats, series: DailySeries, gap_variance: float) -> float:
    own = float(per_day.sum()) if series.errors == "shared" else math.hypot(*per_day.tolist())
    return math.hypot(own, math.sqrt(gap_variance))


def _estimate(window: _Window, days: tuple[Estimate | None, ...], series: DailySeries) -> Estimate:
    deviation = _deviation(window.weights * _deviations(days), series, window.gap_variance)
    basis, sources = _rests_on(days, window)
    low, high = around(window.mean, deviation)
    return Estimate(window.mean, low, high, series.unit, basis, (*sources, "L15"))


def _ratio(
    acute: _Window, chronic: _Window, days: tuple[Estimate | None, ...], series: DailySeries
) -> Figure:
    if not chronic.mean:
        return unknown("There was no load in the last weeks to compare with.")
    ratio = acute.mean / chronic.mean
    slopes = (acute.weights - ratio * chronic.weights) / chronic.mean
    gaps = (acute.gap_variance + ratio**2 * chronic.gap_variance) / chronic.mean**2
    # A factor on all days cancels: the signed sum of shared errors says so by itself.
    deviation = abs(_deviation(slopes * _deviations(days), series, gaps))
    basis, sources = _rests_on(days, chronic)
    low, high = around(ratio, deviation)
    return Figure(Estimate(ratio, low, high, "", basis, (*sources, *SOURCES)))


def _rests_on(days: tuple[Estimate | None, ...], window: _Window) -> tuple[Basis, tuple[str, ...]]:
    parts = [one for one, w in zip(days, window.weights, strict=True) if one is not None and w > 0]
    return common_basis(parts), all_sources(parts)
