"""When each foot is on the ground, in any direction of travel.

No order of heel and toe is assumed: forward the heel often lands and the toes leave, backward the
forefoot lands and the heel may leave last. A foot is down from the first of its points to rest on
the floor until the last of them moves off.
"""

from dataclasses import dataclass

import numpy as np

from backstride.measure.foot import FootPoint, foot_points
from backstride.measure.parts import Side
from backstride.measure.settings import Settings
from backstride.motion import Motion
from backstride.motion.arrays import Bools, Floats, Ints
from backstride.motion.smoothing import runs

_SLOWEST_LANDING_MPS, _SLOWEST_LEAVING_MPS = 0.1, 0.2  # measuring noise of a resting point
_HEEL_DEG, _FOREFOOT_DEG = 8.0, -1.6  # see lower_part


@dataclass(frozen=True, slots=True)
class Contact:
    """One foot on the ground from ``start_s`` to ``end_s``; NaN where the view began or ended."""

    side: Side
    start_s: float
    end_s: float
    first_down: str
    last_up: str
    place_m: tuple[float, float]


def contact_rule(settings: Settings) -> str:
    """Return the rule in a sentence, for whoever reads a contact time."""
    return (
        f"Initial contact: a point of the foot is within {1000 * settings.floor_m:.0f} mm of its "
        "lowest level and its ground speed is below "
        f"{100 * settings.landing_speed_share:.0f} % of the body's speed; where an impact above "
        f"1 g follows or precedes by up to {1000 * settings.impact_window_s:.0f} ms, midway to its "
        "peak. Terminal contact: the last point moves faster than "
        f"{100 * settings.leaving_speed_share:.0f} % of the body's speed, at most "
        f"{settings.leaving_speed_mps:.2f} m/s."
    )


def whole_foot_seen(points: list[FootPoint]) -> Bools:
    """Return where each part of the foot has a point in view (n,): only there can it be timed."""
    parts = {p.part for p in points}
    seen: Bools = np.logical_and.reduce(
        [
            np.logical_or.reduce([np.isfinite(p.height_m) for p in points if p.part == part])
            for part in parts
        ]
    )
    return seen


def find_contacts(motion: Motion, side: Side, settings: Settings) -> list[Contact]:
    """Return the contacts of one foot in order of time."""
    points = foot_points(motion, side)
    if not points:
        return []
    body = np.nan_to_num(motion.speed_mps)
    landing = np.maximum(settings.landing_speed_share * body, _SLOWEST_LANDING_MPS)
    leaving = np.clip(
        settings.leaving_speed_share * body, _SLOWEST_LEAVING_MPS, settings.leaving_speed_mps
    )
    with np.errstate(invalid="ignore"):
        resting = np.array(
            [(p.height_m < settings.floor_m) & (p.ground_speed_mps < landing) for p in points]
        )
        loaded = np.array(
            [(p.height_m < settings.floor_m) & (p.speed_mps < leaving) for p in points]
        )
    seen = whole_foot_seen(points)
    stretches = _join(
        runs(np.logical_or.reduce(loaded)), settings.shortest_swing_s * motion.rate_hz
    )
    rests = np.logical_or.reduce(resting)
    since = _since(rests)
    found = []
    for a, b in stretches:
        touching = np.flatnonzero(rests[a:b])
        if touching.size == 0:
            continue
        first = int(since[a + int(touching[0])])
        contact = _Stretch(points, resting, loaded, landing, leaving, seen, first, b)
        timed = _time_contact(contact, motion, side, settings)
        if not timed.end_s - timed.start_s < settings.shortest_contact_s:  # NaN ends stay
            found.append(timed)
    return found


@dataclass(frozen=True)
class _Stretch:
    """Samples ``[first, end)`` in which a foot is down, with what tells its ends."""

    points: list[FootPoint]
    resting: Bools
    loaded: Bools
    landing: Floats
    leaving: Floats
    seen: Bools
    first: int
    end: int


def _since(mask: Bools) -> Ints:
    """Return for each true sample where its unbroken stretch of true ones begins (n,)."""
    last_false: Ints = np.maximum.accumulate(np.where(mask, -1, np.arange(len(mask))))
    return last_false + 1


