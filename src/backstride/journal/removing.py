"""Deleting one recording for good: its file, its results and what was remarked on it."""

from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backstride.journal.actors import Actor, note, require
from backstride.journal.errors import NotAllowedError
from backstride.journal.recording_rows import files_of, owned
from backstride.journal.tables import AnnotationRow, FileRow, RecordingRow

if TYPE_CHECKING:
    from backstride.journal.journal import Journal


def remove_recording(journal: "Journal", by: Actor, person_id: str, recording_id: str) -> None:
    """Delete a recording of a person with all its results, for good.

    Its original files go where no other recording, of whomever, names the same bytes. The session
    that it belonged to stays in the log with what was said of it; its measured dose is gone. The
    trail keeps that a recording was deleted. Backups and exports made before still hold it.

    Raises
    ------
    NotAllowedError
        When another person asks: only the person themselves deletes what is theirs.
    NotThereError
    """
    with journal.originals.aside():  # what a crash leaves of it makes the next start clear up
        with journal.write() as session:
            if by.person_id not in (None, person_id):
                raise NotAllowedError("only the person themselves can delete a recording.")
            require(session, by, person_id, "change")
            owned(session, person_id, recording_id)
            hashes = {sha256 for _, sha256 in files_of(session, recording_id)}
            remarks = (AnnotationRow.person_id == person_id, AnnotationRow.about == "recording")
            session.execute(
                delete(AnnotationRow).where(*remarks, AnnotationRow.about_id == recording_id)
            )
            session.execute(delete(RecordingRow).where(RecordingRow.id == recording_id))
            note(session, journal.clock(), by, "erased", "recording", person_id)
        with journal.write() as session:  # the rows are gone for certain before their bytes go
            for sha256 in hashes - _named(session, hashes):
                journal.originals.remove(sha256)
    journal.flush()


def _named(session: Session, hashes: set[str]) -> set[str]:
    """Return which of some files a recording still names."""
    return set(session.scalars(select(FileRow.sha256).where(FileRow.sha256.in_(hashes))))
