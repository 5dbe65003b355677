"""Motions from key points: scale, contacts, honesty and speed of computing."""

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstride.errors import NothingToMeasureError, SettingsError
from backstride.measure.settings import DEFAULTS
from backstride.measure.steps import find_steps, steps_of_footfalls
from backstride.motion import Source
from backstride.pose import FACE, Keypoints, motion_from_keypoints
from tests.pose.conftest import Scenes
from tests.pose.virtual_camera import BODY_POINTS, disturb, film, side_camera

SOURCE = Source("made.json", "test")


def test_distances_scale_with_the_declared_height(take: Scenes) -> None:
    """A tenth taller is a tenth faster; the assumed height has the larger error."""
    scene = take("Female1_Run_back")
    seen = film(scene, side_camera(scene, 0.0)).keypoints

    guessed, short, tall = (
        motion_from_keypoints(seen, SOURCE, height_m=h) for h in (None, 1.60, 1.76)
    )

    ratio = np.nanmedian(tall.speed_mps / short.speed_mps)
    assert ratio == pytest.approx(1.10, abs=0.01)
    assert short.speed_error_share < guessed.speed_error_share
    assert any("Nobody said how tall" in w for w in guessed.source.warnings)
    assert guessed.speed_basis == "estimated"


@pytest.mark.parametrize("height_m", [0.0, -1.7, 17.0, 170.0, float("nan")])
def test_a_height_of_nobody_is_refused(take: Scenes, height_m: float) -> None:
    """Centimetres instead of metres are said to be wrong."""
    scene = take("Female1_Run")

    with pytest.raises(SettingsError, match=r"made\.json.*metres"):
        motion_from_keypoints(
            film(scene, side_camera(scene, 0.0)).keypoints, SOURCE, height_m=height_m
        )


@pytest.mark.parametrize(("rate_hz", "noise_px"), [(60.0, 0.0), (60.0, 2.0), (30.0, 0.0)])
def test_contacts_are_found_from_the_side(take: Scenes, rate_hz: float, noise_px: float) -> None:
    """Nine of ten, within 50 ms of those found in the motion capture itself (median error)."""
    off: list[float] = []
    expected = 0
    for name in ("Male2_Run_back", "Male2_Walk_back", "Male2_Run", "Male2_Walk"):
        scene = take(name)
        camera = replace(side_camera(scene, 0.0), rate_hz=rate_hz)
        seen = film(scene, camera)
        motion = motion_from_keypoints(disturb(seen.keypoints, noise_px=noise_px), SOURCE)
        assert motion.footfalls is not None
        found = steps_of_footfalls(motion.footfalls)
        for step in find_steps(scene.motion, DEFAULTS):
            if not _in_view(seen.keypoints, step.contact.side, step.middle_s):
                continue
            expected += 1
            near = [s for s in found if s.contact.side == step.contact.side]
            best = min(abs(s.contact.start_s - step.contact.start_s) for s in near)
            off.append(best)

    timed = np.array(off)
    assert expected >= 25
    assert (timed < 0.1).mean() > 0.9
    assert np.nanmedian(timed) < 0.05


def _in_view(keypoints: Keypoints, side: str, when_s: float) -> bool:
    near = np.abs(keypoints.time_s - when_s) < 0.35
    feet = [keypoints.get(f"{n}_{side}")[near] for n in ("heel", "toe")]
    return when_s > 0.35 and all(np.isfinite(f).all() for f in feet)


def test_a_minute_takes_well_under_half_a_second(take: Scenes) -> None:
    """3,600 frames of 23 points, in time of the processor."""
    scene = take("Female1_Walk_back")
    seen = disturb(film(scene, side_camera(scene, 0.0)).keypoints, noise_px=2.0, swaps=0.05)
    times = -(-3600 // len(seen.time_s))
    minute = replace(
        seen,
        time_s=np.arange(3600) / 60.0,
        points_px=np.tile(seen.points_px, (1, times, 1))[:, :3600],
        confidence=np.tile(seen.confidence, (1, times))[:, :3600],
    )

    motion_from_keypoints(minute, SOURCE)  # the first loads what is loaded only when needed
    started = time.process_time()
    motion_from_keypoints(minute, SOURCE)

    assert time.process_time() - started < 0.5


def test_points_that_the_estimator_doubts_are_left_out(take: Scenes) -> None:
    """Wild points of low confidence change nothing."""
    scene = take("Female1_Run_back")
    seen = film(scene, side_camera(scene, 0.0)).keypoints
    wild, sure = seen.points_px.copy(), seen.confidence.copy()
    wild[:, 40:43] = 5.0
    sure[:, 40:43] = 0.05

    found = motion_from_keypoints(replace(seen, points_px=wild, confidence=sure), SOURCE)

    assert np.nanmin(np.abs(found.direction_deg)) > 135


@given(
    seed=st.integers(0, 10_000),
    frames=st.integers(1, 80),
    share=st.sampled_from([0.0, 0.3, 0.9, 1.0]),
    spread=st.sampled_from([0.0, 1.0, 100.0, 1e4]),
)
@settings(max_examples=60)
def test_noise_gives_a_motion_or_a_sentence(
    seed: int, frames: int, share: float, spread: float
) -> None:
    """Whatever the points, no warning of the arithmetic and no undocumented exception."""
    rng = np.random.default_rng(seed)
    names = tuple(rng.permutation([*FACE, *BODY_POINTS])[: rng.integers(1, 24)].tolist())
    points = 500.0 + spread * rng.standard_normal((len(names), frames, 2))
    points[rng.random(points.shape[:2]) < share] = np.nan
    keypoints = Keypoints(
        "person 1", np.arange(frames) / 30.0, names, points, np.ones(points.shape[:2])
    )

    try:
        motion = motion_from_keypoints(keypoints, SOURCE)
    except NothingToMeasureError as error:
        assert "made.json" in str(error)  # noqa: PT017 - either outcome is right
    else:
        assert len(motion) == frames
        assert motion.position_m.shape == (frames, 3)
