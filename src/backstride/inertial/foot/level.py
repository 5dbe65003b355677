"""From the gyroscope's frame, which drifts, to one in which up stays up."""

import numpy as np

from backstride.inertial.foot import algebra
from backstride.inertial.foot.calibration import over
from backstride.inertial.foot.clipping import Repaired
from backstride.inertial.foot.gravity import gravity_at_stances
from backstride.inertial.foot.stance import Spans, Stances
from backstride.inertial.foot.stride_errors import turn_error_rad
from backstride.motion.arrays import Floats

_REST_MPS = 0.15  # both ends of a stride together may miss rest by so much, running included

_FAST_DPS = 200.0  # turning so fast adds as much error as standing: 0.3 % of scale over a swing
_CLIPPED = 50.0
"""Neighbouring clipped samples err alike, so that each counts for about so many: a plateau of 20 ms
at 800 samples a second and its square."""


def upward(
    force: Floats,
    velocity: Floats,
    stances: Stances,
    plain: Floats,
    acceleration: Repaired,
    rate: Repaired,
    spans: Spans,
) -> Floats:
    """Return the direction (3, m) away from the ground at each stance, in the gyroscope's frame.

    Parameters
    ----------
    force, velocity : array (3, n)
        Specific force in that frame and its running integral.
    plain : array (n,)
        Variance of velocity that each sample adds.
    """
    lasts = spans.lasts_s
    mean = (velocity[:, spans.end] - velocity[:, spans.start]) / lasts
    clipped = algebra.norm(spans.sums(acceleration.error)) / spans.rate_hz
    error = np.sqrt(spans.sums(plain) + clipped**2 + _REST_MPS**2) / lasts
    return gravity_at_stances(
        over(force, stances), stances.cost, mean, error, turn_error_rad(rate, spans), spans.joined
    )


def levelling(up: Floats, rate: Repaired, spans: Spans) -> Floats:
    """Return rotations (4, n) from the gyroscope's frame to one in which gravity stays along z.

    Within a stride the correction grows as the error of the gyroscope does: with time, with fast
    turning, and most where it clipped.

    Parameters
    ----------
    up : array (3, m)
        At each stance.
    """
    correction = algebra.between(up[:, 1:], up[:, :-1])
    first = algebra.between(up[:, :1], np.array([[0.0], [0.0], [1.0]]))
    chain = algebra.accumulate(
        np.concatenate((algebra.from_vector(first), algebra.from_vector(correction)), axis=1)
    )
    growth = (rate.values**2).sum(axis=0) / _FAST_DPS**2 + 1.0
    growth += _CLIPPED * (rate.error**2).sum(axis=0)
    np.cumsum(growth, out=growth)
    which = spans.of_samples(len(growth))
    begun = growth[spans.start]
    grown = np.maximum(growth[spans.end] - begun, 1e-9)
    share = np.clip((growth - begun[which]) / grown[which], 0.0, 1.0)
    partly = algebra.from_vector(correction[:, which] * share)
    return algebra.multiply(chain[:, which], partly)
