"""TRC: markers or key points as text, from Cortex, OpenSim, OpenCap, Pose2Sim and others."""

import numpy as np

from backstride.errors import EmptyFileError
from backstride.motion.arrays import Floats
from backstride.motion.source import SYNTHETIC_MARK
from backstride.readers.axes import METRES
from backstride.readers.recording import FASTEST_HZ, SLOWEST_HZ, Content, Format, Recording
from backstride.readers.text import damaged, decode, first_line, number_or_nan, table

_HEADER_LINES = 5
_SAME_RATE = 0.02  # share; rates that differ by more contradict one another


def recognise(head: bytes) -> bool:
    """Return whether a file begins like TRC."""
    return first_line(head).lower().startswith("pathfiletype")


def read(content: Content) -> Recording:
    """Return the markers of a TRC file; blank cells and points at exactly 0 0 0 are missing.

    Raises
    ------
    DamagedFileError
        When frames are missing or cells are not numbers.
    EmptyFileError
        When there are no frames.
    """
    lines = decode(content.data).split("\n")
    if len(lines) < _HEADER_LINES:
        damaged(content.path, f"ends in line {len(lines)}, inside its header")
    about = _header(lines[1], lines[2])
    first = _HEADER_LINES
    rows = [(i + 1, line) for i, line in enumerate(lines[first:], first) if line.strip()]
    if not rows or number_or_nan(about.get("numframes")) == 0:
        raise EmptyFileError(f"{content.path}: has no frames; export the recording again.")
    data = table([line for _, line in rows], path=content.path, first_line_number=rows[0][0])
    declared = number_or_nan(about.get("numframes"))
    if len(data) < declared:
        damaged(
            content.path,
            f"is cut: it declares {declared:.0f} frames and ends in frame {len(data)}; if it was "
            "shortened on purpose, correct NumFrames in line 3",
        )
    names, points = _points(content, lines[3], data)
    named = [i for i, name in enumerate(names) if name]
    time_s, warnings = _clock(content, data[:, 1], number_or_nan(about.get("datarate")))
    return Recording(
        format=FORMAT.name,
        names=tuple(names[i] for i in named),
        points=points[named],
        time_s=time_s,
        metres_per_unit=METRES.get(about.get("units", "").lower()),
        up="y",
        warnings=warnings,
        synthetic=SYNTHETIC_MARK in lines[0],
    )


def _points(content: Content, title: str, data: Floats) -> tuple[list[str], Floats]:
    """Return the names, blank for an unnamed marker, and the points (k, n, 3)."""
    names = _names(title, (data.shape[1] - 2) // 3)
    if not names:
        damaged(content.path, "names no markers in line 4")
    wanted = 2 + 3 * len(names)
    if data.shape[1] < wanted:
        damaged(
            content.path, f"has {data.shape[1]} columns where {len(names)} markers need {wanted}"
        )
    points = np.ascontiguousarray(
        data[:, 2:wanted].reshape(len(data), len(names), 3).transpose(1, 0, 2)
    )
    points[~np.isfinite(points).all(axis=2) | ~points.any(axis=2)] = np.nan
    return names, points


def _header(keys: str, values: str) -> dict[str, str]:
    return {
        key.strip().lower(): value.strip()
        for key, value in zip(keys.split("\t"), values.split("\t"), strict=False)
    }


def _names(line: str, most: int) -> list[str]:
    """Return the markers' names, blank for an unnamed one; they stand over the first of three."""
    cells = [cell.strip() for cell in line.split("\t")][2:]
    if any(cell for i, cell in enumerate(cells) if i % 3):
        return [cell for cell in cells if cell][:most]
    while cells and not cells[-1]:
        cells.pop()
    return cells[::3][:most]


def _clock(content: Content, stamps: Floats, rate_hz: float) -> tuple[Floats, tuple[str, ...]]:
    """Return the time stamps, or times from the frame rate where there are none."""
    if np.isnan(stamps).all():
        if not SLOWEST_HZ <= rate_hz <= FASTEST_HZ:
            damaged(content.path, "has neither time stamps nor a DataRate")
        return np.arange(len(stamps)) / rate_hz, (
            "The file has no time stamps; DataRate was used.",
        )
    steps = np.diff(stamps)
    if not len(steps) or not np.all(steps > 0):
        return stamps, ()
    seen_hz = len(steps) / (stamps[-1] - stamps[0])
    if rate_hz > 0 and abs(seen_hz / rate_hz - 1) < _SAME_RATE:
        exact = stamps[0] + np.arange(len(stamps)) / rate_hz
        if np.abs(exact - stamps).max() < 0.5 / rate_hz:
            return exact, ()
    elif rate_hz > 0:
        return stamps, (
            f"The file declares {rate_hz:g} frames per second and its time stamps say "
            f"{seen_hz:.4g}; the time stamps were used.",
        )
    return stamps, ()


FORMAT = Format(
    name="TRC",
    extensions=(".trc",),
    gives="markers or key points, and ground forces from a file beside it",
    recognise=recognise,
    read=read,
    forces_beside=True,
)
