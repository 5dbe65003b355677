"""Made-up matches with known truth: 22 players, a ball, and how players face.

Paths are smooth wanderings around a formation that moves with the ball. Facing follows the counts
of how often players face backward, through each player's own habit and in bouts of some seconds.
So a simulated match tests whether the arithmetic and the intervals are right, given such habits; it
says nothing about whether a real sport has them.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from backstride.motion.arrays import Bools, Floats, Ints
from backstride.team.direction import BACKWARD, Thresholds, directions
from backstride.team.facing_model import FacingModel
from backstride.team.feed import Feed, Player, Singles
from backstride.team.kinematics import kinematics
from backstride.team.parts import PITCH_M, all_true
from backstride.team.surroundings import bins

_FORMATION = (
    ("goalkeeper", -46, 0), ("defender", -28, -24), ("defender", -32, -8), ("defender", -32, 8),
    ("defender", -28, 24), ("midfielder", -12, -24), ("midfielder", -15, -8),
    ("midfielder", -15, 8), ("midfielder", -12, 24), ("forward", -1, -8), ("forward", -1, 8),
)  # fmt: skip
_BALL_S, _WANDER_S, _WANDER_M = 5.0, 5.0, 4.0  # a pass; an errand; how far it leads: made up
_FOLLOW = 0.35  # how far the formation goes with the ball: made up
_BOUT_S = 1.5  # a choice of facing lasts about this long, as backward bouts do (1.3 s)
_HABIT = 0.7
"""Standard deviation of a player's log odds of facing backward: gives shares of about 5 ± 5 %, as
those of the published players (5.6 ± 5.5 %)."""

_SIDEWAYS = 0.12  # share of slow movement that is sideways, none above 4.5 m/s: made up

_TURN_S = 0.4  # a body turns within about this time


@dataclass(frozen=True, slots=True)
class Truth:
    """What a simulated match holds: true facing (n, p) and each player's backward share (p,)."""

    facing_deg: Singles
    backward_share: Floats


def simulated_match(
    model: FacingModel,
    *,
    seed: int,
    minutes: float = 10.0,
    rate_hz: float = 25.0,
    facing_noise_deg: float = 12.0,
    thresholds: Thresholds | None = None,
) -> tuple[Feed, Truth]:
    """Return a feed with noisy facing, and its truth.

    Parameters
    ----------
    model : FacingModel
        Its probabilities drive how players face; ``shipped_model()`` for the published counts.
    facing_noise_deg : float
        Standard deviation of the feed's facing around the truth, fresh in every frame.
    """
    random = np.random.default_rng(seed)
    count = max(2, round(minutes * 60 * rate_hz))
    time_s = np.arange(count) / rate_hz
    players, x, y, ball = _paths(random, time_s)
    feed = Feed(
        path=Path("simulated"),
        format="simulated",
        rate_hz=rate_hz,
        time_s=time_s,
        period=np.ones(count, dtype=np.intp),
        players=players,
        x_m=x,
        y_m=y,
        ball_m=ball,
        in_play=all_true(count),
        play=np.zeros(count, dtype=np.intp),
        attack={
            "home": np.ones(count, dtype=np.intp),
            "away": -np.ones(count, dtype=np.intp),
        },
    )
    speed, travel = kinematics(feed)
    facing = _facing(random, feed, speed, travel, model)
    code = directions(facing, travel, speed, thresholds or Thresholds())
    moving = speed > (thresholds or Thresholds()).slowest_mps
    truth = Truth(facing, (code == BACKWARD).sum(axis=0) / np.maximum(moving.sum(axis=0), 1))
    noisy = facing + random.normal(0.0, facing_noise_deg, facing.shape).astype(np.float32)
    feed.facing_deg = (noisy + 180.0) % 360.0 - 180.0
    return feed, truth


