"""Arithmetic on headings, in degrees."""

from typing import overload

import numpy as np

from backstride.motion.arrays import Floats


@overload
def wrap_deg(angle_deg: float) -> float: ...
@overload
def wrap_deg(angle_deg: Floats) -> Floats: ...
def wrap_deg(angle_deg: float | Floats) -> float | Floats:
    """Return the same heading in [-180, 180); NaN stays NaN."""
    return (angle_deg + 180.0) % 360.0 - 180.0


def heading_deg(vector: Floats) -> Floats:
    """Return the heading of ground vectors (..., 2 or 3), counter-clockwise from +x."""
    return np.degrees(np.arctan2(vector[..., 1], vector[..., 0]))


def circular_mean_deg(angle_deg: Floats) -> float:
    """Return the mean heading, leaving out NaN; NaN when nothing is left."""
    rad = np.radians(angle_deg[np.isfinite(angle_deg)])
    if rad.size == 0:
        return float("nan")
    return float(np.degrees(np.arctan2(np.sin(rad).mean(), np.cos(rad).mean())))
