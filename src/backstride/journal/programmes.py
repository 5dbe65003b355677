"""Programmes: making one, following it, and every version it ever had."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from backstride.journal import adapting, moving
from backstride.journal.actors import Actor
from backstride.journal.adapting import Adaptation
from backstride.journal.checks import record
from backstride.journal.errors import NotThereError
from backstride.journal.tables import LogRow, PlannedRow, ProgrammeRow, VersionRow
from backstride.journal.version_lines import VersionLine, version_lines
from backstride.journal.versions import (
    Draft,
    Version,
    active_programme,
    as_version,
    end_programme,
    keep,
    newest_version,
    version_of,
)
from backstride.training.programme import Programme

if TYPE_CHECKING:
    from backstride.journal.journal import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSession:
    """One session of the programme, for calendars and lists.

    Attributes
    ----------
    day, planned_day : date
        Where it stands, and where the rules put it.
    backward_s, backward_m : float or None
        As expected.
    skipped : bool
        Will not be done; ``reason`` says why.
    entry_id : str or None
        Of what was reported of it.
    """

    programme_id: str
    uid: str
    person_id: str
    day: date
    planned_day: date
    template_id: str
    stage: str
    rung: int
    title: str
    minutes: float
    backward_s: float | None
    backward_m: float | None
    skipped: bool
    reason: str
    entry_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """When a programme changed and how, without the programme itself; see ``Version``."""

    programme_id: str
    number: int
    kind: str
    day: date
    outcome: str | None
    reason: str


class Programmes:
    """Programmes and their versions."""

    def __init__(self, journal: "Journal") -> None:
        self._journal = journal

    def start(self, by: Actor, person_id: str, programme: Programme) -> Version:
        """Begin to follow a programme, as ``training.plan`` made it; an earlier one ends."""
        with self._journal.change(by, person_id, "programme: planned") as session:
            end_programme(self._journal, session, person_id)
            row = ProgrammeRow(
                person_id=person_id,
                started_at=self._journal.clock(),
                zone=self._journal.zone_of(session, person_id),
                ended_at=None,
            )
            session.add(row)
            session.flush()
            today = self._journal.today_of(session, person_id)
            draft = Draft(kind="planned", programme=programme, day=today)
            return keep(self._journal, session, row, draft, by)

    def end(self, by: Actor, person_id: str) -> None:
        """Stop following the programme; it stays in the journal."""
        with self._journal.change(by, person_id, "programme: ended") as session:
            end_programme(self._journal, session, person_id)

    def current(self, by: Actor, person_id: str) -> Version | None:
        """Return the programme a person follows, as it stands; None without one."""
        with self._journal.look(by, person_id, "programme") as session:
            try:
                return newest_version(session, person_id)
            except NotThereError:
                return None

    def versions(self, by: Actor, person_id: str) -> list[Version]:
        """Return every version of the programme a person follows, newest first."""
        with self._journal.look(by, person_id, "programme") as session:
            programme = active_programme(session, person_id)
            if programme is None:
                return []
            found = (
                select(VersionRow)
                .where(VersionRow.programme_id == programme.id)
                .order_by(VersionRow.number.desc())
            )
            return [as_version(row) for row in session.scalars(found)]

    def marks(self, by: Actor, person_id: str, since: date) -> list[Mark]:
        """Return when and how a person's programmes changed since a day, ended ones too, by day."""
        found = (
            select(
                VersionRow.programme_id,
                VersionRow.number,
                VersionRow.kind,
                VersionRow.day,
                VersionRow.outcome,
                VersionRow.reason,
            )
            .join(ProgrammeRow, ProgrammeRow.id == VersionRow.programme_id)
            .where(ProgrammeRow.person_id == person_id, VersionRow.day >= since)
            .order_by(VersionRow.day, VersionRow.made_at)
        )
        with self._journal.look(by, person_id, "programme") as session:
            return [Mark(**row) for row in session.execute(found).mappings()]

    def lines(
        self, by: Actor, person_id: str, *, before: int | None = None, most: int = 20
    ) -> list[VersionLine]:
        """Return what made each version, newest first, without its sessions; for lists."""
        with self._journal.look(by, person_id, "programme") as session:
            return version_lines(session, person_id, before=before, most=most)

    def version(self, by: Actor, person_id: str, programme_id: str, number: int) -> Version:
        """Return one version of one of a person's programmes, ended ones too."""
        with self._journal.look(by, person_id, "programme") as session:
            programme = session.get(ProgrammeRow, programme_id)
            if programme is None or programme.person_id != person_id:
                raise NotThereError("there is no such programme.")
            return version_of(session, programme_id, number)

    def calendar(
        self, by: Actor, person_id: str, since: date, until: date
    ) -> list[CalendarSession]:
        """Return the sessions from one day to another, both included, by day."""
        reported = (
            select(LogRow.programme_id, LogRow.uid, LogRow.entry_id)
            .where(
                LogRow.person_id == person_id,
                LogRow.is_latest,
                LogRow.removed.is_(False),
                LogRow.uid != "",
            )
            .order_by(LogRow.logged_at)
        )
        found = (
            select(PlannedRow)
            .where(
                PlannedRow.person_id == person_id,
                PlannedRow.day >= since,
                PlannedRow.day <= until,
            )
            .order_by(PlannedRow.day, PlannedRow.uid)
        )
        with self._journal.look(by, person_id, "programme") as session:
            entries = {
                (row.programme_id, row.uid): row.entry_id for row in session.execute(reported)
            }
            return [
                record(CalendarSession, row, entry_id=entries.get((row.programme_id, row.uid)))
                for row in session.scalars(found)
            ]

    def adapt(self, by: Actor, person_id: str) -> Adaptation:
        """Let the rules look at the log; see ``adapting.adapt``."""
        return adapting.adapt(self._journal, by, person_id)

    def undo(self, by: Actor, person_id: str, reason: str = "") -> Version:
        """Undo the newest version; see ``adapting.undo``."""
        return adapting.undo(self._journal, by, person_id, reason)

    def overrule(self, by: Actor, person_id: str, uid: str, reason: str) -> Version:
        """Let what was reported of a session decide no more; see ``adapting.overrule``."""
        return adapting.overrule(self._journal, by, person_id, uid, reason)

    def move(
        self,
        by: Actor,
        person_id: str,
        uid: str,
        to_day: date,
        *,
        reason: str = "",
        anyway: bool = False,
    ) -> Version:
        """Move a session that is ahead; see ``moving.move``."""
        return moving.move(self._journal, by, person_id, uid, to_day, reason=reason, anyway=anyway)

    def check_move(self, by: Actor, person_id: str, uid: str, to_day: date) -> list[dict[str, Any]]:
        """Return the rules that moving a session would break; see ``moving.check_move``."""
        return moving.check_move(self._journal, by, person_id, uid, to_day)

    def check_moves(
        self, by: Actor, person_id: str, uid: str, days: Sequence[date]
    ) -> dict[date, list[dict[str, Any]]]:
        """Return what moving a session to each of some days would break; see ``check_move``."""
        return moving.check_moves(self._journal, by, person_id, uid, days)

    def skip(
        self, by: Actor, person_id: str, uid: str, reason: str = "", *, skipped: bool = True
    ) -> Version:
        """Say that a session ahead will not be done, or will after all; see ``moving.skip``."""
        return moving.skip(self._journal, by, person_id, uid, reason, skipped=skipped)
