"""The words an athlete is described with; each list is complete and its order means something."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

from backstride.training.session import Surface

Sport = Literal[
    "general",
    "soccer",
    "american_football",
    "basketball",
    "handball",
    "track_sprint",
    "distance_running",
    "cycling",
]
SPORTS: tuple[Sport, ...] = get_args(Sport)

POSITIONS: Mapping[Sport, tuple[str, ...]] = MappingProxyType(
    {
        "soccer": ("outfield", "goalkeeper"),
        "american_football": ("receiver", "defensive_back", "other"),
        "basketball": ("guard", "forward", "center"),
        "handball": ("outfield", "goalkeeper"),
    }
)
"""Positions of the sports that have them; a position may also be left out."""

Goal = Literal[
    "learn",
    "variety",
    "warm_up",
    "sprint",
    "change_of_direction",
    "economy",
    "endurance",
    "conditioning",
    "balance",
    "confidence",
    "sport_skill",
    "return_from_injury",
]
GOALS: tuple[Goal, ...] = get_args(Goal)

BackwardExperience = Literal["none", "some", "regular"]
BACKWARD_EXPERIENCES: tuple[BackwardExperience, ...] = get_args(BackwardExperience)

Spotter = Literal["no", "sometimes", "yes"]
SPOTTERS: tuple[Spotter, ...] = get_args(Spotter)
"""Whether a partner can watch the way: never, now and then, or at every session."""

Equipment = Literal[
    "band", "sled", "vest", "treadmill", "treadmill_harness", "cones", "heart_rate_monitor"
]
EQUIPMENT: tuple[Equipment, ...] = get_args(Equipment)

Place = Literal["treadmill", "treadmill_harness", "track", "grass", "court", "hill", "road"]
PLACES: tuple[Place, ...] = get_args(Place)

SURFACE_OF_PLACE: Mapping[Place, Surface] = MappingProxyType(
    {
        "treadmill": "treadmill",
        "treadmill_harness": "treadmill",
        "track": "track",
        "grass": "grass",
        "court": "court",
        "hill": "hill",
        "road": "road",
    }
)
"""What a session step calls the ground of each place."""

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
"""In the order of ``date.weekday()``."""

Site = Literal[
    "head",
    "neck",
    "shoulder",
    "back",
    "hip",
    "groin",
    "thigh_front",
    "hamstring",
    "knee",
    "shin",
    "calf",
    "achilles",
    "ankle",
    "foot",
    "elsewhere",
]
SITES: tuple[Site, ...] = get_args(Site)

PainSide = Literal["left", "right", "both"]
PAIN_SIDES: tuple[PainSide, ...] = get_args(PainSide)

PAIRED_SITES: tuple[Site, ...] = tuple(
    one for one in SITES if one not in ("head", "neck", "back", "elsewhere")
)
"""Places that there are two of, by anatomy."""

Condition = Literal[
    "chest_pain",
    "fainting",
    "breathless",
    "palpitations",
    "fever",
    "concussion",
    "acute_injury",
    "swollen_calf",
    "night_pain",
    "new_numbness",
    "told_not_to_exercise",
    "heart",
    "blood_pressure",
    "recent_surgery",
    "recent_birth",
    "neurological",
    "seizures",
    "anticoagulants",
    "pregnancy",
    "dizziness",
    "vision",
    "balance",
    "osteoporosis",
    "falls",
    "stiff_neck",
    "numb_feet",
    "heart_rate_medicine",
]
CONDITIONS: tuple[Condition, ...] = get_args(Condition)
"""What everyone is asked before a plan; the questions are in ``screening_questions.toml``."""
