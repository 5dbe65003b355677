"""A club with a running app."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from backstride.journal import accounts, open_journal
from backstride.journal.place import FILE_NAME
from backstride.web.settings import WebSettings
from tests.web.conftest import Running
from tests.web.people.club import Club, opened


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords as always, but with little work: dozens of people sign in here."""
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(accounts, "_hasher", lambda: quick)
    accounts._nobodys_hash.cache_clear()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty journal to copy: faster than making one each time."""
    path = tmp_path_factory.mktemp("empty") / FILE_NAME
    open_journal(path).close()
    return path


@pytest.fixture
def club(tmp_path: Path, empty_file: Path) -> Iterator[Club]:
    """Return a club that nobody is in yet."""
    shutil.copy(empty_file, tmp_path / FILE_NAME)
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def running(tmp_path: Path, empty_file: Path) -> Iterator[Running]:
    """Return an app of its own that answers: accounts would be in the way of other tests."""
    shutil.copy(empty_file, tmp_path / FILE_NAME)
    app = Running(WebSettings(tmp_path))
    app.start()
    yield app
    app.cut()
