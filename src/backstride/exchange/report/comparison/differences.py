"""Backward against forward, figure by figure, with what research expects."""

import math

from backstride.drawing.svg import Scale, element, pixel
from backstride.estimate import Estimate
from backstride.exchange.report.intervals import Axis, Row, interval_picture
from backstride.exchange.report.parts import NARROW_PX, WIDE_PX, Chart, Table
from backstride.exchange.words import (
    NOT_SEEN,
    capital,
    decimal,
    estimate_words,
    listed,
    share,
    unit_label,
)
from backstride.measure.compare import ComparedFigure, Comparison, Topic

_FARTHEST_PERCENT = 100.0
"""Beyond double or nothing a difference is marked at the edge, so that the others stay readable."""

_TOPICS: tuple[tuple[Topic, str], ...] = (
    ("load", "Load"),
    ("propulsion", "Shares of work"),
    ("energy", "Energy"),
    ("steps", "Steps"),
    ("joints", "Joints"),
)
_AXIS = {"deg": "°", "percentage points": "points"}
_UNITS = {"%": "in percent of forward", "deg": "in degrees", "percentage points": "in points"}


def difference_charts(comparison: Comparison) -> list[tuple[str, Chart]]:
    """Return a heading and a chart for each topic and unit in which differences were found."""
    found = []
    for topic, name in _TOPICS:
        for unit, how in _UNITS.items():
            drawn = _drawn(comparison, topic, unit)
            if drawn:
                found.append((f"{name}, {how}", _chart(comparison, drawn, unit)))
    return found


def _drawn(comparison: Comparison, topic: Topic, unit: str) -> list[ComparedFigure]:
    return [
        f
        for f in comparison.figures
        if f.topic == topic and f.difference is not None and f.difference.unit == unit
    ]


def _chart(comparison: Comparison, drawn: list[ComparedFigure], unit: str) -> Chart:
    rows = [_row(comparison, f, f.difference) for f in drawn if f.difference is not None]
    most = _FARTHEST_PERCENT if unit == "%" else math.inf
    axis = Axis(
        f"more backward, {_AXIS.get(unit, unit)} →", "← less backward", 0.0, "same as forward", most
    )
    label = "Differences between backward and forward"

    def marks(number: int, x: Scale, y: float) -> list[str]:
        return _expected(drawn[number], x, y)

    return Chart(
        sentence=_sentence(comparison, drawn),
        pictures=tuple(
            interval_picture(rows, axis, size, label, marks)
            for size in (("wide", WIDE_PX), ("narrow", NARROW_PX))
        ),
        table=_table(comparison, drawn, unit),
    )


def _row(comparison: Comparison, figure: ComparedFigure, d: Estimate) -> Row:
    verdict = verdict_words(figure, same_speed=comparison.same_speed)
    said = f"{_signed(d.value)}{_after(d.unit)}, {verdict}"
    return Row(capital(figure.expectation.label), said, d.value, d.low, d.high)


def figures_table(comparison: Comparison) -> Table:
    """Return everything that was compared, with research beside it."""
    rows = tuple(
        (
            capital(f.expectation.label),
            *(_both(f, e) for e in (f.backward, f.forward)),
            signed_words(f),
            verdict_words(f, same_speed=comparison.same_speed),
        )
        for f in comparison.figures
        if f.verdict != "not measured"
    )
    heads = ("Figure", "Backward", "Forward", "Difference", "Against research")
    return Table("All figures", heads, rows, _not_measured(comparison))


def _not_measured(comparison: Comparison) -> str:
    """Return what is missing, in one sentence with the reasons, or nothing."""
    missing: dict[str, list[str]] = {}
    for f in comparison.figures:
        if f.verdict == "not measured":
            missing.setdefault(f.reason, []).append(f.expectation.label)
    return " ".join(
        f"Not compared: {listed(labels)}. {reason}" for reason, labels in missing.items()
    ).replace("does not show it", "does not show them")


def _both(figure: ComparedFigure, estimate: Estimate | None) -> str:
    if estimate is None:
        return NOT_SEEN
    return estimate_words(share(estimate) if figure.topic == "propulsion" else estimate)


def reasons(comparison: Comparison) -> list[tuple[str, str]]:
    """Return for each figure why its verdict is so, and what research expects."""
    return [
        (
            capital(f.expectation.label),
            " ".join(dict.fromkeys((f.reason, f.expectation.sentence))),
        )
        for f in comparison.figures
        if f.verdict != "not measured"
    ]


def verdict_words(figure: ComparedFigure, *, same_speed: bool) -> str:
    """Return the verdict, with a word on speed where research holds at equal speed only."""
    judged = figure.verdict in {"agrees", "disagrees"}
    if judged and figure.expectation.equal_speed and not same_speed:
        return f"{figure.verdict}, unequal speed"
    return figure.verdict


def signed_words(figure: ComparedFigure) -> str:
    """Return a difference with its sign, or a dash without one."""
    if figure.difference is None:
        return NOT_SEEN
    words = estimate_words(figure.difference)
    return f"+{words}" if figure.difference.value > 0 else words


def expected_difference(figure: ComparedFigure) -> float:
    """Return what research expects in percent of forward; NaN where it gives no number."""
    ratio = figure.expectation.ratio
    in_percent = figure.difference is not None and figure.difference.unit == "%"
    return 100.0 * (ratio - 1.0) if ratio is not None and in_percent else math.nan


def _sentence(comparison: Comparison, drawn: list[ComparedFigure]) -> str:
    said = [
        f"{f.expectation.label} {_signed(f.difference.value)}{_after(f.difference.unit)} "
        f"({verdict_words(f, same_speed=comparison.same_speed)})"
        for f in drawn
        if f.difference is not None
    ]
    return f"Backward against forward: {listed(said)}."


def _signed(value: float) -> str:
    return f"{'+' if round(value) > 0 else ''}{decimal(value, 0)}"


def _after(unit: str) -> str:
    if unit == "percentage points":
        return "\u00a0points"
    return "°" if unit == "deg" else f"\u00a0{unit_label(unit)}"


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


def _table(comparison: Comparison, drawn: list[ComparedFigure], unit: str) -> Table:
    rows = tuple(
        (
            capital(f.expectation.label),
            signed_words(f),
            _number_or_sign(f),
            verdict_words(f, same_speed=comparison.same_speed),
        )
        for f in drawn
    )
    heads = ("Figure", "Difference", "Research", "Against research")
    return Table(f"Differences in {unit_label(unit)}", heads, rows)


def _number_or_sign(figure: ComparedFigure) -> str:
    number = expected_difference(figure)
    if math.isfinite(number):
        return f"{_signed(number)}\u00a0%"
    return figure.expectation.sign
