"""Bouts: unbroken stretches of one gait and direction, and the totals over them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import cast

import numpy as np

from backstride.measure.direction import STILL, UNSEEN, Labels, segments
from backstride.measure.gait import (
    TimedGait,
    gait_of_steps,
    gait_stretches,
    gait_without_steps,
    hips_high,
)
from backstride.measure.parts import DIRECTIONS, Bout, Direction, DirectionTotal, Gait
from backstride.measure.settings import Settings
from backstride.measure.steps import GaitStep, middles_s
from backstride.motion import Motion
from backstride.motion.arrays import Bools, Floats, Ints


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Samples ``[first, end)`` of one direction and gait."""

    first: int
    end: int
    direction: Direction
    gait: Gait
    basis: str


def find_bouts(
    motion: Motion, labels: Labels, steps: list[GaitStep], settings: Settings
) -> list[Bout]:
    """Return the bouts in order of time, with their steps counted."""
    known = gait_of_steps(steps, motion, settings)
    high = hips_high(motion, settings)
    count = _Counter(motion, steps)
    return [
        _bout(motion, stretch, count)
        for a, b, label in segments(labels)
        if label not in {STILL, UNSEEN}
        for stretch in _by_gait(motion, (a, b, cast("Direction", label)), known, high, settings)
    ]


def totals(motion: Motion, labels: Labels, bouts: list[Bout]) -> dict[Direction, DirectionTotal]:
    """Return time, distance, speed and steps for each direction that occurs."""
    if motion.rate_hz == 0:
        return {}
    distance = ground_distance(motion)
    moving = int(np.isin(labels, DIRECTIONS).sum())
    found: dict[Direction, DirectionTotal] = {}
    for direction in DIRECTIONS:
        where = labels == direction
        count = int(where.sum())
        if count == 0:
            continue
        time_s, distance_m = count / motion.rate_hz, float(distance[where].sum())
        found[direction] = DirectionTotal(
            time_s=time_s,
            distance_m=distance_m,
            share_of_moving_time=count / moving,
            mean_speed_mps=distance_m / time_s,
            peak_speed_mps=peak(motion.speed_mps[where]),
            steps=sum(b.steps for b in bouts if b.direction == direction),
        )
    return found


def bout_at(bouts: Sequence[Bout], time_s: Floats) -> Ints:
    """Return the index of the bout that each moment lies in, -1 for none (k,)."""
    if not bouts:
        return np.full(len(time_s), -1, dtype=np.int64)
    starts = np.array([b.start_s for b in bouts])
    ends = np.array([b.end_s for b in bouts])
    at = np.searchsorted(starts, time_s, side="right") - 1
    inside = (at >= 0) & (time_s < ends[at.clip(0)])
    return np.where(inside, at, -1)


def ground_distance(motion: Motion, where: slice = slice(None)) -> Floats:
    """Return the ground covered in each sample's own interval (n,); NaN where it is not known."""
    return motion.speed_mps[where] / motion.rate_hz


def peak(speed_mps: Floats) -> float:
    """Return the highest speed, NaN where none is known."""
    known = speed_mps[np.isfinite(speed_mps)]
    return float(known.max()) if known.size else float("nan")


class _Counter:
    """Counts steps in a stretch of time: contacts that were seen, or a device's step frequency.

    A sensor on one foot sees every second step; the other foot's are counted with them.
    """

    def __init__(self, motion: Motion, steps: list[GaitStep]) -> None:
        falls = motion.footfalls
        self._per_contact = 2 if falls is not None and falls.feet == "one" else 1
        self._times_s = np.sort(middles_s(steps))
        channel = motion.channels.get("step_frequency_spm")
        self._taken = None
        if not steps and channel is not None and motion.rate_hz:
            taken = np.nan_to_num(channel.value) / 60.0 / motion.rate_hz
            self._taken = np.concatenate(([0.0], np.cumsum(taken)))

    def between(self, first: int, end: int, start_s: float, end_s: float) -> int:
        """Return the steps among samples ``[first, end)``, which span ``[start_s, end_s)``."""
        if self._taken is not None:
            return round(float(self._taken[end] - self._taken[first]))
        a, b = np.searchsorted(self._times_s, (start_s, end_s))
        return int(b - a) * self._per_contact


def _by_gait(
    motion: Motion,
    segment: tuple[int, int, Direction],
    known: list[TimedGait],
    high: Bools,
    settings: Settings,
) -> list[_Stretch]:
    """Cut a stretch of one direction where the gait changes."""
    a, b, direction = segment
    if high[a:b].mean() < 0.5:
        return [_Stretch(a, b, direction, "other", "hips near the ground")]
    start_s, end_s = motion.time_s[a], motion.time_s[b - 1]
    when = attrgetter("when_s")
    inside = known[bisect_left(known, start_s, key=when) : bisect_right(known, end_s, key=when)]
    if not inside:
        return [_Stretch(a, b, direction, *gait_without_steps(motion, a, b, direction, settings))]
    changes = gait_stretches(inside)
    cuts = [a, *(int(np.searchsorted(motion.time_s, c.when_s)) for c in changes[1:]), b]
    return [
        _Stretch(c, d, direction, found.gait, found.basis)
        for (c, d), found in zip(pairwise(cuts), changes, strict=True)
        if d > c
    ]


def _bout(motion: Motion, part: _Stretch, count: _Counter) -> Bout:
    where = slice(part.first, part.end)
    start_s = float(motion.time_s[part.first])
    end_s = start_s + (part.end - part.first) / motion.rate_hz
    distance_m = float(ground_distance(motion, where).sum())
    return Bout(
        start_s=start_s,
        end_s=end_s,
        direction=part.direction,
        gait=part.gait,
        gait_basis=part.basis,
        distance_m=distance_m,
        mean_speed_mps=distance_m / (end_s - start_s),
        peak_speed_mps=peak(motion.speed_mps[where]),
        steps=count.between(part.first, part.end, start_s, end_s),
    )
