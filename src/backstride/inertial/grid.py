"""One even grid for sensors that were sampled unevenly, at different rates and with gaps."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backstride.inertial.clock import FEWEST_SAMPLES, Samples, UnusableClockError
from backstride.motion.arrays import Bools, Floats

SLOWEST_HZ, FASTEST_HZ = 1.0, 10_000.0
"""Rates at which a worn sensor can have been sampled: far beyond those on the market."""

_ROUNDED = 1e-6  # of a step; nearer than this, two times are the same
_EVEN = 0.5  # of a step; stamps written with few digits stray less than this
_LATE = 0.1  # of a step; a sensor whose samples come this much later was not just rounded
_NEAR = 1.5  # typical steps; a longer one is a missed sample
_BRIDGED_STEPS = 2.5  # one missed sample is interpolated
_BRIDGED_S = 0.05  # half the shortest ground contact of a sprinter; over more, nothing is invented
_PART_HOLE_S = 10.0  # a hole this long parts a recording
_MOST_SAMPLES, _MOST_TIMES = 150_000, 2  # empty time a grid may have: 0.4 kB each, below 64 MB
_STATED_HZ = 10.0  # movement of a runner's waist has nearly all its power below
_WORTH_SAYING = 0.1  # share of a step; less jitter changes nothing that is measured
_FAST_SENSORS = 2  # accelerometer and gyroscope; what a magnetometer loses does not matter
_SAME_RATE = 1.2  # a faster gyroscope than this share gives the grid its rate


@dataclass(frozen=True)
class Even:
    """Values on one even clock.

    Attributes
    ----------
    time_s : array (n,)
        Even; on the clock of the stamps.
    values : tuple of array (n, k)
        In the order given; NaN in gaps and where a sensor was not yet or no longer on.
    said : tuple of str
    """

    time_s: Floats
    values: tuple[Floats, ...]
    said: tuple[str, ...]


def typical_step_s(time_s: Floats) -> float:
    """Return the mean step of growing stamps, leaving out missed samples."""
    steps = np.diff(time_s)
    return float(steps[steps <= _NEAR * np.median(steps)].mean())


def on_even_grid(parts: Sequence[Samples]) -> Even:
    """Return all parts on the clock of the first, at the rate of the faster of the first two.

    Stamps that stray by less than half a step were only rounded: such samples stay as they are.
    Others are interpolated linearly. Holes longer than 0.05 s and 2.5 steps stay empty.

    Parameters
    ----------
    parts : sequence of Samples
        In order of time. The first is the accelerometer; a second may be the gyroscope.

    Raises
    ------
    UnusableClockError
        When the stamps give no rate that a sensor can have.
    """
    said: list[str] = []
    first, left_out = _longest_part(parts[0])
    said += left_out
    step = _checked_step(first)
    if len(parts) > 1 and len(parts[1]) >= FEWEST_SAMPLES:
        other = _checked_step(parts[1])
        if _SAME_RATE * other < step:
            step = other
    grid = _grid(first, step)
    values, holes = [], []
    for part in parts:
        mine = part if part is not parts[0] else first
        if len(mine) == len(grid) and np.array_equal(mine.time_s, grid):
            values.append(mine.values)
            continue
        if _is_even(mine, grid):
            values.append(mine.values)
        else:
            values.append(_at(mine, grid))
            said += _resampled(mine, grid) if len(values) <= _FAST_SENSORS else []
        holes += _said_of_holes(mine)
    return Even(grid, tuple(values), tuple(said + holes))


def _checked_step(samples: Samples) -> float:
    step = typical_step_s(samples.time_s)
    if not 1 / FASTEST_HZ <= step <= 1 / SLOWEST_HZ:
        raise UnusableClockError(
            f"has {samples.name} samples {step:.3g} s apart, as no worn sensor gives them"
        )
    return step


def _longest_part(samples: Samples) -> tuple[Samples, list[str]]:
    """Return the samples, or the longest unbroken part where the rest is hours away."""
    time_s = samples.time_s
    most = _MOST_TIMES * len(samples) + _MOST_SAMPLES
    if (time_s[-1] - time_s[0]) / _checked_step(samples) <= most:
        return samples, []
    edges = np.flatnonzero(np.diff(time_s) > _PART_HOLE_S) + 1
    edges = np.concatenate(([0], edges, [len(samples)]))
    longest = int(np.argmax(np.diff(edges)))
    part = samples.at(np.arange(edges[longest], edges[longest + 1]))
    if (
        len(part) < FEWEST_SAMPLES
        or (part.time_s[-1] - part.time_s[0]) / _checked_step(part) > most
    ):
        raise UnusableClockError("has samples in bursts with long holes between them")
    return part, [
        f"The recording has {len(edges) - 1} parts that lie far apart; the longest, "
        f"{part.time_s[-1] - part.time_s[0]:.0f} s, was taken."
    ]


def _grid(samples: Samples, step: float) -> Floats:
    time_s = samples.time_s
    even = np.linspace(time_s[0], time_s[-1], len(samples))
    if even[1] - even[0] <= _SAME_RATE * step and _is_even(samples, even):
        return even
    count = int((time_s[-1] - time_s[0]) / step * (1 + 1e-9)) + 1
    grid: Floats = time_s[0] + step * np.arange(count)
    return grid


def _is_even(samples: Samples, grid: Floats) -> bool:
    if len(samples) != len(grid):
        return False
    off = samples.time_s - grid
    step = grid[1] - grid[0]
    return bool(np.abs(off).max() < _EVEN * step and abs(off.mean()) < _LATE * step)


def _at(samples: Samples, grid: Floats) -> Floats:
    out = np.empty((len(grid), samples.values.shape[1]))
    first, last = samples.time_s[0], samples.time_s[-1]
    tiny = _ROUNDED * (grid[1] - grid[0])
    times = np.where(np.abs(grid - first) < tiny, first, grid)
    times = np.where(np.abs(grid - last) < tiny, last, times)
    for column in range(out.shape[1]):
        out[:, column] = np.interp(
            times, samples.time_s, samples.values[:, column], left=np.nan, right=np.nan
        )
    out[_in_holes(samples, grid)] = np.nan
    return out


def _bridged_s(samples: Samples) -> float:
    return max(_BRIDGED_S, _BRIDGED_STEPS * typical_step_s(samples.time_s))


def _in_holes(samples: Samples, grid: Floats) -> Bools:
    """Return which times lie inside a hole; the samples at its edges do not."""
    at = np.flatnonzero(np.diff(samples.time_s) > _bridged_s(samples))
    tiny = _ROUNDED * (grid[1] - grid[0])
    marks = np.zeros(len(grid) + 1, dtype=np.intp)
    np.add.at(marks, np.searchsorted(grid, samples.time_s[at] + tiny), 1)
    np.add.at(marks, np.searchsorted(grid, samples.time_s[at + 1] - tiny), -1)
    inside: Bools = np.cumsum(marks[:-1]) > 0
    return inside


def _resampled(samples: Samples, grid: Floats) -> list[str]:
    """Return what to say of samples that were interpolated, none if they hardly moved."""
    step = grid[1] - grid[0]
    own = typical_step_s(samples.time_s)
    loss = 1 - np.cos(np.pi * min(_STATED_HZ * own, 0.5))
    steps = np.diff(samples.time_s)
    near = steps[steps <= _bridged_s(samples)]
    uneven = len(near) and np.ptp(np.percentile(near, (5, 95))) > _WORTH_SAYING * own
    if not uneven and abs(own / step - 1) < _WORTH_SAYING:
        return []
    spread = np.percentile(near, (5, 95)) * 1000 if len(near) else np.zeros(2)
    return [
        f"{samples.name.capitalize()}: steps of {spread[0]:.3g} to {spread[1]:.3g} ms were "
        f"interpolated to an even {1 / step:.4g} Hz, which lowers what moves at "
        f"{_STATED_HZ:.0f} Hz by {100 * loss:.1f} % at most."
    ]


def _said_of_holes(samples: Samples) -> list[str]:
    steps = np.diff(samples.time_s)
    holes = steps[steps > _bridged_s(samples)]
    if not len(holes):
        return []
    gaps = "a gap" if len(holes) == 1 else f"{len(holes)} gaps"
    longest = "" if len(holes) == 1 else f", the longest {holes.max():.3g} s,"
    return [f"{samples.name.capitalize()}: {gaps} of {holes.sum():.3g} s{longest} left empty."]
