"""The app's own recording: ``backstride.recording/1``, one JSON value per line.

The first line is an object that says what was recorded; every other line is a list that begins with
its kind and time. Written as it is recorded, so a cut file loses its last line only. The format is
described in ``docs/loggers.md``.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from backstride.errors import EmptyFileError, SettingsError
from backstride.inertial.clock import Samples
from backstride.inertial.units import UNITS_DPS, UNITS_MPS2
from backstride.inertial.wearing import parse_placement
from backstride.motion.arrays import Floats
from backstride.motion.inertial import Placement, Track
from backstride.motion.source import SYNTHETIC_MARK
from backstride.readers.delimited import as_utf8
from backstride.readers.jsonl_lines import laps_of, lines_of
from backstride.readers.recording import Content, Format
from backstride.readers.satellite import track_of
from backstride.readers.sensor_recording import SensorRecording
from backstride.readers.text import damaged, shown
from backstride.readers.worn import RawSensor, recording_of

NAME = "Backstride recording"
VERSION = "backstride.recording/1"

_LONGEST_HEADER = 100_000


def recognise(head: bytes) -> bool:
    """Return whether a file begins like the app's own recording."""
    first = as_utf8(head[:_LONGEST_HEADER]).lstrip().split(b"\n", 1)[0]
    return first.startswith(b"{") and b"backstride.recording/" in first


def read(content: Content) -> SensorRecording:
    """Return the phone of a recording, its track, and the steps of a guided session.

    Raises
    ------
    DamagedFileError
        When the first line is none of this format, or too many others are damaged.
    EmptyFileError
        When there is no motion in it.
    """
    text = as_utf8(content.data).lstrip()
    header = _header(text, content.path)
    lines = lines_of(text, content.path)
    found = lines.tables
    motion = found.get("m")
    if motion is None or not len(motion):
        raise EmptyFileError(f"{content.path}: holds no samples of motion.")
    units = _part(header, "units")
    turning = motion[:, 4:7] if motion.shape[1] == 7 else None
    field = found["f"] if "f" in found else _north(found.get("o"))
    placement, more = _placement(header)
    raw = RawSensor(
        name=str(header.get("device") or "phone")[:100],
        acceleration=Samples("accelerometer", motion[:, 0], motion[:, 1:4]),
        acceleration_unit=_unit(units.get("acceleration"), UNITS_MPS2, "m/s^2"),
        angular_velocity=None if turning is None else Samples("gyroscope", motion[:, 0], turning),
        angular_velocity_unit=_unit(units.get("angular_velocity"), UNITS_DPS, "deg/s"),
        magnetic_field=None if field is None else Samples("compass", field[:, 0], field[:, 1:4]),
        placement=placement,
    )
    return recording_of(
        [raw],
        name=NAME,
        path=content.path,
        track=_track(found.get("p")),
        started_at=_started_at(header),
        said=[*lines.said, *more],
        laps=laps_of(lines.marks, motion[:, 0]),
        synthetic=header.get("synthetic") is True or SYNTHETIC_MARK.encode() in text[:5000],
    )


def _header(text: bytes, path: Path) -> Mapping[str, object]:
    line = text[:_LONGEST_HEADER].split(b"\n", 1)[0]
    try:
        header = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        damaged(path, "has a damaged first line")
    if not isinstance(header, dict) or header.get("format") != VERSION:
        what = header.get("format") if isinstance(header, dict) else None
        damaged(path, f"is of format {shown(str(what), 40)}, and this program reads {VERSION}")
    return header


def _part(header: Mapping[str, object], key: str) -> Mapping[str, object]:
    part = header.get(key)
    return part if isinstance(part, dict) else {}


def _unit(said: object, known: Mapping[str, float], usual: str) -> str:
    return said if isinstance(said, str) and said in known else usual


def _placement(header: Mapping[str, object]) -> tuple[Placement, list[str]]:
    """Return where the phone was worn, unknown with a sentence when that makes no sense."""
    said = header.get("placement")
    if isinstance(said, dict):
        side = said.get("side")
        axis = said.get("forward_axis")
        site = str(said.get("site", "unknown"))
        said = f"{site}_{side}" if side in ("left", "right") else site
        try:
            found = parse_placement(said)
        except SettingsError as error:
            return Placement(), [str(error)]
        return Placement(found.site, found.side, _axis(axis), found.said), []
    if not isinstance(said, str) or not said:
        return Placement(), []
    try:
        return parse_placement(said), []
    except SettingsError as error:
        return Placement(), [str(error)]


def _axis(values: object) -> tuple[float, float, float] | None:
    if not isinstance(values, list) or len(values) != 3:
        return None
    if not all(isinstance(v, int | float) and abs(v) <= 1 for v in values):
        return None
    x, y, z = (float(v) for v in values)
    size = (x * x + y * y + z * z) ** 0.5
    return (x / size, y / size, z / size) if size > 0.5 else None


def _started_at(header: Mapping[str, object]) -> datetime | None:
    """Return the moment of time 0; None without an offset from UTC."""
    try:
        moment = datetime.fromisoformat(str(header.get("started_at")))
        if moment.tzinfo is None:
            return None
        zone = header.get("time_zone")
        return moment.astimezone(ZoneInfo(zone)) if isinstance(zone, str) else moment
    except (KeyError, ValueError, OSError, OverflowError):
        return None


def _north(attitude: Floats | None) -> Floats | None:
    """Return time and the direction to north (n, 4) in the phone's axes from its attitude.

    Rows are time and the quaternion w, x, y, z that turns the phone's axes into east, north, up.
    """
    if attitude is None:
        return None
    size = np.linalg.norm(attitude[:, 1:], axis=1)
    whole = np.abs(size - 1) < 0.1  # anything else is no rotation
    time_s = attitude[whole, 0]
    w, x, y, z = attitude[whole, 1:].T / size[whole]
    return np.stack(
        (time_s, 2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)), axis=1
    )


def _track(rows: Floats | None) -> Track | None:
    if rows is None:
        return None
    if rows.shape[1] < 7:
        return track_of(rows[:, 0], rows[:, 1], rows[:, 2])
    return track_of(
        rows[:, 0],
        rows[:, 1],
        rows[:, 2],
        altitude_m=rows[:, 3],
        speed_mps=rows[:, 4],
        course_deg=rows[:, 5],
        error_m=rows[:, 6],
    )


FORMAT = Format(
    name=NAME,
    extensions=(".jsonl", ".ndjson"),
    gives="phone as a worn sensor, compass, satellite track, steps of a guided session",
    recognise=recognise,
    read=read,
)
