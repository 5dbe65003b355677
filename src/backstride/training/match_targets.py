"""What matches ask of a player backward, as targets of a programme: the model and its file.

The file is what ``backstride match --player NAME --plan-targets OUT`` writes: ``{"schema":
"backstride.plan_targets/1", "player", "team", "position", "facing", "matches", "seen_s",
"per_match": {figure: {"value", "low", "high", "unit", "basis", "sources"}}, "bout_speeds_mps",
"bout_lengths_s", "notes", ...}``. Other keys and other figures are for people, and passed over.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from backstride.errors import SettingsError
from backstride.estimate import Basis, Estimate
from backstride.training.field_checks import check_line, check_number, check_word, shown

SCHEMA = "backstride.plan_targets/1"
"""The only one this reads."""

Facing = Literal["measured", "estimated"]

UNITS: Mapping[str, str] = {
    "backward_s": "s",
    "backward_m": "m",
    "backward_run_s": "s",
    "backward_run_m": "m",
    "backward_mean_mps": "m/s",
    "backward_peak_mps": "m/s",
    "bouts": "",
    "bout_s": "s",
    "longest_bout_s": "s",
    "turned_forward": "",
    "recoveries": "",
}
"""Figures of a match that a programme can heed, each with its unit."""

_MOST: Mapping[str, float] = {"s": 86_400, "m": 100_000, "m/s": 15, "": 10_000}
# A day, more than anyone runs in one, faster than anyone has run, and more bouts than fit a match.

_BASES: tuple[Basis, ...] = ("measured", "estimated")
_NOTES = (50, 1000)  # notes, and characters of one: more is no note of a match
_LONGEST_WORD = 200  # characters of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchTargets:
    """What matches ask of a player backward: means of one match.

    Attributes
    ----------
    player, team, position : str
        ``team`` and ``position`` may be empty.
    facing : Facing
        Whether where the player faced was measured in these matches, or estimated.
    matches : int
    seen_s : float
        Mean time on the pitch.
    per_match : dict
        From a figure of ``UNITS`` to its ``Estimate``; what is not known is not in it.
    bout_speeds_mps, bout_lengths_s : (float, float) or None
        Between which four of five bouts lie.
    notes : tuple of str
        What the match says of itself.
    """

    player: str
    facing: Facing
    matches: int
    seen_s: float
    per_match: Mapping[str, Estimate]
    team: str = ""
    position: str = ""
    bout_speeds_mps: tuple[float, float] | None = None
    bout_lengths_s: tuple[float, float] | None = None
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_line("player", self.player, _LONGEST_WORD)
        for name in ("team", "position"):
            if getattr(self, name) != "":
                check_line(name, getattr(self, name), _LONGEST_WORD)
        check_word("facing", self.facing, _BASES)
        check_number("matches", self.matches, 1, 10_000, "")
        if not isinstance(self.matches, int):
            raise SettingsError(f"matches is {self.matches}, but must be a whole number.")
        check_number("seen_s", self.seen_s, 0, _MOST["s"], "s")
        for key, one in self.per_match.items():
            _check_figure(key, one)
        if not {"backward_s", "backward_run_s"} & set(self.per_match):
            raise SettingsError("per_match needs backward_s or backward_run_s.")
        _check_pair("bout_speeds_mps", self.bout_speeds_mps, "m/s")
        _check_pair("bout_lengths_s", self.bout_lengths_s, "s")
        if len(self.notes) > _NOTES[0]:
            raise SettingsError(f"notes are {len(self.notes)}, but must be at most {_NOTES[0]}.")
        for number, note in enumerate(self.notes, start=1):
            check_line(f"notes[{number}]", note, _NOTES[1])

    def aim(self, key: str) -> float | None:
        """Return how much of a figure a programme goes towards; None where it is not known.

        What was measured counts as it is; of what was estimated, the lower bound.
        """
        one = self.per_match.get(key)
        if one is None:
            return None
        return one.value if self.facing == one.basis == "measured" else one.low

    def as_json(self) -> dict[str, Any]:
        """Return the targets as ``targets_from_dict`` reads them, unrounded."""
        return {
            "schema": SCHEMA,
            "player": self.player,
            "team": self.team,
            "position": self.position or None,
            "facing": self.facing,
            "matches": self.matches,
            "seen_s": self.seen_s,
            "per_match": {
                key: {
                    "value": one.value,
                    "low": one.low,
                    "high": one.high,
                    "unit": one.unit,
                    "basis": one.basis,
                    "sources": list(one.sources),
                }
                for key, one in self.per_match.items()
            },
            "bout_speeds_mps": self.bout_speeds_mps and list(self.bout_speeds_mps),
            "bout_lengths_s": self.bout_lengths_s and list(self.bout_lengths_s),
            "notes": list(self.notes),
        }


def read_targets(path: Path) -> MatchTargets:
    """Return the targets in a file; SettingsError says in one sentence what is wrong with it."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsError(f"{path} could not be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not text in UTF-8; save it as such.") from error
    try:
        data: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"{path}: this is not valid JSON: {error}.") from None
    return targets_from_dict(data, str(path))


