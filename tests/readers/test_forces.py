"""Ground forces in files of their own: on the clock and in the axes of the markers."""

from pathlib import Path

import numpy as np
import pytest

from backstride.errors import DamagedFileError, NothingToMeasureError, SettingsError
from backstride.motion.arrays import Floats
from backstride.readers import read
from tests.readers.made_files import bvh_text, bvh_walk, mot_text, trc_text, walker, write, y_up


def forces(
    times: Floats, prefixes: tuple[str, ...] = ("R_", "L_"), down: str = "y"
) -> dict[str, Floats]:
    """Return storage columns: 700 N upward and 50 N along x at x = 1 m, z = 0.2 m."""
    columns = {"time": times}
    for prefix in prefixes:
        for axis in "xyz":
            size = 700.0 if axis == down else 50.0 if axis == "x" else 0.0
            columns[f"{prefix}ground_force_v{axis}"] = np.full(len(times), size)
        for axis, place in zip("xyz", (1.0, 0.0, 0.2), strict=True):
            columns[f"{prefix}ground_force_p{axis}"] = np.full(len(times), place)
    return columns


@pytest.fixture
def trc(tmp_path: Path) -> Path:
    """One second of markers."""
    return write(tmp_path, "run.trc", trc_text(y_up(walker()) * 1000))


def test_forces_beside_a_marker_file_are_read_and_said(tmp_path: Path, trc: Path) -> None:
    """run.trc finds run_grf.mot, in the same world frame."""
    write(tmp_path, "run_grf.mot", mot_text(forces(np.arange(300) / 300)))

    motion = read(trc)

    assert [f.name for f in motion.forces] == ["R", "L"]
    assert motion.forces[0].force_n[0] == pytest.approx([50, 0, 700])
    assert motion.forces[0].centre_of_pressure_m[0] == pytest.approx([1, -0.2, 0])
    assert any("run_grf.mot" in w for w in motion.source.warnings)


def test_files_of_another_run_or_without_forces_are_not_taken(tmp_path: Path, trc: Path) -> None:
    """run10 is not run, and joint angles are no forces."""
    write(tmp_path, "run10_grf.mot", mot_text(forces(np.arange(300) / 300)))
    write(
        tmp_path, "run_ik.mot", mot_text({"time": np.arange(9.0), "knee_angle_r": np.arange(9.0)})
    )

    motion = read(trc)

    assert motion.forces == ()


def test_several_force_files_beside_are_left_to_the_person(tmp_path: Path, trc: Path) -> None:
    """Which one is meant is not guessed."""
    for name in ("run_grf.mot", "run_grf_filtered.mot"):
        write(tmp_path, name, mot_text(forces(np.arange(300) / 300)))

    motion = read(trc)

    assert motion.forces == ()
    assert any("--forces" in w for w in motion.source.warnings)


