"""Channels that ran into their end: found, and carried on beyond it."""

from dataclasses import dataclass

import numpy as np

from backstride.motion.arrays import Bools, Floats
from backstride.motion.smoothing import runs

_NEAR = 0.985
"""Of the limit. Factory calibration mixes the axes after they clip, so that plateaus slope by about
one percent (0.4 % seen)."""

_FULL_SCALES_G: Floats = np.array(
    [2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0]
)  # accelerometers are built to end at powers of two
_FULL_SCALES_DPS: Floats = np.array([125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0])  # gyroscopes too
_SCALE_TOLERANCE = 0.04  # trim of a channel against its nominal full scale
_G_MPS2 = 9.80665  # standard gravity, the unit of full scales

_FEWEST = 2  # neighbouring samples at the limit; one alone can be a peak that just reached it
_FARTHEST = 1.0
"""A peak is taken to go at most as far beyond the limit as the limit itself."""

_REPAIR_ERROR = 0.5
"""Standard error of a repaired sample as a share of what was added: a cubic through both flanks
against an arch of another shape."""

_PLAIN_ERROR = 0.05  # of the limit; the least error of a repaired sample


@dataclass(frozen=True)
class Repaired:
    """A signal with its clipped samples carried on.

    Attributes
    ----------
    values : array (3, n)
    clipped : array (3, n) of bool
    error : array (3, n)
        Standard error of repaired samples, 0 elsewhere; same unit.
    """

    values: Floats
    clipped: Bools
    error: Floats

    @property
    def share(self) -> float:
        """Share of samples with at least one clipped channel."""
        return float(self.clipped.any(axis=0).mean()) if self.values.size else 0.0


def repair_acceleration(values_mps2: Floats, limit_mps2: float | None) -> Repaired:
    """Return an accelerometer's signal (3, n) repaired; the limit is found if it is None."""
    return _repair(values_mps2, limit_mps2, _FULL_SCALES_G * _G_MPS2)


def repair_angular_velocity(values_dps: Floats, limit_dps: float | None) -> Repaired:
    """Return a gyroscope's signal (3, n) repaired; the limit is found if it is None."""
    return _repair(values_dps, limit_dps, _FULL_SCALES_DPS)


def _repair(values: Floats, limit: float | None, full_scales: Floats) -> Repaired:
    repaired, error = values.copy(), np.zeros_like(values)
    clipped = np.zeros(values.shape, dtype=np.bool_)
    for axis in range(values.shape[0]):
        for sign in (1.0, -1.0):
            signed = sign * values[axis]
            level = limit if limit is not None else _level(signed, full_scales)
            if level is None:
                continue
            at = signed >= _NEAR * level
            filled, spread = _carry_on(signed, runs(at), level)
            repaired[axis, at] = sign * filled[at]
            error[axis, at] = spread[at]
            clipped[axis] |= at
    return Repaired(repaired, clipped, error)


def _level(signed: Floats, full_scales: Floats) -> float | None:
    """Return where a channel ends: the extreme, if several neighbours stay at a full scale."""
    top = float(signed.max(initial=0.0))
    if top <= 0 or np.abs(top / full_scales - 1.0).min() > _SCALE_TOLERANCE:
        return None
    stretches = runs(signed >= _NEAR * top)
    return top if (np.diff(stretches, axis=1) >= _FEWEST).any() else None


def _carry_on(signed: Floats, stretches: np.ndarray, level: float) -> tuple[Floats, Floats]:
    """Return the signal with a cubic over each plateau from the slopes at its flanks."""
    filled, error = signed.copy(), np.zeros_like(signed)
    inner = stretches[(stretches[:, 0] >= 2) & (stretches[:, 1] <= len(signed) - 2)]
    error[signed >= _NEAR * level] = _PLAIN_ERROR * level
    if len(inner) == 0:
        return filled, error
    a, b = inner[:, 0], inner[:, 1]
    length = b - a
    which = np.repeat(np.arange(len(inner)), length)
    at = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length) + a[which]
    span = (length + 1)[which]
    u = (at - a[which] + 1) / span
    left, right = signed[a - 1][which], signed[b][which]
    rise = np.maximum(signed[a - 1] - signed[a - 2], 0.0)[which] * span
    fall = np.maximum(signed[b] - signed[b + 1], 0.0)[which] * span
    curve = (
        (2 * u**3 - 3 * u**2 + 1) * left
        + (u**3 - 2 * u**2 + u) * rise
        + (3 * u**2 - 2 * u**3) * right
        - (u**3 - u**2) * fall
    )
    arch = np.clip(curve, signed[at], (1.0 + _FARTHEST) * level)
    filled[at] = arch
    error[at] = _REPAIR_ERROR * (arch - signed[at]) + _PLAIN_ERROR * level
    return filled, error
