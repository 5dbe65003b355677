"""Mapping files: what the columns of a table are, in TOML; see ``docs/mapping-file.md``."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from backstride.errors import SettingsError
from backstride.inertial.stamps import ORDERS, SECONDS_PER_UNIT
from backstride.inertial.units import UNITS_DPS, UNITS_MPS2
from backstride.inertial.wearing import parse_placement
from backstride.motion.inertial import Placement

Column: TypeAlias = int | str
Axes: TypeAlias = Sequence[tuple[Column, float]]

_LARGEST_BYTES = 100_000
_DELIMITERS = {",": ",", ";": ";", "tab": "\t", "|": "|", "space": " "}
_SLOWEST_HZ, _FASTEST_HZ = 1.0, 10_000.0  # of worn sensors
_TRACK = ("latitude", "longitude", "altitude", "speed", "course", "error")
_KEYS = {
    "file": ("delimiter", "decimal", "skip", "titles"),
    "time": ("column", "unit", "zone", "order", "rate_hz", "start"),
    "sensor": (
        "name",
        "placement",
        "acceleration",
        "acceleration_unit",
        "at_rest",
        "angular_velocity",
        "angular_velocity_unit",
        "magnetic_field",
    ),
    "track": _TRACK,
}


@dataclass(frozen=True)
class MappedTime:
    """How time is written: in a column, or as a rate."""

    column: Column | None = None
    unit: str | None = None
    zone: tzinfo | None = None
    order: Literal["ymd", "dmy", "mdy"] = "ymd"
    rate_hz: float = 0.0
    start: datetime | None = None


@dataclass(frozen=True)
class MappedSensor:
    """Columns and signs of a sensor's axes, its units and placement."""

    name: str
    placement: Placement
    acceleration: Axes
    acceleration_unit: str | None
    acceleration_scale: float
    angular_velocity: Axes | None
    angular_velocity_unit: str | None
    angular_velocity_scale: float
    magnetic_field: Axes | None


@dataclass(frozen=True)
class Mapped:
    """A whole mapping file."""

    time: MappedTime
    sensors: tuple[MappedSensor, ...]
    delimiter: str | None = None
    decimal: str | None = None
    skip: int = 0
    titles: bool = True
    track: Mapping[str, Column] = field(default_factory=dict)


def read_mapping(path: Path) -> Mapped:
    """Return what a mapping file says.

    Raises
    ------
    SettingsError
        When it is no such thing; the sentence says where and what is possible.
    """
    said = _toml(path)
    _known(path, "the file", said, tuple(_KEYS))
    file, time, track = (_part(path, said, key) for key in ("file", "time", "track"))
    sensors = said.get("sensor")
    if (
        not isinstance(sensors, list)
        or not sensors
        or not all(isinstance(s, dict) for s in sensors)
    ):
        raise SettingsError(f"{path}: needs a [[sensor]] with its columns of acceleration.")
    return Mapped(
        time=_time(path, time),
        sensors=tuple(_sensor(path, s, i) for i, s in enumerate(sensors, 1)),
        delimiter=_DELIMITERS[_choice(path, "delimiter", file["delimiter"], _DELIMITERS)]
        if "delimiter" in file
        else None,
        decimal=_choice(path, "decimal", file["decimal"], (".", ","))
        if "decimal" in file
        else None,
        skip=_whole(path, "skip", file.get("skip", 0)),
        titles=file.get("titles", True) is not False,
        track=_track(path, track),
    )


def _toml(path: Path) -> Mapping[str, object]:
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise SettingsError(f"{path}: is too large to be a mapping file.")
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        if isinstance(error, UnicodeDecodeError):
            why = "is no text"
        elif isinstance(error, tomllib.TOMLDecodeError):
            why = f"is not valid TOML: {error}"
        else:
            why = f"cannot be opened ({getattr(error, 'strerror', None) or error})"
        raise SettingsError(f"{path}: {why}.") from None
    except RecursionError:
        raise SettingsError(f"{path}: is nested too deeply to be a mapping file.") from None


def _part(path: Path, said: Mapping[str, object], key: str) -> Mapping[str, object]:
    part = said.get(key, {})
    if not isinstance(part, dict):
        raise SettingsError(f"{path}: {key} must be a table, written [{key}].")
    _known(path, f"[{key}]", part, _KEYS[key])
    return part


def _known(path: Path, where: str, said: Mapping[str, object], known: Sequence[str]) -> None:
    for key in said:
        if key not in known:
            raise SettingsError(f"{path}: {where} knows no “{key}”; it knows {', '.join(known)}.")


