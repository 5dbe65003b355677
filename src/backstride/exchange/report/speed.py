"""Speed over time, coloured by direction, with the feet's contacts under the axis."""

import numpy as np

from backstride.exchange.report.parts import (
    NARROW_PX,
    WIDE_PX,
    Chart,
    Size,
    Table,
    contacts,
    drawn_directions,
    feet_absent,
    runs_of,
    solid_first,
)
from backstride.exchange.report.svg import (
    LETTER_PX,
    Scale,
    band_path,
    element,
    line_path,
    nice_step,
    nice_ticks,
    picture,
    pixel,
    text,
    thin,
    tick_label,
)
from backstride.exchange.words import (
    bout_label,
    decimal,
    direction_label,
    distance,
    duration,
    joined,
    speed,
)
from backstride.measure.measurement import Measurement
from backstride.motion.arrays import Floats
from backstride.motion.smoothing import runs

_SIZES = (Size("wide", WIDE_PX, 330), Size("narrow", NARROW_PX, 300))
_LEFT, _RIGHT, _TOP = 46.0, 8.0, 34.0
_LANE = 15.0  # height of one foot's row of contacts
_NARROWEST_CONTACT_PX = 1.5  # thinner marks merge into one bar that says nothing
_TABLE_ROWS = 24
_LONG_S = 300.0  # from five minutes on the axis counts minutes


def speed_chart(measurement: Measurement) -> Chart:
    """Return speed over time with bouts, directions and contacts."""
    motion = measurement.motion
    if not np.isfinite(motion.speed_mps).any():
        return Chart(absent="The body's position was never seen well enough for a speed.")
    return Chart(
        sentence=_sentence(measurement),
        pictures=tuple(_draw(measurement, size) for size in _SIZES),
        table=_table(measurement),
        labels=drawn_directions(measurement),
    )


def _sentence(measurement: Measurement) -> str:
    motion = measurement.motion
    top = int(np.nanargmax(motion.speed_mps))
    parts = [
        f"Speed peaked at {speed(float(motion.speed_mps[top]))} after "
        f"{joined(duration(float(motion.time_s[top] - motion.time_s[0])))}"
    ]
    if measurement.bouts:
        longest = max(measurement.bouts, key=lambda b: np.nan_to_num(b.distance_m))
        parts.append(
            f"the longest bout, {bout_label(longest)}, covered "
            f"{joined(distance(longest.distance_m))} from {decimal(longest.start_s, 1)} to "
            f"{decimal(longest.end_s, 1)} s"
        )
    sentence = "; ".join(parts) + "."
    absent = feet_absent(measurement)
    if absent:
        return f"{sentence} {absent}"
    if not _contacts_fit(measurement, WIDE_PX):
        return f"{sentence} The contacts lie too close together to draw; the step table has them."
    return (
        f"{sentence} The bars under the axis are the contacts of the left (L) and right (R) foot."
    )


def _axes(measurement: Measurement, size: Size) -> tuple[Scale, Scale]:
    motion = measurement.motion
    top = max(float(np.nanmax(motion.speed_mps)), 0.5)
    step = nice_step(top * 1.05, 5)
    lanes = 2 * _LANE + 8 if _contacts_fit(measurement, size.width) else 0.0
    end = float(motion.time_s[0]) + max(motion.duration_s, 1e-3)
    return (
        Scale(float(motion.time_s[0]), end, _LEFT, size.width - _RIGHT),
        Scale(0.0, step * np.ceil(top * 1.05 / step), size.height - 42 - lanes, _TOP),
    )


def _draw(measurement: Measurement, size: Size) -> str:
    x, y = _axes(measurement, size)
    children = [
        *_grid(x, y, size),
        *_curves(measurement, x, y, most=1500 if size.name == "wide" else 600),
        *_bouts(measurement, x),
    ]
    if _contacts_fit(measurement, size.width):
        children += _contacts(measurement, x, y.start_px + 24)
    children.append(
        element("line", class_="playhead", x1=x.start_px, x2=x.start_px, y1=_TOP, y2=y.start_px)
    )
    scale = (
        f'<g class="timeline" data-low="{x.low:.4f}" data-high="{x.high:.4f}" '
        f'data-start="{pixel(x.start_px)}" data-end="{pixel(x.end_px)}">'
    )
    label = "Speed over time, coloured by direction"
    return picture(size.width, size.height, size.name, label, [scale, *children, "</g>"])


