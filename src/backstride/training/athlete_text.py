"""An athlete as JSON or TOML, and back.

The keys are the fields of ``Athlete``; dates are written YYYY-MM-DD. Reading also takes
``running_years`` in place of ``running_weeks``.
"""

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from backstride.errors import SettingsError
from backstride.training.athlete import Athlete
from backstride.training.field_checks import check_number, shown
from backstride.training.injury import Injury

SCHEMA = "backstride.athlete/1"
"""Written with every athlete; reading takes this one or none."""

_WEEKS_PER_YEAR = 52  # whole weeks; the day left over changes no rule


def athlete_as_dict(athlete: Athlete) -> dict[str, Any]:
    """Return an athlete as plain values for JSON; what is not known is left out."""
    return {"schema": SCHEMA} | _plain_fields(athlete)


def athlete_json(athlete: Athlete) -> str:
    """Return an athlete as JSON text."""
    return json.dumps(athlete_as_dict(athlete), indent=2, ensure_ascii=False) + "\n"


def athlete_toml(athlete: Athlete) -> str:
    """Return an athlete as TOML text."""
    plain = athlete_as_dict(athlete)
    injuries = plain.pop("injuries")
    tables = {key: value for key, value in plain.items() if isinstance(value, dict)}
    lines = [f"{key} = {_toml(value)}" for key, value in plain.items() if key not in tables]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{key} = {_toml(value)}" for key, value in table.items())]
    for injury in injuries:
        lines += ["", "[[injuries]]", *(f"{key} = {_toml(value)}" for key, value in injury.items())]
    return "\n".join(lines) + "\n"


def athlete_from_dict(table: object, where: str = "athlete") -> Athlete:
    """Return the athlete described by plain values, as read from JSON or TOML.

    Parameters
    ----------
    table : object
        A mapping with the fields of ``Athlete`` as keys.
    where : str
        What error messages begin with, such as a path.

    Raises
    ------
    SettingsError
        One sentence that names the field, what it is and what it must be.
    """
    try:
        return _athlete(table)
    except SettingsError as error:
        raise SettingsError(f"{where}: {error}") from None


def athlete_from_text(text: str, *, toml: bool = False, where: str = "athlete") -> Athlete:
    """Return the athlete written in JSON, or in TOML; SettingsError says where it is broken."""
    try:
        table: object = tomllib.loads(text) if toml else json.loads(text)
    except (ValueError, RecursionError) as error:
        kind = "TOML" if toml else "JSON"
        raise SettingsError(f"{where}: this is not valid {kind}: {error}") from None
    return athlete_from_dict(table, where)


def read_athlete(path: Path) -> Athlete:
    """Return the athlete in a file: TOML when its name ends in ``.toml``, otherwise JSON."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"{path}: byte {error.start} is not UTF-8 text; save the file as UTF-8."
        ) from None
    return athlete_from_text(text, toml=path.suffix.lower() == ".toml", where=str(path))


def _plain_fields(record: Athlete | Injury) -> dict[str, Any]:
    named = ((one.name, getattr(record, one.name)) for one in fields(record))
    return {name: _plain(value) for name, value in named if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Injury):
        return _plain_fields(value)
    return dict(value) if isinstance(value, Mapping) else value


def _toml(value: Any) -> str:
    if isinstance(value, str | bool | list):
        return json.dumps(value, ensure_ascii=False)
    return repr(value)


def _athlete(table: object) -> Athlete:
    known = _known_fields(Athlete, table, ("name", "body_mass_kg", "height_m"), _OTHER_KEYS)
    if known.pop("schema", SCHEMA) != SCHEMA:
        raise SettingsError(f'schema must be "{SCHEMA}", the only one this version reads.')
    if "running_years" in known:
        years = known.pop("running_years")
        if "running_weeks" in known:
            raise SettingsError("running_years and running_weeks are both given: keep one.")
        check_number("running_years", years, 0, 100, "years")
        known["running_weeks"] = years * _WEEKS_PER_YEAR
    return Athlete(**{key: _read(key, value) for key, value in known.items()})


def _injury(index: int, table: object) -> Injury:
    if not isinstance(table, Mapping):
        raise SettingsError(f"injuries[{index}] is {shown(table)}, but must be a table.")
    try:
        known = _known_fields(Injury, table, ("kind", "site", "side", "stage"), ())
        return Injury(**{key: _read(key, value) for key, value in known.items()})
    except SettingsError as error:
        raise SettingsError(f"injuries[{index}].{error}") from None


def _known_fields(
    kind: type[Athlete | Injury], table: object, needed: tuple[str, ...], more: tuple[str, ...]
) -> dict[str, Any]:
    if not isinstance(table, Mapping):
        raise SettingsError(f"this is {shown(table)}, but must be a table of named fields.")
    names = [one.name for one in fields(kind)] + list(more)
    for key in table:
        if key not in names:
            near = get_close_matches(str(key), names, 1)
            hint = f'; did you mean "{near[0]}"?' if near else "; take it out."
            raise SettingsError(f"{shown(key)[1:-1]} is no field that is known here{hint}")
    for name in needed:
        if table.get(name) is None:
            raise SettingsError(f"{name} is missing and must be given.")
    return {key: value for key, value in table.items() if value is not None}


def _read(field: str, value: object) -> Any:
    return _READERS[field](field, value) if field in _READERS else value


def _date(field: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise SettingsError(
            f"{field} is {shown(value)}, but must be a date written YYYY-MM-DD."
        ) from None


def _list(field: str, value: object) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise SettingsError(f"{field} is {shown(value)}, but must be a list.")
    return tuple(value)


def _dates(field: str, value: object) -> tuple[Any, ...]:
    return tuple(_date(field, one) for one in _list(field, value))


def _injuries(field: str, value: object) -> tuple[Injury, ...]:
    return tuple(_injury(index, one) for index, one in enumerate(_list(field, value)))


_OTHER_KEYS = ("schema", "running_years")
_READERS: Mapping[str, Callable[[str, object], Any]] = {
    "birth_date": _date,
    "since": _date,
    "surgery_on": _date,
    "goals": _list,
    "equipment": _list,
    "places": _list,
    "match_weekdays": _list,
    "match_dates": _dates,
    "injuries": _injuries,
}
