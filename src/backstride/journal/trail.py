"""The trail: who saw and changed what. The database lets nobody change it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from backstride.journal.actors import Actor
from backstride.journal.checks import record
from backstride.journal.errors import NotAllowedError
from backstride.journal.tables import AuditRow, PersonRow

if TYPE_CHECKING:
    from backstride.journal.journal import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """That somebody saw or changed something.

    Attributes
    ----------
    actor_id : str or None
        None for whoever sat at the computer.
    actor_name : str
        As it is now; empty when the person is gone or nobody signed in.
    person_id : str or None
        Whose it was.
    did : str
        ``"saw"``, ``"changed"``, ``"added"``, ``"ended"``, ``"did"``, ``"refused"``, ``"erased"``.
    what : str
        A kind of thing; never what it says.
    via : str
    number : int
        Grows with time; what stood before a line is asked for by it.
    """

    at: datetime
    actor_id: str | None
    actor_name: str
    person_id: str | None
    did: str
    what: str
    via: str
    number: int


class Trail:
    """Who saw and changed what."""

    def __init__(self, journal: "Journal") -> None:
        self._journal = journal

    def of(
        self, by: Actor, person_id: str, most: int = 200, before: int | None = None
    ) -> list[Trace]:
        """Return what was done with a person's things, newest first; for that person alone.

        ``before`` is the number of a line: only what is older comes.

        Raises
        ------
        NotAllowedError
        """
        if by.person_id not in (None, person_id):
            raise NotAllowedError("only the person themselves sees who looked at what is theirs.")
        return self._list(person_id, most, before)

    def all(self, by: Actor, most: int = 200, before: int | None = None) -> list[Trace]:
        """Return what was done in the whole journal, newest first; for its owner alone."""
        if by.person_id is not None:
            raise NotAllowedError("only the owner of the journal sees the whole trail.")
        return self._list(None, most, before)

    def _list(self, person_id: str | None, most: int, before: int | None) -> list[Trace]:
        found = select(AuditRow, PersonRow.name).outerjoin(
            PersonRow, PersonRow.id == AuditRow.actor_id
        )
        if person_id is not None:
            found = found.where(AuditRow.person_id == person_id)
        if before is not None:
            found = found.where(AuditRow.id < before)
        with self._journal.read() as session:
            rows = session.execute(found.order_by(AuditRow.id.desc()).limit(most))
            return [record(Trace, row, actor_name=name or "", number=row.id) for row, name in rows]
