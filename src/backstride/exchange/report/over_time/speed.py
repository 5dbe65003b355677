"""Speed over time, coloured by direction, with the feet's contacts under the axis."""

import numpy as np

from backstride.drawing.svg import (
    Scale,
    band_path,
    element,
    line_path,
    nice_step,
    nice_ticks,
    text,
    thin,
    tick_label,
)
from backstride.exchange.report.over_time.axis import (
    TOP_PX,
    UNDER_PX,
    bout_bars,
    contact_marks,
    contacts_fit,
    lanes_px,
    time_scale,
    time_ticks,
    timeline,
)
from backstride.exchange.report.over_time.contacts import contacts_sentence, feet_absent
from backstride.exchange.report.over_time.sampled import rows_at, table_times
from backstride.exchange.report.parts import (
    NARROW_PX,
    WIDE_PX,
    Chart,
    Size,
    Table,
    drawn_directions,
    runs_of,
    solid_first,
)
from backstride.exchange.words import (
    bout_label,
    clock,
    decimal,
    direction_label,
    distance,
    duration,
    joined,
    speed,
)
from backstride.measure.measurement import Measurement
from backstride.motion.arrays import Bools, Floats
from backstride.motion.smoothing import runs

_SIZES = (Size("wide", WIDE_PX, 330), Size("narrow", NARROW_PX, 300))
_LEFT = 46.0


def speed_known(measurement: Measurement) -> Bools:
    """Return where the body moved and its speed is known (n,)."""
    moving = ~np.isin(np.asarray(measurement.direction), ("still", "unseen"))
    known: Bools = np.isfinite(measurement.motion.speed_mps) & moving
    return known


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
        span = motion.duration_s
        parts.append(
            f"the longest bout ({bout_label(longest)}) covered "
            f"{joined(distance(longest.distance_m))} from {clock(longest.start_s, span)} to "
            f"{clock(longest.end_s, span, unit=True)}"
        )
    sentence = "; ".join(parts) + "."
    if absent := feet_absent(measurement):
        return f"{sentence} {absent}"
    if not contacts_fit(measurement, WIDE_PX - _LEFT):
        return f"{sentence} The contacts lie too close together to draw; the step table has them."
    return f"{sentence} {contacts_sentence(measurement)}"


def _draw(measurement: Measurement, size: Size) -> str:
    x = time_scale(measurement.motion, size, _LEFT)
    lanes = lanes_px(measurement, x.end_px - x.start_px)
    top = max(float(np.nanmax(measurement.motion.speed_mps)), 0.5)
    step = nice_step(top * 1.05, 5)
    floor = size.height - UNDER_PX - lanes
    y = Scale(0.0, step * np.ceil(top * 1.05 / step), floor, TOP_PX)
    children = [
        *_grid(x, y),
        *time_ticks(x, floor, size),
        *_curves(measurement, x, y, most=1500 if size.name == "wide" else 600),
        *bout_bars(measurement, x),
    ]
    if lanes:
        children += contact_marks(measurement, x, floor + 24)
    return timeline(size, "Speed over time, coloured by direction", x, floor, children)


def _grid(x: Scale, y: Scale) -> list[str]:
    step = nice_step(y.high - y.low, 5)
    found = []
    for value in nice_ticks(y.low, y.high, 5):
        kind = "axis" if value == 0 else "grid"
        found += [
            element("line", class_=kind, x1=x.start_px, x2=x.end_px, y1=y(value), y2=y(value)),
            text(_LEFT - 8, y(value) + 4, tick_label(value, step), text_anchor="end"),
        ]
    found.append(text(2, 14, "m/s", class_="unit"))
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


def _table(measurement: Measurement) -> Table:
    motion = measurement.motion
    at, every, times = table_times(motion)
    labels = np.asarray(measurement.direction)
    headings = np.isfinite(motion.travel_deg).any() or np.isfinite(motion.facing_deg).any()
    columns = [
        ("Speed, m/s", [decimal(v, 2) for v in motion.speed_mps[at].tolist()]),
        ("Direction", [direction_label(str(v)) for v in labels[at]]),
    ]
    if headings:
        columns += [
            ("Travel heading, °", [decimal(v, 0) for v in motion.travel_deg[at].tolist()]),
            ("Facing heading, °", [decimal(v, 0) for v in motion.facing_deg[at].tolist()]),
        ]
    return Table(
        f"Speed{' and headings' if headings else ''} every {every}",
        *rows_at(times, columns),
        "Headings run counter-clockwise from +x. – means that it was not seen or has no heading."
        if headings
        else "",
    )
