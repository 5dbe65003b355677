"""The large figures at the top of the page."""

import math

from backstride.exchange.report.cards import Figure, Group, figure_of
from backstride.exchange.words import (
    BASIS_WORDS,
    decimal,
    distance,
    duration,
    estimate_parts,
    figures_of,
    percent,
    quantity,
    readable,
    what_happened,
    within_share,
)
from backstride.measure.measurement import Direction, DirectionTotal, Measurement

_GAIT_FIGURES = (
    "step_frequency_hz",
    "step_length_m",
    "contact_time_s",
    "flight_time_s",
    "double_support_s",
    "duty_factor",
)
"""Those worth a large figure; the table has them all."""


def figure_groups(measurement: Measurement) -> list[Group]:
    """Return the figures of the main direction and of backward; none when nothing moved."""
    totals = measurement.by_direction
    wanted: list[Direction] = [d for d in totals if d == measurement.main_direction]
    if "backward" in totals and "backward" not in wanted:
        wanted.append("backward")
    return [
        Group(
            direction,
            what_happened(measurement, direction).capitalize(),
            (
                *_totals(measurement, totals[direction]),
                *_share(measurement, direction),
                *_gait(measurement, direction),
                *_knees(measurement, direction),
            ),
            _how_direction(measurement, direction),
        )
        for direction in wanted
    ]


def _how_direction(measurement: Measurement, direction: Direction) -> str:
    """Return a sentence on the direction where the recording itself does not show it."""
    basis = measurement.motion.facing_basis
    if direction == "unknown" or basis == "measured":
        return ""
    return f"Which way the body faced was {BASIS_WORDS[basis]}."


def _totals(measurement: Measurement, total: DirectionTotal) -> list[Figure]:
    motion = measurement.motion
    time, time_unit = duration(total.time_s)
    moving = Figure("Time", time, "", time_unit, "Moving time only; standing is not counted.")
    if not math.isfinite(total.distance_m):
        steps = Figure("Steps", str(total.steps), "", "", "Counted one by one.")
        return [moving, *([steps] if total.steps else [])]
    basis = f"Speed {BASIS_WORDS[motion.speed_basis]}"
    error = motion.speed_error_share
    known = f"; lengths are known to {decimal(100 * error, 0)}\u00a0% (one standard error)"
    far, unit = distance(total.distance_m)
    pace = decimal(total.mean_speed_mps, 2)
    far_error = pace_error = ""
    if error:
        of_way = readable(within_share(total.distance_m, error, "m"))
        far, far_error, unit = estimate_parts(of_way)
        pace, pace_error, _ = estimate_parts(within_share(total.mean_speed_mps, error, "m/s"))
    return [
        Figure(
            "Distance",
            far,
            far_error,
            unit,
            f"{basis}, summed over all of this time{known if error else ''}.",
        ),
        moving,
        Figure(
            "Mean speed",
            pace,
            pace_error,
            "m/s",
            f"Distance by time; the fastest moment was {decimal(total.peak_speed_mps, 2)} m/s.",
        ),
    ]


def _share(measurement: Measurement, direction: Direction) -> list[Figure]:
    if len(measurement.by_direction) < 2 or direction == "unknown":
        return []
    total = measurement.by_direction[direction]
    share, _, sign = percent(total.share_of_moving_time).partition("\u00a0")
    return [Figure("Share of moving time", share, "", sign, "The rest went other ways.")]


def _of(measurement: Measurement, direction: Direction) -> str:
    """Return what to add to a figure's name when a direction holds more than one gait."""
    gaits = {b.gait for b in measurement.bouts if b.direction == direction}
    return f", {figures_of(measurement, direction).split()[-1]}" if len(gaits) > 1 else ""


def _gait(measurement: Measurement, direction: Direction) -> list[Figure]:
    found = measurement.gait.get(direction, {})
    figures = [(name, found[name]) for name in _GAIT_FIGURES if name in found]
    return [
        figure_of(name, estimate, title=f"{quantity(name)}{_of(measurement, direction)}")
        for name, estimate in figures
    ]


def _knees(measurement: Measurement, direction: Direction) -> list[Figure]:
    joints = measurement.joints.get(direction, {})
    return [
        figure_of(
            "range_deg",
            joints[f"knee_{side}"]["range_deg"],
            title=f"Knee range, {side}{_of(measurement, direction)}",
        )
        for side in ("left", "right")
        if "range_deg" in joints.get(f"knee_{side}", {})
    ]
