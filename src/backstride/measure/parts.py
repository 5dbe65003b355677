"""The parts that a measurement is made of: steps, bouts, totals and curves."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from backstride.estimate import Basis
from backstride.motion.arrays import Floats

Direction = Literal["forward", "backward", "left", "right", "transition", "unknown"]
DIRECTIONS: tuple[Direction, ...] = (
    "forward",
    "backward",
    "left",
    "right",
    "transition",
    "unknown",
)
Gait = Literal["walk", "run", "other"]
Side = Literal["left", "right"]
SIDES_OF_BODY: tuple[Side, Side] = ("left", "right")
StepSide = Literal["left", "right", "unknown"]
"""A worn sensor may know that the feet alternate and not which is which."""


@dataclass(frozen=True, slots=True)
class Step:
    """One contact of one foot with the ground.

    Attributes
    ----------
    side : {"left", "right", "unknown"}
    initial_contact_s, terminal_contact_s : float
        Landing and take-off; NaN when the recording begins or ends inside the contact.
    length_m : float
        Distance along the ground from the other foot's contact before to this one; NaN without one.
    direction : Direction
        Direction of travel at the middle of the contact.
    bout : int or None
        Index into ``Measurement.bouts``.
    first_down, last_up : str
        ``"heel"``, ``"forefoot"`` or ``"flat"``: the part that lands first and leaves last;
        ``"unknown"`` when the recording has only one point on the foot.
    """

    side: StepSide
    initial_contact_s: float
    terminal_contact_s: float
    length_m: float
    direction: Direction
    bout: int | None = None
    first_down: str = "unknown"
    last_up: str = "unknown"

    @property
    def contact_s(self) -> float:
        """Contact time in seconds; NaN when either end was not seen."""
        return self.terminal_contact_s - self.initial_contact_s


@dataclass(frozen=True, slots=True)
class Bout:
    """An unbroken stretch ``[start_s, end_s)`` of one gait and direction."""

    start_s: float
    end_s: float
    direction: Direction
    gait: Gait
    gait_basis: str
    distance_m: float
    mean_speed_mps: float
    peak_speed_mps: float
    steps: int


@dataclass(frozen=True, slots=True)
class DirectionTotal:
    """All moving time in one direction."""

    time_s: float
    distance_m: float
    share_of_moving_time: float
    mean_speed_mps: float
    peak_speed_mps: float
    steps: int


@dataclass(frozen=True)
class JointCurve:
    """A joint angle over the stride of one side, resampled to 0–100 % of the stride.

    Attributes
    ----------
    mean_deg, deviation_deg : array (101,)
        From one initial contact to the next of the same foot; flexion positive.
    strides : int
        How many strides were averaged.
    """

    mean_deg: Floats
    deviation_deg: Floats
    strides: int


@dataclass(frozen=True, slots=True)
class ChannelSummary:
    """Mean and extremes of one channel of a device, in the unit that the channel's name ends in."""

    mean: float
    minimum: float
    maximum: float
    basis: Basis
    device: str


_TIE = 1e-6  # metres a second: time decides where no distance is known, and nowhere else


def main_gait(bouts: Iterable[Bout], direction: Direction) -> Gait:
    """Return the gait that covers most ground in a direction; ``"other"`` without a bout."""
    metres: dict[Gait, float] = {}
    for bout in bouts:
        if bout.direction == direction:
            size = bout.distance_m if bout.distance_m == bout.distance_m else 0.0
            metres[bout.gait] = (
                metres.get(bout.gait, 0.0) + size + _TIE * (bout.end_s - bout.start_s)
            )
    return max(metres, key=lambda gait: metres[gait], default="other")
