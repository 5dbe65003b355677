"""Small files of every format, made here, so that each trap can be set on purpose."""

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from backstride.motion.arrays import Floats

INTEL, DEC, MIPS = 84, 85, 86

MARKERS = (
    "LASI",
    "RASI",
    "LPSI",
    "RPSI",
    "LKNE",
    "RKNE",
    "LANK",
    "RANK",
    "LHEE",
    "RHEE",
    "LTOE",
    "RTOE",
    "LSHO",
    "RSHO",
)


def walker(frames: int = 60, rate_hz: float = 60.0, speed_mps: float = 1.0) -> Floats:
    """Return ``MARKERS`` (k, n, 3) in metres of someone who glides along +x and faces it."""
    body = {
        "ASI": (0.09, 0.12, 1.0),
        "PSI": (-0.09, 0.05, 1.02),
        "KNE": (0.02, 0.12, 0.5),
        "ANK": (0.0, 0.12, 0.1),
        "HEE": (-0.05, 0.1, 0.05),
        "TOE": (0.15, 0.1, 0.03),
        "SHO": (0.0, 0.2, 1.45),
    }
    still = np.array([body[m[1:]] for m in MARKERS])
    still[:, 1] *= [1 if m[0] == "L" else -1 for m in MARKERS]
    way = np.zeros((frames, 3))
    way[:, 0] = speed_mps * np.arange(frames) / rate_hz
    moved: Floats = still[:, None, :] + way[None]
    return moved


def y_up(points: Floats) -> Floats:
    """Return world points (..., 3) in axes with y up, x as before and z to the right."""
    return np.stack((points[..., 0], points[..., 2], -points[..., 1]), axis=-1)


def trc_text(
    points: Floats,
    names: Sequence[str] = MARKERS,
    *,
    rate_hz: float = 60.0,
    units: str = "mm",
    times: Sequence[float] | None = None,
    declared: int | None = None,
    tail: str = "\t",
) -> str:
    """Return a TRC file of points (k, n, 3) in its own unit and axes."""
    n = points.shape[1]
    stamps = np.arange(n) / rate_hz if times is None else times
    count = n if declared is None else declared
    lines = [
        "PathFileType\t4\t(X/Y/Z)\tmade.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        f"{rate_hz:.2f}\t{rate_hz:.2f}\t{count}\t{len(names)}\t{units}\t{rate_hz:.2f}\t1\t{count}",
        "Frame#\tTime\t" + "\t\t\t".join(names) + "\t\t" + tail,
        "\t\t" + "\t".join(f"X{i}\tY{i}\tZ{i}" for i in range(1, len(names) + 1)),
        "",
    ]
    for i in range(n):
        cells = ["" if np.isnan(x) else f"{x:.5f}" for x in points[:, i].ravel()]
        lines.append(f"{i + 1}\t{stamps[i]:.6f}\t" + "\t".join(cells) + tail)
    return "\n".join(lines) + "\n"


BVH_LEGS = """HIERARCHY
ROOT Hips
{
  OFFSET 10 90 5
  CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
  JOINT Neck
  {
    OFFSET 0 50 0
    CHANNELS 3 Zrotation Xrotation Yrotation
    End Site
    {
      OFFSET 0 10 0
    }
  }
LEGS}
"""


def bvh_text(
    frames: Floats, *, frame_s: float = 1 / 30, scale: float = 1.0, declared: int | None = None
) -> str:
    """Return a BVH file of a body with two legs; ``frames`` (n, 33) are its channels."""
    legs = ""
    for side, x in (("Left", 9), ("Right", -9)):
        legs += f"""JOINT {side}UpLeg {{ OFFSET {x * scale} {-5 * scale} 0
CHANNELS 3 Zrotation Xrotation Yrotation
JOINT {side}Leg {{ OFFSET 0 {-42 * scale} 0
CHANNELS 3 Zrotation Xrotation Yrotation
JOINT {side}Foot {{ OFFSET 0 {-40 * scale} 0
CHANNELS 3 Zrotation Xrotation Yrotation
JOINT {side}ToeBase {{ OFFSET 0 {-5 * scale} {13 * scale}
CHANNELS 3 Zrotation Xrotation Yrotation
End Site {{ OFFSET 0 0 {6 * scale} }} }} }} }} }}
"""
    body = BVH_LEGS.replace("LEGS", legs)
    rows = "\n".join(" ".join(f"{x:.6g}" for x in row) for row in frames)
    count = len(frames) if declared is None else declared
    return f"{body}MOTION\nFrames: {count}\nFrame Time: {frame_s:.7f}\n{rows}\n"


def bvh_walk(frames: int = 60, *, per_frame: float = 3.0, scale: float = 1.0) -> Floats:
    """Return channels (n, 33) of that body gliding along +z, which it faces."""
    values = np.zeros((frames, 33))
    values[:, 1] = 90 * scale
    values[:, 2] = per_frame * scale * np.arange(frames)
    return values


