"""Joint moments of a standing leg from the body above it, without any ground force.

The moment at a joint is what the rest of the body needs to move as it does. Neither the ground
force nor where it presses is asked for; but the trunk weighs half the body, and a centimetre or a
degree there is worth more than either. Against plates the knee's moment was off by 0.35 to 0.96
N m/kg on two contacts of a run, where force by whole-body movement left 0.14 to 0.28, and by 0.13
to 0.17 on two contacts of a walk, where that left 0.22 to 0.25 (A30). So it is the rougher way in
running, which this package is about, and serves as a check on the other.
"""

import numpy as np

from backstride.measure.force.body import Limb, limbs
from backstride.measure.force.filtering import low_pass
from backstride.measure.force.plane import side_view, turning
from backstride.measure.force.segments import G_MPS2, SEGMENTS
from backstride.motion.arrays import Floats
from backstride.motion.skeleton import Skeleton

BELOW = {"ankle": ("foot",), "knee": ("foot", "shank"), "hip": ("foot", "shank", "thigh")}
"""Segments of a leg on the ground's side of each joint."""


def top_down_moments(
    skeleton: Skeleton, facing_deg: Floats, rate_hz: float, side: str, cutoff_hz: float
) -> dict[str, Floats]:
    """Return the moments of ankle, knee and hip (n,) of one leg, N m/kg, extension positive.

    They hold while the other foot is off the ground. Empty without trunk and legs.

    Parameters
    ----------
    skeleton : Skeleton
    facing_deg : array (n,)
    rate_hz : float
    side : {"left", "right"}
        The leg that carries the body.
    cutoff_hz : float
        Of the filter for the movement.
    """
    body = limbs(skeleton)
    if not {"trunk", f"foot_{side}", f"shank_{side}", f"thigh_{side}"} <= body.keys():
        return {}
    needs = {name: _need(name, limb, facing_deg, rate_hz, cutoff_hz) for name, limb in body.items()}
    found = {}
    for joint, below in BELOW.items():
        place = low_pass(skeleton.get(f"{joint}_{side}"), rate_hz, cutoff_hz)
        about = side_view(place, facing_deg)
        total = np.zeros(len(facing_deg))
        for name, (centre, pull, spin) in needs.items():
            if name not in {f"{part}_{side}" for part in below}:
                total = total + spin + turning(centre - about, pull)
        found[joint] = total * (-1.0 if joint == "knee" else 1.0)
    return found


def _need(
    name: str, limb: Limb, facing_deg: Floats, rate_hz: float, cutoff_hz: float
) -> tuple[Floats, Floats, Floats]:
    """Return a segment's centre, and the force and moment per body mass that move it."""
    share = SEGMENTS[name.removesuffix("_left").removesuffix("_right")]
    centre = side_view(low_pass(limb.centre_m, rate_hz, cutoff_hz), facing_deg)
    acceleration = low_pass(limb.centre_m, rate_hz, cutoff_hz, derivative=2)
    pull = share.mass * (side_view(acceleration, facing_deg) + np.array([0.0, G_MPS2]))
    along = side_view(limb.lower_m - limb.upper_m, facing_deg)
    angle = np.arctan2(along[:, 1], along[:, 0])
    turned = np.where(np.isfinite(angle), np.unwrap(np.nan_to_num(angle)), np.nan)
    length = np.hypot(along[:, 0], along[:, 1])
    inertia = share.mass * (share.gyration * float(np.nanmedian(length))) ** 2
    return centre, pull, inertia * low_pass(turned, rate_hz, cutoff_hz, derivative=2)
