"""The movement of the camera is found in the background, and doubt is said."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstride.motion.arrays import Floats
from backstride.video.background import Background
from backstride.video.camera import camera_path
from backstride.video.crops import Picture
from tests.video.films import pattern

WIDE = pattern(1200, 500, seed=3)
TIME_S = np.arange(40) / 30


def follow(pictures: list[Picture]) -> Floats:
    """Return where the background is in each picture."""
    background = Background()
    return np.stack([background.step(picture, []) for picture in pictures])


@settings(max_examples=10)
@given(st.integers(-9, 9), st.integers(-3, 3))
def test_pan_is_followed(across: int, up: int) -> None:
    """A window that slides over a wide picture sees the background move the other way."""
    pictures = [
        WIDE[150 + i * up : 330 + i * up, 440 + i * across : 760 + i * across] for i in range(40)
    ]
    expected = -np.outer(np.arange(40), [across, up])
    np.testing.assert_allclose(follow(pictures), expected, atol=0.3)


def test_still_camera_never_drifts() -> None:
    """With noise in every frame, and somebody walking by, the background stays where it is."""
    dice = np.random.default_rng(5)
    still = WIDE[:180, :320].astype(float)
    pictures = []
    for i in range(40):
        picture = still + dice.normal(scale=6.0, size=still.shape)
        picture[30:150, 4 * i : 4 * i + 70] = WIDE[300:420, 600:670]
        pictures.append(np.clip(picture, 0, 255).astype(np.uint8))
    assert np.max(np.abs(follow(pictures))) < 0.3


def test_smooth_wall_tells_nothing() -> None:
    """Without a pattern there is only noise, and the camera's movement is not known."""
    dice = np.random.default_rng(6)
    walls = [dice.normal(128.0, 3.0, size=(180, 320)).round().astype(np.uint8) for _ in range(40)]
    path, said = camera_path(TIME_S, follow(walls))
    assert path is None
    assert "not known whether the camera moved" in said


def test_cut_to_another_scene_tells_nothing() -> None:
    """After a cut the first background is not found again."""
    pictures = [WIDE[:180, :320]] * 20 + [WIDE[300:480, 700:1020]] * 20
    assert camera_path(TIME_S, follow(pictures))[0] is None


def test_people_are_left_out() -> None:
    """A person who fills most of the picture moves; what is left of the background does not."""
    pictures, boxes = [], []
    for i in range(12):
        picture = WIDE[:180, :320].copy()
        picture[:, 10 + 3 * i : 110 + 3 * i] = WIDE[300:480, 600:700]
        pictures.append(picture)
        boxes.append((8.0 + 3 * i, 0.0, 112.0 + 3 * i, 180.0))
    background = Background()
    path = [background.step(p, [b]) for p, b in zip(pictures, boxes, strict=True)]
    np.testing.assert_allclose(path, np.zeros((12, 2)), atol=0.3)


def test_blurred_moment_is_bridged() -> None:
    """A few frames without a background are filled in by a straight line."""
    seen = np.outer(np.arange(40.0), [2.0, 0.0])
    expected = seen.copy()
    seen[10:13] = np.nan
    path, said = camera_path(TIME_S, seen)
    assert said == ""
    assert path is not None
    np.testing.assert_allclose(path, expected)


@pytest.mark.parametrize("lost", [slice(20, 32), slice(36, 40), slice(0, 40)])
def test_longer_loss_is_said(lost: slice) -> None:
    """Nothing is filled in for longer, nor before the first or after the last sight of it."""
    seen = np.zeros((40, 2))
    seen[lost] = np.nan
    path, said = camera_path(np.arange(40) / 15, seen)
    assert path is None
    assert said
