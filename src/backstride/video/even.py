"""Frames at the times they really have, brought onto an even clock."""

import numpy as np

from backstride.motion.arrays import Floats

LONGEST_BRIDGE = 2.5
"""Frame times apart that are bridged by a straight line: one dropped frame, not two. A foot on the
ground for 0.15 s is seen in four frames of 30 Hz."""

ROUNDED = 0.25
"""Times that stray from the even clock by less than this share of a step were only rounded."""


def even_clock(time_s: Floats) -> Floats:
    """Return evenly spaced times from the first to the last, at the usual distance."""
    if len(time_s) < 2:
        return time_s.copy()
    step = float(np.median(np.diff(time_s)))
    count = round((time_s[-1] - time_s[0]) / step) + 1
    if count == len(time_s):  # rounding of each time apart, the mean step is the better one
        step = float(time_s[-1] - time_s[0]) / (count - 1)
    clock: Floats = time_s[0] + step * np.arange(count)
    return clock


def onto(clock_s: Floats, time_s: Floats, values: Floats) -> Floats:
    """Return values (k, n, …) of frames at ``time_s`` (n,) on an even clock (k, m, …).

    Straight lines between neighbouring frames; NaN where the frames are too far apart or one of
    them has no value.
    """
    if len(clock_s) < 2:
        return values.copy()
    step = clock_s[1] - clock_s[0]
    if len(clock_s) == len(time_s) and np.max(np.abs(clock_s - time_s)) <= ROUNDED * step:
        return values.copy()
    after = np.clip(np.searchsorted(time_s, clock_s), 1, len(time_s) - 1)
    before = after - 1
    apart = time_s[after] - time_s[before]
    share = np.clip((clock_s - time_s[before]) / apart, 0.0, 1.0)
    share = np.where(share < 1e-6, 0.0, np.where(share > 1 - 1e-6, 1.0, share))
    far = (apart > LONGEST_BRIDGE * step) & (share > 0.0) & (share < 1.0)
    weight = share.reshape(1, -1, *([1] * (values.ndim - 2)))
    line = np.where(
        weight == 0.0,
        values[:, before],
        np.where(
            weight == 1.0,
            values[:, after],
            values[:, before] * (1.0 - weight) + values[:, after] * weight,
        ),
    )
    line[:, far] = np.nan
    return line