def c3d_bytes(
    points: Floats,
    labels: Sequence[str] = MARKERS,
    *,
    rate_hz: float = 60.0,
    processor: int = INTEL,
    scale: float = -1.0,
    first_frame: int = 1,
    parameters: Mapping[str, Any] | None = None,
    analog: Floats | None = None,
) -> bytes:
    """Return a C3D file of points (k, n, 3) in its own unit; NaN is stored as missing.

    ``scale`` is negative for floating-point frames; ``analog`` is (channels, samples).
    """
    k, n = points.shape[:2]
    samples = 0 if analog is None else analog.shape[1] // max(n, 1)
    channels = 0 if analog is None else len(analog)
    said: dict[str, Any] = {
        "POINT:USED": np.array([k], dtype="i2"),
        "POINT:FRAMES": np.array([n], dtype="i2"),
        "POINT:SCALE": np.array([scale], dtype="f4"),
        "POINT:RATE": np.array([rate_hz], dtype="f4"),
        "POINT:UNITS": ["mm"],
        "POINT:Y_SCREEN": ["+Z"],
        "POINT:LABELS": list(labels),
        "ANALOG:USED": np.array([channels], dtype="i2"),
        "ANALOG:SCALE": np.ones(channels, dtype="f4"),
        "ANALOG:OFFSET": np.zeros(channels, dtype="i2"),
        "ANALOG:GEN_SCALE": np.array([1.0], dtype="f4"),
        **(parameters or {}),
    }
    said = {key: value for key, value in said.items() if value is not None}
    blocks = -(-(len(_parameters(said, processor)) + 4) // 512)
    said["POINT:DATA_START"] = np.array([2 + blocks], dtype="i2")
    section = bytes([1, 0x50, blocks + 1, processor]) + _parameters(said, processor)
    blocks = -(-len(section) // 512)
    said["POINT:DATA_START"] = np.array([2 + blocks], dtype="i2")
    section = bytes([1, 0x50, blocks, processor]) + _parameters(said, processor)
    header = bytes([2, 0x50]) + _words(
        [k, channels * samples, first_frame, first_frame + n - 1, 0], processor
    )
    header += _reals(np.array([scale]), processor) + _words([2 + blocks, samples], processor)
    header += _reals(np.array([rate_hz]), processor)
    stored = np.concatenate((points, np.zeros((k, n, 1))), axis=2)
    missing = np.isnan(points).any(axis=2)
    stored[missing] = [0, 0, 0, -1]
    if scale > 0:
        stored[:, :, :3] /= scale
    frames = stored.transpose(1, 0, 2).reshape(n, 4 * k)
    if analog is not None:
        frames = np.hstack((frames, analog.T.reshape(n, -1)))
    data = (
        _reals(frames.ravel(), processor)
        if scale < 0
        else _words(np.round(frames.ravel()).astype(int), processor)
    )
    return header.ljust(512, b"\0") + section.ljust(512 * blocks, b"\0") + data


def _order(processor: int) -> str:
    return ">" if processor == MIPS else "<"


def _words(values: Any, processor: int) -> bytes:
    return (np.asarray(values, dtype=np.int64) % 65536).astype(f"{_order(processor)}u2").tobytes()


def _reals(values: Floats, processor: int) -> bytes:
    if processor != DEC:
        return values.astype(f"{_order(processor)}f4").tobytes()
    words = (values * 4).astype("<f4").view("<u2").reshape(-1, 2)[:, ::-1]
    return words.tobytes()


def _parameters(said: Mapping[str, Any], processor: int) -> bytes:
    groups = list(dict.fromkeys(key.split(":")[0] for key in said))
    records = [(-(groups.index(g) + 1), g, b"\0") for g in groups]
    for key, value in said.items():
        group, name = key.split(":")
        records.append((groups.index(group) + 1, name, _value(value, processor) + b"\0"))
    out = b""
    for number, name, body in records:
        distance = struct.pack(_order(processor) + "H", len(body) + 2)
        out += struct.pack("bb", len(name), number) + name.encode() + distance + body
    return out + b"\0\0"


def _value(value: Any, processor: int) -> bytes:
    if isinstance(value, list):
        width = max((len(v.encode()) for v in value), default=0)
        texts = b"".join(v.encode().ljust(width) for v in value)
        return struct.pack("bBBB", -1, 2, width, len(value)) + texts
    array = np.asarray(value)
    shape = bytes(array.shape)
    flat = array.ravel(order="F")
    if array.dtype.kind == "f":
        return struct.pack("bB", 4, array.ndim) + shape + _reals(flat.astype(float), processor)
    return struct.pack("bB", 2, array.ndim) + shape + _words(flat, processor)


def mot_text(columns: Mapping[str, Floats]) -> str:
    """Return an OpenSim storage file with the given columns."""
    names = list(columns)
    rows = np.column_stack([columns[name] for name in names])
    head = (
        f"forces\nversion=1\nnRows={len(rows)}\nnColumns={len(names)}\ninDegrees=yes\nendheader\n"
    )
    lines = "\n".join("\t".join(f"{x:.6f}" for x in row) for row in rows)
    return head + "\t".join(names) + "\n" + lines + "\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file and return its path."""
    path = folder / name
    if isinstance(content, str):
        path.write_text(content, "utf-8", newline="")
    else:
        path.write_bytes(content)
    return path
