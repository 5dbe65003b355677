"""How often players faced backward in which surroundings: counted in feeds, or read."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from backstride.errors import DamagedFileError
from backstride.motion.arrays import Floats, Ints
from backstride.team.cleaning import clean
from backstride.team.direction import BACKWARD, UNKNOWN, UNSEEN, Thresholds, directions
from backstride.team.feed import Feed
from backstride.team.surroundings import (
    ANGLE_EDGES_DEG,
    ATTACK_EDGES_DEG,
    SHAPE,
    SPEED_EDGES_MPS,
    bins,
    rows_to_look_at,
)
from backstride.team.tags import check_tags

CELLS = (4, 6, 6, 4)  # speed, ball, opponent, attack, as in the published counts

_SHORTEST_S = 20.0  # movement below which a player's share says little, as in the published trial


@dataclass(slots=True)
class Counts:
    """Frames and backward frames of each cell (4, 6, 6, 4)."""

    frames: Floats = field(default_factory=lambda: np.zeros(CELLS))
    backward: Floats = field(default_factory=lambda: np.zeros(CELLS))


@dataclass(frozen=True, slots=True)
class Seen:
    """One player: the cells of the moments that were looked at (m,), true share, moving time."""

    cells: Ints
    share: float
    moving_s: float


def read_counts(path: Path) -> Counts:
    """Return published counts: a CSV of bins with frames and backward frames.

    Raises
    ------
    DamagedFileError
        When a row names a bin that the model does not have.
    """
    counts = Counts()
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


def count_feed(feed: Feed, counts: Counts) -> list[Seen]:
    """Add a feed's frames to the counts; return the players who moved for 20 s or more."""
    speed, travel, good, _ = clean(feed)
    facing, usable, _ = check_tags(feed, speed, travel, good)
    rows = rows_to_look_at(feed)
    cell = bins(feed, speed, travel, rows)
    code = directions(facing[rows], travel[rows], speed[rows], Thresholds())
    known = (cell >= 0) & (code != UNKNOWN) & (code != UNSEEN) & usable
    size = int(np.prod(SHAPE))
    total = np.bincount(cell[known], minlength=size).reshape(SHAPE)
    back = np.bincount(cell[known & (code == BACKWARD)], minlength=size).reshape(SHAPE)
    inner = tuple(slice(0, n) for n in CELLS)
    counts.frames += total[inner]
    counts.backward += back[inner]
    each_s = (rows[1] - rows[0]) / feed.rate_hz if len(rows) > 1 else 1.0 / feed.rate_hz
    return [
        Seen(
            cell[known[:, i], i].astype(np.intp),
            float((code[known[:, i], i] == BACKWARD).mean()),
            float(known[:, i].sum() * each_s),
        )
        for i in range(cell.shape[1])
        if known[:, i].sum() * each_s >= _SHORTEST_S
    ]
