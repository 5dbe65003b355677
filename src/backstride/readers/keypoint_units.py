"""Key points given as shares of a picture's width and height."""

import numpy as np

from backstride.motion.arrays import Floats
from backstride.motion.skeleton import SIDES

SHAPES = (16 / 9, 9 / 16, 4 / 3, 3 / 4, 1.0)
"""Width over height of the pictures that phones and cameras take."""

HEIGHT_PX = 1000.0
"""Pixels that a picture's height is taken for where only shares are known; nothing rests on it."""

LARGEST_PX = 1e5
"""No picture is larger: a place beyond is a fault of the file and no place."""

_LARGEST_SHARE = 3.0  # key points are guessed a little outside of the picture, not this far
_PLAIN = 0.8  # a shape must make limbs this much steadier than the next to be plain

SHAPE_GUESSED = (
    "The file gives places as shares of the picture and not its size; from the lengths of the legs "
    "a picture of {shape} was taken."
)
SHAPE_ASSUMED = (
    "The file gives places as shares of the picture and not its size, and the legs do not show its "
    "shape; {shape} was taken, so angles and speeds may be wrong. Export pixels to be sure."
)
_WORDS = dict(zip(SHAPES, ("16:9", "9:16", "4:3", "3:4", "1:1"), strict=True))


def in_pixels(
    points: Floats, names: tuple[str, ...], size_px: tuple[float, float] | None
) -> tuple[Floats, tuple[float, float] | None, tuple[str, ...]]:
    """Return points (d, k, 3) in pixels, the picture's size as far as known, and what to say.

    Shares are told from pixels by their size. Where the shape of the picture is not known, the one
    is taken in which thighs and shanks keep their length best as they swing.
    """
    points = np.where(np.abs(points) < LARGEST_PX, points, np.nan)
    seen = np.isfinite(points[..., :2]) & (points[..., 2:] > 0)
    place = np.abs(points[..., :2][seen])
    if not place.size or np.quantile(place, 0.95) > _LARGEST_SHARE:
        return points, size_px, ()
    if size_px is not None:
        return points * [*size_px, 1.0], size_px, ()
    shape, said = _shape(points, names)
    size = (shape * HEIGHT_PX, HEIGHT_PX)
    return points * [*size, 1.0], size, (said.format(shape=_WORDS[shape]),)


def _shape(points: Floats, names: tuple[str, ...]) -> tuple[float, str]:
    """Return the width over height of the picture, and how it was found."""
    spread = [_spread(points, names, shape) for shape in SHAPES]
    order = np.argsort(spread)
    if not np.isfinite(spread[int(order[0])]):
        return SHAPES[0], SHAPE_ASSUMED
    plain = spread[int(order[0])] < _PLAIN * spread[int(order[1])]
    if plain:
        return SHAPES[int(order[0])], SHAPE_GUESSED
    return SHAPES[0], SHAPE_ASSUMED


def _spread(points: Floats, names: tuple[str, ...], shape: float) -> float:
    """Return by what share the lengths of thighs and shanks vary in a picture of that shape."""
    spreads = []
    for side in SIDES:
        for upper, lower in (("hip", "knee"), ("knee", "ankle")):
            if f"{upper}_{side}" not in names or f"{lower}_{side}" not in names:
                continue
            a, b = (points[:, names.index(f"{n}_{side}"), :2] for n in (upper, lower))
            length = np.linalg.norm((b - a) * [shape, 1.0], axis=1)
            length = length[np.isfinite(length) & (length > 0)]
            if length.size > 2:
                spreads.append(float(length.std() / length.mean()))
    return float(np.mean(spreads)) if spreads else float("nan")
