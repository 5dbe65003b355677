"""Axivity AX3 and AX6 (.cwa): blocks of 512 bytes with checksums, read all at once.

Layout as the makers publish it (github.com/openmovementproject/openmovement, ``Docs/ax3/cwa.h``).
A block's time stamp belongs to one of its samples; the rate is the one that these stamps show,
which is up to 2 % off the declared one.
"""

from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backstride.errors import EmptyFileError, UnknownFormatError
from backstride.inertial.clock import Samples
from backstride.inertial.units import STANDARD_GRAVITY_MPS2
from backstride.motion.arrays import Floats
from backstride.readers.axivity_clock import clock_time, packed_seconds
from backstride.readers.recording import Content, Format
from backstride.readers.sensor_recording import SensorRecording
from backstride.readers.text import damaged
from backstride.readers.worn import RawSensor, recording_of

NAME = "Axivity"

_BLOCK, _HEADER = 512, 1024
_BODY = 480
_GYRO_FULL_DPS = 8000.0  # divided by two to the power of the code
_UNUSUAL = 0.1  # share by which the rate between two stamps may differ from the declared one

_DTYPE = np.dtype(
    {
        "names": ["mark", "length", "fraction", "session", "number", "stamp", "light", "rate"]
        + ["packing", "offset", "count", "body"],
        "formats": ["S2", "<u2", "<u2", "<u4", "<u4", "<u4", "<u2", "u1", "u1", "<i2", "<u2"]
        + [f"({_BODY},)u1"],
        "offsets": [0, 2, 4, 6, 10, 14, 18, 24, 25, 26, 28, 30],
        "itemsize": _BLOCK,
    }
)

Blocks = NDArray[np.void]


class _Signal(NamedTuple):
    acceleration_g: Floats
    angular_velocity_dps: Floats | None
    per_block: int
    limit_g: float
    limit_dps: float | None = None


def recognise(head: bytes) -> bool:
    """Return whether a file begins like one of Axivity."""
    return head[:4] == b"MD\xfc\x03" and (len(head) < _HEADER + 2 or head[1024:1026] == b"AX")


def read(content: Content) -> SensorRecording:
    """Return the sensor of a file; damaged blocks are left out and counted.

    Raises
    ------
    EmptyFileError
        When it has no block of samples.
    DamagedFileError
        When no block is whole.
    UnknownFormatError
        When samples are packed in a way that no Axivity device uses.
    """
    blocks, said = _blocks(content)
    signal = _signal(blocks, content)
    time_s, start, more = _times(blocks, signal.per_block)
    acceleration = Samples("accelerometer", time_s, signal.acceleration_g)
    turning = signal.angular_velocity_dps
    raw = RawSensor(
        name="AX6" if turning is not None else "AX3",
        acceleration=acceleration,
        acceleration_unit="g",
        angular_velocity=None if turning is None else Samples("gyroscope", time_s, turning),
        angular_velocity_unit="deg/s",
        acceleration_limit_mps2=signal.limit_g * STANDARD_GRAVITY_MPS2,
        angular_velocity_limit_dps=signal.limit_dps,
    )
    if start is not None:
        said.append(f"The device's clock read {start:%Y-%m-%d %H:%M:%S} at the start, in no zone.")
    said.append("The file does not say where the sensor was worn; say it with --placement.")
    return recording_of([raw], name=NAME, path=content.path, said=said + more)


