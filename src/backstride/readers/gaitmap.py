"""gaitmap tables: one CSV with two rows of titles, sensors above and axes below.

Acceleration in m/s², angular velocity in °/s, as the library gaitmap demands. A first column with
stamps in seconds is taken; a counting one says nothing of time, and then the rate of the sensors
that the library's authors use, 204.8 Hz, is taken and said.
"""

import csv
import re

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.inertial.clock import Samples
from backstride.motion.arrays import Floats
from backstride.motion.inertial import Placement, Site, WornSide
from backstride.readers.delimited import Layout, as_utf8, columns_of
from backstride.readers.recording import Content, Format
from backstride.readers.sensor_recording import SensorRecording
from backstride.readers.worn import RawSensor, recording_of

NAME = "gaitmap table"
CUSTOMARY_HZ = 204.8
"""Rate of the sensors (Shimmer3, NilsPod) that gaitmap's published recordings come from."""

_HEAD_BYTES = 16_384
_WORN: tuple[tuple[str, Site], ...] = (
    (r"foot|shoe|instep|ankle|heel", "foot"),
    (r"lower_?back|lumbar|pelvis|waist|hip|sacrum", "waist"),
    (r"chest|sternum", "chest"),
    (r"wrist|hand", "wrist"),
)


def recognise(head: bytes) -> bool:
    """Return whether a file begins like a gaitmap table."""
    titles = _titles(as_utf8(head[:_HEAD_BYTES]))
    return titles is not None and "acc_x" in titles[1]


def _titles(text: bytes) -> tuple[list[str], list[str]] | None:
    """Return both rows of titles, None when there are no such two."""
    lines = text[:_HEAD_BYTES].split(b"\n", 2)
    if len(lines) < 3 or b"\0" in lines[0] or lines[0].count(b",") != lines[1].count(b","):
        return None
    try:
        above, below = csv.reader(line.decode("utf-8", "replace") for line in lines[:2])
    except (csv.Error, ValueError):
        return None
    return [cell.strip() for cell in above], [cell.strip().lower() for cell in below]


def read(content: Content) -> SensorRecording:
    """Return the sensors of a table.

    Raises
    ------
    DamagedFileError
        When rows hold no numbers.
    NothingToMeasureError
        When no sensor has three axes of acceleration.
    """
    text = as_utf8(content.data)
    titles = _titles(text) or ([], [])
    layout = Layout(",", decimal_comma=False, titles=tuple(titles[0]), first_row=2)
    sensors: dict[str, dict[str, int]] = {}
    for place, (sensor, axis) in enumerate(zip(*titles, strict=True)):
        if place and sensor:
            sensors.setdefault(sensor, {})[axis] = place
    sensors = {n: c for n, c in sensors.items() if {"acc_x", "acc_y", "acc_z"} <= c.keys()}
    if not sensors:
        raise NothingToMeasureError(f"{content.path}: names no sensor with acc_x, acc_y and acc_z.")
    wanted = [0, *(place for columns in sensors.values() for place in columns.values())]
    values, said, _ = columns_of(text, layout, wanted, content.path)
    time_s, guessed = _times(values[:, 0])
    column = {place: values[:, i] for i, place in enumerate(wanted)}
    raw = [_sensor(name, where, column, time_s) for name, where in sensors.items()]
    return recording_of(raw, name=NAME, path=content.path, said=(*said, *guessed))


def _times(index: Floats) -> tuple[Floats, tuple[str, ...]]:
    steps = np.diff(index)
    if len(steps) and 0 < np.median(steps) < 0.5:
        return index, ()
    if len(steps) and np.median(steps) != 1:  # no counter either
        index = np.arange(len(index), dtype=float)
    return index / CUSTOMARY_HZ, (
        f"The file does not say its rate; {CUSTOMARY_HZ} Hz, customary for such files, was taken. "
        "If it is another one, say it in a mapping file: all times and speeds depend on it.",
    )


def _sensor(
    name: str, where: dict[str, int], column: dict[int, Floats], time_s: Floats
) -> RawSensor:
    def three(kind: str) -> Floats | None:
        names = [f"{kind}_{axis}" for axis in "xyz"]
        if not all(n in where for n in names):
            return None
        return np.stack([column[where[n]] for n in names], axis=1)

    acceleration, turning, magnetic = three("acc"), three("gyr"), three("mag")
    assert acceleration is not None  # noqa: S101 - read() keeps only sensors that have it
    return RawSensor(
        name=name,
        acceleration=Samples("accelerometer", time_s, acceleration),
        acceleration_unit="m/s^2",
        angular_velocity=None if turning is None else Samples("gyroscope", time_s, turning),
        angular_velocity_unit="deg/s",
        magnetic_field=None if magnetic is None else Samples("magnetometer", time_s, magnetic),
        placement=placement_of(name),
    )


def placement_of(name: str) -> Placement:
    """Return where a sensor of that name was worn; a bare side is a foot by gaitmap's custom."""
    low = name.lower()
    side: WornSide = "unknown"
    if re.search(r"(^|[^a-z])l(eft)?([^a-z]|$)", low):
        side = "left"
    elif re.search(r"(^|[^a-z])r(ight)?([^a-z]|$)", low):
        side = "right"
    for words, site in _WORN:
        if re.search(words, low):
            return Placement(site, side, said=True)
    return Placement("foot" if side != "unknown" else "unknown", side)


FORMAT = Format(
    name=NAME,
    extensions=(".csv",),
    gives="sensors on feet or elsewhere, named in the titles",
    recognise=recognise,
    read=read,
)
