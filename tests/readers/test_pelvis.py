"""The pelvis: hip joint centres from its markers, and markers that are hidden."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from backstride.motion.arrays import Floats
from backstride.readers import read
from backstride.readers.hips import hip_joint_centres
from backstride.readers.rigid import drop_misplaced, fill_rigid
from tests.readers.made_files import MARKERS, c3d_bytes, walker, write

PELVIS = np.array(
    [[0.09, 0.12, 0.0], [0.09, -0.12, 0.0], [-0.09, 0.05, 0.02], [-0.09, -0.05, 0.02]]
)


def tumbling(frames: int, seed: int = 0) -> Floats:
    """Return the four markers of ``PELVIS`` (4, n, 3) on a bone that turns and travels."""
    rng = np.random.default_rng(seed)
    turns = Rotation.from_rotvec(np.cumsum(rng.normal(0, 0.1, (frames, 3)), axis=0)).as_matrix()
    way = np.cumsum(rng.normal(0, 0.05, (frames, 3)), axis=0)
    moved: Floats = np.einsum("nij,kj->kni", turns, PELVIS) + way
    return moved


def test_hip_centres_follow_the_published_regression() -> None:
    """A pelvis 240 mm wide and 160 mm deep, in the pelvis frame, by hand."""
    left, right = np.array([[0.0, 0.12, 1.0]]), np.array([[0.0, -0.12, 1.0]])
    back = np.array([[-0.16, 0.0, 1.0]])

    centres = hip_joint_centres(left, right, back)

    forward = -0.24 * 0.16 - 0.0099
    up = -0.30 * 0.24 - 0.0109
    side = 0.33 * 0.24 + 0.0073
    assert centres[0][0] == pytest.approx([forward, side, 1 + up])
    assert centres[1][0] == pytest.approx([forward, -side, 1 + up])


@settings(max_examples=30, deadline=None)
@given(turn=st.tuples(*[st.floats(-3, 3)] * 3), way=st.tuples(*[st.floats(-5, 5)] * 3))
def test_hip_centres_move_with_the_pelvis(
    turn: tuple[float, float, float], way: tuple[float, float, float]
) -> None:
    """Turning and moving the markers turns and moves the centres alike."""
    rotation = Rotation.from_rotvec(turn)
    left, right, *backs = PELVIS
    back = np.mean(backs, axis=0)
    before = hip_joint_centres(left[None], right[None], back[None])

    after = hip_joint_centres(*(rotation.apply(p)[None] + way for p in (left, right, back)))

    for a, b in zip(before, after, strict=True):
        assert b[0] == pytest.approx(rotation.apply(a[0]) + way, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 1000), hidden=st.integers(0, 3))
def test_a_hidden_marker_is_placed_from_the_other_three(seed: int, hidden: int) -> None:
    """However the bone turns, the fourth marker is where it was hidden."""
    truth = tumbling(40, seed)
    seen = truth.copy()
    seen[hidden, 10:35] = np.nan

    filled, where = fill_rigid(seen)

    assert filled == pytest.approx(truth, abs=1e-9)
    assert where.sum() == 25


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 1000), strayed=st.integers(0, 3))
def test_a_marker_that_is_another_one_is_left_out(seed: int, strayed: int) -> None:
    """A hand taken for a hip stands where the pelvis cannot have it; the other three stay."""
    truth = tumbling(60, seed)
    seen = truth.copy()
    seen[strayed, 20:30] += [0.0, 0.3, -0.4]

    kept, dropped = drop_misplaced(seen)

    assert np.isnan(kept[strayed, 20:30]).all()
    assert dropped.sum() == 10
    assert fill_rigid(kept)[0] == pytest.approx(truth, abs=1e-9)


def test_two_markers_that_contradict_each_other_both_go() -> None:
    """Which of the two is wrong cannot be known."""
    seen = tumbling(60)
    seen[2:, 20:30] = np.nan
    seen[0, 20:30] += 0.2

    assert drop_misplaced(seen)[1][:2, 20:30].all()


def test_skin_may_move() -> None:
    """Two centimetres of noise in every direction leave all markers in place."""
    seen = tumbling(200) + np.random.default_rng(1).uniform(-0.01, 0.01, (4, 200, 3))

    assert not drop_misplaced(seen)[1].any()


def test_two_markers_do_not_fix_a_bone() -> None:
    """The turn about the line through them is open, so nothing is filled."""
    seen = tumbling(40)
    seen[:2, 10:20] = np.nan

    filled, where = fill_rigid(seen)

    assert np.isnan(filled[:2, 10:20]).all()
    assert not where.any()


def test_a_marker_that_slipped_does_not_place_others() -> None:
    """A fit worse than skin movement is no fit."""
    seen = tumbling(60)
    seen[0, 40:] = np.nan
    seen[1, 45:50] += 0.2

    filled, where = fill_rigid(seen)

    assert np.isnan(filled[0, 45:50]).all()
    assert where[0, 40:45].all()
    assert where[0, 50:].all()


def test_markers_that_were_never_seen_together_stay_as_they_are() -> None:
    """Without a frame that shows all, the shape of the bone is not known."""
    seen = tumbling(40)
    seen[0, ::2] = seen[1, 1::2] = np.nan

    assert not fill_rigid(seen)[1].any()


def test_one_marker_swapped_in_some_frames_does_not_spoil_the_shape() -> None:
    """The shape is a median over frames."""
    truth = tumbling(60)
    seen = truth.copy()
    seen[[0, 1], 5:15] = seen[[1, 0], 5:15]
    seen[2, 40:50] = np.nan

    filled, _ = fill_rigid(seen)

    assert filled[2, 40:50] == pytest.approx(truth[2, 40:50], abs=1e-3)


def test_the_body_stays_in_view_when_pelvis_markers_take_turns_to_hide(tmp_path: Path) -> None:
    """Each is gone for 72 % of the time in turn, never two at once; the path has no steps."""
    points = walker(200) * 1000
    for i, start in enumerate(range(10, 170, 40)):
        points[i, start : start + 40] = np.nan
    content = c3d_bytes(points)

    motion = read(write(tmp_path, "a.c3d", content))

    assert np.isfinite(motion.position_m).all()
    assert motion.speed_mps == pytest.approx(np.ones(200), abs=0.01)
    assert any("Pelvis markers were hidden in 80 %" in w for w in motion.source.warnings)


def test_markers_and_joints_of_one_body_have_the_same_pelvis(data_dir: Path) -> None:
    """The same take as BVH and C3D gives the same distance, as the pelvis is the same point."""
    folder = data_dir / "mocap/accad"
    pairs = [("Female1_B03_Walk1.bvh", "Female1_Walk.c3d"), ("Male2_B3_Walk.bvh", "Male2_Walk.c3d")]
    for bvh, c3d in pairs:
        joints, markers = read(folder / "bvh" / bvh), read(folder / "c3d" / c3d)
        heights = [np.nanmedian(m.position_m[:, 2]) for m in (joints, markers)]
        speeds = [np.nanmedian(m.speed_mps) for m in (joints, markers)]

        assert heights[0] == pytest.approx(heights[1], abs=0.05)
        assert speeds[0] == pytest.approx(speeds[1], rel=0.05)


def test_waist_markers_of_a_cut_body_are_named(tmp_path: Path) -> None:
    """A pelvis alone still gives position and facing."""
    kept = [i for i, name in enumerate(MARKERS) if name[1:] in ("ASI", "PSI")]
    content = c3d_bytes(walker()[kept] * 1000, [MARKERS[i] for i in kept])

    motion = read(write(tmp_path, "a.c3d", content))

    assert motion.direction_deg[30] == pytest.approx(0, abs=1)
    assert any("which way is up" in w for w in motion.source.warnings)
