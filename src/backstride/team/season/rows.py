"""A match as rows: one for each player and minute, and each phase within it."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from backstride.measure.settings import DEFAULTS
from backstride.motion.arrays import Floats
from backstride.team.answers import Codes
from backstride.team.bouts import SPRINT_MPS
from backstride.team.cleaning import words_of_players
from backstride.team.direction import (
    BACKWARD,
    FORWARD,
    NAMES,
    RIGHT,
    STILL,
    UNSEEN,
    Thresholds,
)
from backstride.team.facing import Moving, chances_of, faced_of, moving_of
from backstride.team.facing_model import FacingModel
from backstride.team.feed import Feed, Player
from backstride.team.measured import TEN_KMH_MPS
from backstride.team.season.cells import Cells, bouts, cells_of, finite, sprint_after
from backstride.team.season.columns import KNOWN, MOVING, SUMS
from backstride.team.season.costs import chanced, energies, energy_of, knee_of_runs
from backstride.team.season.people import person_of
from backstride.team.tag_words import lines_of_tags

RECOVERY_S = 2.0  # as in ``bouts``: a later sprint answers something else


@dataclass(slots=True)
class GameNotes:
    """What is said of a game beside its rows."""

    game: str
    facing: str
    players: int
    warnings: list[str] = field(default_factory=list)


def game_rows(
    feed: Feed, match: str, thresholds: Thresholds, model: FacingModel, zero_deg: float = 0.0
) -> tuple[dict[str, list[Any]], GameNotes]:
    """Return the columns of a game's rows, and what is said of it.

    Parameters
    ----------
    feed : Feed
        Positions that cannot be become NaN in it.
    match : str
        Id of the match.
    model : FacingModel
        Used where the feed has no orientation.
    zero_deg : float
        What the angles of its season count from (``tags.zeros_of``).
    """
    moving = moving_of(feed)
    notes = GameNotes(feed.game, "unknown", int(moving.good.sum()), list(feed.warnings))
    notes.warnings += words_of_players([moving.cleaning])
    if feed.facing_deg is None:
        tables = _estimated(feed, moving, model, thresholds)
    else:
        faced = faced_of(feed, moving, thresholds, zero_deg)
        shares = faced.turned_share, faced.used_share
        notes.warnings += lines_of_tags(feed, faced.tags, shares)
        tables = _measured(feed, moving, faced.codes, thresholds)
    columns: dict[str, list[Any]] = {}
    for player, basis, cells, sums in tables:
        notes.facing = basis if basis != "unknown" else notes.facing
        for name, values in _player_rows(feed, match, player, basis, cells, sums).items():
            columns.setdefault(name, []).extend(values)
    return columns, notes


_Table = tuple[Player, str, Cells, dict[str, Floats]]


def _measured(
    feed: Feed, moving: Moving, codes: tuple[Codes, ...], thresholds: Thresholds
) -> list[_Table]:
    """Return sums by direction; bounds are those with the borders moved to either side."""
    frame_s, cells = 1.0 / feed.rate_hz, cells_of(feed)
    weight_s = np.full(len(feed), frame_s)
    tables: list[_Table] = []
    for i in np.flatnonzero(moving.good):
        speed, owns = finite(moving.speed_mps[:, i]), [code[:, i] for code in codes]
        sums = _sums(feed, cells, owns[0], speed, thresholds)
        quick = speed > thresholds.position_mps
        for name, other in (("low", owns[1]), ("high", owns[2])):
            back = other == BACKWARD
            sums[f"backward_{name}_s"] = cells.total(back) * frame_s
            sums[f"quick_backward_{name}_s"] = cells.total(back & quick) * frame_s
        known = any(sums[f"{NAMES[k]}_s"].any() for k in KNOWN)
        if known:
            sums |= energy_of([energies(cells, own, speed, weight_s) for own in owns])
            run = speed >= DEFAULTS.run_backward_mps
            runs = [cells.total((own == BACKWARD) & run) * frame_s for own in owns]
            metres = cells.total(((owns[0] == BACKWARD) & run) * speed) * frame_s
            sums |= knee_of_runs(runs, metres)
        tables.append((feed.players[i], "measured" if known else "unknown", cells, sums))
    return tables


def _sums(
    feed: Feed, cells: Cells, code: Codes, speed: Floats, thresholds: Thresholds
) -> dict[str, Floats]:
    frame_s = 1.0 / feed.rate_hz
    seconds = cells.by_direction(code) * frame_s
    metres = cells.by_direction(code, speed) * frame_s
    known = (code >= FORWARD) & (code <= RIGHT)
    quick = known & (speed > thresholds.position_mps)
    back, on = code == BACKWARD, code == FORWARD
    run_back, run_on = speed >= DEFAULTS.run_backward_mps, speed >= DEFAULTS.run_forward_mps
    sprint = on & (speed >= SPRINT_MPS)
    start, end, way = bouts(feed, code, quick, thresholds.bout_s)
    begun = Cells(cells.index[start], cells.period, cells.minute, cells.phase)
    count = begun.by_direction(way)
    length = begun.by_direction(way, (end - start).astype(np.float64) * frame_s)
    turned = (way == BACKWARD) & sprint_after(feed, start, end, sprint, RECOVERY_S)
    found = {"seen_s": seconds.sum(axis=1) - seconds[:, UNSEEN], "still_s": seconds[:, STILL]}
    found |= {f"{NAMES[k]}_s": seconds[:, k] for k in MOVING}
    found |= {f"{NAMES[k]}_m": metres[:, k] for k in MOVING}
    found |= {f"{NAMES[k]}_bouts": count[:, k] for k in KNOWN}
    found |= {
        "backward_bout_s": length[:, BACKWARD],
        "backward_walk_s": cells.total(back & ~run_back) * frame_s,
        "backward_run_s": cells.total(back & run_back) * frame_s,
        "backward_from_10_kmh_s": cells.total(back & (speed >= TEN_KMH_MPS)) * frame_s,
        "forward_walk_s": cells.total(on & ~run_on) * frame_s,
        "forward_run_s": cells.total(on & run_on) * frame_s,
        "forward_sprint_s": cells.total(sprint) * frame_s,
        "backward_to_sprint": begun.total(turned),
        "quick_known_s": cells.total(quick) * frame_s,
        "quick_backward_s": cells.total(quick & back) * frame_s,
    }
    return found


def _estimated(
    feed: Feed, found: Moving, model: FacingModel, thresholds: Thresholds
) -> list[_Table]:
    """Return sums of probabilities, as ``estimated.estimated_answers`` does."""
    chances = chances_of(feed, found, model, thresholds)
    row_s, cells = chances.each_s, cells_of(feed).at(chances.rows)
    tables: list[_Table] = []
    for i in np.flatnonzero(found.good):
        own_speed = found.speed_mps[chances.rows, i]
        p, moving, seen = chances.probability[:, i], chances.moving[:, i], np.isfinite(own_speed)
        speed = finite(own_speed)
        rest = np.where(moving, 1.0 - p, 0.0)
        run = speed >= DEFAULTS.run_backward_mps
        weights = {
            "seen_s": seen,
            "still_s": seen & ~moving,
            "backward_s": p,
            "unknown_s": rest,
            "backward_m": p * speed,
            "unknown_m": rest * speed,
            "backward_walk_s": p * ~run,
            "backward_run_s": p * run,
            "backward_from_10_kmh_s": p * (speed >= TEN_KMH_MPS),
        }
        sums = {name: cells.total(weight) * row_s for name, weight in weights.items()}
        if p.any():
            share = model.share(float(p[moving].mean()), float(moving.sum()) * row_s)
            factors = (1.0, share.low / share.value, share.high / share.value)
            parts = [np.minimum(1.0, p * factor) for factor in factors]
            sums |= energy_of([chanced(cells, one, (moving, seen), speed, row_s) for one in parts])
            runs = [sums["backward_run_s"] * factor for factor in factors]
            sums |= knee_of_runs(runs, cells.total(p * run * speed) * row_s)
        tables.append((feed.players[i], "estimated" if moving.any() else "unknown", cells, sums))
    return tables


def _player_rows(
    feed: Feed,
    match: str,
    player: Player,
    basis: str,
    cells: Cells,
    sums: dict[str, Floats],
) -> dict[str, list[Any]]:
    """Return a player's rows as columns; cells in which the player is not seen have none."""
    at = np.flatnonzero(sums["seen_s"] > 0)
    person, followed = person_of(player, feed.format, match)
    said: dict[str, Any] = {
        "game": feed.game or None,
        "format": feed.format,
        "window": feed.window,
        "facing": basis,
        "person": person,
        "followed": followed,
        "player_id": player.id,
        "player": player.name,
        "team": player.team,
        "position": player.position or None,
    }
    columns = {name: [value] * len(at) for name, value in said.items()}
    columns["period"] = cells.period[at].tolist()
    columns["minute"] = [minute or None for minute in cells.minute[at].tolist()]
    columns["phase"] = [cells.phase[i] or None for i in at]
    for name in SUMS:
        columns[name] = sums[name][at].tolist() if name in sums else [None] * len(at)
    return columns
