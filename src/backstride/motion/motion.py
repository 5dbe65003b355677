"""What every reader produces and everything after it shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal

import numpy as np

from backstride.estimate import Basis
from backstride.motion.angles import wrap_deg
from backstride.motion.arrays import Bools, Floats
from backstride.motion.channels import Channel, ChannelName, Lap
from backstride.motion.footfalls import Footfalls
from backstride.motion.skeleton import Skeleton
from backstride.motion.source import Source


@dataclass(frozen=True)
class GroundForce:
    """Force of the ground on the body from one plate or one foot.

    Attributes
    ----------
    name : str
        Plate number or foot, as the file says.
    time_s : array (m,)
        On the same clock as the motion, often at a higher rate.
    force_n : array (m, 3)
        World frame; vertical component positive when the ground pushes up.
    centre_of_pressure_m : array (m, 3)
        World frame; NaN where the file has none.
    """

    name: str
    time_s: Floats
    force_n: Floats
    centre_of_pressure_m: Floats


@dataclass(frozen=True, slots=True)
class FootEvent:
    """A foot event that the file itself carries."""

    time_s: float
    side: Literal["left", "right"]
    kind: Literal["initial_contact", "terminal_contact"]


@dataclass(frozen=True)
class Motion:
    """A body moving over the ground.

    Attributes
    ----------
    time_s : array (n,)
        Increasing; 0 is the start of the recording unless the file says otherwise.
    position_m : array (n, 3)
        Middle of the pelvis; NaN where it was not seen.
    speed_mps : array (n,)
        Horizontal speed, without the sway of single steps.
    travel_deg : array (n,)
        Heading of travel; NaN where the speed is too small for a heading or not known.
    facing_deg : array (n,)
        Heading the pelvis points to; NaN where it cannot be known. Never taken from travel.
    travel_basis, facing_basis : Basis
        How the two headings came to be known.
    skeleton : Skeleton or None
        Landmarks, when the recording has a body.
    forces : tuple of GroundForce
        Force plates, when the recording has them.
    events : tuple of FootEvent
        Foot events that the file carries; never used to measure, only to compare with.
    source : Source
        The file or scenario, with its warnings.
    footfalls : Footfalls or None
        Contacts that the reader's own method found; None leaves them to be found in the skeleton.
    moving : array (n,) of bool, optional
        Where a sensor knows that its wearer walks or runs although it cannot know how fast: there
        ``speed_mps`` is NaN. None leaves it to the speed.
    turning : array (n,) of bool, optional
        Where a sensor knows that the direction is being changed, as in a stride in which a runner
        turns: such time is a transition. None leaves it to the headings.
    channels : mapping of ChannelName to Channel
        Heart rate, step frequency and whatever else a device wrote.
    laps : tuple of Lap
        Laps and workout steps, when the recording has them.
    started_at : datetime or None
        Moment of ``time_s`` 0, with a time zone; None when the file does not say.
    recorded_hz : float or None
        Rate of the sensor, where the motion itself is given at a lower one.
    speed_basis : Basis
        How the speed came to be known.
    speed_error_share : float
        Standard error of distances, as a share of them; 0 where it is that of positions seen.
    origin_deg : tuple of float, optional
        Latitude and longitude of position (0, 0), for a motion on the earth: x is east, y north.
    """

    time_s: Floats
    position_m: Floats
    speed_mps: Floats
    travel_deg: Floats
    facing_deg: Floats
    travel_basis: Basis
    facing_basis: Basis
    source: Source
    skeleton: Skeleton | None = None
    forces: tuple[GroundForce, ...] = ()
    events: tuple[FootEvent, ...] = field(default=())
    footfalls: Footfalls | None = None
    moving: Bools | None = None
    turning: Bools | None = None
    channels: Mapping[ChannelName, Channel] = field(default_factory=dict)
    laps: tuple[Lap, ...] = ()
    started_at: datetime | None = None
    recorded_hz: float | None = None
    speed_basis: Basis = "measured"
    speed_error_share: float = 0.0
    origin_deg: tuple[float, float] | None = None

    def __len__(self) -> int:
        return len(self.time_s)

    @cached_property
    def rate_hz(self) -> float:
        """Samples per second (median); 0 for fewer than two samples."""
        return float(1.0 / np.median(np.diff(self.time_s))) if len(self) > 1 else 0.0

    @property
    def duration_s(self) -> float:
        """Time covered, counting the last sample's own interval."""
        return len(self) / self.rate_hz if len(self) > 1 else 0.0

    @property
    def direction_deg(self) -> Floats:
        """``wrap(travel − facing)``: 0 forward, ±180 backward, positive to the left."""
        return wrap_deg(self.travel_deg - self.facing_deg)
