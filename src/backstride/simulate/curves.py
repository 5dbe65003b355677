"""Smooth curves that the simulated body moves along."""

import numpy as np

from backstride.motion.arrays import Floats


def smooth_step(u: Floats) -> Floats:
    """Return the minimum-jerk rise from 0 at ``u <= 0`` to 1 at ``u >= 1``."""
    u = np.clip(u, 0.0, 1.0)
    return u**3 * (10.0 + u * (6.0 * u - 15.0))


def rise(u: Floats, slope: Floats) -> Floats:
    """Return a rise from rest at ``u <= 0`` to 1 at ``u = 1``, arriving with a given slope.

    The second derivative is zero at both ends, so that pieces join smoothly.
    """
    u = np.clip(u, 0.0, 1.0)
    return smooth_step(u) + slope * u**3 * (-4.0 + u * (7.0 - 3.0 * u))


def bump(u: Floats, rise_power: int, fall_power: int) -> Floats:
    """Return a hill of height 1 over 0..1 with its top at ``rise / (rise + fall)``.

    Powers of three or more leave value, slope and curvature zero at both ends.
    """
    u = np.clip(u, 0.0, 1.0)
    top = rise_power / (rise_power + fall_power)
    peak = top**rise_power * (1.0 - top) ** fall_power
    return u**rise_power * (1.0 - u) ** fall_power / peak


State = tuple[Floats, Floats, Floats]
"""Position, velocity and acceleration at one moment."""


def join(u: Floats, duration_s: Floats, start: State, end: State) -> Floats:
    """Return the quintic that leaves ``start`` at u = 0 and reaches ``end`` at u = 1.

    Parameters
    ----------
    u : array
        Share of the time gone, clipped to 0..1.
    duration_s : array
        Time from start to end.
    start, end : State
        Position, velocity (per second) and acceleration (per second squared).
    """
    u = np.clip(u, 0.0, 1.0)
    u3, u4, u5 = u**3, u**4, u**5
    (p0, v0, a0), (p1, v1, a1) = start, end
    half = 0.5 * duration_s**2
    s = 10.0 * u3 - 15.0 * u4 + 6.0 * u5
    curve: Floats = (
        p0
        + (p1 - p0) * s
        + v0 * duration_s * (u - 6.0 * u3 + 8.0 * u4 - 3.0 * u5)
        + v1 * duration_s * (-4.0 * u3 + 7.0 * u4 - 3.0 * u5)
        + a0 * half * (u**2 - 3.0 * u3 + 3.0 * u4 - u5)
        + a1 * half * (u3 - 2.0 * u4 + u5)
    )
    return curve


def smooth_below(values: Floats, width: int) -> Floats:
    """Return a smooth curve that never lies above ``values``.

    The least value within half a width on either side, then a mean over the same width.
    """
    half = max(1, width // 2)
    padded = np.pad(values, 2 * half, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1)
    least: Floats = windows.min(axis=1)
    weights = np.hanning(2 * half + 3)[1:-1]
    return np.convolve(least, weights / weights.sum(), mode="valid")
