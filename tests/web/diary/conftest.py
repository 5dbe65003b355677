"""Somebody with a plan whose first session is today, and a client of the app."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstride.journal import LOCAL, Journal, open_journal
from backstride.journal.sessions import KeptEntry
from backstride.training.programme import PlannedSession
from backstride.web.app import create_app
from backstride.web.plans.playable import key_of
from backstride.web.settings import WebSettings
from tests.journal.people import planned_person
from tests.journal.servers import Clock
from tests.web.conftest import OWN


@dataclass
class Diary:
    """A client, and the journal behind it."""

    client: TestClient
    journal: Journal
    clock: Clock
    person_id: str
    programme_id: str

    @property
    def today(self) -> date:
        """What day it is."""
        return self.clock.now.date()

    def planned(self, number: int = 0) -> PlannedSession:
        """Return a session of the plan as it stands now."""
        version = self.journal.programmes.current(LOCAL, self.person_id)
        assert version is not None
        return version.programme.sessions()[number]

    def key(self, number: int = 0) -> str:
        """Return what names a session of the plan in an address."""
        return key_of(self.programme_id, self.planned(number).uid)

    def entries(self) -> list[KeptEntry]:
        """Return the log."""
        return self.journal.sessions.of(LOCAL, self.person_id)

    def page(self, path: str) -> str:
        """Return a page as a person reads it."""
        answer = self.client.get(path, headers={"Accept": "text/html"})
        assert answer.status_code == 200, answer.text
        return answer.text


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    """Give somebody whose first planned session is today."""
    with begun(tmp_path) as made:
        yield made


@contextmanager
def begun(folder: Path) -> Iterator[Diary]:
    """Give somebody whose first planned session is today."""
    clock = Clock()
    with open_journal(folder / "journal.sqlite", clock=clock) as journal:
        person_id, version = planned_person(journal)
        clock.now += version.programme.sessions()[0].day - clock.now.date()
        app = create_app(WebSettings(folder), journal)
        headers = {**OWN, "Accept": "text/html"}
        with TestClient(app, base_url="http://localhost", headers=headers) as client:
            yield Diary(client, journal, clock, person_id, version.programme_id)
