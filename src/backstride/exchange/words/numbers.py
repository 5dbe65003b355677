"""Numbers, distances, times and lists as a person reads them."""

import math
from collections.abc import Iterable

NOT_SEEN = "–"


def decimal(value: float, decimals: int) -> str:
    """Return a number with a real minus sign, or a dash when it was not seen."""
    if not math.isfinite(value):
        return NOT_SEEN
    return f"{round(value, decimals) + 0.0:.{decimals}f}".replace("-", "−")


def distance(value_m: float) -> tuple[str, str]:
    """Return a distance as number and unit."""
    if value_m >= 1000:
        return decimal(value_m / 1000, 2), "km"
    return decimal(value_m, 1 if value_m < 100 else 0), "m"


def duration(value_s: float) -> tuple[str, str]:
    """Return a time as number and unit; from two minutes on as minutes and seconds."""
    if value_s < 120 or not math.isfinite(value_s):
        return decimal(value_s, 1), "s"
    whole = round(value_s)
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02d}", "min"
    return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}", "h"


def joined(pair: tuple[str, str]) -> str:
    """Return number and unit with a space that does not break."""
    return "\u00a0".join(part for part in pair if part)


def speed(value_mps: float) -> str:
    """Return a speed in m/s."""
    return joined((decimal(value_mps, 1), "m/s"))


def percent(share: float) -> str:
    """Return a share of one as a percentage."""
    return joined((decimal(100 * share, 0), "%"))


def capital(words: str) -> str:
    """Return words with a capital at their start, and every other letter as it is."""
    return words[:1].upper() + words[1:]


def listed(parts: Iterable[str]) -> str:
    """Return ``"a, b and c"``."""
    *first, last = list(parts)
    return f"{', '.join(first)} and {last}" if first else last


def clock(value_s: float, span_s: float, *, unit: bool = False) -> str:
    """Return a moment or length within something ``span_s`` long: seconds, min:s or h:min:s."""
    if not math.isfinite(value_s):
        return NOT_SEEN
    if span_s <= 300:
        return f"{decimal(value_s, 1)}\u00a0s" if unit else decimal(value_s, 1)
    whole = round(abs(value_s))
    sign = "−" if value_s < 0 and whole else ""
    if span_s < 3600:
        return f"{sign}{whole // 60}:{whole % 60:02d}" + ("\u00a0min" if unit else "")
    said = f"{sign}{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
    return f"{said}\u00a0h" if unit else said
