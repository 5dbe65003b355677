"""Fixtures of the video tests: the pose model, and the real film watched once."""

import os
from pathlib import Path

import pytest

from backstride.errors import MissingExtraError
from backstride.readers.pose_recording import PoseRecording
from backstride.readers.video import read_file
from backstride.video.model_files import ModelFiles, find_model
from backstride.video.networks import PoseModel, load_pose_model


@pytest.fixture(scope="session")
def model() -> ModelFiles:
    """Pose model; tests that need it are skipped without, except in CI."""
    try:
        return find_model()
    except MissingExtraError as error:
        if os.environ.get("CI"):
            pytest.fail(f"CI needs the pose model: {error}")
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def networks(model: ModelFiles) -> PoseModel:
    """Networks of the pose model."""
    return load_pose_model(model.detector, model.landmarker)


@pytest.fixture(scope="session")
def walk_path(data_dir: Path) -> Path:
    """Real film: a woman walks from right to left, a man stands on a roof and jumps off it."""
    return data_dir / "video" / "sports2d_demo_walk.mp4"


@pytest.fixture(scope="session")
def walk(walk_path: Path, model: ModelFiles) -> PoseRecording:
    """Real film, read as a person would."""
    return read_file(walk_path)
