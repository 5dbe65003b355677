"""Tables of what was at round times."""

import numpy as np

from backstride.drawing.svg import nice_step, tick_label
from backstride.exchange.report.over_time.axis import LONG_S
from backstride.exchange.words import clock, decimal
from backstride.motion.arrays import Ints
from backstride.motion.motion import Motion

_ROWS = 24
_STEPS_S = (10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0)
"""Round steps for long recordings, in which people count minutes."""


def table_times(motion: Motion) -> tuple[Ints, str, tuple[str, list[str]]]:
    """Return samples at round times, the step between them in words, and their column."""
    whole = max(motion.duration_s, 1e-3)
    long = whole > LONG_S
    step = nice_step(whole, _ROWS)
    if long:
        step = next((s for s in _STEPS_S if s * _ROWS >= whole), step)
    times = np.arange(0, motion.duration_s, step) + float(motion.time_s[0])
    at: Ints = np.clip(np.searchsorted(motion.time_s, times - 1e-9), 0, len(motion) - 1)
    decimals = len(tick_label(0, step).partition(".")[2])
    shown = [clock(t, whole) if long else decimal(t, decimals) for t in motion.time_s[at].tolist()]
    every = clock(step, whole, unit=True) if long else f"{tick_label(step, step)} s"
    return at, every, ("Time" if long else "Time, s", shown)


def rows_at(
    times: tuple[str, list[str]], columns: list[tuple[str, list[str]]]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return heads and rows of a table from its columns."""
    every = [times, *columns]
    heads = tuple(head for head, _ in every)
    return heads, tuple(zip(*(values for _, values in every), strict=True))
