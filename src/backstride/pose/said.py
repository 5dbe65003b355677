"""What is said to a person about a motion from a picture."""

import numpy as np

from backstride.motion.arrays import Bools
from backstride.pose.body import FEET_VIEW_DEG, SIDE_VIEW_DEG, seen_from_side
from backstride.pose.facing import LEAST_MARGIN
from backstride.pose.ground import Ground
from backstride.pose.seen import Seen

SMALLEST_PX = 120.0
"""Body height in the picture under which points are unsure: a thigh has 30 pixels then, and points
that stray by two pixels turn it by 5°."""

_WORTH_SAYING = 0.02  # of the frames; less is over before anybody would look for it


def about_scale(height_m: float | None, assumed_m: float, share: float) -> list[str]:
    """Return how pixels became metres."""
    if height_m is not None:
        return [
            f"Distances come from a height of {height_m:g} m in the picture and may be off by "
            f"about {100 * share:.0f} % (one standard error)."
        ]
    return [
        f"Nobody said how tall the person is; {assumed_m:.2f} m was taken, so distances and speeds "
        f"may be off by about {100 * share:.0f} % (one standard error). Give the height with "
        "--height."
    ]


def about_size(seen: Seen) -> list[str]:
    """Return whether the person is too small in the picture; a video says so itself."""
    tall = float(np.median(seen.height_px))
    if seen.steady.background_known or tall >= SMALLEST_PX:
        return []
    return [
        f"The person is only about {tall:.0f} pixels tall, so where limbs are and how far away the "
        "body is, is unsure; film from nearer, or with more pixels."
    ]


def about_view(seen: Seen) -> list[str]:
    """Return what the angle of view hides."""
    known = np.isfinite(seen.local_deg)
    if seen.margin < LEAST_MARGIN:
        return [
            "Which way the body faces could not be told: too little of it is seen, or its parts "
            "point different ways. The direction of running is unknown."
        ]
    if not known.any():
        return []
    from_side = seen_from_side(seen.local_deg[known], SIDE_VIEW_DEG).mean()
    from_feet = seen_from_side(seen.local_deg[known], FEET_VIEW_DEG).mean()
    found = []
    if from_side < 1 - _WORTH_SAYING:
        found.append(
            f"The body is seen from the side for {100 * from_side:.0f} % of the time; joint angles "
            "are given only then. Film square to the way for all of them."
        )
    if from_feet < 1 - _WORTH_SAYING:
        found.append(
            f"For {100 * (1 - from_feet):.0f} % of the time it is seen from ahead or behind: speed "
            "rests on how its size changes then, and steps are rough."
        )
    return found


def about_ground(seen: Seen, ground: Ground, unseen: Bools) -> list[str]:
    """Return what is known of the camera and the ground."""
    found = []
    if ground.moves.any():
        what = (
            "The background is at rest while feet on the ground move with it: a treadmill"
            if seen.steady.background_known
            else "Feet on the ground move in the picture: a treadmill, or a camera that moves along"
        )
        found.append(
            f"{what}. Travel is what the body does against the ground under its feet; its speed is "
            "rougher than from a camera at rest."
        )
    if unseen.mean() > _WORTH_SAYING:
        found.append(
            "For some time the legs step but the view hides whether and which way the body gets "
            "on: on the spot, on a treadmill, or before a camera that goes along. The direction is "
            "unknown there; film from the side."
        )
    return found


def about_sides(seen: Seen) -> list[str]:
    """Return whether left and right were exchanged."""
    if seen.swapped_share < _WORTH_SAYING:
        return []
    return [
        f"Left and right limbs were taken for each other in {100 * seen.swapped_share:.0f} % of "
        "the frames; they were put back by how they move on."
    ]
