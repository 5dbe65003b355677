"""Joint angles over strides: range, extremes and mean curves, by direction."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backstride.estimate import Estimate, mean_estimate
from backstride.measure.parts import Bout, Direction, JointCurve, Side, main_gait
from backstride.measure.steps import GaitStep
from backstride.motion.arrays import Floats

CURVE_POINTS = 101  # 0 to 100 % of the stride, as curves are published

_MARKER_ERROR_DEG = 3.0
"""Skin and marker placement may shift a sagittal angle by about this much: by judgement, since no
recording here shows the bones."""


@dataclass(frozen=True, slots=True)
class Stride:
    """From one initial contact of a foot to its next, in one bout."""

    side: Side
    start_s: float
    end_s: float
    direction: Direction


def find_strides(steps: list[GaitStep], bouts: list[Bout]) -> list[Stride]:
    """Return the strides that lie wholly within one bout of their direction's main gait."""
    kept = [b for b in bouts if b.gait == main_gait(bouts, b.direction)]
    return [
        Stride(step.contact.side, step.contact.start_s - step.stride_s, end_s, bout.direction)
        for step in steps
        for bout in kept
        if bout.start_s <= step.contact.start_s - step.stride_s
        and (end_s := step.contact.start_s) <= bout.end_s
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
    step_s = float(np.median(np.diff(time_s)))
    rows = [
        np.interp(np.linspace(s.start_s, s.end_s, CURVE_POINTS), time_s, angle)
        for s in own
        if _whole(angle[(time_s > s.start_s - step_s) & (time_s < s.end_s + step_s)])
    ]
    return np.array(rows).reshape(-1, CURVE_POINTS)


def _whole(angle: Floats) -> bool:
    return angle.size > 2 and bool(np.isfinite(angle).all())


def _figures(joint: str, cut: Floats) -> dict[str, Estimate]:
    readings = {
        "range_deg": cut.max(axis=1) - cut.min(axis=1),
        "minimum_deg": cut.min(axis=1),
        "maximum_deg": cut.max(axis=1),
    }
    if joint == "trunk_lean":
        readings = {"mean_deg": cut.mean(axis=1), **readings}
    found = {
        name: mean_estimate(
            values.tolist(), error_each=0.0, bias=_MARKER_ERROR_DEG, unit="deg", basis="measured"
        )
        for name, values in readings.items()
    }
    return {name: estimate for name, estimate in found.items() if estimate}


def _curve(cut: Floats) -> JointCurve:
    deviation = cut.std(axis=0, ddof=1) if len(cut) > 1 else np.zeros(CURVE_POINTS)
    return JointCurve(mean_deg=cut.mean(axis=0), deviation_deg=deviation, strides=len(cut))
