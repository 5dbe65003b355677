"""Samples that no body can have produced."""

import numpy as np

from backstride.motion.arrays import Bools, Floats

FASTEST_MPS = 25.0
"""Twice the fastest runner, which is what a swinging foot reaches; a marker that moves faster was
mistaken for another one."""

FARTHEST_M = 10_000.0
"""No capture volume is larger; numbers beyond it are not positions."""

_SHORTEST_KEPT_S = 0.1  # between two jumps; a mistaken marker flickers, a seen one stays


def remove_impossible(points: Floats, time_s: Floats) -> Floats:
    """Return points (k, n, 3) in metres without impossible samples.

    Samples beyond ``FARTHEST_M`` go, and so do stretches under 0.1 s that are set off from what
    comes before or after by a jump faster than ``FASTEST_MPS``. The longest stretch stays.
    """
    with np.errstate(invalid="ignore"):
        near = np.abs(points) < FARTHEST_M
    cleaned = np.where(near.all(axis=2, keepdims=True), points, np.nan)
    for point in cleaned:
        point[_flickers(point, time_s)] = np.nan
    return cleaned


def _flickers(point: Floats, time_s: Floats) -> Bools:
    """Return which samples (n,) of a point (n, 3) belong to a short stretch between jumps."""
    bad = np.zeros(len(point), dtype=bool)
    seen = np.flatnonzero(np.isfinite(point).all(axis=1))
    if len(seen) < 2:
        return bad
    speed = np.linalg.norm(np.diff(point[seen], axis=0), axis=1) / np.diff(time_s[seen])
    jumps = speed > FASTEST_MPS
    if not jumps.any():
        return bad
    stretch = np.concatenate(([0], np.cumsum(jumps)))
    lengths = np.bincount(stretch)
    shortest = _SHORTEST_KEPT_S / float(np.median(np.diff(time_s)))
    short = lengths < shortest
    short[np.argmax(lengths)] = False
    bad[seen[short[stretch]]] = True
    return bad
