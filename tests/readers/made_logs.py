"""Recordings of worn sensors in the layout of each logger, made here, with known content."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from backstride.motion.arrays import Floats

G = 9.80665
EPOCH_S = 1_777_910_400.0
"""2026-05-04 16:00 UTC, which is 18:00 in Berlin."""


class Worn(NamedTuple):
    """What a sensor on a waist feels: time in s, m/s², °/s and a magnetic field."""

    time_s: Floats
    acceleration: Floats
    turning: Floats
    field: Floats


def worn(seconds: float = 12.0, rate_hz: float = 100.0, still_s: float = 3.0) -> Worn:
    """Return someone who stands, then bounces at 2.6 Hz and nods; z of the sensor is up."""
    t = np.arange(round(seconds * rate_hz)) / rate_hz
    on = t > still_s
    angle = np.radians(12) * np.sin(2 * np.pi * 0.7 * (t - still_s)) * on
    speed = np.radians(12) * 2 * np.pi * 0.7 * np.cos(2 * np.pi * 0.7 * (t - still_s)) * on
    size = G + 3.0 * np.sin(2 * np.pi * 2.6 * (t - still_s)) * on
    acceleration = np.stack((-np.sin(angle) * size, 0 * t, np.cos(angle) * size), axis=1)
    turning = np.stack((0 * t, np.degrees(speed), 0 * t), axis=1)
    field = np.stack((20 * np.cos(angle), 0 * t + 3, -40 + 20 * np.sin(angle)), axis=1)
    return Worn(t, acceleration, turning, field)


def csv_of(
    titles: Sequence[str],
    columns: Sequence[Floats | Sequence[str]],
    *,
    delimiter: str = ",",
    comma: bool = False,
    digits: str = "%.7g",
) -> str:
    """Return a table of numbers or texts."""
    cells = [[c if isinstance(c, str) else digits % c for c in column] for column in columns]
    rows = [delimiter.join(row) for row in zip(*cells, strict=True)]
    if comma:
        rows = [row.replace(".", ",") for row in rows]
    return "\n".join([delimiter.join(titles), *rows]) + "\n"


def zip_of(files: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(
                zipfile.ZipInfo(name, (2026, 5, 4, 18, 0, 0)), text, zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def nanoseconds(time_s: Floats) -> list[str]:
    """Return times since 1970 as Sensor Logger writes them."""
    return [str(round(EPOCH_S * 1e9 + t * 1e9)) for t in time_s]


def sensor_logger_table(time_s: Floats, values: Floats) -> str:
    """Return one table of three axes, in the app's own order of columns."""
    return csv_of(
        ("time", "seconds_elapsed", "z", "y", "x"),
        (nanoseconds(time_s), time_s, *values.T[::-1]),
    )


METADATA = (
    "version,device name,recording epoch time,recording time,recording timezone,platform,"
    "appVersion,device id,sensors,sampleRateMs,standardisation,platform version\n"
    "3,Pixel 8,{epoch},2026-05-04_16-00-00,Europe/Berlin,{platform},1.44,abc,"
    "Accelerometer|Gyroscope,10|10,{standard},14\n"
)


def metadata(platform: str = "android", standard: str = "false") -> str:
    """Return the table that describes a recording of Sensor Logger."""
    return METADATA.format(epoch=round(EPOCH_S * 1000), platform=platform, standard=standard)


def sensor_logger_files(
    person: Worn | None = None, *, platform: str = "android", standard: str = "false"
) -> dict[str, str]:
    """Return the tables of a recording, as an Android phone or an iPhone writes them."""
    who = person or worn()
    apple = platform == "ios" and standard == "false"
    sign = -1.0 if apple else 1.0
    gravity = who.acceleration * (G / np.linalg.norm(who.acceleration, axis=1, keepdims=True))
    files = {
        "Accelerometer.csv": sensor_logger_table(who.time_s, sign * (who.acceleration - gravity)),
        "Gravity.csv": sensor_logger_table(who.time_s, sign * gravity),
        "Gyroscope.csv": sensor_logger_table(who.time_s + 0.003, np.radians(who.turning)),
        "Magnetometer.csv": sensor_logger_table(who.time_s[::2], who.field[::2]),
        "Location.csv": csv_of(
            ("time", "seconds_elapsed", "bearingAccuracy", "speedAccuracy", "verticalAccuracy")
            + ("horizontalAccuracy", "speed", "bearing", "altitude", "longitude", "latitude"),
            (
                nanoseconds(who.time_s[::100]),
                who.time_s[::100],
                *(np.full(len(who.time_s[::100]), v) for v in (5, 0.5, 3, 4, 2.5, 90, 34)),
                13.4 + who.time_s[::100] * 3e-5,
                np.full(len(who.time_s[::100]), 52.5),
            ),
            digits="%.10g",
        ),
        "Metadata.csv": metadata(platform, standard),
    }
    if platform == "android":
        files["TotalAcceleration.csv"] = sensor_logger_table(who.time_s, who.acceleration)
    return files


