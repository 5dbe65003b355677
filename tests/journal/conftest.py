"""A fresh journal for each test, on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from backstride.journal import Journal, accounts
from tests.journal.servers import Clock, Server, opened, postgresql

Maker = Callable[[], Journal]


@pytest.fixture(autouse=True)
def _hurried_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords with little effort: what is slow for a thief is slow for the tests."""
    hurried = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "_hasher", lambda: hurried)
    accounts._nobodys_hash.cache_clear()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Give a real PostgreSQL."""
    with postgresql() as running:
        yield running


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty journal to copy: faster than making one each time."""
    folder = tmp_path_factory.mktemp("empty")
    opened(folder / "journal.sqlite", folder, Clock()).close()
    return folder / "journal.sqlite"


@pytest.fixture(scope="session")
def empty_database(server: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the name of an empty journal to copy."""
    url = server.fresh(None)
    opened(url, tmp_path_factory.mktemp("empty"), Clock()).close()
    return url.partition("?")[0].rpartition("/")[2]


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands at noon of a Monday."""
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str | Path]:
    """Give the address of an empty journal on each database."""
    if request.param == "sqlite":
        path = tmp_path / "journal.sqlite"
        shutil.copy(request.getfixturevalue("empty_file"), path)
        yield path
        return
    server: Server = request.getfixturevalue("server")
    made = server.fresh(request.getfixturevalue("empty_database"))
    yield made
    server.drop(made)


@pytest.fixture
def journal(url: str | Path, tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    """Give an empty journal on each database."""
    with opened(url, tmp_path, clock) as made:
        yield made


@pytest.fixture
def file_journal(tmp_path: Path, empty_file: Path, clock: Clock) -> Iterator[Journal]:
    """Give an empty journal on SQLite."""
    shutil.copy(empty_file, tmp_path / "journal.sqlite")
    with opened(tmp_path / "journal.sqlite", tmp_path, clock) as made:
        yield made
