"""The frames of a C3D file: how many there are, its points and its analog samples."""

from dataclasses import dataclass

import numpy as np

from backstride.errors import EmptyFileError
from backstride.motion.arrays import Floats
from backstride.readers.c3d_sections import BLOCK, Sections, damaged, to_numbers, whole


@dataclass(frozen=True)
class Frames:
    """What a C3D file recorded.

    Attributes
    ----------
    points : array (k, n, 3)
        In the file's unit; NaN where a point was missing.
    analog : array (c, m)
        Scaled to the file's units; ``m`` is a multiple of ``n``.
    """

    points: Floats
    analog: Floats


def read_frames(c3d: Sections) -> Frames:
    """Return all frames.

    Raises
    ------
    EmptyFileError
        When there are none.
    DamagedFileError
        When the file ends before the frames that it declares.
    """
    header = c3d.header
    used = c3d.number("POINT:USED")
    points = header.points if used is None else int(used) % 65536
    if points != header.points:
        damaged(c3d.path, f"has {header.points} points by its header and {points} by POINT:USED")
    scale = _scale(c3d)
    size = 4 if scale < 0 else 2
    values = 4 * points + header.analog
    declared = _declared_frames(c3d)
    if values == 0 or not declared:
        raise EmptyFileError(f"{c3d.path}: has no frames; export the recording again.")
    start = _data_start(c3d)
    frames = _fitting(c3d, declared, values * size, start)
    raw = c3d.data[start : start + frames * values * size]
    numbers = to_numbers(raw, size, c3d.processor).reshape(frames, values)
    return Frames(
        points=_points(numbers[:, : 4 * points].reshape(frames, points, 4), scale),
        analog=_analog(c3d, numbers[:, 4 * points :], whole_numbers=size == 2),
    )


def _scale(c3d: Sections) -> float:
    said = c3d.number("POINT:SCALE")
    scale = c3d.header.scale if said is None else said
    if scale == 0 or not np.isfinite(scale):
        damaged(c3d.path, "has no usable POINT:SCALE")
    return scale


def _data_start(c3d: Sections) -> int:
    said = c3d.number("POINT:DATA_START")
    block = int(said) % 65536 if said else c3d.header.data_block
    block = block or c3d.header.data_block
    start = (block - 1) * BLOCK
    if not BLOCK <= start < len(c3d.data):
        damaged(
            c3d.path,
            f"declares that frames start in block {block} but has only "
            f"{len(c3d.data) // BLOCK} blocks; it is cut",
        )
    return start


def _declared_frames(c3d: Sections) -> list[int]:
    """Return how many frames there should be, by up to four places, of which some end at 65,535."""
    fields = [c3d.array(f"TRIAL:ACTUAL_{end}_FIELD") for end in ("START", "END")]
    trial = [int(whole(f.ravel()[:2]) % 65536 @ (1, 65536)) for f in fields if f.size >= 2]
    declared = [
        trial[1] - trial[0] + 1 if len(trial) == 2 else 0,
        c3d.number("POINT:LONG_FRAMES") or 0,
        (c3d.number("POINT:FRAMES") or 0) % 65536,
        c3d.header.last_frame - c3d.header.first_frame + 1,
    ]
    return [int(count) for count in declared if count >= 1]


def _fitting(c3d: Sections, declared: list[int], frame_bytes: int, start: int) -> int:
    """Return the first declared number of frames that the file is long enough for."""
    there = (len(c3d.data) - start) // frame_bytes
    fitting = [count for count in declared if count <= there]
    if not fitting:
        damaged(
            c3d.path,
            f"is cut: it declares {declared[0]} frames and ends in frame {there + 1} "
            f"(byte {len(c3d.data)} of {start + declared[0] * frame_bytes})",
        )
    return fitting[0]


def _points(stored: Floats, scale: float) -> Floats:
    """Return points (k, n, 3) from stored (n, k, 4), the fourth being the residual.

    A negative residual marks a missing point, and so does exactly zero in all three coordinates,
    which several programs write instead.
    """
    points = np.ascontiguousarray(stored[:, :, :3].transpose(1, 0, 2))
    residual = stored[:, :, 3].T
    with np.errstate(invalid="ignore", over="ignore"):
        missing = (residual < 0) | ~points.any(axis=2) | ~np.isfinite(points).all(axis=2)
        if scale > 0:
            points *= scale
    points[missing] = np.nan
    return points


def _analog(c3d: Sections, stored: Floats, *, whole_numbers: bool) -> Floats:
    """Return analog channels (c, m), ``(stored - OFFSET) · SCALE · GEN_SCALE``."""
    header = c3d.header
    if header.analog == 0 or header.analog_samples == 0:
        return np.empty((0, 0))
    channels, rest = divmod(header.analog, header.analog_samples)
    if rest:
        damaged(
            c3d.path,
            f"declares {header.analog} analog values in frames of {header.analog_samples} samples, "
            "which does not divide",
        )
    analog = stored.reshape(-1, channels).T
    unsigned = [t.upper() for t in c3d.texts("ANALOG:FORMAT")[:1]] == ["UNSIGNED"]
    offset = _per_channel(c3d, "ANALOG:OFFSET", channels, 0.0)
    if unsigned and whole_numbers:
        analog, offset = analog % 65536, (whole(offset) % 65536).astype(np.float64)
    scale = _per_channel(c3d, "ANALOG:SCALE", channels, 1.0)
    general = c3d.number("ANALOG:GEN_SCALE")
    with np.errstate(invalid="ignore", over="ignore"):
        scaled: Floats = (analog - offset[:, None]) * scale[:, None]
        return scaled * (1.0 if general is None else general)


def _per_channel(c3d: Sections, key: str, channels: int, default: float) -> Floats:
    said = np.concatenate([c3d.array(key + part).ravel() for part in ("", "2", "3", "4")])
    filled = np.full(channels, default)
    filled[: len(said)] = said[:channels]
    return filled
