"""Which way along the body a walker or runner travels, from braking and pushing within steps.

A leg on the ground pushes along the line to the foot. When the body has the foot ahead of it, it is
braked; when behind, pushed on. A runner's body sinks over the first half of a contact and rises
over the second (a mass on a spring): it brakes while it sinks. A walker vaults: the body rises
over the first half and sinks over the second (an inverted pendulum): it brakes while it rises
(Cavagna, Heglund and Taylor 1977, doi 10.1152/ajpregu.1977.233.5.R243). So acceleration along the
travel goes with vertical velocity in running and against it in walking, and measured along the
body's own axis its sign tells which way the body travels.

In phase with vertical velocity little else comes in: a tilted sensor, a leaning trunk, speeding up
and slowing down all show in phase with vertical acceleration, a quarter of a step away.
"""

from itertools import pairwise

import numpy as np

from backstride.inertial.waist.gait import Gaits
from backstride.inertial.waist.windows import Windows
from backstride.motion.arrays import Bools, Floats, Ints

LEAST_RUN_PUSH = 0.12
"""Swing along the body in phase with vertical velocity, as a share of the bounce, below which a run
has no direction. On the spot there is none."""

LEAST_WALK_PUSH, LEAST_BACKWARD_WALK_PUSH = 0.25, 0.4
"""The same for walking, where the bounce is a third as large and the swing is not. More is asked of
backward walking, whose swing is never below 0.8 in motion capture: a start into a run can look like
a weak one."""

WIDEST_DEG = 35.0
"""A push further than this from an axis of the body goes neither way for certain: sectors end at
45°, and 10° is what mounting and pelvis leave open."""

WIDEST_WALK_PHASE_DEG = 55.0
"""Walking: a swing along the body further than this from phase or counterphase with vertical
velocity is not that of a pendulum; so it is when a level gait hardly rises and falls."""

LATEST_BACKWARD_DEG, FASTEST_HURRY_HZ = 195.0, 2.7
"""Running backward, the swing is about half a turn from vertical velocity (139 to 186° in steady
motion capture of two people), in forward walking a little more (197 to 231°); when a strap enlarges
its bounce to that of a run, only this tells them apart. Nobody walks with such a bounce at more
than 2.7 steps a second, so from there on the lag may be what it likes."""

LARGEST_TURN_DEG = 100.0
"""A turn within one window beyond which its steps no longer belong to one direction."""

FEWEST_WINDOWS = 2
"""Agreeing windows that an unbroken stretch of gait needs: 2.25 s."""

FEWEST_AFTER_FLIP = 8
"""Agreeing windows needed where the direction flips within unbroken gait and without a turn: 4 s.
Nobody who runs on steadily turns from forward to backward unseen, so brief flips are errors."""

_AGREEING = 0.5  # share of a stretch's windows that must say so themselves: else it is noise

_NONE, _FORWARD, _BACKWARD = 0, 1, 2  # marks, not quantities

_ANGLE_DEG = np.array([np.nan, 0.0, 180.0])  # of travel seen from the body, for each label


def travel_from_push(windows: Windows, gaits: Gaits) -> Floats:
    """Return the direction of travel seen from the body (k,), per window.

    0 forward and 180 backward; NaN where in doubt. A push across the body gives doubt and never a
    direction: in side steps the feet do not follow one another as the model has it.
    """
    labels = _labels(windows, gaits)
    turned = np.abs(np.nan_to_num(windows.turn_deg)) > LARGEST_TURN_DEG
    labels[turned] = _NONE
    steady = ((gaits == "walk") | (gaits == "run")) & ~turned
    same: Bools = np.concatenate(([False], steady[1:] & steady[:-1] & (gaits[1:] == gaits[:-1])))
    cuts = np.flatnonzero(~same)
    for a, b in zip(cuts, [*cuts[1:], len(labels)], strict=True):
        labels[a:b] = _settled(labels[a:b])
    angle: Floats = _ANGLE_DEG[labels]
    return angle


def _labels(windows: Windows, gaits: Gaits) -> Ints:
    """Return what each window says by itself."""
    running = gaits == "run"
    sign = np.where(running, 1.0, -1.0)
    angle = np.degrees(np.arctan2(sign * windows.aside, sign * windows.ahead))
    push = np.hypot(windows.ahead, windows.aside)
    phase = np.degrees(np.arctan2(windows.ahead_with_lift, windows.ahead))
    off = np.minimum(np.abs(phase), 180.0 - np.abs(phase))
    with np.errstate(invalid="ignore"):
        clear = running & (push >= LEAST_RUN_PUSH)
        clear |= (gaits == "walk") & (push >= LEAST_WALK_PUSH) & (off <= WIDEST_WALK_PHASE_DEG)
        forward = clear & (np.abs(angle) <= WIDEST_DEG)
        backward = clear & (np.abs(angle) >= 180.0 - WIDEST_DEG)
        backward &= running | (push >= LEAST_BACKWARD_WALK_PUSH)
        early = (phase >= 0.0) | (phase <= LATEST_BACKWARD_DEG - 360.0)
        backward &= ~running | early | (windows.step_hz > FASTEST_HURRY_HZ)
    return np.where(forward, _FORWARD, np.where(backward, _BACKWARD, _NONE))


def _settled(labels: Ints) -> Ints:
    """Return the labels of one unbroken stretch of gait without those that cannot be believed."""
    labels = labels.copy()
    while True:
        parts = _parts(labels)
        if not parts:
            return labels
        needed = FEWEST_WINDOWS if len(parts) == 1 else FEWEST_AFTER_FLIP
        sizes = [int((labels[a:b] != _NONE).sum()) for a, b in parts]
        shares = [size / (b - a) for size, (a, b) in zip(sizes, parts, strict=True)]
        weak = [i for i in range(len(parts)) if sizes[i] < needed or shares[i] < _AGREEING]
        if not weak:
            break
        a, b = parts[min(weak, key=lambda i: sizes[i])]
        labels[a:b] = _NONE
    for a, b in parts:
        named = a + np.flatnonzero(labels[a:b])
        labels[named[0] : named[-1] + 1] = labels[named[0]]
    return labels


def _parts(labels: Ints) -> list[tuple[int, int]]:
    """Cut a stretch where its label changes, halfway between the last of one and the next."""
    named = np.flatnonzero(labels)
    if named.size == 0:
        return []
    flips = np.flatnonzero(np.diff(labels[named]))
    middles = [(int(named[i]) + int(named[i + 1]) + 1) // 2 for i in flips]
    return list(pairwise([0, *middles, len(labels)]))
