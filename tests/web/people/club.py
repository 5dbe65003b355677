"""A club for the tests: people with accounts, each with a browser of their own."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from backstride.journal import LOCAL, Journal
from backstride.web.app import create_app
from backstride.web.settings import WebSettings

PASSWORD = "tall and quick feet"  # noqa: S105 - of people made up for a test
BROWSER = {"Origin": "http://localhost", "Accept": "text/html"}


class Club:
    """An app, and a browser for each of its people."""

    def __init__(self, folder: Path, **more: Any) -> None:
        self.app: FastAPI = create_app(WebSettings(folder, **more))

    @property
    def journal(self) -> Journal:
        """The journal of the app."""
        journal: Journal = self.app.state.journal
        return journal

    def browser(self) -> TestClient:
        """Return a browser that nobody has signed in with."""
        return TestClient(
            self.app, base_url="http://localhost", headers=BROWSER, follow_redirects=False
        )

    def member(self, name: str, *, role: str = "athlete") -> tuple[str, TestClient]:
        """Return somebody with an account: their id, and their signed-in browser."""
        person = self.journal.people.add(name, roles=(role,))
        self.journal.accounts.open(person.id, name.lower(), PASSWORD)
        return person.id, self.signed_in(name)

    def signed_in(self, name: str, password: str = PASSWORD) -> TestClient:
        """Return a browser with which somebody signed in."""
        browser = self.browser()
        form = {"login": name.lower(), "password": password}
        assert browser.post("/sign-in", data=form).status_code == 303
        return browser

    def person(self, name: str) -> str:
        """Return the id of somebody."""
        return next(one.id for one in self.journal.people.seen_by(LOCAL) if one.name == name)


@contextmanager
def opened(folder: Path, **more: Any) -> Iterator[Club]:
    """Give a club whose app runs."""
    club = Club(folder, **more)
    with TestClient(club.app):
        yield club


def link_in(text: str) -> str:
    """Return the path of the invitation that a page shows."""
    found = re.search(r"http://localhost(/join/[\w-]+)", text)
    assert found
    return found[1]


Opening = Callable[..., Club]
