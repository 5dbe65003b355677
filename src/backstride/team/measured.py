"""Answers of a feed with orientation.

Every figure is worked out three times: with the borders between directions as they are set, and
with them moved by the angle's error to either side. The least and the most are its bounds.
"""

from dataclasses import replace
from statistics import median

import numpy as np

from backstride.estimate import Basis
from backstride.measure.settings import DEFAULTS
from backstride.motion.arrays import Bools, Floats
from backstride.team.answers import Codes, PlayerAnswer, Total
from backstride.team.bouts import Followed, backward_bouts
from backstride.team.cost import SOURCES, cost_of, knee_of, knee_sources, spread_of
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
from backstride.team.feed import Feed, Player, Singles
from backstride.team.feed_errors import FeedErrors
from backstride.team.figures import figure, figures_of
from backstride.team.phases import by_minute, by_phase, minutes_of, phases_of
from backstride.team.pitch import cells_of, pitch_of, seconds_in_cells

TEN_KMH_MPS = 10 / 3.6
"""The speed at which match analysis is said to class backward running (M2, not verified)."""


def moved_borders(thresholds: Thresholds, errors: FeedErrors) -> tuple[Thresholds, ...]:
    """Return the thresholds as set, and with the borders moved towards less and more backward."""
    off = errors.angle_deg
    middle = (thresholds.forward_below_deg + thresholds.backward_above_deg) / 2
    less = replace(
        thresholds,
        backward_above_deg=min(179.0, thresholds.backward_above_deg + off),
        forward_below_deg=max(1.0, thresholds.forward_below_deg - off),
    )
    more = replace(
        thresholds,
        backward_above_deg=max(middle, thresholds.backward_above_deg - off),
        forward_below_deg=min(middle, thresholds.forward_below_deg + off),
    )
    return thresholds, less, more


def measured_answers(
    feed: Feed,
    codes: tuple[Codes, ...],
    speed_mps: Singles,
    good: Bools,
    thresholds: Thresholds,
    errors: FeedErrors,
) -> list[PlayerAnswer]:
    """Return the answers of a feed with orientation, player by player.

    Parameters
    ----------
    codes : tuple of arrays (n, p)
        From ``direction.directions`` with each of ``moved_borders``; unknown for players whose tag
        was left out.
    """
    parts = phases_of(feed)
    minute, names = minutes_of(feed)
    breaks = feed.stretches()[:, 0]
    pitch = pitch_of(feed)
    period = np.unique(feed.period, return_inverse=True)[1].astype(np.intp)
    answers = []
    for i in np.flatnonzero(good):
        owns = [code[:, i] for code in codes]
        own, speed = owns[0], np.nan_to_num(speed_mps[:, i].astype(np.float64))
        answer = _totals(feed, feed.players[i], own, speed)
        amounts = _amounts(owns, speed, feed.rate_hz)
        answer.phases = by_phase(parts, amounts)
        answer.minutes = by_minute(minute, names, amounts)
        known = (own >= FORWARD) & (own <= RIGHT)
        quick = speed > thresholds.position_mps
        answer.position_moving = float((known & quick).sum())
        counts = [float(((one == BACKWARD) & quick).sum()) for one in owns]
        answer.position_backward = counts[0]
        answer.position_bounds = min(counts), max(counts)
        if answer.basis == "measured":
            followed = [
                backward_bouts(feed, int(i), one, speed, thresholds, breaks) for one in owns
            ]
            answer.bouts, answer.recoveries = followed[0].bouts, followed[0].recoveries
            answer.transitions = len(followed[0].recoveries)
            _add_figures(answer, owns, speed, followed, feed.rate_hz, errors)
            cells = cells_of(feed, pitch, int(i))
            answer.where_s = seconds_in_cells(pitch, cells, period, amounts[1])
        answers.append(answer)
    return answers


def _amounts(owns: list[Codes], speed: Floats, rate_hz: float) -> Floats:
    """Return what each frame adds to each field of a ``Part`` (8, n)."""
    own = owns[0]
    backs = [(one == BACKWARD) / rate_hz for one in owns]
    moving = (own >= FORWARD) / rate_hz
    return np.array(
        [
            moving,
            backs[0],
            np.minimum.reduce(backs),
            np.maximum.reduce(backs),
            (own == FORWARD) / rate_hz,
            ((own == LEFT) | (own == RIGHT)) / rate_hz,
            moving * speed,
            backs[0] * speed,
        ]
    )


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
    return PlayerAnswer(player, basis, by_direction, moving / feed.rate_hz, seen / feed.rate_hz)


