"""Invitations: a link that is good for one person, once, and for two weeks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from backstride.errors import SettingsError
from backstride.journal import LOCAL, Actor, ConflictError, Journal, NotAllowedError
from backstride.journal.checks import check_choice
from backstride.journal.people import ROLES, Person
from backstride.journal.shares import MAY
from backstride.journal.tokens import Token

LASTS = timedelta(days=14)
"""How long an invitation waits."""

KINDS = ("to_see_me", "to_be_seen", "to_take_over")
"""Somebody may see the inviter; the inviter may see somebody; somebody gets what was kept for
them so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What an invitation says.

    Attributes
    ----------
    inviter : Person
    kind : str
        One of ``KINDS``.
    may : str
        See or change.
    role : str
        Of somebody who opens an account by it.
    taken_over : Person or None
        Whose journal is handed over.
    """

    inviter: Person
    kind: str
    may: str
    role: str
    taken_over: Person | None


def invite(
    journal: Journal, by: Actor, kind: str, *, may: str = "see", role: str = "", person: str = ""
) -> str:
    """Return the secret of a new invitation.

    Raises
    ------
    NotAllowedError
        When whoever asks has no account, or may not hand over that person's journal.
    """
    if by.person_id is None or journal.accounts.of(by.person_id) is None:
        raise NotAllowedError("open an account for yourself first; then you can invite others.")
    data: dict[str, Any] = {
        "kind": check_choice("kind", kind, KINDS),
        "may": check_choice("may", may, MAY),
        "role": check_choice("role", role or "athlete", ROLES),
    }
    if kind == "to_take_over":
        if not _may_change(journal, by, person):
            raise NotAllowedError("this person has not let you change what is theirs.")
        if journal.accounts.of(person) is not None:
            raise ConflictError("this person has an account already.")
        data["person"] = person
    return journal.tokens.issue(by.person_id, "invitation", lasts=LASTS, data=data)[0]


def read(journal: Journal, secret: str) -> Invitation:
    """Return what an invitation says.

    Raises
    ------
    NotAllowedError
        When it is none, was used, or is too old.
    """
    said = _said(journal, journal.tokens.check(secret, "invitation"))
    if said.taken_over is not None:
        inviter = Actor(said.inviter.id, "web")
        if not _may_change(journal, inviter, said.taken_over.id):  # it was, when they were invited
            raise NotAllowedError("this invitation has ended; ask for a new one.")
    return said


def accept(journal: Journal, secret: str, person_id: str, may: str = "") -> None:
    """Let a person accept an invitation, which ends with it.

    Parameters
    ----------
    journal : Journal
    secret : str
    person_id : str
        Who accepts: signed in, or with an account opened just now.
    may : str
        What the accepter lets the inviter do, where it is theirs to say.
    """
    said = read(journal, secret)
    given = check_choice("may", may or said.may, MAY)
    inviter = said.inviter.id
    if inviter == person_id:
        raise SettingsError("this is your own invitation; send its link to the other person.")
    if said.taken_over is not None and said.taken_over.id != person_id:
        raise ConflictError("this journal is handed over to somebody without an account; sign out.")
    journal.tokens.use_up(secret, "invitation")
    if said.kind == "to_see_me":
        journal.shares.give(Actor(inviter, "web"), inviter, person_id, said.may)
    else:
        journal.shares.give(Actor(person_id, "web"), person_id, inviter, given)


def _said(journal: Journal, token: Token) -> Invitation:
    data: Mapping[str, Any] = token.data
    taken = data.get("person")
    return Invitation(
        inviter=journal.people.get(LOCAL, token.person_id),
        kind=data["kind"],
        may=data["may"],
        role=data["role"],
        taken_over=journal.people.get(LOCAL, taken) if taken else None,
    )


def _may_change(journal: Journal, by: Actor, person_id: str) -> bool:
    return any(
        (one.owner_id, one.viewer_id, one.may, one.until)
        == (person_id, by.person_id, "change", None)
        for one in journal.shares.of(person_id)
    )
