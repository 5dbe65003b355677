"""Takes with two skeletons: our joints from the markers, and the takes' makers' own.

Nobody sees the bones. How far two ways to find joints in the same markers lead apart shows what a
joint's range is worth.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from backstride.estimate import Estimate
from backstride.measure import Measurement
from backstride.measure.measurement import Direction
from backstride.motion.arrays import Floats
from backstride.validation.context import Context
from backstride.validation.takes import Take, labelled_takes

JOINTS = ("knee", "hip", "ankle")

ALIKE = 0.9
"""Correlation of the knees above which two files are the same take."""

_CLOCK_HZ = 60.0
_LEAST_S = 1.0  # that two files of a take have in common
_LONGEST_STRIDE_S = 1.6
_SAMPLES = 61  # of a stride; its range hardly depends on them


@dataclass(frozen=True)
class TwiceRanged:
    """Mean range of a joint of one leg over the same strides, by two skeletons.

    Attributes
    ----------
    joint : str
    markers_deg, makers_deg : float
    stated : Estimate
        As stated of the markers' for its direction.
    """

    joint: str
    markers_deg: float
    makers_deg: float
    stated: Estimate


def twice_ranged(context: Context) -> list[TwiceRanged]:
    """Return the legs of all takes that are there both as markers and as the makers' skeleton."""
    return context.once("two skeletons", lambda: list(_all(labelled_takes(context))))


def _all(takes: list[Take]) -> Iterator[TwiceRanged]:
    solved = defaultdict(list)
    for take in takes:
        if take.path.suffix == ".bvh" and take.person:
            solved[take.person, _plain(take)].append(take.found)
    for take in takes:
        if take.path.suffix == ".c3d":
            for other in solved[take.person, _plain(take)]:
                yield from _compared(take.found, other)


def _plain(take: Take) -> str:
    """Return the name of a take, as both sets of files would spell it."""
    name = take.path.stem.removeprefix(f"{take.person}_").lower()
    name = re.sub(r"^[bc]\d+_", "", name).replace("_", "").replace("backwards", "back")
    return re.sub(r"(?<=[a-z])(1|180)$", "", name.replace("forwards", "forward"))


def _compared(markers: Measurement, makers: Measurement) -> Iterator[TwiceRanged]:
    later_s = _later_s(markers, makers)
    if later_s is None:
        return
    for side in ("left", "right"):
        by_way: dict[Direction, list[tuple[float, float]]] = defaultdict(list)
        own = [s for s in markers.steps if s.side == side]
        for one, after in pairwise(own):
            if after.initial_contact_s - one.initial_contact_s < _LONGEST_STRIDE_S:
                by_way[one.direction].append((one.initial_contact_s, after.initial_contact_s))
        for way, strides in by_way.items():
            for joint in JOINTS:
                stated = markers.joints.get(way, {}).get(f"{joint}_{side}", {}).get("range_deg")
                both = [_ranges(markers, makers, f"{joint}_{side}", s, later_s) for s in strides]
                seen = np.array([pair for pair in both if np.isfinite(pair).all()])
                if stated is not None and seen.size:
                    one, other = seen.mean(axis=0).tolist()
                    yield TwiceRanged(joint, one, other, stated)


def _ranges(
    markers: Measurement,
    makers: Measurement,
    joint: str,
    stride_s: tuple[float, float],
    later_s: float,
) -> tuple[float, float]:
    """Return the range of a joint over one stride by both, NaN where either does not see it."""
    times = np.linspace(*stride_s, _SAMPLES)
    first, other = _angle(markers, joint, times), _angle(makers, joint, times - later_s)
    return float(np.ptp(first)), float(np.ptp(other))


def _angle(found: Measurement, joint: str, times_s: Floats) -> Floats:
    values = found.joint_angles_deg.get(joint)
    if values is None:
        return np.full(times_s.shape, np.nan)
    angle: Floats = np.interp(times_s, found.motion.time_s, values, left=np.nan, right=np.nan)
    return angle


def _later_s(markers: Measurement, makers: Measurement) -> float | None:
    """Return when the makers' file begins on the clock of the markers; None if no such time fits.

    Their files are cut differently. It is where the bending of both knees goes together best.
    """
    own, other = (_knees(found) for found in (markers, makers))
    least = max(_LEAST_S * _CLOCK_HZ, 0.5 * min(len(own[0]), len(other[0])))
    best, later_s = ALIKE, None
    for later in range(-len(other[0]) + 1, len(own[0])):
        here = slice(max(later, 0), max(later, 0) + len(other[0]) + min(later, 0))
        part = [knee[here] for knee in own]
        there = slice(max(-later, 0), max(-later, 0) + len(part[0]))
        if len(part[0]) < least:
            continue
        alike = float(np.mean([_alike(a, b[there]) for a, b in zip(part, other, strict=True)]))
        if alike > best:
            best, later_s = alike, later / _CLOCK_HZ
    if later_s is None:
        return None
    return later_s + float(markers.motion.time_s[0] - makers.motion.time_s[0])


def _knees(found: Measurement) -> list[Floats]:
    """Return the flexion of both knees on one clock."""
    times = np.arange(found.motion.time_s[0], found.motion.time_s[-1], 1.0 / _CLOCK_HZ)
    return [_angle(found, f"knee_{side}", times) for side in ("left", "right")]


def _alike(one: Floats, other: Floats) -> float:
    """Return the correlation of two curves where both are seen, 0 where that is too short."""
    both = np.isfinite(one) & np.isfinite(other)
    if both.sum() < _LEAST_S * _CLOCK_HZ:
        return 0.0
    a, b = one[both] - one[both].mean(), other[both] - other[both].mean()
    size = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / size if size > 0 else 0.0
