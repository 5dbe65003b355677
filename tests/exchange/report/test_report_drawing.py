"""The drawing kit of the report and the colours it draws with."""

import re
from importlib import resources

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.drawing.svg import (
    Scale,
    band_path,
    line_path,
    nice_step,
    nice_ticks,
    pixel,
    text,
    thin,
    tick_label,
)
from backstride.exchange.report.over_time.speed import speed_chart
from backstride.exchange.report.path import path_chart
from tests.exchange.report.html_pages import parse
from tests.exchange.report.report_sessions import backward_session

STYLE = (resources.files("backstride.exchange.report") / "templates" / "report.css").read_text()


@given(st.floats(1e-3, 1e6), st.integers(2, 15))
def test_steps_between_ticks_are_one_two_or_five(span: float, most: int) -> None:
    """A tick step is 1, 2 or 5 × 10ⁿ and cuts the span into at most the parts asked for."""
    step = nice_step(span, most)
    mantissa = step / 10.0 ** np.floor(np.log10(step) + 1e-9)
    assert min(abs(mantissa - m) for m in (1, 2, 5)) < 1e-6
    assert span / step <= most * (1 + 1e-6)


@given(st.floats(-1e4, 1e4), st.floats(0.01, 1e4), st.integers(2, 12))
def test_ticks_lie_within_their_axis(low: float, span: float, most: int) -> None:
    """No tick is drawn outside, and there are not more than asked for."""
    ticks = nice_ticks(low, low + span, most)
    slack = 1e-6 * (span + abs(low))
    assert all(low - slack <= t <= low + span + slack for t in ticks)
    assert len(ticks) <= most + 1


@pytest.mark.parametrize(
    ("value", "step", "expected"),
    [(0.5, 0.5, "0.5"), (-2, 1, "−2"), (20, 10, "20"), (-0.0, 0.1, "0.0"), (0.04, 0.02, "0.04")],
)
def test_tick_labels_have_the_decimals_of_their_step(
    value: float, step: float, expected: str
) -> None:
    """Labels carry no idle digits and a real minus sign."""
    assert tick_label(value, step) == expected


def test_pixels_have_no_idle_digits() -> None:
    """Coordinates are short: a tenth of a pixel is enough."""
    assert [pixel(v) for v in (1.0, 2.25, -0.01, 899.96)] == ["1", "2.2", "0", "900"]


@given(
    st.lists(st.floats(-50, 50) | st.just(float("nan")), min_size=1, max_size=400),
    st.integers(4, 60),
)
def test_thinning_keeps_peaks_and_order(values: list[float], most: int) -> None:
    """However few points are kept, the highest and the lowest are among them."""
    curve = np.array(values)
    kept = thin(curve, most)
    assert len(kept) <= max(most, 1)
    assert (np.diff(kept) > 0).all()
    if np.isfinite(curve).any():
        assert np.nanmax(curve[kept]) == np.nanmax(curve)
        assert np.nanmin(curve[kept]) == np.nanmin(curve)


def test_thinning_keeps_a_long_gap() -> None:
    """A stretch out of view stays a break in the line."""
    curve = np.ones(10_000)
    curve[4000:5000] = np.nan
    kept = thin(curve, 100)
    assert np.isnan(curve[kept]).any()


def test_line_breaks_where_nothing_was_seen() -> None:
    """A gap lifts the pen."""
    x, y = np.array([0.0, 1, 2, 3, 4]), np.array([5.0, 5, np.nan, 5, 5])
    assert line_path(x, y) == "M0 5L1 5M3 5L4 5"


def test_band_runs_there_and_back() -> None:
    """The area between two curves is closed."""
    x, low, high = np.array([0.0, 1.0]), np.array([0.0, 0.0]), np.array([2.0, 3.0])
    assert band_path(x, low, high) == "M0 2L1 3L1 0L0 0Z"


def test_words_in_pictures_are_escaped() -> None:
    """Text from outside cannot become markup in a picture either."""
    assert text(0, 0, "<b>&") == '<text x="0" y="0">&lt;b&gt;&amp;</text>'


def test_scale_maps_ends_to_ends() -> None:
    """The low and the high value land on the two ends of the axis."""
    scale = Scale(-2, 2, 100, 20)
    assert (scale(-2), scale(2), scale(0)) == (100, 20, 60)


def test_path_has_equal_axes() -> None:
    """A metre along the path is as long as a metre across it."""
    for picture in path_chart(backward_session()).pictures:
        root = parse(picture)
        labels = {e.text: e.attributes for e in root.all("text")}
        ground = root.all("g")[0].attributes
        one_metre = float(ground["data-px"])
        step = float(labels["0"]["x"]) - float(ground["data-x"])
        assert abs(step) < 1 or abs(float(labels["0"]["y"]) - 4 - float(ground["data-y"])) < 1
        assert one_metre > 20


def test_nose_points_where_the_body_faces() -> None:
    """Facing +x the marks point to the right while the path runs to the left."""
    turns = re.findall(r"rotate\((-?[\d.]+)\)", path_chart(backward_session()).pictures[0])
    assert len(turns) >= 5
    assert all(abs(float(turn)) <= 3.0 for turn in turns)


def test_direction_has_a_colour_a_hatch_and_a_label() -> None:
    """Colour is never the only cue in the speed chart."""
    wide = parse(speed_chart(backward_session()).pictures[0])
    kinds = [e.attributes.get("class") for e in wide.all("path")]
    assert "area backward" in kinds
    assert "line backward" in kinds
    assert "1 backward run" in [e.text for e in wide.all("text")]
    assert ".area.backward { fill: url(#hatch-backward); }" in STYLE


def test_directions_have_the_colours_of_the_house() -> None:
    """One colour for one direction everywhere."""
    expected = {
        "backward": "#d55e00",
        "forward": "#0072b2",
        "left": "#009e73",
        "right": "#cc79a7",
    }
    found = dict(re.findall(r"--(backward|forward|left|right): (#[0-9a-f]{6})", STYLE))
    assert found == expected


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * d for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_colours_can_be_told_from_the_page(mode: str) -> None:
    """Text reaches 4.5:1 and marks 3:1 on the page, in light and in dark (WCAG 2.2 AA)."""
    blocks = re.findall(r":root \{(.*?)\}", STYLE, flags=re.DOTALL)
    tokens = dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", blocks[0]))
    if mode == "dark":
        tokens |= dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", blocks[1]))
    for ground in ("page", "band"):
        for name in ("ink", "soft", "accent"):
            assert contrast(tokens[name], tokens[ground]) >= 4.5, (name, ground)
    for name in ("backward", "forward", "left", "right", "transition", "unknown", "still"):
        assert contrast(tokens[name], tokens["page"]) >= 3.0, name
