"""From one rest of a foot to its next: the way between, by zero velocity at both ends."""

from dataclasses import dataclass

import numpy as np

from backstride.inertial.foot import algebra
from backstride.inertial.foot.clipping import Repaired
from backstride.inertial.foot.level import levelling, upward
from backstride.inertial.foot.stance import G_MPS2, Spans, Stances
from backstride.inertial.foot.stride_errors import (
    Events,
    clipped_events,
    covariances,
    lost_events,
    plain_variance,
    rest_error,
    with_lost_turns,
)
from backstride.motion.arrays import Bools, Floats, Ints

_HANGING_M, _FAR_M = -0.01, 0.3
"""A foot is higher on its way than where it rests; a centimetre allows for drift. 370 strides of
more than 0.3 m by three people (VN-200, gaitmap) rose on average by 2 mm and more, side steps
included, but for one with lost samples."""

_MOST_BACK = 0.1
"""Share of its path on which a foot may go against the stride it makes: eight times as much as on
any of 370 strides of more than 0.3 m by three people (VN-200, gaitmap)."""

_SLOPE, _STEP_M = 0.05, 0.03
"""Standard deviation of the height gained in a stride: slope of the ground, and unevenness."""


@dataclass(frozen=True)
class Ways:
    """Movement of one foot between its stances, in a level frame of the foot's own: z up.

    Attributes
    ----------
    vector_m : array (3, m - 1)
        From each stance to the next; NaN where the two are not joined by a stride.
    misfit : array (m - 1,)
        How far the end of a stride was from rest and level before correction, as a multiple of its
        expected error.
    orientation : array (4, n)
        From the sensor to the level frame.
    velocity_mps : array (3, n)
        Level frame; zero outside strides.
    """

    vector_m: Floats
    misfit: Floats
    orientation: Floats
    velocity_mps: Floats


def ways_between(
    acceleration: Repaired,
    rate: Repaired,
    turned: Floats,
    stances: Stances,
    spans: Spans,
    jumps: Ints,
) -> Ways:
    """Return the way of the foot between its stances.

    Gravity's direction is found over all stances together (``gravity_at_stances``). Then each
    stride is integrated from rest, and what is left of velocity and height at its end is shared
    among all that can have caused it, each by its variance: noise, impacts between samples,
    clipped channels, tilt, a foot not quite at rest. That is the fixed-interval (RTS) smoother of
    an error-state Kalman filter with zero velocity at both ends, in closed form for whole strides.

    Parameters
    ----------
    acceleration, rate : Repaired
        In the sensor's axes, m/s² and °/s.
    turned : array (4, n)
        Orientation by the gyroscope alone.
    spans : Spans
        Gaps between the stances.
    jumps : array (j,) of int
        Samples before which others were lost.
    """
    rate = with_lost_turns(rate, jumps, spans.rate_hz)
    plain = plain_variance(acceleration.values, spans.rate_hz)
    force = algebra.rotate(turned, acceleration.values)
    raw = algebra.running(force, spans.rate_hz)
    level = levelling(upward(force, raw, stances, plain, acceleration, rate, spans), rate, spans)
    upright = algebra.rotate(level, force)
    del force, raw  # an hour's arrays are large
    upright[2] -= G_MPS2
    orientation = algebra.multiply(level, turned)
    velocity = algebra.running(upright, spans.rate_hz)
    events = Events.joined(
        clipped_events(acceleration, orientation, spans),
        lost_events(upright, velocity, jumps, spans),
    )
    del upright, level
    rest = rest_error(rate.values, stances)
    vector, misfit = _vectors(velocity, plain, events, rest, spans)
    clipped = (acceleration.error**2).sum(axis=0) / spans.rate_hz**2
    return Ways(vector, misfit, orientation, _from_rest_to_rest(velocity, plain + clipped, spans))


def _vectors(
    velocity: Floats, plain: Floats, events: Events, rest: Floats, spans: Spans
) -> tuple[Floats, Floats]:
    """Return the way of each stride (3, k) and its misfit (k,)."""
    begun = velocity[:, spans.start]
    gained = velocity[:, spans.end] - begun
    path = algebra.running(velocity, spans.rate_hz)
    way = path[:, spans.end] - path[:, spans.start] - begun * spans.lasts_s
    observed = np.concatenate((gained, way[2:3]))
    vv, pv, pp = covariances(plain, events, rest, spans)
    both = np.zeros((len(vv), 4, 4))
    both[:, :3, :3] = vv + (rest[1:] ** 2)[:, None, None] * np.eye(3)
    both[:, :3, 3], both[:, 3, :3] = pv[:, 2], pv[:, 2]
    slope = _SLOPE * np.hypot(way[0], way[1]) + _STEP_M
    both[:, 3, 3] = pp[:, 2, 2] + slope**2
    explained = np.linalg.solve(both, observed.T[:, :, None])[:, :, 0]
    cross = np.concatenate((pv, pp[:, :, 2:3]), axis=2)
    corrected = way - np.einsum("kij,kj->ik", cross, explained)
    corrected[:, ~spans.joined] = np.nan
    squared = np.einsum("jk,kj->k", observed, explained)
    return corrected, np.sqrt(np.maximum(squared, 0.0) / len(observed))


def _from_rest_to_rest(velocity: Floats, variance: Floats, spans: Spans) -> Floats:
    """Change velocity (3, n) to be zero at both ends of every stride and outside of them."""
    at = np.arange(len(variance))
    which = spans.of_samples(len(variance))
    growth = np.cumsum(variance)
    begun = growth[spans.start]
    share = (growth - begun[which]) / np.maximum(growth[spans.end] - begun, 1e-12)[which]
    inside = (at >= spans.start[which]) & (at <= spans.end[which]) & spans.joined[which]
    for row in range(3):
        first, last = velocity[row, spans.start], velocity[row, spans.end]
        velocity[row] -= first[which] + (last - first)[which] * share
        velocity[row] *= inside
    return velocity


def hangs(ways: Ways, spans: Spans) -> Bools:
    """Return for each gap (m - 1,) whether its foot would be lower on the way than at both ends."""
    height = algebra.running(ways.velocity_mps[2:], spans.rate_hz)
    area = algebra.running(height, spans.rate_hz)[0]
    first, last = height[0, spans.start], height[0, spans.end]
    rise = (area[spans.end] - area[spans.start]) / spans.lasts_s - 0.5 * (first + last)
    far = np.hypot(ways.vector_m[0], ways.vector_m[1]) > _FAR_M
    hanging: Bools = far & (rise < _HANGING_M)
    return hanging


def goes_back(ways: Ways, spans: Spans) -> Bools:
    """Return for each gap (m - 1,) whether its foot would go far against the stride it makes.

    A foot rests and goes where it comes down next. Seen from a foot in mid-swing that was held for
    one at rest, it goes to and fro.
    """
    x, y = ways.vector_m[:2]
    length = np.hypot(x, y)
    far = length > _FAR_M
    towards = np.where(far, (x, y), 0.0) / np.where(far, length, 1.0)
    which = spans.of_samples(ways.velocity_mps.shape[1])
    along = (towards[:, which] * ways.velocity_mps[:2]).sum(axis=0)
    against, path = spans.sums(np.maximum(-along, 0.0)), spans.sums(np.abs(along))
    found: Bools = far & (against > _MOST_BACK * path)
    return found
