"""GPX tracks of watches, phones and handheld receivers, with heart rate and cadence."""

from collections.abc import Mapping

from backstride.motion.arrays import Floats
from backstride.motion.channels import ChannelName
from backstride.motion.source import SYNTHETIC_MARK
from backstride.readers.activity import Activity
from backstride.readers.activity_records import Records, steps_per_minute
from backstride.readers.activity_times import moments_of
from backstride.readers.activity_tracks import Stretch, TrackFile, activity_of
from backstride.readers.activity_xml import Points, Wanted, read_points
from backstride.readers.recording import Content, Format

_CHANNELS: Mapping[str, ChannelName] = {
    "hr": "heart_rate_bpm",
    "atemp": "temperature_c",
    "power": "power_w",
}
_WANTED = Wanted(
    "trkpt", ("lat", "lon"), frozenset({"ele", "time", "speed", "course", "cad", *_CHANNELS})
)
_LONGEST_NAME = 200


class _Tracks:
    """The tracks and segments of a file, told of while it is read."""

    def __init__(self) -> None:
        self.tracks: list[Stretch] = []
        self.creator = ""
        self.synthetic = False
        self.planned = False
        self._inside = ""

    def opened(self, name: str, attributes: Mapping[str, str], points: int) -> None:
        if name == "gpx":
            self.creator = attributes.get("creator", "")
        elif name in {"trk", "rte", "wpt", "metadata"}:
            self._inside = name
            self.planned |= name == "rte"
            if name == "trk":
                self.tracks.append(Stretch(points))
        elif name == "trkseg" and self._inside == "trk" and self.tracks:
            self.tracks[-1].breaks.append(points)

    def closed(self, name: str, text: str, points: int) -> None:
        if name in {"trk", "rte", "wpt", "metadata"}:
            self._inside = ""
            if name == "trk" and self.tracks:
                self.tracks[-1].end = points
        elif self._inside == "trk" and name in {"name", "type"}:
            track = self.tracks[-1]
            if name == "name":
                track.name = " ".join(text.split())[:_LONGEST_NAME]
            else:
                track.sport = " ".join(text.split())[:_LONGEST_NAME]
        if name == "desc" and SYNTHETIC_MARK in text:
            self.synthetic = True


def read_gpx(content: Content) -> Activity:
    """Return the activity that the tracks of a GPX file record.

    Raises
    ------
    NothingToMeasureError
        For a route without times, and for what was not done on foot.
    DamagedFileError
        For a file that is broken from its beginning, or declares entities.
    """
    outline = _Tracks()
    points = read_points(content.data, content.path, _WANTED, outline)
    for track in outline.tracks:
        track.end = points.count if track.end < 0 else track.end
    moments, zone = moments_of(points.texts("time"))
    records, said = _records(points, moments)
    return activity_of(
        TrackFile(
            format="GPX",
            path=content.path,
            device=" ".join(outline.creator.split())[:_LONGEST_NAME],
            records=records,
            zone=zone,
            points=points,
            stretches=outline.tracks,
            synthetic=outline.synthetic,
            said=said,
        )
    )


def _records(points: Points, moments: Floats) -> tuple[Records, tuple[str, ...]]:
    cadence, said = steps_per_minute(points.numbers("cad"))
    channels: dict[ChannelName, Floats] = {
        name: points.numbers(element) for element, name in _CHANNELS.items()
    }
    channels["step_frequency_spm"] = cadence
    return Records(
        moment_s=moments,
        latitude_deg=points.numbers("lat"),
        longitude_deg=points.numbers("lon"),
        altitude_m=points.numbers("ele"),
        speed_mps=points.numbers("speed"),
        course_deg=points.numbers("course"),
        channels=channels,
    ), said


def _is_gpx(head: bytes) -> bool:
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return text.startswith(b"<") and (b"<gpx" in text or b":gpx" in text)


FORMAT = Format(
    name="GPX",
    extensions=(".gpx",),
    gives="track, and heart rate and cadence where a watch added them; facing only if declared",
    recognise=_is_gpx,
    read=read_gpx,
)
