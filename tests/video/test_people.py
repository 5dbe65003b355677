"""People in a real film: told apart, followed, seen facing the way they face in both directions."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from backstride.motion.source import Source
from backstride.pose import motion_from_keypoints
from backstride.pose.keypoints import Keypoints
from backstride.readers.pose_recording import PoseRecording
from backstride.video.analyse import watch
from backstride.video.networks import PoseModel
from tests.video.bodies import facing_sides, hips, in_view, travel_px_per_s
from tests.video.films import backwards, frame_from, frames_of, lower_part

WALK_FRAMES = (45, 198)
"""Frames of the film in which the woman's hips are in view, by eye, give or take five."""


def overlap_of(person: Keypoints, other: Keypoints) -> float:
    """Return the share of shared frames in which two people's hips are closer than 60 pixels."""
    apart = np.linalg.norm(hips(person) - hips(other), axis=1)
    both = np.isfinite(apart)
    return float(np.mean(apart[both] < 60.0)) if both.any() else 0.0


def test_the_walking_woman_is_one_person(walk: PoseRecording) -> None:
    """She comes first, from where she appears behind a tree to where she leaves, without a gap."""
    woman = walk.people[0]
    frames = in_view(woman)
    assert WALK_FRAMES[0] == pytest.approx(frames[0], abs=5)
    assert WALK_FRAMES[1] == pytest.approx(frames[-1], abs=5)
    assert frames[-1] - frames[0] + 1 == len(frames)
    steps = np.diff(hips(woman)[frames], axis=0)
    assert np.max(np.abs(steps)) < 45.0  # a twelfth of her height per frame: nobody jumps
    assert (1768.0, 994.0) == woman.picture_px


def test_the_man_on_the_roof_is_somebody_else(walk: PoseRecording) -> None:
    """Never do two people have the same hips, and the man stands above the woman."""
    woman, *others = walk.people
    assert 1 <= len(others) <= 3
    assert all(overlap_of(woman, other) == 0.0 for other in others)
    assert np.nanmedian(hips(others[0])[:100, 1]) < 400.0 < np.nanmedian(hips(woman)[:, 1])


def test_the_camera_stood_still(walk: PoseRecording) -> None:
    """The background is known not to have moved by as much as a pixel of 1768."""
    camera = walk.people[0].camera_px
    assert walk.people[0].background_known
    assert camera is not None
    assert np.max(np.abs(camera)) < 1.0
    assert walk.warnings == ()


def test_forward_as_filmed(walk: PoseRecording) -> None:
    """She travels to the left and faces to the left, in every single frame."""
    woman = walk.people[0]
    assert -300.0 == pytest.approx(travel_px_per_s(woman), rel=0.1)
    assert np.all(facing_sides(woman) < 0.0)


def test_backward_in_reverse(walk_path: Path, networks: PoseModel) -> None:
    """The same frames in reverse order, half as large: she travels right and still faces left."""
    frames = backwards(lower_part(frames_of(walk_path), 400))
    woman = watch(frames, networks).people[0]
    view = in_view(woman)
    assert 229 - WALK_FRAMES[1] == pytest.approx(view[0], abs=8)
    assert 229 - WALK_FRAMES[0] == pytest.approx(view[-1], abs=12)
    assert 150.0 == pytest.approx(travel_px_per_s(woman), rel=0.1)
    assert np.all(facing_sides(woman) < 0.0)


@pytest.mark.parametrize("turned", [False, True])
def test_direction_is_the_same_in_every_frame(walk: PoseRecording, turned: bool) -> None:
    """Through to the direction: forward as filmed, backward with time reversed, without a flip."""
    woman = walk.people[0]
    if turned:
        woman = replace(
            woman, points_px=woman.points_px[:, ::-1], confidence=woman.confidence[:, ::-1]
        )
    direction = motion_from_keypoints(woman, Source("walk.mp4", "video")).direction_deg
    known = np.abs(direction[np.isfinite(direction)])
    assert len(known) >= 140
    assert np.all(known > 135.0 if turned else known < 45.0)


def test_panning_camera_is_known(walk_path: Path, networks: PoseModel, walk: PoseRecording) -> None:
    """A window that follows her keeps her in its middle; the camera's movement gives it away."""
    first, count, width = 80, 60, 800
    left = 900 - 10 * np.arange(count)
    frames = []
    for number, frame in enumerate(frames_of(walk_path)):
        if first <= number < first + count:
            x = left[number - first]
            picture = frame.colours()[200:, x : x + width, :3]
            frames.append(frame_from(picture, (number - first) / 30))
        elif number >= first + count:
            break
    woman = watch(frames, networks).people[0]
    assert woman.background_known
    assert woman.camera_px is not None
    expected = np.stack([left[0] - left, np.zeros(count)], axis=1)
    np.testing.assert_allclose(woman.camera_px, expected, atol=4.0)
    assert abs(travel_px_per_s(woman)) < 60.0
    still = replace(woman, points_px=woman.points_px - woman.camera_px)
    assert travel_px_per_s(still) == pytest.approx(-300.0, rel=0.1)


def test_nobody_outside_the_picture(walk: PoseRecording) -> None:
    """Points that the network guesses beyond the border are not handed on as seen."""
    for person in walk.people:
        points = person.points_px[np.isfinite(person.points_px[..., 0])]
        assert np.all((points >= 0.0) & (points <= [1768.0, 994.0]))
        assert np.all(person.confidence[~np.isfinite(person.points_px[..., 0])] == 0.0)
        assert np.all((person.confidence >= 0.0) & (person.confidence <= 1.0))
