"""Backward against forward, figure by figure, with what research expects."""

import math

from backstride.exchange.report.parts import NARROW_PX, WIDE_PX, Chart, Table
from backstride.exchange.report.svg import (
    Scale,
    element,
    nice_step,
    nice_ticks,
    picture,
    pixel,
    text,
    tick_label,
)
from backstride.exchange.words import (
    NOT_SEEN,
    decimal,
    estimate_words,
    listed,
    unit_label,
)
from backstride.measure.compare import ComparedFigure, Comparison

_ROW, _TOP, _BOTTOM, _SIDE = 46.0, 26.0, 46.0, 14.0
_FARTHEST_PERCENT = 100.0
"""Beyond double or nothing a difference is marked at the edge, so that the others stay readable."""

_UNITS = (("%", "In percent of forward"), ("deg", "In degrees"))

Drawn = tuple[ComparedFigure, str, float, float, float]
"""A figure with its verdict in words and its difference: value, low and high."""


def difference_charts(comparison: Comparison) -> list[tuple[str, Chart]]:
    """Return a heading and a chart for each unit in which differences were found."""
    found = []
    for unit, heading in _UNITS:
        drawn = _drawn(comparison, unit)
        if drawn:
            pictures = tuple(
                _draw(drawn, unit, name, width)
                for name, width in (("wide", WIDE_PX), ("narrow", NARROW_PX))
            )
            chart = Chart(
                sentence=_sentence(drawn, unit), pictures=pictures, table=_table(drawn, unit)
            )
            found.append((heading, chart))
    return found


def figures_table(comparison: Comparison) -> Table:
    """Return everything that was compared, with research beside it."""
    rows = tuple(
        (
            f.expectation.label.capitalize(),
            *(estimate_words(e) if e else NOT_SEEN for e in (f.backward, f.forward)),
            _signed_words(f),
            verdict_words(f, same_speed=comparison.same_speed),
        )
        for f in comparison.figures
    )
    heads = (
        "Figure",
        "Backward",
        "Forward",
        "Difference",
        "Against research",
    )
    return Table("All figures", heads, rows, f"{NOT_SEEN} means that it was not measured.")


def reasons(comparison: Comparison) -> list[tuple[str, str]]:
    """Return for each figure why its verdict is so, and what research expects."""
    return [
        (
            f.expectation.label.capitalize(),
            " ".join(dict.fromkeys((f.reason, f.expectation.sentence))),
        )
        for f in comparison.figures
    ]


def _drawn(comparison: Comparison, unit: str) -> list[Drawn]:
    return [
        (
            f,
            verdict_words(f, same_speed=comparison.same_speed),
            f.difference.value,
            f.difference.low,
            f.difference.high,
        )
        for f in comparison.figures
        if f.difference and f.difference.unit == unit
    ]


def verdict_words(figure: ComparedFigure, *, same_speed: bool) -> str:
    """Return the verdict, with a word on speed where research holds at equal speed only."""
    judged = figure.verdict in {"agrees", "disagrees"}
    if judged and figure.expectation.equal_speed and not same_speed:
        return f"{figure.verdict}, unequal speed"
    return figure.verdict


def _signed_words(figure: ComparedFigure) -> str:
    if figure.difference is None:
        return NOT_SEEN
    words = estimate_words(figure.difference)
    return f"+{words}" if figure.difference.value > 0 else words


def _sentence(drawn: list[Drawn], unit: str) -> str:
    said = [
        f"{f.expectation.label} {_signed(value)}{_after(unit)} ({verdict})"
        for f, verdict, value, _, _ in drawn
    ]
    return f"Backward against forward: {listed(said)}."


def _signed(value: float) -> str:
    return f"{'+' if round(value) > 0 else ''}{decimal(value, 0)}"


def _after(unit: str) -> str:
    return "°" if unit == "deg" else f"\u00a0{unit_label(unit)}"


def expected_difference(figure: ComparedFigure) -> float:
    """Return what research expects in percent of forward; NaN where it gives no number."""
    ratio = figure.expectation.ratio
    in_percent = figure.difference is not None and figure.difference.unit == "%"
    return 100.0 * (ratio - 1.0) if ratio is not None and in_percent else math.nan


