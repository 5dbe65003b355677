"""FIT, TCX and GPX files made for tests, byte by byte where a watch writes them so."""

import struct
from collections.abc import Sequence
from pathlib import Path

from backstride.motion import Motion, Source
from backstride.readers.activity import Activity
from backstride.readers.activity_motion import motion_from_activity
from backstride.readers.fit import read_fit
from backstride.readers.fit_crc import crc16
from backstride.readers.gpx import read_gpx
from backstride.readers.recording import Content
from backstride.readers.tcx import read_tcx

T0 = 1_000_000_000
"""2021-09-08 in FIT's seconds."""

READERS = {".fit": read_fit, ".tcx": read_tcx, ".gpx": read_gpx}

Field = tuple[int, str]
"""A field's number and its letter for ``struct``."""

_CODES = {"B": 0x02, "b": 0x01, "H": 0x84, "h": 0x83, "I": 0x86, "i": 0x85, "f": 0x88}


def definition(
    number: int,
    fields: Sequence[tuple[int, int, int]],
    *,
    local: int = 0,
    big: bool = False,
    developer: Sequence[tuple[int, int, int]] = (),
) -> bytes:
    """Return a definition message; fields are number, size, base type (index for developer)."""
    head = 0x40 | local | (0x20 if developer else 0)
    number_bytes = number.to_bytes(2, "big" if big else "little")
    body = bytes([head, 0, int(big)]) + number_bytes + bytes([len(fields)])
    body += bytes(byte for field in fields for byte in field)
    if developer:
        body += bytes([len(developer)]) + bytes(byte for field in developer for byte in field)
    return body


def messages(
    number: int,
    fields: Sequence[Field],
    rows: Sequence[Sequence[float]],
    *,
    local: int = 0,
    big: bool = False,
) -> bytes:
    """Return a definition and its messages."""
    layout = [(key, struct.calcsize("<" + letter), _CODES[letter]) for key, letter in fields]
    form = (">" if big else "<") + "B" + "".join(letter for _, letter in fields)
    return definition(number, layout, local=local, big=big) + b"".join(
        struct.pack(form, local, *row) for row in rows
    )


def fit(*parts: bytes, kind: int = 4) -> bytes:
    """Return a whole FIT file with a file id before its parts."""
    body = messages(0, [(0, "B"), (4, "I")], [(kind, T0)]) + b"".join(parts)
    header = struct.pack("<BBHI4s", 14, 0x20, 2100, len(body), b".FIT")
    header += struct.pack("<H", crc16(header))
    return header + body + struct.pack("<H", crc16(header + body))


def session(sport: int = 1, start: int = T0, lasted_s: float = 600.0) -> bytes:
    """Return a session message."""
    fields = [(2, "I"), (7, "I"), (5, "B"), (6, "B")]
    return messages(18, fields, [(start, round(1000 * lasted_s), sport, 0)], local=3)


def steady_run(seconds: int = 120, speed_mps: float = 3.0, start: int = T0) -> bytes:
    """Return records of a run, one a second, with speed, distance, heart rate and cadence."""
    rows = [
        (start + t, round(1000 * speed_mps), round(100 * speed_mps * t), 150, 85)
        for t in range(seconds)
    ]
    return messages(20, [(253, "I"), (73, "I"), (5, "I"), (3, "B"), (4, "B")], rows, local=1)


def read(data: bytes, suffix: str = ".fit") -> Activity:
    """Return the activity of some bytes."""
    return READERS[suffix](Content(Path(f"a{suffix}"), data, ""))


def motion(data: bytes, suffix: str = ".fit") -> Motion:
    """Return the motion of some bytes, as ``readers.read`` makes it."""
    found = read(data, suffix)
    source = Source(f"a{suffix}", found.format, "", found.warnings, found.synthetic)
    return motion_from_activity(found, source)


def gpx(points: Sequence[str], *, name: str = "", kind: str = "running", head: str = "") -> bytes:
    """Return a GPX file with one track and segment."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<gpx version="1.1" creator="maker" '
        'xmlns="http://www.topografix.com/GPX/1/1" '
        'xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">'
        f"<trk><name>{name}</name><type>{kind}</type><trkseg>"
        + "\n".join(points)
        + "</trkseg></trk></gpx>"
    ).encode()


def gpx_point(second: int, *, north_m: float = 0.0, more: str = "") -> str:
    """Return a point so many metres north of the first, at a time after noon."""
    stamp = f"2024-05-01T12:{second // 60:02d}:{second % 60:02d}Z"
    return (
        f'<trkpt lat="{46 + north_m / 111_146:.8f}" lon="14.5"><ele>300</ele>'
        f"<time>{stamp}</time>{more}</trkpt>"
    )


def tcx_lap(points: str, *, start: int = 0, lasted_s: float = 60.0, notes: str = "") -> str:
    """Return a lap of a TCX file."""
    return (
        f'<Lap StartTime="{stamp(start)}"><TotalTimeSeconds>{lasted_s}</TotalTimeSeconds>'
        f"<DistanceMeters>{3 * lasted_s}</DistanceMeters><Track>{points}</Track>"
        f"<Notes>{notes}</Notes></Lap>"
    )


def stamp(second: int) -> str:
    """Return a time after noon as XML writes it."""
    return f"2024-05-01T{12 + second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}.000Z"


def tcx_points(seconds: range, speed_mps: float = 3.0) -> str:
    """Return track points without positions, with speed and cadence in an extension."""
    return "".join(
        f"<Trackpoint><Time>{stamp(t)}</Time><DistanceMeters>{speed_mps * t}</DistanceMeters>"
        "<HeartRateBpm><Value>150</Value></HeartRateBpm>"
        f'<Extensions><x:TPX xmlns:x="http://www.garmin.com/xmlschemas/ActivityExtension/v2">'
        f"<x:Speed>{speed_mps}</x:Speed><x:RunCadence>85</x:RunCadence></x:TPX></Extensions>"
        "</Trackpoint>"
        for t in seconds
    )


def tcx(*laps: str, sport: str = "Running") -> bytes:
    """Return a TCX file of one activity."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><TrainingCenterDatabase '
        'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>'
        f'<Activity Sport="{sport}"><Id>{stamp(0)}</Id>{"".join(laps)}<Creator><Name>Watch 1'
        "</Name></Creator></Activity></Activities></TrainingCenterDatabase>"
    ).encode()
