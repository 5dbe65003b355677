"""A match as rows: one for each player and minute, and each phase within it."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from backstride.measure.settings import DEFAULTS
from backstride.motion.arrays import Bools, Floats
from backstride.team.answers import Codes
from backstride.team.bouts import SPRINT_MPS
from backstride.team.cleaning import clean
from backstride.team.direction import (
    BACKWARD,
    FORWARD,
    NAMES,
    RIGHT,
    STILL,
    UNKNOWN,
    UNSEEN,
    Thresholds,
    directions,
)
from backstride.team.facing_model import FacingModel
from backstride.team.feed import Feed, Player, Singles
from backstride.team.feed_errors import errors_of
from backstride.team.measured import TEN_KMH_MPS, moved_borders
from backstride.team.season.cells import Cells, bouts, cells_of, finite, sprint_after
from backstride.team.season.columns import KNOWN, MOVING, SUMS
from backstride.team.season.people import person_of
from backstride.team.surroundings import bins, rows_to_look_at
from backstride.team.tags import TagReport, check_tags

RECOVERY_S = 2.0  # as in ``bouts``: a later sprint answers something else


@dataclass(slots=True)
class GameNotes:
    """What is said of a game beside its rows."""

    game: str
    facing: str
    players: int
    warnings: list[str] = field(default_factory=list)


def game_rows(
    feed: Feed, match: str, thresholds: Thresholds, model: FacingModel
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
    """
    speed, travel, good, cleaning = clean(feed)
    notes = GameNotes(feed.game, "unknown", int(good.sum()), list(feed.warnings))
    if cleaning.left_out:
        notes.warnings.append(
            f"{len(cleaning.left_out)} players were left out: seen for under a second, or never "
            "moving."
        )
    if feed.facing_deg is None:
        tables = _estimated(feed, speed, travel, good, model)
    else:
        facing, usable, tags = check_tags(feed, speed, travel, good)
        notes.warnings += _of_tags(feed, tags)
        errors = errors_of(feed, facing, travel, speed, usable, tags)
        codes = [
            _codes(facing, usable, (speed, travel), each)
            for each in moved_borders(thresholds, errors)
        ]
        tables = _measured(feed, codes, speed, good, thresholds)
    columns: dict[str, list[Any]] = {}
    for player, basis, cells, sums in tables:
        notes.facing = basis if basis != "unknown" else notes.facing
        for name, values in _player_rows(feed, match, player, basis, cells, sums).items():
            columns.setdefault(name, []).extend(values)
    return columns, notes


_Table = tuple[Player, str, Cells, dict[str, Floats]]


def _codes(
    facing: Singles, usable: Bools, found: tuple[Singles, Singles], thresholds: Thresholds
) -> Codes:
    """Return directions (n, p), unknown for movers whose tag cannot be used."""
    speed, travel = found
    code = directions(facing, travel, speed, thresholds)
    hidden = code[:, ~usable]
    code[:, ~usable] = np.where(hidden >= FORWARD, np.int8(UNKNOWN), hidden)
    return code


def _measured(
    feed: Feed, codes: list[Codes], speed: Singles, good: Bools, thresholds: Thresholds
) -> list[_Table]:
    """Return sums by direction; backward time also with the borders moved to either side."""
    code, less, more = codes
    cells = cells_of(feed)
    tables: list[_Table] = []
    for i in np.flatnonzero(good):
        sums = _sums(feed, cells, code[:, i], finite(speed[:, i]), thresholds)
        for name, other in (("backward_low_s", less), ("backward_high_s", more)):
            sums[name] = cells.total(other[:, i] == BACKWARD) * (1.0 / feed.rate_hz)
        known = any(sums[f"{NAMES[k]}_s"].any() for k in KNOWN)
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
    feed: Feed, speed_mps: Singles, travel: Singles, good: Bools, model: FacingModel
) -> list[_Table]:
    """Return sums of probabilities, as ``estimated.estimated_answers`` does."""
    rows = rows_to_look_at(feed)
    cell = bins(feed, speed_mps, travel, rows)
    chance = np.where(cell >= 0, model.probability.ravel()[cell], 0.0)
    row_s = float(rows[1] - rows[0]) / feed.rate_hz if len(rows) > 1 else 1 / feed.rate_hz
    cells = cells_of(feed).at(rows)
    tables: list[_Table] = []
    for i in np.flatnonzero(good):
        p, moving, seen = chance[:, i], cell[:, i] >= 0, np.isfinite(speed_mps[rows, i])
        speed = finite(speed_mps[rows, i])
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


def _of_tags(feed: Feed, tags: TagReport) -> list[str]:
    game = f"Game {feed.game}" if feed.game else "Its"
    said = []
    if tags.verdict == "refused":
        said.append(
            f"{game} orientation is {tags.offset_deg:+.0f}° off and its players do not agree; "
            "facing was refused and stays unknown."
        )
    if tags.verdict == "re-zeroed":
        said.append(f"{game} orientation was turned back by {tags.turned_by_deg:+.0f}°.")
    said += [f"{game} orientation of {team} was {what}." for team, what in tags.teams.items()]
    if tags.quarantined:
        names = ", ".join(feed.players[i].name for i in tags.quarantined)
        said.append(f"{game} tags of {names} were left out: they point elsewhere.")
    return said
