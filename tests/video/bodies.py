"""Where somebody in a picture faces and travels, told simply, as a check on what was read."""

import numpy as np

from backstride.motion.arrays import Floats, Ints
from backstride.pose.keypoints import Keypoints


def hips(person: Keypoints) -> Floats:
    """Return the middle of the hips (n, 2)."""
    middle: Floats = 0.5 * (person.get("hip_left") + person.get("hip_right"))
    return middle


def in_view(person: Keypoints) -> Ints:
    """Return the numbers of the frames with hips."""
    return np.flatnonzero(np.isfinite(hips(person)[:, 0]))


def facing_sides(person: Keypoints) -> Floats:
    """Return per frame in view how far the face and the toes point to the right, in pixels."""
    frames = in_view(person)
    face = person.get("nose") - 0.5 * (person.get("ear_left") + person.get("ear_right"))
    toes = [person.get(f"toe_{side}") - person.get(f"heel_{side}") for side in ("left", "right")]
    right: Floats = np.nansum(np.stack([face, *toes])[:, frames, 0], axis=0)
    return right


def travel_px_per_s(person: Keypoints) -> float:
    """Return how fast somebody moves to the right in the picture."""
    frames = in_view(person)
    slope: float = np.polyfit(person.time_s[frames], hips(person)[frames, 0], 1)[0]
    return slope
