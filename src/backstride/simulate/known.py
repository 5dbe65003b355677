"""Reading the truth off a runner's plan."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, TypeVar

import numpy as np

from backstride.motion.angles import heading_deg, wrap_deg
from backstride.motion.arrays import Floats
from backstride.motion.headings import SLOWEST_WITH_HEADING_MPS
from backstride.motion.skeleton import Skeleton
from backstride.simulate.gait import RUN, STAND
from backstride.simulate.runner import Runner
from backstride.simulate.style import FLAT_DEG
from backstride.simulate.truth import (
    StrideRange,
    TrueBout,
    TrueDirection,
    TrueGait,
    TrueStep,
    TrueTotal,
    Truth,
)

Label = TypeVar("Label")

_LONGEST_STEP_S = 0.95  # landings further apart have a rest in between
_SHIFT_M = 0.01  # a body that moves less between two contacts has no way to measure along


def truth_of(runner: Runner, skeleton: Skeleton) -> Truth:
    """Return the truth of a runner; the skeleton is its own, without noise, at ``time_s``."""
    time = runner.time_s
    course = runner.course
    velocity = course.at(course.velocity_mps, time)
    speed = np.linalg.norm(velocity, axis=1)
    facing = wrap_deg(np.degrees(course.at(course.facing_rad, time)))
    travel = np.where(speed >= SLOWEST_WITH_HEADING_MPS, heading_deg(velocity), np.nan)
    direction = _directions(speed, wrap_deg(travel - facing))
    steps = _steps(runner)
    gait = _gaits(runner, time, direction)
    bouts = _bouts(runner, direction, gait, speed)
    return Truth(
        scenario=runner.scenario.name,
        time_s=time,
        direction=direction,
        gait=gait,
        facing_deg=facing,
        travel_deg=travel,
        speed_mps=speed,
        steps=steps,
        bouts=bouts,
        by_direction=_totals(bouts),
        joints=_joint_ranges(runner, skeleton, facing, steps),
    )


def _directions(speed_mps: Floats, direction_deg: Floats) -> tuple[TrueDirection, ...]:
    away = np.abs(direction_deg)
    sideways = np.where(direction_deg > 0, "left", "right")
    label = np.where(away < 45.0, "forward", np.where(away > 135.0, "backward", sideways))
    return tuple(np.where(speed_mps < SLOWEST_WITH_HEADING_MPS, "still", label).tolist())


def _directions_at(runner: Runner, time_s: Floats) -> tuple[TrueDirection, ...]:
    velocity = runner.course.at(runner.course.velocity_mps, time_s)
    facing = np.degrees(runner.course.at(runner.course.facing_rad, time_s))
    return _directions(np.linalg.norm(velocity, axis=1), wrap_deg(heading_deg(velocity) - facing))


def _step_gaits(runner: Runner) -> list[TrueGait]:
    """Return the gait of each contact: running is being down for less than half a stride."""
    falls = runner.falls
    stride = np.full(len(falls), np.inf)
    stride[:-2] = falls.initial_s[2:] - falls.initial_s[:-2]
    stride[-2:] = 2.0 * np.diff(falls.initial_s)[-1]
    contact = np.minimum(falls.terminal_s - falls.initial_s, falls.nominal_s * 1.5)
    flies = contact < 0.5 * np.minimum(stride, 4.0 * falls.nominal_s)
    names: list[TrueGait] = []
    for gait, flying in zip(falls.gait, flies, strict=True):
        names.append("other" if gait == STAND else "run" if flying else "walk")
        if gait == RUN and not flying:
            names[-1] = "other"
    return names


def _gaits(
    runner: Runner, time_s: Floats, direction: Sequence[TrueDirection]
) -> tuple[TrueGait, ...]:
    """Return the gait of each sample: that of the contact that began last, "other" at rest.

    Setting out after a rest, it is that of the contact to come.
    """
    names = _step_gaits(runner)
    names[:2] = [names[2]] * 2 if len(names) > 2 else names[:2]
    landed = runner.falls.initial_s
    last = np.searchsorted(landed, time_s, side="right") - 1
    after = np.minimum(last + 1, len(landed) - 1)
    rested = (landed[after] - landed[last] > _LONGEST_STEP_S) & (
        time_s > 0.5 * (landed[after] + landed[last])
    )
    own = np.where(rested, after, last)
    return tuple("other" if d == "still" else names[k] for k, d in zip(own, direction, strict=True))


def _part(pitch_deg: float) -> Literal["heel", "forefoot", "flat"]:
    if abs(pitch_deg) < FLAT_DEG:
        return "flat"
    return "heel" if pitch_deg < 0 else "forefoot"


def _steps(runner: Runner) -> tuple[TrueStep, ...]:
    falls, end = runner.falls, runner.course.duration_s
    seen = np.flatnonzero((falls.terminal_s > 0.0) & (falls.initial_s < end)).tolist()
    middle = 0.5 * (np.maximum(falls.initial_s, 0.0) + np.minimum(falls.terminal_s, end))
    directions = _directions_at(runner, middle)
    gaits = _step_gaits(runner)
    length = _lengths_m(runner, middle)
    steps = []
    for k in seen:
        begun, left = falls.initial_s[k] >= 0.0, falls.terminal_s[k] < end
        steps.append(
            TrueStep(
                side="right" if falls.side[k] else "left",
                initial_contact_s=float(falls.initial_s[k]) if begun else float("nan"),
                terminal_contact_s=float(falls.terminal_s[k]) if left else float("nan"),
                length_m=float(length[k]) if k > seen[0] else float("nan"),
                direction=directions[k],
                gait=gaits[k],
                first_down=_part(falls.landing_deg[k]),
                last_up=_part(falls.leaving_deg[k]),
                place_m=(float(falls.ankle_m[k, 0]), float(falls.ankle_m[k, 1])),
            )
        )
    return tuple(steps)


def _lengths_m(runner: Runner, middle_s: Floats) -> Floats:
    """Return the way from each contact's forerunner along the way of the body in between."""
    apart = np.diff(runner.falls.ankle_m, axis=0)
    way = np.diff(runner.course.at(runner.course.position_m, middle_s), axis=0)
    size = np.linalg.norm(way, axis=1)
    along = np.abs((apart * way).sum(axis=1)) / np.maximum(size, 1e-9)
    return np.concatenate(
        ([np.nan], np.where(size > _SHIFT_M, along, np.linalg.norm(apart, axis=1)))
    )


