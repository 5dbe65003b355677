"""The body to be drawn: which points, which lines, seen from which side."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backstride.measure.measurement import Measurement
from backstride.motion.angles import circular_mean_deg
from backstride.motion.arrays import Floats
from backstride.motion.skeleton import BONES, SIDES

LONGEST_WINDOW_S = 60.0
"""More than a minute of figure would make the page heavy; the rest is in the charts."""

_STAND_INS = {
    "pelvis": (("hip_left", "hip_right"), ("asis_left", "asis_right")),
    "neck": (("shoulder_left", "shoulder_right"),),
    **{f"hip_{side}": ((f"asis_{side}", f"psis_{side}"),) for side in SIDES},
    **{f"toe_{side}": ((f"forefoot_{side}",),) for side in SIDES},
}
"""Points a figure needs, drawn from their neighbours when the recording lacks them."""

_FOOT = ("ankle", "heel", "toe")


@dataclass(frozen=True, slots=True)
class Bone:
    """A line between two points, by index into ``Body.points_m``."""

    start: int
    end: int
    side: str
    foot: bool


@dataclass(frozen=True)
class Body:
    """A stick figure over time.

    Attributes
    ----------
    points_m : array (n, k, 3)
        World positions of k points.
    bones : tuple of Bone
        Lines between them.
    root_m : array (n, 2)
        What the view follows: the body's place on the ground, gaps filled.
    first : int
        Index in the motion of the first of these n samples.
    floor_m : float
        Height of the ground under the feet.
    facing_deg : float
        Main facing, to which "from the side" refers.
    head : int or None
        Index of the head.
    """

    points_m: Floats
    bones: tuple[Bone, ...]
    root_m: Floats
    floor_m: float
    facing_deg: float
    head: int | None
    first: int = 0


def body_of(measurement: Measurement, span: tuple[float, float]) -> Body | None:
    """Return the stick figure of part of a recording, or None when too little of a body was seen.

    Only the samples from the start to the end of ``span``, in seconds, are looked at.
    """
    motion = measurement.motion
    if motion.skeleton is None:
        return None
    first, end = np.searchsorted(motion.time_s, (span[0] - 1e-9, span[1] + 1e-9)).tolist()
    there = slice(max(0, first - 1), end + 1)
    points = _points({n: p[there] for n, p in motion.skeleton.positions_m.items()})
    wanted = [pair for pair in BONES if pair[0] in points and pair[1] in points]
    names = list(dict.fromkeys(name for pair in wanted for name in pair))
    if len(wanted) < 3:
        return None
    position = np.stack([points[name] for name in names], axis=1)
    bones = tuple(Bone(names.index(a), names.index(b), *_side_and_foot(a, b)) for a, b in wanted)
    return Body(
        points_m=position,
        bones=bones,
        root_m=_root(motion.position_m[there], position),
        floor_m=_floor(position),
        facing_deg=_main_facing(measurement),
        head=names.index("head") if "head" in names else None,
        first=there.start,
    )


def main_window(measurement: Measurement, direction: str = "") -> tuple[float, float]:
    """Return the start and end of what is drawn: the recording, or a minute of its main bout.

    With a direction, of the longest bout in it.
    """
    motion = measurement.motion
    first, last = float(motion.time_s[0]), float(motion.time_s[-1])
    if last - first <= LONGEST_WINDOW_S:
        return first, last
    bout = main_bout(measurement, direction)
    middle = (bout[0] + bout[1]) / 2
    start = min(max(first, middle - LONGEST_WINDOW_S / 2), last - LONGEST_WINDOW_S)
    return start, start + LONGEST_WINDOW_S


def main_bout(measurement: Measurement, direction: str = "") -> tuple[float, float]:
    """Return the longest bout of a direction, or the whole recording without any bout.

    Without a direction, that of the main one.
    """
    motion = measurement.motion
    main = direction or measurement.main_direction
    of_main = [b for b in measurement.bouts if b.direction == main] or list(measurement.bouts)
    if not of_main:
        return float(motion.time_s[0]), float(motion.time_s[-1])
    longest = max(of_main, key=lambda b: b.end_s - b.start_s)
    return longest.start_s, longest.end_s


def _points(positions_m: Mapping[str, Floats]) -> dict[str, Floats]:
    points = {n: p for n, p in positions_m.items() if np.isfinite(p).all(axis=1).any()}
    for name, choices in _STAND_INS.items():
        for neighbours in choices:
            if name not in points and all(n in points for n in neighbours):
                points[name] = np.mean([points[n] for n in neighbours], axis=0)
    return points


def _side_and_foot(a: str, b: str) -> tuple[str, bool]:
    (part_a, _, side_a), (part_b, _, side_b) = a.rpartition("_"), b.rpartition("_")
    side = side_a if side_a == side_b and side_a in SIDES else ""
    return side, part_a in _FOOT and part_b in _FOOT


def _root(position_m: Floats, points: Floats) -> Floats:
    """Return where the view looks (n, 2): the body, and straight between sightings."""
    root = position_m[:, :2].copy()
    clock = np.arange(len(root))
    for axis in (0, 1):
        seen = np.isfinite(root[:, axis])
        if seen.any():
            root[:, axis] = np.interp(clock, clock[seen], root[seen, axis])
        else:
            root[:, axis] = np.nanmedian(points[:, :, axis])
    return root


def _floor(points: Floats) -> float:
    """Return the height that the lowest point of the body keeps coming down to."""
    height = points[:, :, 2]
    lowest = np.where(np.isfinite(height), height, np.inf).min(axis=1)
    return float(np.quantile(lowest[np.isfinite(lowest)], 0.02))


def _main_facing(measurement: Measurement) -> float:
    motion = measurement.motion
    start, end = main_bout(measurement)
    within = (motion.time_s >= start) & (motion.time_s <= end)
    for facing in (motion.facing_deg[within], motion.facing_deg):
        mean = circular_mean_deg(facing)
        if np.isfinite(mean):
            return mean
    return 0.0