def sensor_logger_json(person: Worn | None = None) -> bytes:
    """Return the JSON export of an Android phone."""
    who = person or worn(4.0)
    rows: list[dict[str, str]] = []
    for name, values in (
        ("TotalAcceleration", who.acceleration),
        ("Gyroscope", np.radians(who.turning)),
    ):
        rows += [
            {"sensor": name, "time": stamp, "seconds_elapsed": f"{t:.6f}"}
            | {axis: f"{v:.6f}" for axis, v in zip("xyz", row, strict=True)}
            for stamp, t, row in zip(nanoseconds(who.time_s), who.time_s, values, strict=True)
        ]
    about = {"sensor": "Metadata", "platform": "android", "device name": "Pixel 8"}
    return json.dumps([about, *rows]).encode()


PHYPHOX_TIME = (
    '"event","experiment time","system time","system time text"\n'
    '"START",0.0E0,1.7779104E9,"2026-05-04 18:00:00.000 UTC+02:00"\n'
    '"PAUSE",6.0E0,1.777910406E9,"2026-05-04 18:00:06.000 UTC+02:00"\n'
    '"START",6.0E0,1.777910426E9,"2026-05-04 18:00:26.000 UTC+02:00"\n'
    '"PAUSE",1.2E1,1.777910432E9,"2026-05-04 18:00:32.000 UTC+02:00"\n'
)


def phyphox_files(
    person: Worn | None = None, *, delimiter: str = ",", comma: bool = False
) -> dict[str, str]:
    """Return the tables of a recording of phyphox."""
    who = person or worn()

    def table(what: str, unit: str, time_s: Floats, values: Floats) -> str:
        titles = ['"Time (s)"', *(f'"{what} {axis} ({unit})"' for axis in "xyz")]
        return csv_of(titles, (time_s, *values.T), delimiter=delimiter, comma=comma, digits="%.9E")

    ones = np.ones(len(who.time_s[::100]))
    location = csv_of(
        ('"Time (s)"', '"Latitude (°)"', '"Longitude (°)"', '"Height (m)"', '"Velocity (m/s)"')
        + ('"Direction (°)"', '"Horizontal Accuracy (m)"', '"Vertical Accuracy (m)"'),
        (who.time_s[::100], 52.5 * ones, 13.4 * ones, 34 * ones, 2.5 * ones, 90 * ones, 4 * ones)
        + (3 * ones,),
        delimiter=delimiter,
        comma=comma,
    )
    return {
        "Accelerometer.csv": table("Acceleration", "m/s^2", who.time_s, who.acceleration),
        "Gyroscope.csv": table("Gyroscope", "rad/s", who.time_s, np.radians(who.turning)),
        "Magnetometer.csv": table("Magnetic field", "µT", who.time_s[::2], who.field[::2]),
        "Location.csv": location,
    }


def own_recording(
    person: Worn | None = None,
    *,
    header: Mapping[str, object] | None = None,
    more: Sequence[str] = (),
) -> bytes:
    """Return the app's own recording; ``more`` are lines put after its first."""
    who = person or worn(4.0)
    first = {
        "format": "backstride.recording/1",
        "device": "Pixel 8",
        "started_at": "2026-05-04T18:00:00+02:00",
        "time_zone": "Europe/Berlin",
        "placement": "belt_front_screen_out",
        "units": {"acceleration": "m/s^2", "angular_velocity": "deg/s"},
        **(header or {}),
    }
    rows = [
        json.dumps(["m", *np.round(row, 5).tolist()])
        for row in np.column_stack((who.time_s, who.acceleration, who.turning))
    ]
    return "\n".join([json.dumps(first), *more, *rows, ""]).encode()


