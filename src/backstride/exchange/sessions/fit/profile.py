"""The numbers of the public FIT profile that a workout file needs.

Those that recordings need too are in ``readers.fit_profile``.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from backstride.readers import fit_profile
from backstride.training.session import Surface

FILE_ID: Final = 0
WORKOUT: Final = 26
WORKOUT_STEP: Final = 27
MEMO_GLOB: Final = 145
FIELD_DESCRIPTION: Final = 206
DEVELOPER_DATA_ID: Final = 207

WORKOUT_FILE: Final = 5
RUNNING: Final = 1
DEVELOPMENT: Final = 255
"""The manufacturer's number that FIT gives to those who have none."""

WORKOUT_SPORT: Final = 4
WORKOUT_STEP_COUNT: Final = 6
WORKOUT_NAME: Final = 8
WORKOUT_SUB_SPORT: Final = 11
WORKOUT_DESCRIPTION: Final = 17

MESSAGE_INDEX: Final = 254
MESSAGE_INDEX_MASK: Final = 0x0FFF
"""The other bits of an index are flags."""
STEP_NAME: Final = 0
DURATION_TYPE: Final = 1
DURATION_VALUE: Final = 2
TARGET_TYPE: Final = 3
TARGET_VALUE: Final = 4
CUSTOM_LOW: Final = 5
CUSTOM_HIGH: Final = 6
INTENSITY: Final = 7
STEP_NOTES: Final = 8

TIME, DISTANCE, OPEN_END, REPEAT, REPETITIONS = 0, 1, 5, 6, 29
"""Kinds of duration: ms, cm, until the lap button, back to a step, and how often."""

SPEED, HEART_RATE, NO_TARGET = 0, 1, 2
"""Kinds of target: mm/s, % of the highest heart rate, none."""

BEATS_OFFSET: Final = 100
"""A heart rate above this is in beats per minute, plus this; up to it, in percent."""

ACTIVE, REST, WARM_UP, COOL_DOWN, RECOVERY = range(5)
"""Intensities."""

SUB_SPORT_OF: Mapping[Surface, int] = MappingProxyType({"treadmill": 1, "track": 4, "road": 2})
"""Sub-sports of running that name a surface; all others are generic."""

GENERIC_SUB_SPORT: Final = 0

DATA_ID_APPLICATION: Final = 1
DATA_ID_INDEX: Final = 3
APPLICATION_ID: Final = fit_profile.APPLICATION_ID

STEP_DIRECTION: Final = fit_profile.STEP_DIRECTION
UNROLLED_REPEATS: Final = fit_profile.UNROLLED_REPEATS
DIRECTION_NUMBERS: Final = fit_profile.DIRECTION_NUMBERS
