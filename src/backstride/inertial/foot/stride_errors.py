"""What can have gone wrong within a stride, as variances of its velocity and its way."""

from dataclasses import dataclass

import numpy as np

from backstride.inertial.foot import algebra
from backstride.inertial.foot.clipping import Repaired
from backstride.inertial.foot.gaps import LOST_S
from backstride.inertial.foot.stance import G_MPS2, Spans, Stances
from backstride.motion.arrays import Floats, Ints

_ACCELERATION_NOISE = 0.1
"""White noise of acceleration, m/s² per root hertz: what is left of vibration, tilt and scale."""

_JUMP_SHARE = 0.3
"""Error of a sample as a share of the jump to its neighbour: an impact that falls between two
samples of a slow sensor is seen in part."""

_ANGLE_ERROR_RAD, _ANGLE_TIME_S = np.radians(1.0), 0.1
"""Orientation errs by about a degree within a stride, and for about this long alike; times the
specific force, it is an error of acceleration."""

_TILT_RAD = np.radians(0.5)  # error of gravity's direction from stance to stance
_REST_MPS, _REST_LEVER_M = 0.03, 0.1
"""A resting foot rolls on: its sensor moves with the angular speed left times the distance to the
part of the sole that is fixed."""


@dataclass(frozen=True)
class Events:
    """Moments that add one unknown each, of standard deviation one.

    Attributes
    ----------
    stride : array (e,) of int
    velocity, way : array (3, e)
        What it adds to velocity and to the way at the end of its stride.
    """

    stride: Ints
    velocity: Floats
    way: Floats

    @staticmethod
    def joined(*parts: "Events") -> "Events":
        """Return the events of all parts."""
        return Events(
            np.concatenate([p.stride for p in parts]),
            np.concatenate([p.velocity for p in parts], axis=1),
            np.concatenate([p.way for p in parts], axis=1),
        )


def plain_variance(acceleration: Floats, rate_hz: float) -> Floats:
    """Return the variance (n,) of velocity that each step of time adds, but for clipping."""
    jump = np.zeros(acceleration.shape[1])
    for axis in acceleration:
        jump[1:] += np.diff(axis) ** 2
    tilt = (_ANGLE_ERROR_RAD**2 * _ANGLE_TIME_S / rate_hz) * (acceleration**2).sum(axis=0)
    variance: Floats = _ACCELERATION_NOISE**2 / rate_hz + jump * (_JUMP_SHARE / rate_hz) ** 2 + tilt
    return variance


def turn_error_rad(rate: Repaired, spans: Spans) -> Floats:
    """Return the error of each stride's turn from clipped angular velocity, wholly correlated."""
    if not rate.clipped.any():
        return np.zeros(len(spans.start))
    return np.radians(algebra.norm(spans.sums(rate.error)) / spans.rate_hz)


def rest_error(rate_dps: Floats, stances: Stances) -> Floats:
    """Return the error (m,) of zero velocity at each stance."""
    left: Floats = np.radians(algebra.norm(rate_dps[:, stances.middle])) * _REST_LEVER_M
    return np.hypot(_REST_MPS, left)


def clipped_events(acceleration: Repaired, orientation: Floats, spans: Spans) -> Events:
    """Return what each plateau of each axis can have hidden."""
    none = np.zeros((3, 0))
    parts = [Events(np.zeros(0, np.intp), none, none)]
    for axis in range(3):
        at, which = spans.holding(np.flatnonzero(acceleration.clipped[axis]))
        if not len(at):
            continue
        new = np.flatnonzero((np.diff(at, prepend=-9) > 1) | (np.diff(which, prepend=-1) != 0))
        sensor = np.zeros((3, len(at)))
        sensor[axis] = acceleration.error[axis, at] / spans.rate_hz
        impulse = np.add.reduceat(algebra.rotate(orientation[:, at], sensor), new, axis=1)
        middle = np.add.reduceat(at.astype(float), new) / np.diff(new, append=len(at))
        left_s = (spans.end[which[new]] - middle) / spans.rate_hz
        parts.append(Events(which[new], impulse, impulse * left_s))
    return Events.joined(*parts)


def lost_events(upright: Floats, velocity: Floats, jumps: Ints, spans: Spans) -> Events:
    """Return what the time missing at each jump can have hidden: velocity gained and way made."""
    at, which = spans.holding(jumps)
    gained = 0.5 * (upright[:, at - 1] + upright[:, at]) * LOST_S
    made = (velocity[:, at] - velocity[:, spans.start[which]]) * LOST_S
    return Events(which, gained, made + gained * (spans.end[which] - at) / spans.rate_hz)


def with_lost_turns(rate: Repaired, jumps: Ints, rate_hz: float) -> Repaired:
    """Return angular velocity whose error holds the turn that is missing at each jump."""
    if not len(jumps):
        return rate
    error, clipped = rate.error.copy(), rate.clipped.copy()
    mean = 0.5 * np.abs(rate.values[:, jumps - 1] + rate.values[:, jumps])
    error[:, jumps] = np.hypot(error[:, jumps], mean * LOST_S * rate_hz)
    clipped[:, jumps] = True
    return Repaired(rate.values, clipped, error)


def covariances(
    plain: Floats, events: Events, rest: Floats, spans: Spans
) -> tuple[Floats, Floats, Floats]:
    """Return covariances (k, 3, 3) at the end of each stride: velocity, way-velocity, way."""
    time_s = np.arange(len(plain)) / spans.rate_hz
    finish, lasts = time_s[spans.end], spans.lasts_s
    zeroth, first = spans.sums(plain), spans.sums(plain * time_s)
    second = spans.sums(plain * time_s**2)
    by_lever = finish * zeroth - first
    by_square = np.maximum(finish**2 * zeroth - 2 * finish * first + second, 0.0)
    level, whole = np.diag([1.0, 1.0, 0.0]), np.eye(3)
    tilt, begin = (G_MPS2 * _TILT_RAD) ** 2, rest[:-1] ** 2

    def spread(isotropic: Floats, sideways: Floats) -> Floats:
        return isotropic[:, None, None] * whole + sideways[:, None, None] * level

    vv = spread(zeroth + begin, tilt * lasts**2)
    pv = spread(by_lever + begin * lasts, tilt * lasts**3 / 2)
    pp = spread(by_square + begin * lasts**2, tilt * lasts**4 / 4)
    v, p = events.velocity.T[:, :, None], events.way.T[:, :, None]
    for total, one, other in ((vv, v, v), (pv, p, v), (pp, p, p)):
        np.add.at(total, events.stride, one @ other.transpose(0, 2, 1))
    return vv, pv, pp
