"""Figures with their intervals as dots on lines, one below the other."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backstride.drawing.svg import (
    LETTER_PX,
    Scale,
    element,
    nice_step,
    nice_ticks,
    picture,
    pixel,
    text,
    tick_label,
)

ROW_PX = 46.0
"""Height of one row: its words, and its dot below them."""

_TOP, _BOTTOM, _SIDE = 26.0, 46.0, 14.0
_LINE_PX = 17.0  # a second line of words, where both do not fit beside each other


@dataclass(frozen=True, slots=True)
class Row:
    """One dot with its interval.

    Attributes
    ----------
    label, said : str
        Words above it, to the left and to the right.
    value, low, high : float
    classes : str
        CSS classes: a direction gives the colour, ``of-others`` a hollow dot on a dashed line.
    """

    label: str
    said: str
    value: float
    low: float
    high: float
    classes: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """The axis under the rows.

    Attributes
    ----------
    unit : str
        As printed at its end.
    less : str
        What lies to the left, when that needs a word.
    middle : float or None
        A value that the others are held against.
    middle_words : str
    most : float
        Farther out is marked at the edge, so that the others stay readable.
    """

    unit: str
    less: str = ""
    middle: float | None = None
    middle_words: str = ""
    most: float = math.inf


def interval_picture(
    rows: Sequence[Row],
    axis: Axis,
    size: tuple[str, float],
    label: str,
    marks: Callable[[int, Scale, float], list[str]] | None = None,
) -> str:
    """Return a picture of rows; ``marks(row, scale, y)`` may draw more into each."""
    name, width = size
    x = _scale(rows, axis, width)
    most = (width - 2 * _SIDE) / LETTER_PX
    second = _LINE_PX if any(len(r.label) + len(r.said) + 2 > most for r in rows) else 0.0
    height = ROW_PX + second
    bottom = _TOP + height * len(rows)
    children = _grid(x, axis, bottom)
    for number, row in enumerate(rows):
        y = _TOP + height * number
        side, anchor = (_SIDE, "start") if second else (width - _SIDE, "end")
        children.append(text(_SIDE, y + 12, row.label, class_="label"))
        children.append(text(side, y + 12 + second, row.said, class_="label", text_anchor=anchor))
        y += second
        children += marks(number, x, y + 28) if marks else []
        children += _dot(row, x, y + 28)
    return picture(width, bottom + _BOTTOM, name, label, children)


def _scale(rows: Sequence[Row], axis: Axis, width: float) -> Scale:
    """Return an axis that holds every interval, with its middle in the middle if it has one."""
    ends = [v for row in rows for v in (row.value, row.low, row.high)]
    if axis.middle is None:
        top = max(*ends, 1e-9)
        step = nice_step(top, 8)
        return Scale(0.0, step * math.ceil(top / step - 1e-9), _SIDE, width - _SIDE)
    far = min(max(abs(v - axis.middle) for v in ends), axis.most)
    step = nice_step(2 * far, 8)
    edge = step * math.ceil(far / step - 1e-9)
    return Scale(axis.middle - edge, axis.middle + edge, _SIDE, width - _SIDE)


def _grid(x: Scale, axis: Axis, bottom: float) -> list[str]:
    step = nice_step(x.high - x.low, 8)
    held = axis.middle if axis.middle is not None else x.low
    found = []
    for value in nice_ticks(x.low, x.high, 8):
        kind = "axis" if abs(value - held) < 1e-9 else "grid"
        found.append(element("line", class_=kind, x1=x(value), x2=x(value), y1=_TOP - 6, y2=bottom))
        found.append(text(x(value), bottom + 17, tick_label(value, step), text_anchor="middle"))
    if axis.middle is not None and axis.middle_words:
        found.append(text(x(axis.middle), 12, axis.middle_words, text_anchor="middle"))
    if axis.less:
        found.append(text(x.start_px, bottom + 38, axis.less, class_="unit"))
    found.append(text(x.end_px, bottom + 38, axis.unit, class_="unit", text_anchor="end"))
    return found


def _dot(row: Row, x: Scale, y: float) -> list[str]:
    """Return dot and interval; an arrow head where they lie beyond the axis."""
    a, b = (x(min(max(v, x.low), x.high)) for v in (row.low, row.high))
    own = f" {row.classes}" if row.classes else ""
    found = [element("line", class_=f"range{own}", x1=a, x2=b, y1=y, y2=y)]
    if x.low <= row.value <= x.high:
        found.append(element("circle", class_=f"found{own}", cx=x(row.value), cy=y, r=5))
    for beyond, at, way in ((row.low < x.low, a, -1), (row.high > x.high, b, 1)):
        if beyond:
            d = f"M{pixel(at)} {pixel(y - 7)}l{8 * way} 7l{-8 * way} 7z"
            found.append(element("path", class_=f"clipped{own}", d=d))
    return found
