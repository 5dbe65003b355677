"""From what a logger wrote as time to seconds: epochs, steps and texts."""

import re
import warnings
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple

import numpy as np

from backstride.inertial.zones import Moments, utc_of_local, without_hour_changes
from backstride.motion.arrays import Bools, Floats

SECONDS_PER_UNIT = {"s": 1.0, "ms": 1e-3, "us": 1e-6, "ns": 1e-9}
"""Seconds in one unit of a time column."""

_FIRST_EPOCH_S, _LAST_EPOCH_S = 9.4e8, 4.2e9  # the years 2000 to 2103; no two units overlap
_SHORTEST_STEP_S, _LONGEST_STEP_S = 5e-4, 0.5  # 2 kHz to 2 Hz; units are told apart by it
_LARGEST = 1e20  # of a stamp; the nanoseconds of three thousand years
_HOUR_S = 3600.0  # by which clocks change
_MOST_BAD = 0.1  # share of texts; with more, they are no times


class UnreadableTimeError(ValueError):
    """Text that is no time; a reader adds the path and what to do."""


class Times(NamedTuple):
    """Seconds from a moment.

    Attributes
    ----------
    time_s : array (n,)
        NaN where a stamp could not be read.
    start : datetime or None
        Moment of second 0, with a zone; None when the stamps do not say it.
    said : tuple of str
    """

    time_s: Floats
    start: datetime | None
    said: tuple[str, ...] = ()


def from_numbers(stamps: Floats, unit: str | None = None) -> Times:
    """Return times from numbers: seconds or smaller units since 1970 or since any start.

    Without ``unit`` it is told by the size of an epoch, else by the step: sensors give between 2
    and 2000 samples per second.

    Raises
    ------
    UnreadableTimeError
        When the unit cannot be told.
    """
    with np.errstate(invalid="ignore"):  # of bytes that are no number at all
        good = np.abs(stamps) < _LARGEST
    stamps = np.where(good, stamps, np.nan)
    whole = stamps[good]
    if not len(whole):
        raise UnreadableTimeError("has no time stamps")
    for epoch, scale in SECONDS_PER_UNIT.items():
        if unit in (None, epoch) and _is_epoch(whole * scale):
            return _since_epoch(stamps * scale)
    if unit is None:
        unit = _unit_of_steps(whole)
    return Times(stamps * SECONDS_PER_UNIT[unit], None)


def _is_epoch(stamps_s: Floats) -> bool:
    """Return whether these are seconds since 1970, in steps of less than an hour."""
    steps = np.abs(np.diff(stamps_s))
    step = float(np.median(steps)) if len(steps) else 0.0
    return _FIRST_EPOCH_S < float(np.median(stamps_s)) < _LAST_EPOCH_S and step < _HOUR_S


def _since_epoch(stamps_s: Floats) -> Times:
    """Return times from the first moment that is one; other stamps are none."""
    with np.errstate(invalid="ignore"):
        good = (stamps_s > _FIRST_EPOCH_S) & (stamps_s < _LAST_EPOCH_S)
    first = float(stamps_s[good][0])
    time_s = np.where(good, stamps_s - first, np.nan)
    return Times(time_s, datetime.fromtimestamp(0, UTC) + timedelta(seconds=first))


def _unit_of_steps(stamps: Floats) -> str:
    with np.errstate(over="ignore"):
        steps = np.abs(np.diff(stamps))
    step = float(np.median(steps[steps > 0])) if (steps > 0).any() else 0.0
    for unit, scale in SECONDS_PER_UNIT.items():
        if _SHORTEST_STEP_S <= step * scale < _LONGEST_STEP_S:
            return unit
    raise UnreadableTimeError(
        f"has time stamps in steps of {step:.4g}, which is no step of a sensor in s, ms, us or ns"
    )


