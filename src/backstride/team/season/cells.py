"""The minutes and phases of a match, and sums over them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backstride.motion.arrays import Bools, Floats, Ints
from backstride.team.direction import NAMES
from backstride.team.feed import Feed, Singles
from backstride.team.phases import phases_of

_MINUTES = 1000
"""More minutes than a period has."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The parts of a match that rows are written for: c of them, which no frame is in twice.

    Attributes
    ----------
    index : array (n,)
        The cell of each frame.
    period, minute : array (c,)
        From 1; the minute within its period, 0 in a feed of plays, which has no match clock.
    phase : tuple of str
        Names of the phases that hold at once, empty where none is known.
    """

    index: Ints
    period: Ints
    minute: Ints
    phase: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.period)

    def by_direction(self, code: NDArray[np.int8], weight: Floats | None = None) -> Floats:
        """Return sums (c, directions) of one player's frames, or of weights, by direction."""
        wide = len(NAMES)
        flat = self.index * wide + code
        counts = np.bincount(flat, weight, minlength=len(self) * wide)
        return counts.reshape(-1, wide).astype(np.float64)

    def total(self, weight: Floats | Bools) -> Floats:
        """Return sums (c,) of weights (n,)."""
        sums = np.bincount(self.index, weight.astype(np.float64), minlength=len(self))
        return sums.astype(np.float64)

    def at(self, rows: Ints) -> "Cells":
        """Return the cells of some frames only."""
        return Cells(self.index[rows], self.period, self.minute, self.phase)


def cells_of(feed: Feed) -> Cells:
    """Return the cells of a feed: period, minute and what phases it has beside its periods."""
    minute = np.zeros(len(feed), dtype=np.int64)
    if not feed.in_plays:
        for number in np.unique(feed.period):
            where = feed.period == number
            since = feed.time_s[where] - feed.time_s[where][0]
            minute[where] = 1 + (since // 60).astype(np.int64)
    phases = [(name, mask) for name, mask in phases_of(feed) if not name.startswith("period ")]
    state = np.zeros(len(feed), dtype=np.int64)
    for bit, (_, mask) in enumerate(phases):
        state |= mask.astype(np.int64) << bit
    wide = 1 << len(phases)
    key = (feed.period.astype(np.int64) * _MINUTES + minute) * wide + state
    found, index = np.unique(key, return_inverse=True)
    return Cells(
        index.astype(np.intp),
        found // wide // _MINUTES,
        found // wide % _MINUTES,
        tuple(
            ", ".join(name for bit, (name, _) in enumerate(phases) if one >> bit & 1)
            for one in (found % wide).tolist()
        ),
    )


def bouts(
    feed: Feed, code: NDArray[np.int8], counted: Bools, shortest_s: float
) -> tuple[Ints, Ints, NDArray[np.int8]]:
    """Return starts, ends (half-open) and directions (k,) of one player's bouts.

    A bout is an unbroken stretch of ``counted`` frames of one direction; it ends with its stretch
    of the feed.
    """
    own = np.where(counted, code, np.int8(0))
    new = np.diff(own) != 0
    new[feed.stretches()[1:, 0] - 1] = True
    edges = np.concatenate(([0], np.flatnonzero(new) + 1, [len(own)]))
    start, end = edges[:-1], edges[1:]
    long = (own[start] > 0) & ((end - start) / feed.rate_hz >= shortest_s - 1e-9)
    return start[long], end[long], own[start[long]]


def sprint_after(feed: Feed, start: Ints, end: Ints, sprint: Bools, within_s: float) -> Bools:
    """Return which bouts (k,) are followed by a sprint in time, in the same stretch."""
    stops = np.append(feed.stretches()[1:, 0], len(feed))
    stop = stops[np.searchsorted(stops, start, side="right")]
    until = np.minimum(end + round(within_s * feed.rate_hz), stop)
    counted = np.concatenate(([0], np.cumsum(sprint)))
    after: Bools = counted[np.maximum(until, end)] > counted[end]
    return after


def finite(speed_mps: Singles) -> Floats:
    """Return a player's speed (n,) with zero where it is not known."""
    return np.nan_to_num(speed_mps.astype(np.float64))
