"""What a format module hands on: points as the file has them, before any of them has a meaning."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from backstride.motion import FootEvent
from backstride.motion.arrays import Bools, Floats

if TYPE_CHECKING:
    from backstride.readers.activity import Activity
    from backstride.readers.pose_recording import PoseRecording
    from backstride.readers.sensor_recording import SensorRecording

Up = Literal["x", "y", "z", "-x", "-y", "-z"]
"""The axis of a file that points away from the ground."""


SMALLEST_LOAD_N = 10.0
"""Below this the centre of pressure is the noise of a plate: 1 N m moves it by 10 cm."""


SLOWEST_HZ, FASTEST_HZ = 1.0, 10_000.0
"""Frame rates between which a movement can have been recorded."""


@dataclass(frozen=True, slots=True)
class Content:
    """A file's bytes, read once.

    Attributes
    ----------
    path : Path
        As the person gave it.
    data : bytes
        All of it.
    sha256 : str
        Of ``data``.
    """

    path: Path
    data: bytes
    sha256: str


@dataclass(frozen=True)
class PlateForce:
    """Force of the ground on the body from one plate, in the axes of its file.

    Attributes
    ----------
    name : str
        Plate number or foot, as the file says.
    time_s : array (m,)
        On the clock of the file.
    force_n : array (m, 3)
        Newton; the sign along the vertical is settled later.
    centre_of_pressure_m : array (m, 3)
        Metres; NaN where the file has none.
    """

    name: str
    time_s: Floats
    force_n: Floats
    centre_of_pressure_m: Floats


@dataclass(frozen=True)
class Recording:
    """Named points over time, and whatever else a file carries, in the file's own axes.

    Attributes
    ----------
    format : str
        Short name of the format.
    names : tuple of str
        Of the points, as the file has them.
    points : array (k, n, 3)
        In the file's unit; NaN where a point was not seen.
    time_s : array (n,)
        As the file says; not yet checked for even steps.
    metres_per_unit : float or None
        None where the file does not say.
    up : Up
        What the file says or, if ``up_said`` is false, the custom of its format.
    up_said : bool
        Whether ``up`` stands in the file.
    joints : bool
        True for joint centres of a solved skeleton, False for markers or key points.
    forces : tuple of PlateForce
        Force plates.
    forces_begin_with_points : bool
        True when the force samples carry no time of their own and start with the first frame.
    events : tuple of FootEvent
        On the clock of ``time_s``.
    warnings : tuple of str
        What was missing, guessed or left out.
    synthetic : bool
        True when the file says that it was computed and not recorded.
    """

    format: str
    names: tuple[str, ...]
    points: Floats
    time_s: Floats
    metres_per_unit: float | None = None
    up: Up = "z"
    up_said: bool = False
    joints: bool = False
    forces: tuple[PlateForce, ...] = ()
    forces_begin_with_points: bool = False
    synthetic: bool = False
    events: tuple[FootEvent, ...] = ()
    warnings: tuple[str, ...] = ()

    def with_warnings(self, *more: str) -> "Recording":
        """Return the same recording with further warnings."""
        return replace(self, warnings=(*self.warnings, *more))


def points_seen(points: Floats) -> Bools:
    """Return where points (k, n, 3) were seen (k, n)."""
    seen: Bools = np.logical_and.reduce(np.isfinite(points), axis=2)
    return seen


def forces_only(
    name: str, forces: tuple[PlateForce, ...], *, up: Up, begin_with_points: bool = False
) -> Recording:
    """Return a recording that has ground forces and no body."""
    return Recording(
        format=name,
        names=(),
        points=np.empty((0, 0, 3)),
        time_s=np.empty(0),
        up=up,
        forces=forces,
        forces_begin_with_points=begin_with_points,
    )


@dataclass(frozen=True)
class Format:
    """One file format.

    Attributes
    ----------
    name : str
        Short name, for example ``"C3D"``.
    extensions : tuple of str
        Lower case, with the dot; a hint only.
    gives : str
        What a motion from it has, for people.
    recognise : callable
        Takes the first bytes of a file and says whether it is of this format.
    read : callable
        Takes a file's content and returns what is in it, or raises one of ``backstride.errors``.
    forces_beside : bool
        Whether ground forces usually lie in a file of their own beside one of this format.
    has_forces : callable or None
        For a format of ground forces: takes the first bytes and says whether they are there.
    streamed : bool
        Whether its reader opens the file itself, which may be far larger than the memory.
    """

    name: str
    extensions: tuple[str, ...]
    gives: str
    recognise: Callable[[bytes], bool]
    read: Callable[[Content], "Recording | SensorRecording | Activity | PoseRecording"]
    forces_beside: bool = False
    has_forces: Callable[[bytes], bool] | None = None
    streamed: bool = False
