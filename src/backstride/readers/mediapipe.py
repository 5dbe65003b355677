"""MediaPipe and other estimators of one JSON object per point: ``{"x": …, "y": …}``."""

import re
from typing import Any

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.motion.arrays import Floats
from backstride.readers.keypoint_files import Detections, Film, recording_of
from backstride.readers.keypoint_json import number, parse, whole
from backstride.readers.keypoint_names import BY_COUNT, MEDIAPIPE, own_names
from backstride.readers.keypoint_units import in_pixels
from backstride.readers.pose_recording import PoseRecording
from backstride.readers.recording import Content, Format

_LANDMARKS = re.compile(rb'"(?:\w*landmarks?\w*|visibility|presence|keypoints)"', re.IGNORECASE)
_POINT = re.compile(rb'\{[^{}]{0,200}"x"\s*:\s*-?[0-9.]')
_FRAMES = ("frames", "poses", "results", "data", "landmarks", "pose_landmarks")
_POINTS = ("pose_landmarks", "poseLandmarks", "landmarks", "keypoints", "pose", "people", "poses")
_SURE = ("visibility", "score", "confidence", "presence", "v")
_NUMBER = ("frame", "frame_id", "frame_index", "frame_number", "index")
_MOMENT = (
    ("time_s", 1.0),
    ("timestamp_s", 1.0),
    ("timestamp_ms", 1e-3),
    ("time_ms", 1e-3),
    ("timestamp_us", 1e-6),
)
_RATE = ("fps", "frame_rate", "frameRate", "rate_hz")
_DEEPEST = 4  # lists in lists around the points of a person

Row = tuple[int, float, list[dict[str, Any]]]
"""One person in one frame: its number, its moment in seconds or NaN, the points."""


def recognise(head: bytes) -> bool:
    """Return whether a file begins like landmarks written point by point."""
    starts = head.lstrip()[:1] in (b"{", b"[")
    return starts and bool(_LANDMARKS.search(head)) and bool(_POINT.search(head))


def read(content: Content) -> PoseRecording:
    """Return the people in a file of landmarks.

    Points are MediaPipe's 33, or those of COCO, in order, or any under their names.

    Raises
    ------
    DamagedFileError
        When it is cut or damaged.
    NothingToMeasureError
        When there are no such landmarks in it.
    """
    held = parse(content.data, content.path)
    rows = [row for place, frame in enumerate(_frames(held)) for row in _rows(place, frame)]
    count = len(rows[0][2]) if rows else 0
    names = _names(rows[0][2]) if rows else None
    if names is None:
        raise NothingToMeasureError(
            f"{content.path}: holds no landmarks of a person: 33 points of MediaPipe, 17 of COCO, "
            "or points with names, each with x and y."
        )
    rows = [row for row in rows if len(row[2]) == count]
    points, size, said = in_pixels(np.stack([_points(row[2]) for row in rows]), names, _size(held))
    found = Detections(np.array([row[0] for row in rows], dtype=np.intp), points, names)
    film = Film(_rate(held), _times(rows), size, warnings=said)
    return recording_of("MediaPipe landmarks", found, film, content.path)


def _frames(held: object) -> list[Any]:
    """Return the list of frames: the file itself, or the first list it holds under a known name."""
    if isinstance(held, list):
        return held
    if not isinstance(held, dict):
        return []
    known = [held[k] for k in _FRAMES if isinstance(held.get(k), list)]
    return known[0] if known else [v for v in held.values() if isinstance(v, dict | list)]


def _rows(place: int, frame: object) -> list[Row]:
    at, moment = place, float("nan")
    if isinstance(frame, dict):
        numbers = [whole(frame.get(k)) for k in _NUMBER]
        at = next((n for n in numbers if n is not None), place)
        moments = [number(frame.get(k)) * unit for k, unit in _MOMENT]
        moment = next((m for m in moments if np.isfinite(m)), float("nan"))
    return [(at, moment, points) for points in _people(frame, _DEEPEST)]


def _people(held: object, deepest: int) -> list[list[dict[str, Any]]]:
    """Return the points of each person in a frame, however they are wrapped."""
    if isinstance(held, dict):
        inner = next((held[k] for k in _POINTS if isinstance(held.get(k), list | dict)), None)
        if inner is not None:
            return _people(inner, deepest - 1) if deepest else []
        named = [{"name": k, **v} for k, v in held.items() if isinstance(v, dict) and "x" in v]
        return [named] if named else []
    if not isinstance(held, list) or not held:
        return []
    if all(isinstance(p, dict) and "x" in p and "y" in p for p in held):
        return [held]
    return [people for one in held for people in _people(one, deepest - 1)] if deepest else []


def _names(points: list[dict[str, Any]]) -> tuple[str, ...] | None:
    """Return our names: by those of the points, or by how many there are."""
    said = [p.get("name", p.get("part")) for p in points]
    if all(isinstance(n, str) for n in said):
        return own_names([str(n) for n in said])
    if len(points) == len(MEDIAPIPE):
        return MEDIAPIPE
    return BY_COUNT.get(len(points))


def _points(points: list[dict[str, Any]]) -> Floats:
    sure = [next((number(p[k]) for k in _SURE if k in p), 1.0) for p in points]
    return np.array(
        [(number(p["x"]), number(p["y"]), s) for p, s in zip(points, sure, strict=True)]
    )


def _size(held: object) -> tuple[float, float] | None:
    """Return the size of the picture where a file says it, at its top or under its video."""
    if not isinstance(held, dict):
        return None
    for place in (held, *(v for v in held.values() if isinstance(v, dict))):
        for keys in (
            ("width", "height"),
            ("image_width", "image_height"),
            ("videoWidth", "videoHeight"),
        ):
            width, height = (number(place.get(k)) for k in keys)
            if width > 1 and height > 1:
                return width, height
    return None


def _rate(held: object) -> float | None:
    """Return the frames per second where a file says it."""
    if not isinstance(held, dict):
        return None
    for place in (held, *(v for v in held.values() if isinstance(v, dict))):
        for key in _RATE:
            if 1.0 <= number(place.get(key)) <= 10_000.0:
                return number(place.get(key))
    return None


def _times(rows: list[Row]) -> dict[int, float] | None:
    times = {at: moment for at, moment, _ in rows if np.isfinite(moment)}
    return times if len(times) > 1 else None


FORMAT = Format(
    name="MediaPipe landmarks",
    extensions=(".json",),
    gives="key points of each person in view (33 landmarks, or points with names)",
    recognise=recognise,
    read=read,
)
