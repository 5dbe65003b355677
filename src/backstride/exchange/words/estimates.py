"""Figures with their intervals as a person reads them."""

import math

from backstride.estimate import Estimate
from backstride.exchange.words.numbers import decimal

_UNIT_LABELS = {
    "deg": "°",
    "": "",
    "BW": "body weights",
    "BW s": "body weights × s",
    "MET": "× rest",
}
_SHOWN_AS = {
    "kJ/kg": (1.0, 1000.0, "J/kg"),
    "m": (1000.0, 0.001, "km"),
}
"""Border, factor and unit: below the border for a factor above one, else from it on."""


def unit_label(unit: str) -> str:
    """Return a unit as printed behind a number."""
    return _UNIT_LABELS.get(unit, unit)


def scaled(estimate: Estimate, factor: float, unit: str) -> Estimate:
    """Return an estimate in another unit."""
    value, low, high = (factor * x for x in (estimate.value, estimate.low, estimate.high))
    return Estimate(value, low, high, unit, estimate.basis, estimate.sources)


def readable(estimate: Estimate) -> Estimate:
    """Return an estimate in the unit that suits its size: J/kg for little energy, km for far."""
    if estimate.unit not in _SHOWN_AS:
        return estimate
    border, factor, unit = _SHOWN_AS[estimate.unit]
    wanted = estimate.value < border if factor > 1 else estimate.value >= border
    return scaled(estimate, factor, unit) if wanted else estimate


def share(estimate: Estimate) -> Estimate:
    """Return a share of one in percent."""
    return scaled(estimate, 100.0, "%")


def within_share(value: float, error_share: float, unit: str) -> Estimate:
    """Return a figure whose standard error is a share of it, with its 90 % interval."""
    half = 1.645 * error_share * abs(value)
    return Estimate(value, value - half, value + half, unit, "measured")


def _decimals(half: float, value: float) -> int:
    """Return the decimals that show an interval's half width to one or two digits."""
    size = half if half > 0 else abs(value) / 30
    if size <= 0:
        return 1
    power = math.floor(math.log10(size))
    leading = size / 10**power
    return min(4, max(0, -power + (1 if leading < 3 else 0)))


def estimate_parts(estimate: Estimate) -> tuple[str, str, str]:
    """Return value, uncertainty (``"± 0.05"`` or ``"0.19 to 0.30"``) and unit."""
    below, above = estimate.value - estimate.low, estimate.high - estimate.value
    decimals = _decimals(max(below, above), estimate.value)
    value = decimal(estimate.value, decimals)
    unit = unit_label(estimate.unit)
    if max(below, above) <= 0:
        return value, "", unit
    if min(below, above) >= 0.8 * max(below, above):  # one figure, the wider, reads easier
        return value, f"± {decimal(max(below, above), decimals)}", unit
    low, high = decimal(estimate.low, decimals), decimal(estimate.high, decimals)
    return value, f"{low} to {high}", unit


def estimate_words(estimate: Estimate) -> str:
    """Return value, uncertainty and unit in one line."""
    value, interval, unit = estimate_parts(estimate)
    if unit == "°":
        return f"{value}° ({interval}°)" if " to " in interval else f"{value}° {interval}°".strip()
    interval = f"({interval})" if " to " in interval else interval
    return " ".join(part for part in (value, interval, unit) if part)
