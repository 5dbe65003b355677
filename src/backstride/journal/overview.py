"""Whoever somebody looks after at a glance, those who need attention first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Executable, and_, func, select
from sqlalchemy.orm import Session

from backstride.journal.actors import SEEN_AGAIN_AFTER, Actor, is_other, note
from backstride.journal.people import Person
from backstride.journal.tables import AuditRow, LogRow, PlannedRow, ProgrammeRow, VersionRow

if TYPE_CHECKING:
    from backstride.journal.journal import Journal

LOOK_BACK = timedelta(days=14)
"""How far back pain and effort are looked at: two weeks of a plan."""

_FIRST = ("stop", "regress", "hold", "progress", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """One person at a glance.

    Attributes
    ----------
    person : Person
    outcome : str or None
        What the newest version of the programme decided: stop, regress, hold or progress.
    worst_pain : float or None
        Of the last two weeks, 0 to 10; None when nothing was logged.
    sessions : int
        Logged in the last two weeks.
    load : float
        Effort times minutes of those sessions, where both are known.
    last_logged, next_planned : date or None
    """

    person: Person
    outcome: str | None
    worst_pain: float | None
    sessions: int
    load: float
    last_logged: date | None
    next_planned: date | None


def overview(journal: "Journal", by: Actor) -> list[Overview]:
    """Return everybody somebody may see: stopped first, then stepped back, then by pain.

    A few questions in all, however many people there are.
    """
    people = {one.id: one for one in journal.people.seen_by(by)}
    _note_looks(journal, by, list(people))
    today = journal.clock().date()
    with journal.read() as session:
        outcomes = _pairs(session, _outcomes())
        recent = {row[0]: row[1:] for row in session.execute(_recent(today - LOOK_BACK))}
        last = _pairs(
            session,
            select(LogRow.person_id, func.max(LogRow.day))
            .where(LogRow.is_latest, LogRow.removed.is_(False))
            .group_by(LogRow.person_id),
        )
        ahead = _pairs(
            session,
            select(PlannedRow.person_id, func.min(PlannedRow.day))
            .where(PlannedRow.day >= today, PlannedRow.skipped.is_(False))
            .group_by(PlannedRow.person_id),
        )
    found = []
    for id_, person in people.items():
        pain, count, load = recent.get(id_, (None, 0, None))
        found.append(
            Overview(
                person=person,
                outcome=outcomes.get(id_),
                worst_pain=pain,
                sessions=count,
                load=load or 0.0,
                last_logged=last.get(id_),
                next_planned=ahead.get(id_),
            )
        )
    return sorted(
        found,
        key=lambda one: (
            _FIRST.index(one.outcome),
            -(one.worst_pain or 0.0),
            one.person.name.lower(),
        ),
    )


def _pairs(session: Session, asked: Executable) -> Mapping[str, Any]:
    return {row[0]: row[1] for row in session.execute(asked)}


def _outcomes() -> Executable:
    newest = (
        select(VersionRow.programme_id, func.max(VersionRow.number).label("number"))
        .where(VersionRow.outcome.is_not(None))
        .group_by(VersionRow.programme_id)
        .subquery()
    )
    return (
        select(ProgrammeRow.person_id, VersionRow.outcome)
        .join(VersionRow, VersionRow.programme_id == ProgrammeRow.id)
        .join(
            newest,
            and_(
                newest.c.programme_id == VersionRow.programme_id,
                newest.c.number == VersionRow.number,
            ),
        )
        .where(ProgrammeRow.ended_at.is_(None))
    )


def _recent(since: date) -> Executable:
    return (
        select(
            LogRow.person_id,
            func.max(LogRow.worst_pain),
            func.count(),
            func.sum(LogRow.rpe * LogRow.minutes),
        )
        .where(LogRow.is_latest, LogRow.removed.is_(False), LogRow.day >= since)
        .group_by(LogRow.person_id)
    )


def _note_looks(journal: "Journal", by: Actor, ids: list[str]) -> None:
    """Put on the trail whom somebody saw in the list."""
    others = [one for one in ids if is_other(by, one)]
    if not others:
        return
    now = journal.clock()
    noted = select(AuditRow.person_id).where(
        AuditRow.at > now - SEEN_AGAIN_AFTER,
        AuditRow.actor_id == by.person_id,
        AuditRow.did == "saw",
        AuditRow.what == "overview",
    )
    with journal.read() as session:
        known = set(session.scalars(noted))
    new = [one for one in others if one not in known]
    if new:
        with journal.write() as session:
            for one in new:
                note(session, now, by, "saw", "overview", one)
