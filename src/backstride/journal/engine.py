"""Connections to the database, each with the settings that keep what was confirmed."""

import os
import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from backstride.journal.errors import JournalError
from backstride.journal.place import Place

BUSY_MS = 30_000
"""How long a writer waits for another, in ms; one import's last step takes well under a second."""

APPLICATION_ID = 0x42535452
"""Marks a SQLite file as a journal of Backstride: "BSTR"."""

_FULL = 2  # SQLite's number for synchronous=FULL

SETTINGS: dict[str, int | str] = {
    "busy_timeout": BUSY_MS,
    "foreign_keys": 1,
    "journal_mode": "wal",
    "synchronous": _FULL,
    "secure_delete": 1,
    "trusted_schema": 0,
    "fullfsync": 1,
    "checkpoint_fullfsync": 1,
}
"""Settings of each SQLite connection, asserted when it is opened.

``synchronous`` is full, since in WAL mode less may lose the last confirmed entries when the power
fails; ``secure_delete`` overwrites what is deleted; the last two ask macOS to write through.
"""

WRITES = "backstride_writes"
"""Execution option of connections that write."""


def make_engine(place: Place) -> Engine:
    """Return the engine of a journal's database; its errors never tell what was to be kept."""
    if place.file is None:
        return create_engine(place.url, pool_pre_ping=True, hide_parameters=True)
    _make_private(place)
    engine = create_engine(
        place.url,
        connect_args={"isolation_level": None, "timeout": BUSY_MS / 1000},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _make_private(place: Place) -> None:
    """Make the file, readable by its owner alone; SQLite gives its side files the same rights."""
    if place.file is None:
        return
    try:
        place.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not place.file.exists():
            os.close(os.open(place.file, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise JournalError(
            f"{place.file}: the journal cannot be made here ({error.strerror}); name another place."
        ) from None


def _set_up(connection: sqlite3.Connection, _record: Any) -> None:
    """Set a new connection up, and make sure that the settings took."""
    for name, wanted in SETTINGS.items():
        connection.execute(f"PRAGMA {name}={wanted}")
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != wanted:
            raise JournalError(
                f"the journal's database keeps {name} at {found} instead of {wanted}; "
                "put it on a disk of this computer."
            )


def _begin(connection: Connection) -> None:
    """Begin; a writer takes the lock at once, since waiting for it later would be refused."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def explained(error: DBAPIError, place: Place) -> JournalError:
    """Return what went wrong with the database, in one sentence."""
    said = str(error.orig).strip().splitlines()[0] if error.orig else "no reason given"
    if "not a database" in said or "malformed" in said or "disk image" in said:
        return JournalError(
            f"{place}: the journal's database is damaged ({said}); restore a backup, and keep this "
            "file."
        )
    if "locked" in said:
        return JournalError(f"{place}: another program keeps the journal locked; close it.")
    if isinstance(error, OperationalError):
        return JournalError(f"{place}: the journal's database cannot be reached ({said}).")
    return JournalError(f"{place}: the journal's database refused ({said}).")