def _bouts(
    runner: Runner,
    direction: Sequence[TrueDirection],
    gait: Sequence[TrueGait],
    speed_mps: Floats,
) -> tuple[TrueBout, ...]:
    rate = runner.scenario.rate_hz
    landed = runner.falls.initial_s
    labels = list(zip(direction, gait, strict=True))
    bouts = []
    for a, b, (way, kind) in _stretches(labels):
        if way == "still":
            continue
        start, end = a / rate, b / rate
        bouts.append(
            TrueBout(
                start_s=start,
                end_s=end,
                direction=way,
                gait=kind,
                distance_m=float(speed_mps[a:b].sum()) / rate,
                steps=int(((landed >= start) & (landed < end)).sum()),
            )
        )
    return tuple(bouts)


def _stretches(labels: Sequence[Label]) -> list[tuple[int, int, Label]]:
    """Return the half-open stretches of equal labels."""
    cuts = [0, *(i for i in range(1, len(labels)) if labels[i] != labels[i - 1]), len(labels)]
    return [(a, b, labels[a]) for a, b in pairwise(cuts) if b > a]


def _totals(bouts: Sequence[TrueBout]) -> dict[TrueDirection, TrueTotal]:
    totals = {}
    for way in dict.fromkeys(bout.direction for bout in bouts):
        own = [bout for bout in bouts if bout.direction == way]
        totals[way] = TrueTotal(
            time_s=sum(bout.end_s - bout.start_s for bout in own),
            distance_m=sum(bout.distance_m for bout in own),
            steps=sum(bout.steps for bout in own),
        )
    return totals


def _joint_ranges(
    runner: Runner, skeleton: Skeleton, facing_deg: Floats, steps: Sequence[TrueStep]
) -> dict[str, tuple[StrideRange, ...]]:
    """Return the extremes of the joints over each stride of steady direction."""
    time = runner.time_s
    ranges = {}
    for side in ("left", "right"):
        own = [s for s in steps if s.side == side and np.isfinite(s.initial_contact_s)]
        strides = [
            (a.initial_contact_s, b.initial_contact_s, a.direction)
            for a, b in pairwise(own)
            if a.direction == b.direction != "still" and a.gait == b.gait != "other"
        ]
        for joint, angle in _angles_deg(skeleton, facing_deg, side).items():
            found = []
            for start, end, way in strides:
                part = angle[np.searchsorted(time, start) : np.searchsorted(time, end)]
                if part.size > 2:
                    found.append(StrideRange(start, end, way, float(part.min()), float(part.max())))
            ranges[f"{joint}_{side}"] = tuple(found)
    return ranges


def _angles_deg(skeleton: Skeleton, facing_deg: Floats, side: str) -> dict[str, Floats]:
    """Return hip, knee and ankle angles (n,) in the plane of facing; 0 is standing straight."""
    facing = np.radians(facing_deg)

    def ahead(top: str, bottom: str) -> Floats:
        way = skeleton[bottom] - skeleton[top]
        forward = way[:, 0] * np.cos(facing) + way[:, 1] * np.sin(facing)
        return np.degrees(np.arctan2(forward, -way[:, 2]))

    thigh = ahead(f"hip_{side}", f"knee_{side}")
    shank = ahead(f"knee_{side}", f"ankle_{side}")
    sole = ahead(f"heel_{side}", f"forefoot_{side}") - 90.0
    trunk = ahead("neck", "pelvis")
    return {
        "hip": wrap_deg(thigh - trunk),
        "knee": wrap_deg(thigh - shank),
        "ankle": wrap_deg(sole - shank),
    }
