"""From the points of an XML track to an activity: what GPX and TCX have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from backstride.motion.arrays import Floats
from backstride.motion.channels import ChannelName
from backstride.readers.activity import Activity
from backstride.readers.activity_records import Records, steps_per_minute
from backstride.readers.activity_times import moments_of
from backstride.readers.activity_tracks import Stretch, TrackFile, activity_of
from backstride.readers.activity_xml import Points
from backstride.readers.recording import Content

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Elements:
    """What the elements of a point are called in a format; ``course`` is empty where it has none.

    Attributes
    ----------
    time, latitude, longitude, altitude, speed, course : str
    channels : mapping of str to ChannelName
    """

    time: str
    latitude: str
    longitude: str
    altitude: str
    speed: str
    course: str
    channels: Mapping[str, ChannelName]


class Told(Protocol):
    """What was found around the points."""

    stretches: list[Stretch]
    device: str
    synthetic: bool


def activity_of_points(
    content: Content,
    format_name: str,
    points: Points,
    told: Told,
    elements: Elements,
    cadence: Floats,
) -> Activity:
    """Return the activity that points and the laps or tracks around them make.

    Parameters
    ----------
    content : Content
    format_name : str
    points : Points
    told : Told
        Its stretches that never ended reach to the last point.
    elements : Elements
    cadence : array (m,)
        As the file has it, steps or strides a minute.

    Raises
    ------
    NothingToMeasureError
        For what has no times, and for what was not done on foot.
    """
    for stretch in told.stretches:
        stretch.end = points.count if stretch.end < 0 else stretch.end
    moments, zone = moments_of(points.texts(elements.time))
    steps, said = steps_per_minute(cadence)
    channels: dict[ChannelName, Floats] = {
        name: points.numbers(element) for element, name in elements.channels.items()
    }
    channels["step_frequency_spm"] = steps
    records = Records(
        moment_s=moments,
        latitude_deg=points.numbers(elements.latitude),
        longitude_deg=points.numbers(elements.longitude),
        altitude_m=points.numbers(elements.altitude),
        speed_mps=points.numbers(elements.speed),
        course_deg=points.numbers(elements.course) if elements.course else np.empty(0),
        channels=channels,
    )
    return activity_of(
        TrackFile(
            format=format_name,
            path=content.path,
            device=told.device,
            records=records,
            zone=zone,
            points=points,
            stretches=told.stretches,
            synthetic=told.synthetic,
            said=said,
        )
    )


def short(text: str) -> str:
    """Return a name without needless white space and of a sane length."""
    return " ".join(text.split())[:_LONGEST_NAME]


def xml_head(head: bytes) -> bytes:
    """Return the beginning of a file in any encoding as plain bytes; empty where it is no XML."""
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return text if text.startswith(b"<") else b""