def _add_figures(
    answer: PlayerAnswer,
    owns: list[Codes],
    speed: Floats,
    followed: list[Followed],
    rate_hz: float,
    errors: FeedErrors,
) -> None:
    """Add the figures of one player with measured facing."""
    variants = [
        _raw(one, speed, rate_hz) | _of_bouts(two) for one, two in zip(owns, followed, strict=True)
    ]
    figures = figures_of(variants, "measured")
    answer.backward_walk_s = variants[0]["backward_walk_s"]
    answer.backward_run_s = variants[0]["backward_run_s"]
    if "backward_peak_mps" in figures:
        one = figures["backward_peak_mps"]
        low, high = max(0.0, one.low - errors.speed_mps), one.high + errors.speed_mps
        figures["backward_peak_mps"] = replace(one, low=low, high=high)
    costs = [cost_of(spread_of(one, speed, rate_hz)) for one in owns]
    for key, name in (
        ("energy_kj_per_kg", "total"),
        ("backward_energy_kj_per_kg", "backward"),
        ("backward_extra_kj_per_kg", "extra"),
    ):
        ends = np.array([getattr(cost, name) for cost in costs])
        triple = float(ends[0, 0]), float(ends[:, 1].min()), float(ends[:, 2].max())
        figures[key] = figure(key, triple, "estimated", SOURCES)
    run = figures["backward_run_s"]
    if run.value > 0:
        mean = figures["backward_run_m"].value / run.value
        for key, triple in knee_of((run.value, run.low, run.high), mean).items():
            figures[key] = figure(key, triple, "estimated", knee_sources(mean))
    answer.figures = figures
    answer.backward_share = figures["backward_share"]


def _raw(own: Codes, speed: Floats, rate_hz: float) -> dict[str, float]:
    """Return times, distances, shares and speeds of one way to draw the borders."""
    count = np.bincount(own, minlength=len(NAMES)) / rate_hz
    metres = np.bincount(own, weights=speed, minlength=len(NAMES)) / rate_hz
    known = float(count[FORWARD:UNKNOWN].sum())
    seen = float(count.sum() - count[UNSEEN])
    back = own == BACKWARD
    run = back & (speed >= DEFAULTS.run_backward_mps)
    found = {
        "moving_s": float(count[FORWARD:].sum()),
        "distance_m": float(metres[FORWARD:].sum()),
        "forward_s": float(count[FORWARD]),
        "forward_m": float(metres[FORWARD]),
        "sideways_s": float(count[LEFT] + count[RIGHT]),
        "sideways_m": float(metres[LEFT] + metres[RIGHT]),
        "backward_s": float(count[BACKWARD]),
        "backward_m": float(metres[BACKWARD]),
        "backward_share": float(count[BACKWARD]) / known if known else float("nan"),
        "backward_walk_s": float((back & ~run).sum()) / rate_hz,
        "backward_run_s": float(run.sum()) / rate_hz,
        "backward_run_m": float(speed[run].sum()) / rate_hz,
        "backward_run_share_of_match": float(run.sum()) / rate_hz / seen,
        "backward_from_10_kmh_s": float((back & (speed >= TEN_KMH_MPS)).sum()) / rate_hz,
    }
    if count[BACKWARD]:
        found["backward_mean_mps"] = float(metres[BACKWARD]) / float(count[BACKWARD])
        found["backward_peak_mps"] = float(speed[back].max())
    return found


def _of_bouts(followed: Followed) -> dict[str, float]:
    """Return the figures of bouts and of what follows them."""
    bouts, recoveries = followed.bouts, followed.recoveries
    found = {
        "bouts": float(len(bouts)),
        "turned_forward": float(followed.turned),
        "recoveries": float(len(recoveries)),
    }
    if bouts:
        found["bout_s"] = median(one.length_s for one in bouts)
        found["bout_m"] = median(one.distance_m for one in bouts)
        found["longest_bout_s"] = max(one.length_s for one in bouts)
    if recoveries:
        found["recovery_sprint_s"] = median(one.sprint_after_s for one in recoveries)
    return found
