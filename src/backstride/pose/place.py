"""Where a person in a picture is in space, and how they get on over the ground."""

import numpy as np

from backstride.motion.arrays import Bools, Floats
from backstride.motion.skeleton import SIDES
from backstride.motion.smoothing import bridge_gaps, local_quadratic
from backstride.pose.body import FEET_VIEW_DEG, seen_from_side
from backstride.pose.ground import Ground
from backstride.pose.seen import Seen
from backstride.pose.windows import filled, windowed_maximum, windowed_mean

_SIZE_S = 1.5  # over which the distance from the camera is fitted: a stride, to even it out
_VELOCITY_S = 0.5  # about one step: the sway of single steps evens out
_LONGEST_LOSS_S = 0.5  # a body that is lost for longer is not followed on a moving ground
_PASSED, _PASSING_SHARE = 0.02, 0.3
"""One foot has passed the other when it is 3.5 cm ahead in the picture, and feet pass when each
leads for this share of the time: 0.35 to 0.5 in walking and running, a tenth sideways."""

SQUARE_DEG = 20.0
"""Seen within this of the side, a way aside shows at a third of its size and less."""

_STEP_REACH_S = 0.75  # a walking stride around a moment
_STEP_LIFT = 0.05  # of height: one foot 9 cm over the other, in turn, is stepping and not sway


def place_of(seen: Seen, ground: Ground) -> Floats:
    """Return the middle of the hips in space (n, 3): x to the right, y into the picture, z up.

    Across the picture it is where the hips are less what the camera or the ground moved. Into the
    picture it is how small the body has become; over a ground that moves, where a size says
    nothing, it follows from the way across and the plane in which the body faces.
    """
    scale = seen.scale
    metres = scale.metres_per_px
    across = ground.displacement_px[:, 0]
    moved = np.cumsum(metres * np.diff(across, prepend=across[:1]))
    x = (seen.hips_px[:, 0] - scale.centre_px) * metres - moved
    away = np.where(np.isfinite(x), scale.focal_px * metres, np.nan)
    y = local_quadratic(away, seen.rate_hz, _SIZE_S)
    if ground.moves.any():
        y = _depth_over_moving_ground(x, y, seen, ground)
    z = (seen.floor_px - seen.hips_px[:, 1]) * metres
    return np.column_stack((x, y, z))


def _depth_over_moving_ground(x: Floats, y: Floats, seen: Seen, ground: Ground) -> Floats:
    across = local_quadratic(x, seen.rate_hz, _VELOCITY_S, derivative=1)
    facing = np.radians(seen.facing_deg)
    usable = ground.moves & along_facing(seen)
    slope = np.where(usable, np.tan(np.where(usable, facing, 0.0)), 0.0)
    by_size = np.gradient(filled(y)) if np.isfinite(y).any() else np.zeros(len(y))
    step = np.where(usable, across * slope / seen.rate_hz, by_size)
    whole = np.nanmean(y) + np.cumsum(np.nan_to_num(step))
    return np.where(np.isfinite(y), whole, np.nan)


def along_facing(seen: Seen) -> Bools:
    """Return where (n,) the picture shows that the body goes forward or backward, not sideways.

    Over a ground that moves in the picture only the way across it is known. Seen obliquely, that
    may be a way ahead or a way aside; but walking and running the feet pass one another, and going
    sideways they do not.
    """
    apart = (seen.steady.get("ankle_left") - seen.steady.get("ankle_right"))[:, 0] / seen.height_px
    reach = max(1, round(_STEP_REACH_S * seen.rate_hz))
    known = np.isfinite(apart)
    ahead, behind = (
        windowed_mean(np.where(known, side, np.nan), reach)
        for side in (apart > _PASSED, apart < -_PASSED)
    )
    passing = np.nan_to_num(np.minimum(ahead, behind)) > _PASSING_SHARE
    near_side = seen_from_side(seen.local_deg, SQUARE_DEG)
    found: Bools = near_side | (passing & seen_from_side(seen.local_deg, FEET_VIEW_DEG))
    return found


def steps_unseen(seen: Seen, slow: Bools) -> Bools:
    """Return where (n,) the feet step but a view from ahead or behind shows no way.

    Stepping on the spot, a treadmill and a camera that keeps ahead all look like that.

    Parameters
    ----------
    seen : Seen
    slow : array (n,) of bool
        Where no travel was found.
    """
    down = [seen.steady.get(f"ankle_{side}")[:, 1] for side in SIDES]
    apart = bridge_gaps((down[0] - down[1]) / seen.height_px, seen.steady.time_s, _LONGEST_LOSS_S)
    reach = max(1, round(_STEP_REACH_S * seen.rate_hz))
    lifts = np.minimum(windowed_maximum(apart, reach), windowed_maximum(-apart, reach))
    frontal = np.isfinite(seen.local_deg) & ~seen_from_side(seen.local_deg, FEET_VIEW_DEG)
    unseen: Bools = frontal & slow & (lifts > _STEP_LIFT)
    return unseen
