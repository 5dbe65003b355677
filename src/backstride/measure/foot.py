"""Points on a foot: how high above their floor they are and how fast they move."""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from backstride.measure.parts import Side
from backstride.motion import Motion
from backstride.motion.arrays import Floats
from backstride.motion.smoothing import local_quadratic, rows_seen

SMOOTHING_S = 0.04
"""Narrow enough for an impact, wide enough for marker noise; at least three samples."""

FLOOR_REACH_S = 0.6
"""Half a walking stride or a whole running one: a foot surely comes down within it."""

_FRONT = ("forefoot", "toe")


@dataclass(frozen=True)
class FootPoint:
    """One point on a foot over time.

    Attributes
    ----------
    part : str
        ``"heel"`` or ``"forefoot"`` (ball of the foot and toes).
    position_m : array (n, 3)
    height_m : array (n,)
        Above the lowest level of this very point within a stride.
    ground_speed_mps, speed_mps, rise_mps2 : array (n,)
        Horizontal speed, speed in space, and upward acceleration.
    """

    part: str
    position_m: Floats
    height_m: Floats
    ground_speed_mps: Floats
    speed_mps: Floats
    rise_mps2: Floats


def foot_points(motion: Motion, side: Side) -> list[FootPoint]:
    """Return the usable points of one foot; empty when the recording has none.

    Where there is no heel, the ankle stands in for it: it rests while the foot does.
    """
    skeleton = motion.skeleton
    if skeleton is None:
        return []
    back = "heel" if f"heel_{side}" in skeleton else "ankle"
    found = [("heel", skeleton.get(f"{back}_{side}"))]
    found += [("forefoot", skeleton.get(f"{name}_{side}")) for name in _FRONT]
    return [
        _foot_point(part, position, motion.rate_hz)
        for part, position in found
        if rows_seen(position).sum() > 2
    ]


def _foot_point(part: str, position: Floats, rate_hz: float) -> FootPoint:
    smooth = local_quadratic(position, rate_hz, SMOOTHING_S)
    velocity = local_quadratic(position, rate_hz, SMOOTHING_S, derivative=1)
    speed = np.linalg.norm(velocity, axis=1)
    return FootPoint(
        part=part,
        position_m=smooth,
        height_m=smooth[:, 2] - _floor(smooth[:, 2], rate_hz),
        ground_speed_mps=np.linalg.norm(velocity[:, :2], axis=1),
        speed_mps=speed,
        rise_mps2=local_quadratic(position[:, 2], rate_hz, SMOOTHING_S, derivative=2),
    )


def _floor(height: Floats, rate_hz: float) -> Floats:
    """Return the level the point comes down to around each sample (n,).

    The lowest within a stride, and not one level for the whole recording: real floors and the
    edges of calibrated volumes rise and fall by up to a decimetre over a few metres.
    """
    reach = max(1, round(FLOOR_REACH_S * rate_hz))
    padded = np.pad(np.where(np.isfinite(height), height, np.inf), reach, constant_values=np.inf)
    lowest: Floats = sliding_window_view(padded, 2 * reach + 1).min(axis=1)
    return np.where(np.isfinite(lowest), lowest, np.nan)
