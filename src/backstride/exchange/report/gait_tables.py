"""Tables of steps in figures, joint ranges and what a device wrote."""

from backstride.estimate import Estimate
from backstride.exchange.report.curves import joint_rank
from backstride.exchange.report.parts import Table
from backstride.exchange.words import (
    NOT_SEEN,
    capital,
    decimal,
    direction_adjective,
    estimate_words,
    figures_of,
    quantity,
)
from backstride.measure.measurement import Measurement


def gait_table(measurement: Measurement) -> Table | None:
    """Return step frequency and its kin by direction, or None without any."""
    rows = tuple(
        (
            f"{capital(quantity(name))}, {figures_of(measurement, direction)}",
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
    note = f"Flexion and lean to the front are positive. {NOT_SEEN} means that it was not seen."
    return Table("Joint ranges", heads, rows, note) if rows else None


def _cell(estimate: Estimate | None) -> str:
    return estimate_words(estimate) if estimate else NOT_SEEN


def device_table(measurement: Measurement) -> Table | None:
    """Return what the device wrote beside the movement, or None without anything."""
    rows = tuple(
        (
            capital(quantity(name)),
            *(decimal(v, _DECIMALS.get(name, 1)) for v in (c.mean, c.minimum, c.maximum)),
            _CHANNEL_UNITS.get(name, ""),
            c.basis,
            c.device or NOT_SEEN,
        )
        for name, c in measurement.channels.items()
        if name != "distance_m"
    )
    heads = ("Quantity", "Mean", "Smallest", "Largest", "Unit", "Basis", "Device")
    note = "As the device wrote it; none of it is worked out here."
    return Table("What the device wrote", heads, rows, note) if rows else None


_CHANNEL_UNITS = {
    "heart_rate_bpm": "beats/min",
    "step_frequency_spm": "steps/min",
    "step_length_m": "m",
    "contact_time_s": "s",
    "flight_time_s": "s",
    "vertical_oscillation_m": "m",
    "power_w": "W",
    "temperature_c": "°C",
    "altitude_m": "m",
}
_DECIMALS = {
    "heart_rate_bpm": 0,
    "step_frequency_spm": 0,
    "step_length_m": 2,
    "contact_time_s": 3,
    "flight_time_s": 3,
    "vertical_oscillation_m": 3,
    "power_w": 0,
    "temperature_c": 0,
    "altitude_m": 0,
}
