"""A low-pass filter without delay, and its derivatives, over whole arrays."""

import numpy as np

from backstride.motion.arrays import Floats
from backstride.motion.smoothing import rows_seen, runs

SHORTEST_RUN_S = 0.15
"""A shorter unbroken stretch is half a running contact: too little to know its curvature."""

_BOTH_WAYS = 0.802
"""What a second-order filter run both ways does to its cut-off (Winter, Biomechanics and Motor
Control of Human Movement, doi 10.1002/9780470549148, section 3.4)."""


def low_pass(values: Floats, rate_hz: float, cutoff_hz: float, *, derivative: int = 0) -> Floats:
    """Return a curve, or its derivative per second, without what is above a cut-off frequency.

    The response is that of a second-order Butterworth filter run forward and backward. Each
    unbroken stretch is filtered on its own, mirrored through its end points.

    Parameters
    ----------
    values : array (n,) or (n, k)
        NaN where missing.
    rate_hz : float
        Samples per second.
    cutoff_hz : float
        Where the response has fallen to 1 / sqrt(2).
    derivative : {0, 1, 2}

    Returns
    -------
    array
        Same shape; NaN in gaps and in stretches below ``SHORTEST_RUN_S``.
    """
    columns = values[:, None] if values.ndim == 1 else values
    result = np.full(columns.shape, np.nan)
    for a, b in runs(rows_seen(columns)):
        if b - a >= max(4, SHORTEST_RUN_S * rate_hz):
            result[a:b] = _filtered(columns[a:b], rate_hz, cutoff_hz, derivative)
    return result.reshape(values.shape)


def _filtered(run: Floats, rate_hz: float, cutoff_hz: float, derivative: int) -> Floats:
    count = len(run)
    pad = min(count - 1, round(2.0 * rate_hz / cutoff_hz) + 2)  # the filter forgets in less
    before = 2.0 * run[0] - run[pad:0:-1]
    after = 2.0 * run[-1] - run[-2 : -pad - 2 : -1]
    whole = np.concatenate((before, run, after))
    slope = (whole[-1] - whole[0]) / (len(whole) - 1)
    line = whole[0] + slope * np.arange(len(whole))[:, None]
    length = _quick_length(len(whole))
    frequency = np.fft.rfftfreq(length, 1.0 / rate_hz)
    response = (2j * np.pi * frequency) ** derivative / (
        1.0 + (frequency / (cutoff_hz / _BOTH_WAYS)) ** 4
    )
    # Zeros at the end keep the two ends of the stretch from meeting: both lie on the line.
    padded = np.zeros((length, run.shape[1]))
    padded[: len(whole)] = whole - line
    spectrum = np.fft.rfft(padded, axis=0) * response[:, None]
    smooth: Floats = np.fft.irfft(spectrum, length, axis=0)[pad : pad + count]
    if derivative == 0:
        smooth += line[pad : pad + count]
    elif derivative == 1:
        smooth += slope * rate_hz
    return smooth


def _quick_length(count: int) -> int:
    """Return a length at or above ``count`` with small factors only, for a fast transform."""
    best = 1 << (count - 1).bit_length()
    for three in (1, 3, 9):
        power = 1
        while power * three < count:
            power *= 2
        best = min(best, power * three)
    return best
