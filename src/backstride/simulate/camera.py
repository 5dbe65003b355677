"""A camera that films a simulated runner, and a pose estimator that makes mistakes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from backstride.errors import SettingsError
from backstride.motion.arrays import Floats
from backstride.motion.skeleton import SIDES
from backstride.pose.keypoints import FACE, Keypoints
from backstride.simulate.runner import Runner
from backstride.simulate.sensor_model import gaps

PICTURE_PX = (1920.0, 1080.0)
_FOCAL_PX = 1500.0  # 65 degrees across, as phones film
_HEIGHT_M = 1.2  # of the camera above the ground
_NEAREST_M = 6.0  # from the middle of the way
_HIDDEN_DEG = 110.0  # a face turned further from the camera than this shows no nose and eyes

BODY = tuple(
    f"{name}_{side}"
    for name in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "forefoot", "toe")
    for side in SIDES
)


@dataclass(frozen=True, slots=True)
class CameraModel:
    """How a runner is filmed.

    Attributes
    ----------
    view_deg : float
        0 from the side, with the runner's left towards the camera at the start; positive angles
        move the camera towards the runner's front, to 90 from ahead. 180 sees the right side.
    kind : {"still", "panning", "following"}
        Standing and not moving; standing and turning with the runner; moving along.
    rate_hz : frames per second, 10 to 240.
    noise_px : standard deviation of each coordinate.
    swap_share, swap_s : share of the time in which left and right are taken for each other, and
        how long that lasts on average.
    lost_share : share of the key points not found, in bursts of a tenth of a second.
    """

    view_deg: float = 0.0
    kind: Literal["still", "panning", "following"] = "still"
    rate_hz: float = 30.0
    noise_px: float = 2.0
    swap_share: float = 0.02
    swap_s: float = 0.1
    lost_share: float = 0.02

    def __post_init__(self) -> None:
        if self.kind not in ("still", "panning", "following"):
            raise SettingsError(f"the camera is {self.kind!r}; use still, panning or following.")
        if not 10.0 <= self.rate_hz <= 240.0:
            raise SettingsError(f"{self.rate_hz:g} frames a second; use 10 to 240.")


def runner_keypoints(runner: Runner, model: CameraModel, rng: np.random.Generator) -> Keypoints:
    """Return the key points of a runner as an estimator gives them, whose truth is known.

    A still camera stands so far off that it sees the whole way; the others stand or keep six metres
    from it. Points outside the picture, and faces seen from behind, are NaN.
    """
    time = np.arange(round(runner.course.duration_s * model.rate_hz)) / model.rate_hz
    middle = runner.pelvis(time).position_m
    points = _points(runner, time)
    return filmed(points, time, middle, runner.scenario.start_heading_deg, model, rng)


def filmed(
    points: Mapping[str, Floats],
    time_s: Floats,
    middle_m: Floats,
    heading_deg: float,
    model: CameraModel,
    rng: np.random.Generator,
) -> Keypoints:
    """Return the key points of any body whose places in the world are known.

    Parameters
    ----------
    points : mapping of str to array (n, 3)
        ``FACE`` and ``BODY``, z up; NaN where not known.
    time_s : array (n,)
        At the rate of the camera.
    middle_m : array (n, 3)
        Middle of the pelvis, which the camera keeps in view; always known.
    heading_deg : float
        Where the body faces at the start: views are counted from it.
    """
    eye, ahead = _camera(middle_m, heading_deg, model)
    picture = {name: _projected(p, eye, ahead) for name, p in points.items()}
    looked = (eye - points["nose"])[:, :2]
    face = (points["nose"] - 0.5 * (points["ear_left"] + points["ear_right"]))[:, :2]
    cosine = (looked * face).sum(axis=1) / (
        np.linalg.norm(looked, axis=1) * np.linalg.norm(face, axis=1)
    )
    for name in ("nose", "eye_left", "eye_right"):
        picture[name][cosine < np.cos(np.radians(_HIDDEN_DEG))] = np.nan
    names = (*FACE, *BODY)
    array = np.stack([picture[name] for name in names])
    array = _swapped(array, names, model, rng)
    array += model.noise_px * rng.standard_normal(array.shape)
    array[((array < 0.0) | (array > np.array(PICTURE_PX))).any(axis=2)] = np.nan
    for path in array:
        path[gaps(len(time_s), model.lost_share, 0.1 * model.rate_hz, rng)] = np.nan
    found = np.isfinite(array[..., 0])
    confidence = np.where(found, np.clip(rng.normal(0.85, 0.08, found.shape), 0.3, 1.0), 0.0)
    return Keypoints("person 1", time_s, names, array, confidence, PICTURE_PX)


def _points(runner: Runner, time_s: Floats) -> dict[str, Floats]:
    """Return the body's landmarks and a face on its head, in the world."""
    body = runner.skeleton(time_s)
    face = face_on(body["head"], runner.pelvis(time_s).facing_rad)
    return {**{name: body[name] for name in BODY}, **face}


