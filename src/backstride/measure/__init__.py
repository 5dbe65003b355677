"""From a motion to a measurement: who ran which way, when, how far, how fast and how."""

from backstride.measure.measurement import (
    DIRECTIONS,
    SCHEMA,
    Bout,
    Direction,
    DirectionTotal,
    Gait,
    JointCurve,
    Measurement,
    Side,
    Step,
)
from backstride.measure.pipeline import measure
from backstride.measure.settings import Settings

__all__ = [
    "DIRECTIONS",
    "SCHEMA",
    "Bout",
    "Direction",
    "DirectionTotal",
    "Gait",
    "JointCurve",
    "Measurement",
    "Settings",
    "Side",
    "Step",
    "measure",
]
