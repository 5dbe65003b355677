"""Heart rate over time, coloured by direction."""

import numpy as np

from backstride.drawing.svg import (
    Scale,
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
    time_scale,
    time_ticks,
    timeline,
)
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
from backstride.exchange.words import clock, decimal, direction_label
from backstride.measure.measurement import Measurement
from backstride.motion.arrays import Floats

_SIZES = (Size("wide", WIDE_PX, 260), Size("narrow", NARROW_PX, 260))
_LEFT = 46.0
_UNIT_PX = 72.0  # where the words "beats/min" above the axis end
_LEAST_BPM = 20.0  # a heart that hardly changes its pace shall look like it


def heart_rate_chart(measurement: Measurement) -> Chart | None:
    """Return heart rate over time, None where the recording has none."""
    channel = measurement.motion.channels.get("heart_rate_bpm")
    if channel is None or not np.isfinite(channel.value).any():
        return None
    beats = channel.value
    return Chart(
        sentence=_sentence(measurement, beats),
        pictures=tuple(_draw(measurement, beats, size) for size in _SIZES),
        table=_table(measurement, beats),
        labels=drawn_directions(measurement),
    )


def _sentence(measurement: Measurement, beats: Floats) -> str:
    motion = measurement.motion
    top = int(np.nanargmax(beats))
    at = clock(float(motion.time_s[top] - motion.time_s[0]), motion.duration_s, unit=True)
    said = (
        f"Heart rate was {decimal(float(np.nanmean(beats)), 0)} beats a minute on average and "
        f"highest after {at}, with {decimal(float(beats[top]), 0)}."
    )
    labels = np.asarray(measurement.direction)
    means = [
        f"{direction_label(d)} {decimal(float(np.nanmean(own)), 0)}"
        for d in measurement.by_direction
        if (own := beats[(labels == d) & np.isfinite(beats)]).size
    ]
    if len(means) > 1:
        said += (
            f" Mean by direction: {', '.join(means)}; the heart follows effort late, so a short "
            "bout's mean speaks of what came before it too."
        )
    return said


def _draw(measurement: Measurement, beats: Floats, size: Size) -> str:
    motion = measurement.motion
    x = time_scale(motion, size, _LEFT)
    low, high = float(np.nanmin(beats)), float(np.nanmax(beats))
    spare = max(0.0, _LEAST_BPM - (high - low)) / 2
    step = nice_step(high - low + 2 * spare, 5)
    bottom = step * np.floor((low - spare) / step)
    top = max(step * np.ceil((high + spare) / step), bottom + step)
    floor = size.height - UNDER_PX
    y = Scale(bottom, top, floor, TOP_PX)
    children = [text(2, 14, "beats/min", class_="unit")]
    for value in nice_ticks(bottom, top, 6):
        kind = "axis" if value == bottom else "grid"
        at = y(value)
        children.append(element("line", class_=kind, x1=x.start_px, x2=x.end_px, y1=at, y2=at))
        children.append(text(_LEFT - 8, at + 4, tick_label(value, step), text_anchor="end"))
    children += time_ticks(x, floor, size)
    kept = thin(beats, 1500 if size.name == "wide" else 600)
    px, py = x.many(motion.time_s[kept]), y.many(beats[kept])
    lines: dict[str, str] = {}
    for a, b, label in runs_of(np.asarray(measurement.direction)[kept]):
        lines[label] = lines.get(label, "") + line_path(px[a : b + 1], py[a : b + 1])
    children += [element("path", class_=f"line {d}", d=path) for d, path in solid_first(lines)]
    children += bout_bars(measurement, x, _UNIT_PX)
    return timeline(size, "Heart rate over time, coloured by direction", x, floor, children)


def _table(measurement: Measurement, beats: Floats) -> Table:
    at, every, times = table_times(measurement.motion)
    labels = np.asarray(measurement.direction)[at]
    columns = [
        ("Heart rate, beats/min", [decimal(v, 0) for v in beats[at].tolist()]),
        ("Direction", [direction_label(str(v)) for v in labels]),
    ]
    return Table(f"Heart rate every {every}", *rows_at(times, columns))
