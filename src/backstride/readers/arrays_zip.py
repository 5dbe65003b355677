"""NumPy archives (.npz) with ``time`` and ``accel``, as scikit-digital-health keeps signals."""

import io
import re
import zipfile

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.inertial.clock import Samples
from backstride.inertial.stamps import UnreadableTimeError, from_numbers
from backstride.motion.arrays import Floats
from backstride.readers.log_files import BAD_ARCHIVE
from backstride.readers.recording import Content, Format
from backstride.readers.sensor_recording import SensorRecording
from backstride.readers.text import damaged, shown
from backstride.readers.worn import RawSensor, recording_of

NAME = "NumPy archive"

_FREE_BYTES, _MOST_TIMES = 20_000_000, 8
_TIMES = ("time", "t", "timestamps", "time_s")
_ACCELERATIONS = ("accel", "acc", "acceleration", "accelerometer")
_GYROSCOPES = ("gyro", "gyr", "gyroscope", "angular_velocity")
_RATES = ("fs", "rate_hz", "sampling_rate_hz")
_HEADER = re.compile(
    r"'descr':\s*'(?P<kind>[<>|=]?[fiu][1248])'.*'fortran_order':\s*(?P<fortran>True|False)"
    r".*'shape':\s*\((?P<shape>[\d,\s]*)\)",
    re.DOTALL,
)


def recognise(head: bytes) -> bool:
    """Return whether a file begins like an archive of NumPy arrays."""
    return head.startswith(b"PK\x03\x04") and b".npy" in head[30:300]


def read(content: Content) -> SensorRecording:
    """Return the sensor in an archive; where it was worn is not in it.

    Raises
    ------
    DamagedFileError
        When the archive is cut or an array contradicts itself.
    NothingToMeasureError
        When it has no acceleration with time.
    """
    arrays = _arrays(content)
    acceleration = _first(arrays, _ACCELERATIONS)
    if acceleration is None or acceleration.ndim != 2 or acceleration.shape[1] != 3:
        found = [f"{shown(n)} {'×'.join(map(str, a.shape))}" for n, a in arrays.items()]
        raise NothingToMeasureError(
            f"{content.path}: has no array “accel” of three columns (found: "
            f"{', '.join(found[:9]) or 'none'})."
        )
    time_s = _times(content, arrays, len(acceleration))
    gyroscope = _first(arrays, _GYROSCOPES)
    if gyroscope is not None and gyroscope.shape != acceleration.shape:
        gyroscope = None
    raw = RawSensor(
        name="sensor",
        acceleration=Samples("accelerometer", time_s, acceleration),
        angular_velocity=None if gyroscope is None else Samples("gyroscope", time_s, gyroscope),
    )
    return recording_of(
        [raw],
        name=NAME,
        path=content.path,
        said=["The file does not say where the sensor was worn; say it with --placement."],
    )


def _times(content: Content, arrays: dict[str, Floats], count: int) -> Floats:
    """Return stamps in seconds: given, or made from a given rate."""
    stamps = _first(arrays, _TIMES)
    if stamps is not None and stamps.ndim == 1 and len(stamps) == count:
        try:
            return from_numbers(stamps).time_s
        except UnreadableTimeError as error:
            damaged(content.path, str(error))
    rate = _first(arrays, _RATES)
    if rate is not None and rate.size == 1 and rate.item() > 0:
        return np.arange(count) / rate.item()
    raise NothingToMeasureError(f"{content.path}: has no array “time” as long as “accel”.")


def _first(arrays: dict[str, Floats], names: tuple[str, ...]) -> Floats | None:
    return next((arrays[name] for name in names if name in arrays), None)


def _arrays(content: Content) -> dict[str, Floats]:
    """Return all arrays of numbers by name."""
    path, found = content.path, dict[str, Floats]()
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
            members = [m for m in archive.infolist() if m.filename.endswith(".npy")]
            limit = _FREE_BYTES + _MOST_TIMES * len(content.data)
            if sum(m.file_size for m in members) > limit:
                damaged(path, "would unpack to far more than a recording holds")
            for member in members:
                with archive.open(member) as file:
                    array = _array(file.read(member.file_size + 1))
                if array is not None:
                    found[member.filename[: -len(".npy")].lower()] = array
    except BAD_ARCHIVE as error:
        what = "".join(c for c in str(error) if c.isprintable())[:80]
        damaged(path, f"is cut or damaged ({what or 'unreadable'})")
    return found


def _array(data: bytes) -> Floats | None:
    """Return one stored array, None for one that is not of numbers.

    The header is matched and not evaluated, and its size is held against the bytes that are there.
    """
    if data[:6] != b"\x93NUMPY" or len(data) < 12:
        return None
    long = data[6] > 1
    start = 12 if long else 10
    size = int.from_bytes(data[8:start], "little")
    header = _HEADER.search(data[start : start + size].decode("latin-1"))
    if header is None:
        return None
    shape = tuple(int(n) for n in re.findall(r"\d{1,12}", header["shape"]))
    numbers = np.frombuffer(data, header["kind"].replace("=", "<"), offset=start + size)
    if np.prod(shape, dtype=float) != numbers.size:
        raise ValueError("an array has not the size that it declares")
    values: Floats = numbers.astype(np.float64)
    return values.reshape(shape[::-1]).T if header["fortran"] == "True" else values.reshape(shape)


FORMAT = Format(
    name=NAME,
    extensions=(".npz",),
    gives="one sensor with time (scikit-digital-health)",
    recognise=recognise,
    read=read,
)
