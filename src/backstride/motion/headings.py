"""The two headings of a body with a skeleton: where it faces and where it travels."""

import numpy as np

from backstride.motion.angles import heading_deg
from backstride.motion.arrays import Floats
from backstride.motion.skeleton import Skeleton
from backstride.motion.smoothing import local_quadratic

HEADING_WINDOW_S = 0.5
"""About one step of walking or two of running, so that the sway of single steps averages out."""

SLOWEST_WITH_HEADING_MPS = 0.3
"""Below this, standing sway and stepping on the spot give headings that mean nothing."""

SLOW_PROGRESS_MPS = 0.1
"""A body that crawls or shuffles on at this pace, second after second, is travelling too."""

_PROGRESS_S = 1.0  # how long before and after a moment slow progress must last

_LEVEL = 0.5  # a left-right axis tilted by more than 60° no longer points anywhere on the ground
_UPRIGHT = 0.5  # a shank tilted by more than 60° lies rather than stands
_PLAIN = 0.5  # cosine; a front seen within 60° of facing, or of its opposite, is plain
_BENT = 0.05  # knee this share of the leg off the line hip to ankle: bent by about 12°


def _ground_axis(skeleton: Skeleton, name: str) -> Floats:
    """Return the level part of the left-to-right axis (n, 2) of a unit vector, NaN if too steep."""
    axis = skeleton.get(f"{name}_right") - skeleton.get(f"{name}_left")
    length = np.linalg.norm(axis, axis=1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        unit: Floats = axis / length
        unit[np.linalg.norm(unit[:, :2], axis=1) < _LEVEL] = np.nan
    return unit[:, :2]


def facing_from_body(skeleton: Skeleton, rate_hz: float) -> Floats:
    """Return where the pelvis points (n,), in degrees; NaN where neither hips nor shoulders show.

    The level perpendicular of the left-to-right hip axis, steadied by the shoulders, which turn
    against the pelvis in every step: hips count twice, shoulders once, either alone where the
    other is missing. Travel plays no part.
    """
    hips = _ground_axis(skeleton, "hip")
    for spare in ("asis", "psis"):
        hips = np.where(np.isfinite(hips), hips, _ground_axis(skeleton, spare))
    shoulders = _ground_axis(skeleton, "shoulder")
    axis = np.where(np.isfinite(hips), 2.0 * hips, 0.0) + np.nan_to_num(shoulders)
    axis[~np.isfinite(hips).all(axis=1) & ~np.isfinite(shoulders).all(axis=1)] = np.nan
    right = local_quadratic(axis, rate_hz, HEADING_WINDOW_S)
    return heading_deg(np.column_stack((-right[:, 1], right[:, 0])))


def travel_from_position(position_m: Floats, rate_hz: float) -> tuple[Floats, Floats]:
    """Return horizontal speed (n,) in m/s and heading of travel (n,) in degrees.

    The heading is NaN below ``SLOWEST_WITH_HEADING_MPS``, but for steady slow progress.
    """
    velocity = local_quadratic(position_m[:, :2], rate_hz, HEADING_WINDOW_S, derivative=1)
    speed = np.linalg.norm(velocity, axis=1)
    travel = np.where(speed >= SLOWEST_WITH_HEADING_MPS, heading_deg(velocity), np.nan)
    return speed, np.where(np.isfinite(travel), travel, _slow_progress(position_m, rate_hz))


def _slow_progress(position_m: Floats, rate_hz: float) -> Floats:
    """Return the heading (n,) of a body that goes on slowly in one direction, NaN elsewhere.

    It must have got on in the second before and go on in the second after: starts, stops and
    turns back are none.
    """
    half = round(_PROGRESS_S * rate_hz)
    heading = np.full(len(position_m), np.nan)
    if len(position_m) <= 2 * half or half == 0:
        return heading
    ground = position_m[:, :2]
    before = (ground[half:-half] - ground[: -2 * half]) / _PROGRESS_S
    after = (ground[2 * half :] - ground[half:-half]) / _PROGRESS_S
    pace_before, pace_after = np.linalg.norm(before, axis=1), np.linalg.norm(after, axis=1)
    onward = np.einsum("ij,ij->i", before, after) > 0
    going = (np.minimum(pace_before, pace_after) >= SLOW_PROGRESS_MPS) & onward
    heading[half:-half] = np.where(going, heading_deg(before + after), np.nan)
    return heading
