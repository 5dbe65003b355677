"""The tables of the page."""

import math

from backstride.exchange.report.over_time.axis import LONG_S
from backstride.exchange.report.parts import MOST_ROWS, Table, limited, without_empty
from backstride.exchange.words import (
    NOT_SEEN,
    bout_label,
    clock,
    decimal,
    direction_label,
    duration,
    estimate_parts,
    joined,
    percent,
    within_share,
)
from backstride.measure.measurement import Measurement

_UNSEEN_NOTE = f"{NOT_SEEN} means that it was not seen."


def totals_table(measurement: Measurement) -> Table:
    """Return time, distance and speed by direction, and what was neither."""
    motion = measurement.motion
    rows = [
        (
            direction_label(direction).capitalize(),
            _lasted(total.time_s, motion.duration_s),
            _within(total.distance_m, motion.speed_error_share, "m"),
            percent(total.share_of_moving_time),
            _within(total.mean_speed_mps, motion.speed_error_share, "m/s"),
            decimal(total.peak_speed_mps, 2),
            _count(measurement, total.steps),
        )
        for direction, total in measurement.by_direction.items()
    ]
    rest = motion.duration_s - measurement.moving_s - measurement.still_s
    idle = (("Standing", measurement.still_s), ("Out of view", rest))
    rows += [
        (name, _lasted(time_s, motion.duration_s), *(NOT_SEEN,) * 5)
        for name, time_s in idle
        if math.isfinite(time_s) and time_s >= 0.01
    ]
    heads = (
        "Direction",
        _time_head("Time", motion.duration_s),
        "Distance, m",
        "Share of moving time",
        "Mean speed, m/s",
        "Peak speed, m/s",
        "Steps",
    )
    return without_empty(Table("Totals by direction", heads, tuple(rows)))


def bouts_table(measurement: Measurement) -> Table | None:
    """Return the bouts, or None without any."""
    whole = measurement.motion.duration_s
    rows = tuple(
        (
            str(number),
            bout_label(bout).capitalize(),
            _at(bout.start_s, whole),
            _at(bout.end_s, whole),
            decimal(bout.distance_m, 2 if whole <= LONG_S else 0),
            decimal(bout.mean_speed_mps, 2),
            decimal(bout.peak_speed_mps, 2),
            _count(measurement, bout.steps),
            bout.gait_basis.replace("_", " "),
        )
        for number, bout in enumerate(measurement.bouts, start=1)
    )
    heads = (
        "Bout",
        "What",
        _time_head("Start", whole),
        _time_head("End", whole),
        "Distance, m",
        "Mean speed, m/s",
        "Peak speed, m/s",
        "Steps",
        "Walk or run told by",
    )
    return limited(without_empty(Table("Bouts", heads, rows)), "bouts") if rows else None


def steps_table(measurement: Measurement, first: int = 1) -> Table | None:
    """Return the steps, numbered from ``first`` on, or None without any."""
    rows = tuple(
        (
            str(number),
            step.side if step.side != "unknown" else NOT_SEEN,
            decimal(step.initial_contact_s, 3),
            decimal(step.terminal_contact_s, 3),
            decimal(step.contact_s, 3),
            decimal(step.length_m, 2),
            direction_label(step.direction),
            NOT_SEEN if step.bout is None else str(step.bout + 1),
            _part(step.first_down),
            _part(step.last_up),
        )
        for number, step in enumerate(measurement.steps[: MOST_ROWS + 1], start=first)
    )
    heads = (
        "Step",
        "Foot",
        "Landing, s",
        "Take-off, s",
        "Contact time, s",
        "Length, m",
        "Direction",
        "Bout",
        "Lands first",
        "Leaves last",
    )
    if not rows:
        return None
    table = without_empty(Table("Steps", heads, rows, _UNSEEN_NOTE))
    return limited(table, "steps", count=len(measurement.steps))


def _time_head(name: str, whole_s: float) -> str:
    return name if whole_s > LONG_S else f"{name}, s"


def _at(time_s: float, whole_s: float) -> str:
    return clock(time_s, whole_s) if whole_s > LONG_S else decimal(time_s, 2)


def _lasted(time_s: float, whole_s: float) -> str:
    return joined(duration(time_s)) if whole_s > LONG_S else decimal(time_s, 2)


def _within(value: float, error_share: float, unit: str) -> str:
    if not error_share or not math.isfinite(value):
        return decimal(value, 2)
    number, interval, _ = estimate_parts(within_share(value, error_share, unit))
    return f"{number} {interval}"


def _count(measurement: Measurement, steps: int) -> str:
    return str(steps) if measurement.steps or steps else NOT_SEEN


def _part(name: str) -> str:
    return NOT_SEEN if name == "unknown" else name
