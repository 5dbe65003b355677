"""Real recordings: distances, directions and what is said about them."""

import csv
from pathlib import Path

import numpy as np
import pytest

from backstride.motion import Motion, Skeleton
from backstride.readers import FORMATS, read

_FASTER_MPS = 0.3  # what the reference figures count as moving


def by_direction(motion: Motion) -> dict[str, tuple[float, float]]:
    """Return metres and seconds moved back, fwd and side."""
    turned = np.abs(motion.direction_deg)
    moving = (motion.speed_mps > _FASTER_MPS) & np.isfinite(turned)
    classes = {"back": turned > 135, "fwd": turned < 45, "side": (turned >= 45) & (turned <= 135)}
    return {
        name: (
            float(motion.speed_mps[moving & mask].sum() / motion.rate_hz),
            float((moving & mask).sum() / motion.rate_hz),
        )
        for name, mask in classes.items()
    }


def labelled(folder: Path) -> list[dict[str, str]]:
    """Return the rows of a folder's labels."""
    with (folder / "labels.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["accad", "bandai_namco"])
def test_distances_of_skeletons_agree_with_the_reference(data_dir: Path, name: str) -> None:
    """Within 5 % for every direction of two metres or more, crawling aside."""
    folder = data_dir / "mocap" / name
    compared = 0
    for row in labelled(folder):
        if not row["path"].endswith(".bvh") or row["gold_gait"] == "crawl":
            continue
        moved = by_direction(read(folder / row["path"]))
        for direction, (metres, _) in moved.items():
            if (reference := float(row[f"ref_{direction}_m"])) >= 2:
                assert metres == pytest.approx(reference, rel=0.05), (row["path"], direction)
                compared += 1
    assert compared >= 30


def test_speeds_of_markers_agree_with_the_reference(data_dir: Path) -> None:
    """Within 5 % wherever both saw the pelvis for about as long; it is followed longer here."""
    folder = data_dir / "mocap/accad"
    compared = 0
    for row in labelled(folder):
        if not row["path"].endswith(".c3d"):
            continue
        moved = by_direction(read(folder / row["path"]))
        for direction, (metres, seconds) in moved.items():
            reference = float(row[f"ref_{direction}_m"])
            reference_s = float(row[f"ref_{direction}_s"])
            if reference >= 2 and seconds == pytest.approx(reference_s, rel=0.05):
                speed = reference / reference_s
                assert metres / seconds == pytest.approx(speed, rel=0.05), (row["path"], direction)
                compared += 1
    assert compared >= 20


def test_gold_directions_are_found(data_dir: Path) -> None:
    """A take that its recorders call backward or forward is mostly that."""
    folder = data_dir / "mocap/accad"
    wanted = {"backward": "back", "forward": "fwd", "lateral_left": "side", "lateral_right": "side"}
    right = []
    for row in labelled(folder):
        if row["gold_direction"] in wanted and row["gold_gait"] in ("walk", "run"):
            moved = by_direction(read(folder / row["path"]))
            most = max(moved, key=lambda d: moved[d][0])
            if moved[most][0] > 1:
                right.append((most == wanted[row["gold_direction"]], row["path"]))
    wrong = [path for good, path in right if not good]
    assert len(right) > 60
    assert wrong == []


def test_laboratory_files_are_forward(data_dir: Path) -> None:
    """Level running, walking and a sprint start: no backward metre, mixed-up sides or not."""
    for name in (
        "bmc_run.trc",
        "bmc_walk1.trc",
        "btk_SprintMotion.trc",
        "zoo_HC030A05_straight.c3d",
    ):
        moved = by_direction(read(data_dir / "mocap/lab" / name))

        assert moved["back"][0] == 0, name
        assert moved["fwd"][0] > 1, name


def test_mixed_up_sides_are_put_right_and_said(data_dir: Path) -> None:
    """Left and right are exchanged in this file; feet and pelvis tell."""
    motion = read(data_dir / "mocap/lab/bmc_walk1.trc")

    assert any("left and right" in w for w in motion.source.warnings)


def test_every_recording_gives_a_body_in_the_world_frame(data_dir: Path) -> None:
    """Hips at a human height above feet near the floor, in metres, z up."""
    for path in sorted((data_dir / "mocap").rglob("*"))[::5]:
        if (
            path.suffix not in (".bvh", ".c3d", ".trc")
            or "Crawl" in path.name
            or "ktk" in path.name
        ):
            continue
        skeleton = read(path).skeleton
        assert isinstance(skeleton, Skeleton)
        hips = skeleton.middle("hip_left", "hip_right")[:, 2]
        ankles = skeleton.middle("ankle_left", "ankle_right")[:, 2]
        leg = float(np.nanmedian(hips - ankles))
        assert 0.3 < leg < 1.1, path.name


def test_the_source_names_the_bytes(data_dir: Path) -> None:
    """The checksum is that of the manifest."""
    with (data_dir / "MANIFEST.csv").open(newline="", encoding="utf-8") as file:
        known = {row["path"]: row["sha256"] for row in csv.DictReader(file)}
    name = "mocap/accad/c3d/Male2_Walk.c3d"

    source = read(data_dir / name).source

    assert source.sha256 == known[name]
    assert source.format == "C3D"


def test_every_format_stands_in_the_documentation() -> None:
    """A format without a row in docs/readers.md is not finished."""
    text = (Path(__file__).parents[2] / "docs/readers.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    for kind in FORMATS:
        row = next((r for r in rows if r.startswith(f"| {kind.name} ")), "")
        assert all(f"`{extension}`" in row for extension in kind.extensions), kind.name
