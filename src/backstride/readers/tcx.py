"""TCX activities of watches: laps, track points, and their extensions for speed and cadence."""

from collections.abc import Mapping

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.motion.arrays import Floats
from backstride.motion.channels import ChannelName
from backstride.motion.source import SYNTHETIC_MARK
from backstride.readers.activity import Activity
from backstride.readers.activity_records import Records, steps_per_minute
from backstride.readers.activity_times import moments_of
from backstride.readers.activity_tracks import Stretch, TrackFile, activity_of
from backstride.readers.activity_xml import Points, Wanted, read_points
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
_LONGEST_NAME = 200
_KINDS = {"Courses": "a course to follow", "Workouts": "workouts"}


class _Laps:
    """The activities and laps of a file, told of while it is read."""

    def __init__(self) -> None:
        self.laps: list[Stretch] = []
        self.device = ""
        self.synthetic = False
        self.kind = ""
        self._sport = ""
        self._in_lap = self._in_creator = False

    def opened(self, name: str, attributes: Mapping[str, str], points: int) -> None:
        if name == "Activity":
            self._sport = attributes.get("Sport", "")[:_LONGEST_NAME]
        elif name == "Lap":
            self._in_lap = True
            started = attributes.get("StartTime", "")
            self.laps.append(Stretch(points, sport=self._sport, started=started))
        elif name == "Track" and self._in_lap and points > self.laps[-1].first:
            self.laps[-1].breaks.append(points)
        elif name == "Creator":
            self._in_creator = True
        elif name in _KINDS and not self.kind:
            self.kind = _KINDS[name]

    def closed(self, name: str, text: str, points: int) -> None:
        if name == "Creator":
            self._in_creator = False
        elif name == "Name" and self._in_creator:
            self.device = " ".join(text.split())[:_LONGEST_NAME]
        elif name == "Notes":
            self.synthetic |= SYNTHETIC_MARK in text
        if self._in_lap and self.laps:
            self._of_lap(name, text, points)

    def _of_lap(self, name: str, text: str, points: int) -> None:
        lap = self.laps[-1]
        if name == "Lap":
            lap.end, self._in_lap = points, False
        elif name == "TotalTimeSeconds":
            lap.lasted_s = number_or_nan(text)
        elif name == "DistanceMeters":
            lap.distance_m = number_or_nan(text)
        elif name == "Notes":
            lap.name = " ".join(text.split())[:_LONGEST_NAME]


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
    if outline.kind and not outline.laps:
        raise NothingToMeasureError(
            f"{content.path}: holds {outline.kind}, not a recording; export an activity."
        )
    for lap in outline.laps:
        lap.end = points.count if lap.end < 0 else lap.end
    moments, zone = moments_of(points.texts("Time"))
    records, said = _records(points, moments)
    return activity_of(
        TrackFile(
            format="TCX",
            path=content.path,
            device=outline.device,
            records=records,
            zone=zone,
            points=points,
            stretches=outline.laps,
            synthetic=outline.synthetic,
            said=said,
        )
    )


def _records(points: Points, moments: Floats) -> tuple[Records, tuple[str, ...]]:
    running, other = points.numbers("RunCadence"), points.numbers("Cadence")
    cadence, said = steps_per_minute(np.where(np.isfinite(running), running, other))
    channels: dict[ChannelName, Floats] = {
        name: points.numbers(element) for element, name in _CHANNELS.items()
    }
    channels["step_frequency_spm"] = cadence
    return Records(
        moment_s=moments,
        latitude_deg=points.numbers("LatitudeDegrees"),
        longitude_deg=points.numbers("LongitudeDegrees"),
        altitude_m=points.numbers("AltitudeMeters"),
        speed_mps=points.numbers("Speed"),
        channels=channels,
    ), said


def _is_tcx(head: bytes) -> bool:
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return text.startswith(b"<") and b"TrainingCenterDatabase" in text


FORMAT = Format(
    name="TCX",
    extensions=(".tcx",),
    gives="track, laps, heart rate, speed and cadence of a watch; facing only if declared",
    recognise=_is_tcx,
    read=read_tcx,
)
