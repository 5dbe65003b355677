"""Scenarios as TOML text, and the ones that come with Backstride."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from backstride.errors import SettingsError
from backstride.simulate.scenario import Body, Scenario, Segment

T = TypeVar("T", Body, Scenario, Segment)


def scenario_names() -> list[str]:
    """Return the names of the scenarios that come with Backstride."""
    return sorted(f.name.removesuffix(".toml") for f in _shipped() if f.name.endswith(".toml"))


def load_scenario(path_or_text: str | Path) -> Scenario:
    """Return a scenario from a shipped name, a TOML file or TOML text.

    Raises
    ------
    SettingsError
        With one sentence that says what is wrong and where.
    """
    if isinstance(path_or_text, Path):
        return _from_file(path_or_text)
    if "\n" in path_or_text or "=" in path_or_text:
        return _from_text(path_or_text, "scenario text", "scenario")
    if path_or_text in scenario_names():
        found = resources.files("backstride.simulate") / "scenarios" / f"{path_or_text}.toml"
        return _from_text(found.read_text("utf-8"), path_or_text, path_or_text)
    if not path_or_text.strip():
        raise SettingsError("the scenario text is empty; give a name, a file or TOML text.")
    return _from_file(Path(path_or_text))


def scenario_as_toml(scenario: Scenario) -> str:
    """Return TOML text that ``load_scenario`` reads back to an equal scenario."""
    lines = _assignments(scenario, skip=("segments", "body"))
    lines += ["", "[body]", *_assignments(scenario.body)]
    for segment in scenario.segments:
        lines += ["", "[[segment]]", *_assignments(segment)]
    return "\n".join(lines) + "\n"


def _shipped() -> list[Any]:
    return list((resources.files("backstride.simulate") / "scenarios").iterdir())


def _from_file(path: Path) -> Scenario:
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise SettingsError(
            f"{path}: there is no such scenario file, and no shipped scenario of that name; "
            f"shipped are {', '.join(scenario_names())}."
        ) from None
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise SettingsError(f"{path}: the scenario cannot be read as text ({error}).") from error
    return _from_text(text, str(path), path.stem)


def _from_text(text: str, where: str, name: str) -> Scenario:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{where}: this is not TOML: {error}.") from error
    segments = table.pop("segment", None)
    body = table.pop("body", {})
    if not isinstance(segments, list) or not segments:
        raise SettingsError(f"{where}: there is no [[segment]]; add at least one.")
    made = tuple(
        _make(Segment, segment, f"{where}, segment {number}")
        for number, segment in enumerate(segments, start=1)
    )
    values = {"name": name, **table, "segments": made, "body": _make(Body, body, f"{where}, body")}
    return _make(Scenario, values, where)


def _make(kind: type[T], values: object, where: str) -> T:
    """Return a dataclass from a table, or raise with the place."""
    if not isinstance(values, Mapping):
        raise SettingsError(f"{where}: a table of settings is expected here.")
    known = {f.name: f for f in fields(kind)}
    for key in values:
        if key not in known:
            raise SettingsError(f"{where}: there is no setting {key!r}; use {', '.join(known)}.")
    for name, setting in known.items():
        needed = setting.default is MISSING and setting.default_factory is MISSING
        if needed and name not in values:
            raise SettingsError(f"{where}: {name} is missing.")
    try:
        return kind(**values)
    except SettingsError as error:
        raise SettingsError(f"{where}: {error}") from None


def _assignments(record: object, skip: tuple[str, ...] = ()) -> list[str]:
    """Return ``name = value`` for every setting that differs from its default."""
    lines = []
    for setting in fields(record):  # type: ignore[arg-type]
        value = getattr(record, setting.name)
        if setting.name not in skip and value is not None and value != setting.default:
            lines.append(f"{setting.name} = {_toml(value)}")
    return lines


def _toml(value: str | float) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return repr(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return (
        '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'
    )
