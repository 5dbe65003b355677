"""Segments of a body and its centre of mass, from landmarks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from backstride.measure.force.segments import (
    HAND_BEYOND_WRIST,
    HEAD_ABOVE_NECK,
    PAIRED_SEGMENTS,
    SEGMENTS,
    UPPER_BODY_ABOVE_HIPS,
)
from backstride.motion.arrays import Floats
from backstride.motion.skeleton import SIDES, Skeleton
from backstride.motion.smoothing import rows_seen

SEEN_ENOUGH = 0.8
"""Share of the frames with hips in which a limb must be seen to be used: with less it would leave
more holes than its few percent of the body's mass are worth. By judgement."""

UpperBody = Literal["trunk and arms", "trunk", "assumed upright"]


@dataclass(frozen=True)
class Limb:
    """A segment between two points, upper or back end first.

    Attributes
    ----------
    upper_m, lower_m : array (n, 3)
    centre_m : array (n, 3)
        Centre of mass.
    mass : float
        Share of body mass.
    """

    upper_m: Floats
    lower_m: Floats
    centre_m: Floats
    mass: float


@dataclass(frozen=True)
class CentreOfMass:
    """Where the body's mass is on average.

    Attributes
    ----------
    position_m : array (n, 3)
        NaN where a segment that is used was not seen.
    upper_body : UpperBody
        How much of it was seen: with ``"assumed upright"`` only the legs were.
    """

    position_m: Floats
    upper_body: UpperBody


def limbs(skeleton: Skeleton) -> Mapping[str, Limb]:
    """Return the segments that the landmarks allow, by name (``"thigh_left"``)."""
    found: dict[str, Limb] = {}
    neck = _neck(skeleton)
    hips = skeleton.middle("hip_left", "hip_right")
    if _usable(neck, hips):
        found["trunk"] = _limb("trunk", neck, hips)
        found["head"] = _head(skeleton, neck, hips)
    for side in SIDES:
        shoulder, elbow, wrist, hip, knee, ankle = (
            skeleton.get(f"{n}_{side}")
            for n in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
        )
        ends = {
            "upper_arm": (shoulder, elbow),
            "forearm": (elbow, wrist),
            "hand": (wrist, wrist + (wrist - elbow) * HAND_BEYOND_WRIST),
            "thigh": (hip, knee),
            "shank": (knee, ankle),
            "foot": foot_ends(skeleton, side),
        }
        for name in PAIRED_SEGMENTS:
            upper, lower = ends[name]
            if _usable(upper, hips) and _usable(lower, hips):
                found[f"{name}_{side}"] = _limb(name, upper, lower)
    return found


def centre_of_mass(skeleton: Skeleton) -> CentreOfMass | None:
    """Return the centre of mass, or None when both legs are not known down to the ankles.

    Segments that are missing are carried by the trunk, or where there is none by an upright upper
    body above the hips.
    """
    found = limbs(skeleton)
    needed = [f"{name}_{side}" for name in ("thigh", "shank", "foot") for side in SIDES]
    if any(name not in found for name in needed):
        return None
    hips = skeleton.middle("hip_left", "hip_right")
    total: Floats = np.sum([limb.mass * limb.centre_m for limb in found.values()], axis=0)
    rest = 1.0 - sum(limb.mass for limb in found.values())
    if "trunk" in found:
        total = total + rest * found["trunk"].centre_m
        arms = all(f"upper_arm_{side}" in found for side in SIDES)
        return CentreOfMass(total, "trunk and arms" if arms else "trunk")
    above = np.array([0.0, 0.0, UPPER_BODY_ABOVE_HIPS * leg_length_m(skeleton)])
    return CentreOfMass(total + rest * (hips + above), "assumed upright")


def leg_length_m(skeleton: Skeleton) -> float:
    """Return the length of thigh and shank, median over time and mean of both sides; else NaN."""
    lengths = []
    for side in SIDES:
        hip, knee, ankle = (skeleton.get(f"{n}_{side}") for n in ("hip", "knee", "ankle"))
        leg = np.linalg.norm(hip - knee, axis=1) + np.linalg.norm(knee - ankle, axis=1)
        leg = leg[np.isfinite(leg)]
        if leg.size:
            lengths.append(float(np.median(leg)))
    return float(np.mean(lengths)) if lengths else float("nan")


def foot_ends(skeleton: Skeleton, side: str) -> tuple[Floats, Floats]:
    """Return the back and the front end (n, 3) of a foot from the best landmarks there are."""
    back = next((n for n in ("heel", "ankle") if f"{n}_{side}" in skeleton), "heel")
    front = next((n for n in ("toe", "forefoot") if f"{n}_{side}" in skeleton), "toe")
    return skeleton.get(f"{back}_{side}"), skeleton.get(f"{front}_{side}")


def _neck(skeleton: Skeleton) -> Floats:
    neck = skeleton.get("neck")
    return np.where(np.isfinite(neck), neck, skeleton.middle("shoulder_left", "shoulder_right"))


def _head(skeleton: Skeleton, neck: Floats, hips: Floats) -> Limb:
    above = neck + (neck - hips) * HEAD_ABOVE_NECK
    seen = skeleton.get("head")
    centre = seen if _usable(seen, hips) else above
    return Limb(centre, neck, centre, SEGMENTS["head"].mass)


def _limb(name: str, upper: Floats, lower: Floats) -> Limb:
    share = SEGMENTS[name]
    return Limb(upper, lower, upper + (lower - upper) * share.centre, share.mass)


def _usable(point: Floats, hips: Floats) -> bool:
    """Return whether a point is seen in most of the frames in which the hips are."""
    body = rows_seen(hips)
    count = int(body.sum())
    return count > 0 and int((rows_seen(point) & body).sum()) >= SEEN_ENOUGH * count
