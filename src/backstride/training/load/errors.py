"""How errors of single figures add up.

Intervals of 90 %. An error that is a share of the figure makes an interval on the logarithm, so
that a load never falls below zero.
"""

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np

from backstride.estimate import Basis, Estimate
from backstride.motion.arrays import Floats

Z90 = 1.645
"""Half of a 90 % interval in standard deviations of a normal error."""

Errors = Literal["independent", "shared"]
"""How the errors of several sessions go together: ``independent`` when each session has its own
(a rating), ``shared`` when one method is off the same way every time (a distance, a model)."""


def log_spread(variation_percent: float) -> float:
    """Return the standard deviation of the logarithm for a coefficient of variation in percent."""
    return math.sqrt(math.log1p((variation_percent / 100.0) ** 2))


def with_relative_error(
    value: float,
    variation_percent: float,
    *,
    unit: str,
    basis: Basis,
    sources: tuple[str, ...],
) -> Estimate:
    """Return a figure of at least 0 whose error is a share of itself."""
    factor = math.exp(Z90 * log_spread(variation_percent))
    return Estimate(value, value / factor, value * factor, unit, basis, sources)


def spread_of(estimate: Estimate) -> float:
    """Return the standard deviation of the logarithm that an interval stands for.

    0 for a figure of 0; where the interval reaches 0, its upper side counts.
    """
    if estimate.value <= 0:
        return 0.0
    if estimate.low > 0:
        return math.log(estimate.high / estimate.low) / (2 * Z90)
    return math.log(estimate.high / estimate.value) / Z90


def total(parts: Sequence[Estimate], errors: Errors) -> Estimate:
    """Return the sum of some figures of at least 0, the same in whatever order they come.

    Independent errors add in squares and make an interval on the logarithm; shared ones add as
    they are.

    Raises
    ------
    ValueError
        Without any part, or with parts of different units.
    """
    units = {one.unit for one in parts}
    if len(units) != 1:
        raise ValueError(f"a sum needs figures of one unit, not {sorted(units)}")
    value = math.fsum(one.value for one in parts)
    if errors == "shared":
        low, high = (math.fsum(getattr(one, side) for one in parts) for side in ("low", "high"))
    else:
        deviation = math.sqrt(math.fsum((one.value * spread_of(one)) ** 2 for one in parts))
        low, high = around(value, deviation)
    return Estimate(value, low, high, units.pop(), common_basis(parts), all_sources(parts))


def around(value: float, deviation: float) -> tuple[float, float]:
    """Return the 90 % interval of a figure of at least 0 with an error, on the logarithm."""
    if value <= 0:
        return 0.0, Z90 * deviation
    factor = math.exp(Z90 * math.sqrt(math.log1p((deviation / value) ** 2)))
    return value / factor, value * factor


def common_basis(parts: Sequence[Estimate]) -> Basis:
    """Return the basis of all parts, ``"estimated"`` when they differ; zeros do not count."""
    bases = {one.basis for one in parts if one.value} or {one.basis for one in parts}
    return bases.pop() if len(bases) == 1 else "estimated"


def all_sources(parts: Sequence[Estimate], more: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the ids of all findings that some figures rest on, sorted, then further ones."""
    found = {source for one in parts for source in one.sources}
    return (*sorted(found - set(more)), *more)


def values_of(parts: Sequence[Estimate]) -> tuple[Floats, Floats]:
    """Return the figures, and the standard deviations of their logarithms."""
    return np.array([p.value for p in parts]), np.array([spread_of(p) for p in parts])