def mat_bytes(matrix: Floats, *, name: str = "u", packed: bool = True, order: str = "<") -> bytes:
    """Return a MATLAB version 5 file with one matrix."""

    def element(kind: int, body: bytes) -> bytes:
        return struct.pack(f"{order}II", kind, len(body)) + body + bytes(-len(body) % 8)

    body = element(6, struct.pack(f"{order}II", 6, 0))
    body += element(5, struct.pack(f"{order}ii", *matrix.shape))
    body += element(1, name.encode())
    body += element(9, matrix.T.astype(f"{order}f8").tobytes())
    whole = element(14, body)
    if packed:
        small = zlib.compress(whole)
        whole = struct.pack(f"{order}II", 15, len(small)) + small
    mark = b"IM" if order == "<" else b"MI"
    version = struct.pack(f"{order}H", 0x0100)
    return b"MATLAB 5.0 MAT-file, made by a test".ljust(124) + version + mark + whole


def vn200(person: Worn | None = None) -> Floats:
    """Return the matrix ``u`` (15, n) of a VN-200: x forward, y right, z down, in g and °/s."""
    who = person or worn()
    turned = np.array([1.0, -1.0, -1.0])
    u = np.zeros((15, len(who.time_s)))
    u[0:3] = (who.acceleration * turned / G).T
    u[3:6] = (who.turning * turned).T
    u[7] = who.time_s
    u[10] = np.diff(who.time_s).mean()
    u[11:14] = (who.field * turned).T
    return u


def cwa_bytes(
    person: Worn | None = None,
    *,
    six_axes: bool = False,
    packed: bool = False,
    rate_hz: float = 100.0,
    start: tuple[int, int, int, int, int, int] = (2026, 5, 4, 18, 0, 0),
) -> bytes:
    """Return a file of an AX3 (8 g) or, with six axes, an AX6 (8 g, 1000 °/s)."""
    who = person or worn(12.0, rate_hz)
    code = round(15 - np.log2(3200 / rate_hz))
    if packed:
        numbers = np.round(who.acceleration / G * 256).astype(np.int64)
        exponent = 1 if np.abs(numbers).max() > 511 else 0
        ten = (numbers >> exponent) & 0x3FF
        words = ten[:, 0] | ten[:, 1] << 10 | ten[:, 2] << 20 | exponent << 30
        body, per, form, light = words.astype("<u4").tobytes(), 120, 0x30, 0
    elif six_axes:
        values = np.hstack((who.turning * 32768 / 1000, who.acceleration / G * 4096))
        body, per, form = np.round(values).astype("<i2").tobytes(), 40, 0x62
        light = 4 << 13 | 3 << 10
    else:
        body = np.round(who.acceleration / G * 256).astype("<i2").tobytes()
        per, form, light = 80, 0x32, 0
    size = len(body) // len(who.time_s)
    out = b"MD\xfc\x03".ljust(1024, b"\xff")
    for number, at in enumerate(range(0, len(who.time_s) - per + 1, per)):
        time_s = at / rate_hz
        fraction = int((time_s % 1) * 32768)
        year, month, day, hour, minute, second = start
        second += int(time_s)
        minute, second = minute + second // 60, second % 60
        hour, minute = hour + minute // 60, minute % 60
        stamp = (year - 2000) << 26 | month << 22 | day << 17 | hour << 12 | minute << 6 | second
        offset = -int(fraction / 32768 * rate_hz)  # as the firmware does for old readers
        about = (b"AX", 508, 0x8000 | fraction, 7, number, stamp, light, 200, 0, 180)
        head = struct.pack("<2sHHIIIHHBBBBhH", *about, 0x40 | code, form, offset, per)
        block = (head + body[at * size : (at + per) * size]).ljust(510, b"\0")
        total = sum(struct.unpack("<255H", block)) & 0xFFFF
        out += block + struct.pack("<H", -total & 0xFFFF)
    return out
