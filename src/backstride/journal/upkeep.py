"""Deleting a person for good, clearing up after a crash, and checking that all is sound."""

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, text

from backstride.journal.actors import LOCAL, Actor, note, require
from backstride.journal.archive import sha256_of
from backstride.journal.errors import NotAllowedError
from backstride.journal.originals import STALE_S
from backstride.journal.tables import AuditRow, ErasingRow, FileRow, PersonRow

if TYPE_CHECKING:
    from backstride.journal.journal import Journal


def erase(journal: "Journal", by: Actor, person_id: str) -> None:
    """Delete a person and everything of theirs, with originals that nobody else refers to.

    The trail keeps that somebody was deleted and when, and no more. SQLite overwrites the bytes;
    in PostgreSQL they are free to be overwritten. Backups and exports made before still hold them.

    Raises
    ------
    NotAllowedError
        When another person asks.
    """
    with journal.write() as session:
        if by.person_id not in (None, person_id):
            raise NotAllowedError("only the person themselves can delete what is theirs.")
        require(session, by, person_id, "change")
        session.add(ErasingRow(person_id=person_id))
        session.flush()
        session.execute(delete(AuditRow).where(AuditRow.person_id == person_id))
        session.execute(delete(PersonRow).where(PersonRow.id == person_id))
        session.execute(delete(ErasingRow))
        note(session, journal.clock(), LOCAL, "erased", "person")
    sweep(journal)
    journal.flush()


def sweep(journal: "Journal", older_than_s: float = STALE_S) -> int:
    """Remove files that no recording refers to; return how many.

    Nobody can be adding one meanwhile: a file is put in its place under the writer's lock.
    """
    removed = 0
    with journal.write() as session:
        known = set(session.scalars(select(FileRow.sha256)))
        for sha256 in list(journal.originals.all()):
            if sha256 not in known:
                journal.originals.remove(sha256)
                removed += 1
    journal.originals.clear_aside(older_than_s)
    return removed


def clear_up(journal: "Journal") -> None:
    """Remove what a crash left, if one did; cheap when none did."""
    if journal.originals.leftovers():
        sweep(journal)


def problems(journal: "Journal", *, deep: bool = False) -> list[str]:
    """Return what is wrong with a journal, one sentence each; empty when all is sound.

    Parameters
    ----------
    journal : Journal
    deep : bool
        Also read every original file and compare it with its hash.
    """
    found = []
    with journal.read() as session:
        if journal.place.file is not None:
            said = session.scalars(text("PRAGMA integrity_check")).all()
            found += [f"The database is damaged: {one}." for one in said if one != "ok"]
            broken = session.execute(text("PRAGMA foreign_key_check")).all()
            found += [f"A row of {row[0]} refers to nothing." for row in broken]
        for sha256, name in session.execute(select(FileRow.sha256, FileRow.name).distinct()):
            path = journal.originals.path(sha256)
            if not path.is_file():
                found.append(f"The original of {name} is gone.")
            elif deep and sha256_of(path) != sha256:
                found.append(f"The original of {name} is not what it was.")
    return found
