"""A figure together with how well it is known."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Basis = Literal["measured", "estimated", "declared", "unknown"]
"""How something came to be known.

``measured`` by the recording itself; ``estimated`` by a model with an error; ``declared`` by a
plan, lap names or the person; ``unknown`` when it cannot be known.
"""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure shown to a person that is not a raw reading.

    Attributes
    ----------
    value : float
        Best estimate, in ``unit``; NaN is not allowed: what cannot be known has no Estimate.
    low, high : float
        Bounds of the interval that the method's error supports, in ``unit``.
    unit : str
        Unit as written for people, for example ``"deg"`` or ``"m/s"``.
    basis : Basis
        How the figure came to be known.
    sources : tuple of str
        Ids of the findings in ``backstride.evidence`` that it or its interval rests on.
    """

    value: float
    low: float
    high: float
    unit: str
    basis: Basis
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not all(math.isfinite(x) for x in (self.value, self.low, self.high)):
            raise ValueError("an Estimate needs finite numbers")
        if not self.low <= self.value <= self.high:
            raise ValueError(f"{self.value} lies outside its interval {self.low} to {self.high}")

    def as_json(self) -> dict[str, Any]:
        """Return the six keys of the JSON contract."""
        return {
            "value": round(self.value, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "unit": self.unit,
            "basis": self.basis,
            "sources": list(self.sources),
        }


def mean_estimate(
    values: Sequence[float],
    *,
    error_each: float,
    unit: str,
    basis: Basis,
    bias: float = 0.0,
    sources: tuple[str, ...] = (),
) -> Estimate | None:
    """Return the mean of repeated readings with a 90 % interval, or None without any.

    Parameters
    ----------
    values : sequence of float
        One reading per step or stride, in ``unit``.
    error_each : float
        Standard error of one reading from the method itself (sampling, thresholds), in ``unit``.
    bias : float
        Error shared by all readings, which averaging cannot lessen, in ``unit``.

    Notes
    -----
    ``1.645 * sqrt((s² + error_each²) / n) + bias`` on both sides, with s the sample deviation
    (0 for a single reading).
    """
    finite = [v for v in values if math.isfinite(v)]
    n = len(finite)
    if n == 0:
        return None
    mean = sum(finite) / n
    variance = sum((v - mean) ** 2 for v in finite) / (n - 1) if n > 1 else 0.0
    half = 1.645 * math.sqrt((variance + error_each**2) / n) + bias
    return Estimate(mean, mean - half, mean + half, unit, basis, sources)
