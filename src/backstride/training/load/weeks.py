"""Load by the week: total, monotony and strain after Foster (L12).

Monotony is the mean of a week's seven days over their standard deviation, strain the week's total
times monotony. No common threshold is known: in L12 each person had their own.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from backstride.estimate import Basis, Estimate
from backstride.motion.arrays import Floats
from backstride.training.figure import Figure, unknown
from backstride.training.load.errors import (
    all_sources,
    common_basis,
    total,
    values_of,
)
from backstride.training.load.series import DailySeries

_DAYS = 7  # in a week

_NOISE_SHARE = 0.5
"""Part of the variance between days that the error of single figures may make up before monotony
says more about the error than about the days: half, by judgement."""

_DRAWS, _SEED = 2000, 12
"""Random draws for the interval of a ratio; fixed, so that the same week gives the same figure."""


_BETWEEN_DAYS = np.linspace(0.025, 1.5, 60)
"""How far training days of a week may differ, as a standard deviation of the logarithm: from hardly
at all to four- or fivefold, each as likely beforehand, by judgement."""


@dataclass(frozen=True, slots=True)
class WeeklyLoad:
    """One calendar week, Monday to Sunday.

    Attributes
    ----------
    monday : date
    days_known, days_missing : int
        Days of the week inside the span that are known, and that are not.
    so_far : Estimate or None
        Sum of the known days: the week's load is at least this. None when none is known.
    total : Figure
        Load of the whole week.
    monotony, strain : Figure
        See the module.
    """

    monday: date
    days_known: int
    days_missing: int
    so_far: Estimate | None
    total: Figure
    monotony: Figure
    strain: Figure

    def as_json(self) -> dict[str, Any]:
        """Return the week; what cannot be told with its reason."""
        return {
            "monday": str(self.monday),
            "days_known": self.days_known,
            "days_missing": self.days_missing,
            "so_far": self.so_far.as_json() if self.so_far else None,
            "total": self.total.as_json(),
            "monotony": self.monotony.as_json(),
            "strain": self.strain.as_json(),
        }


def weekly_loads(series: DailySeries) -> tuple[WeeklyLoad, ...]:
    """Return every calendar week that a series touches, the earliest first."""
    monday = series.start - timedelta(days=series.start.weekday())
    weeks = []
    while monday <= series.end:
        weeks.append(_week(series, monday))
        monday += timedelta(days=_DAYS)
    return tuple(weeks)


def _week(series: DailySeries, monday: date) -> WeeklyLoad:
    days = series.between(monday, monday + timedelta(days=_DAYS - 1))
    known = [one for one in days if one is not None]
    missing = len(days) - len(known)
    so_far = total(known, series.errors) if known else None
    reason = _not_whole(len(days), missing)
    if reason or so_far is None:
        return WeeklyLoad(
            monday, len(known), missing, so_far, unknown(reason), unknown(reason), unknown(reason)
        )
    monotony, strain = _monotony_and_strain(known, series)
    return WeeklyLoad(monday, _DAYS, 0, so_far, Figure(so_far), monotony, strain)


def _not_whole(days: int, missing: int) -> str:
    if missing:
        was = "1 day of this week was" if missing == 1 else f"{missing} days of this week were"
        return f"{was} not recorded: rate every session to know the week."
    if days < _DAYS:
        return f"Only {days} of the 7 days of this week are on record: wait for the whole week."
    return ""


def _monotony_and_strain(days: list[Estimate], series: DailySeries) -> tuple[Figure, Figure]:
    loads, spreads = values_of(days)
    reason = _no_monotony(loads, spreads, independent=series.errors == "independent")
    if reason:
        return unknown(reason), unknown(reason)
    sources = all_sources(days, ("L12",))
    basis = common_basis(days)
    monotony = float(_monotony(loads))
    strain = monotony * float(loads.sum())
    if series.errors == "shared":
        # One factor on all days leaves monotony as it is, and strain goes with the total.
        whole = total(days, "shared")
        low, high = (strain * side / whole.value for side in (whole.low, whole.high))
        return (
            Figure(Estimate(monotony, monotony, monotony, "", basis, sources)),
            Figure(Estimate(strain, low, high, series.unit, basis, sources)),
        )
    drawn = _likely_weeks(loads, spreads)
    ratios = _monotony(drawn)
    return (
        Figure(_with_draws(monotony, ratios, "", basis, sources)),
        Figure(_with_draws(strain, ratios * drawn.sum(axis=-1), series.unit, basis, sources)),
    )


def _no_monotony(loads: Floats, spreads: Floats, *, independent: bool) -> str:
    """Return why monotony cannot be told; empty when it can."""
    if not loads.any():
        return "There was no load in this week, so nothing to compare between days."
    between = float(loads.var(ddof=1))
    if between <= (1e-9 * float(loads.mean())) ** 2:
        return "All days of this week were equal: monotony would be infinite."
    noise = float(np.mean((loads * spreads) ** 2)) if independent else 0.0
    if noise > _NOISE_SHARE * between:
        return "The days of this week differ little more than ratings of one same session do."
    return ""


def _monotony(loads: Floats) -> Floats:
    found: Floats = loads.mean(axis=-1) / loads.std(axis=-1, ddof=1)
    return found


def _likely_weeks(loads: Floats, spreads: Floats) -> Floats:
    """Return weeks (draws, 7) that may lie behind the ratings.

    Errors make days look more different than they were. So on the logarithm each day with load is
    drawn towards their mean, by the part of the variance between days that errors explain; how much
    days truly differ is itself drawn from what the ratings leave likely. Days without load stay so.
    """
    random = np.random.default_rng(_SEED)
    with_load = loads > 0
    logs, noise = np.log(loads[with_load]), float((spreads[with_load] ** 2).mean())
    if noise == 0:
        return loads[None, :]
    seen = _BETWEEN_DAYS**2 + noise  # variance of ratings, for each true spread of days
    squares = float(((logs - logs.mean()) ** 2).sum())
    fit = -0.5 * ((logs.size - 1) * np.log(seen) + squares / seen)
    likely = np.exp(fit - fit.max())
    variance = random.choice(seen, _DRAWS, p=likely / likely.sum())[:, None]
    pull = noise / variance
    middle = logs.mean() + random.standard_normal((_DRAWS, 1)) * np.sqrt(variance / logs.size)
    own = np.sqrt((1.0 - pull) * noise) * random.standard_normal((_DRAWS, logs.size))
    drawn = np.zeros((_DRAWS, loads.size))
    drawn[:, with_load] = np.exp(logs + pull * (middle - logs) + own)
    return drawn


def _with_draws(
    value: float, drawn: Floats, unit: str, basis: Basis, sources: tuple[str, ...]
) -> Estimate:
    """Return a figure with the middle 90 % of its draws as interval, widened to hold it."""
    low, high = (float(side) for side in np.quantile(drawn, (0.05, 0.95)))
    return Estimate(value, min(low, value), max(high, value), unit, basis, sources)
