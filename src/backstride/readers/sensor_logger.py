"""Sensor Logger (an app for Android and iOS): tables of one recording, together or one by one.

Layout, units and signs as its maker documents them (github.com/tszheichoi/awesome-sensor-logger):
``time`` in nanoseconds since 1970, columns ``z, y, x`` by name. An iPhone gives acceleration and
gravity with the opposite sign unless “Standardise Units & Frames” was on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

import numpy as np

from backstride.errors import NothingToMeasureError, UnreadableFileError
from backstride.inertial.clock import Samples
from backstride.inertial.stamps import Times, UnreadableTimeError, from_numbers
from backstride.motion.arrays import Floats
from backstride.motion.inertial import Track
from backstride.readers.satellite import track_of
from backstride.readers.sensor_recording import SensorRecording
from backstride.readers.text import damaged
from backstride.readers.worn import RawSensor, recording_of

NAME = "Sensor Logger"
TABLES = (
    "Accelerometer",
    "AccelerometerUncalibrated",
    "TotalAcceleration",
    "Gravity",
    "Gyroscope",
    "GyroscopeUncalibrated",
    "Magnetometer",
    "MagnetometerUncalibrated",
    "Orientation",
    "Location",
    "Metadata",
)
"""Names of the tables that are used."""

_XYZ = ("x", "y", "z")
_ALIGNED = 0.99  # share of samples in which gravity and attitude must agree on up


class SensorLog(Protocol):
    """Tables of one recording, wherever they are."""

    path: Path
    said: list[str]

    def columns(self, table: str, names: tuple[str, ...]) -> Mapping[str, Floats] | None:
        """Return columns, NaN throughout where one is missing; None without the table."""

    def metadata(self) -> Mapping[str, str]:
        """Return what is said of the recording, with keys in lower case."""


@dataclass(frozen=True)
class _Stream:
    """Stamps and values, and the moment of their second 0."""

    times: Times
    values: Floats


def recording_of_log(log: SensorLog) -> SensorRecording:
    """Return the phone of a recording as a worn sensor, with its track.

    Raises
    ------
    NothingToMeasureError
        When there is no acceleration with gravity.
    UnreadableFileError
        When it cannot be known which sign the acceleration has.
    """
    about = log.metadata()
    stream, unit = _acceleration(log)
    first = stream.times
    sign = _sign(log, about)
    stream = _Stream(first, sign * stream.values)
    gyroscope = _stream(log, "Gyroscope", _XYZ) or _stream(log, "GyroscopeUncalibrated", _XYZ)
    magnetic = _stream(log, "Magnetometer", _XYZ) or _stream(log, "MagnetometerUncalibrated", _XYZ)
    raw = RawSensor(
        name=about.get("device name", "") or "phone",
        acceleration=_samples("accelerometer", stream, first),
        acceleration_unit=unit,
        angular_velocity=_samples("gyroscope", gyroscope, first) if gyroscope else None,
        angular_velocity_unit="rad/s",
        magnetic_field=_samples("magnetometer", magnetic, first) if magnetic else None,
    )
    started_at = first.start
    zone = _zone(about.get("recording timezone", ""))
    if started_at is not None and zone is not None:
        started_at = started_at.astimezone(zone)
    return recording_of(
        [raw],
        name=NAME,
        path=log.path,
        track=_track(log, first),
        started_at=started_at,
        said=[*log.said],
    )


def _acceleration(log: SensorLog) -> tuple[_Stream, str | None]:
    """Return acceleration with gravity, and its unit; None where phones differ."""
    total = _stream(log, "TotalAcceleration", _XYZ)
    if total is not None:
        return total, "m/s^2"
    user, gravity = _stream(log, "Accelerometer", _XYZ), _stream(log, "Gravity", _XYZ)
    if user is not None and gravity is not None:
        shift = _seconds_after(gravity.times, user.times)
        order = np.argsort(gravity.times.time_s, kind="stable")
        added = [
            np.interp(user.times.time_s, gravity.times.time_s[order] + shift, column)
            for column in gravity.values[order].T
        ]
        return _Stream(user.times, user.values + np.stack(added, axis=1)), "m/s^2"
    raw = _stream(log, "AccelerometerUncalibrated", _XYZ)
    if raw is not None:
        return raw, None
    raise NothingToMeasureError(
        f"{log.path}: has no acceleration with gravity (TotalAcceleration, or Accelerometer with "
        "Gravity beside it); give the whole recording as ZIP."
    )


def _sign(log: SensorLog, about: Mapping[str, str]) -> float:
    """Return -1 where the phone gives the acceleration of Apple's convention, else 1."""
    platform = about.get("platform", "").lower()
    if platform.startswith("ios") or "iphone" in platform:
        return 1.0 if about.get("standardisation", "").lower() == "true" else -1.0
    if platform or log.columns("TotalAcceleration", _XYZ) is not None:
        return 1.0
    gravity = log.columns("Gravity", ("z",))
    attitude = log.columns("Orientation", ("qx", "qy"))
    if gravity is not None and attitude is not None:
        tilt = 1 - 2 * (attitude["qx"] ** 2 + attitude["qy"] ** 2)
        count = min(len(tilt), len(gravity["z"]))
        agree = np.sign(tilt[:count]) == np.sign(gravity["z"][:count])
        for sign, share in ((1.0, agree.mean()), (-1.0, 1 - agree.mean())):
            if share > _ALIGNED:
                return sign
    raise UnreadableFileError(
        f"{log.path}: without Metadata.csv it is not known whether an iPhone recorded it, whose "
        "acceleration has the opposite sign; give the whole recording as ZIP."
    )


def _stream(log: SensorLog, table: str, names: tuple[str, ...]) -> _Stream | None:
    columns = log.columns(table, ("time", "seconds_elapsed", *names))
    if columns is None or not len(columns["time"]):
        return None
    stamps = columns["time"]
    try:
        if np.isfinite(stamps).any():
            times = from_numbers(stamps)
        else:
            times = from_numbers(columns["seconds_elapsed"], "s")
    except UnreadableTimeError as error:
        damaged(log.path, f"{error} ({table})")
    values = np.stack([columns[name] for name in names], axis=1)
    return _Stream(times, values)


def _seconds_after(times: Times, reference: Times) -> float:
    """Return how much later the second 0 of one stream is than that of another."""
    if times.start is None or reference.start is None:
        return 0.0
    return (times.start - reference.start) / timedelta(seconds=1)


def _samples(name: str, stream: _Stream, reference: Times) -> Samples:
    shift = _seconds_after(stream.times, reference)
    return Samples(name, stream.times.time_s + shift, stream.values)


def _track(log: SensorLog, reference: Times) -> Track | None:
    names = ("latitude", "longitude", "altitude", "speed", "bearing", "horizontalAccuracy")
    stream = _stream(log, "Location", names)
    if stream is None:
        return None
    latitude, longitude, altitude, speed, course, error = stream.values.T
    return track_of(
        stream.times.time_s + _seconds_after(stream.times, reference),
        latitude,
        longitude,
        altitude_m=altitude,
        speed_mps=speed,
        course_deg=course,
        error_m=error,
    )


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, OSError, ValueError):  # no such zone, or a name that is none
        return None
