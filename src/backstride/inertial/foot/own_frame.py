"""Strides seen from the foot that makes them."""

import numpy as np

from backstride.motion.arrays import Bools, Floats

_LARGEST_TOE_OUT_DEG = 30.0
"""Feet are set up to 20° outward by healthy people (mean 5 to 7°); the rest is for their swing."""

_SHORTEST_PLAIN_M, _FEWEST_PLAIN = 0.5, 5
"""Strides of walking are longer; several, so that one bend does not turn the body."""

POOR_MISFIT = 4.0
"""Expected errors; the end of a stride that is further from rest and level than this has samples
that contradict each other, as where some were lost."""

_AS_LONG = 1.5
"""Times the longer stride beside it; what lasts longer holds a rest that was missed, and with it
strides that may have gone another way."""


def along_progress(own: Floats, straight: Bools) -> Floats:
    """Return level strides (2, k) turned so that fore-and-aft ones have no sideways part.

    Feet point outward and swing askew by some degrees, always alike; the body faces along its way
    or against it. Forward and backward count the same here, so which it is stays open.
    """
    askew = (np.degrees(np.arctan2(own[1], own[0])) + 90.0) % 180.0 - 90.0
    length = np.hypot(own[0], own[1])
    plain = straight & (np.abs(askew) < _LARGEST_TOE_OUT_DEG) & (length > _SHORTEST_PLAIN_M)
    if plain.sum() < _FEWEST_PLAIN:
        return own
    angle = np.radians(np.median(askew[plain]))
    c, s = np.cos(angle), np.sin(angle)
    return np.stack((c * own[0] + s * own[1], c * own[1] - s * own[0]))


def mended(
    own: Floats, lasts: Floats, straight: Bools, misfit: Floats, mendable: Bools
) -> tuple[Floats, Bools]:
    """Return strides (3, k), poor ones as fast as the sound ones to both sides, and which.

    Only single strides: one about as long as those beside it.

    Parameters
    ----------
    own : array (3, k)
        Forward, left and up; NaN where not known.
    lasts : array (k,)
        Duration, any unit.
    straight : array (k,) of bool
        Strides, known or not, in which the foot did not turn.
    misfit : array (k,)
        See ``strapdown.Ways``.
    mendable : array (k,) of bool
        Gaps between rests that are short enough for a stride.
    """
    known = np.isfinite(own[0])
    sound = known & straight & (misfit <= POOR_MISFIT)
    poor = straight & ~sound & (known | mendable)
    between = np.zeros(len(poor), dtype=np.bool_)
    between[1:-1] = poor[1:-1] & sound[:-2] & sound[2:]
    between[1:-1] &= lasts[1:-1] <= _AS_LONG * np.maximum(lasts[:-2], lasts[2:])
    at = np.flatnonzero(between)
    velocity = own / np.maximum(lasts, 1.0)
    better = own.copy()
    better[:, at] = 0.5 * (velocity[:, at - 1] + velocity[:, at + 1]) * lasts[at]
    return better, between
