"""The tables of the page."""

import math

from backstride.estimate import Estimate
from backstride.exchange.report.curves import joint_rank
from backstride.exchange.report.parts import Table
from backstride.exchange.words import (
    NOT_SEEN,
    bout_label,
    decimal,
    direction_adjective,
    direction_label,
    estimate_words,
    figures_of,
    percent,
    quantity,
)
from backstride.measure.measurement import Measurement

_UNSEEN_NOTE = f"{NOT_SEEN} means that it was not seen."


def totals_table(measurement: Measurement) -> Table:
    """Return time, distance and speed by direction, and what was neither."""
    rows = [
        (
            direction_label(direction).capitalize(),
            decimal(total.time_s, 2),
            decimal(total.distance_m, 2),
            percent(total.share_of_moving_time),
            decimal(total.mean_speed_mps, 2),
            decimal(total.peak_speed_mps, 2),
            str(total.steps) if measurement.steps else NOT_SEEN,
        )
        for direction, total in measurement.by_direction.items()
    ]
    rest = measurement.motion.duration_s - measurement.moving_s - measurement.still_s
    idle = (("Standing", measurement.still_s), ("Out of view", rest))
    rows += [
        (name, decimal(time_s, 2), *(NOT_SEEN,) * 5)
        for name, time_s in idle
        if math.isfinite(time_s) and time_s >= 0.01
    ]
    return Table(
        "Totals by direction",
        (
            "Direction",
            "Time, s",
            "Distance, m",
            "Share of moving time",
            "Mean speed, m/s",
            "Peak speed, m/s",
            "Steps",
        ),
        tuple(rows),
    )


def bouts_table(measurement: Measurement) -> Table | None:
    """Return all bouts, or None without any."""
    rows = tuple(
        (
            str(number),
            bout_label(bout).capitalize(),
            decimal(bout.start_s, 2),
            decimal(bout.end_s, 2),
            decimal(bout.distance_m, 2),
            decimal(bout.mean_speed_mps, 2),
            decimal(bout.peak_speed_mps, 2),
            str(bout.steps) if measurement.steps else NOT_SEEN,
            bout.gait_basis.replace("_", " "),
        )
        for number, bout in enumerate(measurement.bouts, start=1)
    )
    heads = (
        "Bout",
        "What",
        "Start, s",
        "End, s",
        "Distance, m",
        "Mean speed, m/s",
        "Peak speed, m/s",
        "Steps",
        "Walk or run told by",
    )
    return Table("Bouts", heads, rows) if rows else None


def steps_table(measurement: Measurement) -> Table | None:
    """Return all steps, or None without any."""
    rows = tuple(
        (
            str(number),
            step.side,
            decimal(step.initial_contact_s, 3),
            decimal(step.terminal_contact_s, 3),
            decimal(step.contact_s, 3),
            decimal(step.length_m, 2),
            direction_label(step.direction),
            NOT_SEEN if step.bout is None else str(step.bout + 1),
            _part(step.first_down),
            _part(step.last_up),
        )
        for number, step in enumerate(measurement.steps, start=1)
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
    return Table("Steps", heads, rows, _UNSEEN_NOTE) if rows else None


def _part(name: str) -> str:
    return NOT_SEEN if name == "unknown" else name


def gait_table(measurement: Measurement) -> Table | None:
    """Return step frequency and its kin by direction, or None without any."""
    rows = tuple(
        (
            f"{quantity(name).capitalize()}, {figures_of(measurement, direction)}",
            estimate_words(estimate),
            estimate.basis,
        )
        for direction, found in measurement.gait.items()
        for name, estimate in found.items()
    )
    heads = ("Quantity", "Mean and interval", "Basis")
    return Table("Steps in figures", heads, rows) if rows else None


def joints_table(measurement: Measurement) -> Table | None:
    """Return joint ranges by direction with their intervals, or None without any."""
    kinds = list(
        dict.fromkeys(
            kind
            for joints in measurement.joints.values()
            for estimates in joints.values()
            for kind in estimates
        )
    )
    rows = tuple(
        (
            f"{quantity(joint).capitalize()}, {direction_adjective(direction)}",
            *(_cell(joints[joint].get(kind)) for kind in kinds),
        )
        for direction, joints in measurement.joints.items()
        for joint in sorted(joints, key=joint_rank)
    )
    heads = ("Joint", *(f"{quantity(kind).capitalize()} per stride" for kind in kinds))
    note = f"Flexion and lean to the front are positive. {_UNSEEN_NOTE}"
    return Table("Joint ranges", heads, rows, note) if rows else None


def _cell(estimate: Estimate | None) -> str:
    return estimate_words(estimate) if estimate else NOT_SEEN
