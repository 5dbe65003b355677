"""The history of a programme as a list: what made each version, without its sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backstride.journal.changes import decision_from_json
from backstride.journal.tables import PersonRow, VersionRow
from backstride.journal.versions import active_programme
from backstride.training.decide import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One version of a programme in a list.

    Attributes
    ----------
    number, kind, made_at, zone, day, outcome, back_to, reason, changes, by_id
        As ``versions.Version`` has them.
    by_name : str
        Of whoever made it; empty for whoever sat at the computer, and for somebody deleted since.
    new_decisions : tuple of Decision
        Those that the version before did not have.
    """

    programme_id: str
    number: int
    kind: str
    made_at: datetime
    zone: str
    day: date
    outcome: str | None
    back_to: int | None
    reason: str
    changes: list[dict[str, Any]]
    by_id: str | None
    by_name: str
    new_decisions: tuple[Decision, ...]


_COLUMNS = (
    VersionRow.programme_id,
    VersionRow.number,
    VersionRow.kind,
    VersionRow.made_at,
    VersionRow.zone,
    VersionRow.day,
    VersionRow.outcome,
    VersionRow.back_to,
    VersionRow.reason,
    VersionRow.changes,
    VersionRow.decisions,
    VersionRow.by_id,
)


def version_lines(
    session: Session, person_id: str, *, before: int | None = None, most: int = 20
) -> list[VersionLine]:
    """Return versions of the programme a person follows, newest first.

    Parameters
    ----------
    session : Session
    person_id : str
    before : int, optional
        Only versions with a lower number, for the next page of a list.
    most : int
    """
    programme = active_programme(session, person_id)
    if programme is None:
        return []
    found = select(*_COLUMNS).where(VersionRow.programme_id == programme.id)
    if before is not None:
        found = found.where(VersionRow.number < before)
    rows = session.execute(found.order_by(VersionRow.number.desc()).limit(most + 1)).all()
    names = _names(session, [row.by_id for row in rows])
    return [_line(row, rows[i + 1 : i + 2], names) for i, row in enumerate(rows[:most])]


def _names(session: Session, ids: Sequence[str | None]) -> dict[str, str]:
    wanted = {one for one in ids if one}
    found = select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(wanted))
    return {row.id: row.name for row in session.execute(found)} if wanted else {}


def _line(row: Any, older: Sequence[Any], names: dict[str, str]) -> VersionLine:
    known = older[0].decisions if older else []
    new = [one for one in row.decisions if one not in known]
    values = {column.name: getattr(row, column.name) for column in _COLUMNS}
    del values["decisions"]
    return VersionLine(
        **values,
        by_name=names.get(row.by_id or "", ""),
        new_decisions=tuple(decision_from_json(one) for one in new),
    )