def _join(stretches: Ints, shortest_gap: float) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for a, b in stretches:
        if joined and a - joined[-1][1] < shortest_gap:
            joined[-1] = (joined[-1][0], int(b))
        else:
            joined.append((int(a), int(b)))
    return joined


def _time_contact(s: _Stretch, motion: Motion, side: Side, settings: Settings) -> Contact:
    rate = motion.rate_hz
    start = end = np.nan
    if s.first > 0 and s.seen[s.first - 1 : s.first + 1].all():
        start = motion.time_s[0] + _landing(s, settings, rate) / rate
    if s.end < len(motion) and s.seen[s.end - 1 : s.end + 1].all():
        end = motion.time_s[0] + _leaving(s) / rate
    middle = slice(s.first, s.end)
    place = np.nanmean(
        [np.nanmean(p.position_m[middle, :2], axis=0) for p in s.points if _any(p, middle)], axis=0
    )
    return Contact(
        side,
        float(start),
        float(end),
        lower_part(s.points, s.first),
        lower_part(s.points, s.end - 1),
        (float(place[0]), float(place[1])),
    )


def _any(point: FootPoint, where: slice) -> bool:
    return bool(np.isfinite(point.position_m[where, 0]).any())


def lower_part(points: list[FootPoint], at: int) -> str:
    """Return which part of the foot is lower at a sample: heel, forefoot, or neither (flat).

    By the pitch of the foot against lying flat, with the borders of the foot strike angle: heel
    above 8°, forefoot below -1.6° (Altman and Davis 2012, doi 10.1016/j.gaitpost.2011.09.104).
    """
    heel = [p for p in points if p.part == "heel" and np.isfinite(p.height_m[at])]
    front = [p for p in points if p.part == "forefoot" and np.isfinite(p.height_m[at])]
    if not heel or not front:
        return "unknown"
    lowest = min(front, key=lambda p: p.height_m[at])
    apart = float(np.linalg.norm(lowest.position_m[at] - heel[0].position_m[at]))
    rise = float(lowest.height_m[at] - heel[0].height_m[at])
    pitch_deg = float(np.degrees(np.arcsin(np.clip(rise / apart, -1, 1)))) if apart > 0 else 0.0
    return "heel" if pitch_deg > _HEEL_DEG else "forefoot" if pitch_deg < _FOREFOOT_DEG else "flat"


def _landing(s: _Stretch, settings: Settings, rate_hz: float) -> float:
    """Return the sample, with fraction, at which the foot lands."""
    rests = [p for p, down in zip(s.points, s.resting[:, s.first], strict=True) if down]
    point = min(rests, key=lambda p: p.height_m[s.first])
    floor = np.full(len(s.landing), settings.floor_m)
    slowed = max(
        _crossing(point.ground_speed_mps, s.landing, s.first) or s.first - 1.0,
        _crossing(point.height_m, floor, s.first) or s.first - 1.0,
    )
    reach = max(1, round(settings.impact_window_s * rate_hz))
    a = max(0, s.first - reach)
    around = point.rise_mps2[a : s.first + reach + 1]
    if not np.isfinite(around).all():
        return slowed
    peak = int(np.argmax(around))
    if around[peak] < settings.impact_mps2:
        return slowed
    return (slowed + a + _vertex(around, peak)) / 2


def _leaving(s: _Stretch) -> float:
    """Return the sample, with fraction, at which the last point moves off."""
    which = int(np.argmax(s.loaded[:, s.end - 1]))
    return _crossing(s.points[which].speed_mps, s.leaving, s.end) or s.end - 0.5


def _crossing(values: Floats, limits: Floats, at: int) -> float | None:
    """Return where the values cross their limits between samples ``at - 1`` and ``at``."""
    before, after = values[at - 1] - limits[at - 1], values[at] - limits[at]
    return at - 1 + float(before / (before - after)) if before * after < 0 else None


def _vertex(values: Floats, peak: int) -> float:
    """Return the place of a maximum between samples, from the parabola through three."""
    if not 0 < peak < len(values) - 1:
        return float(peak)
    low, mid, high = values[peak - 1 : peak + 2]
    curve = low - 2 * mid + high
    return peak + (0.5 * float((low - high) / curve) if curve < 0 else 0.0)
