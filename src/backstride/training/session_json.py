"""A session as plain dicts, lists, texts and numbers, for JSON, and back.

``{"schema": "backstride.session/1", "title", "surface", "note", "items": [STEP or REPEAT]}`` with
REPEAT ``{"repeat": count, "items": […]}`` and STEP ``{"amount", "unit", "movement", "direction",
"effort", "surface", "incline_percent", "load", "cue"}``, named as in the model. Keys that say
nothing are left out. Unknown keys are refused: a misspelt direction must not vanish.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, Literal, NoReturn, TypeVar

from backstride.errors import SettingsError
from backstride.training.session import Effort, Item, Load, Repeat, Session, Step
from backstride.training.session_error import quoted
from backstride.training.session_terms import MAX_REPEAT_DEPTH
from backstride.training.session_words import closest

SCHEMA = "backstride.session/1"

_Made = TypeVar("_Made")
_Want = Literal["text", "number", "object", "list"]

_STEP_KEYS: dict[str, _Want] = {
    "amount": "number",
    "unit": "text",
    "movement": "text",
    "direction": "text",
    "effort": "object",
    "surface": "text",
    "incline_percent": "number",
    "load": "object",
    "cue": "text",
}
_REPEAT_KEYS: dict[str, _Want] = {"repeat": "number", "items": "list"}
_EFFORT_KEYS: dict[str, _Want] = {
    "kind": "text",
    "word": "text",
    "low": "number",
    "high": "number",
}
_LOAD_KEYS: dict[str, _Want] = {"kind": "text", "kg": "number", "body_mass_percent": "number"}
_SESSION_KEYS: dict[str, _Want] = {
    "schema": "text",
    "title": "text",
    "surface": "text",
    "note": "text",
    "items": "list",
}


def session_to_dict(session: Session) -> dict[str, Any]:
    """Return a session as what ``json.dumps`` takes."""
    items = [_item_to_dict(item) for item in session.items]
    return {"schema": SCHEMA, **_told(session, "items"), "items": items}


def _item_to_dict(item: Item) -> dict[str, Any]:
    if isinstance(item, Repeat):
        return {"repeat": item.count, "items": [_item_to_dict(inner) for inner in item.items]}
    told = _told(item, "effort", "load")
    if item.effort:
        told["effort"] = _told(item.effort)
    if item.load:
        told["load"] = _told(item.load)
    return told


def _told(thing: Session | Step | Effort | Load, *apart: str) -> dict[str, Any]:
    """Return the attributes that differ from their default, but for some."""
    told = {}
    for attribute in fields(thing):
        value = getattr(thing, attribute.name)
        if attribute.name not in apart and value != attribute.default:
            told[attribute.name] = _number(value) if isinstance(value, float) else value
    return told


def _number(value: float) -> float:
    """Return a whole number without its decimals, as a person writes it."""
    return int(value) if value == int(value) else float(value)


def session_from_dict(data: object) -> Session:
    """Return the session that ``session_to_dict`` made a dict of.

    Raises
    ------
    SettingsError
        For anything else: a sentence that names the place, such as ``items[2].effort.low``.
    """
    told = _object(data, "", _SESSION_KEYS, ("schema", "title", "items"))
    if told["schema"] != SCHEMA:
        _refuse("schema", f"{quoted(told['schema'])} is not {SCHEMA}")
    items = _items(told["items"], "items", 1)
    arguments = {key: value for key, value in told.items() if key not in ("schema", "items")}
    return _made(Session, "", {**arguments, "items": items})


def _items(data: list[object], place: str, depth: int) -> tuple[Item, ...]:
    if depth > MAX_REPEAT_DEPTH + 1:
        _refuse(place, f"repeats stand at most {MAX_REPEAT_DEPTH} deep inside each other")
    return tuple(_item(item, f"{place}[{index}]", depth) for index, item in enumerate(data))


def _item(data: object, place: str, depth: int) -> Item:
    if isinstance(data, Mapping) and "repeat" in data:
        told = _object(data, place, _REPEAT_KEYS, ("repeat", "items"))
        if told["repeat"] % 1:
            _refuse(f"{place}.repeat", "a count is a whole number")
        count, items = int(told["repeat"]), _items(told["items"], f"{place}.items", depth + 1)
        return _made(Repeat, place, {"count": count, "items": items})
    told = _object(data, place, _STEP_KEYS, ("amount", "unit", "movement"))
    if "effort" in told:
        effort = _object(told["effort"], f"{place}.effort", _EFFORT_KEYS, ("kind",))
        told["effort"] = _made(Effort, f"{place}.effort", effort)
    if "load" in told:
        load = _object(told["load"], f"{place}.load", _LOAD_KEYS, ("kind",))
        told["load"] = _made(Load, f"{place}.load", load)
    return _made(Step, place, told)


def _object(
    data: object, place: str, keys: dict[str, _Want], needed: tuple[str, ...]
) -> dict[str, Any]:
    """Return an object whose keys are known and whose values are of the right sort."""
    if not isinstance(data, Mapping):
        _refuse(place, "an object with keys is wanted here")
    told = {}
    for key, value in data.items():
        if key not in keys:
            likely = closest(str(key), list(keys))
            fix = f"did you mean '{likely}'?" if likely else f"keys here are {', '.join(keys)}"
            _refuse(place, f"{quoted(str(key))} is not a key of a session; {fix}")
        if value is not None:
            inside = f"{place}.{key}" if place else str(key)
            told[str(key)] = _value(value, inside, keys[key])
    for key in needed:
        if key not in told:
            _refuse(place, f"'{key}' is missing")
    return told


def _value(value: object, place: str, want: _Want) -> object:
    """Return a value of the right sort; numbers as float."""
    if want == "number" and isinstance(value, int | float) and not isinstance(value, bool):
        return _finite(value, place)
    if want == "list" and isinstance(value, list | tuple):
        return list(value)
    if want == "object" or (want == "text" and isinstance(value, str)):
        return value
    return _refuse(place, f"a {want} is wanted here")


def _finite(value: float, place: str) -> float:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    return number if math.isfinite(number) else _refuse(place, "a finite number is wanted here")


def _made(make: Callable[..., _Made], place: str, arguments: dict[str, Any]) -> _Made:
    """Return what the model makes of the arguments; its objections with the place."""
    try:
        return make(**arguments)
    except ValueError as error:
        _refuse(place, str(error))


def _refuse(place: str, problem: str) -> NoReturn:
    raise SettingsError(f"{place or 'the session'}: {problem}")
