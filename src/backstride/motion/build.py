"""From landmarks to a motion."""

from collections.abc import Sequence

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.motion.arrays import Bools, Floats
from backstride.motion.fronts import put_sides_right
from backstride.motion.headings import (
    facing_from_body,
    travel_from_position,
)
from backstride.motion.motion import FootEvent, GroundForce, Motion
from backstride.motion.skeleton import SIDES, Skeleton
from backstride.motion.smoothing import bridge_gaps, rows_seen
from backstride.motion.source import Source
from backstride.motion.swaps import put_back_swapped

LONGEST_BRIDGE_S = 0.2
"""Gaps up to half a walking step are bridged; a longer one hides too much and stays a gap."""

_SHORTEST = 3  # samples; a velocity needs a curve


def motion_from_skeleton(
    time_s: Floats,
    skeleton: Skeleton,
    source: Source,
    *,
    in_view_s: tuple[float, float] | None = None,
    forces: Sequence[GroundForce] = (),
    events: Sequence[FootEvent] = (),
) -> Motion:
    """Return the motion of a body whose landmarks are known.

    Parameters
    ----------
    time_s : array (n,)
        Evenly spaced sample times.
    skeleton : Skeleton
        Landmarks in the world frame.
    source : Source
        Where they came from; warnings about gaps and missing parts are added to it.
    in_view_s : (float, float), optional
        First and last moment at which the body was wholly in view; outside of them it has no
        position and no facing. The whole recording by default.
    forces, events
        Passed on.

    Raises
    ------
    NothingToMeasureError
        When there are fewer than three samples or no landmark was ever seen.
    """
    seen = [name for name, p in skeleton.positions_m.items() if np.isfinite(p).all(axis=1).any()]
    if len(time_s) < _SHORTEST or not seen:
        raise NothingToMeasureError(
            f"{source.path}: {len(time_s)} frames with {len(seen)} usable landmarks are too little "
            "to measure; record at least a second with the whole body in view."
        )
    rate_hz = float(1.0 / np.median(np.diff(time_s)))
    named, swaps = put_back_swapped(skeleton)
    bridged = Skeleton(
        {n: bridge_gaps(named[n], time_s, LONGEST_BRIDGE_S) for n in named.positions_m}
    )
    first_s, last_s = in_view_s if in_view_s is not None else (time_s[0], time_s[-1])
    inside = (time_s >= first_s) & (time_s <= last_s)
    position, warnings = _body_position(bridged, time_s, inside)
    warnings += swaps
    position = np.where(inside[:, None], position, np.nan)
    facing = np.where(inside, facing_from_body(bridged, rate_hz), np.nan)
    speed, travel = travel_from_position(position, rate_hz)
    if not np.isfinite(facing).any():
        warnings.append(
            "Neither both hips nor both shoulders were found, so facing is unknown and so is the "
            "direction of running."
        )
    else:
        bridged, facing, sides = put_sides_right(bridged, facing)
        warnings += sides
    return Motion(
        time_s=time_s,
        position_m=position,
        speed_mps=speed,
        travel_deg=travel,
        facing_deg=facing,
        travel_basis="measured" if np.isfinite(speed).any() else "unknown",
        facing_basis="measured" if np.isfinite(facing).any() else "unknown",
        source=source.with_warnings(*warnings, *_gap_warnings(position, time_s)),
        skeleton=bridged,
        forces=tuple(forces),
        events=tuple(events),
    )


def _body_position(skeleton: Skeleton, time_s: Floats, inside: Bools) -> tuple[Floats, list[str]]:
    """Return the middle of the pelvis, or the nearest thing there is, and what was used."""
    pairs = [[f"{name}_{side}" for side in SIDES] for name in ("hip", "asis", "psis")]
    places = [skeleton.get("pelvis"), *(skeleton.middle(*pair) for pair in pairs)]
    seen = [place for place in places if _any(place)]
    if not seen:
        return _stand_in(skeleton)
    pelvis = seen[0]
    for other in seen[1:]:
        pelvis = _carry_on(pelvis, other, time_s)
    trunk = skeleton.middle("shoulder_left", "shoulder_right")
    trunk = np.where(np.isfinite(trunk), trunk, skeleton.get("neck"))
    followed = _carry_on(pelvis, trunk, time_s)
    gained = (rows_seen(followed) & ~rows_seen(pelvis))[inside].mean()
    if gained == 0:
        return followed, []
    return followed, [
        f"The pelvis was not seen in {100 * gained:.0f} % of the frames; the trunk above it was "
        "followed there instead."
    ]


def _carry_on(body: Floats, other: Floats, time_s: Floats) -> Floats:
    """Return a body's path (n, 3), continued by another point's where it was lost.

    The offset between the two is held from where both were seen, so that the path has no steps.
    """
    lost = ~rows_seen(body) & rows_seen(other)
    both = rows_seen(body) & rows_seen(other)
    if not lost.any() or not both.any():
        return body
    offset = (body - other)[both]
    held = [np.interp(time_s[lost], time_s[both], offset[:, axis]) for axis in range(3)]
    path = body.copy()
    path[lost] = other[lost] + np.column_stack(held)
    return path


def _stand_in(skeleton: Skeleton) -> tuple[Floats, list[str]]:
    """Return the mean of the landmarks that are seen most, for a body without a pelvis."""
    shares = {n: np.isfinite(p).all(axis=1).mean() for n, p in skeleton.positions_m.items()}
    best = [n for n, share in shares.items() if share >= 0.9 * max(shares.values())]
    names = ", ".join(n.replace("_", " ") for n in best)
    return skeleton.middle(*best), [
        f"No pelvis landmark was found; position follows {names}, so speed within a stride is that "
        "of a limb and not of the body."
    ]


def _any(points: Floats) -> bool:
    return bool(np.isfinite(points).all(axis=1).any())


def _gap_warnings(position: Floats, time_s: Floats) -> list[str]:
    missing = ~np.isfinite(position).all(axis=1)
    if not missing.any():
        return []
    step = float(np.median(np.diff(time_s)))
    return [
        f"The body was not wholly in view for {missing.sum() * step:.2f} s of "
        f"{len(time_s) * step:.2f} s; nothing is said about that time."
    ]
