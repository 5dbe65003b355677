"""The whole way from a video file to the people in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from backstride.errors import DamagedFileError, NothingToMeasureError
from backstride.motion.arrays import Floats
from backstride.pose.keypoints import Keypoints
from backstride.video.background import Background
from backstride.video.camera import camera_path
from backstride.video.decoding import MOST_FRAMES, Video
from backstride.video.even import even_clock
from backstride.video.frame import Frame
from backstride.video.joining import join
from backstride.video.landmarks import Seen
from backstride.video.model_files import ModelFiles
from backstride.video.networks import PoseModel, load_pose_model
from backstride.video.people import height_px, keypoints_of, leg_movement, long_enough
from backstride.video.tracker import MOST_PEOPLE, Tracker

SMALLEST_PX = 100.0
"""Body height in the picture under which points are unsure: about half of the 192 pixels that the
network gives a body, so that it sees less than it was made for."""


@dataclass(frozen=True)
class Watched:
    """What was seen in a video.

    Attributes
    ----------
    people : tuple of Keypoints
        The one whose legs move most first.
    warnings : tuple of str
    """

    people: tuple[Keypoints, ...]
    warnings: tuple[str, ...] = ()


@dataclass
class _Seen:
    """What is gathered while the frames go by."""

    time_s: list[float] = field(default_factory=list)
    background_px: list[Floats] = field(default_factory=list)
    picture_px: tuple[float, float] = (0.0, 0.0)


def watch_file(
    path: Path, model: ModelFiles, *, progress: Callable[[float, float], None] | None = None
) -> Watched:
    """Return the people in a video file.

    Parameters
    ----------
    path : Path
    model : ModelFiles
    progress : callable, optional
        Told how many frames are done and how many there are, NaN where that is not known.

    Raises
    ------
    UnreadableFileError
        When the file is no video that can be read.
    NothingToMeasureError
        When there is nobody in it.
    """
    networks = load_pose_model(model.detector, model.landmarker)
    with Video(path) as video:

        def counted() -> Iterable[Frame]:
            for number, frame in enumerate(video, start=1):
                yield frame
                if progress is not None:
                    progress(number, video.frames_expected)

        try:
            watched = watch(counted(), networks)
        except (NothingToMeasureError, DamagedFileError) as error:
            raise type(error)(f"{path}: {error}") from None
        return Watched(watched.people, (*model.warnings, *video.warnings, *watched.warnings))


def watch(frames: Iterable[Frame], networks: PoseModel) -> Watched:
    """Return the people in a row of frames."""
    tracker, background, seen = Tracker(networks), Background(), _Seen()
    scale, before = 1.0, np.zeros(2)
    for number, frame in enumerate(frames):
        size = Background.size(frame.width_px, frame.height_px)
        scale = frame.width_px / size[0]
        where = [_box(t.seen[-1], 1.0 / scale) for t in tracker.followed]
        now = scale * background.step(frame.grey(*size), where)
        step = np.nan_to_num(now - before)
        before = np.where(np.isfinite(now), now, before)
        tracker.step(number, frame, step)
        seen.time_s.append(frame.time_s)
        seen.background_px.append(now)
        seen.picture_px = (float(frame.width_px), float(frame.height_px))
    return _gathered(tracker, seen)


def _gathered(tracker: Tracker, seen: _Seen) -> Watched:
    time_s = np.array(seen.time_s)
    if len(even_clock(time_s)) > MOST_FRAMES:
        raise DamagedFileError("the times of its frames lie absurdly far apart; export it again.")
    camera, said = camera_path(time_s, np.stack(seen.background_px))
    known = camera if camera is not None else np.zeros((len(time_s), 2))
    people = [p for p in join(tracker.tracks, time_s, known) if long_enough(p, time_s)]
    if not people:
        raise NothingToMeasureError(
            "nobody was found in the video; film one person from head to foot, from the side, not "
            "too far away and in good light."
        )
    people.sort(key=leg_movement, reverse=True)
    warnings = [said] if said else []
    if tracker.crowded:
        warnings.append(
            f"More than {MOST_PEOPLE} people are in view at once; only as many are followed."
        )
    if height_px(people[0]) < SMALLEST_PX:
        warnings.append(
            f"The person is only about {height_px(people[0]):.0f} pixels tall, so their joints are "
            "unsure; film from nearer, or with more pixels."
        )
    return Watched(
        tuple(
            keypoints_of(person, f"person {i}", time_s, seen.picture_px, camera)
            for i, person in enumerate(people, start=1)
        ),
        tuple(warnings),
    )


def _box(person: Seen, scale: float) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of somebody, a tenth wider all around."""
    points = person.points_px * scale
    low, high = points.min(axis=0), points.max(axis=0)
    margin = 0.1 * float(np.max(high - low))
    return (
        float(low[0] - margin),
        float(low[1] - margin),
        float(high[0] + margin),
        float(high[1] + margin),
    )
