"""Bias and limits of agreement, and shares with their intervals, as pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

from backstride.drawing.svg import (
    Scale,
    element,
    nice_step,
    nice_ticks,
    picture,
    text,
    tick_label,
)
from backstride.exchange.report.parts import NARROW_PX, WIDE_PX, Chart
from backstride.validation.figures import Errors, Share
from backstride.validation.row import AccuracyRow

_ROW, _TOP, _BOTTOM, _SIDE = 40.0, 12.0, 40.0, 16.0
_UNITS = {"bw", "s", "hz", "m", "mpa", "deg", "nm", "per", "kg", "ml", "min"}  # that ids end in
_FEWEST = 3  # bars that make a picture worth having
_MOST = 16  # more in one picture make a wall


@dataclass(frozen=True, slots=True)
class _Bar:
    """One line of a picture: a label, a point and its range."""

    label: str
    at: float
    low: float
    high: float


def limits_charts(rows: Sequence[AccuracyRow]) -> list[Chart]:
    """Return a picture for each unit in which a part has several errors, and one of its shares."""
    units = dict.fromkeys(r.figure.unit for r in rows if isinstance(r.figure, Errors))
    charts = []
    for unit in units:
        bars = [
            _Bar(_label(row), row.figure.bias, *row.figure.limits)
            for row in rows
            if isinstance(row.figure, Errors) and row.figure.unit == unit and row.figure.n > 1
        ]
        says = f"Bias and limits of agreement{f', {unit}' if unit else ''}: found minus true."
        charts += _charts(bars, unit, says, (0.0, 0.0))
    return charts + _share_charts([(r, r.figure) for r in rows if isinstance(r.figure, Share)])


def _share_charts(shares: list[tuple[AccuracyRow, Share]]) -> list[Chart]:
    aims = {share.aim for _, share in shares}
    if len(aims) != 1:
        return []
    low, high = (100 * x for x in aims.pop())
    aimed = high < 100
    bars = [_Bar(_label(row), 100 * s.share, *(100 * x for x in s.interval)) for row, s in shares]
    aim = f"; the band is the aim, {low:.0f} to {high:.0f} %" if aimed else ""
    says = f"Share that is right, with its 95 % interval{aim}."
    return _charts(bars, "%", says, (low, high) if aimed else (100.0, 100.0))


def _label(row: AccuracyRow) -> str:
    words = row.id.partition("/")[2].split("-")
    while len(words) > 1 and words[-1] in _UNITS:
        words.pop()
    name = " ".join(words)
    return name[0].upper() + name[1:]


def _charts(bars: list[_Bar], unit: str, says: str, band: tuple[float, float]) -> list[Chart]:
    """Return the bars as one picture, or as several of like height where they are many."""
    if len(bars) < _FEWEST:
        return []
    parts = -(-len(bars) // _MOST)
    each = -(-len(bars) // parts)
    return [
        Chart(
            sentence=says,
            pictures=tuple(
                _draw(bars[a : a + each], unit, band, size, width)
                for size, width in (("wide", WIDE_PX), ("narrow", NARROW_PX))
            ),
        )
        for a in range(0, len(bars), each)
    ]


def _draw(bars: list[_Bar], unit: str, band: tuple[float, float], size: str, width: float) -> str:
    low = min(*(b.low for b in bars), *band)
    high = max(*(b.high for b in bars), *band)
    room = 0.04 * (high - low) or 1.0
    x = Scale(low - room, high + room, _SIDE, width - _SIDE)
    height = _TOP + _ROW * len(bars) + _BOTTOM
    bottom = height - _BOTTOM
    parts = [_band(band, x, bottom)]
    most = 9 if size == "wide" else 4
    step = nice_step(x.high - x.low, most)
    for value in nice_ticks(x.low, x.high, most):
        parts.append(element("line", class_="grid", x1=x(value), x2=x(value), y1=_TOP, y2=bottom))
        label = f"{tick_label(value, step)}{f' {unit}' if unit else ''}"
        parts.append(text(x(value), bottom + 20, label, text_anchor="middle"))
    for number, bar in enumerate(bars):
        y = _TOP + _ROW * number + 28.0
        parts.append(text(_SIDE, y - 12, bar.label, class_="label"))
        parts.append(element("line", class_="range", x1=x(bar.low), x2=x(bar.high), y1=y, y2=y))
        parts.append(element("circle", class_="found", cx=x(bar.at), cy=y, r=5))
    words = "; ".join(f"{b.label}: {b.at:.3g}, {b.low:.3g} to {b.high:.3g}" for b in bars)
    return picture(width, height, size, words, parts)


def _band(band: tuple[float, float], x: Scale, bottom: float) -> str:
    left, right = x(band[0]), x(band[1])
    if right - left < 1.0:
        return element("line", class_="axis", x1=left, x2=left, y1=_TOP, y2=bottom)
    return element(
        "rect", class_="spread still", x=left, y=_TOP, width=right - left, height=bottom - _TOP
    )
