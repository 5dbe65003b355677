"""Who does something in the journal, what they may, and the trail of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from backstride.journal.errors import NotAllowedError, NotThereError
from backstride.journal.tables import AuditRow, PersonRow, ShareRow

Want = Literal["see", "change"]

SEEN_AGAIN_AFTER = timedelta(hours=1)
"""Looking at the same thing again within this time is one look: a page is many requests."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something.

    Attributes
    ----------
    person_id : str or None
        None for whoever sits at the computer of a journal in which nobody signs in.
    via : str
        How: ``"local"``, ``"web"``, ``"token"``.
    """

    person_id: str | None
    via: str = "local"


LOCAL = Actor(None)
"""Whoever sits at the computer. A web server uses it on loopback alone, and only while no person
has an account."""


def require(session: Session, by: Actor, person_id: str, want: Want) -> None:
    """Make sure that somebody may see, or change, what is a person's.

    Raises
    ------
    NotAllowedError
        When they may not; the same whether or not there is such a person.
    NotThereError
        When there is no such person, said only to those who may know.
    """
    if by.person_id not in (None, person_id):
        allowed = select(ShareRow.may).where(
            ShareRow.owner_id == person_id,
            ShareRow.viewer_id == by.person_id,
            ShareRow.until.is_(None),
        )
        may = set(session.scalars(allowed))
        if not may or (want == "change" and "change" not in may):
            raise NotAllowedError(
                "this person has not shared with you what you want to {want}.", want=want
            )
    if session.get(PersonRow, person_id) is None:
        raise NotThereError("there is no such person in the journal.")


def is_other(by: Actor, person_id: str) -> bool:
    """Return whether somebody looks at another person's things."""
    return by.person_id not in (None, person_id)


def was_noted(session: Session, by: Actor, person_id: str, what: str, now: datetime) -> bool:
    """Return whether this look is part of one that was noted already."""
    noted = (
        select(AuditRow.id)
        .where(
            AuditRow.person_id == person_id,
            AuditRow.at > now - SEEN_AGAIN_AFTER,
            AuditRow.actor_id == by.person_id,
            AuditRow.did == "saw",
            AuditRow.what == what,
        )
        .limit(1)
    )
    return session.scalar(noted) is not None


def note(
    session: Session, now: datetime, by: Actor, did: str, what: str, person_id: str | None = None
) -> None:
    """Add to the trail; ``what`` names a kind of thing and never what it says."""
    session.add(
        AuditRow(at=now, actor_id=by.person_id, person_id=person_id, did=did, what=what, via=by.via)
    )
