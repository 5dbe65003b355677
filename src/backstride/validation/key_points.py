"""Key points and video: recorded people seen by a virtual camera, and a real film both ways."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.measure import Measurement, measure
from backstride.measure.joints import joint_angles
from backstride.motion import Motion, Source
from backstride.motion.smoothing import rows_seen, runs
from backstride.pose import Keypoints, motion_from_keypoints
from backstride.readers import video
from backstride.simulate.camera import BODY, CameraModel, face_on, filmed
from backstride.validation.check import Check, Part, Rows
from backstride.validation.context import Context
from backstride.validation.figures import errors_of, share_of
from backstride.validation.published import best, none_known
from backstride.validation.row import AccuracyRow, Fitting, row_of
from backstride.validation.stretches import (
    Outcome,
    measured_stretches,
    outcome,
    tally,
    tally_words,
)
from backstride.validation.takes import ACCAD, BANDAI, Take, labelled_takes

VIEWS_DEG = (0.0, 180.0, 30.0, -30.0, 60.0)
"""Five views: from either side, and from ahead and behind of it."""

NOISE_PX = (0.0, 2.0, 5.0)

SHORTEST_S = 1.0
"""Stretches that are asked about."""

FILM = "video/sports2d_demo_walk.mp4"

_SIDE = (0.0, 180.0)
_RATE_HZ = 60.0
_JOINTS = ("hip", "knee", "ankle")


@dataclass(frozen=True)
class _Filmed:
    """One take from one view, and what its key points say."""

    take: Take
    camera: CameraModel
    start_s: float
    says: Measurement


def _all_filmed(context: Context) -> list[_Filmed]:
    return context.once("filmed", lambda: list(_film_takes(context)))


def _film_takes(context: Context) -> Iterator[_Filmed]:
    takes = [
        t for t in labelled_takes(context) if t.path.suffix == ".c3d" and t.gait in ("walk", "run")
    ]
    for number, take in enumerate(takes):
        for i, view in enumerate(VIEWS_DEG):
            camera = _camera(
                view, NOISE_PX[(number + i) % len(NOISE_PX)], following=number % 2 == 1
            )
            try:
                seen = film(take.found.motion, camera, seed=number)
                motion = motion_from_keypoints(seen, Source(take.path.name, "virtual camera"))
            except NothingToMeasureError:
                continue
            yield _Filmed(take, camera, float(seen.time_s[0]), measure(motion))


def _camera(view_deg: float, noise_px: float, *, following: bool) -> CameraModel:
    """Return a camera with an estimator that, unless it is perfect, swaps and loses points too."""
    faults = 0.02 if noise_px else 0.0
    return CameraModel(
        view_deg=view_deg,
        kind="following" if following else "panning",
        rate_hz=_RATE_HZ,
        noise_px=noise_px,
        swap_share=faults,
        lost_share=faults,
    )


def film(motion: Motion, camera: CameraModel, seed: int) -> Keypoints:
    """Return what a camera sees of recorded markers, over the longest time with a whole pelvis.

    Raises
    ------
    NothingToMeasureError
        When that is nowhere a second long.
    """
    body = motion.skeleton
    stretches = runs(rows_seen(motion.position_m)).tolist()
    a, b = max(stretches, key=lambda r: r[1] - r[0], default=(0, 0))
    if body is None or b - a < motion.rate_hz:
        raise NothingToMeasureError("no second of it shows a whole pelvis.")
    time = np.arange(motion.time_s[a], motion.time_s[b - 1], 1.0 / camera.rate_hz)
    nearest = np.searchsorted(motion.time_s, time)
    facing = np.radians(motion.facing_deg[nearest])
    head = body.get("head")[nearest]
    points = {name: body.get(name)[nearest] for name in BODY if name in body}
    points |= {name: np.full((len(time), 3), np.nan) for name in BODY if name not in body}
    start = facing[np.isfinite(facing)][: len(facing) // 2]
    heading = float(np.degrees(np.arctan2(np.sin(start).mean(), np.cos(start).mean())))
    return filmed(
        {**points, **face_on(head, facing)},
        time,
        motion.position_m[nearest],
        heading,
        camera,
        np.random.default_rng(seed),
    )


_PEOPLE: dict[str, tuple[str, Fitting]] = {
    "Male2": ("", "held out"),
    "Female1": ("seen-", "seen"),
}
"""By person: beginning of the row's id, and whether the method was built on her or him."""