def _paths(
    random: np.random.Generator, time_s: Floats
) -> tuple[tuple[Player, ...], Singles, Singles, Singles]:
    half = np.array(PITCH_M) / 2
    ball = _wander(random, time_s, _BALL_S, 1)[:, 0] * half * 0.45
    ball = np.clip(ball, -half, half)
    slow = _box(ball, time_s, 5.0)
    players, x, y = [], [], []
    for team, side in (("home", 1.0), ("away", -1.0)):
        errand = _wander(random, time_s, _WANDER_S, len(_FORMATION)) * _WANDER_M
        for i, (role, along, across) in enumerate(_FORMATION):
            follow = 0.1 if role == "goalkeeper" else _FOLLOW
            place = np.array([along, across]) * side + follow * slow + errand[:, i]
            x.append(place[:, 0])
            y.append(place[:, 1])
            players.append(Player(f"{team}-{i + 1}", f"{team} {i + 1}", team, role))
    wide = [np.column_stack(one).astype(np.float32) for one in (x, y)]
    return tuple(players), wide[0], wide[1], ball.astype(np.float32)


def _wander(random: np.random.Generator, time_s: Floats, every_s: float, count: int) -> Floats:
    """Return smooth random paths (n, count, 2) of unit spread with a new aim every few seconds."""
    knots = np.arange(-2 * every_s, time_s[-1] + 3 * every_s, every_s)
    aims = random.normal(size=(len(knots), count, 2))
    at = np.clip(np.searchsorted(knots, time_s, side="right") - 1, 0, len(knots) - 2)
    part = (time_s - knots[at]) / every_s
    ease = (part * part * (3 - 2 * part))[:, None, None]
    path: Floats = aims[at] * (1 - ease) + aims[at + 1] * ease
    return path


def _box(values: Floats, time_s: Floats, width_s: float) -> Floats:
    """Return a moving mean along the first axis."""
    rate = 1.0 / (time_s[1] - time_s[0])
    width = max(1, round(width_s * rate)) // 2 * 2 + 1
    padded = np.pad(values, [(width // 2, width // 2), *[(0, 0)] * (values.ndim - 1)], mode="edge")
    total = np.cumsum(np.concatenate((np.zeros_like(padded[:1]), padded)), axis=0)
    mean: Floats = (total[width:] - total[:-width]) / width
    return mean


def _facing(
    random: np.random.Generator, feed: Feed, speed: Singles, travel: Singles, model: FacingModel
) -> Singles:
    """Return where everyone faces (n, p): the ball when slow; else on, aside or back."""
    count = len(feed.players)
    cell = bins(feed, speed, travel, np.arange(len(feed), dtype=np.intp))
    chance = np.where(cell >= 0, model.probability.ravel()[cell], 1e-6)
    habit = random.normal(-(_HABIT**2) / 4, _HABIT, count)
    odds = chance / (1 - chance) * np.exp(habit)
    will, lean, side = (_episodes(random, feed, count) for _ in range(3))
    backward: Bools = will < odds / (1 + odds)
    spread = 15.0 * np.clip(np.sqrt(2) * (lean - 0.5) * 3.0, -2.0, 2.0)
    rare = _SIDEWAYS / 2 * np.clip((4.5 - speed) / 2.0, 0.0, 1.0)
    sideways = np.where(side < rare, 90.0, np.where(side > 1.0 - rare, -90.0, 0.0))
    offset = np.where(backward, 180.0, sideways) + spread
    to_ball = np.degrees(np.arctan2(feed.ball_m[:, 1:] - feed.y_m, feed.ball_m[:, :1] - feed.x_m))
    aim = np.radians(np.where(cell >= 0, np.nan_to_num(travel) - offset, to_ball))
    east, north = (_box(part, feed.time_s, _TURN_S) for part in (np.cos(aim), np.sin(aim)))
    return np.degrees(np.arctan2(north, east)).astype(np.float32)


def _episodes(random: np.random.Generator, feed: Feed, count: int) -> Floats:
    """Return uniform numbers (n, p) that stay for a bout of random length."""
    ends = random.random((len(feed), count)) < 1.0 / (_BOUT_S * feed.rate_hz)
    number: Ints = np.cumsum(ends, axis=0, dtype=np.intp)
    draws = random.random((int(number.max()) + 1, count))
    return np.take_along_axis(draws, number, axis=0)
