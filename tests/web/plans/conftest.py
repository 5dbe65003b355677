"""A person with a plan, on days that the tests choose."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backstride.journal import LOCAL, Journal
from backstride.journal.versions import Version
from backstride.training import Athlete, LogEntry, Programme, Wishes, no_conditions, plan
from backstride.web.plans.playable import key_of

HTML = {"Accept": "text/html"}
GERMAN = {**HTML, "Accept-Language": "de"}
MONDAY = date(2026, 11, 16)

HEALTHY = {
    "birth_date": "1994-03-01",
    "mass": "60",
    "height": "170",
    "running": "3",
    "running_unit": "years",
    "experience": "none",
    "none_now": "yes",
    "none_heart": "yes",
    "none_senses": "yes",
    "none_body": "yes",
}
"""The screening's form of somebody whom no rule concerns."""


@dataclass
class Follower:
    """Somebody who follows a plan from a Monday on."""

    client: TestClient
    journal: Journal
    id: str = ""
    moment: datetime = field(default=datetime(2026, 11, 16, 9, tzinfo=UTC))

    def on(self, day: date) -> None:
        """Let it be the morning of a day."""
        self.moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)

    @property
    def version(self) -> Version:
        """The plan as it stands."""
        found = self.journal.programmes.current(LOCAL, self.id)
        assert found is not None
        return found

    def key(self, number: int) -> str:
        """Return what names a session of the plan, by its place."""
        version = self.version
        return key_of(version.programme_id, version.programme.sessions()[number].uid)

    def log(self, number: int, **said: Any) -> str:
        """Report a session on its day and let the plan follow; the id of the entry is returned."""
        one = self.version.programme.sessions()[number]
        entry = LogEntry(day=one.day, uid=one.uid, **said)
        kept = self.journal.sessions.log(LOCAL, self.id, entry, minutes=20)
        self.journal.programmes.adapt(LOCAL, self.id)
        return kept.entry_id


@pytest.fixture
def nobody(client: TestClient) -> Follower:
    """Return an app in which it is that Monday and nobody has come."""
    found = Follower(client, client.app.state.journal)  # type: ignore[attr-defined]
    found.journal.clock = lambda: found.moment
    return found


@pytest.fixture
def person(nobody: Follower) -> Follower:
    """Return somebody who has answered nothing yet."""
    nobody.id = nobody.journal.people.add("Ada", zone="Europe/Berlin").id
    return nobody


@pytest.fixture
def ada(person: Follower) -> Follower:
    """Return somebody on the first day of a plan of six weeks."""
    return begin_plan(person)


def begin_plan(person: Follower, **about: Any) -> Follower:
    """Screen somebody and start a plan: Mondays, Wednesdays and Saturdays."""
    athlete = Athlete(
        **{
            "name": "Ada",
            "body_mass_kg": 60,
            "height_m": 1.7,
            "birth_date": date(1994, 3, 1),
            "running_weeks": 150,
            "goals": ("learn", "sprint"),
            "places": ("grass", "track"),
            "minutes_by_weekday": {"monday": 60, "wednesday": 60, "saturday": 60},
            "conditions": no_conditions(),
            **about,
        }
    )
    _, found = person.journal.screenings.answer(LOCAL, person.id, athlete, {})
    made = plan(athlete, found, MONDAY, Wishes(weeks=6))
    assert isinstance(made, Programme)
    person.journal.programmes.start(LOCAL, person.id, made)
    return person
