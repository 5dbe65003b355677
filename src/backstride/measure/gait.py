"""Walk, run or neither: by flight where steps are known, otherwise by speed."""

from itertools import groupby, pairwise

import numpy as np

from backstride.measure.measurement import Gait
from backstride.measure.settings import Settings
from backstride.measure.steps import GaitStep
from backstride.motion import Motion
from backstride.motion.arrays import Bools, Floats

_SHORTEST_RUN_OF_STEPS = 2  # a change of gait lasts at least two steps, or a step was mistimed


def gait_of_steps(steps: list[GaitStep], settings: Settings) -> list[Gait | None]:
    """Return walk or run for each step by its duty factor; None where that is not known."""
    return [
        None
        if not np.isfinite(step.duty_factor)
        else "run"
        if step.duty_factor < settings.run_duty_factor
        else "walk"
        for step in steps
    ]


def hips_high(motion: Motion, settings: Settings) -> Bools:
    """Return where the hips are as high as on a leg that walks or runs (n,); true if unknown."""
    unknown: Bools = np.ones(len(motion), dtype=np.bool_)
    if motion.skeleton is None:
        return unknown
    lengths: list[Floats] = []
    heights: list[Floats] = []
    for side in ("left", "right"):
        hip, knee, ankle = (motion.skeleton.get(f"{n}_{side}") for n in ("hip", "knee", "ankle"))
        lengths.append(np.linalg.norm(hip - knee, axis=1) + np.linalg.norm(knee - ankle, axis=1))
        heights.append(ankle[:, 2])
    if not np.isfinite(lengths).any():
        return unknown
    leg_m = float(np.nanmedian(lengths))
    floor_m = float(np.nanpercentile(heights, 2))
    low = motion.position_m[:, 2] - floor_m < settings.upright_hip_share * leg_m
    return np.logical_not(low)


def gait_stretches(
    steps: list[tuple[float, Gait]],
) -> list[tuple[float, Gait]]:
    """Return when each gait begins, from timed steps of one stretch.

    Parameters
    ----------
    steps : list of (middle of contact in s, gait)
        In order of time; at least one.

    Returns
    -------
    list of (begin in s, gait)
        The first begins at minus infinity; a change lies halfway between two contacts. Lone steps
        that differ from those around them are taken to be mistimed.
    """
    groups = [list(group) for _, group in groupby(steps, key=lambda step: step[1])]
    kept = [g for g in groups if len(g) >= _SHORTEST_RUN_OF_STEPS] or [max(groups, key=len)]
    merged = [
        [step for group in same for step in group]
        for _, same in ((k, list(v)) for k, v in groupby(kept, key=lambda g: g[0][1]))
    ]
    begins = [-np.inf, *((a[-1][0] + b[0][0]) / 2 for a, b in pairwise(merged))]
    return [(when, group[0][1]) for when, group in zip(begins, merged, strict=True)]


def gait_by_speed(speed_mps: Floats, direction: str, settings: Settings) -> Gait:
    """Return the gait that people choose at a mean speed; a guess for want of steps."""
    limit = settings.run_forward_mps if direction == "forward" else settings.run_backward_mps
    return "run" if float(np.mean(speed_mps)) > limit else "walk"
