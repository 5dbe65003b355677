"""A running app and a browser for the tests of its pages.

One app and one browser serve all tests; each test has a window and a person of its own. Where a
session is played, time in the window stands still until a test lets it go on, so that a slow
machine makes a test slow and never wrong.
"""

import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from backstride.journal import Journal
from backstride.journal.people import Person
from backstride.web.app import create_app
from backstride.web.settings import WebSettings
from backstride.web.visiting import PERSON_COOKIE
from tests.chromium import chromium

OWN = {"Origin": "http://localhost", "Accept": "application/json"}
SHORT_SESSION = "Short session\n4s walk\n3s backward easy\n4s walk\n"

SILENT = """
HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException("", "NotAllowedError"));
"""
"""A browser that plays no sound, so that no sound is the session's clock."""


@pytest.fixture
def client(tmp_path: Any) -> Iterator[TestClient]:
    """Return a client that behaves like a page of the app."""
    app = create_app(WebSettings(tmp_path, largest_upload_bytes=50_000_000))
    with TestClient(app, base_url="http://localhost", headers=OWN) as made:
        yield made


@dataclass
class Running:
    """An app that answers on a port, and can be cut off and started again."""

    settings: WebSettings
    port: int = 0
    app: FastAPI | None = None
    servers: list[tuple[uvicorn.Server, threading.Thread]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://localhost:{self.port}"

    @property
    def journal(self) -> Journal:
        """Its journal."""
        assert self.app is not None
        journal: Journal = self.app.state.journal
        return journal

    def start(self) -> None:
        """Listen, on the same port as before."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        self.app = create_app(self.settings)
        config = uvicorn.Config(self.app, log_level="critical", timeout_graceful_shutdown=15)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        self.servers.append((server, thread))

    def cut(self) -> None:
        """Be unreachable."""
        while self.servers:
            server, thread = self.servers.pop()
            server.should_exit = True
            thread.join(20)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Return the app that all tests share."""
    app = Running(WebSettings(tmp_path_factory.mktemp("app")))
    app.start()
    yield app
    app.cut()


@pytest.fixture
def running(served: Running) -> Running:
    """Return an app that answers, whatever the test before did to it."""
    if not served.servers:
        served.start()
    return served


browser = pytest.fixture(scope="session")(chromium)


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """Return a fresh window the size of a phone; complaints of the page fail the test."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    made = context.new_page()
    complaints = complaints_of(made)
    yield made
    context.close()
    assert complaints == []


def complaints_of(page: Any) -> list[str]:
    """Return what a page will complain of."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if "Content Security" in m.text else 0)
    return complaints


@pytest.fixture
def athlete(page: Any, running: Running) -> Person:
    """Return the person whose window it is."""
    person = running.journal.people.add("Ada")
    come_in(page, running, person.id)
    return person


def come_in(page: Any, running: Running, person_id: str) -> None:
    """Let a window be a person's, as if they had chosen themselves on a shared computer."""
    cookie = {"name": PERSON_COOKIE, "value": person_id, "url": running.url}
    page.context.add_cookies([cookie])


def hold_time(page: Any) -> None:
    """Let time in a window stand still from its next page on, until ``go_on`` lets it."""
    page.add_init_script(SILENT)
    page.clock.install()
    page.clock.pause_at(time.time() + 1)


def go_on(page: Any, seconds: float) -> None:
    """Let some seconds pass in a window whose time stands still."""
    page.clock.run_for(round(1000 * seconds))


def new_session(page: Any, app: Running, text: str = SHORT_SESSION) -> str:
    """Write a session as a person does and return the address of its player."""
    page.goto(f"{app.url}/sessions")
    page.fill("#text", text)
    page.get_by_role("button", name="Open in the player").click()
    page.wait_for_url("**/play/*")
    return str(page.url)


def wait_for(page: Any, what: str, has: str, *, step_s: float = 0.0) -> None:
    """Wait until an element's text holds some words, letting time pass where it stands still.

    The policy of the pages forbids waiting by scripts.
    """
    until = time.monotonic() + 60
    while not re.search(has, page.locator(what).text_content() or ""):
        if time.monotonic() > until:
            pytest.fail(f"{what} says {page.locator(what).text_content()!r} and never {has!r}")
        if step_s:
            go_on(page, step_s)
        page.wait_for_timeout(30)


def picture(page: Any, name: str, *, full: bool = True) -> None:
    """Keep a picture where somebody wants one."""
    if folder := os.environ.get("BACKSTRIDE_SCREENSHOTS"):
        page.screenshot(path=str(Path(folder) / f"web-{name}.png"), full_page=full)
