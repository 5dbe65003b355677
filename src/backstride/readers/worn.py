"""From a logger's columns to sensors on one clock: what all readers of worn sensors share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from backstride.errors import DamagedFileError, NothingToMeasureError
from backstride.inertial.clock import Samples, UnusableClockError, in_order
from backstride.inertial.grid import on_even_grid
from backstride.inertial.units import (
    UNITS_DPS,
    UNITS_MPS2,
    UnknownUnitError,
    acceleration_unit,
    angular_velocity_unit,
)
from backstride.motion.arrays import Floats
from backstride.motion.channels import Lap
from backstride.motion.inertial import Inertial, Placement, Track
from backstride.readers.sensor_recording import SensorRecording

_MOST_MPS2, _MOST_DPS = 4000.0, 20_000.0  # beyond the ranges of any sensor sold to be worn
_SHORTEST_S = 1.0  # no step fits in less
_LARGEST = 1e10  # a raw count of 32 bits has less
_NOT_ALIKE = 1e-9  # what a signal varies by at least, in any unit
_FOLLOWED = "{} But the mapping was followed."


@dataclass(frozen=True)
class RawSensor:
    """One worn sensor as its file has it.

    Attributes
    ----------
    name : str
    acceleration : Samples
        Three columns, gravity included, positive away from the ground at rest.
    acceleration_unit : str or None
        A key of ``units.UNITS_MPS2``; None to tell it by gravity.
    angular_velocity, magnetic_field : Samples or None
    angular_velocity_unit : str or None
        A key of ``units.UNITS_DPS``; None to tell it by how gravity turns.
    placement : Placement
    sure_of_units : bool
        Whether a person declared the units: then a doubt is said, and they stand.
    acceleration_limit_mps2, angular_velocity_limit_dps : float or None
        Where a channel clips, when the file says.
    """

    name: str
    acceleration: Samples
    acceleration_unit: str | None = None
    angular_velocity: Samples | None = None
    angular_velocity_unit: str | None = None
    magnetic_field: Samples | None = None
    placement: Placement = field(default_factory=Placement)
    sure_of_units: bool = False
    acceleration_limit_mps2: float | None = None
    angular_velocity_limit_dps: float | None = None


def recording_of(
    raw: Sequence[RawSensor],
    *,
    name: str,
    path: Path,
    track: Track | None = None,
    started_at: datetime | None = None,
    said: Sequence[str] = (),
    laps: Sequence[Lap] = (),
    synthetic: bool = False,
) -> SensorRecording:
    """Return the sensors of a file on one clock whose 0 is their first sample.

    ``track``, ``laps`` and ``started_at`` are given on the clock of the samples' stamps.

    Raises
    ------
    DamagedFileError
        When stamps or values cannot be right.
    NothingToMeasureError
        When the unit cannot be told, gravity was taken out, or there is less than a second.
    """
    built: list[Inertial] = []
    sentences = list(said)
    for one in raw:
        sensor, more = _built(one, path)
        built.append(sensor)
        sentences += [f"{one.name}: {s}" if len(raw) > 1 else s for s in more]
    zero_s = min(float(sensor.time_s[0]) for sensor in built)
    return SensorRecording(
        format=name,
        sensors=tuple(_moved(sensor, zero_s) for sensor in built),
        track=_moved_track(track, zero_s),
        started_at=started_at + timedelta(seconds=zero_s) if started_at else None,
        warnings=tuple(dict.fromkeys(sentences)),
        synthetic=synthetic,
        laps=tuple(
            Lap(lap.start_s - zero_s, lap.end_s - zero_s, lap.name, lap.distance_m, lap.direction)
            for lap in laps
        ),
    )


def _built(raw: RawSensor, path: Path) -> tuple[Inertial, list[str]]:
    given = {
        "acceleration": raw.acceleration,
        "angular velocity": raw.angular_velocity,
        "magnetic field": raw.magnetic_field,
    }
    said: list[str] = []
    parts: dict[str, Samples] = {}
    try:
        for kind, raw_samples in given.items():
            if raw_samples is None:
                continue
            samples = _with_numbers(raw_samples)
            if kind != "acceleration" and not _has_signal(samples):
                continue
            parts[kind], sentences = in_order(samples)
            said += sentences
        even = on_even_grid(list(parts.values()))
    except UnusableClockError as error:
        raise DamagedFileError(f"{path}: {error}; export the recording again.") from None
    said += even.said
    if even.time_s[-1] - even.time_s[0] < _SHORTEST_S:
        raise NothingToMeasureError(
            f"{path}: holds {even.time_s[-1] - even.time_s[0]:.2g} s, less than a step takes."
        )
    values = dict(zip(parts, even.values, strict=True))
    acceleration, angular_velocity, more = _in_units(raw, even.time_s, values, path)
    magnetic = values.get("magnetic field")
    return Inertial(
        name=raw.name,
        time_s=even.time_s,
        acceleration_mps2=acceleration,
        angular_velocity_dps=angular_velocity,
        magnetic_field=magnetic,
        placement=raw.placement,
        acceleration_limit_mps2=raw.acceleration_limit_mps2,
        angular_velocity_limit_dps=raw.angular_velocity_limit_dps,
    ), said + more


def _with_numbers(samples: Samples) -> Samples:
    """Return samples with NaN for what is no number in any unit."""
    with np.errstate(invalid="ignore"):
        good = np.abs(samples.values) < _LARGEST
    if good.all():
        return samples
    return replace(samples, values=np.where(good, samples.values, np.nan))


def _has_signal(samples: Samples) -> bool:
    """Return whether a sensor was on: not blank and not the same number throughout."""
    if len(samples) < 3:
        return False
    finite = samples.values[np.isfinite(samples.values).all(axis=1)]
    return len(finite) > 2 and bool(np.ptp(finite, axis=0).max() > _NOT_ALIKE)


def _in_units(
    raw: RawSensor, time_s: Floats, values: Mapping[str, Floats], path: Path
) -> tuple[Floats, Floats | None, list[str]]:
    """Return m/s² and deg/s, and what had to be said for it."""
    rate_hz = 1.0 / float(time_s[1] - time_s[0])
    acceleration, turning = values["acceleration"], values.get("angular velocity")
    unit, said = _unit_of_acceleration(raw, acceleration, rate_hz, path)
    acceleration, more = _possible(acceleration * UNITS_MPS2[unit], _MOST_MPS2, path)
    said += more
    if turning is None:
        return acceleration, None, said
    declared = raw.angular_velocity_unit
    unit, doubt = angular_velocity_unit(acceleration, turning, rate_hz, declared)
    if raw.sure_of_units and declared is not None and doubt is not None:
        unit, doubt = declared, _FOLLOWED.format(doubt)
    turning, more = _possible(turning * UNITS_DPS[unit], _MOST_DPS, path)
    return acceleration, turning, [*said, *([doubt] if doubt else []), *more]


def _unit_of_acceleration(
    raw: RawSensor, acceleration: Floats, rate_hz: float, path: Path
) -> tuple[str, list[str]]:
    declared = raw.acceleration_unit
    try:
        unit, doubt = acceleration_unit(acceleration, rate_hz, declared)
    except UnknownUnitError as error:
        if not raw.sure_of_units or declared is None:
            raise NothingToMeasureError(f"{path}: {error}.") from None
        return declared, [f"The sensor {error}."]
    if raw.sure_of_units and declared is not None and doubt is not None:
        return declared, [_FOLLOWED.format(doubt)]
    return unit, [doubt] if doubt else []


def _possible(values: Floats, most: float, path: Path) -> tuple[Floats, list[str]]:
    """Return values without those that no worn sensor can give."""
    with np.errstate(invalid="ignore"):
        wrong = (np.abs(values) > most).any(axis=1)
    seen = np.isfinite(values).all(axis=1) & ~wrong
    if not seen.any():
        raise NothingToMeasureError(f"{path}: has no sample that a worn sensor can have given.")
    if not wrong.any():
        return values, []
    if wrong.sum() > 0.5 * (wrong | seen).sum():
        raise DamagedFileError(
            f"{path}: more than half of its samples are beyond what a worn sensor gives; check the "
            "unit, or export it again."
        )
    cleaned = values.copy()
    cleaned[wrong] = np.nan
    return cleaned, [f"{wrong.sum()} samples beyond what a worn sensor gives were left out."]


def _moved(sensor: Inertial, zero_s: float) -> Inertial:
    return replace(sensor, time_s=sensor.time_s - zero_s)


def _moved_track(track: Track | None, zero_s: float) -> Track | None:
    return None if track is None else replace(track, time_s=track.time_s - zero_s)
