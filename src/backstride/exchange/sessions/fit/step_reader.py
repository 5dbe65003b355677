"""One step of a workout file back into a step of a session."""

from collections.abc import Mapping
from dataclasses import replace
from typing import get_args

from backstride.exchange.sessions.fit import profile
from backstride.exchange.sessions.fit.session_lines import read_step_line
from backstride.exchange.sessions.fit.step_numbers import (
    NO_TARGET,
    Duration,
    Target,
    amount_of,
    duration_of,
    effort_of,
    target_of,
)
from backstride.readers.fit_types import Value
from backstride.training.session import Direction, Step
from backstride.training.session_terms import HIDDEN

_TARGET_WORDS = {
    0: "speed",
    1: "heart rate",
    3: "cadence",
    4: "power",
    5: "slope",
    6: "resistance",
}

_DIRECTIONS: Mapping[int, Direction] = {
    profile.DIRECTION_NUMBERS[word]: word for word in get_args(Direction)
}


def plain_line(text: str) -> str:
    """Return a text as one trimmed line without hidden characters."""
    return HIDDEN.sub(" ", text).strip()


def read_step(fields: Mapping[int, Value], notes: str, direction: Value) -> Step:
    """Return the step of a workout step's fields.

    Parameters
    ----------
    fields : mapping of int to Value
        Of the message.
    notes : str
        Its notes, whole.
    direction : Value
        Its developer field ``step_direction``; None where there is none.

    Raises
    ------
    ValueError
        With a few words on what no session's step can be.
    """
    duration = Duration(_whole(fields, profile.DURATION_TYPE, profile.OPEN_END), _value(fields))
    target = _target(fields)
    toward = _DIRECTIONS.get(direction) if isinstance(direction, int) else None
    written = read_step_line(notes)
    if written is None:
        return _foreign(fields, notes, duration, target, toward)
    if duration_of(written) != duration:
        amount, unit = amount_of(duration)
        written = replace(written, amount=amount, unit=unit)
    if target_of(written.effort) != target:
        written = replace(written, effort=effort_of(target))
    if toward is not None and toward != written.direction:
        written = replace(written, direction=toward)
    return written


def _foreign(
    fields: Mapping[int, Value],
    notes: str,
    duration: Duration,
    target: Target,
    toward: Direction | None,
) -> Step:
    """Return a step that others wrote: running, forward as the word is meant, or a rest."""
    amount, unit = amount_of(duration)
    effort = effort_of(target)
    name = fields.get(profile.STEP_NAME)
    said = [name if isinstance(name, str) else "", notes, "" if effort else _target_words(fields)]
    cue = "; ".join(line for line in map(plain_line, said) if line).replace('"', "'")
    rests = fields.get(profile.INTENSITY) == profile.REST and unit != "m" and toward is None
    if rests:
        return Step(amount, unit, "rest", effort=effort, cue=cue)
    return Step(amount, unit, "run", toward or "forward", effort, cue=cue)


def _whole(fields: Mapping[int, Value], key: int, without: int) -> int:
    value = fields.get(key)
    return value if isinstance(value, int) else without


def _value(fields: Mapping[int, Value]) -> int | None:
    value = fields.get(profile.DURATION_VALUE)
    return value if isinstance(value, int) else None


def _target(fields: Mapping[int, Value]) -> Target:
    kind = _whole(fields, profile.TARGET_TYPE, profile.NO_TARGET)
    low, high = (fields.get(key) for key in (profile.CUSTOM_LOW, profile.CUSTOM_HIGH))
    if kind == profile.NO_TARGET or not isinstance(low, int) or not isinstance(high, int):
        return NO_TARGET
    return Target(kind, low, high)


def _target_words(fields: Mapping[int, Value]) -> str:
    """Return a target that no effort can say in words, such as "heart rate zone 3"."""
    kind = _whole(fields, profile.TARGET_TYPE, profile.NO_TARGET)
    if kind == profile.NO_TARGET:
        return ""
    words = _TARGET_WORDS.get(kind, "a target")
    zone = _whole(fields, profile.TARGET_VALUE, 0)
    if zone:
        return f"{words} zone {zone}"
    low, high = _whole(fields, profile.CUSTOM_LOW, 0), _whole(fields, profile.CUSTOM_HIGH, 0)
    if kind == profile.HEART_RATE and low > profile.BEATS_OFFSET:
        offset = profile.BEATS_OFFSET
        return f"{words} {low - offset}-{high - offset} per minute"
    if kind == profile.SPEED:
        return f"{words} {low / 1000:g}-{high / 1000:g} m/s"
    return f"{words} {low}-{high}"
