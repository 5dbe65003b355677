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

SLOPE_REACH_S = 1.2
"""Two running strides or one of walking to either side, so that the swing of a foot averages out of
its height and the ground's slope stays."""

SLOPE_M = 0.02
"""A slope must lift the floor by more than the ripple that is left of the swing, 1 to 2 cm."""

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
    edges of calibrated volumes rise and fall by up to a decimetre over a few metres. Where the
    ground climbs or falls along the way, the lowest once the slope is taken out, which the
    steadied height of the foot shows.
    """
    reach = max(1, round(FLOOR_REACH_S * rate_hz))
    level = _lowest_around(height, reach)
    steady = _steadied(height, round(SLOPE_REACH_S * rate_hz))
    sloped = _lowest_around(height - steady, reach) + steady
    with np.errstate(invalid="ignore"):
        floor: Floats = np.where(sloped > level + SLOPE_M, sloped, level)
    return floor


def _lowest_around(height: Floats, reach: int) -> Floats:
    """Return the lowest value within ``reach`` samples of each (n,), NaN where there is none."""
    padded = np.pad(np.where(np.isfinite(height), height, np.inf), reach, constant_values=np.inf)
    lowest: Floats = sliding_window_view(padded, 2 * reach + 1).min(axis=1)
    return np.where(np.isfinite(lowest), lowest, np.nan)


def _steadied(height: Floats, reach: int) -> Floats:
    """Return the mean height around each sample (n,), near ones counting most."""
    weights = np.hanning(2 * max(1, reach) + 3)[1:-1]
    seen = np.isfinite(height)
    total = np.convolve(np.where(seen, height, 0.0), weights, mode="full")
    share = np.convolve(seen.astype(np.float64), weights, mode="full")
    side = len(weights) // 2
    with np.errstate(invalid="ignore", divide="ignore"):
        mean: Floats = total[side : side + len(height)] / share[side : side + len(height)]
    return np.where(seen, mean, np.nan)
