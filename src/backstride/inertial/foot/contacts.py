"""When the foot lands and leaves, in any direction: while some point of the sole is at rest."""

import numpy as np

from backstride.inertial.foot import algebra
from backstride.inertial.foot.axes import ShoeAxes
from backstride.inertial.foot.stance import Spans, Stances
from backstride.inertial.foot.strapdown import Ways
from backstride.motion.arrays import Floats

SOLE_REACH_M, SOLE_DEPTH_M = 0.2, 0.07
"""How far the sole reaches to the front and back of the sensor and lies below it: a foot of 0.26 m
with a sensor anywhere between laces and heel, on a shoe."""

LANDING_MPS, LEAVING_MPS = 0.5, 0.3
"""The sole has not landed yet, or has left, when its slowest point is faster. Chosen on the walking
of one person (gaitmap, 64 strides of both feet against the rule for markers, A1) among 0.3, 0.5,
0.7 and 1 m/s, and the same on simulated runners."""


def sole_speed(ways: Ways, rate_dps: Floats, shoe: ShoeAxes) -> Floats:
    """Return the speed (n,) of the slowest point of the sole's middle line, in m/s.

    A foot on the ground turns about the part of the sole that is fixed: the heel as it lands or
    leaves, the ball as the other end is up. Whichever it is, that point is at rest.
    """
    own = algebra.rotate(algebra.inverse(ways.orientation), ways.velocity_mps)
    spin = np.radians(rate_dps)
    below = algebra.cross(spin, shoe.up[:, None] * np.ones((1, spin.shape[1])))
    ahead = algebra.cross(spin, shoe.toes[:, None] * np.ones((1, spin.shape[1])))
    base = own - SOLE_DEPTH_M * below
    size = np.maximum((ahead**2).sum(axis=0), 1e-9)
    place = np.clip(-(base * ahead).sum(axis=0) / size, -SOLE_REACH_M, SOLE_REACH_M)
    return algebra.norm(base + place * ahead)


def contact_times(speed: Floats, stances: Stances, spans: Spans) -> tuple[Floats, Floats]:
    """Return samples (m,), with fractions, at which each stance's contact begins and ends.

    NaN where no stride leads to the stance or away from it.
    """
    begin, finish = np.full(len(stances), np.nan), np.full(len(stances), np.nan)
    landing, leaving = np.flatnonzero(speed > LANDING_MPS), np.flatnonzero(speed > LEAVING_MPS)
    before = np.searchsorted(landing, stances.first) - 1
    after = np.searchsorted(leaving, stances.last)
    landed = (before >= 0) & np.concatenate(([False], spans.joined))
    left = (after < len(leaving)) & np.concatenate((spans.joined, [False]))
    begin[landed] = landing[before[landed]] + 1.0
    finish[left] = leaving[after[left]]
    begin[1:][begin[1:] <= stances.last[:-1]] = np.nan
    finish[:-1][finish[:-1] >= stances.first[1:]] = np.nan
    return begin, finish
