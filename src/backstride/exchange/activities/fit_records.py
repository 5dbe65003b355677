"""Records and timer events of a FIT activity."""

from typing import NamedTuple

import numpy as np

from backstride.exchange.activities.seconds import Seconds
from backstride.exchange.sessions.fit.developer import INDEX
from backstride.exchange.sessions.fit.file_bytes import Column, Table
from backstride.motion.arrays import Floats
from backstride.motion.channels import ChannelName
from backstride.motion.smoothing import runs
from backstride.readers import fit_profile as profile
from backstride.readers.activity_places import to_degrees
from backstride.readers.fit_types import (
    ENUM,
    INT8,
    INT32,
    UINT8,
    UINT16,
    UINT32,
    BaseType,
    Value,
)

_TIMESTAMP = 253
_STOP_ALL = 4


class _Field(NamedTuple):
    """A field of the profile: number, type, and how a value becomes its whole number."""

    number: int
    base: BaseType
    scale: float
    offset: float = 0.0

    def whole(self, values: Floats) -> list[Value]:
        """Return values (k,) as the numbers of the file; None where they do not fit in."""
        highest = self.base.invalid
        lowest = -highest - 1 if self.base in (INT8, INT32) else 0
        with np.errstate(invalid="ignore"):
            scaled = np.round((values + self.offset) * self.scale)
            fits = (scaled >= lowest) & (scaled < highest)
        numbers = np.where(fits, scaled, 0).astype(np.int64).tolist()
        return [n if f else None for n, f in zip(numbers, fits.tolist(), strict=True)]


_LATITUDE = _Field(0, INT32, profile.SEMICIRCLES_A_DEGREE)
_LONGITUDE = _Field(1, INT32, profile.SEMICIRCLES_A_DEGREE)
_DISTANCE, _SPEED = _Field(5, UINT32, 100.0), _Field(73, UINT32, 1000.0)
_CADENCE, _FRACTION = _Field(4, UINT8, 1.0), _Field(53, UINT8, 128.0)
_CHANNELS: dict[ChannelName, _Field] = {
    "altitude_m": _Field(78, UINT32, 5.0, 500.0),
    "heart_rate_bpm": _Field(3, UINT8, 1.0),
    "power_w": _Field(7, UINT16, 1.0),
    "temperature_c": _Field(13, INT8, 1.0),
    "vertical_oscillation_m": _Field(39, UINT16, 10_000.0),
    "contact_time_s": _Field(41, UINT16, 10_000.0),
    "step_length_m": _Field(85, UINT16, 10_000.0),
}


def record_table(seconds: Seconds, start: int) -> Table:
    """Return one record for each second of which anything is known, and for the first and last."""
    motion = seconds.motion
    columns: list[tuple[_Field, Floats]] = []
    if motion.origin_deg is not None:
        latitude, longitude = to_degrees(motion.position_m, motion.origin_deg)
        columns += [(_LATITUDE, seconds.of(latitude)), (_LONGITUDE, seconds.of(longitude))]
    speed = seconds.of(motion.speed_mps)
    if np.isfinite(speed).any():
        columns += [(_SPEED, speed), (_DISTANCE, _distance(seconds))]
    for name, field in _CHANNELS.items():
        if name in motion.channels:
            columns.append((field, seconds.of(motion.channels[name].value)))
    if "step_frequency_spm" in motion.channels:
        strides = 0.5 * seconds.of(motion.channels["step_frequency_spm"].value)
        columns += [(_CADENCE, np.floor(strides)), (_FRACTION, strides - np.floor(strides))]
    written = seconds.seen.copy()
    written[[0, -1]] = True
    at = np.flatnonzero(written)
    values = [field.whole(column[at]) for field, column in columns]
    directions = [profile.DIRECTION_NUMBERS.get(word) for word in seconds.direction[at].tolist()]
    return Table(
        profile.RECORD,
        (
            Column(_TIMESTAMP, UINT32),
            *(Column(field.number, field.base) for field, _ in columns),
            Column(profile.STEP_DIRECTION, UINT8, INDEX),
        ),
        list(zip((start + at).tolist(), *values, directions, strict=True)),
    )


def _distance(seconds: Seconds) -> Floats:
    """Return the device's own count of distance, else that of the motion's speed."""
    own = seconds.motion.channels.get("distance_m")
    counted = seconds.distance_m if own is None else seconds.of(own.value)
    return np.where(seconds.seen, counted, np.nan)


def event_table(seconds: Seconds, start: int) -> Table:
    """Return when the timer ran: it stands over stretches of which nothing is known."""
    rows: list[tuple[Value, ...]] = [(start, profile.TIMER, profile.TIMER_START)]
    last = len(seconds) - 1
    for a, b in runs(~seconds.seen).tolist():
        if b <= last:
            rows.append((start + max(0, a - 1), profile.TIMER, _STOP_ALL))
            rows.append((start + b, profile.TIMER, profile.TIMER_START))
    rows.append((start + last, profile.TIMER, _STOP_ALL))
    return Table(
        profile.EVENT, (Column(_TIMESTAMP, UINT32), Column(0, ENUM), Column(1, ENUM)), rows
    )
