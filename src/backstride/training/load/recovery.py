"""How fast the heart slows after the last effort."""

import numpy as np

from backstride.motion.arrays import Floats
from backstride.training.figure import Figure, unknown
from backstride.training.load.errors import with_relative_error
from backstride.training.load.heart_rate import HIGHEST_BPM, LOWEST_BPM

RECOVERY_S = 60.0
"""The first minute, as in the studies of how well it repeats (L17, L18)."""

VARIATION_PERCENT = 25.0
"""Of the fall over 60 s when the exercise is repeated: about 20 % in L17 and 25 % in L18."""

_READING_S = 5.0
"""Readings this long before a moment, and after it where it is no end of effort, are averaged."""

RECOVERY_NOTE = (
    "It compares only with falls after the same effort, standing or lying still: walking on slows "
    "it, and a harder effort makes it larger."
)


def heart_rate_recovery(
    time_s: Floats, bpm: Floats, effort_end_s: float, *, after_s: float = RECOVERY_S
) -> Figure:
    """Return by how many beats a minute the heart rate fell after an effort.

    Parameters
    ----------
    time_s, bpm : array (n,)
        Heart rate on its clock; NaN where there is none.
    effort_end_s : float
        When the last effort ended, on the same clock.
    after_s : float
        How long after; the interval is for 60 s and is not known for other times.
    """
    if time_s.shape != bpm.shape or time_s.ndim != 1:
        raise ValueError(f"time_s {time_s.shape} and bpm {bpm.shape} must be of one length")
    at_end = _mean_between(time_s, bpm, effort_end_s - _READING_S, effort_end_s)
    then = effort_end_s + after_s
    later = _mean_between(time_s, bpm, then - _READING_S / 2, then + _READING_S / 2)
    if at_end is None:
        return unknown("There is no heart rate at the end of the last effort.")
    if later is None:
        return unknown(
            f"There is no heart rate {after_s:g} s after the last effort: let the watch run on."
        )
    fall = at_end - later
    if fall <= 0:
        return unknown(
            f"The heart rate did not fall in the {after_s:g} s after the last effort: "
            "stand or lie still."
        )
    return Figure(
        with_relative_error(
            fall, VARIATION_PERCENT, unit="bpm", basis="measured", sources=("L17", "L18")
        )
    )


def _mean_between(time_s: Floats, bpm: Floats, start_s: float, end_s: float) -> float | None:
    with np.errstate(invalid="ignore"):
        found = bpm[
            (time_s >= start_s) & (time_s <= end_s) & (bpm >= LOWEST_BPM) & (bpm <= HIGHEST_BPM)
        ]
    return float(found.mean()) if found.size else None
