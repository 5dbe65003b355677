"""The path from above, with where the body faced along it."""

import math

import numpy as np

from backstride.drawing.svg import (
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
from backstride.exchange.report.ground_view import (
    LEFT_PX,
    GroundView,
    ground_grid,
    ground_view,
)
from backstride.exchange.report.over_time.axis import LONG_S, clock_label
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
    clock,
    decimal,
    direction_label,
    distance,
    joined,
    listed,
)
from backstride.measure.measurement import Measurement
from backstride.motion.arrays import Floats

_SIZES = (Size("wide", WIDE_PX, 460), Size("narrow", NARROW_PX, 380))
_MOST_MARKS = 15
_CLOCK_STEPS_S = (10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0)  # as people count
_CLEAR_PX = 34.0  # a body mark with its time needs this much room

_FACES = {
    "backward": "against its travel in the backward parts",
    "forward": "along its travel in the forward parts",
}


def path_chart(measurement: Measurement) -> Chart:
    """Return the way over the ground, in metres, seen from above."""
    ground = measurement.motion.position_m[:, :2]
    seen = np.isfinite(ground).all(axis=1)
    if not seen.any():
        return Chart(
            absent="This file says nothing of where the body was, so no path can be drawn."
        )
    return Chart(
        sentence=_sentence(measurement, ground[seen]),
        pictures=tuple(_draw(measurement, size) for size in _SIZES),
        table=_table(measurement),
        labels=drawn_directions(measurement),
    )


def _sentence(measurement: Measurement, ground: Floats) -> str:
    apart = float(np.linalg.norm(ground[-1] - ground[0]))
    sentence = f"Start and end lie {joined(distance(apart))} apart."
    if share := measurement.motion.speed_error_share:
        sentence += (
            f" Lengths on it are known to within {decimal(164.5 * share, 0)}\u00a0% (nine times of "
            "ten)."
        )
    if not np.isfinite(measurement.motion.facing_deg).any():
        return f"{sentence} Where the body faced is not known, so the path carries no facing marks."
    faced = [words for d, words in _FACES.items() if d in measurement.by_direction]
    return (
        f"{sentence} Each mark is the body from above, with its nose where it faced"
        f"{': ' + listed(faced) if faced else ''}. Numbers under the marks are "
        f"{'minutes and seconds' if _is_late(measurement) else 'seconds'}."
    )


def _draw(measurement: Measurement, size: Size) -> str:
    motion = measurement.motion
    ground = motion.position_m[:, :2]
    view = ground_view(ground, size)
    children = [*ground_grid(view, size), *_lines(measurement, view, size)]
    children += _bodies(measurement, view)
    children += _ends(view, ground)
    children.append(element("circle", class_="playhead", r=6, cx=-20, cy=-20))
    data = (
        f'<g class="ground" data-turned="{int(view.turned)}" '
        f'data-px="{view.across.px_per_unit:.4f}" '
        f'data-x="{view.across(0):.2f}" data-y="{view.down(0):.2f}">'
    )
    label = "The path from above, with where the body faced"
    return picture(size.width, view.height, size.name, label, [data, *children, "</g>"])


def _lines(measurement: Measurement, view: GroundView, size: Size) -> list[str]:
    px, py = view.screen(measurement.motion.position_m[:, :2])
    kept = thin(px + py, 1500 if size.name == "wide" else 600)
    px, py, labels = px[kept], py[kept], np.asarray(measurement.direction)[kept]
    lines: dict[str, str] = {}
    for a, b, label in runs_of(labels):
        lines[label] = lines.get(label, "") + line_path(px[a : b + 1], py[a : b + 1])
    return [element("path", class_=f"line {label}", d=d) for label, d in solid_first(lines) if d]


def mark_times(measurement: Measurement) -> Floats:
    """Return round times at which the body's facing is marked."""
    motion = measurement.motion
    first, whole = float(motion.time_s[0]), max(motion.duration_s, 1e-3)
    if _is_late(measurement) and whole > _CLOCK_STEPS_S[0] * _MOST_MARKS:
        steps = (step for step in _CLOCK_STEPS_S if step * _MOST_MARKS >= whole)
        step = next(steps, nice_step(whole, _MOST_MARKS))
        return np.arange(0.0, whole, step) + first
    return np.array(nice_ticks(0.0, whole, _MOST_MARKS)) + first


