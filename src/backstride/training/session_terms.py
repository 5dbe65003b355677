"""The terms of a session: movements, directions, units, surfaces, loads, and their limits."""

import re
from typing import Any, Literal, get_args

Direction = Literal["forward", "backward", "left", "right"]

Movement = Literal[
    "run",
    "walk",
    "jog",
    "sprint",
    "back-pedal",
    "shuffle",
    "skip",
    "hop",
    "jump",
    "balance",
    "plank",
    "drill",
    "rest",
]
"""``run`` with direction ``backward`` is backward running: upright, with arms and a flight.

``back-pedal`` is the crouched footwork of a defender, a different skill (K6). ``drill`` is
anything the cue describes.
"""

AmountUnit = Literal["s", "m", "times", "open"]
"""Seconds, metres, repetitions, or until the person goes on."""

EffortKind = Literal["named", "effort_percent", "heart_rate_percent", "rpe", "speed_mps"]
"""How hard: a word, % of maximal effort (T10), % of maximal heart rate, RPE 0–10, or speed."""

EFFORT_WORDS = ("easy", "moderate", "hard", "fast", "max")

Surface = Literal["grass", "track", "treadmill", "court", "turf", "sand", "road", "hill"]

LoadKind = Literal["band", "sled", "vest"]

STAYING_MOVEMENTS: frozenset[Movement] = frozenset({"balance", "plank", "rest"})
"""Movements that go nowhere: no direction, and no metres."""

USUAL_DIRECTION: dict[Movement, Direction] = {
    "run": "forward",
    "walk": "forward",
    "jog": "forward",
    "sprint": "forward",
    "skip": "forward",
    "back-pedal": "backward",
}
"""What a movement means where no direction is said; the others then have none."""

# Limits that catch a slip of the keyboard (hours for minutes, grams for kilograms); they say
# nothing about training.
MAX_REPEAT_DEPTH = 50  # far beyond what a person can follow; keeps reading it bounded
MAX_STEPS = 100_000
"""Most steps of one session, repeats unrolled."""
MAX_AMOUNT: dict[AmountUnit, int] = {"s": 86_400, "m": 100_000, "times": 10_000, "open": 0}
MAX_EFFORT: dict[EffortKind, int] = {
    "effort_percent": 100,
    "heart_rate_percent": 100,
    "rpe": 10,
    "speed_mps": 15,
}
MAX_INCLINE_PERCENT = 100  # 45°; no one runs up more
MAX_LOAD = 500  # kg or % of body mass; keeps typing errors out
"""In kg, or in % of body mass."""

HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]")
"""Characters that no line may hold: line ends, control characters, halves of characters."""


def is_plain_line(text: str) -> bool:
    """Return whether a text is one trimmed line of characters that can be seen and saved."""
    return text == text.strip() and not HIDDEN.search(text)


def check_one_of(value: str, literal: Any, what: str) -> None:
    """Raise ``ValueError`` where a value is none of a ``Literal``'s."""
    choices = get_args(literal)
    if value not in choices:
        raise ValueError(f"{value!r} is not {what}: it is one of {', '.join(choices)}")
