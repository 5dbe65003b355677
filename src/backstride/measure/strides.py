"""Joint angles over strides: range, extremes and mean curves, by direction."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backstride.estimate import Estimate
from backstride.measure.parts import Bout, Direction, JointCurve, Side, main_gait
from backstride.measure.steps import GaitStep
from backstride.motion.arrays import Bools, Floats

CURVE_POINTS = 101  # 0 to 100 % of the stride, as curves are published

_MARKER_ERROR_DEG = 2.8
"""Standard error of a range, an extreme or a mean lean of one recording: skin, marker placement,
and where joints are taken to lie. Ours and the makers' own skeleton from the same markers differ by
5.0° in the range of the knee, 4.2° in the hip's and 5.5° in the ankle's (root mean square of 85
legs in takes of two people); set so that 9 of 10 of these differences lie within both intervals
together."""

_NORMAL_90 = 1.645  # standard errors in half of a 90 % interval


@dataclass(frozen=True, slots=True)
class Stride:
    """From one initial contact of a foot to its next, in one bout."""

    side: Side
    start_s: float
    end_s: float
    direction: Direction


def find_strides(steps: list[GaitStep], bouts: list[Bout]) -> list[Stride]:
    """Return the strides that lie wholly within one bout of their direction's main gait."""
    main = {direction: main_gait(bouts, direction) for direction in {b.direction for b in bouts}}
    kept = [b for b in bouts if b.gait == main[b.direction]]
    if not kept:
        return []
    end = np.array([step.contact.start_s for step in steps])
    start = end - np.array([step.stride_s for step in steps])
    at = np.searchsorted([b.start_s for b in kept], start, side="right") - 1
    whole = (at >= 0) & np.isfinite(start) & (end <= np.array([b.end_s for b in kept])[at])
    return [
        Stride(steps[i].contact.side, float(start[i]), float(end[i]), kept[at[i]].direction)
        for i in np.flatnonzero(whole)
    ]


def joints_by_direction(
    angles: Mapping[str, Floats], time_s: Floats, strides: list[Stride]
) -> tuple[dict[Direction, dict[str, dict[str, Estimate]]], dict[Direction, dict[str, JointCurve]]]:
    """Return the ranges and the mean curves of each joint for each direction with a stride.

    A limb's joints are cut at the contacts of its own foot, the trunk at those of either.
    """
    ranges: dict[Direction, dict[str, dict[str, Estimate]]] = {}
    curves: dict[Direction, dict[str, JointCurve]] = {}
    for direction in dict.fromkeys(s.direction for s in strides):
        for joint, angle in angles.items():
            cut = _cut(joint, angle, time_s, [s for s in strides if s.direction == direction])
            if len(cut):
                ranges.setdefault(direction, {})[joint] = _figures(joint, cut)
                curves.setdefault(direction, {})[joint] = _curve(cut)
    return ranges, curves


def _cut(joint: str, angle: Floats, time_s: Floats, strides: list[Stride]) -> Floats:
    """Return the angle resampled over each stride (strides, 101), whole strides only."""
    side = joint.rsplit("_", 1)[-1]
    own = [s for s in strides if side not in {"left", "right"} or s.side == side]
    start, end = np.array([(s.start_s, s.end_s) for s in own]).reshape(-1, 2).T
    whole = _whole(angle, time_s, start, end)
    times = np.linspace(start[whole], end[whole], CURVE_POINTS, axis=1)
    cut: Floats = np.interp(times, time_s, angle)
    return cut


def _whole(angle: Floats, time_s: Floats, start_s: Floats, end_s: Floats) -> Bools:
    """Return which strides have the angle throughout (k,), with a sample beyond either end."""
    step_s = float(np.median(np.diff(time_s)))
    first = np.searchsorted(time_s, start_s - step_s, side="right")
    last = np.searchsorted(time_s, end_s + step_s)
    lost = np.concatenate(([0], np.cumsum(~np.isfinite(angle))))
    seen: Bools = (last - first > 2) & (lost[last] == lost[first])
    return seen


def _figures(joint: str, cut: Floats) -> dict[str, Estimate]:
    readings = {
        "range_deg": cut.max(axis=1) - cut.min(axis=1),
        "minimum_deg": cut.min(axis=1),
        "maximum_deg": cut.max(axis=1),
    }
    if joint == "trunk_lean":
        readings = {"mean_deg": cut.mean(axis=1), **readings}
    return {name: _figure(values) for name, values in readings.items()}


def _figure(values: Floats) -> Estimate:
    """Return the mean over strides; how they are spread shows how each may be off."""
    value = float(values.mean())
    own = float(values.std(ddof=1)) / math.sqrt(len(values)) if len(values) > 1 else 0.0
    half = _NORMAL_90 * math.hypot(own, _MARKER_ERROR_DEG)
    return Estimate(value, value - half, value + half, "deg", "measured")


def _curve(cut: Floats) -> JointCurve:
    deviation = cut.std(axis=0, ddof=1) if len(cut) > 1 else np.zeros(CURVE_POINTS)
    return JointCurve(mean_deg=cut.mean(axis=0), deviation_deg=deviation, strides=len(cut))
