"""Tables of key points: one column per coordinate, under the names of body points.

Read are ``left_knee_x,left_knee_y,left_knee_confidence`` in any of the usual spellings, MediaPipe's
33 landmarks as ``x1,y1,z1,v1`` and so on, and the three header rows of DeepLabCut.
"""

import re
from dataclasses import dataclass

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.motion.arrays import Floats, Ints
from backstride.readers.delimited import Layout, as_utf8, columns_of, layout_of
from backstride.readers.keypoint_files import Detections, Film, recording_of
from backstride.readers.keypoint_names import MEDIAPIPE, enough, own_name
from backstride.readers.keypoint_units import in_pixels
from backstride.readers.pose_recording import PoseRecording
from backstride.readers.recording import Content, Format

_AXES = {
    "x": 0,
    "y": 1,
    **dict.fromkeys(
        ("c", "v", "p", "s", "confidence", "conf", "likelihood", "score", "visibility", "prob"), 2
    ),
}
_PARTED = re.compile(r"^(?P<name>.+?)[ _.\-\[(]+(?P<axis>[A-Za-z]+)[\])]?$")
_AHEAD = re.compile(r"^(?P<axis>[xyvcp])[ _.\-]+(?P<name>.+)$", re.IGNORECASE)
_COUNTED = re.compile(r"^(?P<axis>[xyzvcp])_?(?P<number>\d{1,2})$", re.IGNORECASE)
_TIMES = {
    "time": 0.0,
    "times": 0.0,
    "timestamp": 0.0,
    "t": 0.0,
    "times(s)": 1.0,
    "time_s": 1.0,
    "seconds": 1.0,
    "sec": 1.0,
    "time_ms": 1e-3,
    "timestamp_ms": 1e-3,
    "milliseconds": 1e-3,
    "timestamp_us": 1e-6,
}
_FRAMES = frozenset(
    {
        "frame",
        "frames",
        "frame_id",
        "frame_number",
        "frame_index",
        "index",
        "bodyparts_coords",
        "coords",
        "",
    }
)
_LONGEST_STEP_S = 0.5  # of a video; larger steps of a time without a unit are milliseconds
_HEADERS = ("scorer", "bodyparts", "coords")


@dataclass(frozen=True)
class _Columns:
    """Which columns of a table are what.

    ``points`` is from our name to its columns of x, y and, or -1, confidence.
    """

    points: dict[str, tuple[int, int, int]]
    time: int | None
    seconds: float
    frame: int | None
    layout: Layout


def recognise(head: bytes) -> bool:
    """Return whether a table begins with the names of body points, each with x and y."""
    if b"\0" in head[:1024]:
        return False
    columns = _columns(as_utf8(head))
    return columns is not None and enough(tuple(columns.points))


def read(content: Content) -> PoseRecording:
    """Return the person in a table of key points.

    Raises
    ------
    DamagedFileError, EmptyFileError
        When rows are missing or do not hold numbers.
    NothingToMeasureError
        When the columns are none of a body.
    """
    text = as_utf8(content.data)
    columns = _columns(text)
    if columns is None:
        raise NothingToMeasureError(
            f"{content.path}: has no columns such as left_knee_x and left_knee_y."
        )
    names = tuple(columns.points)
    wanted = [c for triple in columns.points.values() for c in triple if c >= 0]
    wanted += [c for c in (columns.time, columns.frame) if c is not None]
    table = columns_of(text, columns.layout, wanted, content.path)
    values = table.values
    at = {column: place for place, column in enumerate(wanted)}
    points = np.ones((len(values), len(names), 3))
    for k, triple in enumerate(columns.points.values()):
        for axis, column in enumerate(triple):
            if column >= 0:
                points[:, k, axis] = values[:, at[column]]
    frames = _rows(len(values), table.left_out)
    if columns.frame is not None:
        frames = _numbered(values[:, at[columns.frame]], frames)
    times = None
    if columns.time is not None:
        times = _times(frames, values[:, at[columns.time]], columns.seconds)
    points, size, how = in_pixels(points, names, None)
    film = Film(None, times, size, warnings=(*table.said, *how))
    return recording_of("key-point table", Detections(frames, points, names), film, content.path)


