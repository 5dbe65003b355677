"""Answers of a feed without orientation: probabilities, averaged and never counted."""

from dataclasses import replace

import numpy as np

from backstride.estimate import Estimate
from backstride.measure.settings import DEFAULTS
from backstride.motion.arrays import Bools, Floats
from backstride.team.answers import PlayerAnswer, Total
from backstride.team.cost import SOURCES, cost_of, knee_of, knee_sources, weighted_spread
from backstride.team.direction import BACKWARD, STILL, UNKNOWN, Thresholds
from backstride.team.facing import Moving, chances_of
from backstride.team.facing_model import FacingModel
from backstride.team.feed import Feed
from backstride.team.figures import figure
from backstride.team.measured import TEN_KMH_MPS
from backstride.team.phases import Part, by_minute, by_phase, minutes_of, phases_of
from backstride.team.pitch import cells_of, pitch_of, seconds_in_cells


def estimated_answers(
    feed: Feed, found: Moving, model: FacingModel, thresholds: Thresholds
) -> list[PlayerAnswer]:
    """Return the answers of a feed without orientation: probabilities, averaged.

    Only backward time is estimated; the rest of the moving time is unknown.
    """
    chances = chances_of(feed, found, model, thresholds)
    rows, each_s = chances.rows, chances.each_s
    speed = found.speed_mps[rows].astype(np.float64)
    minute, names = minutes_of(feed)
    parts = [(name, where[rows]) for name, where in phases_of(feed)]
    pitch = pitch_of(feed)
    period = np.unique(feed.period, return_inverse=True)[1][rows].astype(np.intp)
    answers = []
    for i in np.flatnonzero(found.good):
        p, moving = chances.probability[:, i], chances.moving[:, i]
        own = np.nan_to_num(speed[:, i])
        seen_s = float(np.isfinite(found.speed_mps[:, i]).sum()) / feed.rate_hz
        answer = PlayerAnswer(feed.players[i], "unknown", {}, float(moving.sum()) * each_s, seen_s)
        if moving.any():
            answer.basis = "estimated"
            answer.by_direction = _totals(p, moving, own, each_s)
            answer.backward_share = model.share(float(p[moving].mean()), answer.moving_s)
            seen = np.isfinite(speed[:, i])
            _add_figures(answer, p, (moving, seen), own, each_s)
            amounts = _amounts(p, moving, own, each_s)
            answer.phases = _bounded(by_phase(parts, amounts), model)
            answer.minutes = _bounded(by_minute(minute[rows], names, amounts), model)
            cells = cells_of(feed, pitch, int(i), rows)
            answer.where_s = seconds_in_cells(pitch, cells, period, p * each_s)
        answers.append(answer)
    return answers


def _amounts(p: Floats, moving: Bools, speed: Floats, each_s: float) -> Floats:
    """Return what each sample adds to each field of a ``Part`` (8, r); sideways is not known."""
    time_s, back_s = moving * each_s, p * each_s
    none = np.zeros_like(p)
    return np.array([time_s, back_s, none, none, none, none, time_s * speed, back_s * speed])


def _bounded(parts: list[Part], model: FacingModel) -> list[Part]:
    """Return parts with the bounds of their backward time."""
    found = []
    for part in parts:
        if part.moving_s <= 0:
            found.append(part)
            continue
        share = model.share(min(1.0, part.backward_s / part.moving_s), part.moving_s)
        low, high = share.low * part.moving_s, share.high * part.moving_s
        found.append(replace(part, backward_low_s=low, backward_high_s=high))
    return found


def _totals(p: Floats, moving: Bools, speed: Floats, each_s: float) -> dict[str, Total]:
    found = {}
    for name, weight in (("backward", p), ("unknown", np.where(moving, 1.0 - p, 0.0))):
        time_s, metres = float(weight.sum()) * each_s, float((weight * speed).sum()) * each_s
        if time_s > 0:
            share = float(weight.sum()) / float(moving.sum())
            peak = float(speed[moving].max()) if name == "unknown" else float("nan")
            found[name] = Total(time_s, metres, share, metres / time_s, peak)
    return found


def _add_figures(
    answer: PlayerAnswer, p: Floats, masks: tuple[Bools, Bools], speed: Floats, each_s: float
) -> None:
    """Add figures whose bounds are those of the share, as a factor."""
    share, (moving, seen) = answer.backward_share, masks
    if share is None or share.value <= 0:
        return
    low, high = share.low / share.value, share.high / share.value
    run = speed >= DEFAULTS.run_backward_mps
    answer.backward_run_s = float(p[run].sum()) * each_s
    answer.backward_walk_s = float(p[~run].sum()) * each_s
    values = {
        "backward_s": float(p.sum()) * each_s,
        "backward_m": float((p * speed).sum()) * each_s,
        "backward_walk_s": answer.backward_walk_s,
        "backward_run_s": answer.backward_run_s,
        "backward_run_m": float((p * speed)[run].sum()) * each_s,
        "backward_run_share_of_match": answer.backward_run_s / answer.seen_s,
        "backward_from_10_kmh_s": float(p[speed >= TEN_KMH_MPS].sum()) * each_s,
    }
    found: dict[str, Estimate] = {}
    for key, sure in (
        ("moving_s", answer.moving_s),
        ("distance_m", float(speed[moving].sum()) * each_s),
    ):
        found[key] = figure(key, (sure, sure, sure), "measured")
    for key, value in values.items():
        found[key] = figure(key, (value, value * low, value * high), "estimated")
    found["backward_share"] = share
    found |= _cost(p, (moving, seen), speed, each_s, (low, high))
    mean = values["backward_run_m"] / values["backward_run_s"] if answer.backward_run_s else 0.0
    one = found["backward_run_s"]
    for key, triple in knee_of((one.value, one.low, one.high), mean).items():
        found[key] = figure(key, triple, "estimated", knee_sources(mean))
    answer.figures = found


def _cost(
    p: Floats,
    masks: tuple[Bools, Bools],
    speed: Floats,
    each_s: float,
    factors: tuple[float, float],
) -> dict[str, Estimate]:
    """Return energy: of each moment a part is backward, and the rest in an unknown direction."""
    moving, seen = masks
    costs = []
    for factor in (1.0, *factors):
        back = np.minimum(1.0, p * factor) * moving
        rest = np.where(moving, 1.0 - back, 0.0)
        codes = np.concatenate(
            [np.full(len(p), code, dtype=np.intp) for code in (BACKWARD, UNKNOWN, STILL)]
        )
        weights = np.concatenate((back, rest, (seen & ~moving).astype(np.float64))) * each_s
        costs.append(cost_of(weighted_spread(codes, np.tile(speed, 3), weights)))
    found = {}
    for key, name in (
        ("energy_kj_per_kg", "total"),
        ("backward_energy_kj_per_kg", "backward"),
        ("backward_extra_kj_per_kg", "extra"),
    ):
        ends = np.array([getattr(cost, name) for cost in costs])
        triple = float(ends[0, 0]), float(ends[:, 1].min()), float(ends[:, 2].max())
        found[key] = figure(key, triple, "estimated", SOURCES)
    return found
