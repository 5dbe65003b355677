"""What a match says about each player: time, distance, bouts, bands and transitions."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from backstride.estimate import Basis, Estimate
from backstride.measure.settings import DEFAULTS
from backstride.motion.arrays import Bools, Floats, Ints
from backstride.team.direction import (
    BACKWARD,
    FORWARD,
    LEFT,
    NAMES,
    RIGHT,
    UNKNOWN,
    UNSEEN,
    Thresholds,
)
from backstride.team.feed import Feed, Player, Singles, bouts_of
from backstride.team.phases import Part, by_minute, minutes_of, phases_of

Codes = NDArray[np.int8]
SPRINT_MPS = 5.5
"""19.8 km/h, the usual lower border of high-speed running in match analysis."""

_RECOVERY_S = 2.0  # a sprint later than this after a backward bout answers something else


@dataclass(frozen=True, slots=True)
class Total:
    """Time, distance and speeds of one direction."""

    time_s: float
    distance_m: float
    share_of_moving_time: float
    mean_speed_mps: float
    peak_speed_mps: float


@dataclass(slots=True)
class PlayerAnswer:
    """All that is known of one player.

    Attributes
    ----------
    basis : Basis
        How facing is known: measured by the feed, estimated by the model, or unknown because the
        tag was left out.
    by_direction : dict
        From direction to ``Total``; with estimated facing only backward, and unknown for the rest.
    moving_s, seen_s : float
    backward_share : Estimate, optional
        Backward share of moving time, with its interval where it is estimated.
    bouts : list of (start_s, length_s, mean_speed_mps), optional
        Backward bouts; None without measured facing, as transitions are.
    backward_walk_s, backward_run_s : float
        Backward time below and above the walk–run transition.
    transitions : int, optional
        Backward bouts that end in high-speed forward running within two seconds.
    phases, minutes : list of Part
    position_moving, position_backward : int
        Frames with a known direction above the speed of position shares, and the backward ones.
    """

    player: Player
    basis: Basis
    by_direction: dict[str, Total]
    moving_s: float
    seen_s: float
    backward_share: Estimate | None = None
    bouts: list[tuple[float, float, float]] | None = None
    backward_walk_s: float = 0.0
    backward_run_s: float = 0.0
    transitions: int | None = None
    phases: list[Part] = field(default_factory=list)
    minutes: list[Part] = field(default_factory=list)
    position_moving: float = 0.0
    position_backward: float = 0.0


def measured_answers(
    feed: Feed, code: Codes, speed_mps: Singles, good: Bools, thresholds: Thresholds
) -> list[PlayerAnswer]:
    """Return the answers of a feed with orientation, player by player.

    Parameters
    ----------
    code : array (n, p)
        From ``direction.directions``; unknown for players whose tag was left out.
    """
    parts = phases_of(feed)
    minute, names = minutes_of(feed)
    breaks = feed.stretches()[:, 0]
    answers = []
    for i in np.flatnonzero(good):
        own, speed = code[:, i], np.nan_to_num(speed_mps[:, i].astype(np.float64))
        answer = _totals(feed, feed.players[i], own, speed)
        back = own == BACKWARD
        known = (own >= FORWARD) & (own <= RIGHT)
        weight = back.astype(np.float64)
        moving = (own >= FORWARD).astype(np.float64)
        answer.phases = [
            Part(name, *(float(v[where].sum()) / feed.rate_hz for v in (moving, weight)))
            for name, where in parts
        ]
        answer.minutes = by_minute(feed, minute, names, moving, weight)
        quick = speed > thresholds.position_mps
        answer.position_moving = float((known & quick).sum())
        answer.position_backward = float((back & quick).sum())
        run = speed >= DEFAULTS.run_backward_mps
        answer.backward_run_s = float((back & run).sum()) / feed.rate_hz
        answer.backward_walk_s = float((back & ~run).sum()) / feed.rate_hz
        if answer.basis == "measured":
            _bouts(feed, answer, (back & quick), own, speed, thresholds, breaks)
        answers.append(answer)
    return answers


def _totals(feed: Feed, player: Player, own: Codes, speed: Floats) -> PlayerAnswer:
    count = np.bincount(own, minlength=len(NAMES))
    metres = np.bincount(own, weights=speed, minlength=len(NAMES)) / feed.rate_hz
    moving = int(count[FORWARD:].sum())
    by_direction = {
        NAMES[c]: Total(
            time_s=float(count[c]) / feed.rate_hz,
            distance_m=float(metres[c]),
            share_of_moving_time=float(count[c]) / moving,
            mean_speed_mps=float(metres[c]) * feed.rate_hz / float(count[c]),
            peak_speed_mps=float(speed[own == c].max()),
        )
        for c in (FORWARD, BACKWARD, LEFT, RIGHT, UNKNOWN)
        if count[c]
    }
    known = int(count[FORWARD:UNKNOWN].sum())
    basis: Basis = "measured" if known else "unknown"
    seen = int(count.sum() - count[UNSEEN])
    answer = PlayerAnswer(player, basis, by_direction, moving / feed.rate_hz, seen / feed.rate_hz)
    if known:
        share = float(count[BACKWARD]) / known
        answer.backward_share = Estimate(share, share, share, "share of moving time", "measured")
    return answer


def _bouts(
    feed: Feed,
    answer: PlayerAnswer,
    back: Bools,
    own: Codes,
    speed: Floats,
    thresholds: Thresholds,
    breaks: Ints,
) -> None:
    """Add the backward bouts of one player, and how many end in a sprint."""
    sprint = (own == FORWARD) & (speed >= SPRINT_MPS)
    ahead = round(_RECOVERY_S * feed.rate_hz)
    bouts, turned = [], 0
    for a, b in bouts_of(back, breaks):
        if (b - a) / feed.rate_hz < thresholds.bout_s - 1e-9:
            continue
        bouts.append((float(feed.time_s[a]), (b - a) / feed.rate_hz, float(speed[a:b].mean())))
        end = breaks[np.searchsorted(breaks, a, "right")] if a < breaks[-1] else len(feed)
        turned += bool(sprint[b : min(b + ahead, int(end))].any())
    answer.bouts, answer.transitions = bouts, turned
