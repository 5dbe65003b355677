"""The templates that ship with Backstride, read from ``data/templates``.

A file holds one template or a few of a kind. The sessions of a ladder are written in the session
language, the easiest first::

    [[template.rung]]
    session = "..."

    [[template.rung]]
    changes = "repetitions"
    session = "..."
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from backstride.errors import BackstrideError, SettingsError
from backstride.training.athlete_words import EQUIPMENT, GOALS, PLACES, POSITIONS, SPORTS
from backstride.training.field_checks import check_word, check_words
from backstride.training.injury import INJURY_KINDS
from backstride.training.session_text import SessionTextError, parse_session
from backstride.training.template import STAGES, Axis, Rung, Template
from backstride.training.template_ladder import axis_problem

_DATA = Path(__file__).with_name("data") / "templates"
_FIELDS = {one.name: one for one in fields(Template)}
_BASES = ("research", "adapted", "expert opinion")
_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "goals": GOALS,
        "sports": SPORTS,
        "positions": tuple(dict.fromkeys(one for some in POSITIONS.values() for one in some)),
        "injuries": INJURY_KINDS,
        "places": PLACES,
        "equipment": EQUIPMENT,
    }
)


@cache
def templates() -> Mapping[str, Template]:
    """Return the templates that ship with Backstride by id, in the order of their stages."""
    return load_templates(_DATA)


def template(template_id: str) -> Template:
    """Return a template; SettingsError with the likely meaning for an unknown id."""
    check_word("template", template_id, tuple(templates()))
    return templates()[template_id]


def load_templates(directory: Path) -> Mapping[str, Template]:
    """Return the templates in the TOML files of a directory by id, in the order of their stages.

    Raises
    ------
    SettingsError
        One sentence with the path, the template and the rung, for the first thing that is wrong.
    """
    found: dict[str, Template] = {}
    paths = sorted(directory.glob("*.toml"))
    if not paths:
        raise SettingsError(f"{directory}: there are no templates here, which are .toml files.")
    for path in paths:
        for one in _read_file(path):
            if one.id in found:
                raise SettingsError(f"{path}: there is a second template {one.id!r}.")
            found[one.id] = one
    for one in found.values():
        for needed in one.needs:
            if needed not in found:
                raise SettingsError(f"{directory}: {one.id} needs {needed!r}, which is not there.")
    staged = sorted(found.values(), key=lambda one: (STAGES.index(one.stage), one.id))
    return MappingProxyType({one.id: one for one in staged})


def _read_file(path: Path) -> Iterator[Template]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("template", [])
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: these are no templates: {error}.") from None
    for table in tables:
        where = f"{path}: template {table.get('id', 'without an id')!r}"
        try:
            yield _made(table, where)
        except (TypeError, ValueError, AttributeError) as error:
            raise SettingsError(f"{where}: {error}.") from None


def _made(table: Mapping[str, Any], where: str) -> Template:
    values: dict[str, Any] = {
        key: tuple(one) if isinstance(one, list) else one for key, one in table.items()
    }
    values["rungs"] = _rungs(values.pop("rung", ()), where)
    unknown = next((key for key in values if key not in _FIELDS), None)
    missing = next((key for key, one in _FIELDS.items() if _is_missing(key, one, values)), None)
    if unknown or missing:
        fault = f"there is no field {unknown!r}" if unknown else f"{missing!r} is missing"
        raise SettingsError(f"{where}: {fault}.")
    try:
        _check_words(values)
    except BackstrideError as error:
        raise SettingsError(f"{where}: {error}") from None
    return Template(**values)


def _is_missing(key: str, field: Any, values: Mapping[str, Any]) -> bool:
    return key not in values and field.default is MISSING


def _check_words(values: Mapping[str, Any]) -> None:
    check_word("stage", values["stage"], STAGES)
    check_word("basis", values["basis"], _BASES)
    for name, allowed in _WORDS.items():
        check_words(name, values.get(name, ()), allowed)
    for name in ("sessions_per_week", "weeks", "ages_years"):
        bounds = values.get(name)
        if bounds is not None and not (len(bounds) == 2 and 0 < bounds[0] <= bounds[1]):
            raise SettingsError(f"{name} must be two numbers, the lower first.")
    if not set(values.get("dose_from", ())) <= set(values["findings"]):
        raise SettingsError("dose_from names something that is not in findings.")
    if bool(values.get("dose_from")) == (values["basis"] == "expert opinion"):
        raise SettingsError("a dose has dose_from unless its basis is expert opinion.")
    if bool(values.get("injuries")) != ("max_pain" in values):
        raise SettingsError("max_pain belongs to templates with injuries, and to those only.")


def _rungs(tables: tuple[Mapping[str, Any], ...], where: str) -> tuple[Rung, ...]:
    made: list[Rung] = []
    for number, table in enumerate(tables, start=1):
        here = f"{where}, rung {number}"
        try:
            rung = Rung(parse_session(table["session"]), table.get("changes"))
        except KeyError:
            raise SettingsError(f"{here}: 'session' is missing.") from None
        except SessionTextError as error:
            raise SettingsError(f"{here}: {error}") from None
        fault = _rung_fault(made[-1] if made else None, rung)
        if fault:
            raise SettingsError(f"{here}: {fault}.")
        made.append(rung)
    if not made:
        raise SettingsError(f"{where}: there are no rungs.")
    return tuple(made)


def _rung_fault(below: Rung | None, rung: Rung) -> str:
    if below is None:
        return "the first rung changes nothing" if rung.changes else ""
    if rung.changes is None or rung.changes not in get_args(Axis):
        return f"'changes' must be one of {', '.join(get_args(Axis))}"
    return axis_problem(below.session, rung.session, rung.changes)
