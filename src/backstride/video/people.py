"""From tracks to people: key points over time on an even clock, the one who moves most first."""

import numpy as np

from backstride.motion.arrays import Floats
from backstride.pose.keypoints import Keypoints
from backstride.video.even import even_clock, onto
from backstride.video.joining import SHORTEST_S
from backstride.video.landmarks import NAMES
from backstride.video.tracker import BODY_SHARE, Track

_WHICH = list(NAMES.values())


def keypoints_of(
    person: list[Track],
    name: str,
    time_s: Floats,
    picture_px: tuple[float, float],
    camera_px: Floats | None,
) -> Keypoints:
    """Return one person's key points on the clock of the whole video.

    Points outside the picture are NaN: the network guesses them, nobody saw them.
    """
    count = len(time_s)
    points = np.full((len(NAMES), count, 2), np.nan)
    confidence = np.zeros((len(NAMES), count, 1))
    for track in person:
        points[:, track.frames] = np.stack([s.points_px[_WHICH] for s in track.seen], axis=1)
        confidence[:, track.frames, 0] = np.stack([s.visibility[_WHICH] for s in track.seen], 1)
    outside = np.any((points < 0) | (points > np.array(picture_px)), axis=2)
    points[outside] = np.nan
    confidence[outside] = 0.0
    clock = even_clock(time_s)
    return Keypoints(
        name=name,
        time_s=clock,
        names=tuple(NAMES),
        points_px=onto(clock, time_s, points),
        confidence=np.nan_to_num(onto(clock, time_s, confidence)[..., 0]),
        picture_px=picture_px,
        camera_px=None if camera_px is None else onto(clock, time_s, camera_px[None])[0],
        background_known=camera_px is not None,
    )


def long_enough(person: list[Track], time_s: Floats) -> bool:
    """Return whether somebody was in view for long enough to tell anything."""
    step = float(np.median(np.diff(time_s))) if len(time_s) > 1 else 0.0
    return sum(len(t.frames) for t in person) * step >= SHORTEST_S


def leg_movement(person: list[Track]) -> float:
    """Return how far somebody's feet passed each other, in pixels.

    The way of one ankle relative to the other: long for whoever walks or runs near the camera, over
    ground or on a treadmill, and short for who stands and watches.
    """
    total = 0.0
    for track in person:
        ankles = np.stack([s.points_px[27] - s.points_px[28] for s in track.seen])
        total += float(np.linalg.norm(np.diff(_steadied(ankles), axis=0), axis=1).sum())
    return total


def _steadied(path: Floats) -> Floats:
    """Return a path (n, 2) with the jitter of single frames averaged over five."""
    if len(path) < 5:
        return path[:1]
    sums = np.cumsum(np.concatenate([np.zeros((1, 2)), path]), axis=0)
    mean: Floats = (sums[5:] - sums[:-5]) / 5.0
    return mean


def height_px(person: list[Track]) -> float:
    """Return about how tall somebody is in the picture."""
    sides = [s.square.side_px for track in person for s in track.seen]
    return BODY_SHARE * float(np.median(sides))