def _axis(drawn: list[Drawn], unit: str, width: float) -> Scale:
    ends = [
        v for f, _, *three in drawn for v in (*three, expected_difference(f)) if math.isfinite(v)
    ]
    far = max(*(abs(v) for v in ends), 5.0)
    if unit == "%":
        far = min(far, _FARTHEST_PERCENT)
    step = nice_step(2 * far, 8)
    edge = step * math.ceil(far / step)
    return Scale(-edge, edge, _SIDE, width - _SIDE)


def _draw(drawn: list[Drawn], unit: str, size: str, width: float) -> str:
    x = _axis(drawn, unit, width)
    bottom = _TOP + _ROW * len(drawn)
    children = _grid(x, bottom, unit)
    for row, (figure, verdict, value, low, high) in enumerate(drawn):
        y = _TOP + _ROW * row
        said = f"{_signed(value)}{_after(unit)}"
        children.append(text(_SIDE, y + 12, figure.expectation.label.capitalize(), class_="label"))
        children.append(
            text(
                width - _SIDE,
                y + 12,
                f"{said}, {verdict}",
                class_="label",
                text_anchor="end",
            )
        )
        children += _expected(figure, x, y + 28)
        children += _range(x, y + 28, value, low, high)
    label = "Differences between backward and forward"
    return picture(width, bottom + _BOTTOM, size, label, children)


def _grid(x: Scale, bottom: float, unit: str) -> list[str]:
    step = nice_step(x.high - x.low, 8)
    found = []
    for value in nice_ticks(x.low, x.high, 8):
        kind = "axis" if abs(value) < 1e-9 else "grid"
        found.append(element("line", class_=kind, x1=x(value), x2=x(value), y1=_TOP - 6, y2=bottom))
        found.append(text(x(value), bottom + 17, tick_label(value, step), text_anchor="middle"))
    found.append(text(x(0), 12, "same as forward", text_anchor="middle"))
    found.append(text(x.start_px, bottom + 38, "← less backward", class_="unit"))
    more = f"more backward, {unit_label(unit)} →"
    found.append(text(x.end_px, bottom + 38, more, class_="unit", text_anchor="end"))
    return found


def _range(x: Scale, y: float, value: float, low: float, high: float) -> list[str]:
    """Return dot and interval; an arrow head where they lie beyond the axis."""
    a, b = (x(min(max(v, x.low), x.high)) for v in (low, high))
    found = [element("line", class_="range", x1=a, x2=b, y1=y, y2=y)]
    if x.low <= value <= x.high:
        found.append(element("circle", class_="found", cx=x(value), cy=y, r=5))
    for beyond, at, way in ((low < x.low, a, -1), (high > x.high, b, 1)):
        if beyond:
            d = f"M{pixel(at)} {pixel(y - 7)}l{8 * way} 7l{-8 * way} 7z"
            found.append(element("path", class_="clipped", d=d))
    return found


def _expected(figure: ComparedFigure, x: Scale, y: float) -> list[str]:
    number = expected_difference(figure)
    if math.isfinite(number):
        at = x(min(max(number, x.low), x.high))
        d = f"M{pixel(at)} {pixel(y - 9)}l9 9l-9 9l-9 -9z"
        return [element("path", class_="expected", d=d)]
    way = {"higher": 1, "lower": -1}.get(figure.expectation.sign)
    if way is None:
        return []
    d = f"M{pixel(x(0) + 4 * way)} {pixel(y - 6)}l{10 * way} 6l{-10 * way} 6z"
    return [element("path", class_="expected", d=d)]


def _table(drawn: list[Drawn], unit: str) -> Table:
    rows = tuple(
        (
            f.expectation.label.capitalize(),
            _signed_words(f),
            _number_or_sign(f),
            verdict,
        )
        for f, verdict, *_ in drawn
    )
    heads = ("Figure", "Difference", "Research", "Against research")
    return Table(f"Differences in {unit_label(unit)}", heads, rows)


def _number_or_sign(figure: ComparedFigure) -> str:
    number = expected_difference(figure)
    if math.isfinite(number):
        return f"{_signed(number)}\u00a0%"
    return figure.expectation.sign
