"""How tall a person is in the picture, from the lengths of the body's parts."""

import numpy as np

from backstride.motion.arrays import Floats
from backstride.motion.skeleton import SIDES
from backstride.motion.smoothing import local_quadratic
from backstride.pose.keypoints import Keypoints
from backstride.pose.windows import (
    filled,
    grid_of,
    windowed_maximum,
    windowed_mean,
    windowed_quantile,
)

THIGH, SHANK, TRUNK = 0.245, 0.246, 0.288
"""Shares of standing height: hip to knee, knee to ankle, and hips (0.530) to shoulders (0.818).
Drillis and Contini in Winter, Biomechanics and Motor Control of Human Movement
(doi 10.1002/9780470549148), figure 4.1."""

WINDOW_S = 1.2
"""A walking stride: within it each limb lies in the plane of the picture at some moment."""

_NEAR_FULL = 0.75  # quantile: a limb shows nearly its whole length in a quarter of a stride
_GRID_HZ = 10.0  # a person's size changes slowly: a runner at 5 m/s comes 0.5 m nearer
_STEADY_S = 0.6  # half a walking stride, over which the quantiles still ripple

SHORTEST_S, LONGEST_S = 1.5, 10.0
"""Times over which a change of size counts as coming nearer: two steps of walking at least; longer
as far as the points stray, but not so long that a whole shuttle is one."""

DEPTH_ERROR_MPS = 0.15
"""Error that coming nearer may have from stray points: half of the slowest locomotion
(``motion.headings``), so that whoever crosses the picture is not seen to come or go."""

_LEVEL_ERROR = 0.01  # of height; what a floor found from feet strays by
_STEEPEST = 6.0  # pixels of height per pixel of floor: a camera a third of a metre above it


def height_px(keypoints: Keypoints) -> Floats:
    """Return the standing height that a person would have in the picture (n,), in pixels.

    Each part shows its full length, or less where it points towards the camera; so a high quantile
    over a stride is taken of each, and the mean over the parts. NaN when no part was ever seen.
    """
    rate = _rate(keypoints)
    half = max(1, round(WINDOW_S / 2 * rate))
    grid = grid_of(len(keypoints.time_s), rate, _GRID_HZ)
    parts = np.stack(
        [windowed_quantile(p, _NEAR_FULL, half, grid) for p in part_lengths(keypoints)]
    )
    seen = np.isfinite(parts)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(seen, parts, 0.0).sum(axis=0) / seen.sum(axis=0)
    whole = np.interp(np.arange(len(keypoints.time_s)), grid, filled(mean))
    return windowed_mean(whole, max(1, round(_STEADY_S / 2 * rate)))


def steadied_by_floor(
    height: Floats, floor_px: Floats, keypoints: Keypoints, window_s: float
) -> Floats:
    """Return a height in the picture (n,) freed from ripples that are no coming nearer.

    Whoever comes nearer grows, and the floor below them sinks in the picture, in proportion. So
    only slow changes of size are taken as they are; quick ones as far as the floor goes with them.

    Parameters
    ----------
    height : array (n,)
    floor_px : array (n,)
        Where the floor is below the body, less what the camera moved; NaN where not known.
    keypoints : Keypoints
    window_s : float
        Over which slow changes are fitted, from ``window_for``.
    """
    rate_hz = _rate(keypoints)
    if not np.isfinite(floor_px).any() or len(height) < 3:
        return height
    floor = filled(floor_px)
    slow_height, slow_floor = (local_quadratic(v, rate_hz, window_s) for v in (height, floor))
    quick_height, quick_floor = height - slow_height, floor - slow_floor
    error = _LEVEL_ERROR * float(height.mean())
    together = float(np.mean(quick_height * quick_floor))
    slope = together / (float(np.mean(quick_floor**2)) + error**2)
    steadied: Floats = slow_height + np.clip(slope, 0.0, _STEEPEST) * quick_floor
    return np.clip(steadied, height / 2, height * 2)


def window_for(keypoints: Keypoints, height: Floats, away_m: float) -> float:
    """Return over how many seconds a change of size must be fitted to be known well enough.

    The five parts each show height with the error of two points over a quarter of it; the slope of
    a line through them, times the distance, is to be known to ``DEPTH_ERROR_MPS``.

    Parameters
    ----------
    keypoints : Keypoints
        As the estimator gave them, not smoothed.
    height : array (n,)
    away_m : float
        About how far away the person is.
    """
    each = np.sqrt(2.0) * stray_px(keypoints) / (TRUNK * float(height.mean()))
    looks_per_s = 5 * _rate(keypoints)
    slope = np.sqrt(12.0 / looks_per_s) * each * away_m / DEPTH_ERROR_MPS
    return float(np.clip(slope ** (2 / 3), SHORTEST_S, LONGEST_S))


def stray_px(keypoints: Keypoints) -> float:
    """Return by how much key points stray from frame to frame, in pixels (standard deviation).

    From third differences, which leave little of a body's own movement; they enlarge white noise by
    the root of 20.
    """
    third = np.abs(np.diff(keypoints.points_px, n=3, axis=1))
    third = third[np.isfinite(third)]
    return float(1.4826 * np.median(third) / np.sqrt(20.0)) if third.size else 0.0


def floor_below(keypoints: Keypoints) -> Floats:
    """Return where the floor is below the body (n,), in pixels from the top; NaN without feet."""
    names = [f"{n}_{side}" for n in ("heel", "toe", "forefoot", "ankle") for side in SIDES]
    lowest = np.fmax.reduce([keypoints.get(name)[:, 1] for name in names])
    reach = max(1, round(WINDOW_S / 2 * _rate(keypoints)))
    level = windowed_maximum(lowest, reach)
    return windowed_mean(filled(np.where(np.isfinite(level), level, np.nan)), reach)


def part_lengths(keypoints: Keypoints) -> list[Floats]:
    """Return lengths (n,) in the picture of trunk, thighs and shanks, each as body heights."""

    def long(upper: Floats, lower: Floats, share: float) -> Floats:
        length: Floats = np.linalg.norm(lower - upper, axis=1) / share
        return length

    hips, shoulders = (
        (keypoints.get(f"{n}_left") + keypoints.get(f"{n}_right")) / 2 for n in ("hip", "shoulder")
    )
    limbs = [
        long(keypoints.get(f"{a}_{side}"), keypoints.get(f"{b}_{side}"), share)
        for side in SIDES
        for a, b, share in (("hip", "knee", THIGH), ("knee", "ankle", SHANK))
    ]
    return [long(hips, shoulders, TRUNK), *limbs]


def _rate(keypoints: Keypoints) -> float:
    return float(1.0 / np.median(np.diff(keypoints.time_s)))
