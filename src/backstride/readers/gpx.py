"""GPX tracks of watches, phones and handheld receivers, with heart rate and cadence."""

from collections.abc import Mapping

from backstride.motion.channels import ChannelName
from backstride.motion.source import SYNTHETIC_MARK
from backstride.readers.activity import Activity
from backstride.readers.activity_points import Elements, activity_of_points, short, xml_head
from backstride.readers.activity_tracks import Stretch
from backstride.readers.activity_xml import Wanted, read_points
from backstride.readers.recording import Content, Format

_CHANNELS: Mapping[str, ChannelName] = {
    "hr": "heart_rate_bpm",
    "atemp": "temperature_c",
    "power": "power_w",
}
_WANTED = Wanted(
    "trkpt", ("lat", "lon"), frozenset({"ele", "time", "speed", "course", "cad", *_CHANNELS})
)
_ELEMENTS = Elements("time", "lat", "lon", "ele", "speed", "course", _CHANNELS)


class _Tracks:
    """The tracks and segments of a file, told of while it is read."""

    def __init__(self) -> None:
        self.stretches: list[Stretch] = []
        self.device = ""
        self.synthetic = False
        self.planned = False
        self._inside = ""

    def opened(self, name: str, attributes: Mapping[str, str], points: int) -> None:
        if name == "gpx":
            self.device = short(attributes.get("creator", ""))
        elif name in {"trk", "rte", "wpt", "metadata"}:
            self._inside = name
            self.planned |= name == "rte"
            if name == "trk":
                self.stretches.append(Stretch(points))
        elif name == "trkseg" and self._inside == "trk" and self.stretches:
            self.stretches[-1].breaks.append(points)

    def closed(self, name: str, text: str, points: int) -> None:
        if name in {"trk", "rte", "wpt", "metadata"}:
            self._inside = ""
            if name == "trk" and self.stretches:
                self.stretches[-1].end = points
        elif self._inside == "trk" and name in {"name", "type"}:
            track = self.stretches[-1]
            if name == "name":
                track.name = short(text)
            else:
                track.sport = short(text)
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
    return activity_of_points(content, "GPX", points, outline, _ELEMENTS, points.numbers("cad"))


def _is_gpx(head: bytes) -> bool:
    text = xml_head(head)
    return b"<gpx" in text or b":gpx" in text


FORMAT = Format(
    name="GPX",
    extensions=(".gpx",),
    gives="track, and heart rate and cadence where a watch added them; facing only if declared",
    recognise=_is_gpx,
    read=read_gpx,
)
