"""Rows of recordings and their files."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backstride.journal.actors import Actor
from backstride.journal.errors import NotThereError
from backstride.journal.originals import Received
from backstride.journal.tables import FileRow, LogRow, RecordingRow

if TYPE_CHECKING:
    from backstride.journal.journal import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRecording:
    """A recording in the journal.

    Attributes
    ----------
    name : str
        Of its main file, as it was uploaded.
    sha256 : str
        Of its main file.
    state : str
        ``"measured"``, or ``"refused"`` while no measuring has succeeded.
    options : dict
        What was said about it.
    entry_id : str or None
        The entry of the log it belongs to.
    """

    id: str
    person_id: str
    name: str
    size_bytes: int
    sha256: str
    uploaded_at: datetime
    zone: str
    options: dict[str, Any]
    state: str
    entry_id: str | None
    by_id: str | None


def add_row(
    journal: "Journal", session: Session, by: Actor, person_id: str, files: list[Received]
) -> RecordingRow:
    """Add a recording and its files."""
    main = files[0]
    row = RecordingRow(
        person_id=person_id,
        name=main.name,
        size_bytes=main.size_bytes,
        sha256=main.sha256,
        fingerprint=fingerprint(files),
        uploaded_at=journal.clock(),
        zone=journal.zone_of(session, person_id),
        options={},
        state="refused",
        entry_id=None,
        by_id=by.person_id,
    )
    session.add(row)
    session.flush()
    for position, one in enumerate(files):
        session.add(
            FileRow(
                recording_id=row.id,
                position=position,
                name=one.name,
                sha256=one.sha256,
                size_bytes=one.size_bytes,
            )
        )
    return row


def fingerprint(files: Sequence[Received]) -> str:
    """Return what tells two recordings apart: the contents of all files, the main one first."""
    hashes = [files[0].sha256, *sorted(one.sha256 for one in files[1:])]
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()


def row_of(session: Session, person_id: str, files: list[Received]) -> RecordingRow | None:
    """Return a person's recording of the same files, None when it is new."""
    return session.scalar(
        select(RecordingRow).where(
            RecordingRow.person_id == person_id, RecordingRow.fingerprint == fingerprint(files)
        )
    )


def owned(session: Session, person_id: str, recording_id: str) -> RecordingRow:
    """Return one of a person's recordings, or raise NotThereError."""
    row = session.get(RecordingRow, recording_id)
    if row is None or row.person_id != person_id:
        raise NotThereError("there is no such recording.")
    return row


def files_of(session: Session, recording_id: str) -> list[tuple[str, str]]:
    """Return name and hash of a recording's files, the main one first."""
    found = select(FileRow).where(FileRow.recording_id == recording_id)
    rows = session.scalars(found.order_by(FileRow.position))
    return [(one.name, one.sha256) for one in rows]


def checked_entry(session: Session, person_id: str, entry_id: str) -> str:
    """Return the id of an entry of a person's log, or raise NotThereError."""
    found = select(LogRow.id).where(LogRow.entry_id == entry_id, LogRow.person_id == person_id)
    if session.scalar(found.limit(1)) is None:
        raise NotThereError("there is no such entry in the log.")
    return entry_id
