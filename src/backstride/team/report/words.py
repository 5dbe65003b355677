"""Numbers, times and figures as a person reads them."""

import math

from backstride.estimate import Estimate

NOT_KNOWN = "–"

BASIS_WORDS = {
    "measured": "measured: the feed says where bodies faced",
    "estimated": "estimated: the feed does not say where bodies faced",
    "unknown": "unknown",
    "declared": "declared",
}


def number(value: float, decimals: int = 0) -> str:
    """Return a number with a real minus sign and thousands apart; a dash for none."""
    if not math.isfinite(value):
        return NOT_KNOWN
    return f"{round(value, decimals) + 0.0:,.{decimals}f}".replace("-", "−").replace(",", "\u202f")


def duration(seconds: float) -> str:
    """Return a time: seconds below two minutes, then minutes and seconds, or hours."""
    if not math.isfinite(seconds):
        return NOT_KNOWN
    if seconds < 120:
        return f"{number(seconds, 1 if seconds < 10 else 0)}\u00a0s"
    whole = round(seconds)
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02d}\u00a0min"
    return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}\u00a0h"


def percent(share: float, decimals: int = 1) -> str:
    """Return a share of one in percent."""
    return f"{number(100 * share, decimals)}\u00a0%" if math.isfinite(share) else NOT_KNOWN


def shown(one: Estimate | None) -> tuple[str, str, str]:
    """Return a figure's value, bounds and unit; bounds are empty where there is no error."""
    if one is None:
        return NOT_KNOWN, "", ""
    scale, unit = _UNITS.get(one.unit, (1.0, one.unit))
    value, low, high = (scale * each for each in (one.value, one.low, one.high))
    decimals = _decimals(high - low, value, unit)
    said = number(value, decimals)
    ends = number(low, decimals), number(high, decimals)
    return said, "" if ends == (said, said) else f"{ends[0]} to {ends[1]}", unit


_UNITS = {
    "share of moving time": (100.0, "%"),
    "share of match time": (100.0, "%"),
    "kJ/kg": (1.0, "kJ/kg"),
}


def _decimals(width: float, value: float, unit: str) -> int:
    """Return the decimals that suit a figure: its bounds' width to one or two digits."""
    if unit == "" and abs(value - round(value)) < _EQUAL:
        return 0  # counted
    size = width / 2 if width > _EQUAL * abs(value) else abs(value) / 50
    if size <= 0:
        return 0
    power = math.floor(math.log10(size))
    return min(2 if unit == "kJ/kg" else 1, max(0, -power + (1 if size / 10**power < 3 else 0)))


_EQUAL = 1e-6  # sums of the same numbers in another order differ by less


def cell(one: Estimate | None) -> str:
    """Return a figure with its bounds for a cell of a table; its unit stands in the title."""
    value, bounds, _ = shown(one)
    return f"{value} ({bounds})" if bounds else value


def plural(count: int, word: str) -> str:
    """Return ``"1 player"`` or ``"2 players"``."""
    return f"{number(count)} {word}{'' if count == 1 else 's'}"
