"""What stands before every request: who may ask, how much they may send, and what goes back."""

import logging
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from anyio import move_on_after, to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backstride.web.admitting import Door, is_script, place_of
from backstride.web.problems import TooLargeError, TooSlowError, answer
from backstride.web.settings import WebSettings
from backstride.web.visiting import SAFE

if TYPE_CHECKING:
    from fastapi.responses import Response

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self' blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No inline script or style, nothing from elsewhere. ``blob:`` is for sound kept on the phone."""

_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(self), gyroscope=(self), magnetometer=(self), geolocation=(self), "
        "screen-wake-lock=(self), camera=(), microphone=(), payment=(), usb=()"
    ),
}

SMALL_BYTES = 256 * 1024
"""Most of a form or a piece of JSON."""
CHUNK_BYTES = 4 * 1024**2
"""Most of one piece of a recording, which is about ten seconds and 60 kB."""

PATIENCE_S = 60.0
"""How long the first bytes of a request may take."""
SLOWEST_BYTES_PER_S = 1000.0
"""How fast the rest has to come, on average: a tenth of the slowest mobile network."""

_LARGE = ("/recordings", "/import", "/api/import", "/team", "/api/matches")
_LOG = logging.getLogger("backstride.web")


class Guard:
    """Middleware that refuses what a web site elsewhere could have sent, and what is too much.

    Attributes
    ----------
    app : ASGIApp
    settings : WebSettings
    door : Door
        Who may come in.
    """

    def __init__(self, app: ASGIApp, settings: WebSettings, door: Door) -> None:
        self.app, self.settings, self.door = app, settings, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            refused = self._refusal(request) or await to_thread.run_sync(self.door.refusal, request)
            if refused is not None:
                await refused(scope, receive, send_with_headers)
                return
            limit = self._most_bytes(request)
            await self.app(scope, _limited(receive, limit), send_with_headers)
        except Exception as error:  # a fault of ours; its text could hold what a person sent
            _LOG.error("%s at %s", type(error).__name__, _where(error))
            if started:
                raise
            sentence = "Something went wrong here. Nothing you sent was lost; try again."
            failed = answer(request, 500, "internal", sentence)
            await failed(scope, receive, send_with_headers)

    def _refusal(self, request: Request) -> "Response | None":
        host = request.headers.get("host", "").lower()
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        if name not in self.settings.hosts:
            return answer(request, 403, "wrong_host", "The app does not answer under this name.")
        scripted = is_script(request)  # its header is nothing that a browser sends by itself
        if request.method not in SAFE and not scripted and not _same_origin(request.headers, host):
            sentence = "This request did not come from a page of the app, so nothing was changed."
            return answer(request, 403, "other_origin", sentence)
        most = self._most_bytes(request)
        said = request.headers.get("content-length", "0")
        if said.isdecimal() and int(said) > most:
            error = TooLargeError(most)
            return answer(request, 413, error.code, str(error.detail))
        return None

    def _most_bytes(self, request: Request) -> int:
        path = place_of(request.url.path)
        if path in _LARGE or path.startswith("/api/batches/"):
            return self.settings.largest_upload_bytes
        return CHUNK_BYTES if path.startswith("/api/runs/") else SMALL_BYTES


def _same_origin(headers: Headers, host: str) -> bool:
    """Return whether a browser says that a page of this app sent a request."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return headers.get("origin", "").lower().partition("://")[2] == host


def _limited(receive: Receive, most_bytes: int) -> Receive:
    """Return a receiver that counts what really comes, whatever was announced, and how fast."""
    begun, taken, more = time.monotonic(), 0, True

    async def receive_some() -> Message:
        nonlocal taken, more
        if not more:  # all has come; what is waited for now is the end of the connection
            return await receive()
        patience_s = begun + PATIENCE_S + taken / SLOWEST_BYTES_PER_S - time.monotonic()
        with move_on_after(max(0.0, patience_s)):
            message = await receive()
            taken += len(message.get("body", b""))
            more = bool(message.get("more_body", False))
            if taken > most_bytes:
                raise TooLargeError(most_bytes)
            return message
        raise TooSlowError

    return receive_some


def _where(error: BaseException) -> str:
    """Return the file and line of an error, without its text."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "an unknown place"
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