def from_texts(texts: Sequence[str], *, zone: tzinfo | None = None, order: str = "ymd") -> Times:
    """Return times from dates and times of day as text.

    ISO 8601 and its everyday kin are read: a space for the T, a comma before the fraction, dots or
    slashes between year, month and day. Stamps with an offset from UTC need no zone.

    Parameters
    ----------
    texts : sequence of str
    zone : tzinfo, optional
        Of stamps without an offset.
    order : {"ymd", "dmy", "mdy"}
        Of year, month and day.

    Raises
    ------
    UnreadableTimeError
        When a text is no time; it says which.
    """
    bare, offsets_s, aware = _without_offsets(texts)
    moments = _moments(bare, order)
    whole = ~np.isnat(moments)
    if not whole.any():
        raise UnreadableTimeError("has no time stamps")
    said: tuple[str, ...] = ()
    start: datetime | None = None
    if aware.any():
        moments = moments - (offsets_s * 1e6).astype("timedelta64[us]")
        start = _datetime(moments[whole][0])
    elif zone is not None:
        moments, said = utc_of_local(moments, zone)
        start = _datetime(moments[whole][0])
    time_s = (moments - moments[whole][0]) / np.timedelta64(1, "s")
    if start is None:
        time_s, said = without_hour_changes(time_s)
    return Times(time_s, start, said)


_ISO = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d(:\d\d(:\d\d(\.\d*)?)?)?)?")
_OFFSET = re.compile(
    r"(?<=\d)\s*(?:(Z|UTC|GMT)|(?:UTC|GMT)?\s*([+-]\d\d):?(\d\d)?)$", re.IGNORECASE
)


def _without_offsets(texts: Sequence[str]) -> tuple[list[str], Floats, Bools]:
    """Return the texts without offset from UTC, the offsets in seconds, and where they are."""
    ends = [text[10:][-10:] for text in texts]
    known: dict[str, tuple[int, float]] = {}
    for end in set(ends):
        if found := _OFFSET.search(f"0{end}"):
            hours, minutes = float(found[2] or 0), float(found[3] or 0)
            sign = -1.0 if (found[2] or "").startswith("-") else 1.0
            known[end] = (len(found[0]), hours * _HOUR_S + sign * minutes * 60.0)
    if not known:
        return list(texts), np.zeros(len(texts)), np.zeros(len(texts), dtype=bool)
    about = [known.get(end, (0, 0.0)) for end in ends]
    bare = [
        text[: len(text) - length] if length else text
        for text, (length, _) in zip(texts, about, strict=True)
    ]
    return (
        bare,
        np.array([offset for _, offset in about]),
        np.array([length > 0 for length, _ in about]),
    )


_DATES = {
    "ymd": (re.compile(r"^[ \t]*(\d{4})[./-](\d{1,2})[./-](\d{1,2})[T ,]+", re.M), (1, 2, 3)),
    "dmy": (re.compile(r"^[ \t]*(\d{1,2})[./-](\d{1,2})[./-](\d{4})[T ,]+", re.M), (3, 2, 1)),
    "mdy": (re.compile(r"^[ \t]*(\d{1,2})[./-](\d{1,2})[./-](\d{4})[T ,]+", re.M), (3, 1, 2)),
}
ORDERS = tuple(_DATES)
"""Orders of year, month and day that are read."""


def _moments(texts: Sequence[str], order: str) -> Moments:
    pattern, (y, m, d) = _DATES[order]
    joined = "\n".join(texts).replace(",", ".")
    joined = pattern.sub(lambda at: f"{at[y]}-{at[m]:0>2}-{at[d]:0>2}T", joined)
    lines = [line.strip() for line in joined.split("\n")]
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # of offsets that are left in a damaged text
        try:
            return np.array(lines, dtype="datetime64[us]")
        except (ValueError, OverflowError, UserWarning, DeprecationWarning):
            return _one_by_one(lines)


def _one_by_one(texts: Sequence[str]) -> Moments:
    """Return the same where some texts are no time; these are empty.

    Raises
    ------
    UnreadableTimeError
        When more than one in ten is no time.
    """
    bad = [bool(text) and not _ISO.fullmatch(text) for text in texts]
    found = np.full(len(texts), "NaT", dtype="datetime64[us]")
    for i, text in enumerate(texts):
        if text and not bad[i]:
            try:
                found[i] = np.datetime64(text, "us")
            except (ValueError, OverflowError, UserWarning):
                bad[i] = True
    if sum(bad) > max(1, _MOST_BAD * len(texts)) or np.isnat(found).all():
        first = texts[bad.index(True)] if True in bad else ""
        shown = "".join(c if c.isprintable() else "?" for c in first[:30])
        raise UnreadableTimeError(f"has “{shown}” where a time should be")
    return found


def _datetime(moment: np.datetime64) -> datetime:
    found = moment.astype("datetime64[us]").item()
    if not isinstance(found, datetime):
        raise UnreadableTimeError("has a time stamp in no year that a sensor has seen")
    return found.replace(tzinfo=UTC)
