"""Dates as Axivity devices pack them."""

from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from backstride.motion.arrays import Bools, Floats

_EPOCH = np.datetime64("2000-01-01T00:00:00", "s")


def packed_seconds(packed: NDArray[np.uint32]) -> tuple[Floats, Bools]:
    """Return packed dates as seconds since 2000, and which are dates at all.

    From the highest bit: six of the year, four of the month, five of the day and of the hour, six
    of the minute and of the second.
    """
    part = {
        name: ((packed >> shift) & mask).astype(np.int64)
        for name, shift, mask in (
            ("year", 26, 63),
            ("month", 22, 15),
            ("day", 17, 31),
            ("hour", 12, 31),
            ("minute", 6, 63),
            ("second", 0, 63),
        )
    }
    valid = (part["month"] >= 1) & (part["month"] <= 12) & (part["day"] >= 1)
    valid &= (part["hour"] < 24) & (part["minute"] < 60) & (part["second"] < 60)
    month = np.clip(part["month"], 1, 12)
    months = (part["year"] * 12 + month - 1).astype("timedelta64[M]") + np.datetime64("2000-01")
    days = (months.astype("datetime64[D]") - _EPOCH.astype("datetime64[D]")).astype(np.int64)
    seconds = (days + part["day"] - 1) * 86400 + part["hour"] * 3600
    return (seconds + part["minute"] * 60 + part["second"]).astype(float), valid


def clock_time(seconds: float) -> datetime | None:
    """Return seconds since 2000 as a date without a zone."""
    try:
        return datetime(2000, 1, 1) + timedelta(seconds=int(seconds))
    except OverflowError:
        return None
