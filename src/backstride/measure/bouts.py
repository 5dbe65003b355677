"""Bouts: unbroken stretches of one gait and direction, and the totals over them."""

from dataclasses import dataclass
from itertools import pairwise
from typing import cast

import numpy as np

from backstride.measure.direction import STILL, UNSEEN, Labels, segments
from backstride.measure.gait import (
    TimedGait,
    gait_by_speed,
    gait_of_steps,
    gait_stretches,
    hips_high,
)
from backstride.measure.measurement import DIRECTIONS, Bout, Direction, DirectionTotal, Gait
from backstride.measure.settings import Settings
from backstride.measure.steps import GaitStep
from backstride.motion import Motion
from backstride.motion.arrays import Bools, Floats


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
    return [
        _bout(motion, stretch, steps)
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
            peak_speed_mps=float(motion.speed_mps[where].max()),
            steps=sum(b.steps for b in bouts if b.direction == direction),
        )
    return found


def ground_distance(motion: Motion) -> Floats:
    """Return the ground covered in each sample's own interval (n,); 0 where it was not seen."""
    return np.nan_to_num(motion.speed_mps) / motion.rate_hz


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
    inside = [step for step in known if start_s <= step.when_s <= end_s]
    if not inside:
        gait = gait_by_speed(motion.speed_mps[a:b], direction, settings)
        return [_Stretch(a, b, direction, gait, "speed")]
    changes = gait_stretches(inside)
    cuts = [a, *(int(np.searchsorted(motion.time_s, c.when_s)) for c in changes[1:]), b]
    return [
        _Stretch(c, d, direction, found.gait, found.basis)
        for (c, d), found in zip(pairwise(cuts), changes, strict=True)
        if d > c
    ]


def _bout(motion: Motion, part: _Stretch, steps: list[GaitStep]) -> Bout:
    where = slice(part.first, part.end)
    start_s = float(motion.time_s[part.first])
    end_s = start_s + (part.end - part.first) / motion.rate_hz
    distance_m = float(ground_distance(motion)[where].sum())
    return Bout(
        start_s=start_s,
        end_s=end_s,
        direction=part.direction,
        gait=part.gait,
        gait_basis=part.basis,
        distance_m=distance_m,
        mean_speed_mps=distance_m / (end_s - start_s),
        peak_speed_mps=float(motion.speed_mps[where].max()),
        steps=sum(start_s <= s.middle_s < end_s for s in steps),
    )
