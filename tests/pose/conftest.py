"""Scenes shared by the tests of pictures: each recording is read once."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.pose.virtual_camera import Scene, scene_from

Scenes = Callable[[str], Scene]


@pytest.fixture(scope="session")
def take(data_dir: Path) -> Scenes:
    """Give a take of the ACCAD motion capture by its name."""
    return cache(lambda name: scene_from(data_dir / "mocap/accad/c3d" / f"{name}.c3d"))
