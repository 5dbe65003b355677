"""TCX activities of watches: laps, track points, and their extensions for speed and cadence."""

from collections.abc import Mapping

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.motion.channels import ChannelName
from backstride.motion.source import SYNTHETIC_MARK
from backstride.readers.activity import Activity
from backstride.readers.activity_points import Elements, activity_of_points, short, xml_head
from backstride.readers.activity_tracks import Stretch
from backstride.readers.activity_xml import Wanted, read_points
from backstride.readers.recording import Content, Format
from backstride.readers.text import number_or_nan

_CHANNELS: Mapping[str, ChannelName] = {
    "Value": "heart_rate_bpm",
    "DistanceMeters": "distance_m",
    "Watts": "power_w",
}
"""Within a track point ``Value`` is the heart rate's."""
_PLACE = ("Time", "LatitudeDegrees", "LongitudeDegrees", "AltitudeMeters")
_WANTED = Wanted(
    "Trackpoint", (), frozenset({*_PLACE, "Speed", "Cadence", "RunCadence", *_CHANNELS})
)
_ELEMENTS = Elements(*_PLACE, "Speed", "", _CHANNELS)
_KINDS = {"Courses": "a course to follow", "Workouts": "workouts"}


class _Laps:
    """The activities and laps of a file, told of while it is read."""

    def __init__(self) -> None:
        self.stretches: list[Stretch] = []
        self.device = ""
        self.synthetic = False
        self.kind = ""
        self._sport = ""
        self._in_lap = self._in_creator = False

    def opened(self, name: str, attributes: Mapping[str, str], points: int) -> None:
        if name == "Activity":
            self._sport = short(attributes.get("Sport", ""))
        elif name == "Lap":
            self._in_lap = True
            started = attributes.get("StartTime", "")
            self.stretches.append(Stretch(points, sport=self._sport, started=started))
        elif name == "Track" and self._in_lap and points > self.stretches[-1].first:
            self.stretches[-1].breaks.append(points)
        elif name == "Creator":
            self._in_creator = True
        elif name in _KINDS and not self.kind:
            self.kind = _KINDS[name]

    def closed(self, name: str, text: str, points: int) -> None:
        if name == "Creator":
            self._in_creator = False
        elif name == "Name" and self._in_creator:
            self.device = short(text)
        elif name == "Notes":
            self.synthetic |= SYNTHETIC_MARK in text
        if self._in_lap and self.stretches:
            self._of_lap(name, text, points)

    def _of_lap(self, name: str, text: str, points: int) -> None:
        lap = self.stretches[-1]
        if name == "Lap":
            lap.end, self._in_lap = points, False
        elif name == "TotalTimeSeconds":
            lap.lasted_s = number_or_nan(text)
        elif name == "DistanceMeters":
            lap.distance_m = number_or_nan(text)
        elif name == "Notes":
            lap.name = short(text)


def read_tcx(content: Content) -> Activity:
    """Return the activity of a TCX file.

    Raises
    ------
    NothingToMeasureError
        For a course or workout, and for what was not done on foot.
    DamagedFileError
        For a file that is broken from its beginning, or declares entities.
    """
    outline = _Laps()
    points = read_points(content.data, content.path, _WANTED, outline)
    if outline.kind and not outline.stretches:
        raise NothingToMeasureError(
            f"{content.path}: holds {outline.kind}, not a recording; export an activity."
        )
    running, other = points.numbers("RunCadence"), points.numbers("Cadence")
    cadence = np.where(np.isfinite(running), running, other)
    return activity_of_points(content, "TCX", points, outline, _ELEMENTS, cadence)


def _is_tcx(head: bytes) -> bool:
    return b"TrainingCenterDatabase" in xml_head(head)


FORMAT = Format(
    name="TCX",
    extensions=(".tcx",),
    gives="track, laps, heart rate, speed and cadence of a watch; facing only if declared",
    recognise=_is_tcx,
    read=read_tcx,
)
