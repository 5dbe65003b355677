"""A camera that films motion capture, so that the truth about key points is known."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from backstride.motion import Motion, Skeleton
from backstride.motion.arrays import Bools, Floats, Ints
from backstride.motion.skeleton import SIDES
from backstride.pose.keypoints import FACE, Keypoints
from backstride.readers import c3d, read
from backstride.readers.files import load
from backstride.readers.recording import Recording

PICTURE = (1920.0, 1080.0)
BODY_POINTS = tuple(
    f"{name}_{side}"
    for name in ("hip", "knee", "ankle", "heel", "forefoot", "toe", "shoulder", "elbow", "wrist")
    for side in SIDES
)
LEG_POINTS = ("hip", "knee", "ankle", "heel", "forefoot", "toe")
_HIDDEN_BEYOND_DEG = 110.0  # a face turned further from the camera than this is not seen


@dataclass(frozen=True)
class Scene:
    """A body in space: its motion and the points of its face, world frame."""

    motion: Motion
    face: Mapping[str, Floats]


@dataclass(frozen=True)
class Camera:
    """Where the camera stands and how it films.

    ``right_deg`` is the world heading of the picture's right. The distance is to the middle of the
    path. ``follow`` is the share of the body's way that the picture moves with it.
    """

    right_deg: float = 0.0
    distance_m: float = 6.0
    focal_px: float = 1500.0
    height_m: float = 1.2
    follow: float = 0.0
    rate_hz: float = 60.0


@dataclass(frozen=True)
class Filmed:
    """Key points, and the truth in the frame of the picture, on the same clock."""

    keypoints: Keypoints
    facing_deg: Floats
    direction_deg: Floats
    speed_mps: Floats
    motion: Motion


def scene_from(path: Path) -> Scene:
    """Return a recording with a face put on its head."""
    motion = read(path)
    assert motion.skeleton is not None
    if path.suffix != ".c3d":
        return Scene(motion, _face(None, motion.skeleton))
    recording = c3d.FORMAT.read(load(path))
    assert isinstance(recording, Recording)
    face = _face(_markers(recording), motion.skeleton)
    return Scene(replace(motion, skeleton=_joint_centres(motion)), face)


def _joint_centres(motion: Motion) -> Skeleton:
    """Return the skeleton with knees and ankles moved from the outer side into the joint.

    The takes have one marker on each; a pose estimator gives the middle of the joint. The move is
    square to the facing, so that no angle in the plane of facing changes.
    """
    assert motion.skeleton is not None
    facing = np.radians(motion.facing_deg)
    left = np.column_stack((-np.sin(facing), np.cos(facing), np.zeros(len(facing))))
    inward = {
        f"{name}_{side}": sign * half_m * left
        for name, half_m in (("knee", 0.055), ("ankle", 0.045))
        for side, sign in (("left", -1.0), ("right", 1.0))
    }
    points = motion.skeleton.positions_m
    return Skeleton({n: p + inward.get(n, np.zeros(3)) for n, p in points.items()})


def _markers(recording: Recording) -> dict[str, Floats]:
    scale = recording.metres_per_unit or 1.0
    short = [name.rpartition(":")[2] for name in recording.names]
    return {name: recording.points[i] * scale for i, name in enumerate(short)}


def _face(markers: dict[str, Floats] | None, skeleton: Skeleton) -> dict[str, Floats]:
    """Return nose, eyes and ears: of the head markers, or ahead of the shoulders without any."""
    if markers is not None:
        front = (markers["LFHD"] + markers["RFHD"]) / 2
        back = (markers["LBHD"] + markers["RBHD"]) / 2
        centre = (front + back) / 2
        ahead = front - back
    else:
        across = skeleton["shoulder_left"] - skeleton["shoulder_right"]
        centre = skeleton["head"] + [0.0, 0.0, 0.1]
        ahead = np.column_stack((across[:, 1], -across[:, 0], np.zeros(len(across))))
    ahead = ahead * [1.0, 1.0, 0.0]
    ahead = ahead / np.linalg.norm(ahead, axis=1, keepdims=True)
    left = np.column_stack((-ahead[:, 1], ahead[:, 0], np.zeros(len(ahead))))
    eyes = centre + 0.08 * ahead
    return {
        "nose": centre + 0.10 * ahead - [0.0, 0.0, 0.06],
        "eye_left": eyes + 0.03 * left,
        "eye_right": eyes - 0.03 * left,
        "ear_left": centre + 0.075 * left - [0.0, 0.0, 0.03],
        "ear_right": centre - 0.075 * left - [0.0, 0.0, 0.03],
    }


def side_camera(scene: Scene, view_deg: float, like: Camera | None = None) -> Camera:
    """Return a camera that sees the body facing ``view_deg``: 0 right, 180 left, 90 away.

    The facing is that of the first half of the recording; all else is as in ``like``.
    """
    facing = np.radians(scene.motion.facing_deg[: len(scene.motion) // 2])
    facing = facing[np.isfinite(facing)]
    main = np.degrees(np.arctan2(np.sin(facing).mean(), np.cos(facing).mean()))
    return replace(like or Camera(), right_deg=float(main) - view_deg)


def film(scene: Scene, camera: Camera, names: tuple[str, ...] = (*FACE, *BODY_POINTS)) -> Filmed:
    """Return what the camera sees of a scene."""
    motion = scene.motion
    assert motion.skeleton is not None
    keep = _frames(motion, camera.rate_hz)
    turn = -np.radians(camera.right_deg)
    spin = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    points = {**motion.skeleton.positions_m, **scene.face}
    seen = {name: points[name][keep] @ spin.T for name in names if name in points}
    place = motion.position_m[keep] @ spin.T
    middle = (np.nanmin(place, axis=0) + np.nanmax(place, axis=0)) / 2
    picture = {n: _project(p - middle, p[:, 2], camera) for n, p in seen.items()}
    hidden = _face_hidden(seen["ear_left"] - seen["ear_right"]) if "ear_left" in seen else None
    if hidden is not None:
        for name in ("nose", "eye_left", "eye_right"):
            picture[name][hidden] = np.nan
    pan = camera.follow * _project(place - middle, place[:, 2], camera)[:, 0]
    pan = np.interp(
        motion.time_s[keep], motion.time_s[keep][np.isfinite(pan)], pan[np.isfinite(pan)]
    )
    array = np.stack([picture[n] for n in picture]) + [PICTURE[0] / 2, PICTURE[1] / 2]
    array[:, :, 0] -= pan[None, :]
    outside = ((array < 0) | (array > PICTURE)).any(axis=2)
    array[outside] = np.nan
    time_s = motion.time_s[keep] - motion.time_s[keep][0]
    keypoints = Keypoints(
        "person 1",
        np.linspace(0.0, time_s[-1], len(time_s)),
        tuple(picture),
        array,
        np.where(np.isfinite(array[:, :, 0]), 1.0, 0.0),
        PICTURE,
    )
    facing = (motion.facing_deg[keep] - camera.right_deg + 180) % 360 - 180
    return Filmed(keypoints, facing, motion.direction_deg[keep], motion.speed_mps[keep], motion)


def _frames(motion: Motion, rate_hz: float) -> Ints:
    """Return the samples that a camera of a lower rate keeps."""
    step = max(1, round(motion.rate_hz / rate_hz))
    return np.arange(0, len(motion), step)


def _project(relative: Floats, height: Floats, camera: Camera) -> Floats:
    depth = relative[:, 1] + camera.distance_m
    depth = np.where(depth > 0.5, depth, np.nan)
    across = camera.focal_px * relative[:, 0] / depth
    down = camera.focal_px * (camera.height_m - height) / depth
    return np.column_stack((across, down))


def _face_hidden(left: Floats) -> Bools:
    heading = np.degrees(np.arctan2(-left[:, 0], left[:, 1]))  # of the face: left turned by -90
    from_camera = np.abs((heading + 90.0 + 180.0) % 360.0 - 180.0)
    hidden: Bools = from_camera > _HIDDEN_BEYOND_DEG
    return hidden


def disturb(
    keypoints: Keypoints,
    *,
    noise_px: float = 0.0,
    swaps: float = 0.0,
    dropouts: float = 0.0,
    seed: int = 0,
) -> Keypoints:
    """Return the key points with white noise, legs swapped and points lost in bursts."""
    rng = np.random.default_rng(seed)
    points = keypoints.points_px + noise_px * rng.standard_normal(keypoints.points_px.shape)
    swapped = _bursts(len(keypoints.time_s), swaps, rng)
    for name in LEG_POINTS:
        if f"{name}_left" in keypoints.names:
            a, b = (keypoints.names.index(f"{name}_{side}") for side in SIDES)
            points[a, swapped], points[b, swapped] = points[b, swapped], points[a, swapped].copy()
    confidence = keypoints.confidence.copy()
    for k in range(len(keypoints.names)):
        lost = _bursts(len(keypoints.time_s), dropouts, rng)
        points[k, lost] = np.nan
        confidence[k, lost] = 0.0
    return replace(keypoints, points_px=points, confidence=confidence)


def _bursts(count: int, share: float, rng: np.random.Generator) -> Bools:
    """Return which frames fall into random bursts of one to eight frames."""
    hit = np.zeros(count, dtype=np.bool_)
    for start in np.flatnonzero(rng.random(count) < share / 4.5):
        hit[start : start + int(rng.integers(1, 9))] = True
    return hit


def off_deg(one: Floats, other: Floats) -> Floats:
    """Return by how much two headings differ (n,), 0 to 180."""
    apart: Floats = np.abs((one - other + 180.0) % 360.0 - 180.0)
    return apart
