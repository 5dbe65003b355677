"""Times as XML formats write them, such as 2012-12-26T21:29:53.250+01:00, all at once."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo

import numpy as np
from numpy.typing import NDArray

from backstride.motion.arrays import Bools, Floats

_DIGITS_AT = (0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18)
_MARKS_AT = {4: b"-", 7: b"-", 10: b"T ", 13: b":", 16: b":"}
_SHORTEST = 19  # without fraction and zone
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")
_SUFFIX = re.compile(r"(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?")

_MOST: tuple[tuple[int, int], ...] = ((1, 12), (1, 31), (0, 24), (0, 59), (0, 60))
"""Month, day, hour, minute and second; a leap second is the sixtieth."""


def moments_of(texts: Sequence[str]) -> tuple[Floats, tzinfo]:
    """Return seconds since 1970 (m,), NaN for what is no time, and the zone they are given in.

    A time without a zone is in UTC, as GPX and TCX demand. The zone is the first one's.
    """
    moments = np.full(len(texts), np.nan)
    if not texts:
        return moments, UTC
    length, _ = Counter(map(len, texts)).most_common(1)[0]
    rows = [i for i, text in enumerate(texts) if len(text) == length and text.isascii()]
    if rows and length >= _SHORTEST:
        usual = [texts[i] for i in rows] if len(rows) < len(texts) else texts
        moments[rows] = _of_one_form("".join(usual), length)
    for i in np.flatnonzero(np.isnan(moments)).tolist():
        moments[i] = _of_any_form(texts[i])
    return moments, _zone(next((t for t, m in zip(texts, moments, strict=True) if m == m), ""))  # noqa: PLR0124


def _of_one_form(joined: str, length: int) -> Floats:
    """Return the times of texts of one length, NaN for those not of the form of the first."""
    table = np.frombuffer(joined.encode("ascii"), np.uint8).reshape(-1, length)
    suffix = _SUFFIX.fullmatch(joined[_SHORTEST:length])
    if suffix is None:
        return np.full(len(table), np.nan)
    digits = table.astype(np.int64) - ord("0")
    fraction_at = range(_SHORTEST + 1, suffix.end(1) + _SHORTEST) if suffix[1] else range(0)
    good = _are_digits(digits, (*_DIGITS_AT, *fraction_at))
    for at, marks in _MARKS_AT.items():
        good &= np.isin(table[:, at], list(marks))
    zone_at = suffix.end(1) + _SHORTEST if suffix[1] else _SHORTEST
    good &= (table[:, zone_at:] == table[0, zone_at:]).all(axis=1)
    if suffix[1]:
        good &= table[:, _SHORTEST] == ord(".")
    seconds, sensible = _seconds(digits)
    for place, at in enumerate(fraction_at):
        seconds += digits[:, at] * 10.0 ** -(place + 1)
    ahead_s = _zone(suffix[2] or "").utcoffset(None)
    seconds -= ahead_s.total_seconds() if ahead_s else 0.0
    return np.where(good & sensible, seconds, np.nan)


def _are_digits(digits: NDArray[np.int64], at: Sequence[int]) -> Bools:
    wanted = digits[:, list(at)]
    found: Bools = np.logical_and.reduce((wanted >= 0) & (wanted <= 9), axis=1)
    return found


def _seconds(digits: NDArray[np.int64]) -> tuple[Floats, Bools]:
    """Return seconds since 1970 of rows of digits, and which are in the calendar."""

    def number(first: int, count: int) -> NDArray[np.int64]:
        value = np.zeros(len(digits), np.int64)
        for at in range(first, first + count):
            value = 10 * value + digits[:, at]
        return value

    year = number(0, 4)
    month, day, hour, minute, second = parts = [number(at, 2) for at in (5, 8, 11, 14, 17)]
    sensible = np.ones(len(digits), bool)
    for part, (low, high) in zip(parts, _MOST, strict=True):
        sensible &= (part >= low) & (part <= high)
    months = np.where(sensible, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    days = months.astype("datetime64[D]").astype(np.int64) + day - 1
    return (days * 86400 + hour * 3600 + minute * 60 + second).astype(float), sensible


def _of_any_form(text: str) -> float:
    try:
        moment = datetime.fromisoformat(text.strip())
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return (aware - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()
    except (ValueError, OverflowError):
        return float("nan")


def _zone(text: str) -> tzinfo:
    """Return the zone at the end of a time, UTC without one."""
    found = _OFFSET.fullmatch(text[-6:].lstrip("0123456789")) or _OFFSET.fullmatch(text[-5:])
    if found is None or int(found[2]) > 15:
        return UTC
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(-ahead if found[1] == "-" else ahead)
