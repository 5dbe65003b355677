"""Cameras that move and treadmills: travel is against the ground under the feet."""

from dataclasses import replace

import numpy as np
import pytest

from backstride.motion import Source
from backstride.pose import Keypoints, motion_from_keypoints
from tests.pose.conftest import Scenes
from tests.pose.virtual_camera import Camera, Filmed, disturb, film, off_deg, side_camera

SOURCE = Source("made.json", "test")
STRAIGHT = ("Female1_Run_back", "Female1_Run", "Male2_Walk", "Male2_Walk_back", "Male2_Run_back")


def direction_off(seen: Filmed, keypoints: Keypoints) -> tuple[float, float]:
    """Return the share of known samples with a wrong direction, and the ratio of the speeds."""
    motion = motion_from_keypoints(keypoints, SOURCE)
    off = off_deg(motion.direction_deg, seen.direction_deg)
    known = np.isfinite(off) & (seen.speed_mps > 0.5)
    assert known.mean() > 0.5
    ratio = float(np.median((motion.speed_mps / seen.speed_mps)[known]))
    return float((off[known] > 45).mean()), ratio


@pytest.mark.parametrize("name", STRAIGHT)
@pytest.mark.parametrize("follow", [0.5, 1.0])
def test_a_camera_that_goes_along_does_not_hide_the_way(
    take: Scenes, name: str, follow: float
) -> None:
    """Hips that rest in the picture get on over feet that move back in it."""
    scene = take(name)
    for view in (0.0, 180.0):
        seen = film(scene, side_camera(scene, view, Camera(follow=follow)))

        wrong, ratio = direction_off(seen, disturb(seen.keypoints, noise_px=2.0, dropouts=0.03))

        assert wrong < 0.02
        assert 0.6 < ratio < 1.15


@pytest.mark.parametrize("name", [*STRAIGHT, "Male2_Run_turn_around", "Female1_Side_step_left"])
def test_a_camera_at_rest_is_not_taken_for_a_moving_one(take: Scenes, name: str) -> None:
    """No view of a still camera gives rise to a treadmill."""
    scene = take(name)
    for view in (0.0, 30.0, -60.0, 90.0):
        seen = film(scene, side_camera(scene, view))
        motion = motion_from_keypoints(disturb(seen.keypoints, noise_px=2.0), SOURCE)

        assert not any("treadmill, or a camera" in w for w in motion.source.warnings), view


def test_a_background_that_is_known_to_move_is_taken_off(take: Scenes) -> None:
    """With the pan seen in the video, speed is as good as from a camera at rest."""
    scene = take("Male2_Run_back")
    seen = film(scene, side_camera(scene, 0.0))
    pan = np.cumsum(np.full(len(seen.keypoints.time_s), -4.0))
    camera_px = np.column_stack((pan, np.zeros(len(pan))))
    panned = replace(
        seen.keypoints,
        points_px=seen.keypoints.points_px + camera_px,
        camera_px=camera_px,
        background_known=True,
    )

    still, moved = (motion_from_keypoints(k, SOURCE) for k in (seen.keypoints, panned))

    assert np.nanmax(np.abs(still.speed_mps - moved.speed_mps)) < 0.25
    assert np.nanmin(np.abs(moved.direction_deg)) > 135
    assert not any("treadmill" in w for w in moved.source.warnings)


def test_a_treadmill_before_a_known_background_is_called_one(take: Scenes) -> None:
    """The picture rests, the hips rest, the feet go back with the belt."""
    scene = take("Female1_Walk_back")
    seen = film(scene, side_camera(scene, 0.0, Camera(follow=1.0)))
    resting = replace(
        seen.keypoints,
        camera_px=np.zeros((len(seen.keypoints.time_s), 2)),
        background_known=True,
    )

    motion = motion_from_keypoints(resting, SOURCE)

    assert any("treadmill" in w and "background" in w for w in motion.source.warnings)
    assert np.nanmedian(np.abs(motion.direction_deg)) > 135
    assert motion.speed_error_share > 0.15


def test_a_treadmill_from_ahead_is_unknown_and_not_standing(take: Scenes) -> None:
    """Legs that step with nothing to show for it: moving, but the direction is not made up."""
    scene = take("Female1_Walk")
    seen = film(scene, side_camera(scene, -90.0))
    hips = (seen.keypoints.get("hip_left") + seen.keypoints.get("hip_right")) / 2
    height = 400.0 / np.linalg.norm(
        hips - (seen.keypoints.get("shoulder_left") + seen.keypoints.get("shoulder_right")) / 2,
        axis=1,
    )
    # The walk towards the camera, held at one distance: what stays is stepping on the spot.
    held = (seen.keypoints.points_px - hips) * height[None, :, None] * 0.288 + [960.0, 500.0]

    motion = motion_from_keypoints(replace(seen.keypoints, points_px=held), SOURCE)

    assert motion.moving is not None
    assert motion.moving.mean() > 0.7
    assert np.isnan(motion.speed_mps[motion.moving]).mean() > 0.8
    assert np.isnan(motion.direction_deg).mean() > 0.7
    assert any("on a treadmill" in w for w in motion.source.warnings)
