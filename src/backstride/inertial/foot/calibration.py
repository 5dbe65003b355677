"""Scale and offset of a foot sensor, from the moments at which the foot stood still."""

from dataclasses import dataclass

import numpy as np

from backstride.inertial.foot.algebra import cross, mean_around, norm, unit
from backstride.inertial.foot.stance import G_MPS2, WINDOW_S, Stances
from backstride.motion.arrays import Bools, Floats, Ints

_STANDING_S = 0.8  # a stance of running or brisk walking is over before
_STANDING_COST = -3.0  # see stance.stance_cost: hardly any movement
_QUIET_COST = -1.5  # about 25 degrees per second or half a m/s²: a walker's mid-stance
_FEWEST_QUIET = 5  # mid-stances whose median is then taken for want of standing
_BLOCK_S = 0.4  # long enough to average noise; the steadiest such stretch of a stand is taken
_ROLLING_DPS = 1.0  # gravity that turns faster in the sensor's axes is a foot that moves
_AS_STEADY = 3.0  # times the deviation of the steadiest stand; more is a foot that slowly rolls
_NEIGHBOURS = 5  # stands around each; two of them may mislead
_LARGEST_OFFSET_DPS = 10.0  # no gyroscope on the market is further off; more is the foot turning


_STILL_DPS = 20.0  # a foot that turns no faster hardly moves, offset of the gyroscope included
_FEWEST_STILL = 0.05  # share of a recording; less may be moments of flight
_RESTING = 0.1  # share of a recording from which on it holds walking or standing
_LARGEST_SCALE = 1.25  # a gravity of less than 7.8 or more than 12.3 m/s² is no calibration error


def rough_scale(acceleration: Floats, rate_dps: Floats, rate_hz: float) -> float:
    """Return the factor that makes the accelerometer's norm 9.81 while the foot hardly turns.

    1 when it always turns. NaN when the norm is so far off that it cannot be gravity in m/s².
    """
    turning = mean_around((rate_dps**2).sum(axis=0), round(WINDOW_S * rate_hz))
    still = turning < _STILL_DPS**2
    if still.mean() < _FEWEST_STILL:
        return 1.0
    scale = G_MPS2 / max(float(np.median(norm(acceleration[:, still]))), 1e-9)
    if 1 / _LARGEST_SCALE < scale < _LARGEST_SCALE:
        return scale
    return float("nan") if still.mean() > _RESTING else 1.0


@dataclass(frozen=True)
class Calibrated:
    """What of a sensor is known from standing.

    Attributes
    ----------
    offset_dps : array (3, n) or (3, 1)
        Of the gyroscope, to be subtracted.
    scale : float
        Factor on the accelerometer that makes its norm at rest 9.81; NaN when nothing stood.
    """

    offset_dps: Floats
    scale: float


def calibrate(
    acceleration: Floats, rate_dps: Floats, stances: Stances, rate_hz: float
) -> Calibrated:
    """Return scale and offset of a foot sensor.

    The offset is the mean angular velocity while standing, interpolated between stands; for want of
    stands the median over quiet mid-stances, and zero for want of those.
    """
    long = (stances.last - stances.first) >= _STANDING_S * rate_hz
    standing = long & (stances.cost < _STANDING_COST)
    mean_force = over(acceleration, stances)
    offset = _offset(acceleration, rate_dps, stances, standing, rate_hz)
    scale = float("nan")
    if standing.any():
        scale = G_MPS2 / float(np.median(norm(mean_force[:, standing])))
    return Calibrated(offset, scale)


def over(values: Floats, stances: Stances) -> Floats:
    """Return means (k, m) of signals (k, n) over each stance."""
    bounds: Ints = np.stack((stances.first, stances.last + 1), axis=1).ravel()
    padded = np.pad(values, ((0, 0), (0, 1)))
    sums: Floats = np.add.reduceat(padded, bounds, axis=1)[:, ::2]
    return sums / (stances.last + 1 - stances.first)


def _offset(
    acceleration: Floats, rate_dps: Floats, stances: Stances, standing: Bools, rate_hz: float
) -> Floats:
    stood = np.flatnonzero(standing)
    block = round(_BLOCK_S * rate_hz)
    found = [
        _steadiest(acceleration[:, a : b + 1], rate_dps[:, a : b + 1], block, rate_hz)
        for a, b in zip(stances.first[stood], stances.last[stood], strict=True)
    ]
    means = np.array([mean for mean, _ in found]).reshape(-1, 3).T
    spread = np.array([deviation for _, deviation in found])
    good = (norm(means) < _LARGEST_OFFSET_DPS) & np.isfinite(spread)
    if good.any():
        good &= spread <= _AS_STEADY * spread[good].min()
        steady = np.stack([_running_median(row[good]) for row in means])
        if good.sum() == 1:
            return steady
        at = 0.5 * (stances.first + stances.last)[stood][good]
        every = np.arange(rate_dps.shape[1])
        return np.stack([np.interp(every, at, row) for row in steady])
    means = over(rate_dps, stances)
    quiet = (norm(means) < _LARGEST_OFFSET_DPS) & (stances.cost < _QUIET_COST)
    if quiet.sum() >= _FEWEST_QUIET:
        return np.median(means[:, quiet], axis=1, keepdims=True)
    return np.zeros((3, 1))


def _steadiest(
    acceleration: Floats, rate_dps: Floats, block: int, rate_hz: float
) -> tuple[Floats, float]:
    """Return mean (3,) and deviation of angular velocity in the steadiest stretch of a stand.

    Infinite deviation where gravity turns in all stretches: then the foot slowly rolls.
    """
    count, half = rate_dps.shape[1] // block, block // 2
    felt = acceleration[:, : count * block].reshape(3, count, block)
    before, after = felt[..., :half].mean(axis=2), felt[..., -half:].mean(axis=2)
    sine = norm(cross(unit(before), unit(after)))
    rolling = np.degrees(sine) * rate_hz / (block - half)
    parts = rate_dps[:, : count * block].reshape(3, count, block)
    deviation = np.where(rolling > _ROLLING_DPS, np.inf, norm(parts.std(axis=2)))
    best = int(np.argmin(deviation))
    mean: Floats = parts[:, best].mean(axis=1)
    return mean, float(deviation[best])


def _running_median(values: Floats) -> Floats:
    """Return medians (k,) of the stands next to each, so that no one fidget counts."""
    half = _NEIGHBOURS // 2
    last = max(0, len(values) - _NEIGHBOURS)
    first = np.clip(np.arange(len(values)) - half, 0, last)
    return np.array([np.median(values[i : i + _NEIGHBOURS]) for i in first])