def _grid(x: Scale, y: Scale, size: Size) -> list[str]:
    step = nice_step(y.high - y.low, 5)
    found = []
    for value in nice_ticks(y.low, y.high, 5):
        kind = "axis" if value == 0 else "grid"
        found += [
            element("line", class_=kind, x1=x.start_px, x2=x.end_px, y1=y(value), y2=y(value)),
            text(_LEFT - 8, y(value) + 4, tick_label(value, step), text_anchor="end"),
        ]
    most = 12 if size.name == "wide" else 5
    unit, of_unit = ("min", 60.0) if x.high - x.low > _LONG_S else ("s", 1.0)
    low, high = x.low / of_unit, x.high / of_unit
    step = nice_step(high - low, most)
    for value in nice_ticks(low, high, most):
        at = x(value * of_unit)
        found.append(element("line", class_="axis", x1=at, x2=at, y1=y(0), y2=y(0) + 5))
        found.append(text(at, y(0) + 19, tick_label(value, step), text_anchor="middle"))
    found.append(text(2, 14, "m/s", class_="unit"))
    words = f"time, {unit}"
    found.append(text(x.end_px, size.height - 6, words, class_="unit", text_anchor="end"))
    return found


def _curves(measurement: Measurement, x: Scale, y: Scale, most: int) -> list[str]:
    """Return area and line of each direction; neighbours share a sample so that no gap shows."""
    motion = measurement.motion
    kept = thin(motion.speed_mps, most)
    px, py = x.many(motion.time_s[kept]), y.many(motion.speed_mps[kept])
    labels = np.asarray(measurement.direction)[kept]
    areas: dict[str, str] = {}
    lines: dict[str, str] = {}
    for a, b, label in runs_of(labels):
        there = slice(a, b + 1)
        lines[label] = lines.get(label, "") + line_path(px[there], py[there])
        areas[label] = areas.get(label, "") + _areas(px[there], py[there], y(0))
    return [element("path", class_=f"area {label}", d=d) for label, d in areas.items() if d] + [
        element("path", class_=f"line {label}", d=d) for label, d in solid_first(lines) if d
    ]


def _areas(px: Floats, py: Floats, floor_px: float) -> str:
    return "".join(
        band_path(px[a:b], np.full(b - a, floor_px), py[a:b])
        for a, b in runs(np.isfinite(py)).tolist()
        if b - a > 1
    )


def _bouts(measurement: Measurement, x: Scale) -> list[str]:
    """Return a bar above each bout with as much of its label as fits."""
    found = []
    for number, bout in enumerate(measurement.bouts, start=1):
        a, b = x(bout.start_s), x(bout.end_s)
        full, short = f"{number} {bout_label(bout)}", f"{number} {direction_label(bout.direction)}"
        fitting = (w for w in (full, short, str(number)) if len(w) * LETTER_PX <= b - a)
        found.append(
            element("line", class_=f"bout {bout.direction}", x1=a, x2=b, y1=_TOP - 8, y2=_TOP - 8)
        )
        if words := next(fitting, ""):
            # The unit of the axis stands in the same line, at the far left.
            start = max((a + b) / 2, _LEFT - 8 + len(words) * LETTER_PX / 2)
            found.append(text(start, _TOP - 15, words, class_="label", text_anchor="middle"))
    return found


def _contacts_fit(measurement: Measurement, width: float) -> bool:
    times_s = [step.contact_s for step in measurement.steps if np.isfinite(step.contact_s)]
    if not times_s or measurement.motion.duration_s <= 0:
        return bool(measurement.steps)
    share = float(np.median(times_s)) / measurement.motion.duration_s
    return share * (width - _LEFT - _RIGHT) >= _NARROWEST_CONTACT_PX


def _contacts(measurement: Measurement, x: Scale, top: float) -> list[str]:
    found = []
    for row, (side, letter) in enumerate((("left", "L"), ("right", "R"))):
        y = top + row * _LANE
        marks = "".join(
            f"M{pixel(x(a))} {pixel(y)}H{pixel(x(b))}V{pixel(y + 9)}H{pixel(x(a))}Z"
            for of_side, a, b in contacts(measurement)
            if of_side == side
        )
        found.append(text(_LEFT - 8, y + 9, letter, text_anchor="end"))
        found.append(element("line", class_="grid", x1=x.start_px, x2=x.end_px, y1=y + 9, y2=y + 9))
        found.append(element("path", class_="contact", d=marks))
    return found


def _table(measurement: Measurement) -> Table:
    motion = measurement.motion
    first = float(motion.time_s[0])
    step = nice_step(max(motion.duration_s, 1e-3), _TABLE_ROWS)
    times = np.arange(0, motion.duration_s, step) + first
    at = np.clip(np.searchsorted(motion.time_s, times - 1e-9), 0, len(motion) - 1)
    decimals = len(tick_label(0, step).partition(".")[2])
    labels = np.asarray(measurement.direction)
    rows = tuple(
        (
            decimal(float(motion.time_s[i]), decimals),
            decimal(float(motion.speed_mps[i]), 2),
            direction_label(str(labels[i])),
            decimal(float(motion.travel_deg[i]), 0),
            decimal(float(motion.facing_deg[i]), 0),
        )
        for i in at.tolist()
    )
    return Table(
        f"Speed and headings every {tick_label(step, step)} s",
        ("Time, s", "Speed, m/s", "Direction", "Travel heading, °", "Facing heading, °"),
        rows,
        "Headings run counter-clockwise from +x. – means that it was not seen or has no heading.",
    )
