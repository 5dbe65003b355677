"""What the files of key points have in common: from detections in frames to people over time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from backstride.errors import DamagedFileError, EmptyFileError, NothingToMeasureError
from backstride.motion.arrays import Floats, Ints
from backstride.pose.keypoints import Keypoints
from backstride.pose.people import in_order, sizes, tell_apart
from backstride.readers.clock import even_clock
from backstride.readers.keypoint_names import enough
from backstride.readers.keypoint_units import LARGEST_PX
from backstride.readers.pose_recording import PoseRecording

ASSUMED_HZ = 30.0
"""Frames per second of most phones and cameras; used where a file has only frame numbers."""

ASSUMED_RATE = (
    "The file does not say how many frames a second the video has; 30 was taken. With another "
    "number, speeds and times are off in proportion; directions are not."
)

MOST_FRAMES = 1_000_000
"""Nearly five hours at 60 frames per second."""

_MOST_HOLES = 3  # times as many frame numbers as frames; beyond it the numbers are wrong
_MOST_PEOPLE = 20  # beyond it the rest is not followed


@dataclass(frozen=True)
class Detections:
    """What was found in frames, in any order.

    Attributes
    ----------
    frames : array (d,)
        Numbers of the frames, as the file counts them.
    points : array (d, k, 3)
        x, y in pixels and confidence of each detection.
    names : tuple of str, k of them
        Ours; ``""`` for points that are none of ours.
    ids : array (d,), optional
        Who it is, where the file tells people apart; negative where it does not.
    """

    frames: Ints
    points: Floats
    names: tuple[str, ...]
    ids: Ints | None = None


@dataclass(frozen=True)
class Film:
    """What is known of the video.

    Attributes
    ----------
    rate_hz : float, optional
    time_s : mapping from frame number to seconds, optional
    picture_px : (float, float), optional
    synthetic : bool
    warnings : tuple of str
    """

    rate_hz: float | None = None
    time_s: dict[int, float] | None = None
    picture_px: tuple[float, float] | None = None
    synthetic: bool = False
    warnings: tuple[str, ...] = ()


def recording_of(format_: str, found: Detections, film: Film, path: Path) -> PoseRecording:
    """Return the people in a file of key points.

    Raises
    ------
    EmptyFileError, NothingToMeasureError, DamagedFileError
        When there is nobody, no known body, or the frame numbers or positions are noise.
    """
    found = _possible(_known(found, path))
    if not len(found.frames):
        raise EmptyFileError(f"{path}: holds no person; check the video and run the pose again.")
    order = np.argsort(found.frames, kind="stable")
    found = replace(
        found,
        frames=found.frames[order],
        points=found.points[order],
        ids=None if found.ids is None else found.ids[order],
    )
    places, numbers = _clock(found.frames, path)
    time_s, assumed = _times(numbers, film)
    rate = film.rate_hz or (len(time_s) - 1) / max(time_s[-1] - time_s[0], 1e-9)
    tracks = _tracks(found, places, float(rate))
    people = []
    said: list[str] = []
    for number, track in enumerate(tracks[:_MOST_PEOPLE], start=1):
        person, how = _person(f"person {number}", found, places, track, time_s, path)
        people.append(replace(person, picture_px=film.picture_px))
        said += how
    warnings = (*film.warnings, *((ASSUMED_RATE,) if assumed else ()), *dict.fromkeys(said))
    return PoseRecording(format_, tuple(people), warnings, film.synthetic)


def first_frame(folder: Path) -> Path | None:
    """Return the first frame in a folder of OpenPose frames, None when it is no such folder."""
    try:
        return min(folder.glob("*_keypoints.json"), default=None)
    except (OSError, ValueError):
        return None


def retimed(recording: PoseRecording, rate_hz: float) -> PoseRecording:
    """Return key points with the frame rate that a person says the video has."""
    people = tuple(replace(p, time_s=np.arange(len(p.time_s)) / rate_hz) for p in recording.people)
    warnings = tuple(w for w in recording.warnings if w != ASSUMED_RATE)
    return replace(recording, people=people, warnings=warnings)


def _known(found: Detections, path: Path) -> Detections:
    """Return only the points that are ours."""
    ours = [i for i, name in enumerate(found.names) if name]
    names = tuple(found.names[i] for i in ours)
    if not enough(names):
        raise NothingToMeasureError(
            f"{path}: has no known points for both hips or shoulders and for the legs; name them "
            "as left_hip, right_knee and so on."
        )
    return replace(found, names=names, points=found.points[:, ours])


def _possible(found: Detections) -> Detections:
    """Return detections with points that were not found, or cannot be, as NaN."""
    points = found.points.copy()
    place, sure = points[..., :2], points[..., 2]
    with np.errstate(invalid="ignore"):
        never = ~(np.abs(place) < LARGEST_PX).all(axis=2) | ~(sure > 0)
        never |= (place == 0).all(axis=2)  # what was not found is written as the corner
    points[never] = [np.nan, np.nan, 0.0]
    points[..., 2] = np.clip(points[..., 2], 0.0, 1.0)
    some = ~never.all(axis=1)
    return replace(
        found,
        frames=found.frames[some],
        points=points[some],
        ids=None if found.ids is None else found.ids[some],
    )


def _clock(frames: Ints, path: Path) -> tuple[Ints, Ints]:
    """Return the place of each detection on an even clock (d,), and its frame numbers (n,)."""
    numbers = np.unique(frames)
    steps = np.diff(numbers)
    step = int(steps.min()) if steps.size else 1
    count = int((numbers[-1] - numbers[0]) // step) + 1
    if count > max(_MOST_HOLES * len(numbers), 100) or count > MOST_FRAMES:
        raise DamagedFileError(
            f"{path}: its frame numbers leave holes that are longer than the recording; cut it "
            "there and read the parts."
        )
    places = (frames - numbers[0]) // step
    return places.astype(np.intp), numbers[0] + step * np.arange(count)


def _times(numbers: Ints, film: Film) -> tuple[Floats, bool]:
    """Return the time of each frame (n,), and whether its rate is assumed."""
    if film.time_s is not None and len(film.time_s) > 1:
        known = sorted(film.time_s)
        at = np.interp(numbers, known, [film.time_s[k] for k in known])
        return at - at[0], False
    rate = film.rate_hz or ASSUMED_HZ
    return np.arange(len(numbers)) / rate, film.rate_hz is None


def _tracks(found: Detections, places: Ints, rate_hz: float) -> list[Ints]:
    """Return whose each detection is: as the file says, or by where they are."""
    place = found.points[..., :2]
    if found.ids is None or (found.ids < 0).any():
        return tell_apart(place, places, rate_hz)
    who = np.unique(found.ids)
    return in_order([np.flatnonzero(found.ids == one) for one in who], sizes(place))


def _person(
    name: str, found: Detections, places: Ints, track: Ints, time_s: Floats, path: Path
) -> tuple[Keypoints, Sequence[str]]:
    rows = np.full((len(found.names), len(time_s), 3), np.nan)
    rows[:, places[track]] = found.points[track].transpose(1, 0, 2)
    clock, even, said = even_clock(time_s, rows, path)
    return (
        Keypoints(
            name,
            clock,
            found.names,
            np.ascontiguousarray(even[..., :2]),
            np.nan_to_num(even[..., 2]),
        ),
        said,
    )
