"""What a worn sensor recorded: one inertial unit, and the track of a satellite receiver."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from backstride.motion.arrays import Floats

Site = Literal["foot", "waist", "chest", "wrist", "unknown"]
WornSide = Literal["left", "right", "unknown"]

SITES: tuple[Site, ...] = ("foot", "waist", "chest", "wrist", "unknown")


@dataclass(frozen=True, slots=True)
class Placement:
    """Where on the body a sensor was worn, and how it was turned.

    Attributes
    ----------
    site : Site
        ``"waist"`` is anywhere on the pelvis: lower back, belt, a phone in a belt.
    side : {"left", "right", "unknown"}
        Of a foot or wrist.
    forward_axis : tuple of float, optional
        Unit vector in the sensor's own axes that points where the wearer faces. None when nobody
        said: then the sensor may know travel, but never facing. A foot sensor needs none.
    said : bool
        Whether a person, the file or a plan said where it was worn; otherwise it is a guess.
    """

    site: Site = "unknown"
    side: WornSide = "unknown"
    forward_axis: tuple[float, float, float] | None = None
    said: bool = False


@dataclass(frozen=True)
class Inertial:
    """Samples of one inertial sensor, in its own axes, evenly spaced.

    Attributes
    ----------
    name : str
        As the file has it.
    time_s : array (n,)
        Evenly spaced; 0 is the start of the recording.
    acceleration_mps2 : array (n, 3)
        Specific force: at rest it points away from the ground with 9.81. NaN in gaps.
    angular_velocity_dps : array (n, 3), optional
        Right-handed about the same axes; None when the sensor has no gyroscope. NaN in gaps.
    magnetic_field : array (n, 3), optional
        Any unit; None without a magnetometer.
    placement : Placement
    acceleration_limit_mps2, angular_velocity_limit_dps : float or None
        Where a channel clips, when the format says; None leaves it to be found in the data.
    """

    name: str
    time_s: Floats
    acceleration_mps2: Floats
    angular_velocity_dps: Floats | None = None
    magnetic_field: Floats | None = None
    placement: Placement = Placement()
    acceleration_limit_mps2: float | None = None
    angular_velocity_limit_dps: float | None = None

    def __len__(self) -> int:
        return len(self.time_s)

    @cached_property
    def rate_hz(self) -> float:
        """Samples per second (median); 0 for fewer than two samples."""
        return float(1.0 / np.median(np.diff(self.time_s))) if len(self) > 1 else 0.0


@dataclass(frozen=True)
class Track:
    """Positions of a satellite receiver, as they came: uneven, with gaps.

    Attributes
    ----------
    time_s : array (m,)
        On the same clock as the sensors beside it; increasing.
    latitude_deg, longitude_deg : array (m,)
        NaN where there was no fix.
    altitude_m, speed_mps, course_deg : array (m,)
        The receiver's own; NaN where it gave none. Course is clockwise from north.
    error_m : array (m,)
        Horizontal error that the receiver states; NaN where it states none.
    """

    time_s: Floats
    latitude_deg: Floats
    longitude_deg: Floats
    altitude_m: Floats
    speed_mps: Floats
    course_deg: Floats
    error_m: Floats
