"""Starting the app."""

import ipaddress
import os
import secrets
import socket
import ssl
import sys
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from backstride.errors import SettingsError
from backstride.web.settings import LOOPBACK, WebSettings, usual_folder

if TYPE_CHECKING:
    from backstride.journal import Journal

DEFAULT_PORT = 8765

DEMO_FOLDER = "demo"
"""Where the demo journal is, in the platform's data folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """How the app is served.

    Attributes
    ----------
    folder : Path or None
        Where things are kept; in the platform's data folder without.
    names : tuple of str
        Further names under which the app is reached, such as ``laptop.local`` or that of a web
        server before it; with one, others can reach it, whatever it listens on.
    certificate, certificate_key : Path or None
        Files for HTTPS, which a phone's sensors need unless it is this machine.
    language : str or None
        One language for everyone; as each browser asks without.
    demo : bool
        Open a journal of made-up people, in a folder of its own.
    browser : bool
        Also show it in a browser, where there is a screen.
    """

    folder: Path | None = None
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    certificate_key: Path | None = None
    language: str | None = None
    demo: bool = False
    browser: bool = False

    def settings(self, host: str) -> WebSettings:
        """Return the settings of the app on an address."""
        at_home = _is_loopback(host) and not self.names
        usual = usual_folder() / DEMO_FOLDER if self.demo else usual_folder()
        return WebSettings(
            folder=self.folder or usual,
            language=self.language,
            hosts=(*LOOPBACK, *_own_names(host), *(name.lower() for name in self.names)),
            key="" if at_home else secrets.token_urlsafe(9),
            demo=self.demo,
        )


def serve(
    host: str = "127.0.0.1",
    port: int = DEFAULT_PORT,
    how: Serving | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the app until it is interrupted.

    Parameters
    ----------
    host : str
        Address to listen on. Beyond this machine everybody has an account; the first is opened
        with a key, which ``tell`` gets.
    port : int
        0 for any that is free.
    how : Serving, optional
    tell : callable
        Told in a sentence where the app is, and the key.

    Raises
    ------
    SettingsError
        When the port is taken, the address is none, or a certificate cannot be read.
    """
    import uvicorn  # noqa: PLC0415 - only where the app is started

    from backstride.web.app import create_app  # noqa: PLC0415
    from backstride.web.pages import make_ready  # noqa: PLC0415

    wanted = how or Serving()
    _check_certificate(wanted.certificate, wanted.certificate_key)
    listener = _listener(host, port)
    with listener:
        settings = wanted.settings(host)
        app = create_app(settings)
        if wanted.demo:
            _prepare_demo(app.state.journal, tell)
        port = listener.getsockname()[1]
        address, said = _where(host, port, wanted, known=bool(settings.key))
        tell(said)
        if settings.key:
            tell(_about_network(app.state.journal, settings.key))
            tell(f"The journal is {app.state.journal.place}.")
        elif wanted.browser and _has_screen():
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        threading.Thread(target=make_ready, daemon=True).start()
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,  # what a person looks at is not written down
            server_header=False,
            ssl_certfile=wanted.certificate,
            ssl_keyfile=wanted.certificate_key,
        )
        uvicorn.Server(config).run(sockets=[listener])


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()  # whoever comes before the app is ready waits
    except (OSError, OverflowError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise SettingsError(f"{host}:{port} cannot be used ({reason}); choose another.") from None
    return listener


def _prepare_demo(journal: "Journal", tell: Callable[[str], None]) -> None:
    from backstride.web.people.demo import made_up_people, renew_demo  # noqa: PLC0415 - slow

    if not made_up_people(journal):
        tell("Making up an athlete and a club, once; it takes a few seconds ...")
    renew_demo(journal)
    tell("This is the demo journal: everybody in it is synthetic. Your own: backstride serve")


def _check_certificate(certificate: Path | None, key: Path | None) -> None:
    """Make sure that a certificate and its key can be read and belong together."""
    for path in (certificate, key):
        if path is not None and not path.is_file():
            raise SettingsError(f"{path}: there is no such file for HTTPS.")
    if certificate is None:
        if key is not None:
            raise SettingsError(f"{key}: a key needs its certificate; name it with --certificate.")
        return
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(certificate, key, password="")
    except (ssl.SSLError, OSError) as error:
        said = getattr(error, "reason", None) or str(error)
        raise SettingsError(
            f"{certificate}: no certificate for HTTPS with its key ({said}); name both files, as "
            "PEM and without a password, with --certificate and --key."
        ) from None


def _where(host: str, port: int, how: Serving, *, known: bool) -> tuple[str, str]:
    """Return the app's address, and a sentence with it."""
    scheme = "https" if how.certificate else "http"
    name = how.names[0] if how.names else _own_names(host)[0]
    if how.names and _is_loopback(host) and not how.certificate:
        behind = f"https://{name}/"
        said = f"Backstride is at {behind} once a web server leads there from "
        return behind, f"{said}http://localhost:{port}/"
    address = f"{scheme}://{name if known else 'localhost'}:{port}/"
    return address, f"Backstride is at {address}"


def _about_network(journal: "Journal", key: str) -> str:
    if journal.accounts.any():
        return "Others on the network can reach it; everybody signs in."
    return f"Others on the network can reach it. Open the first account with the key {key}"


def _has_screen() -> bool:
    """Return whether a browser has somewhere to show itself."""
    if "SSH_CONNECTION" in os.environ:
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _own_names(host: str) -> tuple[str, ...]:
    """Return under which names the app is reached when it listens on an address."""
    if _is_loopback(host):
        return (f"[{host}]" if ":" in host else host.lower(),)
    name = socket.gethostname().lower()
    named = (name, f"{name}.local")
    try:
        anywhere = ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return (host.lower(), *named)
    return (*named, *_addresses()) if anywhere else (f"[{host}]" if ":" in host else host, *named)


def _addresses() -> tuple[str, ...]:
    """Return this machine's address on its network; no packet is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # reserved for documentation: never anyone's
        except OSError:
            return ()
        return (str(probe.getsockname()[0]),)
