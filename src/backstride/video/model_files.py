"""Where the pose model lies on this computer, and whether it is the one that was validated."""

import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from backstride.errors import MissingExtraError

FOLDER_VARIABLE = "BACKSTRIDE_POSE_MODEL"
"""Environment variable that names another folder than the person's own."""

DETECTOR, LANDMARKER = "pose_detection.tflite", "pose_landmark_full.tflite"

FINGERPRINTS = {
    DETECTOR: (
        "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
        "a63c614bef30d35947f13be361820b1e4e3bec9cfeebf4d11216a18373108e85",
    ),
    LANDMARKER: ("e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",),
}
"""SHA-256 of the files that were validated: BlazePose full, as in mediapipe 0.10.21 on PyPI and in
@mediapipe/pose 0.5.1675469404 on npm. The two detectors are wrapped differently and
give the same numbers."""


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The two files of a pose model.

    Attributes
    ----------
    detector, landmarker : Path
    warnings : tuple of str
        When they are not the ones that were validated.
    """

    detector: Path
    landmarker: Path
    warnings: tuple[str, ...] = ()


def model_folder() -> Path:
    """Return where the model is kept: the folder the environment names, else the person's own."""
    if named := os.environ.get(FOLDER_VARIABLE):
        return Path(named)
    return _data_folder() / "backstride" / "pose-model"


def find_model(folder: Path | None = None) -> ModelFiles:
    """Return the files of the pose model.

    Parameters
    ----------
    folder : Path, optional
        A person's own; ``model_folder()`` without.

    Raises
    ------
    MissingExtraError
        When they are not there.
    """
    where = folder if folder is not None else model_folder()
    files = ModelFiles(where / DETECTOR, where / LANDMARKER)
    missing = [path.name for path in (files.detector, files.landmarker) if not path.is_file()]
    if missing:
        raise MissingExtraError(
            f"the pose model is not in {where} ({' and '.join(missing)} absent); install it once "
            "with “backstride video-model install”."
        )
    if all(
        is_validated(path.name, path.read_bytes()) for path in (files.detector, files.landmarker)
    ):
        return files
    return ModelFiles(
        files.detector,
        files.landmarker,
        (
            f"The pose model in {where} is not the one that Backstride was validated with; the "
            "stated errors do not hold for it.",
        ),
    )


def is_validated(name: str, data: bytes) -> bool:
    """Return whether these bytes are the validated file of that name."""
    return hashlib.sha256(data).hexdigest() in FINGERPRINTS[name]


def _data_folder() -> Path:
    """Return the folder in which programs keep a person's data on this system."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if sys.platform == "darwin":
        return home / "Library" / "Application Support"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
