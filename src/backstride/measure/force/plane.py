"""The plane in which a body faces: seen from its side."""

import numpy as np

from backstride.motion.arrays import Floats


def side_view(vector: Floats, facing_deg: Floats | float) -> Floats:
    """Return the parts (..., 2) of vectors (..., 3) towards facing and upward."""
    facing = np.radians(facing_deg)
    ahead = vector[..., 0] * np.cos(facing) + vector[..., 1] * np.sin(facing)
    return np.stack((ahead, vector[..., 2]), axis=-1)


def turning(lever: Floats, force: Floats) -> Floats:
    """Return the moment (...) of forces about points, levers and forces (..., 2) in the side view.

    Positive turns from ahead to up: toes up, shank to the front.
    """
    moment: Floats = lever[..., 0] * force[..., 1] - lever[..., 1] * force[..., 0]
    return moment
