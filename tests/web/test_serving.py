"""Starting the app."""

import re
import socket
import webbrowser
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from backstride.errors import SettingsError
from backstride.web import serve
from backstride.web.serving import Serving, _is_loopback, _own_names


def test_a_taken_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    """The address and what to do stand in it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"127\.0\.0\.1:{port} cannot be used"):
            serve(port=port, how=Serving(folder=tmp_path))


def test_an_absent_certificate_is_said_before_anything_starts(tmp_path: Path) -> None:
    """The path stands in the sentence."""
    with pytest.raises(SettingsError, match=r"none\.pem: there is no such file"):
        serve(port=0, how=Serving(folder=tmp_path, certificate=tmp_path / "none.pem"))


@pytest.mark.parametrize(
    ("host", "home"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("x.de", False)],  # noqa: S104
)
def test_only_this_machine_needs_no_key(host: str, home: bool) -> None:
    """Whatever others can reach counts as a network, and is answered under its own names."""
    assert _is_loopback(host) is home
    names = _own_names(host)
    assert names
    assert "0.0.0.0" not in names  # noqa: S104


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return the settings of the servers that would have run."""
    found: list[Any] = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda server, **_: found.append(server.config))
    return found


def test_a_name_for_others_makes_it_a_network(tmp_path: Path, started: list[Any]) -> None:
    """Behind a web server the app listens on this machine, and still asks everybody to sign in."""
    told: list[str] = []
    how = Serving(folder=tmp_path, names=("Club.example",))
    serve(port=0, how=how, tell=told.append)
    settings = started[0].app.state.settings
    assert "club.example" in settings.hosts
    assert settings.key in told[1]
    assert len(settings.key) >= 12
    journal = started[0].app.state.journal
    journal.accounts.open(journal.people.add("Ada").id, "ada", "tall and quick feet")
    told.clear()
    serve(port=0, how=how, tell=told.append)
    assert told[1].endswith("everybody signs in.")


def test_where_the_app_is_found_is_said_as_it_is(tmp_path: Path, started: list[Any]) -> None:
    """With a web server before it, under that one's name; without, with port and certificate."""
    told: list[str] = []
    serve(port=0, how=Serving(folder=tmp_path, names=("club.example",)), tell=told.append)
    assert re.fullmatch(
        r"Backstride is at https://club\.example/ once a web server leads there from "
        r"http://localhost:\d+/",
        told[0],
    )
    assert told[2] == f"The journal is {tmp_path / 'journal.sqlite'}."
    told.clear()
    serve("0.0.0.0", 0, Serving(folder=tmp_path, names=("laptop.local",)), told.append)  # noqa: S104
    assert re.fullmatch(r"Backstride is at http://laptop\.local:\d+/", told[0])


@pytest.mark.parametrize(("certificate", "key"), [("pem", None), ("pem", "pem"), (None, "pem")])
def test_what_is_no_certificate_is_said_before_anything_starts(
    tmp_path: Path, started: list[Any], certificate: str | None, key: str | None
) -> None:
    """One sentence with the option that is missing or the file that will not do."""
    (tmp_path / "pem").write_text("no certificate")
    how = Serving(
        folder=tmp_path,
        certificate=tmp_path / certificate if certificate else None,
        certificate_key=tmp_path / key if key else None,
    )
    with pytest.raises(SettingsError, match=r"pem: (no certificate|a key needs).*--certificate"):
        serve(port=0, how=how)
    assert started == []


def test_at_home_no_key_is_needed(tmp_path: Path, started: list[Any]) -> None:
    """One person on this computer needs neither key nor account."""
    told: list[str] = []
    serve(port=0, how=Serving(folder=tmp_path), tell=told.append)
    assert started[0].app.state.settings.key == ""
    assert len(told) == 1
    assert told[0].startswith("Backstride is at http://localhost:")


@pytest.mark.parametrize(
    ("display", "ssh", "shown"), [(":0", None, True), (None, None, False), (":0", "1 2", False)]
)
def test_a_browser_opens_where_there_is_a_screen(
    tmp_path: Path,
    started: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    display: str | None,
    ssh: str | None,
    shown: bool,
) -> None:
    """Not on a server, and not at the far end of a line."""
    monkeypatch.setattr("sys.platform", "linux")
    for name, value in (("DISPLAY", display), ("SSH_CONNECTION", ssh), ("WAYLAND_DISPLAY", None)):
        monkeypatch.delenv(name, raising=False)
        if value:
            monkeypatch.setenv(name, value)
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setattr("threading.Thread.start", lambda thread: thread.run())
    serve(port=0, how=Serving(folder=tmp_path, browser=True))
    assert bool(opened) is shown
    assert len(started) == 1
