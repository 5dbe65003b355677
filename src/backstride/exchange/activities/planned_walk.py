"""A session followed through a recording without laps: so long, so far, from the start."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from backstride.exchange.activities.lap_costs import DISTANCE_ERROR_SHARE
from backstride.motion import Motion
from backstride.motion.arrays import Bools, Floats
from backstride.readers.activity_facing import MOVING_MPS
from backstride.training.session import Step

START_ERROR_S = 5.0
"""The watch and the session are not started in the same second; nor does anyone change direction at
once. So much on both sides of each change stays unknown."""

_LEAST_AGREEING = 0.8
"""Share of rests spent standing and of runs spent moving; below it the plan was not followed."""


def walk_along(motion: Motion, steps: Sequence[Step]) -> NDArray[np.str_]:
    """Return the direction at each sample (n,), ``""`` where it is not certain.

    All of it is empty for steps without a length, for a recording that is longer or shorter than
    the session, and for one that stands where the plan runs. Errors of distance add up, so that
    more and more around each change stays unknown.
    """
    nothing = np.full(len(motion), "", dtype="<U10")
    if not steps or any(step.unit not in {"s", "m"} for step in steps) or not motion.rate_hz:
        return nothing
    speed = np.nan_to_num(motion.speed_mps)
    gone = np.concatenate(([0.0], np.cumsum(speed) / motion.rate_hz))
    time = np.append(motion.time_s - motion.time_s[0], motion.duration_s)
    ends, errors = _ends(steps, time, gone)
    if not np.isfinite(ends[-1]) or abs(time[-1] - ends[-1]) > errors[-1]:
        return nothing
    which = np.searchsorted(ends, time[:-1], "right").clip(0, len(steps) - 1)
    in_place = np.array([step.in_place for step in steps])
    if not _agrees(in_place[which], speed >= MOVING_MPS):
        return nothing
    words = np.array([step.direction or "" for step in steps])[which]
    starts, start_errors = np.append(0.0, ends[:-1]), np.append(0.0, errors[:-1])
    sure = (time[:-1] - starts[which] >= start_errors[which]) | _same_before(words, which, steps)
    sure &= (ends[which] - time[:-1] > errors[which]) | _same_after(words, which, steps)
    nothing[sure] = words[sure]
    return nothing


def _ends(steps: Sequence[Step], time: Floats, gone: Floats) -> tuple[Floats, Floats]:
    """Return when each step ends (s,), and how far off that may be; NaN past the recording."""
    ends, errors = np.full(len(steps), np.nan), np.full(len(steps), np.nan)
    at, metres = 0.0, 0.0
    for i, step in enumerate(steps):
        if step.unit == "s":
            at += step.amount
        else:
            metres += step.amount
            target = float(np.interp(at, time, gone)) + step.amount
            if target > gone[-1] * (1 + DISTANCE_ERROR_SHARE):
                break
            at = float(np.interp(min(target, gone[-1]), gone, time))
        if at > time[-1] + START_ERROR_S:
            break
        pace = time[-1] / gone[-1] if gone[-1] > 0 else 0.0
        ends[i], errors[i] = at, START_ERROR_S + DISTANCE_ERROR_SHARE * metres * pace
    return ends, errors


def _agrees(resting: Bools, moving: Bools) -> bool:
    """Return whether rests are mostly spent standing, and the rest mostly moving."""
    for planned, done in ((resting, ~moving), (~resting, moving)):
        if planned.any() and done[planned].mean() < _LEAST_AGREEING:
            return False
    return True


def _same_before(words: NDArray[np.str_], which: np.ndarray, steps: Sequence[Step]) -> Bools:
    before = np.array(["", *[step.direction or "" for step in steps[:-1]]])
    same: Bools = before[which] == words
    return same


def _same_after(words: NDArray[np.str_], which: np.ndarray, steps: Sequence[Step]) -> Bools:
    after = np.array([*[step.direction or "" for step in steps[1:]], ""])
    same: Bools = after[which] == words
    return same
