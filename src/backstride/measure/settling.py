"""Stretches that only graze a sector go to the neighbour they came nearest to.

One after another, the shallowest first: a stretch that has taken in others may be deep enough to
stay. Each is looked at again only when something beside it changed.
"""

import heapq
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from backstride.measure.settings import Settings
from backstride.motion.arrays import Floats

_DEPTHS = {"forward": 0, "backward": 1, "left": 2, "right": 2}
"""Which of the three depths of a sample counts for a label; both sides have the same borders."""


@dataclass
class _Part:
    """Samples ``[first, end)`` of one label; ``depths`` are their largest in each sector."""

    first: int
    end: int
    label: str
    depths: Floats
    before: "_Part | None" = None
    after: "_Part | None" = None
    gone: bool = False

    @property
    def depth(self) -> float:
        """How far inside its sector the stretch gets, in degrees."""
        return float(self.depths[_DEPTHS[self.label]])


def settle(labels: NDArray[np.str_], angle_deg: Floats, settings: Settings) -> NDArray[np.str_]:
    """Return the labels (n,) of an unbroken stretch without those that only graze their sector.

    Parameters
    ----------
    labels : array (n,)
        The sector of each sample.
    angle_deg : array (n,)
    settings : Settings
        A stretch counts that gets ``hysteresis_deg`` past its border.

    Notes
    -----
    Between two different neighbours it is shared in the middle, otherwise it goes to the one there
    is. Linear in the length of the recording but for the order in which stretches are taken.
    """
    depths = _depths(angle_deg, settings)
    parts = _parts(labels, depths)
    waiting = [(part.depth, part.first, number) for number, part in enumerate(parts)]
    heapq.heapify(waiting)
    while waiting:
        depth, _, number = heapq.heappop(waiting)
        part = parts[number]
        if part.gone:
            continue
        if depth >= settings.hysteresis_deg or (part.before is None and part.after is None):
            break
        for grown in _give_away(part, depths):
            heapq.heappush(waiting, (grown.depth, grown.first, len(parts)))
            parts.append(grown)
    settled = labels.copy()
    for part in parts:
        if not part.gone:
            settled[part.first : part.end] = part.label
    return settled


def _depths(angle_deg: Floats, settings: Settings) -> Floats:
    """Return how far inside of each sector samples are (n, 3): forward, backward, sideways."""
    size = np.abs(angle_deg)
    ahead, behind = settings.forward_below_deg - size, size - settings.backward_above_deg
    return np.column_stack((ahead, behind, np.minimum(-ahead, -behind)))


def _parts(labels: NDArray[np.str_], depths: Floats) -> list[_Part]:
    """Return the stretches of equal labels, each knowing its neighbours."""
    cuts = np.flatnonzero(labels[1:] != labels[:-1]) + 1
    starts = np.concatenate(([0], cuts)).tolist()
    largest = np.maximum.reduceat(depths, starts, axis=0)
    parts = [
        _Part(first, end, str(labels[first]), depth)
        for first, end, depth in zip(starts, [*starts[1:], len(labels)], largest, strict=True)
    ]
    for one, other in pairwise(parts):
        one.after, other.before = other, one
    return parts


def _give_away(part: _Part, depths: Floats) -> list[_Part]:
    """Return what takes the place of a stretch and its neighbours."""
    before, after = part.before, part.after
    if before is not None and after is not None and before.label != after.label:
        middle = (part.first + part.end) // 2
        halves = [
            _Part(a, b, neighbour.label, depths[a:b].max(axis=0))
            for a, b, neighbour in (
                (part.first, middle, before),
                (middle, part.end, after),
            )
            if b > a
        ]
        part.gone = True
        first = _join([before, *halves[:-1]])
        second = _join([halves[-1], after])
        first.after, second.before = second, first
        return [first, second]
    part.label = next(p.label for p in (before, after) if p is not None)
    return [_join([p for p in (before, part, after) if p is not None])]


def _join(same: list[_Part]) -> _Part:
    """Return neighbours of one label as one, in the place of all of them."""
    whole = _Part(
        same[0].first,
        same[-1].end,
        same[0].label,
        np.max([part.depths for part in same], axis=0),
        same[0].before,
        same[-1].after,
    )
    for part in same:
        part.gone = True
    if whole.before is not None:
        whole.before.after = whole
    if whole.after is not None:
        whole.after.before = whole
    return whole
