"""Starting the app."""

import ipaddress
import secrets
import socket
from collections.abc import Callable
from pathlib import Path

from backstride.errors import SettingsError
from backstride.web.settings import LOOPBACK, WebSettings, usual_folder

DEFAULT_PORT = 8765


def serve(
    host: str = "127.0.0.1",
    port: int = DEFAULT_PORT,
    *,
    folder: Path | None = None,
    names: tuple[str, ...] = (),
    certificate: Path | None = None,
    certificate_key: Path | None = None,
    language: str | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the app until it is interrupted.

    Parameters
    ----------
    host : str
        Address to listen on. Beyond this machine, a key is asked for, which ``tell`` gets.
    port : int
        0 for any that is free.
    folder : Path, optional
        Where things are kept; in the platform's data folder without.
    names : tuple of str
        Further names under which the app is reached, such as ``laptop.local``.
    certificate, certificate_key : Path, optional
        Files for HTTPS, which a phone's sensors need unless it is this machine.
    language : str, optional
        One language for everyone; as each browser asks without.
    tell : callable
        Told in a sentence where the app is, and the key.

    Raises
    ------
    SettingsError
        When the port is taken, the address is none, or a certificate cannot be read.
    """
    import uvicorn  # noqa: PLC0415 - only where the app is started

    from backstride.web.app import create_app  # noqa: PLC0415

    for path in (certificate, certificate_key):
        if path is not None and not path.is_file():
            raise SettingsError(f"{path}: there is no such file for HTTPS.")
    listener = _listener(host, port)
    at_home = _is_loopback(host)
    settings = WebSettings(
        folder=folder or usual_folder(),
        language=language,
        hosts=(*LOOPBACK, *_own_names(host), *(name.lower() for name in names)),
        key="" if at_home else secrets.token_urlsafe(9),
    )
    scheme = "https" if certificate else "http"
    shown = "localhost" if at_home else (names[0] if names else _own_names(host)[0])
    tell(f"Backstride is at {scheme}://{shown}:{listener.getsockname()[1]}/")
    if settings.key:
        tell(f"Others on the network can reach it. Each browser needs the key {settings.key}")
    config = uvicorn.Config(
        create_app(settings),
        log_level="warning",
        access_log=False,  # what a person looks at is not written down
        server_header=False,
        ssl_certfile=certificate,
        ssl_keyfile=certificate_key,
    )
    uvicorn.Server(config).run(sockets=[listener])


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise SettingsError(f"{host}:{port} cannot be used ({reason}); choose another.") from None
    return listener


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
