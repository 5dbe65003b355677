"""The numbers of the public FIT profile that a recording needs, and the fields of our own.

Our developer fields are published in ``docs/fit-direction-field.md``.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from uuid import UUID

from backstride.estimate import Basis

FILE_ID, SPORT, SESSION, LAP, RECORD, EVENT, DEVICE_INFO = 0, 12, 18, 19, 20, 21, 23
WORKOUT_STEP, ACTIVITY = 27, 34

ACTIVITY_FILE: Final = 4
FILE_KINDS: Mapping[int, str] = MappingProxyType(
    {
        1: "what a device can do",
        2: "the settings of a device",
        3: "the settings of a sport",
        5: "a workout",
        6: "a course to follow",
        7: "a schedule",
        9: "weights",
        10: "totals",
        11: "goals",
        14: "blood pressures",
        15: "daily monitoring",
        20: "a summary",
        28: "daily monitoring",
        32: "daily monitoring",
        34: "a segment",
        35: "a list of segments",
    }
)
"""What a file of another kind than an activity holds."""
WORKOUT_FILE: Final = 5

EPOCH_S: Final = 631_065_600
"""FIT counts from 1989-12-31 00:00 UTC, this many seconds after 1970."""
EARLIEST_DATE: Final = 0x10000000
"""Below it a time stamp counts from when the device was switched on."""

SEMICIRCLES_A_DEGREE: Final = 2**31 / 180.0

SPORTS: Mapping[int, str] = MappingProxyType(
    {
        0: "generic",
        1: "running",
        2: "cycling",
        3: "transition",
        4: "fitness equipment",
        5: "swimming",
        6: "basketball",
        7: "soccer",
        8: "tennis",
        9: "American football",
        10: "training",
        11: "walking",
        12: "cross-country skiing",
        13: "alpine skiing",
        14: "snowboarding",
        15: "rowing",
        16: "mountaineering",
        17: "hiking",
        18: "multisport",
        19: "paddling",
        21: "cycling by e-bike",
        30: "inline skating",
        35: "snowshoeing",
        45: "tactical",
        49: "baseball",
        62: "intervals",
        64: "racket sport",
        69: "disc golf",
        71: "cricket",
        72: "rugby",
        73: "hockey",
        74: "lacrosse",
        75: "volleyball",
    }
)
ON_FOOT: Final = frozenset({1, 6, 7, 8, 9, 10, 11, 16, 17, 45, 49, 62, 64, 69, 71, 72, 73, 74, 75})
"""Sports in which legs carry the body step by step."""
GENERIC, FITNESS_EQUIPMENT = 0, 4
TREADMILL: Final = 1
"""The sub-sport that makes fitness equipment a run."""

MANUFACTURERS: Mapping[int, str] = MappingProxyType(
    {
        1: "Garmin",
        23: "Suunto",
        32: "Wahoo",
        95: "Stryd",
        123: "Polar",
        260: "Zwift",
        265: "Strava",
        294: "Coros",
    }
)

TIMER: Final = 0
TIMER_START: Final = 0
TIMER_STOPS: Final = frozenset({1, 4, 8, 9})

APPLICATION_ID: Final = UUID("fcebcb85-b7c6-41c0-84bf-458efdc6dfc4")
"""Whose developer fields ours are; it never changes."""
APPLICATION_VERSION: Final = 1
STEP_DIRECTION, UNROLLED_REPEATS, DIRECTION_BASIS = 0, 1, 2
"""Numbers of our developer fields."""

DIRECTION_NUMBERS: Mapping[str, int] = MappingProxyType(
    {"forward": 0, "backward": 1, "left": 2, "right": 3, "transition": 4, "still": 5}
)
"""Values of ``step_direction``; the last two are for recordings alone. Nothing is unknown."""

BASIS_NUMBERS: Mapping[Basis, int] = MappingProxyType(
    {"measured": 0, "estimated": 1, "declared": 2}
)
"""Values of ``direction_basis``. Nothing is unknown."""
