"""Marker files, ground forces and key points damaged five hundred ways: read or refused."""

from pathlib import Path

import pytest
from benchmarks.fuzzing.seeds import seed_files
from benchmarks.fuzzing.sound import Sound
from benchmarks.fuzzing.trial import try_file
from benchmarks.fuzzing.watched import damaged

TIMES = 500
MEASURED = 5  # measuring what was read takes most of the time; one in so many is measured
MADE = ("C3D", "TRC", "COCO key points", "MediaPipe landmarks", "OpenPose", "key-point table")
REAL = ("BVH", "OpenSim storage", "force text")  # nothing here writes these


@pytest.fixture(scope="module")
def sound_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Sound]]:
    """Return small sound files by the name of their format."""
    return seed_files(tmp_path_factory.mktemp("sound"))


def try_damaged(sounds: list[Sound], folder: Path) -> None:
    """Read and measure damaged copies; each is read or refused in time and within memory."""
    smallest = sorted(sounds, key=lambda sound: sound.path.stat().st_size)[:2]
    for sound in smallest:
        assert try_file(sound.path, sound).kind == "read"
    seen = set()
    for index in range(TIMES):
        data, done, name = damaged(smallest, 17, index)
        path = folder / name
        path.write_bytes(data)
        sound = smallest[index % len(smallest)]
        outcome = try_file(path, sound, measuring=index // 2 % MEASURED == 0)
        assert not outcome.bad, f"{done} [{index}]: {outcome.detail}"
        assert "\n" not in outcome.detail
        seen.add(outcome.kind)
    assert "refused" in seen


@pytest.mark.parametrize("name", MADE)
def test_no_damage_gets_out_of_reading_and_measuring(
    name: str, sound_files: dict[str, list[Sound]], tmp_path: Path
) -> None:
    """Bytes, written numbers, JSON values and packed members, one to four at a time."""
    try_damaged(sound_files[name], tmp_path)


@pytest.mark.parametrize("name", REAL)
def test_no_damage_gets_out_of_real_recordings(
    name: str, sound_files: dict[str, list[Sound]], tmp_path: Path, data_dir: Path
) -> None:
    """The same with the smallest recordings of formats that nothing here writes."""
    assert data_dir.is_dir()
    try_damaged(sound_files[name], tmp_path)
