"""A copy of the whole journal while it is in use, and a journal from such a copy."""

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError

from backstride.journal.actors import LOCAL, Actor, note
from backstride.journal.archive import add_manifest, add_originals, opened, written_whole
from backstride.journal.engine import WRITES, make_engine
from backstride.journal.errors import ConflictError, JournalError
from backstride.journal.export import take_in
from backstride.journal.journal import Journal
from backstride.journal.migrate import bring_up
from backstride.journal.place import find_place
from backstride.journal.rows import copy_rows
from backstride.journal.tables import PersonRow

SCHEMA = "backstride.backup/1"

_DATABASE = "journal.sqlite"


def backup(journal: Journal, into: Path, by: Actor = LOCAL) -> Path:
    """Write the whole journal into a ZIP file, and return its path.

    It holds one moment of the database as SQLite, whichever database the journal has, and every
    original file. Others may go on reading and writing meanwhile. Where somebody by name makes it,
    each of the others finds that on their own trail.

    Raises
    ------
    JournalError
        When the database or an original is damaged or gone, or the file cannot be written.
    """
    with TemporaryDirectory() as folder:
        copy = Path(folder) / _DATABASE
        if journal.place.file is not None:
            _copy_file(journal.place.file, copy)
        else:
            _copy_rows(journal, copy)
        with closing(sqlite3.connect(copy)) as database:
            _check(database, copy)
            hashes = [one for (one,) in database.execute("SELECT sha256 FROM recording_files")]
        with written_whole(into) as archive:
            add_manifest(archive, journal, SCHEMA)
            archive.write(copy, _DATABASE)
            add_originals(archive, journal, hashes)
    with journal.write() as session:
        now = journal.clock()
        note(session, now, by, "exported", "backup")
        if by.person_id is not None:
            for one in session.scalars(select(PersonRow.id).where(PersonRow.id != by.person_id)):
                note(session, now, by, "exported", "backup", one)
    return into


def restore(journal: Journal, path: Path) -> None:
    """Fill an empty journal from a backup, wholly or not at all.

    A backup of an earlier version is brought up first; one made with SQLite may be restored into
    PostgreSQL, and the other way round.

    Raises
    ------
    ConflictError
        When somebody is in the journal already.
    JournalError
        When the file is damaged or not a backup.
    """
    with journal.read() as session:
        if session.scalar(select(PersonRow.id).limit(1)) is not None:
            raise ConflictError(
                "a backup is restored into an empty journal; name another with "
                "BACKSTRIDE_DATABASE, or move this one away."
            )
    with opened(path, SCHEMA) as (archive, _), TemporaryDirectory() as folder:
        copy = Path(folder) / _DATABASE
        engine = _unpacked(archive, copy, path)
        try:
            take_in(journal, engine, archive)
        finally:
            engine.dispose()


def _unpacked(archive: zipfile.ZipFile, copy: Path, path: Path) -> Engine:
    with archive.open(_DATABASE) as source, copy.open("wb") as into:
        copyfileobj(source, into)
    try:
        with closing(sqlite3.connect(copy)) as database:
            _check(database, path)
        place = find_place(copy)
        engine = make_engine(place)
        bring_up(engine, place)
    except (sqlite3.DatabaseError, DBAPIError) as error:
        raise JournalError(
            f"{path}: its database is damaged ({error}); use another copy."
        ) from None
    return engine


def _copy_file(file: Path, copy: Path) -> None:
    """Copy by SQLite's own way: copying the file itself would miss what is still in its log."""
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def _copy_rows(journal: Journal, copy: Path) -> None:
    place = find_place(copy)
    engine = make_engine(place)
    try:
        bring_up(engine, place)
        with (
            journal.read() as session,
            engine.connect().execution_options(**{WRITES: True}) as target,
            target.begin(),
        ):
            known = set(session.scalars(select(PersonRow.id)))
            copy_rows(session.connection(), target, known)
    finally:
        engine.dispose()


def _check(database: sqlite3.Connection, path: Path) -> None:
    said = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if said != "ok":
        raise JournalError(f"{path}: the database is damaged ({said}); use another copy.")
