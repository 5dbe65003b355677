"""A video as a person gives it: what is missing, empty or broken is said in one sentence."""

import hashlib
import importlib.util
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest

from backstride.errors import (
    BackstrideError,
    MissingExtraError,
    NothingToMeasureError,
    UnreadableFileError,
)
from backstride.readers import video as reader
from backstride.readers.recording import Content
from backstride.video import model_files
from backstride.video.model_files import DETECTOR, LANDMARKER, ModelFiles, find_model
from backstride.video.model_install import install_model
from tests.video.films import pattern, small_film, write_film


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Film with nobody in it."""
    scene = np.repeat(pattern(320, 240)[..., None], 3, axis=2)
    return write_film(tmp_path / "a.mp4", [scene] * 20, [i / 30 for i in range(20)])


def test_missing_extra_is_named(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the packages, the sentence says which command installs them."""
    monkeypatch.setattr(reader, "find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"pip install 'backstride\[video\]'"):
        reader.read_file(film)


def test_missing_model_is_named(film: Path, tmp_path: Path) -> None:
    """Without the pose model, the sentence says which command installs it."""
    with pytest.raises(MissingExtraError, match="backstride video-model install"):
        reader.read_file(film, model=tmp_path / "nowhere")


def test_film_with_nobody_is_refused(film: Path, model: ModelFiles) -> None:
    """A film of a pattern has nobody in it; its whole length is told of as progress."""
    told: list[tuple[float, float]] = []
    with pytest.raises(NothingToMeasureError, match=r"a\.mp4: nobody was found in the video"):
        reader.read_file(film, progress=lambda done, whole: told.append((done, whole)))
    assert told[0] == (1.0, 20.0)
    assert len(told) >= 19


def test_damaged_films_leave_this_process_alone(tmp_path: Path, model: ModelFiles) -> None:
    """Whatever bytes change in a film, reading ends with one of our errors."""
    dice = np.random.default_rng(7)
    whole = write_film(tmp_path / "a.mp4", small_film(), [i / 30 for i in range(12)]).read_bytes()
    for number in range(6):
        data = bytearray(whole)
        for _ in range(8 * (number + 1)):
            data[int(dice.integers(12, len(data)))] = int(dice.integers(256))
        path = tmp_path / f"{number}.mp4"
        path.write_bytes(data)
        content = Content(path, bytes(data), hashlib.sha256(data).hexdigest())
        with pytest.raises(BackstrideError, match=str(path)):
            reader.read(content)


def test_other_networks_are_refused(film: Path, tmp_path: Path, model: ModelFiles) -> None:
    """A file that is no network, or the wrong one, is not run; it is said which."""
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / DETECTOR).write_bytes(model.landmarker.read_bytes())
    (folder / LANDMARKER).write_bytes(model.landmarker.read_bytes())
    with pytest.raises(UnreadableFileError, match=f"{DETECTOR}: is not the network"):
        reader.read_file(film, model=folder)


@pytest.mark.parametrize("kind", ["folder", "zip", "tar"])
def test_model_is_taken_from_a_package_that_is_here(
    kind: str, tmp_path: Path, model: ModelFiles
) -> None:
    """By fingerprint and not by name: from a folder, a wheel or a tarball."""
    package = tmp_path / "package"
    package.mkdir()
    (package / "one.data").write_bytes(model.detector.read_bytes())
    (package / "two.bin").write_bytes(model.landmarker.read_bytes())
    (package / "README").write_text("more", encoding="utf-8")
    source = package
    if kind == "zip":
        source = tmp_path / "a.whl"
        with zipfile.ZipFile(source, "w") as wheel:
            for path in package.iterdir():
                wheel.write(path, f"x/{path.name}")
    if kind == "tar":
        source = tmp_path / "a.tgz"
        with tarfile.open(source, "w:gz") as ball:
            ball.add(package, "package")
    folder = install_model(tmp_path / "kept", source)
    found = find_model(folder)
    assert found.warnings == ()
    assert model.landmarker.read_bytes() == found.landmarker.read_bytes()
    assert "Apache License 2.0" in (folder / "NOTICE.txt").read_text(encoding="utf-8")


def test_package_without_the_model_is_refused(tmp_path: Path) -> None:
    """Another package, or no package, is refused and nothing is written."""
    source = tmp_path / "a.whl"
    with zipfile.ZipFile(source, "w") as wheel:
        wheel.writestr("x/pose_detection.tflite", b"something else")
    with pytest.raises(UnreadableFileError, match="does not hold the pose model"):
        install_model(tmp_path / "kept", source)
    (tmp_path / "b.tgz").write_bytes(b"noise")
    with pytest.raises(UnreadableFileError, match="cannot be opened"):
        install_model(tmp_path / "kept", tmp_path / "b.tgz")
    assert not (tmp_path / "kept").exists()


def test_other_model_is_taken_with_a_warning(tmp_path: Path) -> None:
    """A person's own model may be used, and the stated errors do not hold for it."""
    for name in (DETECTOR, LANDMARKER):
        (tmp_path / name).write_bytes(b"own")
    assert "not the one that Backstride was validated with" in find_model(tmp_path).warnings[0]


def test_folder_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment variable names another folder; without it, it is the person's own."""
    monkeypatch.setenv(model_files.FOLDER_VARIABLE, str(tmp_path))
    assert tmp_path == model_files.model_folder()
    monkeypatch.delenv(model_files.FOLDER_VARIABLE)
    assert model_files.model_folder().parts[-2:] == ("backstride", "pose-model")


def test_reading_loads_nothing_heavy_here() -> None:
    """The extra is only looked for; its packages are imported in the child alone."""
    assert importlib.util.find_spec("av") is not None
    source = Path(reader.__file__).read_text(encoding="utf-8")
    assert "import av" not in source
    assert "ai_edge_litert.interpreter" not in source
