"""The axis of time that charts over time share, with bouts above it and contacts under it."""

import math

import numpy as np

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
from backstride.exchange.report.over_time.contacts import contact_lanes
from backstride.exchange.report.parts import Size
from backstride.exchange.words import bout_label, direction_label
from backstride.measure.measurement import Measurement
from backstride.motion.motion import Motion

TOP_PX = 34.0
"""Room above a chart for the bouts and their labels."""

LANE_PX = 15.0
"""Height of one foot's row of contacts."""

UNDER_PX = 42.0
"""Room under a chart for the numbers and the name of the axis."""

LONG_S = 300.0
"""From five minutes on the axis counts minutes."""

_CLOCK_STEPS_S = (10.0, 15.0, 30.0, 60.0)  # round parts of a minute
_NARROWEST_CONTACT_PX = 1.5  # thinner marks merge into one bar that says nothing
_NARROWEST_BOUT_PX = 0.4  # a bout narrower than this cannot be seen


def time_scale(motion: Motion, size: Size, left: float, right: float = 8.0) -> Scale:
    """Return the map from seconds to pixels."""
    first = float(motion.time_s[0])
    return Scale(first, first + max(motion.duration_s, 1e-3), left, size.width - right)


def time_ticks(x: Scale, floor_px: float, size: Size) -> list[str]:
    """Return marks, numbers and the name of the axis."""
    most = 12 if size.name == "wide" else 5
    unit, ticks = _ticks(x.low, x.high, most)
    found = []
    for moment_s, words in ticks:
        at = x(moment_s)
        found.append(element("line", class_="axis", x1=at, x2=at, y1=floor_px, y2=floor_px + 5))
        found.append(text(at, floor_px + 19, words, text_anchor="middle"))
    bottom = size.height - 6
    found.append(text(x.end_px, bottom, f"time, {unit}", class_="unit", text_anchor="end"))
    return found


def _ticks(low_s: float, high_s: float, most: int) -> tuple[str, list[tuple[float, str]]]:
    """Return the unit of the axis, and its round moments with their words.

    A short stretch late in a recording counts minutes and seconds: nobody knows where second 2710
    is.
    """
    whole_s = high_s - low_s
    if high_s > LONG_S >= whole_s:
        step = nice_step(whole_s, most)
        step = next((s for s in _CLOCK_STEPS_S if s * most >= whole_s), step) if step > 5 else step
        first, last = math.ceil(low_s / step - 1e-9), math.floor(high_s / step + 1e-9)
        return "min:s", [(n * step, clock_label(n * step, step)) for n in range(first, last + 1)]
    unit, of_unit = ("min", 60.0) if whole_s > LONG_S else ("s", 1.0)
    low, high = low_s / of_unit, high_s / of_unit
    step = nice_step(high - low, most)
    return unit, [(v * of_unit, tick_label(v, step)) for v in nice_ticks(low, high, most)]


def clock_label(moment_s: float, step_s: float) -> str:
    """Return a moment in minutes and seconds, with as many decimals as its step needs."""
    decimals = max(0, -math.floor(math.log10(step_s) + 1e-9))
    minutes, seconds = divmod(round(moment_s, decimals), 60)
    said = tick_label(seconds, step_s)
    return f"{minutes:.0f}:{'0' if seconds < 10 else ''}{said}"


def bout_bars(measurement: Measurement, x: Scale, clear_px: float = 0.0) -> list[str]:
    """Return a bar above each bout with as much of its label as fits.

    No label begins left of ``clear_px``, where a long unit of the axis stands.
    """
    bars: dict[str, str] = {}
    labels = []
    y = pixel(TOP_PX - 8)
    for number, bout in enumerate(measurement.bouts, start=1):
        a, b = max(x(bout.start_s), x.start_px), min(x(bout.end_s), x.end_px)
        if b - a < _NARROWEST_BOUT_PX:
            continue
        bars[bout.direction] = f"{bars.get(bout.direction, '')}M{pixel(a)} {y}H{pixel(b)}"
        full, short = f"{number} {bout_label(bout)}", f"{number} {direction_label(bout.direction)}"
        fitting = (w for w in (full, short, str(number)) if len(w) * LETTER_PX <= b - a)
        if words := next(fitting, ""):
            # The unit of the axis stands in the same line, at the far left.
            middle = max((a + b) / 2, x.start_px - 8 + len(words) * LETTER_PX / 2)
            if middle - len(words) * LETTER_PX / 2 < clear_px:
                continue
            labels.append(text(middle, TOP_PX - 15, words, class_="label", text_anchor="middle"))
    return [element("path", class_=f"bout {d}", d=path) for d, path in bars.items()] + labels


def contacts_fit(measurement: Measurement, across_px: float) -> bool:
    """Return whether contacts can be told apart when the recording is so many pixels wide."""
    times_s = [step.contact_s for step in measurement.steps if np.isfinite(step.contact_s)]
    if not times_s or measurement.motion.duration_s <= 0:
        return False
    share = float(np.median(times_s)) / measurement.motion.duration_s
    return share * across_px >= _NARROWEST_CONTACT_PX


def contact_marks(measurement: Measurement, x: Scale, top_px: float) -> list[str]:
    """Return a row of contacts for each foot that is known apart."""
    found = []
    for row, (name, spans) in enumerate(contact_lanes(measurement)):
        y = top_px + row * LANE_PX
        marks = "".join(
            f"M{pixel(x(a))} {pixel(y)}H{pixel(end)}V{pixel(y + 9)}H{pixel(x(a))}Z"
            for a, b in spans
            for end in (max(min(x(b), x.end_px), x(a) + _NARROWEST_CONTACT_PX),)
        )
        found.append(text(x.start_px - 8, y + 9, name, text_anchor="end"))
        found.append(element("line", class_="grid", x1=x.start_px, x2=x.end_px, y1=y + 9, y2=y + 9))
        found.append(element("path", class_="contact", d=marks))
    return found


def lanes_px(measurement: Measurement, across_px: float) -> float:
    """Return the height that the rows of contacts take; 0 where they are not drawn."""
    if not contacts_fit(measurement, across_px):
        return 0.0
    return len(contact_lanes(measurement)) * LANE_PX + 8


def timeline(size: Size, label: str, x: Scale, floor_px: float, children: list[str]) -> str:
    """Return a whole picture over time, with the line that follows the figure's player."""
    playhead = element(
        "line", class_="playhead", x1=x.start_px, x2=x.start_px, y1=TOP_PX, y2=floor_px
    )
    scale = (
        f'<g class="timeline" data-low="{x.low:.4f}" data-high="{x.high:.4f}" '
        f'data-start="{pixel(x.start_px)}" data-end="{pixel(x.end_px)}">'
    )
    return picture(size.width, size.height, size.name, label, [scale, *children, playhead, "</g>"])
