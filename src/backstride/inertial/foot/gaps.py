"""Missing samples: short ones bridged, longer ones kept apart."""

from dataclasses import dataclass

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.inertial.foot.algebra import norm
from backstride.inertial.foot.stance import G_MPS2, Stances
from backstride.motion import Inertial
from backstride.motion.arrays import Bools, Floats, Ints

BRIDGED_S = 0.03
"""A foot's swing and roll are smooth over this long; impacts are not, and are lost."""

LONGEST_LOSS_S = 0.3
"""Time without samples after which a foot can have landed unseen."""

LOST_S = 0.02
"""Standard deviation of the time that is missing at a jump: a packet of a logger."""

_JUMP_DPS, _JUMP_RATIO = 30.0, 4.0
"""A jump of angular velocity several times the steps to both sides, beyond what a foot does from
one sample to the next but for an impact, which rings on."""

_LARGEST_MPS2, _LARGEST_DPS = 5000.0, 50_000.0
"""Beyond the full scale of any sensor worn in sport (400 g, 4000 degrees per second), by far."""

_SHORTEST_S, _FEWEST = 0.5, 8  # of samples; a stride lasts longer and holds more


@dataclass(frozen=True)
class Filled:
    """Signals without gaps, components first.

    Attributes
    ----------
    acceleration, rate_dps : array (3, n)
        Bridged; in gaps longer than a stride can hide in, a foot that rests.
    lost, blank : array (n,) of bool
        Nothing was recorded for longer than can be bridged, and for longer than a stride can hide.
    """

    acceleration: Floats
    rate_dps: Floats
    lost: Bools
    blank: Bools
    rate_hz: float


def lost_s(filled: Filled, found: Stances) -> Floats:
    """Return the time without samples in each gap between stances (m - 1,), in s."""
    missing = np.cumsum(filled.lost)
    gone: Ints = missing[found.first[1:]] - missing[found.last[:-1]]
    return np.asarray(gone / filled.rate_hz, float)


def fill_gaps(sensor: Inertial, where: str) -> Filled:
    """Return the signals of a sensor with gaps filled.

    Raises
    ------
    NothingToMeasureError
        Without a gyroscope, or with hardly any samples.
    """
    rate = sensor.angular_velocity_dps
    if rate is None:
        raise NothingToMeasureError(
            f"{where}: the foot sensor {sensor.name} recorded no angular velocity; strides need a "
            "gyroscope beside the accelerometer."
        )
    both = np.concatenate((sensor.acceleration_mps2, rate), axis=1)
    seen = _possible(both) if len(sensor) else np.zeros(0, dtype=np.bool_)
    if seen.sum() < max(_FEWEST, _SHORTEST_S * sensor.rate_hz):
        raise NothingToMeasureError(
            f"{where}: the foot sensor {sensor.name} has {int(seen.sum())} usable samples, not one "
            "stride; record some steps."
        )
    if seen.all():
        acceleration = np.ascontiguousarray(sensor.acceleration_mps2.T)
        return Filled(acceleration, np.ascontiguousarray(rate.T), ~seen, ~seen, sensor.rate_hz)
    at, known = np.arange(len(seen)), np.flatnonzero(seen)
    filled = np.stack([np.interp(at, known, column[seen]) for column in both.T])
    lost = _long_gaps(seen, BRIDGED_S * sensor.rate_hz)
    blank = _long_gaps(seen, LONGEST_LOSS_S * sensor.rate_hz)
    resting = np.median(both[seen, :3], axis=0)
    length = max(float(np.linalg.norm(resting)), 1e-9)
    filled[:3, blank] = (resting * (G_MPS2 / length))[:, None]
    filled[3:, blank] = 0.0
    return Filled(filled[:3], filled[3:], lost, blank, sensor.rate_hz)


def _possible(both: Floats) -> Bools:
    """Return which samples (n,) are numbers that a sensor can give."""
    with np.errstate(invalid="ignore"):
        acceleration = np.abs(both[:, :3]).max(axis=1) < _LARGEST_MPS2
        rate = np.abs(both[:, 3:]).max(axis=1) < _LARGEST_DPS
    return np.asarray(acceleration & rate)


def _long_gaps(seen: Bools, longest: float) -> Bools:
    edges = np.flatnonzero(np.diff(np.concatenate(([True], seen, [True])).astype(np.int8)))
    lost = np.zeros(len(seen), dtype=np.bool_)
    for a, b in edges.reshape(-1, 2):
        if b - a > longest or a == 0 or b == len(seen):
            lost[a:b] = True
    return lost


def jumps(rate_dps: Floats) -> Ints:
    """Return samples (k,) before which others are missing although the clock goes on evenly.

    There angular velocity (3, n) jumps and is smooth to both sides.
    """
    step = norm(np.diff(rate_dps, axis=1))
    around = np.zeros_like(step)
    around[2:-2] = np.maximum(np.maximum(step[:-4], step[1:-3]), np.maximum(step[3:-1], step[4:]))
    jumped = (step > _JUMP_DPS) & (step > _JUMP_RATIO * around)
    jumped[:2], jumped[-2:] = False, False
    return np.flatnonzero(jumped) + 1
