"""Local times through time zones and changes to and from daylight saving."""

from datetime import datetime, timedelta, tzinfo
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from backstride.motion.arrays import Floats

Moments: TypeAlias = NDArray[np.datetime64]

_HOUR_S = 3600.0  # by which clocks change
_SAME_MOMENT_S = 1.5  # a jump this near to a full hour was a change of the clock, not a pause
_QUARTER = np.timedelta64(15, "m")  # zones change at full quarters of an hour


def utc_of_local(local: Moments, zone: tzinfo) -> tuple[Moments, tuple[str, ...]]:
    """Return local times (n,) of a zone as UTC, through changes to and from daylight saving.

    An hour that the clock lives through twice is told by the order of rows: the later of the two
    begins where the clock goes back, and before or after it time goes on without a jump.
    """
    first = local - _offsets(local, zone, 0)
    second = local - _offsets(local, zone, 1)
    twice = (second > first) & ~np.isnat(local)
    if not twice.any():
        return first, ()
    at = np.flatnonzero(twice)
    back = np.flatnonzero(np.diff(local[at]) < -np.timedelta64(30, "m"))
    if len(back):
        later = twice & (np.arange(len(local)) > at[back[0]])
        return np.where(later, second, first), ()
    utc = np.where(twice, second, first)
    before, after = at[0] - 1, at[-1] + 1
    if after < len(local):
        fits = abs(utc[after] - second[at[-1]]) < abs(utc[after] - first[at[-1]])
        return (utc if fits else first), ()
    if before >= 0:
        return first, ()
    return first, (
        "The recording lies in the hour that the clock lives through twice; the first was taken.",
    )


def _offsets(local: Moments, zone: tzinfo, fold: int) -> NDArray[np.timedelta64]:
    """Return how far the clocks of a zone are ahead of UTC at local times."""
    quarters, place = np.unique(_floor(local), return_inverse=True)
    found = np.zeros(len(quarters), dtype="timedelta64[us]")
    for i, quarter in enumerate(quarters):
        if np.isnat(quarter):
            continue
        moment = quarter.item()
        offset = zone.utcoffset(moment.replace(fold=fold)) if isinstance(moment, datetime) else None
        found[i] = np.timedelta64(offset or timedelta(0))
    return found[place]


def _floor(local: Moments) -> Moments:
    with np.errstate(invalid="ignore"):  # of no time
        since = (local - np.datetime64("1970-01-01T00:00", "us")) // _QUARTER
    floored: Moments = np.datetime64("1970-01-01T00:00", "us") + since * _QUARTER
    floored[np.isnat(local)] = np.datetime64("NaT")
    return floored


def without_hour_changes(time_s: Floats) -> tuple[Floats, tuple[str, ...]]:
    """Return times (n,) without jumps of exactly one hour, which a local clock makes twice a year.

    A pause that ends within 1.5 s of a full hour would be taken for one; it is said.
    """
    steps = np.diff(time_s)
    if not np.isfinite(steps).any():
        return time_s, ()
    beyond = steps - np.nanmedian(steps)
    jumps = np.flatnonzero(np.abs(np.abs(beyond) - _HOUR_S) < _SAME_MOMENT_S)
    if not 0 < len(jumps) <= 2:
        return time_s, ()
    corrected = time_s.copy()
    for at in jumps:
        corrected[at + 1 :] -= np.sign(steps[at]) * _HOUR_S
    return corrected, (
        "The clock jumped by one hour; taken for a change to or from daylight saving time, so that "
        "elapsed time goes on.",
    )
