"""Means, quantiles and maxima over windows of time, past missing values."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from backstride.motion.arrays import Floats, Ints


def grid_of(count: int, rate_hz: float, grid_hz: float) -> Ints:
    """Return the samples (m,) nearest to an even grid of a lower rate; all of them below it."""
    step = max(1, round(rate_hz / grid_hz))
    return np.arange(0, count, step)


def windowed_mean(values: Floats, half: int) -> Floats:
    """Return the mean of the finite values within ``half`` samples (n,) or (n, k); NaN of none."""
    seen = np.isfinite(values)
    total = _windowed_sum(np.where(seen, values, 0.0), half)
    count = _windowed_sum(seen.astype(np.float64), half)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean: Floats = np.where(count > 0.5, total / count, np.nan)
    return mean


def _windowed_sum(values: Floats, half: int) -> Floats:
    sums = np.concatenate((np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0)))
    at = np.arange(len(values))
    total: Floats = sums[np.minimum(at + half + 1, len(values))] - sums[np.maximum(at - half, 0)]
    return total


def windowed_quantile(values: Floats, share: float, half: int, grid: Ints) -> Floats:
    """Return a quantile of the finite values (n,) within ``half`` samples of each grid point."""
    padded = np.pad(values, half, constant_values=np.nan)
    windows = np.sort(sliding_window_view(padded, 2 * half + 1)[grid], axis=1)  # NaN goes last
    count = np.isfinite(windows).sum(axis=1)
    place = share * np.maximum(count - 1, 0)
    low = np.floor(place).astype(np.intp)
    rows = np.arange(len(grid))
    lower, upper = windows[rows, low], windows[rows, np.minimum(low + 1, np.maximum(count - 1, 0))]
    between: Floats = lower + (place - low) * (upper - lower)
    return between


def filled(values: Floats) -> Floats:
    """Return a curve (n,) with gaps bridged by straight lines and its ends carried on."""
    seen = np.flatnonzero(np.isfinite(values))
    if not seen.size:
        return values
    return np.interp(np.arange(len(values)), seen, values[seen])


def windowed_maximum(values: Floats, reach: int) -> Floats:
    """Return the largest finite value within ``reach`` samples (n,); -inf without any.

    Running maxima over blocks, from both sides, give those over windows whatever their width.
    """
    width, count = 2 * reach + 1, len(values)
    known = np.where(np.isfinite(values), values, -np.inf)
    rest = -(count + 2 * reach) % width
    blocks = np.pad(known, (reach, reach + rest), constant_values=-np.inf).reshape(-1, width)
    ahead = np.maximum.accumulate(blocks, axis=1).ravel()
    behind = np.maximum.accumulate(blocks[:, ::-1], axis=1)[:, ::-1].ravel()
    return np.maximum(behind[:count], ahead[width - 1 : width - 1 + count])
