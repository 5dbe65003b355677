"""Even grids: samples averaged over the intervals of a grid, short gaps bridged."""

from dataclasses import dataclass

import numpy as np

from backstride.motion import Inertial
from backstride.motion.arrays import Bools, Floats
from backstride.motion.smoothing import rows_seen, runs

GRID_HZ = 50.0
"""Ten times the fastest step rate: room for its fundamental and four overtones."""

LONGEST_BRIDGE_S = 0.1
"""About a third of the shortest step; a longer gap may hide a contact."""


@dataclass(frozen=True)
class Grid:
    """A sensor's signals on the grid, in its own axes.

    Attributes
    ----------
    time_s : array (n,)
    force_mps2 : array (n, 3)
        Specific force.
    spin_rps : array (n, 3) or None
        Angular velocity in rad/s; None without a gyroscope.
    seen : array (n,) of bool
        False in gaps too long to bridge; the signals are straight lines there.
    """

    time_s: Floats
    force_mps2: Floats
    spin_rps: Floats | None
    seen: Bools

    def __len__(self) -> int:
        return len(self.time_s)


def on_grid(sensor: Inertial) -> Grid:
    """Return a sensor's acceleration and angular velocity on the grid."""
    time = grid_times(sensor.time_s, GRID_HZ)
    force, seen = averaged(sensor.time_s, sensor.acceleration_mps2, time)
    if sensor.angular_velocity_dps is None:
        return Grid(time, force, None, seen)
    spin, spin_seen = averaged(sensor.time_s, sensor.angular_velocity_dps, time)
    if not spin_seen.any():
        return Grid(time, force, None, seen)
    return Grid(time, force, np.radians(spin), seen & spin_seen)


def grid_times(time_s: Floats, rate_hz: float) -> Floats:
    """Return an even grid over a recording."""
    count = int(np.floor((time_s[-1] - time_s[0]) * rate_hz + 1e-6)) + 1
    grid: Floats = time_s[0] + np.arange(count) / rate_hz
    return grid


def averaged(time_s: Floats, values: Floats, at_s: Floats) -> tuple[Floats, Bools]:
    """Return the mean of samples (m, k) around each grid time (n, k), and where it is known.

    The integral of the line through the samples is read off half a grid interval (or half a sample
    interval, where that is longer) before and after. So any rate comes to the grid in one way, and
    vibration between two grid times averages out instead of folding back.
    """
    known = rows_seen(values)
    if known.sum() < 2 or len(at_s) < 2:
        return np.zeros((len(at_s), values.shape[1])), np.zeros(len(at_s), dtype=np.bool_)
    sample_s = float(np.median(np.diff(time_s)))
    every = _samples_each(time_s, at_s, sample_s)
    if every and known.all():
        return _averaged_evenly(values, len(at_s), every), np.ones(len(at_s), dtype=np.bool_)
    half = 0.5 * max(sample_s, float(at_s[1] - at_s[0]))
    low = np.clip(at_s - half, time_s[0], time_s[-1])
    high = np.clip(at_s + half, time_s[0], time_s[-1])
    mean = np.empty((len(at_s), values.shape[1]))
    for axis in range(values.shape[1]):
        column = values[:, axis]
        if not known.all():
            column = np.interp(time_s, time_s[known], column[known])
        pieces = 0.5 * (column[1:] + column[:-1]) * np.diff(time_s)
        area = np.concatenate(([0.0], np.cumsum(pieces)))
        mean[:, axis] = np.interp(high, time_s, area) - np.interp(low, time_s, area)
    mean /= (high - low)[:, None]
    return mean, _near_samples(time_s, known, at_s, 1.5 * sample_s)


_EVEN_S = 1e-6
"""A sample this near to its place on an even clock is on it: a foot moves by no more than 10 µm."""


def _samples_each(time_s: Floats, at_s: Floats, sample_s: float) -> int:
    """Return how many samples a grid interval has where both clocks go together, otherwise 0."""
    every = round(float(at_s[1] - at_s[0]) / sample_s)
    last = (len(at_s) - 1) * every
    if every < 2 or every % 2 or last >= len(time_s):
        return 0
    if (
        abs(time_s[0] - at_s[0]) > _EVEN_S
        or np.abs(time_s[: last + 1 : every] - at_s).max() > _EVEN_S
    ):
        return 0
    steps = np.diff(time_s)
    return every if np.abs(steps - sample_s).max() <= _EVEN_S else 0


def _averaged_evenly(values: Floats, count: int, every: int) -> Floats:
    """Return what ``averaged`` does where each half of an interval is a whole number of samples."""
    edges = np.arange(-(every // 2), count * every, every)
    edges = np.clip(edges[: count + 1], 0, len(values) - 1)
    area = np.add.reduceat(values, edges, axis=0)[:-1]
    area += 0.5 * (values[edges[1:]] - values[edges[:-1]])
    mean: Floats = area / np.diff(edges)[:, None]
    return mean


def _near_samples(time_s: Floats, known: Bools, at_s: Floats, usual_s: float) -> Bools:
    """Return which grid times lie outside gaps longer than can be bridged."""
    seen: Bools = np.ones(len(at_s), dtype=np.bool_)
    for a, b in runs(~known):
        before = time_s[a - 1] if a > 0 else -np.inf
        after = time_s[b] if b < len(time_s) else np.inf
        if after - before > max(LONGEST_BRIDGE_S, usual_s):
            first, end = np.searchsorted(at_s, before, "right"), np.searchsorted(at_s, after)
            seen[first:end] = False
    return seen
