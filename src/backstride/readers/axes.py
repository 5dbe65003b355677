"""Which way is up in a file, and how long its unit is."""

from collections.abc import Mapping, Sequence

import numpy as np

from backstride.motion.arrays import Floats
from backstride.motion.smoothing import rows_seen
from backstride.readers.recording import Up

METRES: Mapping[str, float] = {
    "mm": 0.001,
    "millimeters": 0.001,
    "millimetres": 0.001,
    "cm": 0.01,
    "centimeters": 0.01,
    "centimetres": 0.01,
    "dm": 0.1,
    "m": 1.0,
    "meters": 1.0,
    "metres": 1.0,
    "in": 0.0254,
    "inch": 0.0254,
    "inches": 0.0254,
    "ft": 0.3048,
    "feet": 0.3048,
}
"""Metres in a unit, by the names that files use."""

_AXES: Mapping[Up, tuple[tuple[int, int, int], tuple[int, int, int]]] = {
    "x": ((0, 1, 0), (0, 0, 1)),
    "y": ((1, 0, 0), (0, 0, -1)),
    "z": ((1, 0, 0), (0, 1, 0)),
    "-x": ((0, 1, 0), (0, 0, -1)),
    "-y": ((1, 0, 0), (0, 0, 1)),
    "-z": ((1, 0, 0), (0, -1, 0)),
}
"""First two rows of the rotation that turns each axis up; the third is their cross product."""

_HUMAN_LEG_M = (0.35, 1.3)  # a child of two years to the tallest adults
_GROWN_LEG_M = (0.55, 1.15)  # where only this tells unlikely units apart
_SMALL_LEG_M = 0.5
_UNITS = (("centimetres", 0.01), ("metres", 1.0), ("millimetres", 0.001))
_RARE_UNITS = (("inches", 0.0254), ("units of the CMU library", 0.0254 / 0.45))

_CUSTOM = 0.5  # what a statement or a custom weighs against the body, as a cosine of 60°
_SIGNS: Mapping[Up, float] = {"x": 1, "y": 1, "z": 1, "-x": -1, "-y": -1, "-z": -1}


def rotation_to_z_up(up: Up) -> Floats:
    """Return the rotation (3, 3) from a file's axes to the world frame; never a mirror image."""
    first, second = np.array(_AXES[up], dtype=float)
    return np.stack((first, second, np.cross(first, second)))


def find_up(
    upper: Floats, lower: Floats, across: Floats, expected: Up, *, said: bool
) -> tuple[Up, str | None]:
    """Return which axis points up, and a sentence if it is not the expected one.

    Parameters
    ----------
    upper, lower : array (n, 3)
        Hips and feet, or other parts of which one is usually above the other; NaN where not seen.
    across : array (n, 3)
        From left to right through the body.
    expected : Up
        What the file says, or the custom of its format; kept unless the body speaks against it.
    said : bool
        Whether the file says it.

    Notes
    -----
    A body stands along the vertical, its left and right side are level, and it travels far along
    the ground but not up and down. The first two are cosines; the third is the way of the upper
    part along an axis as a share of its height, at most 1. Their sum holds for a runner and for
    one who crawls or leaves starting blocks, where the first alone does not.
    """
    apart = (upper - lower)[rows_seen(upper) & rows_seen(lower)]
    where = "the file says" if said else "is usual in this format"
    if not len(apart):
        return expected, (
            f"Too little of the body is in the file to tell which way is up; {expected.upper()} "
            f"was taken, as {where}."
        )
    middle = np.median(apart, axis=0)
    height = float(np.linalg.norm(middle))
    if height == 0:
        return expected, None
    travelled = np.ptp(np.percentile(upper[rows_seen(upper)], (5, 95), axis=0), axis=0)
    against = np.minimum(travelled / height, 1.0) + _level(across)
    scores = {
        up: sign * float(middle["xyz".index(up[-1])]) / height - float(against["xyz".index(up[-1])])
        for up, sign in _SIGNS.items()
    }
    scores[expected] += _CUSTOM
    best = max(scores, key=lambda up: scores[up])
    if best == expected:
        return expected, None
    return best, (
        f"The body stands along {best.upper()} and not along {expected.upper()} as {where}; "
        f"{best.upper()} was taken as up."
    )


def _level(across: Floats) -> Floats:
    """Return how far the left-to-right direction lies along each axis (3,), 0 to 1."""
    across = across[rows_seen(across)]
    length = np.linalg.norm(across, axis=1, keepdims=True)
    across = across[length[:, 0] > 0] / length[length[:, 0] > 0]
    share: Floats = np.median(np.abs(across), axis=0) if len(across) else np.zeros(3)
    return share


def metres_from_leg(leg: float, joints: bool) -> tuple[float, str | None]:  # noqa: FBT001
    """Return the metres in a file's unit, guessed from the length of a leg, and what to say.

    Parameters
    ----------
    leg : float
        Thigh and shank together in the file's unit; NaN when not known.
    joints : bool
        True where centimetres are the custom (solved skeletons), false for millimetres.
    """
    units = list(_UNITS) if joints else [_UNITS[2], _UNITS[1], _UNITS[0]]
    custom, custom_m = units[0]
    if not np.isfinite(leg):
        return custom_m, (
            f"The file has no unit and no whole leg to find it from; {custom} were taken, so "
            "distances and speeds may be off by a constant factor."
        )
    fits = _fitting(leg, units, _HUMAN_LEG_M) or _fitting(leg, _RARE_UNITS, _GROWN_LEG_M)
    if fits is None:
        return custom_m, (
            f"A leg of {leg:.3g} units fits no usual unit; {custom} were taken, so distances and "
            "speeds may be off by a constant factor."
        )
    name, metres = fits
    if name != custom:
        return metres, f"The file has no unit; {name} were taken from the length of the leg."
    if joints and leg * metres < _SMALL_LEG_M:
        return metres, (
            f"A leg of {leg:.3g} units was taken as {name}, which makes this a small child; "
            "distances and speeds are too small if it is not."
        )
    return metres, None


def _fitting(
    leg: float, units: Sequence[tuple[str, float]], limits: tuple[float, float]
) -> tuple[str, float] | None:
    return next((u for u in units if limits[0] <= leg * u[1] <= limits[1]), None)
