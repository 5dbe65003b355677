"""People in a picture told apart over time, by where they are from frame to frame."""

import numpy as np

from backstride.motion.arrays import Floats, Ints

LONGEST_LOSS_S = 1.0
"""Somebody not found for longer may have left, and whoever comes then is taken for another."""

_FARTHEST = 0.5
"""Share of a person's size by which their middle may be off where it was expected: people who are
nearer than that in the picture overlap."""

_KEPT = 0.1  # of the longest track: less is somebody passing, or no person at all


def tell_apart(points: Floats, frames: Ints, rate_hz: float) -> list[Ints]:
    """Return for each person the detections that are theirs, the largest and longest seen first.

    Parameters
    ----------
    points : array (d, k, 2)
        Key points of each detection; NaN where not found.
    frames : array (d,)
        In which frame each was; not decreasing.
    rate_hz : float
        Frames per second.

    Notes
    -----
    Every detection goes to the person whose middle, carried on at its last speed, is nearest in
    shares of their size; the nearest pairs first. One detection a frame needs no such search.
    """
    middle, size = _boxes(points)
    usable = np.isfinite(size) & (size > 0)
    if usable.sum() == len(np.unique(frames[usable])):
        return [np.flatnonzero(usable)] if usable.any() else []
    tracks = _follow(middle, size, frames, np.flatnonzero(usable), LONGEST_LOSS_S * rate_hz)
    return in_order(tracks, size)


def in_order(tracks: list[Ints], size: Floats) -> list[Ints]:
    """Return tracks sorted by how large and long somebody was seen, without passing glimpses."""
    weights = [float(np.nansum(size[t])) for t in tracks]
    ranked = sorted(range(len(tracks)), key=lambda i: -weights[i])
    most = max((len(t) for t in tracks), default=0)
    return [tracks[i] for i in ranked if len(tracks[i]) >= _KEPT * most]


def sizes(points: Floats) -> Floats:
    """Return how large detections (d, k, 2) are in the picture (d,), in pixels."""
    return _boxes(points)[1]


def _boxes(points: Floats) -> tuple[Floats, Floats]:
    """Return the middle (d, 2) and the size (d,) of what was found of each."""
    seen = np.isfinite(points)
    low = np.where(seen, points, np.inf).min(axis=1, initial=np.inf)
    high = np.where(seen, points, -np.inf).max(axis=1, initial=-np.inf)
    with np.errstate(invalid="ignore"):
        size = np.linalg.norm(high - low, axis=1)
        middle = (low + high) / 2
    known = np.isfinite(size)
    middle[~known] = np.nan
    return middle, np.where(known, size, np.nan)


def _follow(middle: Floats, size: Floats, frames: Ints, usable: Ints, longest: float) -> list[Ints]:
    """Return tracks of detections; frame by frame, since each search rests on the one before."""
    tracks: list[list[int]] = []
    open_: list[int] = []
    cuts = np.flatnonzero(np.diff(frames[usable])) + 1
    for group in np.split(usable, cuts):
        now = int(frames[group[0]])
        open_ = [t for t in open_ if now - frames[tracks[t][-1]] <= longest]
        free = list(group)
        for track, one in _pairs(tracks, open_, middle, size, frames, group):
            tracks[track].append(one)
            free.remove(one)
        for one in free:
            open_.append(len(tracks))
            tracks.append([int(one)])
    return [np.array(t, dtype=np.intp) for t in tracks]


def _pairs(
    tracks: list[list[int]],
    open_: list[int],
    middle: Floats,
    size: Floats,
    frames: Ints,
    group: Ints,
) -> list[tuple[int, int]]:
    """Return which detections go on which tracks, the nearest first."""
    if not open_:
        return []
    last = np.array([tracks[t][-1] for t in open_])
    before = np.array([tracks[t][-2] if len(tracks[t]) > 1 else tracks[t][-1] for t in open_])
    lasted = np.maximum(frames[last] - frames[before], 1)[:, None]
    ahead = (frames[group[0]] - frames[last])[:, None]
    expected = middle[last] + (middle[last] - middle[before]) / lasted * ahead
    off = np.linalg.norm(expected[:, None] - middle[group][None], axis=2) / size[last][:, None]
    found: list[tuple[int, int]] = []
    while off.size and (nearest := float(off.min())) <= _FARTHEST:
        row, column = np.unravel_index(int(off.argmin()), off.shape)
        if nearest == np.inf:
            break
        found.append((open_[int(row)], int(group[int(column)])))
        off[row, :] = np.inf
        off[:, column] = np.inf
    return found
