"""Simulated recordings as files."""

import json
from pathlib import Path

import ezc3d
import numpy as np
import pytest

from backstride.errors import SettingsError
from backstride.readers import read
from backstride.simulate import Scenario, Segment, load_scenario, write_scenario
from backstride.simulate.skeleton_runner import observe

SCENARIO = Scenario(
    "a short run",
    (Segment("run", "backward", 2.5, duration_s=2),),
    noise_m=0.001,
    dropout=0.05,
    rate_hz=100.0,
)


def test_files_are_named_after_the_scenario(tmp_path: Path) -> None:
    """Recording, truth and the scenario itself, in a folder made for them."""
    paths = write_scenario(SCENARIO, tmp_path / "new", ("trc", "c3d"))

    assert [
        "simulated-a-short-run.trc",
        "simulated-a-short-run.c3d",
        "simulated-a-short-run.truth.json",
        "simulated-a-short-run.scenario.toml",
    ] == [p.name for p in paths]
    assert all(p.stat().st_size > 100 for p in paths)


def test_trc_holds_the_landmarks_in_millimetres_with_y_up(tmp_path: Path) -> None:
    """The third axis becomes the second, and gaps are empty cells."""
    path = write_scenario(SCENARIO, tmp_path)[0]
    lines = path.read_text("utf-8").split("\n")
    names = [n for n in lines[3].split("\t")[2:] if n]
    rows = [line.split("\t") for line in lines[6:-1]]
    table = np.array([[float(x) if x else np.nan for x in row] for row in rows])
    time, skeleton, _ = observe(SCENARIO)

    assert lines[2].split("\t")[:5] == ["100", "100", "200", str(len(names)), "mm"]
    assert list(skeleton.positions_m) == names
    assert table[:, 1] == pytest.approx(time)
    for i, name in enumerate(names):
        x, y, z = table[:, 2 + 3 * i : 5 + 3 * i].T / 1000
        assert np.column_stack((x, -z, y)) == pytest.approx(skeleton[name], abs=1e-6, nan_ok=True)


def test_c3d_holds_the_landmarks_in_millimetres_with_z_up(tmp_path: Path) -> None:
    """Gaps are invalid points."""
    path = write_scenario(SCENARIO, tmp_path, ("c3d",))[0]
    c3d = ezc3d.c3d(str(path))
    _, skeleton, _ = observe(SCENARIO)
    names = c3d["parameters"]["POINT"]["LABELS"]["value"]

    assert list(skeleton.positions_m) == names
    assert c3d["parameters"]["POINT"]["RATE"]["value"][0] == pytest.approx(100.0)
    for i, name in enumerate(names):
        points = c3d["data"]["points"][:3, i].T / 1000
        assert points == pytest.approx(skeleton[name], abs=1e-5, nan_ok=True)


def test_the_scenario_file_makes_the_same_recording_again(tmp_path: Path) -> None:
    """Written out and read back, seed included."""
    assert load_scenario(write_scenario(SCENARIO, tmp_path)[-1]) == SCENARIO


def test_the_truth_file_is_the_truth(tmp_path: Path) -> None:
    """As JSON."""
    said = json.loads(write_scenario(SCENARIO, tmp_path)[1].read_text("utf-8"))

    assert said == observe(SCENARIO)[2].as_json()


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    """With the formats there are, before anything is written."""
    with pytest.raises(SettingsError, match="'bvh' is no feed"):
        write_scenario(SCENARIO, tmp_path / "none", ("bvh",))

    assert not (tmp_path / "none").exists()


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    """A file stands in its place."""
    (tmp_path / "taken").write_text("", "utf-8")

    with pytest.raises(SettingsError, match="taken: cannot write"):
        write_scenario(SCENARIO, tmp_path / "taken")


@pytest.mark.parametrize("name", ["", "..", "a/b", "\N{SNOWMAN}"])
def test_any_name_makes_a_file_inside_the_folder(tmp_path: Path, name: str) -> None:
    """A name cannot lead out of the folder."""
    scenario = Scenario(name, SCENARIO.segments)

    assert all(p.parent == tmp_path for p in write_scenario(scenario, tmp_path))


@pytest.mark.parametrize("form", ["trc", "c3d"])
def test_a_written_runner_stays_known_as_synthetic(tmp_path: Path, form: str) -> None:
    """Measured from its file, whatever the file is called, it is still called synthetic."""
    written = write_scenario(load_scenario("backward-run"), tmp_path, formats=(form,))
    renamed = written[0].rename(tmp_path / f"mine.{form}")

    motion = read(renamed)

    assert motion.source.synthetic
    assert any("Synthetic" in warning for warning in motion.source.warnings)
