"""What a recording says: the result of ``measure`` and its stable JSON form.

The contract is ``backstride.measurement/1``: keys may be added, never changed. It is written down
in ``docs/measurement.md``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from backstride.estimate import Estimate
from backstride.measure.energy import Energy
from backstride.measure.load.result import LoadResult
from backstride.measure.parts import (
    DIRECTIONS,
    SIDES_OF_BODY,
    Bout,
    ChannelSummary,
    Direction,
    DirectionTotal,
    Gait,
    JointCurve,
    Side,
    Step,
    StepSide,
    main_gait,
)
from backstride.motion.arrays import Floats
from backstride.motion.channels import ChannelName
from backstride.motion.motion import Motion

__all__ = [
    "DIRECTIONS",
    "SCHEMA",
    "SIDES_OF_BODY",
    "Bout",
    "ChannelSummary",
    "Direction",
    "DirectionTotal",
    "Gait",
    "JointCurve",
    "Measurement",
    "Side",
    "Step",
    "StepSide",
    "main_gait",
]

SCHEMA = "backstride.measurement/1"


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
    energy : Energy or None
        What it cost; None where no speed is known.
    load : LoadResult or None
        What it did to knee, tendon and joints; None where nothing can be said.
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
    energy: Energy | None = None
    load: LoadResult | None = None

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
