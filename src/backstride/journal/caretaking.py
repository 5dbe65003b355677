"""Looking after accounts: for whoever sits at the computer, and for the owner of the journal.

They see who has an account and nothing of anybody's health. Everything is put on the trail of the
person it is about, with who did it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backstride.journal.accounts import check_password, owner_in
from backstride.journal.actors import LOCAL, Actor, note
from backstride.journal.errors import ConflictError, NotAllowedError, NotThereError
from backstride.journal.people import checked_roles
from backstride.journal.tables import AccountRow, AuditRow, PersonRow

if TYPE_CHECKING:
    from backstride.journal.journal import Journal

RESET = "reset"
"""The kind of token that a link to a new password holds."""

RESET_LASTS = timedelta(days=2)
"""How long such a link waits: it opens an account, so no longer than it takes to hand it over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An account in the list of all, with nothing of what its person keeps.

    Attributes
    ----------
    person_id, name : str
    roles : list of str
    login : str
    owner : bool
        Whether the journal is in their hands.
    created_at : datetime
    signed_in_at : datetime or None
        When they last signed in: by password, invitation or a link to a new one.
    closed_at : datetime or None
        When the account was disabled.
    """

    person_id: str
    name: str
    roles: list[str]
    login: str
    owner: bool
    created_at: datetime
    signed_in_at: datetime | None
    closed_at: datetime | None


def list_accounts(journal: "Journal", by: Actor) -> list[Listed]:
    """Return all accounts by name.

    Raises
    ------
    NotAllowedError
        When somebody else asks than the owner, here and below.
    """
    signed_in = (
        select(AuditRow.person_id, func.max(AuditRow.at))
        .where(AuditRow.did == "added", AuditRow.what == "browser token")
        .group_by(AuditRow.person_id)
    )
    rows = (
        select(AccountRow, PersonRow)
        .join(PersonRow, PersonRow.id == AccountRow.person_id)
        .order_by(func.lower(PersonRow.name), PersonRow.id)
    )
    with journal.read() as session:
        _check(session, by)
        last = {row[0]: row[1] for row in session.execute(signed_in)}
        return [
            Listed(
                person_id=person.id,
                name=person.name,
                roles=person.roles,
                login=account.login,
                owner=account.owner,
                created_at=account.created_at,
                signed_in_at=last.get(person.id),
                closed_at=account.closed_at,
            )
            for account, person in session.execute(rows)
        ]


def new_reset(journal: "Journal", by: Actor, person_id: str) -> str:
    """Return the secret of a link by which a person chooses a new password, once.

    Links made for them before end.

    Raises
    ------
    ConflictError
        When the account is disabled.
    NotThereError
        When there is none, here and below.
    """
    with journal.write() as session:
        _check(session, by)
        if _account(session, person_id).closed_at is not None:
            raise ConflictError("this account is disabled; enable it first.")
    for one in journal.tokens.of(person_id, RESET):
        journal.tokens.revoke(person_id, one.id)
    return journal.tokens.issue(person_id, RESET, lasts=RESET_LASTS, by=by)[0]


def use_reset(journal: "Journal", secret: str, login: str, password: str) -> str:
    """Give a person the password they chose behind such a link; return their id.

    Whoever was signed in as them is signed out. A password that will not do ends no link.

    Raises
    ------
    NotAllowedError
        When the link is none, was used, or is too old.
    SettingsError
        When the password will not do.
    """
    person_id = journal.tokens.check(secret, RESET).person_id
    check_password(password, login)
    journal.tokens.use_up(secret, RESET)
    journal.accounts.set_password(person_id, password, Actor(person_id, "web"))
    return person_id


def disable(journal: "Journal", by: Actor, person_id: str) -> None:
    """Let a person sign in no more; what is theirs stays, and who may see it still does.

    Raises
    ------
    ConflictError
        When it is the owner: somebody has to be.
    """
    with journal.read() as session:
        _check(session, by)
        if _account(session, person_id).owner:
            raise ConflictError("this is the journal's owner; make somebody else the owner first.")
    journal.accounts.close(person_id, by)


def enable(journal: "Journal", by: Actor, person_id: str) -> None:
    """Let a person whose account was disabled sign in again, by their password as it was."""
    with journal.write() as session:
        _check(session, by)
        _account(session, person_id).closed_at = None
        note(session, journal.clock(), by, "changed", "account", person_id)


def set_roles(journal: "Journal", by: Actor, person_id: str, roles: tuple[str, ...]) -> None:
    """Say what a person is; what they may see comes from sharing alone, and stays as it is."""
    with journal.write() as session:
        _check(session, by)
        person = session.get(PersonRow, person_id)
        if person is None:
            raise NotThereError("there is no such person in the journal.")
        person.roles = checked_roles(roles)
        note(session, journal.clock(), by, "changed", "roles", person_id)


def make_owner(journal: "Journal", by: Actor, person_id: str) -> None:
    """Put the journal into somebody else's hands, who has an account.

    Raises
    ------
    ConflictError
        When that account is disabled.
    """
    with journal.write() as session:
        _check(session, by)
        account = _account(session, person_id)
        if account.closed_at is not None:
            raise ConflictError("this account is disabled; enable it first.")
        for one in session.scalars(select(AccountRow).where(AccountRow.owner)):
            one.owner = False
        account.owner = True
        note(session, journal.clock(), by, "changed", "owner", person_id)


def _check(session: Session, by: Actor) -> None:
    if by.person_id not in (LOCAL.person_id, owner_in(session)):
        raise NotAllowedError("only the owner of this journal, who opened it, can do that.")


def _account(session: Session, person_id: str) -> AccountRow:
    account = session.get(AccountRow, person_id)
    if account is None:
        raise NotThereError("this person has no account.")
    return account
