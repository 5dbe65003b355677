"""People: who they are, and how they like things shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backstride.errors import SettingsError
from backstride.journal.actors import LOCAL, Actor, note
from backstride.journal.checks import check_choice, check_text, check_zone, record
from backstride.journal.tables import PersonRow, ShareRow

if TYPE_CHECKING:
    from backstride.journal.journal import Journal

ROLES = ("athlete", "coach", "clinician", "analyst")
UNITS = ("metric", "imperial")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in the journal.

    Attributes
    ----------
    id : str
        Random; it may stand in an address, since it says nothing.
    name : str
    roles : list of str
        Of ``ROLES``.
    units : str
        One of ``UNITS``.
    language : str
        A language tag such as ``"en"`` or ``"de"``.
    zone : str
        Time zone, such as ``"Europe/Berlin"``; it decides what today is.
    settings : dict
        Whatever else the app keeps for them: plain values.
    created_at : datetime
    """

    id: str
    name: str
    roles: list[str]
    units: str
    language: str
    zone: str
    settings: dict[str, Any]
    created_at: datetime


class People:
    """People and their settings."""

    def __init__(self, journal: "Journal") -> None:
        self._journal = journal

    def add(
        self,
        name: str,
        *,
        roles: tuple[str, ...] = ("athlete",),
        units: str = "metric",
        language: str = "en",
        zone: str = "UTC",
        by: Actor = LOCAL,
    ) -> Person:
        """Add a person, and return them."""
        with self._journal.write() as session:
            row = PersonRow(
                name=check_text("name", name, 100, empty=False),
                roles=checked_roles(roles),
                units=check_choice("units", units, UNITS),
                language=check_text("language", language, 20, empty=False),
                zone=check_zone(zone),
                settings={},
                created_at=self._journal.clock(),
            )
            session.add(row)
            session.flush()
            note(session, self._journal.clock(), by, "added", "person", row.id)
            return record(Person, row)

    def get(self, by: Actor, person_id: str) -> Person:
        """Return a person.

        Raises
        ------
        NotAllowedError, NotThereError
        """
        with self._journal.look(by, person_id, "person") as session:
            return record(Person, session.get_one(PersonRow, person_id))

    def update(
        self,
        by: Actor,
        person_id: str,
        *,
        settings: Mapping[str, Any] | None = None,
        **changes: Any,
    ) -> Person:
        """Change ``name``, ``roles``, ``units``, ``language`` or ``zone``, or keys of settings.

        A setting of None is removed. Roles are changed by the owner of the journal alone.
        """
        with self._journal.change(by, person_id, "person") as session:
            row = session.get_one(PersonRow, person_id)
            for name, value in changes.items():
                if name not in _CHECKS or (name == "roles" and by.person_id is not None):
                    raise SettingsError(f"{name} of a person cannot be changed here.")
                setattr(row, name, _CHECKS[name](value))
            if settings is not None:
                merged = {**row.settings, **settings}
                row.settings = {key: value for key, value in merged.items() if value is not None}
            return record(Person, row)

    def seen_by(self, by: Actor) -> list[Person]:
        """Return the people somebody may see, by name: all, or themselves and who shared."""
        with self._journal.read() as session:
            found = select(PersonRow).order_by(func.lower(PersonRow.name), PersonRow.id)
            if by.person_id is not None:
                shared = select(ShareRow.owner_id).where(
                    ShareRow.viewer_id == by.person_id, ShareRow.until.is_(None)
                )
                found = found.where(PersonRow.id.in_(shared) | (PersonRow.id == by.person_id))
            return [record(Person, row) for row in session.scalars(found)]

    def count(self) -> int:
        """Return how many people there are; none means a first visit."""
        with self._journal.read() as session:
            return session.scalar(select(func.count()).select_from(PersonRow)) or 0


def has_role(session: Session, person_id: str | None, roles: tuple[str, ...]) -> bool:
    """Return whether a person has one of some roles."""
    person = session.get(PersonRow, person_id) if person_id else None
    return person is not None and not set(roles).isdisjoint(person.roles)


def checked_roles(roles: tuple[str, ...]) -> list[str]:
    """Return roles, each once; SettingsError when one is unknown, or there is none."""
    if not roles:
        raise SettingsError("roles is empty; name at least one of {roles}.", roles=", ".join(ROLES))
    return [check_choice("roles", one, ROLES) for one in dict.fromkeys(roles)]


_CHECKS: dict[str, Any] = {
    "name": lambda value: check_text("name", value, 100, empty=False),
    "roles": checked_roles,
    "units": lambda value: check_choice("units", value, UNITS),
    "language": lambda value: check_text("language", value, 20, empty=False),
    "zone": check_zone,
}
