"""The pitch as cells: where on it something happened, each team's attack to the right."""

from dataclasses import dataclass

import numpy as np

from backstride.motion.arrays import Floats, Ints
from backstride.team.feed import Feed
from backstride.team.parts import PITCH_M, YARD_M

CELL_M = 5.0
"""Side of a cell: about the way of one backward bout (1.3 s at 3.7 m/s, in published counts)."""

_OVER_M = 3.0  # players step this far over the lines; a feed that goes further has another pitch


@dataclass(frozen=True, slots=True)
class Pitch:
    """Half of the length and of the width, around a middle, and what lines are on it.

    ``lines`` is ``football``, ``gridiron`` or ``plain`` where the feed does not say what it is.
    """

    half_x_m: float
    half_y_m: float
    middle_m: tuple[float, float] = (0.0, 0.0)
    lines: str = "football"

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of cells."""
        return (
            max(1, int(np.ceil(2 * self.half_y_m / CELL_M))),
            max(1, int(np.ceil(2 * self.half_x_m / CELL_M))),
        )


def pitch_of(feed: Feed) -> Pitch:
    """Return the pitch of a feed: of its sport where that is known, around its players else."""
    if feed.in_plays:
        return Pitch(60 * YARD_M, 80 / 3 * YARD_M, lines="gridiron")
    half = (PITCH_M[0] / 2, PITCH_M[1] / 2)
    some = slice(None, None, max(1, len(feed) // 2000))
    x, y = feed.x_m[some], feed.y_m[some]
    if not np.isfinite(x).any():
        return Pitch(*half, lines="plain")
    low = np.nanpercentile(x, 1), np.nanpercentile(y, 1)
    high = np.nanpercentile(x, 99), np.nanpercentile(y, 99)
    fits = all(
        abs(end) <= h + _OVER_M for end, h in zip((*low, *high), (*half, *half), strict=True)
    )
    if fits and feed.format != "mapped table":
        return Pitch(*half)
    middle = (float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2)
    wide = (float(high[0] - low[0]) / 2 + CELL_M, float(high[1] - low[1]) / 2 + CELL_M)
    return Pitch(*wide, middle, "plain")


def cells_of(feed: Feed, pitch: Pitch, player: int, rows: Ints | slice = slice(None)) -> Ints:
    """Return the cell of a player in chosen frames (r,), row by row; that of the edge beyond it."""
    sign = feed.attack.get(feed.players[player].team)
    turn = np.ones(len(feed)) if sign is None else np.where(sign < 0, -1.0, 1.0)
    x = (np.nan_to_num(feed.x_m[rows, player]) - pitch.middle_m[0]) * turn[rows]
    y = (np.nan_to_num(feed.y_m[rows, player]) - pitch.middle_m[1]) * turn[rows]
    down, along = pitch.shape
    column = np.clip(((x + pitch.half_x_m) // CELL_M).astype(np.intp), 0, along - 1)
    row = np.clip(((pitch.half_y_m - y) // CELL_M).astype(np.intp), 0, down - 1)
    cells: Ints = row * along + column
    return cells


def seconds_in_cells(pitch: Pitch, cell: Ints, period: Ints, weight_s: Floats) -> Floats:
    """Return the seconds (periods, rows, columns) in each cell; periods as in the feed, in order.

    Parameters
    ----------
    cell : array (n,)
    period : array (n,)
        Index of the period, from 0.
    weight_s : array (n,)
    """
    down, along = pitch.shape
    count = int(period.max(initial=0)) + 1
    flat: Floats = np.bincount(
        period * down * along + cell, weights=weight_s, minlength=count * down * along
    ).astype(np.float64)
    return flat.reshape(count, down, along)
