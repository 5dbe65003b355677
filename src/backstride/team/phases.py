"""Parts of a match: periods, minutes, and how far into a play."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from backstride.motion.arrays import Bools, Floats, Ints
from backstride.team.feed import Feed

_WINDOWS_S = (0.0, 2.0, 6.0, np.inf)
"""Parts of a play in which shares differ most: 23 % of defensive backs' frames in the first two
seconds, 2.4 % after six, in the published counts."""


@dataclass(frozen=True, slots=True)
class Part:
    """Moving and backward time of one player in a phase or minute, in seconds."""

    name: str
    moving_s: float
    backward_s: float


def phases_of(feed: Feed) -> list[tuple[str, Bools]]:
    """Return the parts of a feed by name, each with its frames (n,)."""
    if feed.in_plays:
        starts = feed.stretches()[:, 0]
        begun = starts[np.searchsorted(starts, np.arange(len(feed)), "right") - 1]
        since = feed.time_s - feed.time_s[begun]
        return [
            (f"{a:g}–{b:g} s of a play" if np.isfinite(b) else f"from {a:g} s of a play",
             (since >= a) & (since < b))
            for a, b in pairwise(_WINDOWS_S)
        ]  # fmt: skip
    found = [(f"period {k}", feed.period == k) for k in np.unique(feed.period)]
    if not feed.in_play.all() and feed.in_play.any():
        found += [("ball in play", feed.in_play), ("ball out of play", ~feed.in_play)]
    return found


def minutes_of(feed: Feed) -> tuple[Ints, list[str]]:
    """Return the index of every frame's minute (n,) and their names; none in a feed of plays."""
    if feed.in_plays:
        return np.full(len(feed), -1, dtype=np.intp), []
    index = np.zeros(len(feed), dtype=np.intp)
    names: list[str] = []
    for k in np.unique(feed.period):
        where = feed.period == k
        minute = ((feed.time_s[where] - feed.time_s[where][0]) // 60).astype(np.intp)
        index[where] = minute + len(names)
        names += [f"{k}:{m + 1}" for m in range(int(minute.max()) + 1)]
    return index, names


def by_minute(
    feed: Feed, minute: Ints, names: list[str], moving: Floats, backward: Floats
) -> list[Part]:
    """Return moving and backward time in each minute, from weights per frame."""
    if not names:
        return []
    sums = [np.bincount(minute, weights=v, minlength=len(names)) for v in (moving, backward)]
    return [
        Part(name, float(a) / feed.rate_hz, float(b) / feed.rate_hz)
        for name, a, b in zip(names, *sums, strict=True)
    ]
