"""The file with which anybody takes part: what their system says of each case."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backstride.errors import SettingsError

SCHEMA = "backstride.predictions/1"
DIRECTIONS = ("forward", "backward", "left", "right", "transition", "unknown", "still")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch ``[start_s, end_s)`` of one direction; distance NaN where nothing is said."""

    start_s: float
    end_s: float
    direction: str
    distance_m: float


@dataclass(frozen=True, slots=True)
class Landing:
    """A step; what a system does not say is NaN or ``"unknown"``."""

    initial_contact_s: float
    terminal_contact_s: float
    side: str
    direction: str


@dataclass(frozen=True)
class Said:
    """What a system says of one case.

    Attributes
    ----------
    stretches : tuple of Stretch
        In order of time.
    steps : tuple of Landing or None
        None when the system finds no steps.
    refused : str
        Why it gives no answer; empty when it does.
    """

    stretches: tuple[Stretch, ...] = ()
    steps: tuple[Landing, ...] | None = None
    refused: str = ""


def read_predictions(path: Path) -> dict[str, Said]:
    """Return what a file says of each case.

    Raises
    ------
    SettingsError
        With one sentence that says what is wrong and where.
    """
    try:
        said = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: cannot be read as JSON ({error}).") from None
    if not isinstance(said, dict) or said.get("schema") != SCHEMA:
        raise SettingsError(f'{path}: "schema" has to be "{SCHEMA}"; see docs/benchmark.md.')
    cases = said.get("cases")
    if not isinstance(cases, dict):
        raise SettingsError(f'{path}: "cases" has to be an object with one entry per case.')
    return {name: said_of(case, f"{path}, case {name}") for name, case in cases.items()}


def said_of(case: object, where: str) -> Said:
    """Return one case's entry, checked."""
    if not isinstance(case, Mapping):
        raise SettingsError(f"{where}: an object is expected.")
    if case.get("refused"):
        return Said(refused=str(case["refused"]))
    bouts = [_stretch(b, f"{where}, bout {i}") for i, b in enumerate(_list(case, "bouts", where))]
    steps = None
    if case.get("steps") is not None:
        found = _list(case, "steps", where)
        steps = tuple(
            sorted(
                (_landing(s, f"{where}, step {i}") for i, s in enumerate(found)),
                key=lambda s: s.initial_contact_s,
            )
        )
    return Said(tuple(sorted(bouts, key=lambda b: b.start_s)), steps)


def _list(case: Mapping[str, Any], name: str, where: str) -> list[Any]:
    found = case.get(name, [])
    if not isinstance(found, list):
        raise SettingsError(f'{where}: "{name}" has to be a list.')
    return found


def _stretch(entry: object, where: str) -> Stretch:
    start, end = _number(entry, "start_s", where), _number(entry, "end_s", where)
    if not end > start:
        raise SettingsError(f"{where}: end_s has to be after start_s.")
    return Stretch(
        start, end, _direction(entry, where), _number(entry, "distance_m", where, needed=False)
    )


def _landing(entry: object, where: str) -> Landing:
    assert isinstance(entry, Mapping) or entry is not None  # noqa: S101
    side = entry.get("side") if isinstance(entry, Mapping) else None
    return Landing(
        _number(entry, "initial_contact_s", where, needed=False),
        _number(entry, "terminal_contact_s", where, needed=False),
        side if side in ("left", "right") else "unknown",
        _direction(entry, where),
    )


def _direction(entry: object, where: str) -> str:
    word = entry.get("direction") if isinstance(entry, Mapping) else None
    if word not in DIRECTIONS:
        raise SettingsError(f"{where}: direction is {word!r}; use {', '.join(DIRECTIONS)}.")
    return str(word)


def _number(entry: object, name: str, where: str, *, needed: bool = True) -> float:
    value = entry.get(name) if isinstance(entry, Mapping) else None
    if value is None and not needed:
        return math.nan
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise SettingsError(f"{where}: {name} is {value!r}; a number is needed.")
    return float(value)