def face_on(head: Floats, facing: Floats) -> dict[str, Floats]:
    """Return nose, eyes and ears (n, 3) on heads (n, 3) that face ways (n,) in radians."""
    ahead = np.column_stack((np.cos(facing), np.sin(facing), np.zeros(len(facing))))
    left = np.column_stack((-ahead[:, 1], ahead[:, 0], ahead[:, 2]))
    up = np.array([0.0, 0.0, 1.0])
    points = {"nose": head + 0.10 * ahead - 0.05 * up}
    for sign, side in ((1.0, "left"), (-1.0, "right")):
        points[f"eye_{side}"] = head + 0.08 * ahead + 0.03 * sign * left
        points[f"ear_{side}"] = head + 0.075 * sign * left - 0.03 * up
    return points


def _camera(middle: Floats, heading_deg: float, model: CameraModel) -> tuple[Floats, Floats]:
    """Return where the camera is (n, 3) and the level unit vector along which it looks (n, 3)."""
    start = np.radians(heading_deg)
    # From the runner's left side, turned towards the front.
    side = start + 0.5 * np.pi - np.radians(model.view_deg)
    out = np.array([np.cos(side), np.sin(side), 0.0])
    across = np.array([-out[1], out[0], 0.0])
    centre = 0.5 * (middle.min(axis=0) + middle.max(axis=0))
    reach = np.abs((middle - centre) @ across).max() + 1.0
    nearer = ((middle - centre) @ out).max()
    distance = max(_NEAREST_M, 2.0 * reach * _FOCAL_PX / PICTURE_PX[0]) + nearer
    if model.kind == "following":
        eye = middle + _NEAREST_M * out
    else:
        away = distance if model.kind == "still" else _NEAREST_M + nearer
        eye = np.tile(centre + away * out, (len(middle), 1))
    eye[:, 2] = _HEIGHT_M + (middle[:, 2].min() - 0.9)
    if model.kind == "panning":
        towards = (middle - eye) * np.array([1.0, 1.0, 0.0])
        return eye, towards / np.linalg.norm(towards, axis=1, keepdims=True)
    return eye, np.tile(-out, (len(middle), 1))


def _projected(point: Floats, eye: Floats, ahead: Floats) -> Floats:
    """Return where a point is in the picture (n, 2); NaN behind the camera."""
    right = np.column_stack((ahead[:, 1], -ahead[:, 0], np.zeros(len(ahead))))
    away = point - eye
    depth = (away * ahead).sum(axis=1)
    depth = np.where(depth > 0.3, depth, np.nan)
    x = PICTURE_PX[0] / 2.0 + _FOCAL_PX * (away * right).sum(axis=1) / depth
    y = PICTURE_PX[1] / 2.0 - _FOCAL_PX * away[:, 2] / depth
    return np.column_stack((x, y))


def _swapped(
    array: Floats, names: tuple[str, ...], model: CameraModel, rng: np.random.Generator
) -> Floats:
    """Return key points (k, n, 2) with the sides of the legs exchanged now and then."""
    wrong = gaps(array.shape[1], model.swap_share, model.swap_s * model.rate_hz, rng)
    result = array.copy()
    for name in ("hip", "knee", "ankle", "heel", "forefoot", "toe"):
        left, right = (names.index(f"{name}_{side}") for side in SIDES)
        result[left][wrong], result[right][wrong] = array[right][wrong], array[left][wrong]
    return result
