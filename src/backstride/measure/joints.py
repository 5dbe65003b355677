"""Joint angles in the plane in which a body faces.

Flexion is positive and 0 is anatomical standing; trunk lean is positive towards facing. Angles are
those of segments seen from the side: against the left-to-right axis of the pelvis, so that they
mean the same forward, backward and sideways.
"""

from dataclasses import dataclass

import numpy as np

from backstride.measure.parts import SIDES_OF_BODY, Side
from backstride.motion import Motion, Skeleton, wrap_deg
from backstride.motion.arrays import Floats

_STILL_SHARE = 0.2
"""The slowest fifth of a foot's samples: less than it is on the ground in any gait, the fastest
sprint aside. Half of those are taken to be flat."""


def joint_angles(motion: Motion) -> dict[str, Floats]:
    """Return joint angles over time (n,), in degrees, for the joints that the skeleton allows.

    ``hip_left``: thigh against the trunk. ``knee_left``: shank against the thigh. ``ankle_left``:
    foot against the shank, 0 when the foot lies flat under a vertical shank, positive in
    dorsiflexion. ``trunk_lean``: shoulders over hips against the vertical.
    """
    if motion.skeleton is None or not np.isfinite(motion.facing_deg).any():
        return {}
    body = _Body(motion.skeleton, motion.facing_deg)
    lean = body.trunk_lean()
    angles = {"trunk_lean": lean}
    for side in SIDES_OF_BODY:
        thigh = body.swing(f"hip_{side}", f"knee_{side}")
        shank = body.swing(f"knee_{side}", f"ankle_{side}")
        angles[f"hip_{side}"] = wrap_deg(thigh + lean)
        angles[f"knee_{side}"] = wrap_deg(thigh - shank)
        angles[f"ankle_{side}"] = wrap_deg(body.foot_pitch(side) - shank)
    return {name: angle for name, angle in angles.items() if np.isfinite(angle).any()}


@dataclass(frozen=True)
class _Body:
    """A skeleton seen from its side."""

    skeleton: Skeleton
    facing_deg: Floats

    def ahead_and_up(self, vector: Floats) -> tuple[Floats, Floats]:
        """Return a vector's parts (n,) towards facing and upward."""
        facing = np.radians(self.facing_deg)
        return vector[:, 0] * np.cos(facing) + vector[:, 1] * np.sin(facing), vector[:, 2]

    def swing(self, upper: str, lower: str) -> Floats:
        """Return how far a limb swings ahead of hanging straight down, in degrees."""
        ahead, up = self.ahead_and_up(self.skeleton.get(lower) - self.skeleton.get(upper))
        return np.degrees(np.arctan2(ahead, -up))

    def trunk_lean(self) -> Floats:
        """Return how far the shoulders lean ahead of the hips, in degrees."""
        top = self.skeleton.middle("shoulder_left", "shoulder_right")
        top = np.where(np.isfinite(top), top, self.skeleton.get("neck"))
        ahead, up = self.ahead_and_up(top - self.skeleton.middle("hip_left", "hip_right"))
        return np.degrees(np.arctan2(ahead, up))

    def foot_pitch(self, side: Side) -> Floats:
        """Return how far the ball is lifted from the foot lying flat, in degrees."""
        heel, ball = (f"{name}_{side}" for name in ("heel", "forefoot"))
        back = self.skeleton.get(heel if heel in self.skeleton else f"ankle_{side}")
        front = self.skeleton.get(ball if ball in self.skeleton else f"toe_{side}")
        ahead, up = self.ahead_and_up(front - back)
        pitch = np.degrees(np.arctan2(up, ahead))
        return pitch - _flat_pitch(back, front, pitch)


def _flat_pitch(back: Floats, front: Floats, pitch: Floats) -> float:
    """Return the pitch at which the foot lies flat: where it moves least and its heel is lowest.

    A foot rests on its raised forefoot too; of the slowest samples, those with the heel lowest
    against the ball are the flat ones.
    """
    moved = np.linalg.norm(np.gradient(back, axis=0), axis=1) + np.linalg.norm(
        np.gradient(front, axis=0), axis=1
    )
    usable = np.isfinite(moved) & np.isfinite(pitch)
    if not usable.any():
        return 0.0
    still = usable & (moved <= np.quantile(moved[usable], _STILL_SHARE))
    flat = still & (pitch >= np.median(pitch[still]))
    return float(np.median(pitch[flat]))
