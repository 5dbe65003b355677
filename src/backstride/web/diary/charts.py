"""Charts over days as pictures that need no script: axes, units, intervals, marks."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

import numpy as np
from markupsafe import Markup

from backstride.drawing.svg import (
    Scale,
    element,
    line_path,
    nice_step,
    nice_ticks,
    picture,
    text,
    tick_label,
)
from backstride.web.diary.days import short_day
from backstride.web.words_of import Words

Kind = Literal["bars", "line", "dots"]

_WIDTHS = {"wide": 560.0, "narrow": 360.0}
_HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 250.0, 46.0, 10.0, 42.0, 28.0
_UNIT_Y, _MARK_Y = 12.0, 28.0
_LABEL_PX = 58.0  # room of one day under the axis
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Point:
    """One figure on one day, or of the seven days from it where it is a bar.

    Attributes
    ----------
    says : str
        The figure in words, with its day.
    is_part : bool
        Whether it is not whole yet, as a week that is under way.
    """

    day: date
    value: float
    low: float | None = None
    high: float | None = None
    says: str = ""
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Figures that belong together; ``look`` is a class of the style sheet."""

    name: str
    look: str
    kind: Kind
    points: Sequence[Point]


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on which the plan changed."""

    day: date
    look: str
    says: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with what it says in words and as a table.

    Attributes
    ----------
    key : str
        Its id in the page.
    unit : str
        Stands above the axis.
    sentence : str
        What is to be seen, for those who do not see it.
    head, rows : sequences
        The table: names of columns, and each row beginning with its day.
    least_top : float
        The axis goes up to this at least.
    """

    key: str
    title: str
    unit: str
    sentence: str
    start: date
    end: date
    series: Sequence[Series]
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    marks: Sequence[Mark] = ()
    least_top: float = 1.0
    from_zero: bool = True
    notes: Sequence[str] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(one.points for one in self.series)


def draw(chart: Chart, say: Words) -> Markup:
    """Return a chart for a desk and for a phone; the style sheet shows the one that fits."""
    pictures = (_picture(chart, say, size, width) for size, width in _WIDTHS.items())
    return Markup("".join(pictures))  # noqa: S704 - made of escaped parts


def _picture(chart: Chart, say: Words, size: str, width: float) -> str:
    days = (chart.end - chart.start).days + 1
    x = Scale(0.0, float(max(days, 1)), _LEFT, width - _RIGHT)
    low, high = _range(chart)
    y = Scale(low, high, _HEIGHT - _BOTTOM, _TOP)
    bars = [one for one in chart.series if one.kind == "bars"]
    parts = [*_axes(chart, say, x, y), *_marks(chart, x)]
    for one in chart.series:
        if one.kind == "bars":
            parts += _bars(one, chart, x, y, bars.index(one), len(bars))
        else:
            parts += _curve(one, chart, x, y)
    return picture(width, _HEIGHT, size, f"{chart.title}. {chart.sentence}", parts)


def _range(chart: Chart) -> tuple[float, float]:
    known = [
        side
        for one in chart.series
        for point in one.points
        for side in (point.value, point.low, point.high)
        if side is not None
    ]
    top = max([*known, chart.least_top] if chart.from_zero else known, default=1.0)
    bottom = 0.0 if chart.from_zero else min(known, default=0.0)
    if top <= bottom:
        top, bottom = bottom + 1.0, bottom - (0.0 if chart.from_zero else 1.0)
    step = nice_step(top - bottom, 4)
    return math.floor(bottom / step) * step, math.ceil(top / step - 1e-9) * step


def _axes(chart: Chart, say: Words, x: Scale, y: Scale) -> Iterator[str]:
    yield text(2, _UNIT_Y, chart.unit, class_="unit")
    step = nice_step(y.high - y.low, 4)
    for value in nice_ticks(y.low, y.high, 4):
        level = y(value)
        yield element("line", x1=x.start_px, x2=x.end_px, y1=level, y2=level, class_="grid")
        yield text(x.start_px - 6, level + 4, tick_label(value, step), class_="tick y")
    for day in _labelled(chart, x):
        at = x((day - chart.start).days)
        yield element("line", x1=at, x2=at, y1=y.start_px, y2=y.start_px + 4, class_="grid")
        yield text(at, y.start_px + 18, short_day(day, say), class_="tick x")


def _labelled(chart: Chart, x: Scale) -> Iterator[date]:
    """Return Mondays with room between them, of short spans every so many days."""
    days = int(x.high)
    room = max(1, math.ceil(_LABEL_PX / x.px_per_unit))
    every = room if days <= 14 else 7 * math.ceil(room / 7)
    first = chart.start if days <= 14 else chart.start + _DAY * (-chart.start.weekday() % 7)
    while first <= chart.end:
        if x.end_px - x((first - chart.start).days) > 18:  # half of a label
            yield first
        first += _DAY * every


def _marks(chart: Chart, x: Scale) -> Iterator[str]:
    for mark in chart.marks:
        at = x((mark.day - chart.start).days + 0.5)
        line = element("line", x1=at, x2=at, y1=_MARK_Y + 6, y2=_HEIGHT - _BOTTOM)
        shape = element(
            "path", d=_SHAPES.get(mark.look, _CIRCLE), transform=f"translate({at:.1f} {_MARK_Y})"
        )
        yield element(
            "g", element("title", escape_text(mark.says)), line, shape, class_=f"mark {mark.look}"
        )


_CIRCLE = "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z"
_SHAPES = {
    "progress": "M0 -6L6 5H-6Z",
    "regress": "M0 6L6 -5H-6Z",
    "stop": "M-5 -5H5V5H-5Z",
}
"""Up, down and a block, and a circle for what people changed: told apart without colour."""


def escape_text(words: str) -> str:
    """Return words as the inside of an element."""
    return str(Markup.escape(words))


def _bars(
    series: Series, chart: Chart, x: Scale, y: Scale, index: int, count: int
) -> Iterator[str]:
    week = 7 * x.px_per_unit
    width = max(2.0, week * 0.76 / count)
    for point in series.points:
        left = x((point.day - chart.start).days) + week * 0.12 + index * width
        top = y(point.value)
        bar = element(
            "rect",
            x=left,
            y=top,
            width=width - 1,
            height=max(0.0, y.start_px - top),
            class_="bar part" if point.is_part else "bar",
        )
        middle = left + (width - 1) / 2
        yield _point(point, series, bar, *_whisker(point, middle, y), at=middle)


def _curve(series: Series, chart: Chart, x: Scale, y: Scale) -> Iterator[str]:
    at = [x((one.day - chart.start).days + 0.5) for one in series.points]
    if series.kind == "line" and len(at) > 1:
        path = line_path(np.array(at), np.array([y(one.value) for one in series.points]))
        yield element("path", d=path, class_=f"line {series.look}")
    for point, middle in zip(series.points, at, strict=True):
        dot = element("circle", cx=middle, cy=y(point.value), r=3.5)
        yield _point(point, series, *_whisker(point, middle, y), dot, at=middle)


def _whisker(point: Point, at: float, y: Scale) -> Iterable[str]:
    if point.low is None or point.high is None or point.high <= point.low:
        return ()
    return (element("line", x1=at, x2=at, y1=y(point.low), y2=y(point.high), class_="whisker"),)


def _point(point: Point, series: Series, *parts: str, at: float) -> str:
    return element(
        "g",
        element("title", escape_text(point.says)),
        *parts,
        class_=f"point {series.look}",
        data_at=at,
    )
