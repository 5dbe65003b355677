"""What a person looks like: the colours of what they wear, to know them again."""

import numpy as np

from backstride.motion.arrays import Floats
from backstride.video.crops import Picture

LEAST_STRAY = 0.02
"""Five of 255 steps of brightness: what the exposure of a camera that stands still wanders by."""

_SHOULDERS, _HIPS, _KNEES, _ANKLES = (11, 12), (23, 24), (25, 26), (27, 28)
_ALONG = (0.2, 0.4, 0.6, 0.8)  # away from the joints, where limbs of others cross less


def colours(picture: Picture, points_px: Floats) -> Floats:
    """Return the middle colours (3, 3) of trunk, thighs and shanks, 0 to 1; NaN where not seen.

    Parameters
    ----------
    picture : array (h, w, 4)
    points_px : array (33, 2)
        Of the landmark network.
    """
    shoulders, hips = points_px[list(_SHOULDERS)], points_px[list(_HIPS)]
    knees, ankles = points_px[list(_KNEES)], points_px[list(_ANKLES)]
    across = np.array((0.25, 0.5, 0.75))[:, None]
    parts = [
        _between(
            shoulders[0] + across * (shoulders[1] - shoulders[0]),
            hips[0] + across * (hips[1] - hips[0]),
        ),
        _between(hips, knees),
        _between(knees, ankles),
    ]
    return np.stack([_middle(picture, places) for places in parts])


def unlike(one: Floats, other: Floats) -> float:
    """Return how much two sets of colours differ, 0 to 1; NaN when no part is in both."""
    difference = np.abs(one - other)
    known = np.isfinite(difference)
    return float(difference[known].mean()) if known.any() else float("nan")


def usual(seen: list[Floats]) -> tuple[Floats, float]:
    """Return a person's middle colours over many frames and how much single ones stray."""
    stack = np.stack(seen)
    known = np.isfinite(stack)
    filled = np.where(known, stack, 0.0)
    if known.all():
        middle: Floats = np.median(stack, axis=0)
    else:
        count = known.sum(axis=0)
        middle = np.where(count > 0, filled.sum(axis=0) / np.maximum(count, 1), np.nan)
    strays = [unlike(one, middle) for one in seen]
    finite = [s for s in strays if np.isfinite(s)]
    return middle, float(np.median(finite)) if finite else 1.0


def _between(start: Floats, end: Floats) -> Floats:
    share = np.array(_ALONG)[:, None, None]
    return (start + share * (end - start)).reshape(-1, 2)


def _middle(picture: Picture, places: Floats) -> Floats:
    column, row = np.floor(places).astype(np.intp).T
    height, width = picture.shape[:2]
    inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
    if not inside.any():
        return np.full(3, np.nan)
    middle: Floats = np.median(picture[row[inside], column[inside], :3], axis=0) / 255.0
    return middle
