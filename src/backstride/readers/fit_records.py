"""The records of a FIT activity as columns, whichever of its fields a watch chose to write."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from backstride.motion.arrays import Floats
from backstride.motion.channels import ChannelName
from backstride.readers import fit_profile as profile
from backstride.readers.activity_records import Records, steps_per_minute
from backstride.readers.fit_file import FitFile
from backstride.readers.fit_table import FitTable, Key

_SPEEDS = ((73, 1000.0, 0.0), (6, 1000.0, 0.0))
_ALTITUDES = ((78, 5.0, 500.0), (2, 5.0, 500.0))
_LATITUDE, _LONGITUDE, _CADENCE, _DISTANCE, _SPEED_AND_DISTANCE = 0, 1, 4, 5, 8
_GPS_ACCURACY, _CADENCE_256, _FRACTION_OF_CADENCE = 31, 52, 53
_CHANNELS: Mapping[ChannelName, tuple[int, float]] = {
    "heart_rate_bpm": (3, 1.0),
    "power_w": (7, 1.0),
    "temperature_c": (13, 1.0),
    "vertical_oscillation_m": (39, 10_000.0),
    "contact_time_s": (41, 10_000.0),
    "step_length_m": (85, 10_000.0),
}
"""Fields that are a channel as they stand: number, and what they are divided by."""

_UNIT_OF_NATIVE: Mapping[int, float] = {39: 1000.0, 41: 1000.0, 85: 1000.0}
"""What developer fields that stand for these are divided by: they are in mm and ms, unscaled."""


def records_of(file: FitFile) -> tuple[Records, tuple[str, ...]]:
    """Return the records of a file in its own order, and what to say of them."""
    table = file.table(profile.RECORD)
    packed_speed, packed_distance = _unpacked(table)
    cadence, said = steps_per_minute(_cadence(file, table))
    channels: dict[ChannelName, Floats] = {
        name: _field(file, table, field, scale) for name, (field, scale) in _CHANNELS.items()
    }
    channels["step_frequency_spm"] = cadence
    distance = _number(table, _DISTANCE, 100.0)
    channels["distance_m"] = _first(distance, packed_distance, _native(file, table, _DISTANCE))
    speed = _scaled(table, _SPEEDS)
    return Records(
        moment_s=file.times(table),
        latitude_deg=_number(table, _LATITUDE, profile.SEMICIRCLES_A_DEGREE),
        longitude_deg=_number(table, _LONGITUDE, profile.SEMICIRCLES_A_DEGREE),
        altitude_m=_scaled(table, _ALTITUDES),
        speed_mps=_first(speed, packed_speed, *(_native(file, table, f) for f, *_ in _SPEEDS)),
        error_m=table.numbers(_GPS_ACCURACY),
        channels=channels,
        direction=_direction(file, table),
    ), said


def direction_keys(file: FitFile, field: int) -> list[Key]:
    """Return under which keys one of our developer fields stands in a file."""
    ours = profile.APPLICATION_ID.bytes
    return [
        one.key for one in file.developer_fields if one.application == ours and one.key[1] == field
    ]


def direction_words(file: FitFile, table: FitTable) -> NDArray[np.str_]:
    """Return what our ``step_direction`` says in each message (n,), ``""`` where nothing."""
    words = np.array([*profile.DIRECTION_NUMBERS, ""])
    number = np.full(len(table), np.nan)
    for key in direction_keys(file, profile.STEP_DIRECTION):
        number = _first(number, table.numbers(key))
    known = np.isin(number, list(profile.DIRECTION_NUMBERS.values()))
    return words[np.where(known, number, len(words) - 1).astype(np.intp)]


def _direction(file: FitFile, table: FitTable) -> NDArray[np.str_] | None:
    words = direction_words(file, table)
    return words if (words != "").any() else None


def _field(file: FitFile, table: FitTable, field: int, scale: float) -> Floats:
    values = _number(table, field, scale)
    return _first(values, _native(file, table, field, _UNIT_OF_NATIVE.get(field, 1.0)))


def _native(file: FitFile, table: FitTable, field: int, scale: float = 1.0) -> Floats:
    """Return a developer field that says it stands for one of the profile's, NaN without one."""
    for one in file.developer_fields:
        if one.native == field and one.key in table.keys:
            return file.developer(table, one) / scale
    return np.broadcast_to(np.nan, len(table))


def _scaled(table: FitTable, fields: tuple[tuple[int, float, float], ...]) -> Floats:
    return _first(*(_number(table, field, scale, offset) for field, scale, offset in fields))


def _number(table: FitTable, field: int, scale: float, offset: float = 0.0) -> Floats:
    """Return a field in its unit; for one that is not there, NaN without taking room."""
    values = table.numbers(field)
    return values / scale - offset if field in table.keys else values


def _first(values: Floats, *others: Floats) -> Floats:
    """Return values, and where they say nothing those of the others in turn."""
    for other in others:
        missing = np.isnan(values)
        if missing.any() and np.isfinite(other).any():
            values = np.where(missing, other, values)
    return values


def _cadence(file: FitFile, table: FitTable) -> Floats:
    """Return landings of one foot a minute."""
    whole = _first(table.numbers(_CADENCE), _native(file, table, _CADENCE))
    fraction = np.nan_to_num(table.numbers(_FRACTION_OF_CADENCE)) / 128.0
    return _first(table.numbers(_CADENCE_256) / 256.0, whole + fraction)


def _unpacked(table: FitTable) -> tuple[Floats, Floats]:
    """Return speed and distance of the three bytes in which old watches packed both.

    Twelve bits each. The distance goes on counting when its bits are used up, every 256 m.
    """
    raw = table.lists(_SPEED_AND_DISTANCE)
    if raw.shape[1] != 3:
        nothing = np.broadcast_to(np.nan, len(table))
        return nothing, nothing
    known = np.flatnonzero(np.isfinite(raw).all(axis=1))
    low, middle, high = raw[known].astype(np.int64).T
    bits = middle >> 4 | high << 4
    speed, distance = np.full(len(table), np.nan), np.full(len(table), np.nan)
    speed[known] = (low | (middle & 0x0F) << 8) / 100.0
    distance[known] = np.cumsum(np.diff(bits, prepend=0) & 0xFFF) / 16.0
    return speed, distance
