"""Everything of some people as a ZIP of JSON and originals, and back into a journal."""

import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Select, select
from sqlalchemy import Table as AnyTable
from sqlalchemy.orm import Session

from backstride.journal.actors import LOCAL, Actor, note, require
from backstride.journal.archive import (
    LARGEST_TABLE_BYTES,
    LONGEST_LINE_BYTES,
    add_manifest,
    add_originals,
    opened,
    received_originals,
    written_whole,
)
from backstride.journal.engine import make_engine
from backstride.journal.errors import ConflictError, JournalError, NotAllowedError
from backstride.journal.journal import Journal
from backstride.journal.migrate import bring_up
from backstride.journal.place import find_place
from backstride.journal.rows import (
    copy_rows,
    kept_tables,
    plain_row,
    read_rows,
    value_from_plain,
    write_rows,
)
from backstride.journal.tables import FileRow, PersonRow, ProgrammeRow, RecordingRow
from backstride.journal.upkeep import sweep

SCHEMA = "backstride.journal/1"

_SECRETS = ("accounts", "tokens")  # hashes of passwords and secrets are of no use to their owner

_README = """\
This is everything that a Backstride journal holds of you.

tables/NAME.jsonl   one row of a table a line, as JSON; times are in UTC
originals/HASH      the files you uploaded; tables/recording_files.jsonl has their names
journal.json        which version wrote this

backstride restore takes it back into a journal.
"""


def export_people(journal: Journal, by: Actor, person_ids: Sequence[str], into: Path) -> Path:
    """Write everything of some people into a ZIP file, and return its path.

    Passwords and other secrets are left out.

    Raises
    ------
    NotAllowedError
        When somebody asks for another person's: what is shared may be seen, not carried away.
    JournalError
        When an original is gone or the file cannot be written.
    """
    ids = list(dict.fromkeys(person_ids))
    if by.person_id is not None and ids != [by.person_id]:
        raise NotAllowedError("only the person themselves can export what is theirs.")
    with journal.write() as session:
        for one in ids:
            require(session, by, one, "see")
            note(session, journal.clock(), by, "exported", "person", one)
    with journal.read() as session, written_whole(into) as archive:
        add_manifest(archive, journal, SCHEMA)
        archive.writestr("README.txt", _README)
        connection = session.connection()
        for table in kept_tables():
            if table.name not in _SECRETS:
                _add_table(archive, table, read_rows(connection, _rows_of(table, ids)))
        hashes = session.scalars(
            select(FileRow.sha256)
            .join(RecordingRow, RecordingRow.id == FileRow.recording_id)
            .where(RecordingRow.person_id.in_(ids))
        )
        add_originals(archive, journal, hashes)
    return into


def _rows_of(table: AnyTable, ids: list[str]) -> Select[Any]:
    """Return the question for the rows of a table that are some people's."""
    found = select(table).order_by(*table.primary_key.columns)
    if table.name == "people":
        return found.where(table.c.id.in_(ids))
    if table.name == "shares":
        return found.where(table.c.owner_id.in_(ids) | table.c.viewer_id.in_(ids))
    if table.name == "programme_versions":
        owned = select(ProgrammeRow.id).where(ProgrammeRow.person_id.in_(ids))
        return found.where(table.c.programme_id.in_(owned))
    if table.name == "recording_files":
        theirs = select(RecordingRow.id).where(RecordingRow.person_id.in_(ids))
        return found.where(table.c.recording_id.in_(theirs))
    return found.where(table.c.person_id.in_(ids))


def _add_table(archive: zipfile.ZipFile, table: AnyTable, rows: Iterable[dict[str, Any]]) -> None:
    with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as file:
        for row in rows:
            file.write(json.dumps(plain_row(row)).encode() + b"\n")


def bring_back(journal: Journal, path: Path, by: Actor = LOCAL) -> list[str]:
    """Take an export into a journal, wholly or not at all; return the ids of its people.

    One of an earlier version is brought up first, by the same steps as a journal.

    Raises
    ------
    ConflictError
        When one of its people is in the journal already.
    JournalError
        When the file is damaged or not an export.
    """
    if by.person_id is not None:
        raise NotAllowedError("only the owner of the journal can take an export into it.")
    with opened(path, SCHEMA) as (archive, manifest), TemporaryDirectory() as folder:
        place = find_place(Path(folder) / "export.sqlite")
        engine = make_engine(place)
        try:
            bring_up(engine, place, manifest["revision"])
            _load(engine, archive, path)
            bring_up(engine, place)
            return take_in(journal, engine, archive)
        finally:
            engine.dispose()


def take_in(journal: Journal, engine: Engine, archive: zipfile.ZipFile) -> list[str]:
    """Copy all rows of a database, and the originals of its archive, in one transaction."""
    with journal.originals.aside() as aside, engine.connect() as source:
        files = list(received_originals(archive, journal, aside))
        ids = list(source.scalars(select(PersonRow.id)))
        try:
            with journal.write() as session:
                _copy(journal, session, source, ids)
                for one in files:
                    journal.originals.put(one)
                _check_originals(journal, session)
        except JournalError:
            sweep(journal)
            raise
    return ids


def _copy(journal: Journal, session: Session, source: Connection, ids: list[str]) -> None:
    there = set(session.scalars(select(PersonRow.id)))
    if not there.isdisjoint(ids):
        raise ConflictError(
            "somebody in this file is in the journal already; delete them there first."
        )
    copy_rows(source, session.connection(), there | set(ids))
    for one in ids:
        note(session, journal.clock(), LOCAL, "added", "person", one)


def _check_originals(journal: Journal, session: Session) -> None:
    for sha256 in session.scalars(select(FileRow.sha256).distinct()):
        journal.originals.existing(sha256)


def _load(engine: Engine, archive: zipfile.ZipFile, path: Path) -> None:
    """Write the rows of an export into a database at the revision of that export."""
    known = MetaData()
    known.reflect(engine)
    with engine.connect() as connection:
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=0")  # type: ignore[union-attr]
        with connection.begin():
            for table in known.sorted_tables:
                name = f"tables/{table.name}.jsonl"
                if name in archive.namelist():
                    _load_table(connection, table, _lines(archive, name, path), path)


def _load_table(
    connection: Connection, table: AnyTable, lines: Iterator[dict[str, Any]], path: Path
) -> None:
    def row(line: dict[str, Any]) -> dict[str, Any]:
        unknown = set(line) - set(table.columns.keys())
        if unknown:
            raise JournalError(f"{path}: {table.name} has no column {sorted(unknown)[0]!r}.")
        return {name: value_from_plain(table.c[name], value) for name, value in line.items()}

    try:
        write_rows(connection, table, (row(line) for line in lines))
    except JournalError:
        raise
    except Exception as error:
        raise JournalError(
            f"{path}: a row of {table.name} makes no sense ({type(error).__name__})."
        ) from None


def _lines(archive: zipfile.ZipFile, name: str, path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table, by the size they have and not by what the archive says of it."""
    size = 0
    with archive.open(name) as file:
        while line := file.readline(LONGEST_LINE_BYTES + 1):
            size += len(line)
            if size > LARGEST_TABLE_BYTES or len(line) > LONGEST_LINE_BYTES:
                raise JournalError(f"{path}: {name} is too large; export fewer people.")
            found = json.loads(line)
            if not isinstance(found, dict):
                raise JournalError(f"{path}: a line of {name} is no row.")
            yield found
