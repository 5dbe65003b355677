"""Answers of a feed without orientation: probabilities, averaged and never counted."""

import numpy as np

from backstride.measure.settings import DEFAULTS
from backstride.motion.arrays import Bools, Floats
from backstride.team.answers import PlayerAnswer, Total
from backstride.team.facing_model import FacingModel
from backstride.team.feed import Feed, Singles
from backstride.team.phases import Part, by_minute, minutes_of, phases_of
from backstride.team.surroundings import bins, rows_to_look_at


def estimated_answers(
    feed: Feed, speed_mps: Singles, travel_deg: Singles, good: Bools, model: FacingModel
) -> list[PlayerAnswer]:
    """Return the answers of a feed without orientation: probabilities, averaged.

    Only backward time is estimated; the rest of the moving time is unknown.
    """
    rows = rows_to_look_at(feed)
    cell = bins(feed, speed_mps, travel_deg, rows)
    chance = np.where(cell >= 0, model.probability.ravel()[cell], 0.0)
    per_row_s = float(rows[1] - rows[0]) / feed.rate_hz if len(rows) > 1 else 1 / feed.rate_hz
    speed = np.nan_to_num(speed_mps[rows]).astype(np.float64)
    minute, names = minutes_of(feed)
    parts = [(name, where[rows]) for name, where in phases_of(feed)]
    answers = []
    for i in np.flatnonzero(good):
        p, moving = chance[:, i], cell[:, i] >= 0
        total_s = float(moving.sum()) * per_row_s
        seen_s = float(np.isfinite(speed_mps[:, i]).sum()) / feed.rate_hz
        answer = PlayerAnswer(feed.players[i], "unknown", {}, total_s, seen_s)
        if moving.any():
            answer.basis = "estimated"
            answer.by_direction = _estimated_totals(p, moving, speed[:, i], per_row_s)
            answer.backward_share = model.share(float(p[moving].mean()), total_s)
            run = speed[:, i] >= DEFAULTS.run_backward_mps
            answer.backward_run_s = float(p[run].sum()) * per_row_s
            answer.backward_walk_s = float(p[~run].sum()) * per_row_s
            answer.phases = [
                Part(n, *(float(v[where].sum()) * per_row_s for v in (moving, p)))
                for n, where in parts
            ]
            frames = np.array(per_row_s * feed.rate_hz)
            answer.minutes = by_minute(feed, minute[rows], names, moving * frames, p * frames)
        answers.append(answer)
    return answers


def _estimated_totals(p: Floats, moving: Bools, speed: Floats, each_s: float) -> dict[str, Total]:
    found = {}
    for name, weight in (("backward", p), ("unknown", np.where(moving, 1.0 - p, 0.0))):
        time_s, metres = float(weight.sum()) * each_s, float((weight * speed).sum()) * each_s
        if time_s > 0:
            share = float(weight.sum()) / float(moving.sum())
            peak = float(speed[moving].max()) if name == "unknown" else float("nan")
            found[name] = Total(time_s, metres, share, metres / time_s, peak)
    return found
