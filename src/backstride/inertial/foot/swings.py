"""Minima of the stance cost in mid-swing, told from rests by the strapdown itself."""

import numpy as np

from backstride.inertial.foot.algebra import norm, running
from backstride.inertial.foot.stance import LONGEST_STRIDE_S, Stances
from backstride.motion.arrays import Bools, Floats, Ints
from backstride.motion.smoothing import runs

_SLOWEST_SWING_MPS, _SWING_SHARE = 0.4, 0.5
"""A foot that moves at half its mean speed over the strides around is swinging. Mid-swing is two
to three times the mean; a rest is zero but for errors of integration, 0.2 m/s over two strides."""

_LIKE_MPS, _LIKE_SHARE = 1.0, 1.0
"""The same for a minimum as quiet as the rests beside it, which is one unless it plainly moves."""

_LIKE = np.log(5.0)  # costs that differ less, speeds by about twofold, are like one another

_SERIES = 3  # gaps in a row; fewer are a stumble, or strides with lost samples

_FEWEST_AT_END = 3  # a minimum at either end is held against the stride beside it


def without_moving(found: Stances, force: Floats, blank: Bools, rate_hz: float) -> Stances:
    """Return the minima at which the foot did not move.

    Between two rests velocity is known: it starts and ends at zero, so that the mean specific force
    is gravity. A minimum between two of about its own cost or less, at which the foot was moving,
    is the middle of a swing; the costliest such goes first, and the others are looked at again.

    Parameters
    ----------
    force : array (3, n)
        Specific force in a frame that does not turn.
    blank : array (n,) of bool
        Without samples, so that nothing can be integrated across.
    """
    missing = np.cumsum(blank)
    velocity = running(force, rate_hz)
    path = running(velocity, rate_hz)
    while len(found) > 2:
        at, cost = np.arange(1, len(found) - 1), found.cost
        before = _lower(cost, at - 1, np.maximum(at - 2, 0))
        after = _lower(cost, at + 1, np.minimum(at + 2, len(found) - 1))
        i, j, k = found.last[before], found.middle[at], found.first[after]
        whole, part = (k - i) / rate_hz, (j - i) / rate_hz
        gravity = (velocity[:, k] - velocity[:, i]) / whole
        speed = norm(velocity[:, j] - velocity[:, i] - gravity * part)
        way = path[:, k] - path[:, i] - velocity[:, i] * whole - 0.5 * gravity * whole**2
        quieter = np.minimum(cost[before], cost[after])
        noisier = np.maximum(cost[before], cost[after])
        at_end = ((before == 0) & (cost[0] > cost[at])) | (
            (after == len(found) - 1) & (cost[-1] > cost[at])
        )
        higher = (cost[at] > quieter) & (cost[at] > noisier - _LIKE) & ~at_end
        like = cost[at] < noisier + _LIKE
        share = np.where(like, _LIKE_SHARE, _SWING_SHARE)
        least = np.where(like, _LIKE_MPS, _SLOWEST_SWING_MPS)
        limit = np.maximum(least, share * norm(way) / whole)
        swinging = higher & (speed > limit) & (whole < 2 * LONGEST_STRIDE_S)
        swinging &= missing[i] == missing[k]
        rank = np.pad(np.where(swinging, cost[at], -np.inf), 1, constant_values=-np.inf)
        worst = swinging & (rank[1:-1] >= rank[:-2]) & (rank[1:-1] >= rank[2:])
        if not worst.any():
            break
        keep = np.ones(len(found), dtype=np.bool_)
        keep[at[worst]] = False
        found = found.keep(keep)
    while len(found) > _FEWEST_AT_END and _moving_at(found, (0, 1, 2), velocity, path, rate_hz):
        found = found.keep(np.arange(len(found)) > 0)
    while len(found) > _FEWEST_AT_END and _moving_at(found, (-1, -2, -3), velocity, path, rate_hz):
        found = found.keep(np.arange(len(found)) < len(found) - 1)
    return found


def _moving_at(
    found: Stances, end: tuple[int, int, int], velocity: Floats, path: Floats, rate_hz: float
) -> bool:
    """Return whether the foot moved at an outermost minimum, by the stride beside it."""
    if not found.cost[end[0]] > found.cost[end[1]]:
        return False
    i, j, k = (int(found.middle[place]) for place in end)
    stride, apart = (k - j) / rate_hz, (j - i) / rate_hz
    gravity = (velocity[:, k] - velocity[:, j]) / stride
    speed = np.linalg.norm(velocity[:, j] - velocity[:, i] - gravity * apart)
    way = path[:, k] - path[:, j] - velocity[:, j] * stride - 0.5 * gravity * stride**2
    mean = float(np.linalg.norm(way)) / abs(stride)
    near = abs(apart) + abs(stride) < 2 * LONGEST_STRIDE_S
    return bool(near and speed > max(_SLOWEST_SWING_MPS, _SWING_SHARE * mean))


def _lower(cost: Floats, near: Ints, far: Ints) -> Ints:
    lower: Ints = np.where(cost[far] < cost[near], far, near)
    return lower


def held_for_rests(hanging: Bools) -> Bools:
    """Return the minima (m,) inside series of gaps (m - 1,) over which the foot would hang.

    There a whole series of swings was held for rests, because a loosely fixed sensor shook while
    the foot was on the ground.
    """
    swing = np.zeros(len(hanging) + 1, dtype=np.bool_)
    for a, b in runs(hanging):
        if b - a >= _SERIES:
            swing[a + (a > 0) : b + (b == len(hanging))] = True
    return swing


def unanchored(stride: Bools, restless: Bools) -> Bools:
    """Return the strides (m - 1,) of unbroken rows without a single plain rest.

    Strides in a row hang together: from a rest to a mid-swing that was held for one they contradict
    themselves. So a row in which the foot came plainly to rest once is one of rests throughout; one
    that never did may be a row of mid-swings, seen from which the ground goes the other way.

    Parameters
    ----------
    stride : array (m - 1,) of bool
        Which gaps between rests hold a stride.
    restless : array (m,) of bool
    """
    found = np.zeros_like(stride)
    for a, b in runs(stride):
        found[a:b] = restless[a : b + 1].all()
    return found
