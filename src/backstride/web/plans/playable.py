"""Planned sessions as the player finds them.

A planned session is named by a key made of its programme and its uid. The uid would name the kind
of training, which may say what hurts, and what concerns a person's health stands in no address.
"""

import hashlib

from backstride.journal import NotThereError
from backstride.journal.versions import Version
from backstride.training import Session
from backstride.training.programme import PlannedSession
from backstride.web.visiting import Visit

PLANNED = "plan-"
"""What the player's id of a planned session begins with; its key follows."""

_KEY_DIGITS = 16  # of a hash of what is random already: no two sessions of anybody share them


def key_of(programme_id: str, uid: str) -> str:
    """Return what names a planned session in an address."""
    return hashlib.sha256(f"{programme_id} {uid}".encode()).hexdigest()[:_KEY_DIGITS]


def play_id(programme_id: str, uid: str) -> str:
    """Return the player's id of a planned session, as in ``/play/ID``."""
    return PLANNED + key_of(programme_id, uid)


def is_planned(session_id: str) -> bool:
    """Return whether the player's id is that of a planned session."""
    return session_id.startswith(PLANNED)


def session_of(visit: Visit, session_id: str) -> Session | None:
    """Return the planned session of a player's id or key; None when the plan has none such."""
    found = planned_of(visit, session_id)
    return found.session if found else None


def uid_of(visit: Visit, session_id: str) -> str | None:
    """Return the uid of the planned session of a player's id or key, as the log names it."""
    found = planned_of(visit, session_id)
    return found.uid if found else None


def planned_of(visit: Visit, session_id: str) -> PlannedSession | None:
    """Return the planned session of a player's id or key, as it stands now, or None."""
    version = visit.journal.programmes.current(visit.by, visit.person.id)
    return None if version is None else find(version, session_id)


def find(version: Version, session_id: str) -> PlannedSession | None:
    """Return the session of a version by the player's id or its key, or None."""
    key = session_id.removeprefix(PLANNED)
    for one in version.programme.sessions():
        if key_of(version.programme_id, one.uid) == key:
            return one
    return None


def found_in(version: Version, session_id: str) -> PlannedSession:
    """Return the session of a version by its key.

    Raises
    ------
    NotThereError
        When the plan has none such, as after it changed.
    """
    found = find(version, session_id)
    if found is None:
        raise NotThereError("there is no such session in the plan now; it may have changed.")
    return found
