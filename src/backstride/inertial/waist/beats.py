"""When each step falls, from the phase of the bounce carried on from window to window."""

from dataclasses import dataclass

import numpy as np

from backstride.inertial.waist.gait import Gaits
from backstride.inertial.waist.windows import HOP_S, Windows
from backstride.motion.arrays import Floats
from backstride.motion.smoothing import runs

REACH_S = 0.75
"""How far the rhythm of the outermost window of a stretch is carried on: most of the way to the
window's own end, where its weight is small."""


@dataclass(frozen=True)
class Beats:
    """Moments of the largest upward acceleration, one per step.

    Attributes
    ----------
    time_s : array (k,)
        Running: the middle of a contact. Walking: the change from one foot to the other.
    step_s : array (k,)
        Time of a step there.
    gait : array (k,) of str
        As in ``gait_of_windows``.
    """

    time_s: Floats
    step_s: Floats
    gait: Gaits


def find_beats(windows: Windows, gaits: Gaits) -> Beats:
    """Return the beats of all stretches that step."""
    times, steps, names = [np.empty(0)], [np.empty(0)], [np.empty(0, dtype=gaits.dtype)]
    for a, b in runs(gaits != ""):
        time, step = _beats(windows, a, b)
        nearest = np.clip(
            np.rint((time - windows.centre_s[a]) / HOP_S).astype(np.intp), 0, b - a - 1
        )
        times.append(time)
        steps.append(step)
        names.append(gaits[a:b][nearest])
    return Beats(np.concatenate(times), np.concatenate(steps), np.concatenate(names))


def _beats(windows: Windows, a: int, b: int) -> tuple[Floats, Floats]:
    """Return times and step times of the windows ``[a, b)``: where the phase is a whole turn."""
    rate, phase = windows.step_hz[a:b], windows.bounce_rad[a:b]
    expected = np.pi * HOP_S * (rate[1:] + rate[:-1])
    off = np.angle(np.exp(1j * (np.diff(phase) - expected)))
    turns = np.concatenate(([phase[0]], phase[0] + np.cumsum(expected + off))) / (2.0 * np.pi)
    centre = windows.centre_s[a:b]
    time = np.concatenate(([centre[0] - REACH_S], centre, [centre[-1] + REACH_S]))
    turns = np.concatenate(
        ([turns[0] - REACH_S * rate[0]], turns, [turns[-1] + REACH_S * rate[-1]])
    )
    turns = np.maximum.accumulate(turns)
    whole = np.arange(np.ceil(turns[0]), np.floor(turns[-1]) + 1.0)
    at = np.interp(whole, turns, time)
    return at, 1.0 / np.interp(at, centre, rate)
