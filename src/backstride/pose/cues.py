"""What in a picture tells which way a body faces, part by part.

All cues are lengths across the picture as shares of the body's height in it, positive to the right;
facing is the angle ``f`` from the picture's right, counter-clockwise seen from above, so that 0
faces right, 180 left, 90 away from the camera and -90 towards it.
"""

from dataclasses import dataclass

import numpy as np

from backstride.motion.arrays import Floats
from backstride.motion.skeleton import SIDES
from backstride.pose.keypoints import Keypoints

SHOULDERS, HIPS = 0.21, 0.11
"""Distances of the joint centres of both sides as shares of height: biacromial width 0.259 less the
thickness of the shoulders, and hip joints 0.10 to 0.12 (Winter, doi 10.1002/9780470549148)."""

FOOT = 0.13
"""Heel to the tip of the big toe joint as a share of height: most of the foot's length of 0.152
(the same)."""

_FLAT = 0.03  # of height; a foot raised by this much counts a third: 5 cm, clear of the floor
_STEP_S = 0.6  # a foot comes down to the floor within half a walking stride


@dataclass(frozen=True)
class Cues:
    """Cues over time, each (n,), NaN where not seen.

    Attributes
    ----------
    shoulders, hips : array
        From right to left side: ``-width * sin f``.
    foot, foot_weight : array
        From heel to toe, mean of both feet: ``length * cos f`` while they lie on the floor; and how
        surely they do, 0 to 1.
    knee : array
        From the line hip to ankle to the knee, mean of both: ahead, since knees bend only one way.
    elbow : array
        From the elbow to the line shoulder to wrist: ahead, likewise.
    nose : array
        From the middle of the ears (or shoulders) to the nose: ahead of the head.
    face : array
        1 where nose or eyes are seen, -1 where only ears are: turned away.
    """

    shoulders: Floats
    hips: Floats
    foot: Floats
    foot_weight: Floats
    knee: Floats
    elbow: Floats
    nose: Floats
    face: Floats


def find_cues(keypoints: Keypoints, height: Floats) -> Cues:
    """Return the cues in the key points of a person ``height`` (n,) pixels tall."""
    body = _Body(keypoints, height)
    feet, weights = zip(*(body.foot(side) for side in SIDES), strict=True)
    weight = np.stack(
        [np.where(np.isfinite(f), w, 0.0) for f, w in zip(feet, weights, strict=True)]
    )
    total = weight.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        foot = (np.nan_to_num(np.stack(feet)) * weight).sum(axis=0) / total
    return Cues(
        shoulders=body.across("shoulder"),
        hips=body.across("hip"),
        foot=foot,
        foot_weight=np.minimum(total, 1.0),
        knee=_mean([body.bend("hip", "knee", "ankle", side) for side in SIDES]),
        elbow=-_mean([body.bend("shoulder", "elbow", "wrist", side) for side in SIDES]),
        nose=body.nose(),
        face=body.face(),
    )


def _mean(parts: list[Floats]) -> Floats:
    """Return the mean (n,) of what was seen."""
    stack = np.stack(parts)
    seen = np.isfinite(stack)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean: Floats = np.where(seen, stack, 0.0).sum(axis=0) / seen.sum(axis=0)
    return mean


@dataclass(frozen=True)
class _Body:
    """A person in the picture, in body heights."""

    keypoints: Keypoints
    height: Floats

    def point(self, name: str) -> Floats:
        place: Floats = self.keypoints.get(name) / self.height[:, None]
        return place

    def across(self, name: str) -> Floats:
        apart: Floats = (self.point(f"{name}_left") - self.point(f"{name}_right"))[:, 0]
        return apart

    def foot(self, side: str) -> tuple[Floats, Floats]:
        """Return the foot across the picture (n,), and how low it is (n,)."""
        toe, front = self.point(f"toe_{side}"), self.point(f"forefoot_{side}")
        toe = np.where(np.isfinite(toe), toe, front)
        heel = self.point(f"heel_{side}")
        back = np.where(np.isfinite(heel), heel, self.point(f"ankle_{side}"))
        level = np.fmax(heel[:, 1], toe[:, 1])
        lowest = np.fmax.reduce(
            [self.point(f"{n}_{s}")[:, 1] for n in ("heel", "toe") for s in SIDES]
        )
        raised = np.maximum(lowest - level, 0.0)
        length: Floats = (toe - back)[:, 0]
        return length, np.exp(-np.nan_to_num(raised) / _FLAT)

    def bend(self, upper: str, middle: str, lower: str, side: str) -> Floats:
        """Return how far a joint is off the line between its neighbours, across the picture."""
        a, b, c = (self.point(f"{n}_{side}") for n in (upper, middle, lower))
        line = c - a
        with np.errstate(invalid="ignore", divide="ignore"):
            along = np.sum((b - a) * line, axis=1) / np.sum(line**2, axis=1)
        off = b - a - along[:, None] * line
        # Its part square to the line, with the sign of the picture's right for a hanging limb.
        with np.errstate(invalid="ignore", divide="ignore"):
            square = (
                np.column_stack((line[:, 1], -line[:, 0])) / np.linalg.norm(line, axis=1)[:, None]
            )
        signed: Floats = np.sum(off * square, axis=1)
        return signed

    def nose(self) -> Floats:
        ears = _mean([self.point(f"ear_{side}")[:, 0] for side in SIDES])
        shoulders = _mean([self.point(f"shoulder_{side}")[:, 0] for side in SIDES])
        nose = self.point("nose")[:, 0]
        eyes = _mean([self.point(f"eye_{side}")[:, 0] for side in SIDES])
        front = np.where(np.isfinite(nose), nose, eyes)
        return front - np.where(np.isfinite(ears), ears, shoulders)

    def face(self) -> Floats:
        """Return 1 where nose or an eye is seen, -1 where only ears are, NaN without a head."""
        front = np.logical_or.reduce(
            [np.isfinite(self.point(n)[:, 0]) for n in ("nose", "eye_left", "eye_right")]
        )
        back = np.logical_or.reduce([np.isfinite(self.point(f"ear_{s}")[:, 0]) for s in SIDES])
        return np.where(front, 1.0, np.where(back, -1.0, np.nan))
