"""Small drawing kit for charts that need no script: scales, ticks, paths and labels.

Lengths are in pixels of the picture's own ``viewBox``; y runs down, as in SVG.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import numpy as np

from backstride.motion.arrays import Bools, Floats, Ints

MOST_POINTS = 1500
"""More points than this in one line cannot be told apart on a screen."""

LETTER_PX = 7.0
"""Room one letter takes at the charts' text size, rounded up for wide system fonts."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight map from data to pixels."""

    low: float
    high: float
    start_px: float
    end_px: float

    @property
    def px_per_unit(self) -> float:
        """Pixels per unit of data; negative when the axis runs the other way."""
        return (self.end_px - self.start_px) / (self.high - self.low)

    def __call__(self, value: float) -> float:
        """Return the pixel of one value."""
        return self.start_px + (value - self.low) * self.px_per_unit

    def many(self, values: Floats) -> Floats:
        """Return the pixels of an array."""
        return self.start_px + (values - self.low) * self.px_per_unit


def element(name: str, *children: str, **attributes: str | float | None) -> str:
    """Return one SVG element; attribute values are escaped, children are already SVG.

    ``class_`` stands for ``class`` and ``_`` for ``-``; None leaves the attribute out.
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(children)
    return f"<{name}{said}>{inside}</{name}>" if inside else f"<{name}{said}/>"


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else pixel(value)


def pixel(value: float) -> str:
    """Return a length to a tenth of a pixel, without idle zeros."""
    return f"{round(value, 1) + 0.0:g}"


def text(x: float, y: float, words: str, **attributes: str | float | None) -> str:
    """Return a text element; the words are escaped."""
    return element("text", escape(words), x=x, y=y, **attributes)


def picture(width: float, height: float, size: str, label: str, children: Iterable[str]) -> str:
    """Return a whole picture; ``size`` is ``wide``, ``narrow`` or ``any``."""
    inside = "".join(children)
    return (
        f'<svg class="chart {escape(size)}" viewBox="0 0 {pixel(width)} {pixel(height)}" '
        f'role="img" aria-label="{escape(label)}">{inside}</svg>'
    )


def shortened(words: str, most: int) -> str:
    """Return words of at most so many letters."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def nice_step(span: float, most: int) -> float:
    """Return the smallest of 1, 2, 5 × 10ⁿ that divides ``span`` into at most ``most`` parts."""
    if not (span > 0 and math.isfinite(span)):
        return 1.0
    raw = span / max(1, most)
    power = 10.0 ** math.floor(math.log10(raw))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * (1 - 1e-9))


def nice_ticks(low: float, high: float, most: int) -> list[float]:
    """Return round numbers within ``[low, high]``, at most about ``most`` of them."""
    step = nice_step(high - low, most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [i * step for i in range(first, last + 1)]


def tick_label(value: float, step: float) -> str:
    """Return a tick's number with as many decimals as its step needs."""
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    return f"{value + 0.0:.{decimals}f}".replace("-", "−")


def line_path(x: Floats, y: Floats) -> str:
    """Return the ``d`` of a line through pixels (n,), broken where either is NaN."""
    parts: list[str] = []
    pen_down = False
    for a, b in zip(x.tolist(), y.tolist(), strict=True):
        if a != a or b != b:  # noqa: PLR0124 - NaN
            pen_down = False
            continue
        parts.append(f"{'L' if pen_down else 'M'}{pixel(a)} {pixel(b)}")
        pen_down = True
    return "".join(parts)


def band_path(x: Floats, low: Floats, high: Floats) -> str:
    """Return the ``d`` of the closed area between two finite curves (n,)."""
    there, back = line_path(x, high), line_path(x[::-1], low[::-1])
    return f"{there}L{back[1:]}Z" if there else ""


def thin(values: Floats, most: int = MOST_POINTS) -> Ints:
    """Return the indices (≤ ``most``) of a curve (n,) that keep its peaks and its long gaps."""
    n = len(values)
    if n <= most:
        return np.arange(n)
    buckets = max(1, most // 2)
    width = -(-n // buckets)
    padded = np.full(buckets * width, np.nan)
    padded[:n] = values
    rows = padded.reshape(buckets, width)
    gone: Bools = ~np.isfinite(rows)
    first = np.arange(buckets) * width
    lowest = first + np.where(gone, np.inf, rows).argmin(axis=1)
    highest = first + np.where(gone, -np.inf, rows).argmax(axis=1)
    kept = np.unique(np.concatenate((lowest, highest)))
    return kept[kept < n]
