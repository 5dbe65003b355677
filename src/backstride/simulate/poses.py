"""Where feet and pelvis are and how they are turned, from landmarks."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.motion.arrays import Bools, Floats
from backstride.motion.skeleton import Skeleton
from backstride.motion.smoothing import rows_seen, runs
from backstride.simulate.rotations import from_axes

_STILL = 0.1  # share of the frames, the slowest, in which a foot is taken to lie flat; chosen: a
# foot is flat for longer than a tenth of every gait that simulate and the recordings have
INSTEP = 0.45  # of the way from ankle or heel to the ball; where foot sensors are laced on
ABOVE_INSTEP_M = (
    0.03  # sensor above the line from there to there; chosen: the thickness of the instep
)
BEHIND_HIPS_M = (
    0.09  # sensor behind the middle of the hip joints, where corners of the pelvis are not
)
HIGHER_THAN_HIPS_M = 0.08  # seen; both chosen: a belt at the sacrum of an adult


@dataclass(frozen=True)
class Pose:
    """A sensor's place on a body part over time.

    Attributes
    ----------
    position_m : array (n, 3)
        In the world; NaN where a landmark was not seen.
    rotation : array (n, 3, 3)
        Takes the axes of the body part to the world: x where it points (heel to toe; where the
        pelvis faces), y to the left, z up when standing.
    """

    position_m: Floats
    rotation: Floats


def foot_pose(skeleton: Skeleton, side: Literal["left", "right"]) -> Pose:
    """Return the pose of a sensor on the instep.

    From heel (or ankle), ball (or toe) and ankle (or knee) as a rigid triangle; it is then turned
    so that, while the foot moves least, z points up and x from heel to toe.

    Raises
    ------
    NothingToMeasureError
        When these landmarks are missing.
    """
    front = _first(skeleton, side, ("forefoot", "toe"))
    back = _first(skeleton, side, ("heel", "ankle"))
    third = _first(skeleton, side, ("knee",) if back == f"ankle_{side}" else ("ankle", "knee"))
    if not front or not back or not third:
        raise NothingToMeasureError(
            f"the {side} foot has too few landmarks to be followed as a rigid part: heel or ankle, "
            "ball or toe, and ankle or knee are needed."
        )
    sole = skeleton[front] - skeleton[back]
    rough = from_axes(sole, np.cross(skeleton[third] - skeleton[back], sole))
    tip = skeleton.get(f"toe_{side}")
    pointing = tip - skeleton[back] if rows_seen(tip).any() else sole
    middle = skeleton.middle(front, back)
    rotation = _levelled(rough, pointing, _slowest(middle))
    top = skeleton.get(f"ankle_{side}")
    instep = top + INSTEP * (skeleton[front] - top)
    instep = np.where(np.isfinite(instep), instep, middle)
    return Pose(instep + ABOVE_INSTEP_M * rotation[..., 2], rotation)


def pelvis_pose(skeleton: Skeleton) -> Pose:
    """Return the pose of a sensor at the back of the pelvis.

    From the four corners of the pelvis where markers have them, else from the hip joints and the
    trunk above; turned so that z points up on average, as a belt is put on.

    Raises
    ------
    NothingToMeasureError
        When neither is there.
    """
    corners = [f"{name}_{side}" for name in ("asis", "psis") for side in ("left", "right")]
    if all(rows_seen(skeleton.get(name)).any() for name in corners):
        front, back = skeleton.middle(*corners[:2]), skeleton.middle(*corners[2:])
        left = skeleton.middle(corners[0], corners[2]) - skeleton.middle(corners[1], corners[3])
        rough = from_axes(front - back, left)
        where = rows_seen(rough)
        return Pose(back, _levelled(rough, front - back, where))
    left = skeleton.get("hip_left") - skeleton.get("hip_right")
    middle = skeleton.middle("hip_left", "hip_right")
    top = skeleton.get("neck")
    top = np.where(np.isfinite(top), top, skeleton.middle("shoulder_left", "shoulder_right"))
    if not rows_seen(left + top).any():
        raise NothingToMeasureError(
            "the pelvis has too few landmarks to be followed as a rigid part: its four corners, or "
            "both hips and the neck or shoulders, are needed."
        )
    forward = np.cross(left, top - middle)
    rough = from_axes(forward, left)
    rotation = _levelled(rough, forward, rows_seen(rough))
    offset = rotation @ np.array([-BEHIND_HIPS_M, 0.0, HIGHER_THAN_HIPS_M])
    return Pose(middle + offset, rotation)


def low_pass(skeleton: Skeleton, rate_hz: float, cutoff_hz: float) -> Skeleton:
    """Return landmarks smoothed by a Gaussian without delay, -3 dB at ``cutoff_hz``, gaps kept.

    Ends are continued by turning the curve about its last point. Infinite or more than half the
    rate leaves them as they are.
    """
    if cutoff_hz >= 0.5 * rate_hz:
        return skeleton
    return Skeleton({n: gaussian(p, rate_hz, cutoff_hz) for n, p in skeleton.positions_m.items()})


def gaussian(values: Floats, rate_hz: float, cutoff_hz: float) -> Floats:
    """Return curves (n, k) smoothed by a Gaussian, -3 dB at ``cutoff_hz``, run by run."""
    sigma = np.sqrt(np.log(2.0)) / (2.0 * np.pi * cutoff_hz) * rate_hz
    half = int(np.ceil(4.0 * sigma))
    weights = np.exp(-0.5 * (np.arange(-half, half + 1) / sigma) ** 2)
    weights /= weights.sum()
    smooth = np.full_like(values, np.nan)
    for a, b in runs(rows_seen(values)):
        reach = min(half, b - a - 1)
        run = values[a:b]
        before = 2.0 * run[:1] - run[reach:0:-1]
        after = 2.0 * run[-1:] - run[-2 : -2 - reach : -1]
        long = np.concatenate((before, run, after))
        long = np.pad(long, ((half - reach, half - reach), (0, 0)), mode="edge")
        smooth[a:b] = np.column_stack([np.convolve(c, weights, mode="valid") for c in long.T])
    return smooth


def _first(skeleton: Skeleton, side: str, names: tuple[str, ...]) -> str:
    """Return the first of these landmarks of a side that was ever seen; empty when none was."""
    full = [f"{name}_{side}" for name in names]
    return next((name for name in full if rows_seen(skeleton.get(name)).any()), "")


def _slowest(point: Floats) -> Bools:
    """Return in which frames (n,) a point moves least."""
    speed = np.linalg.norm(np.gradient(point, axis=0), axis=1)
    slow = speed <= np.nanquantile(speed, _STILL)
    return np.asarray(slow, dtype=bool)


def _levelled(rough: Floats, pointing: Floats, where: Bools) -> Floats:
    """Return rotations turned by one fixed rotation, so that z is up and x along ``pointing``.

    Both as means, in the rough axes, over the frames named.
    """
    named = where & rows_seen(rough) & rows_seen(pointing)
    up = rough[named][:, 2, :].mean(axis=0)  # the world's z in the rough axes of each frame
    ahead = np.einsum("nij,ni->nj", rough[named], pointing[named]).mean(axis=0)
    z = up / np.linalg.norm(up)
    x = ahead - (ahead @ z) * z
    x /= np.linalg.norm(x)
    level: Floats = rough @ np.column_stack((x, np.cross(z, x), z))
    return level
