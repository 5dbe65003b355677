"""BVH: kinematics against an independent implementation, units, axes and traps of exporters."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from backstride.motion.arrays import Floats
from backstride.readers import bvh, read
from backstride.readers.bvh_kinematics import Joint, joint_positions
from backstride.readers.files import load
from tests.readers.made_files import bvh_text, bvh_walk, write

_ROTATIONS = ("xrotation", "yrotation", "zrotation")
_POSITIONS = ("xposition", "yposition", "zposition")


@st.composite
def skeletons(draw: st.DrawFn) -> list[Joint]:
    """Return joints with any parents, Euler orders and, for some, position channels."""
    joints: list[Joint] = []
    for i in range(draw(st.integers(1, 6))):
        order = draw(st.permutations(_ROTATIONS))
        places = draw(st.sampled_from([(), _POSITIONS])) if i else _POSITIONS
        offset = np.array(draw(st.tuples(*[st.floats(-50, 50)] * 3)))
        parent = draw(st.integers(0, i - 1)) if i else -1
        joints.append(Joint(f"j{i}", parent, offset=offset, channels=(*places, *order)))
    return joints


def positions_one_by_one(joints: Sequence[Joint], row: Floats) -> Floats:
    """Return joint positions (k, 3) of one frame by the textbook, with scipy's rotations."""
    turns: list[Rotation] = []
    places: list[Floats] = []
    column = 0
    for joint in joints:
        own = dict(zip(joint.channels, row[column : column + len(joint.channels)], strict=True))
        column += len(joint.channels)
        order = "".join(c[0].upper() for c in joint.channels if c.endswith("rotation"))
        turn = Rotation.from_euler(
            order, [own[f"{c.lower()}rotation"] for c in order], degrees=True
        )
        here = joint.offset
        if "xposition" in own and (joint.parent < 0 or any(own[p] for p in _POSITIONS)):
            here = np.array([own[p] for p in _POSITIONS])
        if joint.parent >= 0:
            here = places[joint.parent] + turns[joint.parent].apply(here)
            turn = turns[joint.parent] * turn
        turns.append(turn)
        places.append(here)
    return np.array(places)


@settings(max_examples=60, deadline=None)
@given(joints=skeletons(), seed=st.integers(0, 2**32 - 1))
def test_kinematics_agree_with_the_textbook(joints: list[Joint], seed: int) -> None:
    """Any hierarchy, Euler order and position channels give the same places."""
    channels = sum(len(j.channels) for j in joints)
    values = np.random.default_rng(seed).uniform(-180, 180, (4, channels))

    names, points = joint_positions(joints, values)

    assert names == tuple(j.name for j in joints)
    for frame, row in enumerate(values):
        assert points[:, frame] == pytest.approx(positions_one_by_one(joints, row), abs=1e-8)


def test_joints_are_where_pybvh_puts_them(data_dir: Path) -> None:
    """A real take with rotations only on its joints reads the same in another library."""
    pybvh = pytest.importorskip("pybvh")
    path = data_dir / "mocap/accad/bvh/Female1_C07_RunBackwards.bvh"
    theirs = pybvh.read_bvh_file(str(path))

    ours = bvh.read(load(path))

    rows = [ours.names.index(name) for name in theirs.joint_names]
    assert len(rows) == 22
    assert ours.points[rows].transpose(1, 0, 2) == pytest.approx(theirs.joint_positions(), abs=1e-6)


def test_the_root_offset_is_not_added_to_its_position(tmp_path: Path) -> None:
    """Position channels replace an OFFSET, at the root too."""
    recording = bvh.read(load(write(tmp_path, "a.bvh", bvh_text(bvh_walk()))))

    assert [0, 90, 3] == recording.points[recording.names.index("Hips"), 1].tolist()


def test_zero_position_channels_do_not_collapse_a_bone() -> None:
    """Exporters that declare positions everywhere and leave them zero mean the OFFSET."""
    joints = [
        Joint("root", -1, channels=_POSITIONS),
        Joint("bone", 0, offset=np.array([0.0, 40.0, 0.0]), channels=_POSITIONS),
    ]

    _, points = joint_positions(joints, np.array([[1.0, 2.0, 3.0, 0.0, 0.0, 0.0]]))

    assert [1, 42, 3] == points[1, 0].tolist()