def _blocks(content: Content) -> tuple[Blocks, list[str]]:
    """Return the whole blocks in order, and what to say of the others."""
    body = content.data[_HEADER:]
    count = len(body) // _BLOCK
    if not count:
        raise EmptyFileError(f"{content.path}: has a header and no samples.")
    words = np.frombuffer(body, "<u2", count * _BLOCK // 2).reshape(count, -1)
    blocks: Blocks = np.frombuffer(body, _DTYPE, count)
    ours = (blocks["mark"] == b"AX") & (blocks["length"] == _BLOCK - 4)
    summed = words.sum(axis=1, dtype=np.uint16) == 0
    whole = ours & (summed | (blocks["rate"] == 0)) & (blocks["count"] > 0)
    unused = (words == 0xFFFF).all(axis=1) | (words == 0).all(axis=1)
    said = []
    bad = int((~whole & ~unused).sum())
    if not whole.any():
        damaged(content.path, f"has {count} blocks and none with a right checksum")
    if bad:
        said.append(
            f"{bad} of {count} blocks are damaged or cut; their samples are left out "
            f"(the first is block {int(np.argmax(~whole & ~unused)) + 1})."
        )
    if len(body) % _BLOCK:
        said.append("The file ends inside a block; it may be cut.")
    blocks = blocks[whole]
    sessions, counts = np.unique(blocks["session"], return_counts=True)
    if len(sessions) > 1:
        said.append(f"The file holds {len(sessions)} sessions; the longest was read.")
        blocks = blocks[blocks["session"] == sessions[np.argmax(counts)]]
    return blocks, said


def _signal(blocks: Blocks, content: Content) -> _Signal:
    kinds, counts = np.unique(blocks["packing"], return_counts=True)
    packing = int(kinds[np.argmax(counts)])
    if (blocks["packing"] != packing).any():
        damaged(content.path, "changes the packing of its samples on the way")
    axes, form = packing >> 4, packing & 15
    light = int(blocks["light"][0])
    limit_g = 16.0 / 2 ** (int(blocks["rate"][0]) >> 6)
    if form == 0 and axes == 3:
        return _Signal(_unpacked(blocks) / 256.0, None, _BODY // 4, limit_g)
    if form != 2 or axes not in (3, 6, 9):
        raise UnknownFormatError(
            f"{content.path}: packs its samples in a way (code {packing:#x}) that is not known; "
            "export it as CSV with the maker's program."
        )
    per_block = _BODY // (2 * axes)
    numbers = np.ascontiguousarray(blocks["body"][:, : 2 * axes * per_block]).view("<i2")
    numbers = numbers.reshape(-1, axes)
    per_g = 2.0 ** (8 + (light >> 13))
    if axes == 3:
        return _Signal(numbers / per_g, None, per_block, limit_g)
    full_dps = _GYRO_FULL_DPS / 2.0 ** ((light >> 10) & 7)
    turning = numbers[:, 0:3] * (full_dps / 32768.0)
    return _Signal(numbers[:, 3:6] / per_g, turning, per_block, limit_g, full_dps)


def _unpacked(blocks: Blocks) -> Floats:
    """Return the numbers of packed samples: three of ten bits and a common exponent in 32."""
    word = np.ascontiguousarray(blocks["body"]).view("<u4").ravel()
    shift = (word >> 30).astype(np.int32)
    out = np.empty((len(word), 3))
    for axis in range(3):
        ten = ((word >> (10 * axis)) & 0x3FF).astype(np.int32)
        out[:, axis] = np.left_shift(np.where(ten > 511, ten - 1024, ten), shift)
    return out


def _times(blocks: Blocks, per_block: int) -> tuple[Floats, datetime | None, list[str]]:
    """Return the time of each sample, NaN where a block is not full; the start by its clock."""
    rate_hz = (3200.0 / 2.0 ** (15 - (blocks["rate"].astype(int) & 15))).astype(np.float64)
    stamp, valid = packed_seconds(blocks["stamp"])
    fraction = blocks["fraction"].astype(int)
    part_s = np.where(fraction & 0x8000, (fraction & 0x7FFF) / 32768.0, 0.0)
    seconds = stamp + part_s
    # Whole samples of the fraction were taken off the offset, for readers that know of none.
    offset = blocks["offset"] + np.floor(part_s * rate_hz)
    step = _step_s(blocks, seconds, offset, rate_hz)
    place = np.arange(per_block)
    times = seconds[:, None] + (place - offset[:, None]) * step[:, None]
    times[(place >= blocks["count"][:, None]) | ~valid[:, None]] = np.nan
    start = clock_time(float(np.nanmin(times))) if np.isfinite(times).any() else None
    if valid.all():
        return times.ravel(), start, []
    return times.ravel(), start, [f"{(~valid).sum()} blocks without a valid time were left out."]


def _step_s(blocks: Blocks, seconds: Floats, offset: Floats, rate_hz: Floats) -> Floats:
    """Return the true step of samples in each block: as declared, corrected by the clock."""
    samples = blocks["count"][:-1] + np.diff(offset)
    follows = np.diff(blocks["number"].astype(np.int64)) == 1
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.diff(seconds) / samples * rate_hz[:-1]
        near = follows & (np.abs(ratio - 1) < _UNUSUAL)
    correction = float(np.median(ratio[near])) if near.any() else 1.0
    return correction / rate_hz


FORMAT = Format(
    name=NAME,
    extensions=(".cwa",),
    gives="AX3 or AX6 sensor, acceleration and, on the AX6, angular velocity",
    recognise=recognise,
    read=read,
)
