"""What was done: one entry per session, each correction a version of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from backstride.errors import SettingsError
from backstride.journal.actors import Actor
from backstride.journal.checks import check_text, record
from backstride.journal.errors import ConflictError, NotThereError
from backstride.journal.log_rows import entry_of, latest_rows, measured_in
from backstride.journal.tables import LogRow, new_id
from backstride.journal.versions import active_programme
from backstride.training.athlete_words import PainSide, Site
from backstride.training.field_checks import check_number
from backstride.training.log import LogEntry, with_sides, worst

if TYPE_CHECKING:
    from backstride.journal.journal import Journal

_ENTRY_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEntry:
    """An entry of the log as it stands now, or as it stood.

    Attributes
    ----------
    entry_id : str
        Stays the same through corrections.
    version : int
        From 1.
    entry : LogEntry
        What training reads; its measured dose is that of the recordings unless one was given.
    minutes : float or None
        How long it took; with the effort it gives the session's load.
    programme_id : str or None
        None for a session that was not planned; its ``uid`` then is empty.
    logged_at : datetime
        In UTC; ``zone`` is where the person was at home.
    """

    entry_id: str
    version: int
    removed: bool
    person_id: str
    programme_id: str | None
    entry: LogEntry
    minutes: float | None
    worst_pain: float
    logged_at: datetime
    zone: str
    by_id: str | None

    @property
    def load(self) -> float | None:
        """Effort times minutes, in arbitrary units (session RPE, Foster 2001); None if unknown."""
        if self.entry.rpe is None or self.minutes is None:
            return None
        return self.entry.rpe * self.minutes


class Sessions:
    """What was done."""

    def __init__(self, journal: "Journal") -> None:
        self._journal = journal

    def log(
        self,
        by: Actor,
        person_id: str,
        entry: LogEntry,
        *,
        minutes: float | None = None,
        entry_id: str | None = None,
    ) -> KeptEntry:
        """Keep what was reported of a session; when this returns, it is on the disk.

        Parameters
        ----------
        by : Actor
        person_id : str
        entry : LogEntry
            ``uid`` names a session of the programme, or is empty.
        minutes : float, optional
            0 to 1440.
        entry_id : str, optional
            32 hexadecimal digits that the sender chose: an entry sent twice is kept once.

        Raises
        ------
        SettingsError, ConflictError, NotAllowedError, NotThereError
        """
        with self._journal.change(by, person_id, "session log") as session:
            if entry_id is not None:
                known = _known(session, entry_id, person_id)
                if known is not None:
                    return _kept(session, known)
            programme = active_programme(session, person_id)
            row = self._row(session, by, person_id, entry, minutes)
            row.entry_id, row.version = entry_id or new_id(), 1
            row.programme_id = programme.id if programme and entry.uid else None
            session.add(row)
            session.flush()
            return _kept(session, row)

    def correct(
        self,
        by: Actor,
        person_id: str,
        entry_id: str,
        entry: LogEntry,
        *,
        minutes: float | None = None,
    ) -> KeptEntry:
        """Put a corrected entry in the place of another, which is kept as its earlier version."""
        with self._journal.change(by, person_id, "session log") as session:
            return _kept(session, self._next(session, by, person_id, entry_id, entry, minutes))

    def next_morning(
        self,
        by: Actor,
        person_id: str,
        entry_id: str,
        pain: dict[Site, float],
        sides: Mapping[Site, PainSide] | None = None,
    ) -> KeptEntry:
        """Add the pain of the next morning to an entry; empty means none.

        A place that hurt on another side before hurts on both.
        """
        with self._journal.change(by, person_id, "session log") as session:
            last = _latest(session, entry_id, person_id)
            entry = entry_of(last, None)
            known = with_sides(entry.pain_sides, sides or {})
            entry = replace(entry, pain_next_morning=pain, pain_sides=known)
            return _kept(session, self._next(session, by, person_id, entry_id, entry, last.minutes))

    def remove(self, by: Actor, person_id: str, entry_id: str) -> None:
        """Take an entry out of the log; what it said stays in its history."""
        with self._journal.change(by, person_id, "session log") as session:
            last = _latest(session, entry_id, person_id)
            entry = entry_of(last, None)
            self._next(session, by, person_id, entry_id, entry, last.minutes).removed = True

    def of(
        self, by: Actor, person_id: str, since: date | None = None, until: date | None = None
    ) -> list[KeptEntry]:
        """Return a person's entries from one day to another, both included, by day."""
        with self._journal.look(by, person_id, "session log") as session:
            rows = latest_rows(session, person_id, since=since, until=until)
            doses = measured_in(session, [row.entry_id for row in rows])
            return [_as_kept(row, entry_of(row, doses.get(row.entry_id))) for row in rows]

    def history(self, by: Actor, person_id: str, entry_id: str) -> list[KeptEntry]:
        """Return every version of an entry, newest first."""
        found = (
            select(LogRow)
            .where(LogRow.entry_id == entry_id, LogRow.person_id == person_id)
            .order_by(LogRow.version.desc())
        )
        with self._journal.look(by, person_id, "session log") as session:
            return [_as_kept(row, entry_of(row, None)) for row in session.scalars(found)]

    def _next(
        self,
        session: Session,
        by: Actor,
        person_id: str,
        entry_id: str,
        entry: LogEntry,
        minutes: float | None,
    ) -> LogRow:
        last = _latest(session, entry_id, person_id)
        row = self._row(session, by, person_id, entry, minutes)
        row.entry_id, row.version = entry_id, last.version + 1
        row.programme_id = last.programme_id
        if row.programme_id is None and entry.uid:
            programme = active_programme(session, person_id)
            row.programme_id = programme.id if programme else None
        last.is_latest = False
        session.add(row)
        session.flush()
        return row

    def _row(
        self,
        session: Session,
        by: Actor,
        person_id: str,
        entry: LogEntry,
        minutes: float | None,
    ) -> LogRow:
        if minutes is not None:
            check_number("minutes", minutes, 0, 1440, "min")
        if entry.day > self._journal.today_of(session, person_id):
            raise SettingsError(
                "day is {day}, which is still to come; log it when done.", day=entry.day
            )
        pains = (entry.pain_during, entry.pain_after, entry.pain_next_morning)
        morning = entry.pain_next_morning
        return LogRow(
            is_latest=True,
            removed=False,
            person_id=person_id,
            uid=check_text("uid", entry.uid, 200),
            day=entry.day,
            logged_at=self._journal.clock(),
            zone=self._journal.zone_of(session, person_id),
            minutes=minutes,
            done_share=float(entry.done_share),
            rpe=entry.rpe,
            pain_during=dict(entry.pain_during),
            pain_after=dict(entry.pain_after),
            pain_next_morning=None if morning is None else dict(morning),
            pain_sides=dict(entry.pain_sides) or None,
            worst_pain=max(worst(one)[0] for one in pains),
            confidence=entry.confidence,
            backward_s=entry.measured.backward_s if entry.measured else None,
            backward_m=entry.measured.backward_m if entry.measured else None,
            note=check_text("note", entry.note, 2000),
            by_id=by.person_id,
        )


def _known(session: Session, entry_id: str, person_id: str) -> LogRow | None:
    if not _ENTRY_ID.fullmatch(entry_id):
        raise SettingsError("entry_id must be 32 hexadecimal digits.")
    row = session.scalar(select(LogRow).where(LogRow.entry_id == entry_id, LogRow.is_latest))
    if row is not None and row.person_id != person_id:
        raise ConflictError("this entry_id is taken; choose another at random.")
    return row


def _latest(session: Session, entry_id: str, person_id: str) -> LogRow:
    row = session.scalar(select(LogRow).where(LogRow.entry_id == entry_id, LogRow.is_latest))
    if row is None or row.person_id != person_id:
        raise NotThereError("there is no such entry.")
    return row


def _kept(session: Session, row: LogRow) -> KeptEntry:
    dose = measured_in(session, [row.entry_id]).get(row.entry_id)
    return _as_kept(row, entry_of(row, dose))


def _as_kept(row: LogRow, entry: LogEntry) -> KeptEntry:
    return record(KeptEntry, row, entry=entry)
