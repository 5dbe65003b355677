"""Parts of a match: periods, minutes, and how far into a play."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from backstride.motion.arrays import Bools, Floats, Ints
from backstride.team.feed import Feed

_WINDOWS_S = (0.0, 2.0, 6.0, np.inf)
"""Parts of a play in which shares differ most: 23 % of defensive backs' frames in the first two
seconds, 2.4 % after six, in the published counts."""

AMOUNTS = 8
"""How many amounts a part has, in the order of the fields of ``Part`` after its name."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one player did in a phase or minute, in seconds and metres.

    ``backward_low_s`` and ``backward_high_s`` are the bounds of the backward time. Without
    orientation forward and sideways are 0 and mean nothing: ``PlayerAnswer.basis`` says so.
    """

    name: str
    moving_s: float
    backward_s: float
    backward_low_s: float = 0.0
    backward_high_s: float = 0.0
    forward_s: float = 0.0
    sideways_s: float = 0.0
    distance_m: float = 0.0
    backward_m: float = 0.0


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
        there, place = np.unique(minute, return_inverse=True)  # a long break has no minutes
        index[where] = place + len(names)
        names += [f"{k}:{m + 1}" for m in there]
    return index, names


def by_phase(parts: list[tuple[str, Bools]], amounts: Floats) -> list[Part]:
    """Return what was done in each part.

    Parameters
    ----------
    amounts : array (AMOUNTS, n)
        What each frame adds to each field of ``Part``.
    """
    return [Part(name, *amounts[:, where].sum(axis=1).tolist()) for name, where in parts]


def by_minute(minute: Ints, names: list[str], amounts: Floats) -> list[Part]:
    """Return what was done in each minute; ``amounts`` as in ``by_phase``."""
    if not names:
        return []
    sums = [np.bincount(minute, weights=one, minlength=len(names)) for one in amounts]
    return [
        Part(name, *each) for name, *each in zip(names, *map(np.ndarray.tolist, sums), strict=True)
    ]
