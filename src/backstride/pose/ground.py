"""How the ground moves in the picture: a camera that pans, or the belt of a treadmill.

A foot on the ground moves with it. So what low feet do in the picture is what the ground does, and
travel is what the hips do against that. From key points alone a treadmill and a camera that goes
along look the same, and mean the same: the runner gets on over the ground at that speed.
"""

from dataclasses import dataclass

import numpy as np

from backstride.motion.arrays import Bools, Floats, Ints
from backstride.motion.skeleton import SIDES
from backstride.motion.smoothing import local_quadratic, runs
from backstride.pose.keypoints import Keypoints
from backstride.pose.seen import Seen
from backstride.pose.windows import filled, grid_of, windowed_maximum, windowed_mean

_FLOOR_REACH_S = 0.6  # half a walking stride or a whole running one: a foot comes down within it
_LOW = 0.02  # of height; a point of the foot this near its lowest may be on the ground: 3.5 cm
_WINDOW_S = 1.5  # two walking steps or four running ones, so that both feet were down
_VELOCITY_S = 0.1  # short against the contact of a runner (0.2 s)
_GRID_HZ = 10.0  # cameras are swung and belts change speed within seconds

_FASTEST_HPS = 6.5  # heights a second: 11 m/s, a sprinter's
_BIN_HPS = 0.05  # of a height a second: 0.09 m/s
_BLUR_HPS = 0.12  # what key points that stray by a hundredth of the height leave uncertain

_REST = 0.6
"""The ground rests if nearly as many low feet rest as move at any one speed: a floor and a camera
on a stand are the usual, and belts leave no foot at rest."""

_MOVES_HPS = 0.15
"""The ground counts as moving from here on, in heights a second (0.25 m/s): below, feet that roll
and slip explain it."""

_AHEAD_SHARE = 0.3
"""A camera that goes along lags or runs ahead a little; one that overtakes the runner by more than
this share of its own movement is taken for a mistake about the feet."""

_OFTEN = 0.3  # share of the time from which on the ground may move throughout
_LASTS_S = 1.0  # a step or two: shorter movements of the ground are mistakes


@dataclass(frozen=True)
class Ground:
    """How the ground moves in the picture.

    Attributes
    ----------
    velocity_px : array (n,)
        Across the picture, pixels per second; 0 where it rests.
    displacement_px : array (n, 2)
        How far a point of the ground has moved since the first frame, with what is known of the
        camera's own movement.
    moves : array (n,) of bool
    """

    velocity_px: Floats
    displacement_px: Floats
    moves: Bools


def find_ground(seen: Seen) -> Ground:
    """Return what the feet say about the ground, and what is known of the camera."""
    count, rate = len(seen.height_px), seen.rate_hz
    camera = seen.camera_px
    feet = _feet(seen.steady)
    if not feet:
        return Ground(np.zeros(count), camera, np.zeros(count, dtype=np.bool_))
    reach = max(1, round(_FLOOR_REACH_S * rate))
    grid = grid_of(count, rate, _GRID_HZ)
    low = np.stack([_velocity_when_low(f, camera, seen, reach) for f in feet])
    per_s = rate / float(grid[1] - grid[0]) if len(grid) > 1 else _GRID_HZ
    floor, at_rest = _commonest(low, grid, max(1, round(_WINDOW_S / 2 * per_s)))
    body = _body_velocity(seen)[grid]
    with np.errstate(invalid="ignore"):
        moving = (np.abs(floor) > _MOVES_HPS) & ~at_rest
        moving &= ~((floor * body > 0) & (np.abs(body) > _AHEAD_SHARE * np.abs(floor)))
    for a, b in runs(moving):
        moving[a:b] &= b - a >= min(_LASTS_S * per_s, 0.5 * len(grid))
    if moving.mean() > _OFTEN:  # then it is not at rest between, only slow
        moving = np.isfinite(floor)
    velocity = np.interp(np.arange(count), grid, np.where(moving, floor, 0.0)) * seen.height_px
    moved = camera + np.column_stack((np.cumsum(velocity) / rate, np.zeros(count)))
    moves = np.interp(np.arange(count), grid, moving.astype(np.float64)) > 0.5
    return Ground(velocity, moved, moves)


def _body_velocity(seen: Seen) -> Floats:
    """Return how fast the hips go across the picture (n,), in heights a second."""
    still = seen.hips_px[:, 0] - seen.camera_px[:, 0]
    return local_quadratic(still, seen.rate_hz, _WINDOW_S, derivative=1) / seen.height_px


def _commonest(velocity: Floats, grid: Ints, half: int) -> tuple[Floats, Bools]:
    """Return the velocity that most low feet share (m,) around each moment, and where it may be 0.

    NaN when no foot was ever low.

    Parameters
    ----------
    velocity : array (k, n)
        Of each point of the feet, in heights a second; NaN while it is up.
    grid : array (m,)
        Samples at which moments begin.
    half : int
        Moments before and after one that belong to it.
    """
    edges = np.arange(-_FASTEST_HPS, _FASTEST_HPS + _BIN_HPS, _BIN_HPS)
    middles = (edges[1:] + edges[:-1]) / 2
    seen = np.isfinite(velocity) & (np.abs(velocity) < _FASTEST_HPS)
    point, sample = np.nonzero(seen)
    moment = np.searchsorted(grid, sample, "right") - 1
    column = np.searchsorted(edges, velocity[point, sample], "right") - 1
    counts = np.bincount(moment * len(middles) + column, minlength=len(grid) * len(middles))
    near = np.exp(-0.5 * ((middles[:, None] - middles) / _BLUR_HPS) ** 2)
    dense = windowed_mean(counts.reshape(len(grid), -1).astype(np.float64), half) @ near
    peak, at_rest = dense.max(axis=1), dense[:, len(middles) // 2]
    most = np.where(peak > 0, middles[dense.argmax(axis=1)], np.nan)
    return filled(most), ~(at_rest < _REST * peak)


def _feet(keypoints: Keypoints) -> list[Floats]:
    """Return the paths (n, 2) of heels and toes, or of ankles where there are no others."""
    wanted = [f"{n}_{s}" for n in ("heel", "toe") for s in SIDES]
    paths = [keypoints.get(name) for name in wanted]
    if not any(np.isfinite(p).any() for p in paths):
        paths = [keypoints.get(f"ankle_{s}") for s in SIDES]
    return [p for p in paths if np.isfinite(p).all(axis=1).any()]


def _velocity_when_low(path: Floats, camera: Floats, seen: Seen, reach: int) -> Floats:
    """Return a point's velocity across the picture (n,) in heights a second, NaN while it is up.

    Low is measured from the hips, since the floor itself sinks in the picture as a person comes
    nearer.
    """
    still = path[:, 0] - camera[:, 0]
    velocity = local_quadratic(still, seen.rate_hz, _VELOCITY_S, derivative=1) / seen.height_px
    with np.errstate(invalid="ignore"):
        low = raised(path, seen, reach) < _LOW
    return np.where(low, velocity, np.nan)


def raised(path: Floats, seen: Seen, reach: int) -> Floats:
    """Return how far a point is above its lowest within ``reach`` samples (n,), in heights."""
    below = (path[:, 1] - windowed_mean(seen.hips_px[:, 1], reach)) / seen.height_px
    return windowed_maximum(below, reach) - below
