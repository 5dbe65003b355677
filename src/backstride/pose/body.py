"""From the picture to space: the body in the plane in which it faces, and where it stands."""

from dataclasses import dataclass

import numpy as np

from backstride.motion.arrays import Bools, Floats
from backstride.motion.skeleton import LANDMARKS, SIDES, Skeleton
from backstride.pose.keypoints import Keypoints

SIDE_VIEW_DEG = 30.0
"""Angles of joints are given while the body is seen within this of its side. At 45° a limb's swing
shows at 0.7 of its size, and an error of 10° in the view changes it by a fifth."""

FEET_VIEW_DEG = 65.0
"""Within this of the side the feet still show when they stand and swing: at 0.4 of their size."""

_OFF_MIDDLE = {
    "hip": 0.053,
    "knee": 0.05,
    "ankle": 0.04,
    "heel": 0.033,
    "toe": 0.035,
    "forefoot": 0.053,
    "shoulder": 0.105,
    "elbow": 0.155,
    "wrist": 0.145,
}
"""How far a landmark is to its side of the middle of the body, as a share of height: means of one
person walking and running, forward and backward, in the motion capture of ACCAD (Female1); knee and
ankle from the skin there to the middle of the joint, by half the joint's breadth (0.10, 0.07 m)."""

_FEET = ("heel", "forefoot", "toe", "ankle")
_SIGN = {"left": 1.0, "right": -1.0}


@dataclass(frozen=True)
class Scale:
    """What turns pixels into metres.

    Attributes
    ----------
    metres_per_px : array (n,)
        At the distance of the body.
    focal_px : float
        Distance of the picture from the lens, in pixels.
    centre_px : float
        Middle of the picture across.
    height_m : float
        Of the person, declared or assumed.
    """

    metres_per_px: Floats
    focal_px: float
    centre_px: float
    height_m: float


@dataclass(frozen=True)
class Stand:
    """Where a body stands and how it is turned.

    Attributes
    ----------
    hips_px : array (n, 2)
        Middle of the hips in the picture.
    place_m : array (n, 3)
        The same in space.
    facing_deg : array (n,)
        In space: 0 to the picture's right, 90 into it.
    sight_deg : array (n,)
        By how much the line of sight to the body is turned to the right of straight ahead; facing
        against that line is the sum of the two.
    """

    hips_px: Floats
    place_m: Floats
    facing_deg: Floats
    sight_deg: Floats


def sight_deg(across_px: Floats, scale: Scale) -> Floats:
    """Return the direction (n,) in which something across the picture is seen, 0 straight ahead."""
    return np.degrees(np.arctan2(across_px - scale.centre_px, scale.focal_px))


def middle_of(keypoints: Keypoints, name: str) -> Floats:
    """Return the middle (n, 2) of a landmark's two sides; one side stands in for both.

    Where only one is seen, half their usual distance is added, held from where both were.
    """
    sides = [keypoints.get(f"{name}_{side}") for side in SIDES]
    middle: Floats = (sides[0] + sides[1]) / 2
    for side in sides:
        middle = carried_on(middle, side)
    return middle


def carried_on(path: Floats, other: Floats) -> Floats:
    """Return a path (n, 2) continued by another where it is lost, their distance held."""
    seen, helped = np.isfinite(path).all(axis=1), np.isfinite(other).all(axis=1)
    lost, both = ~seen & helped, seen & helped
    if not lost.any():
        return path
    if not both.any():
        return other.copy() if not seen.any() else path
    at = np.arange(len(path))
    offset = (path - other)[both]
    held = [np.interp(at[lost], at[both], offset[:, axis]) for axis in range(2)]
    whole = path.copy()
    whole[lost] = other[lost] + np.column_stack(held)
    return whole


def skeleton_of(keypoints: Keypoints, stand: Stand, scale: Scale) -> Skeleton:
    """Return landmarks in space (n, 3): x to the picture's right, y into it, z up.

    A picture has no depth. Each landmark is put where its line of sight meets the plane, parallel
    to the one in which the body faces, that lies its side's usual distance from the middle. That
    needs a view from the side; where there is none the depth is NaN.
    """
    facing = np.radians(stand.facing_deg)
    ahead, left = (np.column_stack(pair) for pair in _axes(facing))
    slope = np.tan(np.radians(stand.sight_deg))
    # What a step ahead, or to the left, does across the picture: less what its depth takes away.
    ahead_across, left_across = (axis[:, 0] - slope * axis[:, 1] for axis in (ahead, left))
    found = {}
    for name in _names(keypoints):
        off = (_place(keypoints, name) - stand.hips_px) * scale.metres_per_px[:, None]
        base, _, side = name.rpartition("_")
        left_m = scale.height_m * _OFF_MIDDLE.get(base, 0.0) * _SIGN.get(side, 0.0)
        within = FEET_VIEW_DEG if base in _FEET else SIDE_VIEW_DEG
        with np.errstate(invalid="ignore", divide="ignore"):
            ahead_m = (off[:, 0] - left_m * left_across) / ahead_across
        ground = ahead_m[:, None] * ahead + left_m * left
        unknown = ~seen_from_side(stand.facing_deg + stand.sight_deg, within)
        ground[unknown] = np.column_stack((off[:, 0], np.full(len(off), np.nan)))[unknown]
        found[name] = stand.place_m + np.column_stack((ground, -off[:, 1]))
    if np.isfinite(stand.place_m).any():
        found["pelvis"] = stand.place_m
    return Skeleton({n: p for n, p in found.items() if np.isfinite(p).all(axis=1).any()})


def _axes(facing: Floats) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Return the unit vectors ahead of a body and to its left, as columns."""
    cos, sin = np.cos(facing), np.sin(facing)
    return (cos, sin), (-sin, cos)


def _names(keypoints: Keypoints) -> list[str]:
    return [*dict.fromkeys((*(n for n in keypoints.names if n in LANDMARKS), "neck", "head"))]


def _place(keypoints: Keypoints, name: str) -> Floats:
    """Return a landmark's path; neck and head stand between the shoulders and the ears.

    Where a picture has both the big and the small toe, the forefoot is the middle of the two.
    """
    base, _, side = name.rpartition("_")
    if base == "forefoot" and f"toe_{side}" in keypoints.names:
        toe, small = keypoints.get(f"toe_{side}"), keypoints.get(name)
        return (toe + small) / 2
    if name in keypoints.names:
        return keypoints.get(name)
    between = {"neck": "shoulder", "head": "ear"}.get(name, name)
    return (keypoints.get(f"{between}_left") + keypoints.get(f"{between}_right")) / 2


def seen_from_side(local_deg: Floats, within_deg: float) -> Bools:
    """Return where (n,) a body is seen within an angle of its side."""
    with np.errstate(invalid="ignore"):
        side: Bools = np.abs(np.cos(np.radians(local_deg))) >= np.cos(np.radians(within_deg))
    return side
