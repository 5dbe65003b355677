"""Landmarks of one foot whose labels flicker between two markers."""

import numpy as np

from backstride.motion.arrays import Bools, Floats
from backstride.motion.skeleton import SIDES, Skeleton

_PAIR = ("toe", "forefoot")


def put_back_swapped(skeleton: Skeleton) -> tuple[Skeleton, list[str]]:
    """Return the skeleton with toe and forefoot under one label throughout, and what was done.

    Labelling software confuses close markers. The line from one to the other cannot turn by more
    than a right angle from one frame to the next, so where it does, the labels were swapped. What
    most frames say is taken to be right.
    """
    positions = dict(skeleton.positions_m)
    said = []
    for side in SIDES:
        first, second = (f"{name}_{side}" for name in _PAIR)
        if first not in positions or second not in positions:
            continue
        swapped = _swapped(positions[first] - positions[second])
        if swapped.any():
            where = swapped[:, None]
            a, b = positions[first], positions[second]
            positions[first], positions[second] = np.where(where, b, a), np.where(where, a, b)
            said.append(
                f"The {side} toe and forefoot markers carried each other's label in "
                f"{int(swapped.sum())} frames; they were put back."
            )
    return Skeleton(positions), said


def _swapped(line: Floats) -> Bools:
    """Return in which frames (n,) a line between two markers points the other way round."""
    swapped = np.zeros(len(line), dtype=np.bool_)
    seen = np.flatnonzero(np.isfinite(line).all(axis=1))
    if seen.size < 2:
        return swapped
    turned = np.einsum("ij,ij->i", line[seen][1:], line[seen][:-1]) < 0
    odd = np.concatenate(([False], np.cumsum(turned) % 2 == 1))
    swapped[seen] = odd if odd.mean() <= 0.5 else ~odd
    return swapped
