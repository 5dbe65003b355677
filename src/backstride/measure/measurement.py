"""What a recording says: the result of ``measure`` and its stable JSON form.

The contract is ``backstride.measurement/1``: keys may be added, never changed. It is written down
in ``docs/measurement.md``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from backstride.estimate import Basis, Estimate
from backstride.motion.arrays import Floats
from backstride.motion.channels import ChannelName
from backstride.motion.motion import Motion

SCHEMA = "backstride.measurement/1"

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


@dataclass(frozen=True)
class Measurement:
    """Who ran which way, when, how far, how fast and how.

    Attributes
    ----------
    motion : Motion
        What was measured.
    direction : array (n,) of str
        Direction of every sample: one of ``DIRECTIONS`` or ``"still"``.
    joint_angles_deg : mapping of str to array (n,)
        ``knee_left`` and so on, and ``trunk_lean``; flexion positive, lean positive towards facing.
    by_direction : mapping
        Totals over moving time; only directions that occur.
    still_s, moving_s : float
        Time standing and time moving; the rest of the recording was out of view.
    gait : mapping of Direction to mapping of str to Estimate
        Step frequency, lengths, contact and flight time and duty factor by direction, of the gait
        that covers most ground in it: a walk and a run have no common step.
    joints : mapping of Direction to mapping of joint to mapping of str to Estimate
        ``range_deg``, ``minimum_deg``, ``maximum_deg`` per stride and ``mean_deg`` for trunk lean,
        of the same gait.
    curves : mapping of Direction to mapping of joint to JointCurve
        Mean curves over the stride.
    contact_rule : str
        How contacts were found; shown wherever a contact time is.
    channels : mapping of ChannelName to ChannelSummary
        Heart rate and whatever else a device wrote.
    """

    motion: Motion
    direction: NDArray[np.str_]
    joint_angles_deg: Mapping[str, Floats]
    by_direction: Mapping[Direction, DirectionTotal]
    still_s: float
    moving_s: float
    bouts: tuple[Bout, ...]
    steps: tuple[Step, ...]
    gait: Mapping[Direction, Mapping[str, Estimate]]
    joints: Mapping[Direction, Mapping[str, Mapping[str, Estimate]]]
    curves: Mapping[Direction, Mapping[str, JointCurve]]
    contact_rule: str
    warnings: tuple[str, ...] = field(default=())
    channels: Mapping[ChannelName, ChannelSummary] = field(default_factory=dict)

    @property
    def main_direction(self) -> Direction | Literal["still"]:
        """The direction with the longest distance; ``"still"`` when nothing moved.

        Where distances are not known, the one with the longest time.
        """
        if not self.by_direction:
            return "still"
        known = all(total.distance_m == total.distance_m for total in self.by_direction.values())

        def size(direction: Direction) -> float:
            total = self.by_direction[direction]
            return total.distance_m if known else total.time_s

        return max(self.by_direction, key=size)

    def main_gait(self, direction: Direction) -> Gait:
        """Return the gait that covers most ground in a direction; gait and joints are of it."""
        return main_gait(self.bouts, direction)

    def as_json(self) -> dict[str, Any]:
        """Return the contract ``backstride.measurement/1``, ready for ``json.dumps``."""
        from backstride.measure.contract import measurement_as_json  # noqa: PLC0415 - reads us

        return measurement_as_json(self)


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
