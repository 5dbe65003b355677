"""Which way and in which gait over time, for recordings that do not know how fast."""

import numpy as np

from backstride.drawing.svg import Scale, element, pixel, text
from backstride.exchange.report.over_time.axis import (
    LONG_S,
    TOP_PX,
    UNDER_PX,
    bout_bars,
    contact_marks,
    lanes_px,
    time_scale,
    time_ticks,
    timeline,
)
from backstride.exchange.report.over_time.contacts import contacts_sentence, feet_absent
from backstride.exchange.report.parts import (
    NARROW_PX,
    WIDE_PX,
    Chart,
    Size,
    Table,
    drawn_directions,
    limited,
    runs_of,
)
from backstride.exchange.words import (
    clock,
    decimal,
    direction_adjective,
    direction_label,
    duration,
    joined,
    listed,
)
from backstride.measure.measurement import Gait, Measurement
from backstride.motion.arrays import Ints

_SIZES = (Size("wide", WIDE_PX, 210), Size("narrow", NARROW_PX, 210))
_LEFT = 66.0
_NARROWEST_PX = 0.3
_LEVELS = ("standing", "moving", "walking", "running")
_LEVEL_OF: dict[Gait, int] = {"other": 1, "walk": 2, "run": 3}


def gait_timeline(measurement: Measurement) -> Chart:
    """Return direction as colour and gait as height over time."""
    levels = _levels(measurement)
    if not (levels > 0).any():
        return Chart(absent="Nobody was seen to move in this recording.")
    return Chart(
        sentence=_sentence(measurement),
        pictures=tuple(_draw(measurement, levels, size) for size in _SIZES),
        table=_table(measurement),
        labels=drawn_directions(measurement),
    )


def _levels(measurement: Measurement) -> Ints:
    """Return the row of ``_LEVELS`` of each sample (n,); -1 out of view."""
    labels = np.asarray(measurement.direction)
    levels: Ints = np.where(labels == "unseen", -1, np.where(labels == "still", 0, 1))
    time_s = measurement.motion.time_s
    for bout in measurement.bouts:
        a, b = np.searchsorted(time_s, (bout.start_s - 1e-9, bout.end_s - 1e-9))
        inside = levels[a:b]
        inside[inside > 0] = _LEVEL_OF[bout.gait]
    return levels


def _sentence(measurement: Measurement) -> str:
    ways = [
        f"{direction_adjective(direction)} {joined(duration(total.time_s))}"
        for direction, total in measurement.by_direction.items()
    ]
    said = f"{listed(ways).capitalize()}. How fast is not known, so there is no speed to draw."
    if absent := feet_absent(measurement):
        return f"{said} {absent}"
    if not lanes_px(measurement, WIDE_PX - _LEFT):
        return f"{said} The contacts lie too close together to draw; the step table has them."
    return f"{said} {contacts_sentence(measurement)}"


def _draw(measurement: Measurement, levels: Ints, size: Size) -> str:
    x = time_scale(measurement.motion, size, _LEFT)
    lanes = lanes_px(measurement, x.end_px - x.start_px)
    floor = size.height - UNDER_PX
    rows = sorted({0, *np.unique(levels[levels > 0]).tolist()})
    y = Scale(0.0, float(len(rows)) - 0.5, floor, TOP_PX)
    tall = Size(size.name, size.width, size.height + lanes)
    children = []
    for row, level in enumerate(rows):
        kind = "axis" if row == 0 else "grid"
        at = y(row)
        children.append(element("line", class_=kind, x1=x.start_px, x2=x.end_px, y1=at, y2=at))
        children.append(text(_LEFT - 8, at + 4, _LEVELS[level], text_anchor="end"))
    children += time_ticks(x, floor, tall)
    children += _blocks(measurement, levels, rows, x, y)
    children += bout_bars(measurement, x)
    if lanes:
        children += contact_marks(measurement, x, floor + 24)
    return timeline(tall, "Direction and gait over time", x, floor, children)


def _blocks(
    measurement: Measurement, levels: Ints, rows: list[int], x: Scale, y: Scale
) -> list[str]:
    """Return a block for each stretch of one direction and gait."""
    motion = measurement.motion
    labels = np.asarray(measurement.direction)
    each = np.char.add(np.char.add(labels.astype(str), " "), levels.astype(str))
    edges = [*motion.time_s.tolist(), x.high]
    areas: dict[str, str] = {}
    lines: dict[str, str] = {}
    for a, b, name in runs_of(each):
        label, _, level = name.rpartition(" ")
        start, end = x(edges[a]), x(edges[b])
        if level == "-1" or end - start < _NARROWEST_PX:
            continue
        top = pixel(y(rows.index(int(level))))
        left, right = pixel(start), pixel(end)
        lines[label] = f"{lines.get(label, '')}M{left} {top}H{right}"
        if level != "0":
            areas[label] = f"{areas.get(label, '')}M{left} {top}H{right}V{pixel(y(0))}H{left}Z"
    return [element("path", class_=f"area {label}", d=d) for label, d in areas.items()] + [
        element("path", class_=f"line {label}", d=d) for label, d in lines.items()
    ]


def _table(measurement: Measurement) -> Table:
    whole = measurement.motion.duration_s
    unit = "" if whole > LONG_S else ", s"
    rows = tuple(
        (
            clock(bout.start_s, whole),
            clock(bout.end_s, whole),
            decimal(bout.end_s - bout.start_s, 1),
            direction_label(bout.direction),
            bout.gait if bout.gait != "other" else "moving",
        )
        for bout in measurement.bouts
    )
    heads = (f"From{unit}", f"To{unit}", "Lasted, s", "Direction", "Gait")
    return limited(Table("Direction and gait, bout by bout", heads, rows), "bouts")
