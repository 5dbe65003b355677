"""What a comparison with the truth gives: errors, shares of what was right, and rates."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

LIMITS = 1.96
"""Standard deviations on both sides of the bias that hold 95 of 100 errors (Bland and Altman 1986,
doi 10.1016/S0140-6736(86)90837-8)."""

Cells = tuple[str, str, str, str]
"""Error, bias, limits of agreement and number, as a table shows them; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Errors:
    """Found minus true, over everything that was compared.

    Attributes
    ----------
    unit : str
        Of all but ``n``.
    n : int
        Comparisons; steps of one person go together, so they are fewer than they seem.
    bias, deviation : float
        Mean and standard deviation of the errors; the deviation is 0 for a single one.
    typical : float
        Root mean square.
    size, largest_95 : float
        Mean size, and the size that 95 of 100 errors keep below.
    """

    unit: str
    n: int
    bias: float
    deviation: float
    typical: float
    size: float
    largest_95: float

    @property
    def limits(self) -> tuple[float, float]:
        """Limits of agreement: where 95 of 100 errors lie if they are spread normally."""
        half = LIMITS * self.deviation
        return self.bias - half, self.bias + half

    def as_json(self) -> dict[str, Any]:
        """Return all figures, to six digits."""
        low, high = self.limits
        return {
            "kind": "errors",
            "unit": self.unit,
            "n": self.n,
            "bias": rounded(self.bias),
            "limit_low": rounded(low),
            "limit_high": rounded(high),
            "root_mean_square": rounded(self.typical),
            "mean_size": rounded(self.size),
            "size_of_95_percent": rounded(self.largest_95),
        }

    def cells(self) -> Cells:
        """Return root mean square, bias, limits and number."""
        digits = _decimals(max(self.typical, self.deviation), 2 if self.unit == "%" else 4)
        low, high = self.limits
        unit = self.unit if self.unit in ("", "°") else f" {self.unit}"
        limits = f"{signed(low, digits)} to {signed(high, digits)}{unit}" if self.n > 1 else ""
        return (
            f"{self.typical:.{digits}f}{unit}",
            f"{signed(self.bias, digits)}{unit}",
            limits,
            str(self.n),
        )


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some things are as they should be.

    Attributes
    ----------
    right, of : int
    aim : tuple of float
        Where the share should lie; a single bound is given with 0 or 1.
    """

    right: int
    of: int
    aim: tuple[float, float] = (0.0, 1.0)

    @property
    def share(self) -> float:
        """Part of one."""
        return self.right / self.of

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval of the share (Wilson 1927, doi 10.1080/01621459.1927.10502953)."""
        n, z, p = self.of, LIMITS, self.share
        middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z / (1 + z**2 / n) * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
        return min(max(0.0, middle - half), p), max(min(1.0, middle + half), p)

    def as_json(self) -> dict[str, Any]:
        """Return count, share and interval."""
        low, high = self.interval
        return {
            "kind": "share",
            "right": self.right,
            "of": self.of,
            "share": rounded(self.share),
            "low": rounded(low),
            "high": rounded(high),
        }

    def cells(self) -> Cells:
        """Return the share with its interval, and the number."""
        low, high = (f"{100 * x:.0f}" for x in self.interval)
        percent = f"{100 * self.share:.1f}".removesuffix(".0")
        said = f"{self.right} of {self.of} right, {percent} % ({low} to {high})"
        return said, "", "", str(self.of)


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something happened that should not, in how many hours."""

    count: int
    hours: float

    @property
    def at_most_per_10_h(self) -> float:
        """One-sided 95 % bound of the rate per ten hours (Poisson)."""
        from scipy.special import gammaincinv  # noqa: PLC0415 - slow import

        return 10.0 * float(gammaincinv(self.count + 1, 0.95)) / self.hours

    def as_json(self) -> dict[str, Any]:
        """Return count, hours and bound."""
        return {
            "kind": "rate",
            "count": self.count,
            "hours": rounded(self.hours),
            "per_10_h": rounded(10.0 * self.count / self.hours),
            "at_most_per_10_h": rounded(self.at_most_per_10_h),
        }

    def cells(self) -> Cells:
        """Return how many in how many hours, and what that allows to say."""
        hours = f"{self.hours:.2g} h" if self.hours < 10 else f"{self.hours:.1f} h"
        said = f"{self.count} in {hours}, surely fewer than {self.at_most_per_10_h:.2g} in 10 h"
        return said, "", "", hours


Figure = Errors | Share | Rate


def errors_of(errors: Iterable[float], unit: str) -> Errors | None:
    """Return the figures of found-minus-true errors, NaN left out; None without any."""
    values = np.array([e for e in errors if math.isfinite(e)])
    if not values.size:
        return None
    size = np.abs(values)
    return Errors(
        unit=unit,
        n=values.size,
        bias=float(values.mean()),
        deviation=float(values.std(ddof=1)) if values.size > 1 else 0.0,
        typical=float(np.sqrt((values**2).mean())),
        size=float(size.mean()),
        largest_95=float(np.quantile(size, 0.95)),
    )


def share_of(right: Iterable[bool], aim: tuple[float, float] = (0.0, 1.0)) -> Share | None:
    """Return how many are right; None without any."""
    held = [bool(r) for r in right]
    return Share(sum(held), len(held), aim) if held else None


def rounded(value: float) -> float:
    """Return a number to six significant digits, so that files of figures can be compared."""
    return float(f"{value:.6g}")


def signed(value: float, digits: int) -> str:
    """Return a number with its sign, as people write it."""
    text = f"{value:+.{digits}f}"
    return f"{0:.{digits}f}" if float(text) == 0 else text.replace("-", "−")


def _decimals(size: float, most: int) -> int:
    """Return the decimals that show a size to two digits."""
    if size <= 0:
        return min(2, most)
    return int(min(most, max(0, 1 - math.floor(math.log10(size)))))
