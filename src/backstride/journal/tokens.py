"""Tokens: random secrets that stand for a person; only their hash is kept."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backstride.journal.actors import Actor, note
from backstride.journal.checks import check_choice, check_text, record
from backstride.journal.errors import NotAllowedError, NotThereError
from backstride.journal.tables import TokenRow

if TYPE_CHECKING:
    from backstride.journal.journal import Journal

KINDS = ("browser", "script", "calendar", "invitation", "reset")
"""A signed-in browser, a script, a calendar's subscription, an invitation to share or join, a link
to a new password."""

_GONE = "this link or sign-in has ended; ask for a new one, or sign in."

_USED_AGAIN_AFTER = timedelta(minutes=5)  # how exactly the last use is known; each costs a write


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A secret somebody holds; the secret itself is known to them alone.

    Attributes
    ----------
    kind : str
        One of ``KINDS``.
    data : dict
        What it allows, in plain values that the app understands.
    """

    id: str
    person_id: str
    kind: str
    label: str
    data: dict[str, Any]
    created_at: datetime
    expires_at: datetime | None
    used_at: datetime | None


class Tokens:
    """Secrets that stand for a person."""

    def __init__(self, journal: "Journal") -> None:
        self._journal = journal

    def issue(
        self,
        person_id: str,
        kind: str,
        *,
        label: str = "",
        lasts: timedelta | None = None,
        data: Mapping[str, Any] | None = None,
        by: Actor | None = None,
    ) -> tuple[str, Token]:
        """Return a new secret, which is shown this once, and what is kept of it.

        ``by`` is who makes it, where that is not the person themselves.
        """
        secret, now = token_urlsafe(32), self._journal.clock()
        with self._journal.write() as session:
            row = TokenRow(
                person_id=person_id,
                kind=check_choice("kind", kind, KINDS),
                secret_hash=_hash(secret),
                label=check_text("label", label, 100),
                data=dict(data or {}),
                created_at=now,
                expires_at=None if lasts is None else now + lasts,
                used_at=None,
                revoked_at=None,
            )
            session.add(row)
            session.flush()
            note(session, now, by or Actor(person_id), "added", f"{kind} token", person_id)
            return secret, record(Token, row)

    def check(self, secret: str, kind: str) -> Token:
        """Return the token of a secret.

        Raises
        ------
        NotAllowedError
            When there is none of that kind, or it has ended.
        """
        now = self._journal.clock()
        with self._journal.read() as session:
            row = session.scalar(select(TokenRow).where(TokenRow.secret_hash == _hash(secret)))
        if row is None or _ended(row, kind, now):
            raise NotAllowedError(_GONE)
        if row.used_at is None or now - row.used_at > _USED_AGAIN_AFTER:
            with self._journal.write() as session:
                kept = session.get(TokenRow, row.id)
                if kept is not None:
                    kept.used_at = now
        return record(Token, row)

    def use_up(self, secret: str, kind: str) -> Token:
        """Return the token of a secret, which ends with it: it is good for one time.

        Raises
        ------
        NotAllowedError
            When there is none of that kind, or it has ended.
        """
        now = self._journal.clock()
        with self._journal.write() as session:
            row = session.scalar(select(TokenRow).where(TokenRow.secret_hash == _hash(secret)))
            if row is None or _ended(row, kind, now):
                raise NotAllowedError(_GONE)
            row.used_at = row.revoked_at = now
            note(session, now, Actor(row.person_id), "ended", f"{kind} token", row.person_id)
            return record(Token, row)

    def of(self, person_id: str, kind: str | None = None) -> list[Token]:
        """Return a person's tokens that have not ended, newest first."""
        found = select(TokenRow).where(
            TokenRow.person_id == person_id, TokenRow.revoked_at.is_(None)
        )
        if kind is not None:
            found = found.where(TokenRow.kind == kind)
        with self._journal.read() as session:
            rows = session.scalars(found.order_by(TokenRow.created_at.desc(), TokenRow.id))
            return [record(Token, row) for row in rows]

    def revoke(self, person_id: str, token_id: str) -> None:
        """End a token.

        Raises
        ------
        NotThereError
            When the person has no such token.
        """
        now = self._journal.clock()
        with self._journal.write() as session:
            row = session.get(TokenRow, token_id)
            if row is None or row.person_id != person_id:
                raise NotThereError("there is no such token.")
            row.revoked_at = row.revoked_at or now
            note(session, now, Actor(person_id), "ended", f"{row.kind} token", person_id)


def _ended(row: TokenRow, kind: str, now: datetime) -> bool:
    """Return whether a token is none of a kind, or has ended."""
    late = row.expires_at is not None and row.expires_at <= now
    return late or row.kind != kind or row.revoked_at is not None


def revoke_all(session: Session, person_id: str, now: datetime) -> None:
    """End every token of a person."""
    for row in session.scalars(select(TokenRow).where(TokenRow.person_id == person_id)):
        row.revoked_at = row.revoked_at or now


def _hash(secret: str) -> str:
    """Return a secret's hash; a random one of 256 bits needs no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
