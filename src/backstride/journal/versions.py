"""Keeping and reading versions of a programme."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backstride import __version__
from backstride.journal.actors import Actor
from backstride.journal.changes import decision_as_json, decision_from_json, most_cautious
from backstride.journal.checks import record
from backstride.journal.errors import NotThereError
from backstride.journal.overlay import Overlay, overlay_from_json
from backstride.journal.tables import PlannedRow, ProgrammeRow, VersionRow
from backstride.training.decide import Decision
from backstride.training.programme import PlannedSession, Programme
from backstride.training.programme_json import programme_as_dict, programme_from_dict

if TYPE_CHECKING:
    from backstride.journal.journal import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A programme as it was from some moment on, and what made it so.

    Attributes
    ----------
    number : int
        From 1.
    kind : str
        ``"planned"``, ``"adapted"``, ``"moved"``, ``"skipped"``, ``"overruled"`` or ``"undone"``.
    day : date
        What today was for the person.
    outcome : str or None
        The most cautious of the decisions that were new: progress, hold, regress or stop.
    back_to : int or None
        Of an undoing: the version whose sessions ahead are there again.
    reason : str
        What a person gave as the reason.
    programme : Programme
    overlay : Overlay
        Moved and skipped sessions, entries set aside.
    decisions : tuple of Decision
        Of all entries that counted, by day.
    changes : list of dict
        What is different from the version before; see ``changes.compare``.
    code_version : str
        Of Backstride, whose rules made it.
    """

    id: str
    programme_id: str
    number: int
    kind: str
    made_at: datetime
    zone: str
    day: date
    outcome: str | None
    back_to: int | None
    reason: str
    programme: Programme
    overlay: Overlay
    decisions: tuple[Decision, ...]
    changes: list[dict[str, Any]]
    code_version: str
    by_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the next version will be."""

    kind: str
    programme: Programme
    day: date
    overlay: Overlay = field(default_factory=Overlay)
    decisions: tuple[Decision, ...] = ()
    new_decisions: tuple[Decision, ...] = ()
    changes: Sequence[dict[str, Any]] = ()
    reason: str = ""
    back_to: int | None = None


def active_programme(session: Session, person_id: str) -> ProgrammeRow | None:
    """Return the programme a person follows now, None without one."""
    return session.scalar(
        select(ProgrammeRow)
        .where(ProgrammeRow.person_id == person_id, ProgrammeRow.ended_at.is_(None))
        .order_by(ProgrammeRow.started_at.desc())
        .limit(1)
    )


def newest_version(session: Session, person_id: str) -> Version:
    """Return the newest version of the programme a person follows.

    Raises
    ------
    NotThereError
        When there is no programme.
    """
    programme = active_programme(session, person_id)
    if programme is None:
        raise NotThereError("there is no programme now; make a plan first.")
    return version_of(session, programme.id)


def version_of(session: Session, programme_id: str, number: int | None = None) -> Version:
    """Return a version of a programme, the newest if not said which."""
    found = select(VersionRow).where(VersionRow.programme_id == programme_id)
    if number is not None:
        found = found.where(VersionRow.number == number)
    row = session.scalar(found.order_by(VersionRow.number.desc()).limit(1))
    if row is None:
        raise NotThereError(f"the programme has no version {number}.")
    return as_version(row)


def as_version(row: VersionRow) -> Version:
    """Return a version as it is handed out."""
    return record(
        Version,
        row,
        programme=programme_from_dict(row.content),
        overlay=overlay_from_json(row.overlay),
        decisions=tuple(decision_from_json(one) for one in row.decisions),
    )


def keep(
    journal: "Journal", session: Session, programme: ProgrammeRow, draft: Draft, by: Actor
) -> Version:
    """Keep a draft as the newest version, and its sessions for the calendar."""
    last = session.scalar(
        select(VersionRow.number)
        .where(VersionRow.programme_id == programme.id)
        .order_by(VersionRow.number.desc())
        .limit(1)
    )
    row = VersionRow(
        programme_id=programme.id,
        number=(last or 0) + 1,
        kind=draft.kind,
        made_at=journal.clock(),
        zone=journal.zone_of(session, programme.person_id),
        day=draft.day,
        outcome=most_cautious(draft.new_decisions),
        back_to=draft.back_to,
        reason=draft.reason,
        content=programme_as_dict(draft.programme),
        overlay=draft.overlay.as_json(),
        decisions=[decision_as_json(one) for one in draft.decisions],
        changes=list(draft.changes),
        code_version=__version__,
        by_id=by.person_id,
    )
    session.add(row)
    session.execute(delete(PlannedRow).where(PlannedRow.programme_id == programme.id))
    session.add_all(_planned(one, programme, draft.overlay) for one in draft.programme.sessions())
    session.flush()
    return as_version(row)


def _planned(one: PlannedSession, programme: ProgrammeRow, overlay: Overlay) -> PlannedRow:
    backward = one.expected.by_direction.get("backward")
    first = {m.uid: m.from_day for m in overlay.moved}
    return PlannedRow(
        programme_id=programme.id,
        person_id=programme.person_id,
        uid=one.uid,
        day=one.day,
        planned_day=first.get(one.uid, one.day),
        template_id=one.template_id,
        stage=one.stage,
        rung=one.rung,
        title=one.session.title,
        minutes=one.minutes,
        backward_s=backward.time_s.value if backward else None,
        backward_m=backward.distance_m.value if backward else None,
        skipped=one.uid in overlay.skipped,
        reason=overlay.skipped.get(one.uid, ""),
    )


def end_programme(journal: "Journal", session: Session, person_id: str) -> None:
    """End the programme a person follows, if any, and take its sessions ahead off the calendar."""
    programme = active_programme(session, person_id)
    if programme is None:
        return
    programme.ended_at = journal.clock()
    today = journal.today_of(session, person_id)
    ahead = select(PlannedRow).where(
        PlannedRow.programme_id == programme.id, PlannedRow.day >= today
    )
    for row in session.scalars(ahead):
        session.delete(row)
    session.flush()
