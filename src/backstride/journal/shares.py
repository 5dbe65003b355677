"""Shares: who may see, or also change, what is whose."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from backstride.errors import SettingsError
from backstride.journal.actors import Actor, note
from backstride.journal.checks import check_choice, record
from backstride.journal.errors import NotAllowedError, NotThereError
from backstride.journal.tables import PersonRow, ShareRow

if TYPE_CHECKING:
    from backstride.journal.journal import Journal

MAY = ("see", "change")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """That ``viewer_id`` may see, or change, what is ``owner_id``'s, from and until when."""

    id: str
    owner_id: str
    viewer_id: str
    may: str
    since: datetime
    until: datetime | None


class Shares:
    """Who may see whom. Only the owner gives a share; either side may end it."""

    def __init__(self, journal: "Journal") -> None:
        self._journal = journal

    def give(self, by: Actor, owner_id: str, viewer_id: str, may: str = "see") -> Share:
        """Let somebody see, or also change, what is a person's; what they had is replaced.

        Raises
        ------
        NotAllowedError
            When somebody else than the owner asks.
        NotThereError
            When one of the two is not in the journal.
        """
        check_choice("may", may, MAY)
        if by.person_id not in (None, owner_id):
            raise NotAllowedError("only the person themselves can share what is theirs.")
        if owner_id == viewer_id:
            raise SettingsError("nobody needs to share with themselves.")
        now = self._journal.clock()
        with self._journal.write() as session:
            for one in (owner_id, viewer_id):
                if session.get(PersonRow, one) is None:
                    raise NotThereError("there is no such person in the journal.")
            self._end(session, owner_id, viewer_id, now)
            row = ShareRow(owner_id=owner_id, viewer_id=viewer_id, may=may, since=now, until=None)
            session.add(row)
            session.flush()
            note(session, now, by, "added", f"share to {may}", owner_id)
            return record(Share, row)

    def end(self, by: Actor, owner_id: str, viewer_id: str) -> None:
        """End what somebody was allowed, by the owner or by them."""
        if by.person_id not in (None, owner_id, viewer_id):
            raise NotAllowedError("a share is ended by the two it is between.")
        now = self._journal.clock()
        with self._journal.write() as session:
            self._end(session, owner_id, viewer_id, now)
            note(session, now, by, "ended", "share", owner_id)

    def of(self, person_id: str) -> list[Share]:
        """Return every share given by or to a person, ended ones too, newest first."""
        found = (
            select(ShareRow)
            .where((ShareRow.owner_id == person_id) | (ShareRow.viewer_id == person_id))
            .order_by(ShareRow.since.desc(), ShareRow.id)
        )
        with self._journal.read() as session:
            return [record(Share, row) for row in session.scalars(found)]

    def _end(self, session: Session, owner_id: str, viewer_id: str, now: datetime) -> None:
        running = select(ShareRow).where(
            ShareRow.owner_id == owner_id,
            ShareRow.viewer_id == viewer_id,
            ShareRow.until.is_(None),
        )
        for row in session.scalars(running):
            row.until = now
