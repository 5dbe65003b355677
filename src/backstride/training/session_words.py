"""Every word of the session language, and the likely meaning of words that are none."""

from collections.abc import Mapping
from typing import get_args

from backstride.training.session_error import quoted
from backstride.training.session_terms import (
    EFFORT_WORDS,
    AmountUnit,
    Direction,
    LoadKind,
    Movement,
    Surface,
)

MOVEMENTS: dict[str, Movement] = {
    **{word: word for word in get_args(Movement)},
    "running": "run",
    "walking": "walk",
    "jogging": "jog",
    "sprinting": "sprint",
    "backpedal": "back-pedal",
    "shuffling": "shuffle",
    "sidestep": "shuffle",
    "side-step": "shuffle",
    "skipping": "skip",
}

DIRECTIONS: dict[str, Direction] = {
    **{word: word for word in get_args(Direction)},
    "forwards": "forward",
    "backwards": "backward",
}

SURFACES: dict[str, Surface] = {word: word for word in get_args(Surface)}

LOADS: dict[str, LoadKind] = {word: word for word in get_args(LoadKind)}

UNITS: dict[str, tuple[AmountUnit, float]] = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), ("s", 1.0)),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), ("s", 60.0)),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), ("s", 3600.0)),
    **dict.fromkeys(("m", "mtr", "metre", "metres", "meter", "meters"), ("m", 1.0)),
    **dict.fromkeys(("km", "kilometre", "kilometres", "kilometer", "kilometers"), ("m", 1000.0)),
    **dict.fromkeys(("yd", "yds", "yard", "yards"), ("m", 0.9144)),
    **dict.fromkeys(("mi", "mile", "miles"), ("m", 1609.344)),
    **dict.fromkeys(("times", "time", "reps", "rep"), ("times", 1.0)),
}
"""What a unit counts, and how many of it: ``m`` is metres, minutes are ``min``."""

SPEEDS: dict[str, float] = {"m/s": 1.0, "km/h": 1 / 3.6, "kph": 1 / 3.6, "mph": 0.44704}
"""Metres per second in one of a unit of speed."""

PACES: dict[str, float] = {"min/km": 1000.0, "min/mi": 1609.344, "min/mile": 1609.344}
"""Metres that a unit of pace is for; the minutes may be left out: ``5:30/km``."""

SLOPES: dict[str, float] = {"uphill": 1.0, "downhill": -1.0, "incline": 1.0}

LEVEL_WORDS = ("level", "flat")

HEART_RATE_WORDS = ("hrmax", "maxhr", "hr max", "max hr")

BODY_MASS_WORDS = ("body mass", "bodymass", "body weight", "bodyweight")

OTHER_WORDS = (
    *LEVEL_WORDS,
    *HEART_RATE_WORDS,
    *BODY_MASS_WORDS,
    "rpe",
    "effort",
    "kg",
    "until ready",
    "on",
    "the spot",
    "at",
    "with",
    "x",
)

HEADER_KEYS = ("title", "surface", "note")
"""What may stand before a colon above the first step."""

ANY_SURFACE = "any"
"""After ``surface:``, for a session whose surface is left open."""

TIPS: dict[str, str] = {
    "retro": "write 'backward'",
    "reverse": "write 'backward'",
    "sideways": "say which side: 'left' or 'right'",
    "lateral": "say which side: 'left' or 'right'",
    "recovery": "write 'rest', 'walk' or 'jog'",
    "recover": "write 'rest', 'walk' or 'jog'",
    "pause": "write 'rest'",
    "stand": "write 'rest'",
    "slow": "write 'easy', or a speed such as '1.5 m/s'",
    "steady": "write 'moderate'",
    "tempo": "write 'hard', or a range such as '80-85% HRmax'",
    "maximal": "write 'max'",
    "pitch": "write 'grass' or 'turf'",
    "field": "write 'grass' or 'turf'",
    "bpm": "write a share of the highest heart rate, such as '75% HRmax'",
    "zone": "write a range such as 'RPE 3-4' or '60-70% HRmax'",
    "z": "write a range such as 'RPE 3-4' or '60-70% HRmax'",
    "sets": "write '3x' and put the lines to repeat under it, indented",
    "rounds": "write '3x' and put the lines to repeat under it, indented",
    "lb": "write kilograms, such as '20kg'",
    "lbs": "write kilograms, such as '20kg'",
    "squat": "write 'drill' and the exercise in double quotes",
    "lunge": "write 'drill' and the exercise in double quotes",
}
"""The likely fix for words that people write and the language does not have."""

_KINDS: tuple[tuple[str, Mapping[str, object]], ...] = (
    ("a direction or movement", {**DIRECTIONS, **MOVEMENTS}),
    ("an effort", dict.fromkeys(EFFORT_WORDS)),
    ("a surface", SURFACES),
    ("a load", LOADS),
    ("a word for a slope", SLOPES),
    ("a word of this language", dict.fromkeys(OTHER_WORDS)),
)

_LONGEST_WORD = 30  # longer ones are no slip of the keyboard, and comparing them takes long


def all_words() -> tuple[str, ...]:
    """Return every word the language understands, lower case."""
    tables = (MOVEMENTS, DIRECTIONS, SURFACES, LOADS, UNITS, SPEEDS, PACES, SLOPES)
    words = [word for table in tables for word in table]
    return (*words, *EFFORT_WORDS, *OTHER_WORDS, *HEADER_KEYS, ANY_SURFACE)


def unknown_word(raw: str) -> tuple[str, str]:
    """Return what to say of a word that a step cannot hold: the problem and the fix."""
    word = raw.casefold()
    if word in TIPS:
        return f"{quoted(raw)} is not a word of this language", TIPS[word]
    likely = closest(word, [known for _, words in _KINDS for known in words])
    for kind, words in _KINDS:
        if likely in words:
            return f"{quoted(raw)} is not {kind}", f"did you mean '{likely}'?"
    return (
        f"{quoted(raw)} is not a word of this language",
        "put what is said to the person in double quotes, and '#' before a comment",
    )


def closest(word: str, known: list[str]) -> str:
    """Return the known word that was most likely meant, empty where none is near."""
    if len(word) > _LONGEST_WORD:
        return ""
    from difflib import get_close_matches  # noqa: PLC0415 - only for a text with a mistake

    return next(iter(get_close_matches(word, known, n=1, cutoff=0.7)), "")
