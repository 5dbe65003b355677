"""Which way a body moves at every sample, from the angle between facing and travel."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from backstride.measure.settings import Settings
from backstride.measure.settling import settle
from backstride.motion import Motion
from backstride.motion.arrays import Bools, Floats, Ints
from backstride.motion.smoothing import runs

Labels: TypeAlias = NDArray[np.str_]
STILL, UNSEEN = "still", "unseen"


def direction_of_samples(motion: Motion, settings: Settings) -> Labels:
    """Return the direction of every sample (n,) as text.

    One of ``measurement.DIRECTIONS``, ``"still"``, or ``"unseen"`` where the body was out of view.
    A change of sector counts only when the angle then goes ``hysteresis_deg`` past the border; it
    is placed where the border itself was crossed, so that hysteresis delays nothing.
    """
    moving = moving_samples(motion, settings)
    labels = np.full(len(motion), STILL, dtype="<U10")
    labels[~_seen(motion)] = UNSEEN
    labels[moving] = "unknown"
    angle = _bridge_slow(motion, moving)
    known = moving & np.isfinite(angle)
    labels[known] = _sector(angle[known], settings)
    for a, b in runs(known):
        labels[a:b] = settle(labels[a:b], angle[a:b], settings)
    if motion.turning is not None:
        labels[moving & motion.turning] = "transition"
    return _name_transitions(labels, motion.time_s, settings)


def moving_samples(motion: Motion, settings: Settings) -> Bools:
    """Return where the body moves (n,).

    Faster than ``slowest_moving_mps``, or slower but with a heading: steady slow progress.
    Stretches shorter than ``shortest_s`` are evened out, and a shift of weight over less than
    ``shortest_m`` is still standing. A sensor that knows by itself when its wearer moves is
    believed.
    """
    seen = _seen(motion)
    if motion.moving is not None:
        known: Bools = seen & motion.moving
        return known
    fast = np.nan_to_num(motion.speed_mps) >= settings.slowest_moving_mps
    moving: Bools = seen & (fast | np.isfinite(motion.travel_deg))
    shortest = settings.shortest_s * motion.rate_hz
    for a, b in runs(seen):
        inside = moving[a:b]
        for value in (True, False):
            for c, d in runs(inside == value):
                if d - c < shortest and c > 0 and d < b - a:
                    inside[c:d] = not value
        for c, d in runs(inside):
            if motion.speed_mps[a + c : a + d].sum() < settings.shortest_m * motion.rate_hz:
                inside[c:d] = False
    return moving


def _seen(motion: Motion) -> Bools:
    """Return where the recording knows whether the body moves (n,)."""
    seen: Bools = np.isfinite(motion.speed_mps)
    if len(motion) < 2:
        return np.zeros_like(seen)  # a single moment shows no movement
    return seen if motion.moving is None else seen | motion.moving


def segments(labels: Labels) -> list[tuple[int, int, str]]:
    """Return the half-open stretches (start, end, label) of equal labels."""
    if len(labels) == 0:
        return []
    cuts = np.flatnonzero(labels[1:] != labels[:-1]) + 1
    starts: Ints = np.concatenate(([0], cuts))
    ends: Ints = np.concatenate((cuts, [len(labels)]))
    return [(int(a), int(b), str(labels[a])) for a, b in zip(starts, ends, strict=True)]


def _bridge_slow(motion: Motion, moving: Bools) -> Floats:
    """Return the direction angle, taken from the nearest sample where a moving body slows down.

    Travel has no heading for the moment in which a turning body all but stops.
    """
    angle = motion.direction_deg
    slow = moving & ~np.isfinite(motion.travel_deg) & np.isfinite(motion.facing_deg)
    for a, b in runs(moving):
        known = a + np.flatnonzero(np.isfinite(angle[a:b]))
        lost = a + np.flatnonzero(slow[a:b])
        if known.size and lost.size:
            after = np.searchsorted(known, lost).clip(1, max(1, known.size - 1))
            left, right = known[after - 1], known[np.minimum(after, known.size - 1)]
            angle[lost] = angle[np.where(lost - left <= right - lost, left, right)]
    return angle


def _sector(angle_deg: Floats, settings: Settings) -> Labels:
    size = np.abs(angle_deg)
    side = np.where(angle_deg > 0, "left", "right")
    middle = np.where(size > settings.backward_above_deg, "backward", side)
    return np.where(size < settings.forward_below_deg, "forward", middle)


def _name_transitions(labels: Labels, time_s: Floats, settings: Settings) -> Labels:
    """Call a short sideways stretch between two moving ones a transition."""
    labels = labels.copy()
    parts = segments(labels)
    for (_, _, before), (a, b, label), (_, _, after) in zip(
        parts, parts[1:], parts[2:], strict=False
    ):
        turning = {before, after} <= {"forward", "backward"}
        if label in {"left", "right"} and turning and _lasts(time_s, a, b) < settings.transition_s:
            labels[a:b] = "transition"
    return labels


def _lasts(time_s: Floats, a: int, b: int) -> float:
    return float(time_s[b - 1] - time_s[a]) * (b - a) / max(1, b - a - 1)