def test_the_body_travels_with_the_hips_when_the_root_stays(data_dir: Path) -> None:
    """A root at the origin above moving hips does not hold the body back."""
    motion = read(data_dir / "mocap/bandai_namco/dataset-1_run_active_001.bvh")

    assert np.linalg.norm(motion.position_m[-1] - motion.position_m[0]) > 5


@pytest.mark.parametrize(
    ("unit", "scale"),
    [("centimetres", 1.0), ("metres", 0.01), ("millimetres", 10.0), ("inches", 1 / 2.54)],
)
def test_the_unit_is_found_from_the_leg(tmp_path: Path, unit: str, scale: float) -> None:
    """0.9 m/s is 0.9 m/s in any unit; anything but centimetres is said."""
    text = bvh_text(bvh_walk(scale=scale), scale=scale)

    motion = read(write(tmp_path, "a.bvh", text))

    assert motion.speed_mps[30] == pytest.approx(0.9, rel=0.01)
    assert any(unit in w for w in motion.source.warnings) == (unit != "centimetres")


def test_an_impossible_leg_is_said(tmp_path: Path) -> None:
    """No usual unit makes a leg of a hundred thousand."""
    motion = read(write(tmp_path, "a.bvh", bvh_text(bvh_walk(per_frame=0), scale=1000 / 0.82)))

    assert any("fits no usual unit" in w for w in motion.source.warnings)


def test_a_z_up_export_stands_up(tmp_path: Path) -> None:
    """The same body written with Z up is told by how it stands, and says so."""
    frames = bvh_walk()
    frames[:, 4] = 90.0  # turned about x so that y becomes z
    frames[:, 1], frames[:, 2] = -frames[:, 2], frames[:, 1].copy()

    motion = read(write(tmp_path, "a.bvh", bvh_text(frames)))

    assert motion.position_m[:, 2] == pytest.approx(np.full(60, 0.85), abs=0.01)
    assert motion.direction_deg[30] == pytest.approx(0, abs=1)
    assert any("Z was taken as up" in w for w in motion.source.warnings)


def test_a_body_that_glides_backward_is_backward(tmp_path: Path) -> None:
    """Facing comes from the hips and not from the path."""
    motion = read(write(tmp_path, "a.bvh", bvh_text(bvh_walk(per_frame=-3))))

    assert abs(motion.direction_deg[30]) == pytest.approx(180, abs=1)


def test_the_frame_time_is_read(data_dir: Path) -> None:
    """Most takes have 30 frames per second and some have 120."""
    folder = data_dir / "mocap/accad/bvh"

    assert read(folder / "Female1_C07_RunBackwards.bvh").rate_hz == pytest.approx(30, rel=1e-3)
    assert read(folder / "Male2_B1_StandToWalk.bvh").rate_hz == pytest.approx(120, rel=1e-3)


def test_feet_have_what_the_file_has_and_no_heel(tmp_path: Path) -> None:
    """Foot joint, toe base and toe end are ankle, forefoot and toe; a heel is not made up."""
    skeleton = read(write(tmp_path, "a.bvh", bvh_text(bvh_walk()))).skeleton

    assert skeleton is not None
    assert {"ankle_left", "forefoot_left", "toe_left"} <= set(skeleton.positions_m)
    assert "heel_left" not in skeleton
    toe_m = np.linalg.norm(skeleton["toe_left"] - skeleton["forefoot_left"], axis=1)
    assert toe_m == pytest.approx(np.full(60, 0.06), abs=1e-6)


def test_a_short_clip_is_read(tmp_path: Path) -> None:
    """Twenty frames are a motion."""
    assert len(read(write(tmp_path, "a.bvh", bvh_text(bvh_walk(20))))) == 20


def test_names_with_spaces_and_numbers_over_several_lines_are_read(tmp_path: Path) -> None:
    """Line breaks mean nothing in the frames, and joint names may have spaces."""
    text = bvh_text(bvh_walk(5)).replace("JOINT LeftLeg", "JOINT Left Leg")
    head, rows = text.split("Frame Time: 0.0333333\n")
    wrapped = head + "Frame Time: 0.0333333\n" + rows.replace(" ", "\n")

    motion = read(write(tmp_path, "a.bvh", wrapped))

    assert motion.skeleton is not None
    assert "knee_left" in motion.skeleton
