"""Left and right of a picture's limbs, kept apart where an estimator mixed them up.

From the side one leg hides the other, and estimators exchange the two for some frames. A body's
left leg goes on from frame to frame as its left leg: of all ways of naming the two legs over time
the one is taken along which they move most steadily, and which departs least from the file.
"""

from dataclasses import replace
from itertools import product

import numpy as np

from backstride.motion.arrays import Bools, Floats
from backstride.motion.skeleton import SIDES
from backstride.pose.chain import cheapest_path
from backstride.pose.keypoints import Keypoints
from backstride.pose.windows import windowed_mean

LIMBS = (
    ("shoulder", "elbow", "wrist"),
    ("hip", "knee", "ankle", "heel", "forefoot", "toe"),
)
"""Points that are mixed up together: those of the arms, and those of the legs."""

_HIPS_OF_SHOULDERS = 0.5  # width of the hips as a share of the shoulders' (see ``cues``)
_ORDER_ERROR = 0.03  # of height; hips turn against the shoulders by some 15°, 0.26 of 0.11
_ORDERS_PER_S = 6.0  # looks a second at the order of hips and shoulders: once a half step
_SHOULDERS_S = 0.3  # over which the order of the shoulders is evened out

_ODD = 9.0
"""Largest cost of one point in one frame, three standard deviations: more is a stray point."""

_TRUST_PER_S = 30.0
"""Cost of a second named against the file. One exchange costs up to some 100 in steadiness (six
points, each at most ``_ODD``, two frames), so that an exchange of a second is put right, while
doubt where legs cross leaves the names as they are."""

_STEADIEST = 0.01
"""Share of height by which a difference of sides bends from frame to frame at the least: what
points that stray by a pixel in 500 make of it (their error times the root of 24)."""

_STATES = np.array(list(product((1.0, -1.0), repeat=3)))  # names at t-2, t-1, t: kept or exchanged
_MOVES = np.where(
    (_STATES[:, None, 1:] == _STATES[None, :, :-1]).all(axis=2), 0.0, np.inf
)  # only what follows on


def put_sides_right(
    keypoints: Keypoints, height: Floats, rate_hz: float
) -> tuple[Keypoints, float]:
    """Return key points with exchanged limbs put back, and the share of frames with any.

    Parameters
    ----------
    keypoints : Keypoints
    height : array (n,)
        Of the person in the picture, in pixels.
    rate_hz : float
    """
    points, confidence = keypoints.points_px.copy(), keypoints.confidence.copy()
    wrong = np.zeros(len(height), dtype=np.bool_)
    for limb in LIMBS:
        names = [n for n in limb if all(f"{n}_{s}" in keypoints.names for s in SIDES)]
        if not names:
            continue
        pairs = [[keypoints.names.index(f"{n}_{s}") for s in SIDES] for n in names]
        apart = np.stack([points[a] - points[b] for a, b in pairs]) / height[:, None]
        against = np.full(len(height), _TRUST_PER_S / rate_hz)
        if "hip" in names:
            against += _order(replace(keypoints, points_px=points), height, rate_hz)
        swapped = _swapped(apart, against)
        wrong |= swapped
        for a, b in pairs:
            for values in (points, confidence):
                values[a, swapped], values[b, swapped] = (
                    values[b, swapped],
                    values[a, swapped].copy(),
                )
    return replace(keypoints, points_px=points, confidence=confidence), float(wrong.mean())


def _order(keypoints: Keypoints, height: Floats, rate_hz: float) -> Floats:
    """Return what the order of hips and shoulders says for the names of the legs (n,).

    From ahead or behind the left hip is on the side of the left shoulder.
    """
    hips, shoulders = (
        (keypoints.get(f"{n}_left") - keypoints.get(f"{n}_right"))[:, 0] / height
        for n in ("hip", "shoulder")
    )
    steady = windowed_mean(shoulders, max(1, round(_SHOULDERS_S / 2 * rate_hz)))
    likelier = 2.0 * hips * _HIPS_OF_SHOULDERS * steady / _ORDER_ERROR**2
    said: Floats = np.nan_to_num(likelier) * _ORDERS_PER_S / rate_hz
    return said


def _swapped(apart: Floats, against: Floats) -> Bools:
    """Return where (n,) the pairs (m, n, 2) are exchanged, by the steadiness of their difference.

    An exchange turns the difference of left and right round; nothing else about the two changes.
    ``against`` (n,) is what naming a frame against the file costs.
    """
    count = apart.shape[1]
    if count < 3:
        return np.zeros(count, dtype=np.bool_)
    bend = np.zeros((len(_STATES), apart.shape[0], count))
    for state, (before, last, now) in enumerate(_STATES):
        turn = now * apart[:, 2:] - 2.0 * last * apart[:, 1:-1] + before * apart[:, :-2]
        bend[state, :, 2:] = np.sum(turn**2, axis=2)
    seen = np.isfinite(bend[0, :, 2:]).any(axis=1)
    if not seen.any():
        return np.zeros(count, dtype=np.bool_)
    bend = bend[:, seen]
    usual = np.maximum(np.nanmedian(bend[0, :, 2:], axis=1), _STEADIEST**2)
    costs = np.nan_to_num(np.minimum(bend / usual[None, :, None], _ODD))
    total = costs.sum(axis=1).T + np.where(_STATES[:, 2] < 0, against[:, None], 0.0)
    exchanged: Bools = _STATES[cheapest_path(total, _MOVES), 2] < 0
    return exchanged
