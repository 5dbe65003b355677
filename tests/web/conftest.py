"""A running app and a browser for the tests of its pages."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient

from backstride.web.app import create_app
from backstride.web.settings import WebSettings

OWN = {"Origin": "http://localhost", "Accept": "application/json"}
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)
SHORT_SESSION = "Short session\n4s walk\n3s backward easy\n4s walk\n"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """Return a client that behaves like a page of the app."""
    app = create_app(WebSettings(tmp_path, largest_upload_bytes=50_000_000))
    with TestClient(app, base_url="http://localhost", headers=OWN) as made:
        yield made


@dataclass
class Running:
    """An app that answers on a port, and can be cut off and started again."""

    settings: WebSettings
    port: int = 0
    servers: list[tuple[uvicorn.Server, threading.Thread]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Listen, on the same port as before."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        config = uvicorn.Config(
            create_app(self.settings), log_level="critical", timeout_graceful_shutdown=15
        )
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


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """Return an app with a short session in it."""
    app = Running(WebSettings(tmp_path))
    app.start()
    yield app
    app.cut()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return a browser; without one the tests are skipped, except in CI."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs Chromium to use the pages; install chromium")
        pytest.skip("no Chromium is installed, so nobody used the pages; install chromium")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only with a browser

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """Return a fresh window the size of a phone; complaints of the page fail the test."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    made = context.new_page()
    complaints: list[str] = []
    made.on("pageerror", lambda error: complaints.append(str(error)))
    made.on("console", lambda m: complaints.append(m.text) if "Content Security" in m.text else 0)
    yield made
    context.close()
    assert complaints == []


def new_session(page: Any, app: Running, text: str = SHORT_SESSION) -> str:
    """Write a session as a person does and return the address of its player."""
    page.goto(app.url)
    page.fill("#text", text)
    page.get_by_role("button", name="Open in the player").click()
    page.wait_for_url("**/play/*")
    return str(page.url)
