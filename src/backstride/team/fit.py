"""Fit the facing model: on published counts, or on anyone's feeds with orientation."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from backstride.errors import DamagedFileError, NothingToMeasureError
from backstride.motion.arrays import Floats
from backstride.team.cleaning import clean
from backstride.team.direction import BACKWARD, UNKNOWN, UNSEEN, Thresholds, directions
from backstride.team.facing_model import FacingModel, scale, smoothed
from backstride.team.feed import Feed
from backstride.team.reading import read_feeds
from backstride.team.simulated import simulated_match
from backstride.team.surroundings import (
    ANGLE_EDGES_DEG,
    ATTACK_EDGES_DEG,
    SHAPE,
    SPEED_EDGES_MPS,
    bins,
    rows_to_look_at,
)
from backstride.team.tags import check_tags

COVERAGE = 0.9  # of every interval that Backstride gives

_SHORTEST_S = 20.0  # movement below which a player's share says little, as in the published trial

_PUBLISHED_HALF = 0.037
"""Half of the median width (7.4 points) of the intervals that held 92 % of real players: ours are
never narrower than that for a usual player, whatever simulated players do."""

_PUBLISHED_SHARE, _USUAL_S = 0.056, 60.0  # the usual player of that trial

_SIMULATED = range(9000, 9024)  # seeds kept for fitting; tests use others

_MINUTES = (2.0, 8.0, 24.0)  # lengths of simulated matches, in turn: a spell, a quarter, a half

_CELLS = (4, 6, 6, 4)  # speed, ball, opponent, attack, as in the published counts


@dataclass(slots=True)
class Counts:
    """Frames and backward frames of each cell (4, 6, 6, 4)."""

    frames: Floats
    backward: Floats


def read_counts(path: Path) -> Counts:
    """Return published counts: a CSV of bins with frames and backward frames.

    Raises
    ------
    DamagedFileError
        When a row names a bin that the model does not have.
    """
    counts = Counts(np.zeros(_CELLS), np.zeros(_CELLS))
    columns = (
        "speed_mps",
        "travel_to_ball_deg",
        "travel_to_nearest_opponent_deg",
        "travel_to_attack_deg",
    )
    lower = (
        SPEED_EDGES_MPS,
        (0.0, *ANGLE_EDGES_DEG),
        (0.0, *ANGLE_EDGES_DEG),
        (0.0, *ATTACK_EDGES_DEG),
    )
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                starts = (float(row[name].rstrip("+").split("-")[0]) for name in columns)
                at = tuple(edges.index(a) for edges, a in zip(lower, starts, strict=True))
                counts.frames[at] += float(row["frames"])
                counts.backward[at] += float(row["backward_frames"])
    except (OSError, KeyError, ValueError, AttributeError) as error:
        raise DamagedFileError(f"{path}: not a table of counts ({error}).") from None
    return counts


def count_feed(feed: Feed, counts: Counts) -> list[tuple[Floats, Floats]]:
    """Add a feed's frames to the counts; return each player's cells (m,) and whether backward."""
    speed, travel, good, _ = clean(feed)
    facing, usable, _ = check_tags(feed, speed, travel, good)
    rows = rows_to_look_at(feed)
    cell = bins(feed, speed, travel, rows)
    code = directions(facing[rows], travel[rows], speed[rows], Thresholds())
    known = (cell >= 0) & (code != UNKNOWN) & (code != UNSEEN) & usable
    total = np.bincount(cell[known], minlength=int(np.prod(SHAPE))).reshape(SHAPE)
    back = np.bincount(cell[known & (code == BACKWARD)], minlength=int(np.prod(SHAPE))).reshape(
        SHAPE
    )
    inner = tuple(slice(0, n) for n in _CELLS)
    counts.frames += total[inner]
    counts.backward += back[inner]
    per_s = len(rows) / max(1e-9, len(feed) / feed.rate_hz)
    return [
        (cell[known[:, i], i], code[known[:, i], i] == BACKWARD)
        for i in range(cell.shape[1])
        if known[:, i].sum() >= _SHORTEST_S * per_s
    ]


def fit_facing(
    paths: Sequence[Path], *, counts: Path | None = None, mapping: Path | None = None
) -> FacingModel:
    """Return a model fitted on feeds with orientation, published counts, or both.

    Its intervals come from whole players: of the feeds, each judged by a model that did not see
    its match, where there are 40 or more; of simulated matches otherwise, and never narrower than
    the published trial's.
    """
    total = (
        read_counts(counts) if counts is not None else Counts(np.zeros(_CELLS), np.zeros(_CELLS))
    )
    own: list[tuple[Counts, list[tuple[Floats, Floats]]]] = []
    for feed in read_feeds(paths, mapping=mapping) if paths else []:
        if feed.facing_deg is None:
            continue
        part = Counts(np.zeros(_CELLS), np.zeros(_CELLS))
        people = count_feed(feed, part)
        own.append((part, people))
        total.frames += part.frames
        total.backward += part.backward
    if total.frames.sum() == 0:
        raise NothingToMeasureError(
            "No feed with body orientation was given, nor counts; there is nothing to fit."
        )
    table = smoothed(total.frames, total.backward)
    words = ([f"counts of {counts.name}"] if counts is not None else []) + (
        [f"{len(own)} matches with orientation"] if own else []
    )
    residuals = list(_left_out(total, own))
    if len(residuals) < 40:
        residuals = list(_of_simulated(table))
        words.append(f"intervals on {len(residuals)} players of simulated matches")
    else:
        words.append(f"intervals on {len(residuals)} players, each left out of its own fit")
    floor = _PUBLISHED_HALF / scale(_PUBLISHED_SHARE, _USUAL_S)
    factor = max(conformal(np.array(residuals)), floor)
    return FacingModel(table, factor, "; ".join(words))


def conformal(scores: Floats) -> float:
    """Return the score below which 90 % of new players fall: the ⌈0.9 (n + 1)⌉-th smallest."""
    at = int(np.ceil(COVERAGE * (len(scores) + 1))) - 1
    return float(np.sort(scores)[min(at, len(scores) - 1)])


def _left_out(
    total: Counts, own: list[tuple[Counts, list[tuple[Floats, Floats]]]]
) -> Iterable[float]:
    for part, people in own:
        rest = Counts(total.frames - part.frames, total.backward - part.backward)
        if rest.frames.sum() == 0:
            return
        table = smoothed(rest.frames, rest.backward).ravel()
        for cells, backward in people:
            guess = float(table[cells.astype(np.intp)].mean())
            yield abs(float(backward.mean()) - guess) / scale(guess, len(cells) / 5.0)


def _of_simulated(table: Floats) -> Iterable[float]:
    model = FacingModel(table, 1.0, "")
    for seed in _SIMULATED:
        feed, truth = simulated_match(model, seed=seed, minutes=_MINUTES[seed % 3], rate_hz=10.0)
        speed, travel, _, _ = clean(feed)
        rows = rows_to_look_at(feed)
        cell = bins(feed, speed, travel, rows)
        for player in range(cell.shape[1]):
            mine = cell[:, player][cell[:, player] >= 0]
            if mine.size:
                guess = float(table.ravel()[mine].mean())
                moving_s = mine.size * (rows[1] - rows[0]) / feed.rate_hz
                yield abs(float(truth.backward_share[player]) - guess) / scale(guess, moving_s)
