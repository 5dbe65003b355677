"""Key points in the layout of COCO: results, annotations, AlphaPose; and MMPose's own JSON."""

import re
from typing import Any

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.motion.arrays import Floats
from backstride.motion.source import SYNTHETIC_MARK
from backstride.readers.keypoint_files import Detections, Film, recording_of
from backstride.readers.keypoint_json import flat, number, pairs, parse, triples, whole
from backstride.readers.keypoint_names import BY_COUNT, own_names
from backstride.readers.pose_recording import PoseRecording
from backstride.readers.recording import Content, Format

_FLAT = re.compile(rb'"keypoints"\s*:\s*\[\s*-?[0-9.]')  # of x, y and confidence in a row
_MMPOSE = re.compile(rb'"instance_info"|"keypoint_scores"')
_IDS = ("track_id", "idx", "person_id")


def recognise(head: bytes) -> bool:
    """Return whether a file begins like key points in the layout of COCO or of MMPose."""
    if head.lstrip()[:1] not in (b"{", b"["):
        return False
    named = b'"image_id"' in head or b'"annotations"' in head or b'"categories"' in head
    listed = b'"images"' in head and b'"file_name"' in head
    return bool(_MMPOSE.search(head)) or listed or (named and bool(_FLAT.search(head)))


def read(content: Content) -> PoseRecording:
    """Return the people in a file.

    Raises
    ------
    DamagedFileError
        When it is cut or damaged.
    NothingToMeasureError
        When there is nobody in it, or its points are not known.
    """
    held = parse(content.data, content.path)
    if isinstance(held, dict) and isinstance(held.get("instance_info"), list):
        found, film = _mmpose(held), Film()
    elif isinstance(held, dict):
        film = _film(held)
        found = _annotations(held.get("annotations"), _category(held))
    else:
        found, film = _annotations(held, None), Film()
    if found is None:
        raise NothingToMeasureError(
            f"{content.path}: holds no key points of a person in a layout that is known (COCO with "
            "17, 23 or 133 points, Halpe with 26 or 136); export them under their names as CSV."
        )
    return recording_of("COCO key points", found, film, content.path)


def _annotations(rows: object, names: tuple[str, ...] | None) -> Detections | None:
    """Return the detections in a list of annotations or results."""
    frames: list[int] = []
    points: list[Floats] = []
    ids: list[int] = []
    for row in rows if isinstance(rows, list) else []:
        found = triples(row.get("keypoints")) if isinstance(row, dict) else None
        frame = whole(row.get("image_id")) if isinstance(row, dict) else None
        fits = found is not None and (
            len(found) in BY_COUNT or (names and len(names) == len(found))
        )
        if found is None or frame is None or not fits or (points and len(found) != len(points[0])):
            continue
        frames.append(frame)
        points.append(found)
        ids.append(_id(row))
    return _gathered(frames, points, ids, names)


def _gathered(
    frames: list[int], points: list[Floats], ids: list[int], names: tuple[str, ...] | None
) -> Detections | None:
    if not points:
        return None
    stack = np.stack(points)
    sure = stack[..., 2]
    if np.isin(sure[np.isfinite(sure)], (0.0, 1.0, 2.0)).all():  # flags: 1 hidden, 2 visible
        stack[..., 2] = np.minimum(sure, 1.0)
    if names is None or len(names) != stack.shape[1]:
        names = BY_COUNT[stack.shape[1]]
    return Detections(np.array(frames, dtype=np.intp), stack, names, np.array(ids, dtype=np.intp))


def _id(row: dict[str, Any]) -> int:
    for key in _IDS:
        value = row.get(key)
        found = whole(value[0] if isinstance(value, list) and value else value)
        if found is not None and found >= 0:
            return found
    return -1


def _category(held: dict[str, Any]) -> tuple[str, ...] | None:
    """Return our names of the points as the file names them, None where it does not."""
    categories = held.get("categories")
    first = categories[0] if isinstance(categories, list) and categories else None
    names = first.get("keypoints") if isinstance(first, dict) else None
    if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
        return None
    return own_names(names)


def _film(held: dict[str, Any]) -> Film:
    """Return what a data set says about its video."""
    info = held.get("info")
    info = info if isinstance(info, dict) else {}
    rate = number(info.get("fps"))
    held_images = held.get("images")
    listed = held_images if isinstance(held_images, list) else []
    images = [i for i in listed if isinstance(i, dict)]
    times = {}
    for image in images:
        at, moment = whole(image.get("id")), number(image.get("time_s"))
        if at is not None and np.isfinite(moment):
            times[at] = moment
    size = [number(images[0].get(k)) for k in ("width", "height")] if images else []
    return Film(
        rate_hz=rate if 1.0 <= rate <= 10_000.0 else None,
        time_s=times or None,
        picture_px=(size[0], size[1]) if size and min(size) > 0 else None,
        synthetic=SYNTHETIC_MARK in str(info.get("description", ""))[:1000],
    )


def _mmpose(held: dict[str, Any]) -> Detections | None:
    """Return the detections in the JSON that MMPose writes itself."""
    frames: list[int] = []
    points: list[Floats] = []
    ids: list[int] = []
    for place, frame in enumerate(held["instance_info"]):
        if not isinstance(frame, dict) or not isinstance(frame.get("instances"), list):
            continue
        at = whole(frame.get("frame_id"))
        for one in frame["instances"]:
            found = _instance(one)
            if found is None or (points and len(found) != len(points[0])):
                continue
            frames.append(place if at is None else at)
            points.append(found)
            ids.append(_id(one))
    return _gathered(frames, points, ids, None)


def _instance(one: object) -> Floats | None:
    if not isinstance(one, dict):
        return None
    place = pairs(one.get("keypoints"))
    if place is None or len(place) not in BY_COUNT:
        return None
    scores = one.get("keypoint_scores")
    sure = flat(scores) if isinstance(scores, list) else np.ones(len(place))
    if len(sure) != len(place):
        return None
    return np.column_stack((place[:, :2], sure))


FORMAT = Format(
    name="COCO key points",
    extensions=(".json",),
    gives="key points of each person in view (COCO, COCO-WholeBody, Halpe; AlphaPose, MMPose)",
    recognise=recognise,
    read=read,
)
