"""From directions that were said to where a runner faced."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from backstride.estimate import Basis
from backstride.motion import Motion
from backstride.motion.angles import wrap_deg
from backstride.motion.arrays import Floats, Ints

DIRECTION_DEG = {"forward": 0.0, "backward": 180.0, "left": 90.0, "right": -90.0}
"""Angle of travel against facing that stands for each direction, the middle of its sector."""

MOVING_MPS = 0.3
"""Slower than this a body stands; the same border as in ``measure.Settings``."""


def with_directions(motion: Motion, words: NDArray[np.str_], basis: Basis) -> Motion:
    """Return a motion whose facing follows from what was said of its direction.

    Parameters
    ----------
    motion : Motion
    words : array (n,) of str
        ``"forward"``, ``"backward"``, ``"left"``, ``"right"``, ``"transition"``, or anything else
        for nothing; facing stays unknown where nothing was said.
    basis : Basis
        How the directions came to be known.

    Notes
    -----
    ``facing = travel − direction``. Where the body is too slow for a heading it faces as it did at
    the nearest moment with one. On a treadmill, and wherever there are no positions, travel has no
    heading in the world: 0 is put in its place and called declared, since only the angle between
    the two counts.
    """
    angle = np.full(len(motion), np.nan)
    for word, degrees in DIRECTION_DEG.items():
        angle[words == word] = degrees
    seen = np.isfinite(motion.speed_mps)
    seen = seen if motion.moving is None else seen | motion.moving
    known, turning = np.isfinite(angle) & seen, (words == "transition") & seen
    if not known.any():
        return motion if not turning.any() else replace(motion, turning=turning)
    travel, travel_basis = motion.travel_deg, motion.travel_basis
    if not np.isfinite(travel).any():
        moving = np.nan_to_num(motion.speed_mps) >= MOVING_MPS
        moving = moving if motion.moving is None else moving | motion.moving
        travel, travel_basis = np.where(known & moving, 0.0, np.nan), "declared"
    return replace(
        motion,
        travel_deg=travel,
        travel_basis=travel_basis,
        facing_deg=np.where(known, wrap_deg(_nearest(travel) - angle), np.nan),
        facing_basis=basis,
        turning=turning if turning.any() else motion.turning,
    )


def _nearest(values: Floats) -> Floats:
    """Return values with each gap filled from the nearest known one; 0 where there is none."""
    known: Ints = np.flatnonzero(np.isfinite(values))
    if not len(known):
        return np.zeros_like(values)
    at = np.arange(len(values))
    after = np.searchsorted(known, at).clip(0, len(known) - 1)
    before = (after - 1).clip(0)
    nearer = np.where(at - known[before] < known[after] - at, before, after)
    return values[known[nearer]]
