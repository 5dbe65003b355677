"""Key points that can be trusted: sure enough, and where a body can be."""

from dataclasses import replace

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from backstride.motion.arrays import Floats
from backstride.motion.smoothing import bridge_gaps, local_quadratic
from backstride.pose.keypoints import Keypoints

LEAST_SURE = 0.3
"""Points that their estimator gives less are left out; the limit that Sports2D ships with too."""

LONGEST_BRIDGE_S = 0.2
"""Gaps up to half a walking step are bridged, as those of markers are."""

SMOOTHING_S = 0.15
"""Width of a sliding quadratic fit: passes what is slower than some 8 Hz, the range in which joints
move in walking and running (6 to 10 Hz are usual for video)."""

_STRAY = 0.12
"""Share of height by which a point may leave the median of five frames: 20 cm, more than a fast
foot bends its path in 1/12 s."""


def sure_points(keypoints: Keypoints) -> Keypoints:
    """Return key points without those whose estimator was unsure."""
    sure = keypoints.confidence >= LEAST_SURE
    return replace(keypoints, points_px=np.where(sure[..., None], keypoints.points_px, np.nan))


def without_strays(keypoints: Keypoints, height: Floats) -> Keypoints:
    """Return key points without those that leap off for a frame or two.

    ``height`` (n,) is that of the person in the picture, in pixels.
    """
    points = keypoints.points_px
    if points.shape[1] < 5:
        return keypoints
    padded = np.pad(points, ((0, 0), (2, 2), (0, 0)), mode="edge")
    around = np.sort(sliding_window_view(padded, 5, axis=1), axis=-1)  # NaN goes last
    count = np.isfinite(around).sum(axis=-1)
    at = np.maximum(count - 1, 0)[..., None]
    low, high = (np.take_along_axis(around, i, axis=-1)[..., 0] for i in (at // 2, (at + 1) // 2))
    with np.errstate(invalid="ignore"):
        off = np.linalg.norm(points - (low + high) / 2, axis=2) > _STRAY * height
    return replace(keypoints, points_px=np.where(off[..., None], np.nan, points))


def steadied(keypoints: Keypoints, rate_hz: float) -> Keypoints:
    """Return key points with short gaps bridged and the jitter of single frames taken out."""
    paths = [
        local_quadratic(bridge_gaps(path, keypoints.time_s, LONGEST_BRIDGE_S), rate_hz, SMOOTHING_S)
        for path in keypoints.points_px
    ]
    return replace(keypoints, points_px=np.stack(paths))
