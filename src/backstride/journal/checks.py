"""Checks of what is handed to the journal, each refusal one sentence."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backstride.errors import SettingsError

LONGEST_NOTE = 2000
"""Characters of a remark: about a page, as in the log of training."""

RecordT = TypeVar("RecordT")


def check_text(name: str, text: str, longest: int, *, empty: bool = True) -> str:
    """Return a text without spaces around it.

    Raises
    ------
    SettingsError
        When it is too long, is empty and must not be, or holds what no database keeps.
    """
    found = text.strip()
    if not found and not empty:
        raise SettingsError("{name} is empty; write something.", name=name)
    if len(found) > longest:
        raise SettingsError(
            "{name} is longer than {longest} characters; shorten it.", name=name, longest=longest
        )
    if found != clean(found):
        raise SettingsError("{name} holds characters that are no text; type it again.", name=name)
    return found


def clean(text: str) -> str:
    """Return a text without what no database keeps: zero characters and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def check_choice(name: str, value: str, choices: tuple[str, ...]) -> str:
    """Return a word that is one of some, or raise SettingsError."""
    if value not in choices:
        raise SettingsError(f"{name} is {value!r}; it must be one of {', '.join(choices)}.")
    return value


def check_zone(name: str) -> str:
    """Return the name of a time zone, such as ``Europe/Berlin``, or raise SettingsError."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingsError(
            "{name!r} is no time zone; write one like Europe/Berlin or UTC.", name=name
        ) from None
    return name


def record(kind: type[RecordT], row: Any, **more: Any) -> RecordT:
    """Return a public record with what a row of the same field names holds."""
    found: Mapping[str, Any] = {
        one.name: getattr(row, one.name)
        for one in fields(kind)  # type: ignore[arg-type]
        if one.name not in more
    }
    return kind(**found, **more)
