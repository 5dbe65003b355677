"""Accounts: a login name and the hash of a password."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backstride.errors import SettingsError
from backstride.journal.actors import LOCAL, Actor, note, require
from backstride.journal.checks import check_text, record
from backstride.journal.errors import ConflictError, NotAllowedError, NotThereError
from backstride.journal.tables import AccountRow
from backstride.journal.tokens import revoke_all

if TYPE_CHECKING:
    from backstride.journal.journal import Journal

SHORTEST_PASSWORD = 10
"""Characters; NIST SP 800-63B asks for 8 at least, 15 where nothing else protects."""

LONGEST_PASSWORD = 200
"""Characters; hashing more would only cost time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """How a person signs in, and whether the journal is in their hands."""

    person_id: str
    login: str
    created_at: datetime
    password_at: datetime
    closed_at: datetime | None
    owner: bool


class Accounts:
    """Signing in. Passwords are hashed with Argon2id and never kept, shown or logged."""

    def __init__(self, journal: "Journal") -> None:
        self._journal = journal

    def any(self) -> bool:
        """Return whether anybody has an account; the app then asks everybody to sign in."""
        with self._journal.read() as session:
            return session.scalar(select(AccountRow.person_id).limit(1)) is not None

    def owner(self) -> str | None:
        """Return in whose hands the journal is: who opened the first account, or was made it.

        None while nobody has an account, and after the owner left without handing it on.
        """
        with self._journal.read() as session:
            return owner_in(session)

    def having(self) -> set[str]:
        """Return the ids of all who have an account, closed ones too."""
        with self._journal.read() as session:
            return set(session.scalars(select(AccountRow.person_id)))

    def check(self, login: str, password: str) -> None:
        """Make sure that an account could be opened with a name and a password.

        Raises
        ------
        ConflictError, SettingsError
            As ``open`` would.
        """
        check_password(password, _login(login))
        with self._journal.read() as session:
            _check_free(session, _login(login))

    def open(self, person_id: str, login: str, password: str, by: Actor = LOCAL) -> Account:
        """Give a person an account.

        Raises
        ------
        ConflictError
            When the name is taken, or the person has an account.
        SettingsError
            When the name or the password will not do.
        """
        name = _login(login)
        hashed = _hash(password, name)
        with self._journal.write() as session:
            require(session, by, person_id, "change")
            if session.get(AccountRow, person_id) is not None:
                raise ConflictError("this person has an account already; change its password.")
            _check_free(session, name)
            now = self._journal.clock()
            first = session.scalar(select(AccountRow.person_id).limit(1)) is None
            row = AccountRow(
                person_id=person_id,
                login=name,
                password_hash=hashed,
                created_at=now,
                password_at=now,
                closed_at=None,
                owner=first,
            )
            session.add(row)
            note(session, now, by, "added", "account", person_id)
            return record(Account, row)

    def of(self, person_id: str) -> Account | None:
        """Return a person's account, None without one."""
        with self._journal.read() as session:
            row = session.get(AccountRow, person_id)
            return record(Account, row) if row else None

    def sign_in(self, login: str, password: str) -> Account:
        """Return the account of a name and its password.

        It takes as long for a name that nobody has. The caller limits how often it may be tried.

        Raises
        ------
        NotAllowedError
            When the two do not belong together, whichever of them is wrong.
        """
        with self._journal.read() as session:
            row = session.scalar(
                select(AccountRow).where(func.lower(AccountRow.login) == login.strip().lower())
            )
        found = row if row is not None and row.closed_at is None else None
        right = _verify(found.password_hash if found else _nobodys_hash(), password)
        now = self._journal.clock()
        if found is None or not right:
            if found is not None:
                with self._journal.write() as session:
                    note(session, now, Actor(None, "web"), "refused", "sign-in", found.person_id)
            raise NotAllowedError("login name and password do not belong together.")
        with self._journal.write() as session:
            note(session, now, Actor(found.person_id, "web"), "did", "sign-in", found.person_id)
            if _hasher().check_needs_rehash(found.password_hash):
                kept = session.get_one(AccountRow, found.person_id)
                kept.password_hash = _hasher().hash(password)
        return record(Account, found)

    def close(self, person_id: str, by: Actor = LOCAL) -> None:
        """End a person's account: they can sign in no more, and stay in the journal.

        Raises
        ------
        NotAllowedError
            When somebody else asks than the person or the owner of the journal.
        NotThereError
        """
        with self._journal.write() as session:
            if by.person_id not in (None, person_id, owner_in(session)):
                raise NotAllowedError(
                    "an account is closed by whose it is, or by the journal's owner."
                )
            row = session.get(AccountRow, person_id)
            if row is None:
                raise NotThereError("this person has no account.")
            row.closed_at = self._journal.clock()
            revoke_all(session, person_id, self._journal.clock())
            note(session, self._journal.clock(), by, "ended", "account", person_id)

    def set_password(self, person_id: str, password: str, by: Actor = LOCAL) -> None:
        """Change a password; whoever was signed in as that person is signed out.

        Raises
        ------
        NotThereError
            When the person has no account.
        """
        with self._journal.write() as session:
            if by.person_id not in (None, person_id):
                raise NotAllowedError("a password is changed by its owner alone.")
            row = session.get(AccountRow, person_id)
            if row is None:
                raise NotThereError("this person has no account.")
            row.password_hash = _hash(password, row.login)
            row.password_at = self._journal.clock()
            revoke_all(session, person_id, self._journal.clock())
            note(session, self._journal.clock(), by, "changed", "password", person_id)


def owner_in(session: Session) -> str | None:
    """Return in whose hands the journal is, as a transaction sees it."""
    owner = select(AccountRow.person_id).where(AccountRow.owner, AccountRow.closed_at.is_(None))
    return session.scalar(owner.limit(1))


def _login(login: str) -> str:
    name = check_text("login name", login, 254, empty=False).lower()
    if any(one.isspace() for one in name):
        raise SettingsError("a login name has no spaces in it.")
    return name


def _check_free(session: Session, login: str) -> None:
    if session.scalar(select(AccountRow.login).where(AccountRow.login == login)):
        raise ConflictError("this login name is taken; choose another.")


def check_password(password: str, login: str) -> None:
    """Make sure that a password will do.

    Raises
    ------
    SettingsError
    """
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise SettingsError(
            "a password has {shortest} to {longest} characters; a few words do.",
            shortest=SHORTEST_PASSWORD,
            longest=LONGEST_PASSWORD,
        )
    if password.lower() == login:
        raise SettingsError("the password is the login name; choose another.")


def _hash(password: str, login: str) -> str:
    check_password(password, login)
    hashed: str = _hasher().hash(password)
    return hashed


@cache
def _hasher() -> Any:
    from argon2 import PasswordHasher  # noqa: PLC0415 - only where somebody signs in

    return PasswordHasher()


@cache
def _nobodys_hash() -> str:
    hashed: str = _hasher().hash("nobody has this name")
    return hashed


def _verify(hashed: str, password: str) -> bool:
    from argon2.exceptions import VerificationError  # noqa: PLC0415

    try:
        return bool(_hasher().verify(hashed, password[: LONGEST_PASSWORD + 1]))
    except VerificationError:
        return False
