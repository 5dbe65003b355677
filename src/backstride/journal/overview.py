"""Whoever somebody looks after at a glance, those who need attention first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Executable, and_, exists, func, select
from sqlalchemy.orm import Session

from backstride.journal.actors import SEEN_AGAIN_AFTER, Actor, is_other, note
from backstride.journal.people import Person
from backstride.journal.tables import (
    AuditRow,
    LogRow,
    PlannedRow,
    ProgrammeRow,
    ScreeningRow,
    VersionRow,
)

if TYPE_CHECKING:
    from backstride.journal.journal import Journal

LOOK_BACK = timedelta(days=14)
"""How far back pain and effort are looked at: two weeks of a plan."""

ATTENTION = ("stop", "screened", "regress", "pain", "silent", "hold")
"""Why somebody is looked at first, the most pressing first.

What the rules decided; answers to the screening that allow no plan; pain of somebody who has no
plan, so that no rule looks at it; and nothing reported of all that was planned in two weeks.
"""

_CALM = len(ATTENTION)

_MAY_GO_ON = ("ok", "limit", "ask_more", None)  # with a plan, or with the questions


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
    pain_sites : tuple of str
        Where that worst pain was.
    missed : int
        Sessions of the plan in the last two weeks that were neither reported nor left out.
    has_plan : bool
        Whether a plan runs.
    screening : str or None
        What came of the newest answers; None when nothing was answered yet.
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
    pain_sites: tuple[str, ...] = ()
    missed: int = 0
    has_plan: bool = False
    screening: str | None = None
    attention: str | None = field(init=False)
    """One of ``ATTENTION``, or None."""

    def __post_init__(self) -> None:
        """Find why they are looked at first."""
        reasons = {
            self.outcome,
            "screened" if self.screening not in _MAY_GO_ON else None,
            "pain" if self.worst_pain and not self.has_plan else None,
            "silent" if self.missed and not self.sessions else None,
        }
        found = next((one for one in ATTENTION if one in reasons), None)
        object.__setattr__(self, "attention", found)


def overview(journal: "Journal", by: Actor) -> list[Overview]:
    """Return everybody somebody may see: by ``ATTENTION``, then by pain, then by name.

    A few questions in all, however many people there are.
    """
    people = {one.id: one for one in journal.people.seen_by(by)}
    _note_looks(journal, by, list(people))
    today = journal.clock().date()
    since = today - LOOK_BACK
    with journal.read() as session:
        outcomes = _pairs(session, _outcomes())
        recent = {row[0]: row[1:] for row in session.execute(_recent(since))}
        sites = _sites(session, since)
        missed = _pairs(session, _missed(since, today))
        screened = _pairs(session, _screened())
        following = set(
            session.scalars(select(ProgrammeRow.person_id).where(ProgrammeRow.ended_at.is_(None)))
        )
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
                pain_sites=sites.get(id_, ()),
                missed=missed.get(id_, 0),
                has_plan=id_ in following,
                screening=screened.get(id_),
            )
        )
    return sorted(
        found,
        key=lambda one: (
            ATTENTION.index(one.attention) if one.attention else _CALM,
            one.outcome is None,
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
        .where(_reported(since))
        .group_by(LogRow.person_id)
    )


def _sites(session: Session, since: date) -> dict[str, tuple[str, ...]]:
    """Return where each person's worst pain was."""
    kinds = (LogRow.pain_during, LogRow.pain_after, LogRow.pain_next_morning)
    rows = session.execute(
        select(LogRow.person_id, *kinds).where(_reported(since), LogRow.worst_pain > 0)
    )
    worst: dict[str, dict[str, float]] = {}
    for id_, *pains in rows:
        kept = worst.setdefault(id_, {})
        for site, pain in (pair for one in pains for pair in (one or {}).items()):
            kept[site] = max(pain, kept.get(site, 0.0))
    return {
        id_: tuple(site for site, pain in kept.items() if pain == max(kept.values()))
        for id_, kept in worst.items()
    }


def _missed(since: date, today: date) -> Executable:
    reported = exists().where(
        LogRow.person_id == PlannedRow.person_id,
        LogRow.uid == PlannedRow.uid,
        _reported(since - LOOK_BACK),  # it may have been done before its day
    )
    return (
        select(PlannedRow.person_id, func.count())
        .join(ProgrammeRow, ProgrammeRow.id == PlannedRow.programme_id)
        .where(
            ProgrammeRow.ended_at.is_(None),
            PlannedRow.day >= since,
            PlannedRow.day < today,
            PlannedRow.skipped.is_(False),
            ~reported,
        )
        .group_by(PlannedRow.person_id)
    )


def _screened() -> Executable:
    newest = (
        select(ScreeningRow.person_id, func.max(ScreeningRow.number).label("number"))
        .group_by(ScreeningRow.person_id)
        .subquery()
    )
    return select(ScreeningRow.person_id, ScreeningRow.outcome).join(
        newest,
        and_(newest.c.person_id == ScreeningRow.person_id, newest.c.number == ScreeningRow.number),
    )


def _reported(since: date) -> ColumnElement[bool]:
    return and_(LogRow.is_latest, LogRow.removed.is_(False), LogRow.day >= since)


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