def test_a_damaged_file_beside_does_not_stop_the_markers(tmp_path: Path, trc: Path) -> None:
    """Found forces that cannot be read are said; named ones are refused."""
    text = mot_text(forces(np.arange(300) / 300))
    broken = write(tmp_path, "run_grf.mot", text[: len(text) // 2])

    assert any("were not used" in w for w in read(trc).source.warnings)
    with pytest.raises(DamagedFileError, match="cut"):
        read(trc, forces=broken)


@pytest.mark.parametrize("prefixes", [("1_", "2_"), ("",), ("r_",), ("calcn_l_",)])
def test_columns_are_grouped_by_prefix(
    tmp_path: Path, trc: Path, prefixes: tuple[str, ...]
) -> None:
    """Plates, feet, or a single unnamed one."""
    beside = write(tmp_path, "x.mot", mot_text(forces(np.arange(300) / 300, prefixes)))

    names = [f.name for f in read(trc, forces=beside).forces]

    assert names == [p.strip("_") or "ground" for p in prefixes]


def test_one_clock_for_markers_and_forces(tmp_path: Path) -> None:
    """A trial cut at seven seconds has markers and forces from zero."""
    times = (7 + np.arange(60) / 60).tolist()
    trc = write(tmp_path, "run.trc", trc_text(y_up(walker()) * 1000, times=times))
    beside = write(tmp_path, "grf.mot", mot_text(forces(np.arange(3000) / 300)))

    motion = read(trc, forces=beside)

    assert motion.time_s[0] == 0
    assert motion.forces[0].time_s[0] == pytest.approx(-7)


def test_forces_of_another_time_are_refused(tmp_path: Path, trc: Path) -> None:
    """No overlap, no common recording."""
    beside = write(tmp_path, "grf.mot", mot_text(forces(50 + np.arange(300) / 300)))

    with pytest.raises(SettingsError, match="same recording"):
        read(trc, forces=beside)


def test_forces_that_stand_along_another_axis_are_put_upright(tmp_path: Path) -> None:
    """Z-up markers with Y-up forces, as OpenSim writes them, still give an upward push."""
    trc = write(tmp_path, "run.trc", trc_text(walker() * 1000))
    beside = write(tmp_path, "grf.mot", mot_text(forces(np.arange(300) / 300)))

    motion = read(trc, forces=beside)

    assert motion.forces[0].force_n[0] == pytest.approx([50, 0, 700])
    assert any("turned upright" in w for w in motion.source.warnings)


def test_a_force_file_alone_has_no_body(tmp_path: Path) -> None:
    """It asks for the markers."""
    path = write(tmp_path, "grf.mot", mot_text(forces(np.arange(300) / 300)))

    with pytest.raises(NothingToMeasureError, match="give the marker file"):
        read(path)


def test_joint_angles_alone_say_what_they_lack(tmp_path: Path) -> None:
    """A MOT of inverse kinematics is refused by what is in it."""
    path = write(tmp_path, "ik.mot", mot_text({"time": np.arange(9.0), "knee_angle_r": np.ones(9)}))

    with pytest.raises(NothingToMeasureError, match="knee_angle_r"):
        read(path)


def test_a_file_without_forces_is_refused_as_forces(tmp_path: Path, trc: Path) -> None:
    """A skeleton is no force plate."""
    other = write(tmp_path, "a.bvh", bvh_text(bvh_walk()))

    with pytest.raises(SettingsError, match="no ground forces"):
        read(trc, forces=other)


def test_real_force_files_fit_their_markers(data_dir: Path) -> None:
    """Each foot's load lies under that foot while it is on the ground."""
    for name, plates in (("bmc_run.trc", 2), ("bmc_walk1.trc", 4)):
        motion = read(data_dir / "mocap/lab" / name)

        assert len(motion.forces) == plates
        assert motion.skeleton is not None
        feet = [
            motion.skeleton[f"{p}_{s}"] for p in ("heel", "forefoot") for s in ("left", "right")
        ]
        for plate in motion.forces:
            vertical = plate.force_n[:, 2]
            moment = int(np.argmax(vertical))
            frame = int(np.argmin(np.abs(motion.time_s - plate.time_s[moment])))
            apart = [plate.centre_of_pressure_m[moment, :2] - foot[frame, :2] for foot in feet]
            assert vertical[moment] > 600
            assert min(np.linalg.norm(a) for a in apart) < 0.15


def test_force_text_is_in_millimetres_and_begins_with_the_markers(data_dir: Path) -> None:
    """Plates nobody stepped on are left out; the clock is that of the first frame."""
    motion = read(data_dir / "mocap/lab/bmc_walk1.trc")

    assert [f.name for f in motion.forces] == ["3", "4", "5", "6"]
    assert motion.forces[0].time_s[:2] == pytest.approx([0, 1 / 450])
    assert np.nanmax(motion.forces[0].centre_of_pressure_m) < 5


def test_a_number_beyond_all_forces_is_no_force(data_dir: Path, tmp_path: Path) -> None:
    """One absurd cell costs its own moment and nothing else."""
    lines = (data_dir / "mocap/lab/bmc_walk1.forces").read_text("utf-8").split("\n")
    row = next(i for i, line in enumerate(lines) if line.lower().startswith("#sample")) + 1
    cells = lines[row].split("\t")
    cells[1] = "9e300"
    changed = write(
        tmp_path, "a.forces", "\n".join([*lines[:row], "\t".join(cells), *lines[row + 1 :]])
    )

    found = read(data_dir / "mocap/lab/bmc_walk1.trc", forces=changed).forces

    assert ["1", "3", "4", "5", "6"] == [plate.name for plate in found]
    assert np.isnan(found[0].force_n[0]).any()
    assert not np.isnan(found[1].force_n).any()
