"""One even clock for a recording."""

from pathlib import Path

import numpy as np

from backstride.errors import DamagedFileError
from backstride.motion.arrays import Floats

_EVEN = 0.5  # of a step; time stamps written with few digits stray less than this
_HOLE = 2.0  # steps; over a longer hole nothing is interpolated here
_ON_SAMPLE = 1e-6  # of a step; nearer than this, a sample is taken as it is
_LONGEST = 10  # times as many steps as samples; beyond it the stamps are wrong


def even_clock(
    time_s: Floats, points: Floats, path: Path
) -> tuple[Floats, Floats, tuple[str, ...]]:
    """Return times (n,) in even steps, the points (k, n, 3) at them, and what to say.

    Stamps that stray by less than half a step were only rounded. Others are resampled linearly;
    holes of more than two steps stay empty.

    Raises
    ------
    DamagedFileError
        When the stamps are missing, repeat, or run backward or far ahead.
    """
    count = len(time_s)
    if count < 3:
        return time_s, points, ()
    steps = np.diff(time_s)
    wrong = np.flatnonzero(~(steps > 0))
    if wrong.size:
        at = int(wrong[0]) + 2
        what = "is missing or does not grow" if np.isnan(steps[wrong[0]]) else "does not grow"
        raise DamagedFileError(
            f"{path}: the time stamp of frame {at} {what}; export the recording again with even "
            "time steps."
        )
    even = np.linspace(time_s[0], time_s[-1], count)
    if np.abs(time_s - even).max() < _EVEN * (even[1] - even[0]):
        return even, points, ()
    step = float(np.median(steps))
    wanted = int((time_s[-1] - time_s[0]) / step + 1.5)
    if wanted > _LONGEST * count:
        raise DamagedFileError(
            f"{path}: its time stamps leave holes that are longer than the recording; cut it "
            "there and read the parts."
        )
    grid = time_s[0] + step * np.arange(wanted)
    grid = grid[grid <= time_s[-1] + step * 1e-6]
    return (
        grid,
        _resample(time_s, points, grid, step),
        (
            f"The time steps of the file are uneven; it was resampled to {1.0 / step:.4g} "
            "frames per second.",
        ),
    )


def _resample(time_s: Floats, points: Floats, grid: Floats, step: float) -> Floats:
    left = np.clip(np.searchsorted(time_s, grid, "right") - 1, 0, len(time_s) - 2)
    weight = np.clip((grid - time_s[left]) / (time_s[left + 1] - time_s[left]), 0.0, 1.0)
    w = weight[:, None]
    between: Floats = points[:, left] * (1 - w) + points[:, left + 1] * w
    at_left, at_right = weight < _ON_SAMPLE, weight > 1 - _ON_SAMPLE
    between[:, at_left] = points[:, left[at_left]]
    between[:, at_right] = points[:, left[at_right] + 1]
    in_hole = (time_s[left + 1] - time_s[left] > _HOLE * step) & ~at_left & ~at_right
    between[:, in_hole] = np.nan
    return between
