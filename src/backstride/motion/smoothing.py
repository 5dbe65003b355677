"""Gaps and derivatives of sampled curves."""

import numpy as np

from backstride.motion.arrays import Bools, Floats, Ints


def runs(mask: Bools) -> Ints:
    """Return the half-open index ranges (k, 2) over which ``mask`` is true."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return edges.reshape(-1, 2)


def rows_seen(values: Floats) -> Bools:
    """Return which rows (n,) of an array (n,) or (n, k) are wholly finite."""
    finite = np.isfinite(values).reshape(len(values), -1)
    seen: Bools = np.logical_and.reduce(finite, axis=1)
    return seen


def bridge_gaps(values: Floats, time_s: Floats, longest_s: float) -> Floats:
    """Fill inner gaps up to ``longest_s`` with a shape-keeping cubic; leave longer ones NaN.

    Parameters
    ----------
    values : array (n,) or (n, k)
        NaN where missing; a row with any NaN is a gap.
    time_s : array (n,)
        Sample times.
    longest_s : float
        Longest time without a sample that is bridged.

    Returns
    -------
    array
        A new array of the same shape.
    """
    seen = rows_seen(values)
    filled = values.copy()
    if seen.all() or seen.sum() < 2:
        return filled
    short = [
        (a, b)
        for a, b in runs(~seen)
        if a > 0 and b < len(seen) and time_s[b] - time_s[a - 1] <= longest_s + 1e-9
    ]
    if not short:
        return filled
    from scipy.interpolate import PchipInterpolator  # noqa: PLC0415 - slow import, rarely needed

    curve = PchipInterpolator(time_s[seen], values[seen], axis=0)
    for a, b in short:
        filled[a:b] = curve(time_s[a:b])
    return filled


def local_quadratic(
    values: Floats, rate_hz: float, window_s: float, *, derivative: int = 0
) -> Floats:
    """Return a curve or its derivative from a quadratic fitted around each sample.

    A Savitzky–Golay filter that keeps gaps: each unbroken run is fitted on its own, with the
    polynomial of its outermost window carried to its ends, so nothing leaks across a gap.

    Parameters
    ----------
    values : array (n,) or (n, k)
        NaN where missing.
    rate_hz : float
        Samples per second.
    window_s : float
        Width of the window; a shorter run is fitted whole.
    derivative : {0, 1, 2}
        Which derivative, per second.

    Returns
    -------
    array
        Same shape; NaN in gaps and in runs of fewer than three samples.
    """
    columns = values[:, None] if values.ndim == 1 else values
    result = np.full(columns.shape, np.nan)
    wanted = max(3, round(window_s * rate_hz) // 2 * 2 + 1)
    for a, b in runs(rows_seen(columns)):
        width = min(wanted, (b - a - 1) // 2 * 2 + 1)
        if width >= 3:
            result[a:b] = _fit_run(columns[a:b], width, rate_hz, derivative)
    return result.reshape(values.shape)


def _fit_run(run: Floats, width: int, rate_hz: float, derivative: int) -> Floats:
    half = width // 2
    t = np.arange(-half, half + 1) / rate_hz
    fit = np.linalg.pinv(np.vander(t, 3, increasing=True))  # rows: value, slope, half curvature
    scale = (1.0, 1.0, 2.0)[derivative]
    inner = np.apply_along_axis(
        lambda column: np.convolve(column, fit[derivative][::-1] * scale, mode="valid"), 0, run
    )

    def end(window: Floats, where: Floats) -> Floats:
        c0, c1, c2 = (fit @ window)[:, None, :]
        x = where[:, None]
        value: Floats = (c0 + c1 * x + c2 * x**2, c1 + 2 * c2 * x, 2 * c2 + 0 * x)[derivative]
        return value

    return np.concatenate((end(run[:width], t[:half]), inner, end(run[-width:], t[half + 1 :])))
