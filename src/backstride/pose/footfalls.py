"""When each foot is on the ground, from what it does in the picture.

A foot on the ground rests in the picture, seen from wherever, once what the ground itself does is
taken off; and it is low. That holds where its depth is not known and a speed in metres is not.
"""

from dataclasses import dataclass

import numpy as np

from backstride.motion import Footfalls, Skeleton
from backstride.motion.arrays import Bools, Floats, Ints
from backstride.motion.skeleton import SIDES
from backstride.motion.smoothing import local_quadratic, rows_seen, runs
from backstride.pose.ground import Ground, raised
from backstride.pose.seen import Seen
from backstride.pose.windows import windowed_maximum, windowed_mean

ERROR_S = 0.04
"""Standard error of a contact's beginning or end against those found in the motion capture itself,
through a virtual camera at 60 frames a second (``tests/pose``); more with fewer frames."""

LOW = 0.03
"""Share of height by which a point of the foot may be above its lowest: 5 cm, as ``measure`` allows
on the floors of motion capture."""

LANDING_SHARE, LEAVING_SHARE = 0.08, 0.12
"""Of the fastest that the foot swings by: slower than the first it has landed, faster than the
second it leaves. A swinging foot is some 2.5 times as fast as the body, so these are about 0.2 and
0.3 of the body's speed, near where ``measure`` puts landing and leaving (0.25 and
0.4). Chosen on the takes of one person (Female1) filmed from the side."""

LOW_OBLIQUE = 0.05
"""What is added to ``LOW``, as far as the body is seen from ahead or behind: the floor rises in the
picture with distance, by this much over the length of a step from a camera at the hips' height."""

_SLOWEST_HPS = 0.12  # heights a second, 0.2 m/s: what noise makes of a foot at rest
_VELOCITY_S = 0.1  # short against the contact of a runner (0.2 s)
_REACH_S = 0.75  # a walking stride around a moment holds a swing and a stand of each foot
_SHORTEST_S, _SHORTEST_GAP_S = 0.08, 0.12
"""Contacts and swings below these are noise: the shortest contact of elite sprinting lasts 0.08 s,
and a leg takes three times as long to swing."""


@dataclass(frozen=True)
class _Foot:
    """One foot: how far each of its points is from resting low, negative where it does."""

    landing: Floats  # (points, n)
    leaving: Floats  # (points, n)
    seen: Bools  # (n,)


def find_footfalls(seen: Seen, ground: Ground, skeleton: Skeleton) -> Footfalls | None:
    """Return the contacts of both feet, None when no foot was seen."""
    found: list[tuple[float, float, str, Floats]] = []
    for side in SIDES:
        foot = _foot(seen, ground, side)
        if foot is None:
            continue
        place = _place(skeleton, side)
        for a, b in _contacts(foot, seen.rate_hz):
            start, end = _ends(foot, a, b)
            where = place[a:b][rows_seen(place[a:b])]
            middle = where.mean(axis=0) if len(where) else np.full(2, np.nan)
            found.append((start, end, side, middle))
    if not found:
        return None
    rate = seen.rate_hz
    found.sort(key=lambda f: f[0] if np.isfinite(f[0]) else f[1] - 0.2 * rate)
    starts, ends, sides, places = zip(*found, strict=True)
    return Footfalls(
        side=np.array(sides),
        initial_contact_s=np.array(starts) / rate,
        terminal_contact_s=np.array(ends) / rate,
        place_m=np.array(places),
        feet="both",
        gait=np.full(len(found), "", dtype="<U4"),
        error_s=float(np.hypot(ERROR_S, 0.5 / rate)),
        rule=(
            f"Contact: heel or toe is within {100 * LOW:.0f} % of body height of its lowest "
            "and moves in the picture, against the ground, at less than "
            f"{100 * LANDING_SHARE:.0f} % (landing) or {100 * LEAVING_SHARE:.0f} % (leaving) of "
            "the speed at which the foot swings."
        ),
    )


def _foot(seen: Seen, ground: Ground, side: str) -> _Foot | None:
    points = [seen.steady.get(f"{name}_{side}") for name in ("heel", "toe", "forefoot")]
    points = [p for p in points if rows_seen(p).any()] or [seen.steady.get(f"ankle_{side}")]
    if not rows_seen(points[0]).any():
        return None
    reach = max(1, round(_REACH_S * seen.rate_hz))
    low = LOW + LOW_OBLIQUE * np.abs(np.sin(np.radians(np.nan_to_num(seen.local_deg))))
    landing: list[Floats] = []
    leaving: list[Floats] = []
    for path in points:
        still = path - ground.displacement_px
        speed = _speed(still, seen)
        fastest = windowed_maximum(windowed_mean(speed, 1), reach)
        high = raised(path, seen, reach) / low
        for share, clear in ((LANDING_SHARE, landing), (LEAVING_SHARE, leaving)):
            limit = np.maximum(share * np.nan_to_num(fastest, neginf=0.0), _SLOWEST_HPS)
            clear.append(np.maximum(speed / limit, high) - 1.0)
    anything = np.logical_or.reduce([rows_seen(p) for p in points])
    return _Foot(np.stack(landing), np.stack(leaving), anything)


def _speed(path: Floats, seen: Seen) -> Floats:
    velocity = local_quadratic(path, seen.rate_hz, _VELOCITY_S, derivative=1)
    speed: Floats = np.linalg.norm(velocity, axis=1) / seen.height_px
    return speed


def _contacts(foot: _Foot, rate_hz: float) -> Ints:
    """Return the stretches (k, 2) of samples in which a foot is down."""
    with np.errstate(invalid="ignore"):
        down = np.logical_or.reduce(foot.leaving < 0)
        landed = np.logical_or.reduce(foot.landing < 0)
    for a, b in runs(~down & foot.seen):
        inner = a > 0 and b < len(down) and down[a - 1] and down[b]
        if inner and b - a < _SHORTEST_GAP_S * rate_hz:
            down[a:b] = True
    found = [
        (a + int(np.argmax(landed[a:b])), b)
        for a, b in runs(down)
        if landed[a:b].any() and b - a >= _SHORTEST_S * rate_hz
    ]
    return np.array(found, dtype=np.intp).reshape(-1, 2)


def _ends(foot: _Foot, a: int, b: int) -> tuple[float, float]:
    """Return where a contact begins and ends, between samples; NaN where the view does."""
    landing, leaving = np.fmin.reduce(foot.landing), np.fmin.reduce(foot.leaving)
    start = end = np.nan
    if a > 0 and np.isfinite(landing[a - 1]):
        start = a - 1 + landing[a - 1] / (landing[a - 1] - landing[a])
    if b < len(leaving) and np.isfinite(leaving[b]):
        end = b - 1 + leaving[b - 1] / (leaving[b - 1] - leaving[b])
    return float(start), float(end)


def _place(skeleton: Skeleton, side: str) -> Floats:
    """Return the middle of a foot on the ground (n, 2), as far as its points are known."""
    names = [f"{n}_{side}" for n in ("heel", "toe") if f"{n}_{side}" in skeleton]
    names = names or [f"ankle_{side}"]
    return skeleton.middle(*names)[:, :2]
