"""Recorded runs without plates: figures must be those of people who run."""

from pathlib import Path

import pytest

from backstride.measure import measure
from backstride.measure.load import DirectionLoad, load_of
from backstride.readers import read

BACKWARD = (
    "Female1_Run_back",
    "Male2_Run_back",
    "Female1_Run_back_to_stand",
    "Male2_Stand_to_run_back",
)
FORWARD = ("Female1_Run", "Male2_Run", "Female1_Run_to_stand", "Male2_Run_to_stand")


def load(data_dir: Path, take: str, direction: str) -> DirectionLoad:
    """Return the load of one direction of a take."""
    motion = read(data_dir / "mocap" / "accad" / "c3d" / f"{take}.c3d")
    found = measure(motion)
    loads = load_of(motion, found.steps, found.bouts, found.joint_angles_deg).by_direction
    return loads[direction]  # type: ignore[index]


@pytest.mark.parametrize("take", BACKWARD)
def test_backward_runs_load_as_published(data_dir: Path, take: str) -> None:
    """Peak force 2.0 to 3.0 body weights (T6: 2.6, J3: 2.4); tendon and knee below 11."""
    figures = load(data_dir, take, "backward").figures

    assert 2.0 < figures["peak_vertical_force_bw"].value < 3.0
    assert 1.2 < figures["peak_ankle_moment_nm_per_kg"].value < 3.7
    assert 1.2 < figures["peak_knee_moment_nm_per_kg"].value < 4.0
    assert 3.0 < figures["peak_achilles_force_bw"].value < 11.0
    assert 2.0 < figures["peak_patellofemoral_force_bw"].value < 10.0


@pytest.mark.parametrize("take", FORWARD)
def test_forward_runs_load_as_published(data_dir: Path, take: str) -> None:
    """Peak force 2.0 to 3.6 body weights up to 4.6 m/s, the Achilles tendon's around 8 (J10)."""
    figures = load(data_dir, take, "forward").figures

    assert 2.0 < figures["peak_vertical_force_bw"].value < 3.6
    assert 4.0 < figures["peak_achilles_force_bw"].value < 11.0
    assert 1.2 < figures["peak_knee_moment_nm_per_kg"].value < 4.2


@pytest.mark.parametrize("take", BACKWARD)
def test_backward_the_quadriceps_propels_and_the_calf_brakes(data_dir: Path, take: str) -> None:
    """Knee extensors and hip flexors give more than hip extensors; the ankle takes up a third."""
    work = load(data_dir, take, "backward").work

    quadriceps = work["knee"].groups["extensors"]["share_of_given"]
    behind = work["hip"].groups["extensors"]["share_of_given"]
    assert quadriceps.low > behind.high
    assert work["hip"].groups["flexors"]["share_of_given"].value > behind.value
    assert work["ankle"].figures["share_of_taken"].value > 0.33


@pytest.mark.parametrize("take", FORWARD)
def test_forward_the_hip_flexors_do_not_propel(data_dir: Path, take: str) -> None:
    """In contact they only take up."""
    hip = load(data_dir, take, "forward").work["hip"].groups["flexors"]

    assert hip["share_of_given"].value < 0.1
    assert hip["share_of_taken"].value > hip["share_of_given"].value