def targets_from_dict(data: object, where: str = "targets") -> MatchTargets:
    """Return the targets in plain values.

    Raises
    ------
    SettingsError
        One sentence that begins with ``where`` and names the field.
    """
    if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
        raise SettingsError(
            f'{where}: schema must be "{SCHEMA}", as backstride match --plan-targets writes it.'
        )
    try:
        return MatchTargets(
            player=data.get("player", ""),
            team=data.get("team") or "",
            position=data.get("position") or "",
            facing=cast(Facing, data.get("facing")),
            matches=cast(int, data.get("matches")),
            seen_s=cast(float, data.get("seen_s")),
            per_match=_figures(data.get("per_match")),
            bout_speeds_mps=_pair("bout_speeds_mps", data.get("bout_speeds_mps")),
            bout_lengths_s=_pair("bout_lengths_s", data.get("bout_lengths_s")),
            notes=_notes(data.get("notes", [])),
        )
    except SettingsError as error:
        raise SettingsError(f"{where}: {error}") from None


def _figures(data: object) -> dict[str, Estimate]:
    if not isinstance(data, Mapping):
        raise SettingsError(f"per_match is {shown(data)}, but must be a table of figures.")
    return {key: _figure(key, data[key]) for key in UNITS if data.get(key) is not None}


def _figure(key: str, data: object) -> Estimate:
    name, unit = f"per_match.{key}", UNITS[key]
    if not isinstance(data, Mapping):
        raise SettingsError(f"{name} is {shown(data)}, but must be a table with its interval.")
    for part in ("value", "low", "high"):
        check_number(f"{name}.{part}", data.get(part), 0, _MOST[unit], unit)
    value, low, high = (float(data[part]) for part in ("value", "low", "high"))
    if not low <= value <= high:
        raise SettingsError(f"{name}.value is {value:g}, but must lie from {low:g} to {high:g}.")
    check_word(f"{name}.basis", data.get("basis"), _BASES)
    if data.get("unit") != unit:
        raise SettingsError(f'{name}.unit is {shown(data.get("unit"))}, but must be "{unit}".')
    sources = data.get("sources", [])
    if not isinstance(sources, list) or not all(isinstance(one, str) for one in sources):
        raise SettingsError(f"{name}.sources is {shown(sources)}, but must be a list of ids.")
    return Estimate(value, low, high, unit, data["basis"], tuple(sources))


def _pair(name: str, data: object) -> tuple[float, float] | None:
    if data is None:
        return None
    if not isinstance(data, list) or len(data) != 2:
        raise SettingsError(f"{name} is {shown(data)}, but must be two numbers, least first.")
    return data[0], data[1]


def _notes(data: object) -> tuple[str, ...]:
    if not isinstance(data, list):
        raise SettingsError(f"notes is {shown(data)}, but must be a list of sentences.")
    return tuple(data)


def _check_figure(key: str, one: Estimate) -> None:
    if key not in UNITS:
        raise SettingsError(f"per_match.{shown(key)} is no figure that a programme heeds.")
    for bound in (one.low, one.value, one.high):
        check_number(f"per_match.{key}", bound, 0, _MOST[UNITS[key]], UNITS[key])


def _check_pair(name: str, pair: tuple[float, float] | None, unit: str) -> None:
    if pair is None:
        return
    for one in pair:
        check_number(name, one, 0, _MOST[unit], unit)
    if pair[0] > pair[1]:
        raise SettingsError(f"{name} is {pair[0]:g} to {pair[1]:g}, but must have its least first.")
