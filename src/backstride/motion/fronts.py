"""Parts of a body that have a front of their own, to tell whether left and right were mixed up."""

import numpy as np

from backstride.motion.angles import heading_deg, wrap_deg
from backstride.motion.arrays import Floats
from backstride.motion.skeleton import SIDES, Skeleton

_PLAIN = 0.5  # a front is plain when it points within 60° of the facing or of its opposite
_BENT = 0.1  # of the length of the leg; a knee bent by about 25° or more
_UPRIGHT = 0.5  # a shank tilted by more than 60° belongs to a swing or a crawl


def put_sides_right(skeleton: Skeleton, facing_deg: Floats) -> tuple[Skeleton, Floats, list[str]]:
    """Return skeleton and facing with left and right exchanged where the body's fronts say so.

    Two fronts out of feet, pelvis and knees must agree; one alone is only reported.
    """
    behind = fronts_behind(skeleton, facing_deg)
    against = sum(behind)
    if against > 1 and against > len(behind) - against:
        exchanged = {_other_side(name): p for name, p in skeleton.positions_m.items()}
        said = (
            "Feet, knees or pelvis point away from the facing that left and right give, so the two "
            "are swapped in this file, or its axes are a mirror image; they were exchanged."
        )
        return Skeleton(exchanged), wrap_deg(facing_deg + 180.0), [said]
    if against:
        said = (
            "Part of the body points away from where the hips face; left and right, or heel and "
            "toe, may be swapped in this file, and then forward and backward are too."
        )
        return skeleton, facing_deg, [said]
    return skeleton, facing_deg, []


def _other_side(name: str) -> str:
    for side, other in (SIDES, SIDES[::-1]):
        if name.endswith(f"_{side}"):
            return name.removesuffix(side) + other
    return name


def fronts_behind(skeleton: Skeleton, facing_deg: Floats) -> list[bool]:
    """Return for each part whose front is known whether it points away from the facing.

    The parts are the feet, the front of the pelvis and the way the knees bend. None of them tells
    left from right, so they show whether the two were mixed up.
    """
    pelvis = skeleton.middle("asis_left", "asis_right") - skeleton.middle("psis_left", "psis_right")
    feet = np.concatenate([_foot(skeleton, side) for side in SIDES])
    knees = np.concatenate([_knee_bend(skeleton, side) for side in SIDES])
    found = []
    for front in (pelvis, feet, knees):
        turned = heading_deg(front) - np.resize(facing_deg, len(front))
        cosine = np.cos(np.radians(turned[np.isfinite(turned)]))
        if cosine.size and abs(float(np.median(cosine))) > _PLAIN:
            found.append(float(np.median(cosine)) < 0)
    return found


def _foot(skeleton: Skeleton, side: str) -> Floats:
    """Return the line (n, 3) along a foot, NaN where the shank lies rather than stands.

    The ankle and ball stand in for heel and toe.
    """
    front, back = (
        next((skeleton[n] for n in names if n in skeleton), skeleton.get(names[0]))
        for names in ((f"toe_{side}", f"forefoot_{side}"), (f"heel_{side}", f"ankle_{side}"))
    )
    shank = skeleton.get(f"knee_{side}") - skeleton.get(f"ankle_{side}")
    with np.errstate(invalid="ignore"):
        lying = shank[:, 2] < _UPRIGHT * np.linalg.norm(shank, axis=1)
    return np.where(lying[:, None], np.nan, front - back)


def _knee_bend(skeleton: Skeleton, side: str) -> Floats:
    """Return from the line hip to ankle to the knee (n, 3), NaN where the leg is straight."""
    hip, knee, ankle = (skeleton.get(f"{name}_{side}") for name in ("hip", "knee", "ankle"))
    line = ankle - hip
    with np.errstate(invalid="ignore", divide="ignore"):
        along = np.sum((knee - hip) * line, axis=1) / np.sum(line * line, axis=1)
        bend: Floats = knee - hip - along[:, None] * line
        straight = np.linalg.norm(bend, axis=1) < _BENT * np.linalg.norm(line, axis=1)
    return np.where(straight[:, None], np.nan, bend)
