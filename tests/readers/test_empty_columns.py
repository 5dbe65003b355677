"""Columns that a file names and never fills."""

from pathlib import Path

import numpy as np

from backstride.readers import read
from backstride.readers.names import assign


def test_an_empty_column_takes_no_landmark_from_markers_that_were_seen() -> None:
    """A joint centre that was declared and not exported leaves the knee to its two markers."""
    found = assign(["RKJC", "RLFC", "RMFC"], [0, 100, 100], joints=False)

    assert not found.of("knee_right", "centre")
    assert [1] == found.of("knee_right", "lateral")
    assert [2] == found.of("knee_right", "medial")


def test_a_recording_without_any_sample_keeps_its_names() -> None:
    """So that the error can say that points were never seen, and not that names are unknown."""
    found = assign(["RKJC"], [0], joints=False)

    assert [0] == found.of("knee_right", "centre")


def test_legs_of_the_run_over_plates_are_whole(data_dir: Path) -> None:
    """Its joint centres are empty columns; hips come from the pelvis, knees from two markers."""
    motion = read(data_dir / "mocap" / "lab" / "bmc_run.trc")
    assert motion.skeleton is not None

    for side in ("left", "right"):
        for joint in ("hip", "knee", "ankle"):
            assert np.isfinite(motion.skeleton[f"{joint}_{side}"]).all(), (joint, side)
