"""Which way a body in a picture faces over time, from the whole body.

Every cue of ``cues`` says how well it fits each of 24 headings; the cues of a moment are added up,
and a path through the headings is sought that fits well and turns little. A single odd frame, a
turned head or a leg in the air cannot turn the body round; a real turn, which all cues follow, can.
"""

from dataclasses import dataclass

import numpy as np

from backstride.motion.angles import wrap_deg
from backstride.motion.arrays import Floats, Ints
from backstride.pose.chain import cheapest_path
from backstride.pose.cues import FOOT, HIPS, SHOULDERS, Cues
from backstride.pose.windows import grid_of, windowed_mean

GRID_HZ = 15.0
"""Moments a second at which facing is sought: a body turns 50° between two of them at the most."""

LOOK_S = 0.3
"""Time after which a cue says something new: half a walking step, over which limbs swing on."""

_HEADINGS = np.arange(-180.0, 180.0, 15.0)
_STEP_DEG = 15.0  # between headings
_TURN_COST = 4.0
"""Cost of turning by a radian, in log-likelihood: turning round must be worth 12.6, about what the
cues of two looks bring together."""

_FASTEST_TURN_DPS = 900.0
"""A turn on the spot by 180° takes a runner no less than a fifth of a second."""

_ACROSS_ERROR, _FOOT_ERROR = 0.05, 0.05
"""Standard errors of widths and of the foot, as shares of height: shoulders and pelvis turn by some
15° against each other (0.05 of 0.21), feet turn out and lift."""

_AT_MOST = 4.0
"""Largest cost of one cue: what disagrees by more is mistaken, not more unlikely still."""

_PLAIN_BEND, _PLAIN_NOSE = 0.02, 0.03
"""Bend of a joint and advance of the nose, as shares of height, above which their side is plain:
3.5 cm and 5 cm, some three times what the points are sure to."""

_KNEE, _ELBOW, _HEAD, _FACE = 2.0, 1.0, 0.7, 0.5
"""What a plain cue weighs. Knees bend one way only and in every step; elbows too, but may hang
straight; heads turn, above all to look where one runs backward; faces are missed or imagined."""

LEAST_MARGIN = 1.0
"""By how much, per look, the cues must prefer the facing found to its opposite. One is a factor of
e for each; a walk of 3 s then gives 22 000 to 1."""


@dataclass(frozen=True)
class Facing:
    """The facing of a body relative to the picture.

    Attributes
    ----------
    local_deg : array (n,)
        Against the line of sight: 90 looks along it, away from the camera.
    margin : float
        How much better it fits than its opposite, per look.
    """

    local_deg: Floats
    margin: float


def find_facing(cues: Cues, rate_hz: float) -> Facing:
    """Return the facing at each sample; all NaN when no cue was seen."""
    count = len(cues.hips)
    grid = grid_of(count, rate_hz, GRID_HZ)
    costs = _costs(cues, max(1, round(LOOK_S / 2 * rate_hz)))[grid]
    known = costs.any(axis=1)
    if not known.any():
        return Facing(np.full(count, np.nan), 0.0)
    per_s = float(rate_hz / (grid[1] - grid[0])) if len(grid) > 1 else GRID_HZ
    looks = 1.0 / (LOOK_S * per_s)
    path = cheapest_path(costs * looks, _moves(per_s))
    opposite = (path + len(_HEADINGS) // 2) % len(_HEADINGS)
    rows = np.arange(len(path))
    margin = float((costs[rows, opposite] - costs[rows, path])[known].mean())
    fine = _between(windowed_mean(costs, max(1, round(0.25 * per_s))), path)
    return Facing(_onto_samples(fine, grid, count), margin)


def _costs(cues: Cues, half: int) -> Floats:
    """Return how badly each heading fits (n, 24), averaged over a look."""
    f = np.radians(_HEADINGS)

    def length(cue: Floats, expected: Floats, error: float) -> Floats:
        off = (windowed_mean(cue, half)[:, None] - expected) / error
        return np.nan_to_num(np.minimum(off**2 / 2, _AT_MOST))

    def side(cue: Floats, plain: float, weight: float, towards: Floats) -> Floats:
        way = np.tanh(windowed_mean(cue, half) / plain)
        return np.nan_to_num(-weight * way[:, None] * towards)

    foot = np.where(cues.foot_weight > 0, cues.foot, np.nan)
    total: Floats = (
        length(cues.shoulders, -SHOULDERS * np.sin(f), _ACROSS_ERROR)
        + length(cues.hips, -HIPS * np.sin(f), _ACROSS_ERROR)
        + length(foot, FOOT * np.cos(f), _FOOT_ERROR)
        + side(cues.knee, _PLAIN_BEND, _KNEE, np.cos(f))
        + side(cues.elbow, _PLAIN_BEND, _ELBOW, np.cos(f))
        + side(cues.nose, _PLAIN_NOSE, _HEAD, np.cos(f))
        + side(cues.face, 1.0, _FACE, -np.sin(f))
    )
    return total


def _moves(per_s: float) -> Floats:
    """Return the cost (24, 24) of turning from one heading to another between two moments."""
    turn = np.abs(wrap_deg(_HEADINGS[None, :] - _HEADINGS[:, None]))
    reach = max(_FASTEST_TURN_DPS / per_s, _STEP_DEG)
    return np.where(turn <= reach, _TURN_COST * np.radians(turn), np.inf)


def _between(costs: Floats, path: Ints) -> Floats:
    """Return headings (m,) between the 24: the lowest point of the parabola through three."""
    rows, k = np.arange(len(path)), len(_HEADINGS)
    low, mid, high = (costs[rows, (path + d) % k] for d in (-1, 0, 1))
    curve = low - 2.0 * mid + high
    with np.errstate(invalid="ignore", divide="ignore"):
        shift = np.where(curve > 1e-9, 0.5 * (low - high) / curve, 0.0)
    return _HEADINGS[path] + _STEP_DEG * np.clip(shift, -0.5, 0.5)


def _onto_samples(heading_deg: Floats, grid: Ints, count: int) -> Floats:
    turned = np.unwrap(np.radians(heading_deg))
    smooth = windowed_mean(turned, 3)
    return wrap_deg(np.degrees(np.interp(np.arange(count), grid, smooth)))
