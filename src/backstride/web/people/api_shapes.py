"""What the JSON of people looks like."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from backstride.journal.overview import Overview
from backstride.journal.people import Person
from backstride.journal.tokens import Token
from backstride.journal.trail import Trace
from backstride.web.people.sharing import Shared

May = Literal["see", "change"]


class Shape(BaseModel):
    """Plain values; what is not named is refused."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class PersonShape(Shape):
    """Somebody in the journal."""

    id: str
    name: str
    roles: list[str]
    units: str
    language: str
    zone: str
    synthetic: bool
    """Made up for a demonstration."""

    @classmethod
    def of(cls, person: Person) -> "PersonShape":
        """Return a person as JSON."""
        return cls(
            id=person.id,
            name=person.name,
            roles=person.roles,
            units=person.units,
            language=person.language,
            zone=person.zone,
            synthetic=bool(person.settings.get("synthetic")),
        )


class OverviewShape(Shape):
    """One person at a glance."""

    person: PersonShape
    outcome: str | None
    """What the rules decided last: stop, regress, hold or progress."""
    attention: str | None
    """Why one looks at them first: stop, screened (no plan allowed), regress, pain (and no plan),
    silent (nothing reported for two weeks), hold; null for no reason."""
    worst_pain: float | None
    """Of the last two weeks, 0 to 10."""
    pain_sites: list[str]
    """Where that was."""
    missed: int
    """Planned in the last two weeks, and neither reported nor left out."""
    has_plan: bool
    sessions: int
    load: float
    """Effort times minutes of the last two weeks."""
    last_logged: date | None
    next_planned: date | None

    @classmethod
    def of(cls, one: Overview) -> "OverviewShape":
        """Return a glance as JSON."""
        return cls(
            person=PersonShape.of(one.person),
            outcome=one.outcome,
            attention=one.attention,
            pain_sites=list(one.pain_sites),
            missed=one.missed,
            has_plan=one.has_plan,
            worst_pain=one.worst_pain,
            sessions=one.sessions,
            load=one.load,
            last_logged=one.last_logged,
            next_planned=one.next_planned,
        )


class PeopleShape(Shape):
    """Everybody somebody may see, those who need attention first."""

    people: list[OverviewShape]


class NewPersonShape(Shape):
    """Somebody to add."""

    name: str
    language: str = "en"
    zone: str = "UTC"


class SettingsShape(Shape):
    """How somebody likes things shown, and what a body is measured with."""

    person: PersonShape
    body_mass_kg: float | None
    height_m: float | None
    placement: str
    """Where a phone or sensor is usually worn; empty if not said."""


class ChangedSettingsShape(Shape):
    """Settings to change; what is left out stays."""

    name: str | None = None
    language: str | None = None
    zone: str | None = None
    units: Literal["metric", "imperial"] | None = None
    body_mass_kg: float | None = None
    height_m: float | None = None
    placement: str | None = None


class ShareShape(Shape):
    """That somebody may see, or change, what is another's."""

    person_id: str
    name: str
    may: May
    since: datetime

    @classmethod
    def of(cls, one: Shared) -> "ShareShape":
        """Return a share as JSON."""
        may: May = "change" if one.may == "change" else "see"
        return cls(person_id=one.other_id, name=one.name, may=may, since=one.since)


class SharesShape(Shape):
    """Who may see a person, and whom they may see."""

    seen_by: list[ShareShape]
    sees: list[ShareShape]


class ChangedShareShape(Shape):
    """What somebody who sees a person may from now on."""

    may: May


class InvitingShape(Shape):
    """Whom to invite, and to what."""

    kind: Literal["to_see_me", "to_be_seen", "to_take_over"]
    may: May = "see"
    role: Literal["athlete", "coach", "clinician", "analyst"] = "athlete"
    person_id: str = ""
    """Whose journal is handed over, for ``to_take_over``."""


class LinkShape(Shape):
    """The link of an invitation; it is said this once."""

    link: str


class TokenShape(Shape):
    """A token for scripts, without its secret."""

    id: str
    label: str
    may: May
    created_at: datetime
    used_at: datetime | None

    @classmethod
    def of(cls, one: Token) -> "TokenShape":
        """Return a token as JSON."""
        may: May = "change" if one.data.get("may") == "change" else "see"
        return cls(
            id=one.id, label=one.label, may=may, created_at=one.created_at, used_at=one.used_at
        )


class TokensShape(Shape):
    """All tokens of a person that were not revoked."""

    tokens: list[TokenShape]


class NewTokenShape(Shape):
    """A token to make."""

    label: str = ""
    may: May = "see"


class CalendarShape(Shape):
    """A calendar that asks for a plan."""

    id: str
    created_at: datetime
    used_at: datetime | None

    @classmethod
    def of(cls, token: Token) -> "CalendarShape":
        """Return a calendar as JSON, without its address."""
        return cls(id=token.id, created_at=token.created_at, used_at=token.used_at)


class CalendarsShape(Shape):
    """Calendars that ask for a plan."""

    calendars: list[CalendarShape]


class MadeCalendarShape(Shape):
    """A new one, with the address that it asks at."""

    address: str
    calendar: CalendarShape


class MadeTokenShape(Shape):
    """A token that was made; its secret is said this once."""

    secret: str
    token: TokenShape


class TraceShape(Shape):
    """That somebody saw or changed something."""

    at: datetime
    who: str
    """Name of whoever did it; empty for whoever sat at the computer."""
    did: str
    what: str
    """A kind of thing, never what it says."""
    via: str
    number: int
    """Asked for as ``before``, it gives what is older."""

    @classmethod
    def of(cls, one: Trace) -> "TraceShape":
        """Return a line of the trail as JSON."""
        return cls(
            at=one.at,
            who=one.actor_name,
            did=one.did,
            what=one.what,
            via=one.via,
            number=one.number,
        )


class TrailShape(Shape):
    """What was done with a person's things, newest first."""

    trail: list[TraceShape]


class GoneShape(Shape):
    """The name of the person, typed to say that everything shall be gone."""

    name: str
