"""Walk, run or neither: by flight where steps are known, otherwise by speed."""

import math
from collections import Counter
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np

from backstride.measure.errors_of_method import contact_error_s
from backstride.measure.parts import SIDES_OF_BODY, Gait
from backstride.measure.settings import Settings
from backstride.measure.steps import GaitStep, middles_s
from backstride.motion import Motion, Skeleton
from backstride.motion.arrays import Bools, Floats

_SHORTEST_RUN_OF_STEPS = 2  # a change of gait lasts at least two steps, or a step was mistimed

_CLEAR = 1.5  # times the timing error; beyond it even a lone step at either end counts

_PARTIAL_FOOT_S = 0.04
"""Without heel or toe the first and last moments of a contact go unseen. Three walks measured as
BVH (no heel, 30 Hz) have contacts 30 to 79 ms shorter than as C3D (whole feet, 120 Hz)."""


@dataclass(frozen=True, slots=True)
class TimedGait:
    """The gait of one step: when, which, how it was told, and whether beyond doubt."""

    when_s: float
    gait: Gait
    basis: str
    clear: bool = True


def gait_of_steps(steps: list[GaitStep], motion: Motion, settings: Settings) -> list[TimedGait]:
    """Return the gait of each step that shows one, in order of time.

    Walking and running alternate the feet; a foot that lands twice in a row hops or skips, which is
    neither. Otherwise by the duty factor: below a half both feet are in the air for a time. Where
    it is nearer to a half than contacts can be timed, by the bounce of the pelvis: a walker vaults
    over the leg and is highest at mid-contact, a runner bounces and is lowest (Cavagna, Heglund and
    Taylor 1977, doi 10.1152/ajpregu.1977.233.5.R243).
    """
    falls = motion.footfalls
    timing_s = 2 * contact_error_s(motion) * 2**0.5
    if motion.skeleton is not None and not whole_feet(motion.skeleton):
        timing_s += _PARTIAL_FOOT_S
    middle_s = middles_s(steps)
    vaults, middles = _vaults_m(motion, steps, middle_s), middle_s.tolist()
    found = []
    for i, step in enumerate(steps):
        if falls is not None and falls.gait[i]:
            sensed: Gait = "walk" if falls.gait[i] == "walk" else "run"
            found.append(TimedGait(middles[i], sensed, "the sensor's own rule"))
            continue
        if step.hop:
            found.append(TimedGait(middles[i], "other", "one foot twice in a row"))
            continue
        if not np.isfinite(step.duty_factor):
            continue
        stride_s = (step.contact.end_s - step.contact.start_s) / step.duty_factor
        above = step.duty_factor - settings.run_duty_factor
        vault = float(vaults[i])
        if abs(above) * stride_s > timing_s or not np.isfinite(vault):
            clear = abs(above) * stride_s > _CLEAR * timing_s
            gait: Gait = "walk" if above >= 0 else "run"
            found.append(TimedGait(middles[i], gait, "flight", clear))
        else:
            gait = "walk" if vault > 0 else "run"
            found.append(TimedGait(middles[i], gait, "bounce", clear=False))
    return found


def whole_feet(skeleton: Skeleton) -> bool:
    """Return whether both feet have a heel and a toe."""
    return all(f"{part}_{side}" in skeleton for part in ("heel", "toe") for side in SIDES_OF_BODY)


def _vaults_m(motion: Motion, steps: list[GaitStep], middle_s: Floats) -> Floats:
    """Return how much higher the pelvis is at mid-contact than a quarter stride to either side.

    One per step (k,); NaN where stride or pelvis were not seen.
    """
    if motion.skeleton is None:
        # A sensor's position is its wearer's place, not the height of a pelvis.
        return np.full(len(steps), np.nan)
    contact_s = np.array([s.contact.end_s - s.contact.start_s for s in steps])
    with np.errstate(divide="ignore", invalid="ignore"):
        stride_s = contact_s / np.array([s.duty_factor for s in steps])
    times = middle_s[:, None] + stride_s[:, None] * np.array([-0.25, 0.0, 0.25])
    inside = (times[:, 0] >= motion.time_s[0]) & (times[:, -1] <= motion.time_s[-1])
    before, at, after = np.interp(times, motion.time_s, motion.position_m[:, 2]).T
    vault: Floats = np.where(inside, at - (before + after) / 2, np.nan)
    return vault


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


def gait_stretches(steps: list[TimedGait]) -> list[TimedGait]:
    """Return when each gait begins, from the steps of one stretch in order of time.

    The first begins at minus infinity; a change lies halfway between two contacts. Lone steps that
    differ from those around them are taken to be mistimed, unless they stand at either end, where
    the view may have cut off the others, and are clear.
    """
    groups = [list(group) for _, group in groupby(steps, key=lambda step: step.gait)]
    kept = [
        g
        for i, g in enumerate(groups)
        if len(g) >= _SHORTEST_RUN_OF_STEPS or (i in {0, len(groups) - 1} and g[0].clear)
    ] or [max(groups, key=len)]
    merged = [
        [step for group in same for step in group]
        for same in (list(v) for _, v in groupby(kept, key=lambda g: g[0].gait))
    ]
    begins = [-np.inf, *((a[-1].when_s + b[0].when_s) / 2 for a, b in pairwise(merged))]
    return [
        TimedGait(float(when), group[0].gait, _usual_basis(group))
        for when, group in zip(begins, merged, strict=True)
    ]


def _usual_basis(steps: list[TimedGait]) -> str:
    return Counter(step.basis for step in steps).most_common(1)[0][0]


def gait_without_steps(
    motion: Motion, first: int, end: int, direction: str, settings: Settings
) -> tuple[Gait, str]:
    """Return the gait of samples ``[first, end)`` and how it was told, for want of steps.

    By the duty factor where a device wrote contact time and step frequency; otherwise by the speed
    at which people change from walking to running, which depends on the direction.
    """
    duty = _duty_of_channels(motion, first, end)
    if np.isfinite(duty):
        return ("run" if duty < settings.run_duty_factor else "walk"), "the device's contact time"
    speeds = motion.speed_mps[first:end]
    known = speeds[np.isfinite(speeds)]
    if not known.size:
        return "other", "neither steps nor speed are known"
    speed = float(known.mean())
    limits = {"forward": (settings.run_forward_mps,) * 2, "unknown": settings.run_either_mps}
    low, high = limits.get(direction, (settings.run_backward_mps,) * 2)
    if low < speed <= high:
        return "other", "speed, which decides only once the direction is known"
    return ("run" if speed > high else "walk"), "speed"


def _duty_of_channels(motion: Motion, first: int, end: int) -> float:
    """Return the mean duty factor from a device's contact time and step frequency, or NaN."""
    contact = motion.channels.get("contact_time_s")
    frequency = motion.channels.get("step_frequency_spm")
    if contact is None or frequency is None:
        return math.nan
    duty = contact.value[first:end] * frequency.value[first:end] / 120.0
    known = duty[np.isfinite(duty)]
    return float(known.mean()) if known.size else math.nan
