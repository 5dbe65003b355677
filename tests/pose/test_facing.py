"""Which way a body in a picture faces, against motion capture seen by a virtual camera.

The method was built on Female1; Male2 and the Bandai Namco recordings were looked at to report.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from backstride.motion import Motion, Source
from backstride.pose import FACE, Keypoints, motion_from_keypoints
from tests.pose.conftest import Scenes
from tests.pose.virtual_camera import (
    BODY_POINTS,
    Camera,
    Filmed,
    disturb,
    film,
    off_deg,
    scene_from,
    side_camera,
)

SOURCE = Source("made.json", "test")
VIEWS = (0.0, 30.0, -30.0, 60.0, -60.0)
COCO_17 = tuple(n for n in (*FACE, *BODY_POINTS) if not n.startswith(("heel", "toe", "forefoot")))


def filmed(
    files: list[Path], views: tuple[float, ...], names: tuple[str, ...] = (*FACE, *BODY_POINTS)
) -> Iterator[tuple[str, Filmed, Motion]]:
    """Yield each recording from each view, from both its sides, with clean and bad points in turn.

    A camera that saw less than a fifth of a second of somebody is left out.
    """
    for number, path in enumerate(files):
        scene = scene_from(path)
        for place, view in enumerate(views):
            mirrored = view if (number + place) % 2 else 180.0 - view
            seen = film(scene, side_camera(scene, mirrored), names)
            if len(seen.keypoints.time_s) < 12:
                continue
            noise_px = (0.0, 2.0, 5.0)[(number + place) % 3]
            bad = noise_px > 0
            keypoints = disturb(
                seen.keypoints,
                noise_px=noise_px,
                swaps=0.08 * bad,
                dropouts=0.05 * bad,
                seed=number,
            )
            yield f"{path.stem} {mirrored:.0f}", seen, motion_from_keypoints(keypoints, SOURCE)


@cache
def all_views(data_dir: Path, who: str) -> list[tuple[str, Filmed, Motion]]:
    """Return every take of a person from five views; made once for several tests."""
    return list(filmed(takes(data_dir, who), VIEWS))


def takes(data_dir: Path, who: str) -> list[Path]:
    return sorted((data_dir / "mocap/accad/c3d").glob(f"{who}_*.c3d"))


def flipped(seen: Filmed, motion: Motion) -> bool:
    """Return whether the body ever seems to face away from where it does."""
    off = off_deg(motion.facing_deg, seen.facing_deg)
    return bool((off[np.isfinite(off)] > 90.0).any())


def wrong_shares(parts: list[tuple[Filmed, Motion]]) -> tuple[float, float]:
    """Return the shares of moving samples whose direction is off by more than 45° and by 90°."""
    off = np.concatenate(
        [off_deg(m.direction_deg, f.direction_deg)[f.speed_mps > 0.5] for f, m in parts]
    )
    off = off[np.isfinite(off)]
    assert off.size > 1000
    return float((off > 45.0).mean()), float((off > 90.0).mean())


@pytest.mark.parametrize("who", ["Female1", "Male2"])
def test_a_body_never_seems_to_turn_round_when_it_does_not(data_dir: Path, who: str) -> None:
    """No facing flip in any take, five view angles, noise to 5 px, swaps and dropouts."""
    parts = all_views(data_dir, who)

    assert [] == [name for name, seen, motion in parts if flipped(seen, motion)]
    assert len(parts) == 125


@pytest.mark.parametrize("who", ["Female1", "Male2"])
def test_forward_is_told_from_backward(data_dir: Path, who: str) -> None:
    """Of all moving samples, at most 4 % are off by 45° and 0.5 % by 90° (turns and stops)."""
    parts = [(seen, motion) for _, seen, motion in all_views(data_dir, who)]

    by_45, by_90 = wrong_shares(parts)

    assert by_45 < 0.04
    assert by_90 < 0.005


def test_other_people_recorded_elsewhere_do_not_flip_either(data_dir: Path) -> None:
    """Bandai Namco: walking and running in eight styles, at 30 frames a second."""
    files = sorted((data_dir / "mocap/bandai_namco").glob("*.bvh"))[::2]

    parts = list(filmed(files, (0.0, 30.0, -60.0)))

    assert [] == [name for name, seen, motion in parts if flipped(seen, motion)]
    assert len(parts) == 60
    assert wrong_shares([(seen, motion) for _, seen, motion in parts])[1] < 0.005


def test_a_body_seen_from_ahead_or_behind_does_not_flip(data_dir: Path) -> None:
    """Front and back are told by the order of left and right, and by the face."""
    parts = list(filmed(takes(data_dir, "Male2")[::3], (90.0, -90.0)))

    assert [] == [name for name, seen, motion in parts if flipped(seen, motion)]


def test_points_without_feet_do_not_flip(data_dir: Path) -> None:
    """The 17 points of COCO have no heels and toes; knees, elbows and head must do."""
    parts = list(filmed(takes(data_dir, "Male2")[::3], (0.0, -30.0, 60.0), COCO_17))

    assert [] == [name for name, seen, motion in parts if flipped(seen, motion)]


def test_a_real_turn_is_followed(take: Scenes) -> None:
    """Walking back, then turning forward: the facing found turns by as much as the body."""
    scene = take("Female1_Walk_back_turn_forward")
    seen = film(scene, side_camera(scene, 0.0))

    motion = motion_from_keypoints(disturb(seen.keypoints, noise_px=3.0, swaps=0.05), SOURCE)

    both = np.flatnonzero(np.isfinite(motion.facing_deg) & np.isfinite(seen.facing_deg))
    assert off_deg(seen.facing_deg[both[:1]], seen.facing_deg[both[-1:]]).item() > 135
    assert off_deg(motion.facing_deg, seen.facing_deg)[both].max() < 60
    assert np.median(off_deg(motion.facing_deg, seen.facing_deg)[both]) < 15


def test_the_same_frames_backward_in_time_turn_the_direction_and_not_the_body(take: Scenes) -> None:
    """Forward walking shown in reverse is backward walking, facing the same way."""
    scene = take("Female1_Walk")
    shown = film(scene, side_camera(scene, 180.0)).keypoints
    reverse = Keypoints(
        shown.name,
        shown.time_s,
        shown.names,
        shown.points_px[:, ::-1],
        shown.confidence[:, ::-1],
        shown.picture_px,
    )

    ahead, back = (motion_from_keypoints(k, SOURCE) for k in (shown, reverse))

    assert np.nanmax(np.abs(ahead.direction_deg)) < 45
    assert np.nanmin(np.abs(back.direction_deg)) > 135
    assert np.nanmax(off_deg(ahead.facing_deg[::-1], back.facing_deg)) < 15


def test_facing_is_unknown_when_the_parts_tell_nothing() -> None:
    """Points of a body that is all on one line point nowhere; nothing is made up."""
    time_s = np.arange(120) / 60.0
    down = {"shoulder": 300.0, "hip": 500.0, "knee": 650.0, "ankle": 800.0}
    names = tuple(f"{n}_{s}" for n in down for s in ("left", "right"))
    line = np.stack([np.tile([400.0, y], (120, 1)) for y in down.values() for _ in range(2)])
    line[:, :, 0] += 300.0 * time_s

    motion = motion_from_keypoints(
        Keypoints("person 1", time_s, names, line, np.ones(line.shape[:2])), SOURCE
    )

    assert motion.facing_basis == "unknown"
    assert np.isnan(motion.direction_deg).all()
    assert any("could not be told" in w for w in motion.source.warnings)
    assert np.nanmedian(motion.speed_mps) > 0.5


def test_a_lens_other_than_the_one_assumed_does_not_matter_from_the_side(take: Scenes) -> None:
    """Near with a wide lens, or far with a long one: the same direction."""
    scene = take("Female1_Run_back")
    for distance_m, focal_px in ((4.0, 1100.0), (15.0, 4000.0)):
        like = Camera(distance_m=distance_m, focal_px=focal_px)
        seen = film(scene, side_camera(scene, 0.0, like))

        motion = motion_from_keypoints(seen.keypoints, SOURCE)

        assert np.nanmin(np.abs(motion.direction_deg)) > 135
