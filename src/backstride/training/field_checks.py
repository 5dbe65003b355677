"""Checks of single fields; every message begins with the field's name and is one sentence."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches

from backstride.errors import SettingsError

_LONGEST_SHOWN = 40  # characters of a wrong value in a sentence


def check_number(field: str, value: object, low: float, high: float, unit: str) -> None:
    """Raise SettingsError unless ``value`` is a finite number from ``low`` to ``high``."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if number and low <= value <= high:  # type: ignore[operator]
        return
    wanted = f"a number from {low:g} to {high:g}{' ' + unit if unit else ''}"
    raise SettingsError(f"{field} is {shown(value)}, but must be {wanted}.")


def check_word(field: str, value: object, allowed: Sequence[str]) -> None:
    """Raise SettingsError unless ``value`` is one of the allowed words."""
    if isinstance(value, str) and value in allowed:
        return
    near = get_close_matches(value, allowed, 1) if isinstance(value, str) else []
    hint = f' (did you mean "{near[0]}"?)' if near else ""
    raise SettingsError(f"{field} is {shown(value)}{hint}, but must be one of {_listed(allowed)}.")


def check_words(field: str, values: object, allowed: Sequence[str]) -> None:
    """Raise SettingsError unless ``values`` is a tuple of allowed words."""
    if not isinstance(values, tuple):
        raise SettingsError(f"{field} is {shown(values)}, but must be a list of words.")
    for value in values:
        check_word(field, value, allowed)


def check_date(field: str, value: object) -> None:
    """Raise SettingsError unless ``value`` is a calendar date between 1900 and 2200."""
    a_date = isinstance(value, date) and not isinstance(value, datetime)
    if not a_date or not 1900 <= value.year <= 2200:  # type: ignore[attr-defined]
        raise SettingsError(
            f"{field} is {shown(value)}, but must be a date from 1900 to 2200 written YYYY-MM-DD."
        )


def check_yes_or_no(field: str, value: object) -> None:
    """Raise SettingsError unless ``value`` is true or false."""
    if not isinstance(value, bool):
        raise SettingsError(f"{field} is {shown(value)}, but must be true or false.")


def check_line(field: str, value: object, longest: int) -> None:
    """Raise SettingsError unless ``value`` is one line of 1 to ``longest`` printable characters."""
    fine = isinstance(value, str) and value.strip() and value.isprintable()
    if not fine or len(str(value)) > longest:
        raise SettingsError(
            f"{field} is {shown(value)}, but must be one line of 1 to {longest} characters."
        )


def shown(value: object) -> str:
    """Return a value as a message shows it: on one line, and not at length."""
    if value is None or isinstance(value, bool):
        return {None: "missing", True: "true", False: "false"}[value]
    if isinstance(value, str):
        line = value if value.isprintable() else value.encode("unicode_escape").decode("ascii")
        return f'"{line[:_LONGEST_SHOWN]}{"…" if len(line) > _LONGEST_SHOWN else ""}"'
    if isinstance(value, int | float):
        return _number_shown(value)
    if isinstance(value, date):
        return str(value)
    return "a table" if isinstance(value, Mapping) else f"a {type(value).__name__}"


def _number_shown(value: float) -> str:
    if isinstance(value, int):
        return str(value) if abs(value) < 10**_LONGEST_SHOWN else "a very long number"
    return str(value) if math.isfinite(value) else "not a finite number"


def _listed(allowed: Sequence[str]) -> str:
    return ", ".join(allowed)
