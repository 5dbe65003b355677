"""What the figure player plays: the body in millimetres, at most thirty times a second."""

import base64
import math
from typing import Any

import numpy as np

from backstride.exchange.report.body import body_of, main_bout, main_window
from backstride.exchange.report.over_time.contacts import contacts
from backstride.exchange.report.parts import runs_of
from backstride.measure.measurement import Measurement
from backstride.motion.arrays import Floats

MOST_HZ = 30.0
"""Enough for the eye; the player draws straight lines between samples."""

_VIEW_WINDOW_S = 1.0  # longer than a stride, so that the view does not sway with the pelvis

UNSEEN = -32768
"""Stands for a point that was not seen; no body reaches 32 m from its own pelvis."""


def player_data(measurement: Measurement) -> dict[str, Any] | None:
    """Return what the player needs, ready for JSON, or None when there is no body.

    Positions are whole millimetres relative to the body's place on the ground, packed as
    little-endian 16-bit numbers (frame, point, axis) in base64; times are milliseconds.
    """
    start, end = main_window(measurement)
    body = body_of(measurement, (start, end))
    if body is None:
        return None
    motion = measurement.motion
    step = max(1, math.ceil(motion.rate_hz / MOST_HZ - 1e-6))  # whole samples, never blended
    at = np.flatnonzero((motion.time_s >= start) & (motion.time_s <= end))[::step]
    if len(at) < 2:
        return None
    there = at - body.first
    origin = np.column_stack((body.root_m[there], np.full(len(at), body.floor_m)))
    return {
        "first": int(np.searchsorted(motion.time_s[at[:-1]], main_bout(measurement)[0])),
        "start": round(1000 * float(motion.time_s[at[0]])),
        "step": round(1000 * step / motion.rate_hz, 3),
        "frames": len(at),
        "points": _packed(body.points_m[there] - origin[:, None, :]),
        "count": body.points_m.shape[1],
        "bones": [[b.start, b.end, _SIDE_CODES[b.side], int(b.foot)] for b in body.bones],
        "head": body.head,
        "root": _whole(body.root_m[there].ravel() * 1000),
        "facing": _whole(motion.facing_deg[at]),
        "view": _whole(_steady(motion.facing_deg[at], motion.rate_hz / step, body.facing_deg)),
        "speed": _whole(motion.speed_mps[at] * 100),
        "direction": [[a, d] for a, _, d in runs_of(np.asarray(measurement.direction)[at])],
        "contacts": [
            [_SIDE_CODES[side], round(1000 * a), round(1000 * b)]
            for side, a, b in contacts(measurement, (start, end))
        ],
        "angles": {n: _whole(angles[at]) for n, angles in measurement.joint_angles_deg.items()},
    }


def _steady(facing_deg: Floats, rate_hz: float, otherwise_deg: float) -> Floats:
    """Return the facing (n,) that the view keeps beside: unwrapped, gaps bridged, sway averaged."""
    seen = np.isfinite(facing_deg)
    if not seen.any():
        return np.full(len(facing_deg), otherwise_deg)
    clock = np.arange(len(facing_deg))
    whole = np.interp(clock, clock[seen], np.degrees(np.unwrap(np.radians(facing_deg[seen]))))
    width = max(1, round(_VIEW_WINDOW_S * rate_hz) // 2 * 2 + 1)
    weights = np.hanning(width + 2)[1:-1]
    padded = np.pad(whole, width // 2, mode="edge")
    return np.convolve(padded, weights / weights.sum(), mode="valid")


def window_note(measurement: Measurement) -> str:
    """Return a sentence on what part is played when it is not the whole recording."""
    motion = measurement.motion
    start, end = main_window(measurement)
    if end - start >= float(motion.time_s[-1] - motion.time_s[0]) - 1e-6:
        return ""
    return (
        f"The player holds the {end - start:.0f} s around the main bout, from {start:.0f} to "
        f"{end:.0f} s of the recording; the charts show all of it."
    )


_SIDE_CODES = {"": 0, "left": 1, "right": 2}


def _packed(points_m: Floats) -> str:
    millimetres = np.rint(points_m * 1000)
    lost = ~(np.abs(millimetres) < -UNSEEN).all(axis=2)
    millimetres[lost] = UNSEEN
    return base64.b64encode(millimetres.astype("<i2").tobytes()).decode("ascii")


def _whole(values: Floats) -> list[int | None]:
    return [None if math.isnan(v) else round(v) for v in values.tolist()]
