"""Where gravity points in the frame of the gyroscope, from stance to stance."""

import numpy as np

from backstride.inertial.foot.algebra import norm
from backstride.inertial.foot.stance import G_MPS2, STILL_COST
from backstride.motion.arrays import Bools, Floats

_TURN_DEG = 0.4
"""By how much a stride tilts the frame for want of a perfect gyroscope: its scale to 0.3 % over the
150° that a foot turns back and forth."""

_STANCE_MPS2 = 0.05  # error of an accelerometer at rest, 5 milli-g
_LOST_TURN_DEG = 60.0  # over a gap nothing is known of the turn
_ROUNDS = 4  # of reweighting; weights change by percents from the third on


def gravity_at_stances(
    stance_force: Floats,
    stance_cost: Floats,
    stride_force: Floats,
    stride_error: Floats,
    turn_error_rad: Floats,
    joined: Bools,
) -> Floats:
    """Return the unit vector away from the ground (3, m) at each stance, in the gyroscope's frame.

    The most likely slow walk of one vector through two kinds of readings: the accelerometer at
    each stance, and the mean specific force over each stride, which is gravity if the foot rested
    before and after. Readings and steps of the walk that disagree with the others lose weight
    (Cauchy), so that samples lost without a trace tilt only what follows them.

    Parameters
    ----------
    stance_force : array (3, m)
        Mean specific force at each stance.
    stance_cost : array (m,)
        Logarithm of the stance cost, whose unit is (m/s²)².
    stride_force : array (3, m - 1)
        Mean specific force over each stride.
    stride_error : array (m - 1,)
        Its standard error, m/s².
    turn_error_rad : array (m - 1,)
        Further error of the gyroscope over each stride, from clipping.
    joined : array (m - 1,) of bool
        Whether the stances before and after are joined by a stride.
    """
    m = stance_force.shape[1]
    at_rest = _STANCE_MPS2**2 + np.maximum(np.exp(stance_cost) - STILL_COST, 0.0)
    turn = np.hypot(np.radians(_TURN_DEG), turn_error_rad)
    walk = (G_MPS2 * np.where(joined, turn, np.radians(_LOST_TURN_DEG))) ** 2
    moving = np.where(joined, stride_error**2, 1e9)
    found = stance_force
    weights = [np.ones(m), np.ones(m - 1), np.ones(m - 1)]
    for _ in range(_ROUNDS):
        found = _most_likely(
            stance_force, weights[0] / at_rest, stride_force, weights[1] / moving, weights[2] / walk
        )
        between = 0.5 * (found[:, 1:] + found[:, :-1])
        weights = [
            _cauchy(found - stance_force, at_rest),
            _cauchy(between - stride_force, moving),
            _cauchy(found[:, 1:] - found[:, :-1], walk),
        ]
    upward: Floats = found / norm(found)
    return upward


def _cauchy(residual: Floats, variance: Floats) -> Floats:
    """Return weights that fall off for residuals beyond about two standard errors (3 axes)."""
    weight: Floats = 1.0 / (1.0 + (residual**2).sum(axis=0) / (3.0 * 4.0 * variance))
    return weight


def _most_likely(
    stance: Floats, at_rest: Floats, stride: Floats, moving: Floats, walk: Floats
) -> Floats:
    """Return the vectors (3, m) of least weighted squares: a tridiagonal system."""
    from scipy.linalg import solveh_banded  # noqa: PLC0415 - only where a foot sensor is measured

    diagonal = at_rest.copy()
    diagonal[:-1] += walk + 0.25 * moving
    diagonal[1:] += walk + 0.25 * moving
    beside = -walk + 0.25 * moving
    right = stance * at_rest
    right[:, :-1] += 0.5 * moving * stride
    right[:, 1:] += 0.5 * moving * stride
    bands = np.stack((np.concatenate(([0.0], beside)), diagonal))
    solved: Floats = solveh_banded(bands, right.T, check_finite=False).T
    return solved
