"""Facing comes from the body, travel from its path, and what is not known is NaN."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.errors import NothingToMeasureError
from backstride.motion import Motion, Skeleton, Source, motion_from_skeleton, wrap_deg
from backstride.motion.arrays import Floats


def gliding_body(
    facing_deg: Floats, travel_deg: Floats, speed_mps: float, rate_hz: float = 100.0
) -> Motion:
    """Return a stiff body with hips and shoulders that glides over the ground."""
    n = len(facing_deg)
    travel = np.radians(travel_deg)
    step = speed_mps / rate_hz * np.column_stack((np.cos(travel), np.sin(travel), np.zeros(n)))
    centre = np.cumsum(step, axis=0) + [0, 0, 1]
    facing = np.radians(facing_deg)
    right = np.column_stack((np.sin(facing), -np.cos(facing), np.zeros(n)))
    up = np.array([0, 0, 0.5])
    return motion_from_skeleton(
        np.arange(n) / rate_hz,
        Skeleton(
            {
                "hip_left": centre - 0.1 * right,
                "hip_right": centre + 0.1 * right,
                "shoulder_left": centre - 0.2 * right + up,
                "shoulder_right": centre + 0.2 * right + up,
            }
        ),
        Source("glider", "test"),
    )


@given(angle=st.floats(-1e4, 1e4))
def test_wrapping_keeps_the_heading_and_its_range(angle: float) -> None:
    """A wrapped heading points the same way and lies in [-180, 180)."""
    wrapped = wrap_deg(angle)

    assert -180 <= wrapped < 180
    assert np.cos(np.radians(angle)) == pytest.approx(np.cos(np.radians(wrapped)), abs=1e-6)


@given(facing=st.floats(-180, 180), turn=st.floats(-179, 179))
def test_direction_is_travel_against_facing(facing: float, turn: float) -> None:
    """Whatever way a body faces, direction is the angle from there to its travel."""
    n = 100
    motion = gliding_body(np.full(n, facing), np.full(n, facing + turn), 2.0)

    assert wrap_deg(motion.direction_deg - turn) == pytest.approx(np.zeros(n), abs=0.5)
    assert motion.facing_basis == "measured"


def test_a_body_that_stands_has_a_facing_and_no_travel() -> None:
    """Without speed there is no heading of travel, and so no direction."""
    motion = gliding_body(np.full(100, 30.0), np.zeros(100), 0.0)

    assert motion.facing_deg == pytest.approx(np.full(100, 30.0), abs=0.5)
    assert np.isnan(motion.direction_deg).all()


def test_a_body_without_hips_or_shoulders_has_no_facing() -> None:
    """One heel says where a body went, never where it faced."""
    heel = np.column_stack((np.linspace(0, 3, 100), np.zeros(100), np.zeros(100)))

    motion = motion_from_skeleton(
        np.arange(100) / 100, Skeleton({"heel_left": heel}), Source("heel", "test")
    )

    assert motion.facing_basis == "unknown"
    assert np.isnan(motion.direction_deg).all()
    assert any("facing is unknown" in warning for warning in motion.source.warnings)


def test_a_body_whose_toes_point_backward_is_reported() -> None:
    """Left and right swapped turn facing round; the feet give it away."""
    motion = gliding_body(np.zeros(50), np.zeros(50), 1.0)
    assert motion.skeleton is not None
    feet = {
        f"{part}_{side}": motion.skeleton[f"hip_{side}"] + [ahead, 0, -0.9]
        for side in ("left", "right")
        for part, ahead in (("heel", 0.0), ("toe", -0.2))
    }

    swapped = motion_from_skeleton(
        motion.time_s, Skeleton({**motion.skeleton.positions_m, **feet}), Source("x", "test")
    )

    assert any("swapped" in warning for warning in swapped.source.warnings)


@pytest.mark.parametrize("frames", [0, 1, 2])
def test_too_few_frames_are_refused_in_a_sentence(frames: int) -> None:
    """Two frames make no motion."""
    skeleton = Skeleton({"pelvis": np.zeros((frames, 3))})

    with pytest.raises(NothingToMeasureError, match="too little to measure"):
        motion_from_skeleton(np.arange(frames) / 100, skeleton, Source("x", "test"))


def test_flickering_toe_and_forefoot_labels_are_put_back() -> None:
    """Where two close markers trade labels for some frames, each gets its own back."""
    motion = gliding_body(np.zeros(100), np.zeros(100), 1.0)
    assert motion.skeleton is not None
    toe = motion.skeleton["hip_left"] + [0.1, 0, -0.9]
    forefoot = motion.skeleton["hip_left"] + [0.05, 0.04, -0.9]
    traded = np.isin(np.arange(100), [10, 40, 41, 42, 77])[:, None]

    mended = motion_from_skeleton(
        motion.time_s,
        Skeleton(
            {
                **motion.skeleton.positions_m,
                "toe_left": np.where(traded, forefoot, toe),
                "forefoot_left": np.where(traded, toe, forefoot),
            }
        ),
        Source("x", "test"),
    )

    assert mended.skeleton is not None
    assert mended.skeleton["toe_left"] == pytest.approx(toe)
    assert any("in 5 frames" in warning for warning in mended.source.warnings)