def _time(path: Path, said: Mapping[str, object]) -> MappedTime:
    start = said.get("start")
    if start is not None and (not isinstance(start, datetime) or start.tzinfo is None):
        raise SettingsError(
            f"{path}: start needs a date and time with its offset, as in 2026-05-04T18:00:00+02:00."
        )
    if "column" in said:
        zone = said.get("zone")
        units = (*SECONDS_PER_UNIT, "text")
        return MappedTime(
            column=_column(path, "time", said["column"]),
            unit=_choice(path, "unit", said["unit"], units) if "unit" in said else None,
            zone=None if zone is None else _zone(path, zone),
            order=_choice(path, "order", said.get("order", "ymd"), ORDERS),  # type: ignore[arg-type]
            start=start,
        )
    rate = said.get("rate_hz")
    if not isinstance(rate, int | float) or not _SLOWEST_HZ <= rate <= _FASTEST_HZ:
        raise SettingsError(
            f"{path}: [time] needs a column of time stamps, or rate_hz between {_SLOWEST_HZ:g} and "
            f"{_FASTEST_HZ:g}."
        )
    return MappedTime(rate_hz=float(rate), start=start)


def _zone(path: Path, name: object) -> tzinfo:
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(str(name))
    except (KeyError, ValueError, OSError):
        raise SettingsError(
            f"{path}: “{str(name)[:40]}” is no time zone; write, for example, Europe/Berlin."
        ) from None


def _sensor(path: Path, said: Mapping[str, object], number: int) -> MappedSensor:
    where = f"[[sensor]] {number}"
    _known(path, where, said, _KEYS["sensor"])
    if "acceleration" not in said:
        raise SettingsError(f"{path}: {where} needs acceleration = [x, y, z], names of columns.")
    unit, scale = _unit(path, said, "acceleration_unit", UNITS_MPS2, "m/s^2")
    turn_unit, turn_scale = _unit(path, said, "angular_velocity_unit", UNITS_DPS, "deg/s")
    at_rest = _choice(path, "at_rest", said.get("at_rest", "up"), ("up", "down"))
    placement = Placement()
    if "placement" in said:
        try:
            placement = parse_placement(str(said["placement"]))
        except SettingsError as error:
            raise SettingsError(f"{path}: {where}: {error}") from None
    axes = _axes(path, where, said, "acceleration")
    return MappedSensor(
        name=str(said.get("name", f"sensor {number}"))[:100],
        placement=placement,
        acceleration=axes or (),
        acceleration_unit=unit,
        acceleration_scale=scale * (1.0 if at_rest == "up" else -1.0),
        angular_velocity=_axes(path, where, said, "angular_velocity"),
        angular_velocity_unit=turn_unit,
        angular_velocity_scale=turn_scale,
        magnetic_field=_axes(path, where, said, "magnetic_field"),
    )


def _unit(
    path: Path, said: Mapping[str, object], key: str, known: Mapping[str, float], base: str
) -> tuple[str | None, float]:
    """Return a unit and a factor: a number stands for that many m/s² or °/s in one step."""
    unit = said.get(key)
    if unit is None:
        return None, 1.0
    if isinstance(unit, int | float) and not isinstance(unit, bool) and 0 < abs(unit) < 1e6:
        return base, float(unit)
    return _choice(path, key, unit, known), 1.0


def _axes(path: Path, where: str, said: Mapping[str, object], key: str) -> Axes | None:
    columns = said.get(key)
    if columns is None:
        return None
    if not isinstance(columns, list) or len(columns) != 3:
        raise SettingsError(f"{path}: {where}: {key} needs three columns, for x, y and z.")
    return tuple(_signed(path, f"{where}: {key}", column) for column in columns)


def _signed(path: Path, where: str, column: object) -> tuple[Column, float]:
    """Return a column and its sign; ``-name`` or a negative number turns an axis round."""
    if isinstance(column, str) and column.startswith("-") and len(column) > 1:
        return _column(path, where, column[1:]), -1.0
    if isinstance(column, int) and column < 0:
        return _column(path, where, -column), -1.0
    return _column(path, where, column), 1.0


def _column(path: Path, where: str, column: object) -> Column:
    if isinstance(column, str) and column:
        return column
    if isinstance(column, int) and not isinstance(column, bool) and 1 <= column <= 10_000:
        return column
    raise SettingsError(
        f"{path}: {where} needs the title of a column, or its number counted from 1."
    )


def _track(path: Path, said: Mapping[str, object]) -> Mapping[str, Column]:
    found = {key: _column(path, f"[track] {key}", value) for key, value in said.items()}
    if found and not {"latitude", "longitude"} <= found.keys():
        raise SettingsError(f"{path}: [track] needs latitude and longitude.")
    return found


def _choice(
    path: Path, key: str, value: object, known: Sequence[str] | Mapping[str, object]
) -> str:
    if isinstance(value, str) and value in known:
        return value
    raise SettingsError(
        f"{path}: {key} is “{str(value)[:40]}”; possible are {', '.join(str(k) for k in known)}."
    )


def _whole(path: Path, key: str, value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10_000:
        return value
    raise SettingsError(f"{path}: {key} needs a whole number from 0 to 10000.")
