"""The large figures at the top of the page."""

from dataclasses import dataclass

from backstride.estimate import Estimate
from backstride.exchange.words import (
    BASIS_WORDS,
    decimal,
    distance,
    duration,
    estimate_parts,
    figures_of,
    percent,
    quantity,
    what_happened,
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


@dataclass(frozen=True, slots=True)
class Figure:
    """One large figure with its uncertainty and why it is believed."""

    name: str
    value: str
    interval: str
    unit: str
    why: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one direction."""

    direction: str
    title: str
    figures: tuple[Figure, ...]


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
                *_totals(measurement, direction, totals[direction]),
                *_gait(measurement, direction),
                *_knees(measurement, direction),
            ),
        )
        for direction in wanted
    ]


def _totals(measurement: Measurement, direction: Direction, total: DirectionTotal) -> list[Figure]:
    basis = f"Travel {BASIS_WORDS[measurement.motion.travel_basis]}"
    value, unit = distance(total.distance_m)
    time, time_unit = duration(total.time_s)
    found = [
        Figure("Distance", value, "", unit, f"{basis}, summed over all of this time."),
        Figure("Time", time, "", time_unit, "Moving time only; standing is not counted."),
        Figure(
            "Mean speed",
            decimal(total.mean_speed_mps, 2),
            "",
            "m/s",
            f"Distance by time; the fastest moment was {decimal(total.peak_speed_mps, 2)} m/s.",
        ),
    ]
    if len(measurement.by_direction) > 1 and direction != "unknown":
        share, _, sign = percent(total.share_of_moving_time).partition("\u00a0")
        found.append(Figure("Share of moving time", share, "", sign, "The rest went other ways."))
    return found


def _figure(name: str, estimate: Estimate) -> Figure:
    value, interval, unit = estimate_parts(estimate)
    why = f"{BASIS_WORDS[estimate.basis].capitalize()}; the interval is what the method supports."
    return Figure(name, value, interval, unit, why, estimate.sources)


def _of(measurement: Measurement, direction: Direction) -> str:
    """Return what to add to a figure's name when a direction holds more than one gait."""
    gaits = {b.gait for b in measurement.bouts if b.direction == direction}
    return f", {figures_of(measurement, direction).split()[-1]}" if len(gaits) > 1 else ""


def _gait(measurement: Measurement, direction: Direction) -> list[Figure]:
    found = measurement.gait.get(direction, {})
    return [
        _figure(f"{quantity(name).capitalize()}{_of(measurement, direction)}", estimate)
        for name in _GAIT_FIGURES
        if (estimate := found.get(name))
    ]


def _knees(measurement: Measurement, direction: Direction) -> list[Figure]:
    joints = measurement.joints.get(direction, {})
    return [
        _figure(
            f"Knee range, {side}{_of(measurement, direction)}", joints[f"knee_{side}"]["range_deg"]
        )
        for side in ("left", "right")
        if "range_deg" in joints.get(f"knee_{side}", {})
    ]