def _is_late(measurement: Measurement) -> bool:
    """Return whether moments are told in minutes and seconds, as on the axis of time."""
    motion = measurement.motion
    return float(motion.time_s[0]) + motion.duration_s > LONG_S


def _moment(measurement: Measurement, moment_s: float, step_s: float) -> str:
    late = _is_late(measurement)
    return clock_label(moment_s, step_s) if late else tick_label(moment_s, step_s)


def _bodies(measurement: Measurement, view: GroundView) -> list[str]:
    """Return the body from above, shoulders across and nose ahead, where there is room."""
    motion = measurement.motion
    times = mark_times(measurement)
    at = np.clip(np.searchsorted(motion.time_s, times - 1e-9), 0, len(motion) - 1)
    px, py = view.screen(motion.position_m[at, :2])
    step = float(times[1] - times[0]) if len(times) > 1 else 1.0
    found: list[str] = []
    drawn: list[tuple[float, float]] = []
    for i, x, y, t in zip(at.tolist(), px.tolist(), py.tolist(), times.tolist(), strict=True):
        facing = float(motion.facing_deg[i])
        if not (math.isfinite(x) and math.isfinite(facing)):
            continue
        if any(math.hypot(x - a, y - b) < _CLEAR_PX for a, b in drawn):
            continue
        drawn.append((x, y))
        # Screen angles run clockwise; a turned view has been turned a quarter clockwise.
        turn = -facing + (90 if view.turned else 0)
        found.append(
            f'<g class="body" transform="translate({pixel(x)} {pixel(y)}) rotate({pixel(turn)})">'
            '<ellipse rx="4.5" ry="11"/><path d="M3 -6L17 0L3 6Z"/></g>'
        )
        found.append(
            text(x, y + 28, _moment(measurement, t, step), class_="label", text_anchor="middle")
        )
    return found


def _ends(view: GroundView, ground: Floats) -> list[str]:
    seen = np.flatnonzero(np.isfinite(ground).all(axis=1))
    px, py = view.screen(ground[seen[[0, -1]]])
    (ax, bx), (ay, by) = px.tolist(), py.tolist()
    found = [
        element("circle", class_="start", cx=ax, cy=ay, r=6),
        element("rect", class_="end", x=bx - 5, y=by - 5, width=10, height=10),
    ]
    together = math.hypot(ax - bx, ay - by) < 50
    marks = [(ax, ay, "start and end")] if together else [(ax, ay, "start"), (bx, by, "end")]
    for x, y, words in marks:
        anchor = "end" if x > view.across.end_px - 60 else "start" if x < LEFT_PX + 60 else "middle"
        found.append(text(x, y - 18, words, class_="label", text_anchor=anchor))
    return found


def _table(measurement: Measurement) -> Table:
    motion = measurement.motion
    times = mark_times(measurement)
    at = np.clip(np.searchsorted(motion.time_s, times - 1e-9), 0, len(motion) - 1)
    step = float(times[1] - times[0]) if len(times) > 1 else 1.0
    late, every = _is_late(measurement), f"{tick_label(step, step)} s"
    if late and step >= 60:
        every = clock(step, LONG_S + 1, unit=True)
    labels = np.asarray(measurement.direction)
    rows = tuple(
        (
            _moment(measurement, float(motion.time_s[i]), step),
            decimal(float(motion.position_m[i, 0]), 2),
            decimal(float(motion.position_m[i, 1]), 2),
            decimal(float(motion.facing_deg[i]), 0),
            direction_label(str(labels[i])),
        )
        for i in at.tolist()
    )
    return Table(
        f"Where the body was every {every}",
        ("Time" if late else "Time, s", "x, m", "y, m", "Facing heading, °", "Direction"),
        rows,
        "Headings run counter-clockwise from +x. – means that it was not seen or is not known.",
    )