def _columns(text: bytes) -> _Columns | None:
    """Return what the columns are, by the titles; None for a table of something else."""
    layout = layout_of(text)
    titles = [t.strip().lower() for t in layout.titles]
    if titles[:1] == ["scorer"]:
        return _deeplabcut(text, layout)
    points: dict[str, list[int]] = {}
    time = frame = None
    seconds = 0.0
    for column, title in enumerate(titles):
        name, axis = _parted(title)
        if name and axis is not None:
            points.setdefault(name, [-1, -1, -1])
            if points[name][axis] < 0:
                points[name][axis] = column
        elif title in _TIMES and time is None:
            time, seconds = column, _TIMES[title]
        elif title in _FRAMES and frame is None and title:
            frame = column
    whole = {n: (c[0], c[1], c[2]) for n, c in points.items() if min(c[:2]) >= 0}
    return _Columns(whole, time, seconds, frame, layout) if whole else None


def _parted(title: str) -> tuple[str, int | None]:
    """Return which of our points a title names, and which of its numbers."""
    if match := _COUNTED.match(title):
        place = int(match["number"])
        return _counted(place), _AXES.get(match["axis"].lower())
    for pattern in (_PARTED, _AHEAD):
        if match := pattern.match(title):
            axis, name = _AXES.get(match["axis"].lower()), own_name(match["name"])
            if axis is not None and name:
                return name, axis
    return "", None


def _counted(place: int) -> str:
    """Return the landmark of MediaPipe with a number; tutorials count from 1."""
    return MEDIAPIPE[place - 1] if 1 <= place <= len(MEDIAPIPE) else ""


def _deeplabcut(text: bytes, first: Layout) -> _Columns | None:
    """Return the columns below the three header rows of DeepLabCut."""
    rows = [layout_of(text, delimiter=first.delimiter, skip=i).titles for i in range(3)]
    if any(
        not row or row[0].strip().lower() != word for row, word in zip(rows, _HEADERS, strict=True)
    ):
        return None
    points: dict[str, list[int]] = {}
    for column, (part, coordinate) in enumerate(zip(rows[1], rows[2], strict=False)):
        name, axis = own_name(part), _AXES.get(coordinate.strip().lower())
        if name and axis is not None and points.setdefault(name, [-1, -1, -1])[axis] < 0:
            points[name][axis] = column
    whole = {n: (c[0], c[1], c[2]) for n, c in points.items() if min(c[:2]) >= 0}
    layout = Layout(first.delimiter, first.decimal_comma, rows[2], 3)
    return _Columns(whole, None, 0.0, 0, layout) if whole else None


def _rows(count: int, left_out: frozenset[int]) -> Ints:
    """Return the numbers of the rows (n,) that were read; those left out keep theirs."""
    kept = [i for i in range(count + len(left_out)) if i not in left_out]
    return np.array(kept, dtype=np.intp)


def _numbered(column: Floats, rows: Ints) -> Ints:
    """Return frame numbers, or those of the rows where the column counts no frames."""
    whole = np.isfinite(column).all() and bool((np.abs(column) < 1e9).all())
    if whole and bool((column == np.round(column)).all()) and bool((np.diff(column) > 0).all()):
        return column.astype(np.intp)
    return rows


def _times(frames: Ints, column: Floats, seconds: float) -> dict[int, float] | None:
    """Return the moment of each frame, None where the column does not tell it."""
    step = float(np.median(np.diff(column))) if len(column) > 1 else float("nan")
    if not np.isfinite(column).all() or not step > 0 or not (np.diff(column) > 0).all():
        return None
    if seconds == 0.0:
        seconds = 1.0 if step < _LONGEST_STEP_S else 1e-3 if step < 500.0 else 1e-6
    return dict(zip(frames.tolist(), (column * seconds).tolist(), strict=True))


FORMAT = Format(
    name="key-point table",
    extensions=(".csv", ".tsv", ".txt"),
    gives="key points of one person (columns left_knee_x, left_knee_y, …; DeepLabCut, MediaPipe)",
    recognise=recognise,
    read=read,
)
