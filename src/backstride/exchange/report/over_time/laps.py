"""Laps and workout steps as the device wrote them."""

import numpy as np

from backstride.exchange.report.parts import Table, limited
from backstride.exchange.words import NOT_SEEN, clock, decimal, direction_label
from backstride.measure.measurement import Measurement
from backstride.motion.channels import Lap


def laps_table(measurement: Measurement) -> Table | None:
    """Return all laps, or None without any."""
    laps = measurement.motion.laps
    if not laps:
        return None
    named = any(lap.name for lap in laps)
    hearts = "heart_rate_bpm" in measurement.channels
    whole = measurement.motion.duration_s
    heads = (
        "Lap",
        *(("Name",) if named else ()),
        "Direction declared",
        "From",
        "Lasted",
        "Distance, m",
        "Mean speed, m/s",
        *(("Mean heart rate, beats/min",) if hearts else ()),
    )
    rows = tuple(
        (
            str(number),
            *((lap.name or NOT_SEEN,) if named else ()),
            direction_label(lap.direction) if lap.direction else "not declared",
            clock(lap.start_s, whole, unit=True),
            clock(lap.end_s - lap.start_s, whole, unit=True),
            decimal(lap.distance_m, 0),
            decimal(_speed(lap), 2),
            *((decimal(_mean_heart_rate(measurement, lap), 0),) if hearts else ()),
        )
        for number, lap in enumerate(laps, start=1)
    )
    note = f"Distances are the device's own. {NOT_SEEN} means that the file does not say."
    if not any(lap.direction for lap in laps):
        note += (
            " A lap that is named after its direction, such as “backward”, tells it from then on."
        )
    return limited(Table("As the device wrote them", heads, rows, note), "laps")


def _speed(lap: Lap) -> float:
    lasted = lap.end_s - lap.start_s
    return lap.distance_m / lasted if lasted > 0 else float("nan")


def _mean_heart_rate(measurement: Measurement, lap: Lap) -> float:
    motion = measurement.motion
    a, b = np.searchsorted(motion.time_s, (lap.start_s, lap.end_s))
    own = motion.channels["heart_rate_bpm"].value[a:b]
    own = own[np.isfinite(own)]
    return float(own.mean()) if own.size else float("nan")
