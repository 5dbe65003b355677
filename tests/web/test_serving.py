"""Starting the app."""

import socket
from pathlib import Path

import pytest

from backstride.errors import SettingsError
from backstride.web import serve
from backstride.web.serving import _is_loopback, _own_names


def test_a_taken_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    """The address and what to do stand in it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"127\.0\.0\.1:{port} cannot be used"):
            serve(port=port, folder=tmp_path)


def test_an_absent_certificate_is_said_before_anything_starts(tmp_path: Path) -> None:
    """The path stands in the sentence."""
    with pytest.raises(SettingsError, match=r"none\.pem: there is no such file"):
        serve(port=0, folder=tmp_path, certificate=tmp_path / "none.pem")


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