def _direction(context: Context) -> Rows:
    rows = []
    for person, (name, fitting) in _PEOPLE.items():
        told: dict[str, list[Outcome]] = defaultdict(list)
        for one in _all_filmed(context):
            if one.take.person != person:
                continue
            for stretch in measured_stretches(one.take.found, SHORTEST_S):
                ends = (stretch.start_s - one.start_s, stretch.end_s - one.start_s)
                own = replace(stretch, start_s=ends[0], end_s=ends[1])
                told[stretch.direction].append(outcome(one.says, own))
        told["sideways"] = told.pop("left", []) + told.pop("right", [])
        rows += [
            _told_row(f"{name}told-{way}", way, told.get(way, []), fitting)
            for way in ("backward", "forward", "sideways")
        ]
    return rows


def _told_row(name: str, way: str, found: list[Outcome], fitting: Fitting) -> AccuracyRow:
    return row_of(
        share_of(o == "right" for o in found),
        id=f"keypoints/{name}",
        quantity=f"walks and runs {way}, told so",
        recorded="motion capture of one person (ACCAD) seen by a virtual camera: five views, 0, 2 "
        f"and 5 px noise, swapped and lost points; stretches of {SHORTEST_S:.0f} s and more",
        truth="markers of the same recording, measured by Backstride",
        kind="optical capture",
        fitting=fitting,
        published=(none_known(),) if way == "backward" else (),
        note=tally_words(tally(found)),
    )


def _angles(context: Context) -> Rows:
    errors: dict[tuple[str, str, float], list[float]] = defaultdict(list)
    for one in _all_filmed(context):
        if one.camera.view_deg in _SIDE:
            for joint, found in _angle_errors(one).items():
                errors[one.take.person, joint, one.camera.noise_px] += found
    return [
        row_of(
            errors_of(errors[person, joint, noise], "°"),
            id=f"keypoints/{name}{joint}-angle-{noise:.0f}-px",
            quantity=f"{joint} angle, side view, key points with {noise:.0f} px noise",
            recorded="motion capture of one person (ACCAD) seen from the side by a virtual camera",
            truth="the same angle from the markers",
            kind="optical capture",
            fitting=fitting,
            published=(best("X11", _JOINTS.index(joint)), best("X11", 3)),
            note="The estimator's own error of where joints are is not in it but as noise.",
        )
        for person, (name, fitting) in _PEOPLE.items()
        for joint in _JOINTS
        for noise in NOISE_PX
    ]


def _angle_errors(one: _Filmed) -> dict[str, list[float]]:
    """Return found minus true angles, every tenth picture, of either leg."""
    reference = one.take.found.motion
    true = joint_angles(reference)
    clock = one.says.motion.time_s + one.start_s
    found: dict[str, list[float]] = defaultdict(list)
    for name, angle in one.says.joint_angles_deg.items():
        joint = name.partition("_")[0]
        if joint in _JOINTS and name in true:
            off = angle - np.interp(clock, reference.time_s, true[name])
            found[joint] += off[::10][np.isfinite(off[::10])].tolist()
    return found


def _film(context: Context) -> Rows:
    people = video.read_file(context.folder(FILM)).people
    ways = {"as filmed": "forward", "reversed in time": "backward"}
    told = []
    for shown, way in ways.items():
        seen = people[0] if shown == "as filmed" else _reversed(people[0])
        told.append(
            measure(motion_from_keypoints(seen, Source(FILM, "video"))).main_direction == way
        )
    return [
        row_of(
            share_of(told),
            id="keypoints/film-both-ways",
            quantity="main direction of a real film, as filmed and reversed in time",
            recorded="a woman walks past the camera, 230 pictures (Sports2D), by the pose model",
            truth="what the film shows",
            kind="labels",
            fitting="seen",
            published=(none_known(),),
        )
    ]


def _reversed(seen: Keypoints) -> Keypoints:
    camera = seen.camera_px
    return replace(
        seen,
        points_px=seen.points_px[:, ::-1],
        confidence=seen.confidence[:, ::-1],
        camera_px=None if camera is None else camera[::-1],
    )


PART = Part(
    "keypoints",
    "Key points and video",
    "Facing comes from the whole body over time. Recorded people are projected into virtual "
    "cameras, so the truth is known and both directions are there; the film shows the pose "
    "model at work.",
    (
        Check("people seen by a virtual camera", _direction, (ACCAD, BANDAI)),
        Check("joint angles from the side", _angles, (ACCAD, BANDAI)),
        Check("a real film both ways", _film, (FILM,)),
    ),
)
