"""Fixtures shared by all tests."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


def _data_dir() -> Path:
    """Return where the real recordings are: ``BACKSTRIDE_DATA`` or ``../shared/data``."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    return Path(os.environ.get("BACKSTRIDE_DATA", beside))


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Real recordings; tests that need them are skipped without, except in CI."""
    found = _data_dir()
    if found.is_dir():
        return found
    if os.environ.get("CI"):
        pytest.fail(f"CI needs the recordings, but {found} is absent; set BACKSTRIDE_DATA")
    pytest.skip(f"no recordings at {found}; set BACKSTRIDE_DATA to run this")
