"""Joint moments from ground force and movement, from the foot upward.

Newton and Euler for foot, shank and thigh, one after the other (Winter, Biomechanics and Motor
Control of Human Movement, doi 10.1002/9780470549148, chapter 5), in the plane in which the body
faces. Moments are those of the muscles and ligaments inside: extension and plantar flexion are
positive.
"""

from dataclasses import dataclass

import numpy as np

from backstride.measure.force.body import foot_ends
from backstride.measure.force.filtering import low_pass
from backstride.measure.force.foot_force import FootForce
from backstride.measure.force.plane import side_view, turning
from backstride.measure.force.segments import G_MPS2, SEGMENTS
from backstride.measure.parts import SIDES_OF_BODY
from backstride.motion.arrays import Floats
from backstride.motion.skeleton import Skeleton

CUTOFF_HZ = 12.0
"""Of the filter for movement and plates alike: between the 6 Hz customary for walking and the 15 to
20 Hz for impacts. From 10 to 15 Hz the peak knee moments from plates on the run of A30 change by
up to 5 %."""

LEG_LANDMARKS = ("hip", "knee", "ankle", "heel", "forefoot", "toe")


@dataclass(frozen=True)
class JointMoments:
    """Internal moments of both legs, per kilogram of body mass; index 0 left, 1 right.

    Attributes
    ----------
    ankle_nm_per_kg, knee_nm_per_kg, hip_nm_per_kg : array (2, n)
        Plantar flexion and extension positive; NaN where force or legs are not known.
    """

    ankle_nm_per_kg: Floats
    knee_nm_per_kg: Floats
    hip_nm_per_kg: Floats

    def of(self, joint: str) -> Floats:
        """Return the moments (2, n) of ``"ankle"``, ``"knee"`` or ``"hip"``."""
        return {
            "ankle": self.ankle_nm_per_kg,
            "knee": self.knee_nm_per_kg,
            "hip": self.hip_nm_per_kg,
        }[joint]


def smooth_legs(skeleton: Skeleton, rate_hz: float) -> Skeleton:
    """Return the landmarks of both legs without what is above ``CUTOFF_HZ``."""
    names = [f"{name}_{side}" for name in LEG_LANDMARKS for side in SIDES_OF_BODY]
    cutoff = min(CUTOFF_HZ, 0.4 * rate_hz)
    return Skeleton({n: low_pass(skeleton[n], rate_hz, cutoff) for n in names if n in skeleton})


def joint_moments(
    skeleton: Skeleton, smooth: Skeleton, facing_deg: Floats, rate_hz: float, force: FootForce
) -> JointMoments:
    """Return the moments of ankle, knee and hip.

    Parameters
    ----------
    skeleton : Skeleton
        As recorded; accelerations are filtered from it.
    smooth : Skeleton
        Of ``smooth_legs``.
    facing_deg : array (n,)
    rate_hz : float
    force : FootForce
    """
    found = np.full((3, 2, len(facing_deg)), np.nan)
    for side, name in enumerate(SIDES_OF_BODY):
        found[:, side] = _leg(skeleton, smooth, facing_deg, rate_hz, name, force, side)
    return JointMoments(*found)


@dataclass(frozen=True)
class _Bone:
    """A segment in the side view: ends and centre of mass (n, 2), what moves it, its inertia."""

    upper_m: Floats
    lower_m: Floats
    centre_m: Floats
    pull: Floats  # (n, 2) N/kg of body mass: mass times acceleration, less gravity
    spin: Floats  # (n,) N m/kg: inertia times angular acceleration, positive from ahead to up


def _leg(
    skeleton: Skeleton,
    smooth: Skeleton,
    facing_deg: Floats,
    rate_hz: float,
    side: str,
    force: FootForce,
    index: int,
) -> Floats:
    """Return ankle, knee and hip moments (3, n) of one leg."""
    ends = {
        "foot": (foot_ends(skeleton, side), foot_ends(smooth, side)),
        "shank": _pair(skeleton, smooth, f"knee_{side}", f"ankle_{side}"),
        "thigh": _pair(skeleton, smooth, f"hip_{side}", f"knee_{side}"),
    }
    bones = {
        name: _bone(name, raw, still, facing_deg, rate_hz) for name, (raw, still) in ends.items()
    }
    ankle = side_view(smooth.get(f"ankle_{side}"), facing_deg)
    ground = force.force_n_per_kg[index]
    pressed = side_view(force.pressure_m[index], facing_deg)
    on_ground = np.abs(ground).sum(axis=1) > 0
    foot, shank, thigh = bones["foot"], bones["shank"], bones["thigh"]
    push = turning(pressed - foot.centre_m, ground)
    push = np.where(on_ground | np.isnan(ground[:, 0]), push, 0.0)
    at_ankle = foot.pull - ground  # of the shank on the foot
    ankle_moment = foot.spin - push - turning(ankle - foot.centre_m, at_ankle)
    at_knee = shank.pull + at_ankle
    knee_moment = shank.spin + ankle_moment + _pass_on(shank, at_ankle, at_knee)
    at_hip = thigh.pull + at_knee
    hip_moment = thigh.spin + knee_moment + _pass_on(thigh, at_knee, at_hip)
    # Turning the shank from ahead to up straightens the knee; the others bend.
    return np.stack((-ankle_moment, knee_moment, -hip_moment))


def _pass_on(bone: _Bone, below: Floats, above: Floats) -> Floats:
    """Return the moment of the forces at a bone's ends, given for the part below each joint."""
    lower = turning(bone.lower_m - bone.centre_m, below)
    upper = turning(bone.upper_m - bone.centre_m, above)
    return lower - upper


def _pair(
    skeleton: Skeleton, smooth: Skeleton, upper: str, lower: str
) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    return (skeleton.get(upper), skeleton.get(lower)), (smooth.get(upper), smooth.get(lower))


def _bone(
    name: str,
    raw: tuple[Floats, Floats],
    smooth: tuple[Floats, Floats],
    facing_deg: Floats,
    rate_hz: float,
) -> _Bone:
    share = SEGMENTS[name]
    cutoff = min(CUTOFF_HZ, 0.4 * rate_hz)
    centre = raw[0] + (raw[1] - raw[0]) * share.centre
    acceleration = side_view(low_pass(centre, rate_hz, cutoff, derivative=2), facing_deg)
    upper, lower = (side_view(point, facing_deg) for point in smooth)
    along = lower - upper
    angle = np.arctan2(along[:, 1], along[:, 0])
    turned = np.unwrap(np.where(np.isfinite(angle), angle, 0.0))
    spin = low_pass(np.where(np.isfinite(angle), turned, np.nan), rate_hz, cutoff, derivative=2)
    length = np.hypot(along[:, 0], along[:, 1])
    known = length[np.isfinite(length)]
    typical = float(np.median(known)) if known.size else np.nan
    return _Bone(
        upper_m=upper,
        lower_m=lower,
        centre_m=upper + along * share.centre,
        pull=share.mass * (acceleration + np.array([0.0, G_MPS2])),
        spin=share.mass * (share.gyration * typical) ** 2 * spin,
    )
