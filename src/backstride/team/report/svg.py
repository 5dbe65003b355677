"""Small drawing kit: elements, texts, round steps of an axis; pixels of a ``viewBox``, y down."""

import math
from collections.abc import Iterable
from html import escape

WIDE_PX, NARROW_PX = 900.0, 358.0
"""Widths at which charts over time are drawn; the page shows the one that fits."""


def element(name: str, *children: str, **attributes: str | float | None) -> str:
    """Return one element; values are escaped, children are SVG already.

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
    return escape(value) if isinstance(value, str) else f"{round(value, 1) + 0.0:g}"


def text(x: float, y: float, words: str, **attributes: str | float | None) -> str:
    """Return a text; the words are escaped."""
    return element("text", escape(words), x=x, y=y, **attributes)


def picture(width: float, height: float, size: str, label: str, children: Iterable[str]) -> str:
    """Return a whole picture; ``size`` is ``wide``, ``narrow`` or ``any``."""
    return (
        f'<svg class="chart {escape(size)}" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'aria-label="{escape(label)}">{"".join(children)}</svg>'
    )


def nice_step(span: float, most: int) -> float:
    """Return the smallest of 1, 2, 5 × 10ⁿ that divides ``span`` into at most ``most`` parts."""
    if not (span > 0 and math.isfinite(span)):
        return 1.0
    raw = span / max(1, most)
    power = 10.0 ** math.floor(math.log10(raw))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw * (1 - 1e-9))


def shortened(words: str, most: int) -> str:
    """Return words of at most so many letters."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
