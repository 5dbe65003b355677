"""OpenPose: one JSON file per frame in a folder or ZIP archive, or all frames in one file."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from backstride.errors import DamagedFileError, NothingToMeasureError, UnreadableFileError
from backstride.motion.arrays import Floats
from backstride.readers.keypoint_files import MOST_FRAMES, Detections, Film, recording_of
from backstride.readers.keypoint_json import parse, triples, whole
from backstride.readers.pose_recording import PoseRecording
from backstride.readers.recording import Content, Format

_UPPER = (
    "nose",
    "neck",
    *(f"{n}_{s}" for s in ("right", "left") for n in ("shoulder", "elbow", "wrist")),
)
_LEGS = tuple(f"{n}_{s}" for s in ("right", "left") for n in ("hip", "knee", "ankle"))
_HEAD = ("eye_right", "eye_left", "ear_right", "ear_left")
_FEET = tuple(f"{n}_{s}" for s in ("left", "right") for n in ("toe", "forefoot", "heel"))

MODELS = {
    25: (*_UPPER, "pelvis", *_LEGS, *_HEAD, *_FEET),
    18: (*_UPPER, *_LEGS, *_HEAD),
    15: ("head", *_UPPER[1:], *_LEGS, ""),
}
"""BODY_25, COCO and MPI: their points in order, by their number."""

_FRAME = re.compile(r"^(?P<stem>.*?)(?P<number>\d+)(?P<end>(?:_keypoints)?\.json)$", re.IGNORECASE)
_MARK = b"pose_keypoints_2d"
_LARGEST_BYTES = 1024**3  # of all frames of a folder: ten hours of one person
_FREE_BYTES, _MOST_TIMES = 20_000_000, 20  # of text in an archive; repetitive JSON shrinks so much


def recognise(head: bytes) -> bool:
    """Return whether a file begins like a frame of OpenPose, or an archive of such."""
    if head.startswith(b"PK\x03\x04"):
        return b"_keypoints.json" in head
    return head.lstrip()[:1] in (b"{", b"[") and _MARK in head


def read(content: Content) -> PoseRecording:
    """Return the people in the frames of OpenPose.

    A file that holds one frame is read together with the frames of the same name beside it.

    Raises
    ------
    UnreadableFileError
        When a frame, or the archive, is cut or damaged.
    NothingToMeasureError
        When there is a single frame, or no known set of points.
    """
    if content.data.startswith(b"PK\x03\x04"):
        frames = list(_in_archive(content))
    else:
        found = _frames_in(parse(content.data, content.path))
        frames = list(enumerate(found))
        if len(frames) == 1:
            frames = list(_beside(content))
    if len(frames) < 2:
        raise NothingToMeasureError(
            f"{content.path}: holds a single frame and none lies beside it; name a file in the "
            "folder that OpenPose wrote, or a ZIP archive of the folder."
        )
    return recording_of("OpenPose", _detections(frames, content.path), Film(), content.path)


def _frames_in(whole_file: Any) -> list[Any]:
    """Return the frames of a file: one, a list of them, or a mapping from names to them."""
    if isinstance(whole_file, dict):
        if "people" in whole_file:
            return [whole_file]
        inner = whole_file.get("frames", list(whole_file.values()))
        whole_file = inner if isinstance(inner, list) else list(whole_file.values())
    return [f for f in whole_file if isinstance(f, dict)] if isinstance(whole_file, list) else []


def _detections(frames: list[tuple[int, Any]], path: Path) -> Detections:
    rows: list[Floats] = []
    numbers: list[int] = []
    ids: list[int] = []
    for number, frame in frames:
        people = frame.get("people") if isinstance(frame, dict) else None
        for person in people if isinstance(people, list) else []:
            points = triples(person.get("pose_keypoints_2d")) if isinstance(person, dict) else None
            if (
                points is None
                or len(points) not in MODELS
                or (rows and len(points) != len(rows[0]))
            ):
                continue
            rows.append(points)
            numbers.append(number)
            ids.append(_id(person.get("person_id")))
    if not rows:
        raise NothingToMeasureError(
            f"{path}: holds nobody with the 25, 18 or 15 points of OpenPose; run the pose again."
        )
    return Detections(
        np.array(numbers, dtype=np.intp), np.stack(rows), MODELS[len(rows[0])], np.array(ids)
    )


def _id(value: object) -> int:
    """Return a person's number, -1 where OpenPose gave none."""
    if isinstance(value, list):
        value = value[0] if value else None
    found = whole(value)
    return -1 if found is None or found < 0 else found


def _beside(content: Content) -> Iterator[tuple[int, Any]]:
    """Yield the frames that lie in the folder of a file under the same name."""
    match = _FRAME.match(content.path.name)
    if match is None:
        return
    stem, end = match["stem"], match["end"].lower()
    files: list[tuple[int, Path]] = []
    try:
        for path in content.path.parent.iterdir():
            other = _FRAME.match(path.name)
            if other and other["stem"] == stem and other["end"].lower() == end:
                files.append((int(other["number"][-15:]), path))
        files.sort()
        if sum(path.stat().st_size for _, path in files) > _LARGEST_BYTES:
            raise UnreadableFileError(
                f"{content.path}: the frames beside it are more than are read at once; split them."
            )
        for number, path in files[:MOST_FRAMES]:
            for frame in _frames_in(parse(path.read_bytes(), path)):
                yield number, frame
    except OSError as error:
        raise UnreadableFileError(
            f"{content.path}: the frames beside it cannot be opened ({error.strerror})."
        ) from None


def _in_archive(content: Content) -> Iterator[tuple[int, Any]]:
    """Yield the frames of a ZIP archive; nothing is written to disk."""
    path = content.path
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
            members = [m for m in archive.infolist() if "__MACOSX" not in m.filename]
            found = [(_FRAME.match(m.filename.rpartition("/")[2]), m) for m in members]
            frames = sorted((int(f["number"][-15:]), i) for i, (f, _) in enumerate(found) if f)
            limit = _FREE_BYTES + _MOST_TIMES * len(content.data)
            if sum(m.file_size for m in members) > limit or len(frames) > MOST_FRAMES:
                raise DamagedFileError(
                    f"{path}: would unpack to more than {limit / 1e6:.0f} MB, which is no "
                    "recording."
                )
            for number, i in frames:
                with archive.open(found[i][1]) as file:
                    data = file.read(found[i][1].file_size + 1)
                for frame in _frames_in(parse(data, path)):
                    yield number, frame
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        OverflowError,
        RuntimeError,
        ValueError,
    ) as error:
        what = "".join(c for c in str(error) if c.isprintable())[:80]
        raise DamagedFileError(
            f"{path}: is a cut, locked or damaged ZIP archive ({what or 'unreadable'}); pack it "
            "again."
        ) from None


FORMAT = Format(
    name="OpenPose",
    extensions=(".json", ".zip"),
    gives="key points of each person in view; frames beside a file are read with it",
    recognise=recognise,
    read=read,
)
