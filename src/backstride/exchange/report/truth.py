"""What is known of a simulated runner, beside what was measured of it."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from backstride.exchange.report.curves import joint_rank
from backstride.exchange.report.parts import Table
from backstride.exchange.words import NOT_SEEN, decimal, direction_adjective, quantity
from backstride.measure.measurement import Measurement

_TOTALS = (("distance_m", "distance, m", 2), ("time_s", "time, s", 2), ("steps", "steps", 0))

Row = tuple[str, float, float, int]
"""Name, truth, measured and decimals; NaN where there is none."""


def truth_table(measurement: Measurement, truth: Mapping[str, Any]) -> Table | None:
    """Return truth and measurement side by side, or None when nothing can be compared.

    Parameters
    ----------
    measurement : Measurement
        Of the simulated recording.
    truth : mapping
        ``backstride.truth/1``: ``by_direction``, ``steps`` and ``joints`` are used.
    """
    compared = [
        *_by_direction(measurement, truth.get("by_direction") or {}),
        *_contact_times(measurement, truth.get("steps") or ()),
        *_joint_ranges(measurement, truth.get("joints") or {}),
    ]
    rows = tuple(
        (
            name,
            decimal(known, decimals),
            decimal(found, decimals),
            decimal(found - known, decimals),
        )
        for name, known, found, decimals in compared
    )
    heads = ("Quantity", "Truth", "Measured", "Measured − truth")
    note = f"Joint ranges and contact times are means. {NOT_SEEN} means that it was not measured."
    return Table("Known truth of the simulated runner", heads, rows, note) if rows else None


def _by_direction(measurement: Measurement, totals: Mapping[str, Any]) -> Iterator[Row]:
    measured = {str(d): total for d, total in measurement.by_direction.items()}
    for direction, total in totals.items():
        for key, words, decimals in _TOTALS:
            if isinstance(total.get(key), (int, float)) and direction != "still":
                own = measured.get(direction)
                found = float(getattr(own, key)) if own else math.nan
                yield f"{_title(direction)}, {words}", float(total[key]), found, decimals


def _contact_times(measurement: Measurement, steps: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    measured = {str(d): found for d, found in measurement.gait.items()}
    for direction in dict.fromkeys(step["direction"] for step in steps):
        times_s = [
            step["terminal_contact_s"] - step["initial_contact_s"]
            for step in steps
            if step["direction"] == direction
            and None not in (step["initial_contact_s"], step["terminal_contact_s"])
        ]
        estimate = measured.get(direction, {}).get("contact_time_s")
        if times_s and estimate:
            known = sum(times_s) / len(times_s)
            yield f"{_title(direction)}, contact time, s", known, estimate.value, 3


def _joint_ranges(
    measurement: Measurement, joints: Mapping[str, Sequence[Mapping[str, Any]]]
) -> Iterator[Row]:
    for direction, measured in measurement.joints.items():
        for joint in sorted(joints, key=joint_rank):
            ranges = [r["range_deg"] for r in joints[joint] if r["direction"] == direction]
            estimate = measured.get(joint, {}).get("range_deg")
            if ranges and estimate:
                name = f"{_title(direction)}, {quantity(joint)} range, °"
                yield name, sum(ranges) / len(ranges), estimate.value, 1


def _title(direction: str) -> str:
    return direction_adjective(direction).capitalize()
