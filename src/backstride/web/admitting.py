"""Who comes in: signed-in browsers, scripts with a token, and anyone at their own computer."""

import hmac
import re
from http import HTTPStatus

from fastapi.responses import RedirectResponse, Response
from starlette.requests import Request

from backstride.journal import Actor, Journal, NotAllowedError
from backstride.web.knowing import bearer_of, browser_token, script_token
from backstride.web.limits import API, UPLOADS, Limits, Rate
from backstride.web.pages import page
from backstride.web.problems import TooOftenError, answer, sign_in_address, wants_json
from backstride.web.settings import WebSettings
from backstride.web.visiting import SAFE

KEY_COOKIE = "backstride_key"

OPEN = ("/static/", "/join/", "/reset/", "/calendar/")
"""Addresses for everybody: what holds a secret of its own, and what says nothing of anybody."""

OPEN_PAGES = frozenset(
    {"/enter", "/sign-in", "/language", "/offline", "/health", "/manifest.webmanifest", "/sw.js"}
)

_WHOSE = re.compile(r"^(/api)?/people/[0-9a-f]{32}(?=/)")
_UPLOADS = ("/recordings", "/api/batches", "/api/runs/", "/team", "/api/matches")


class Door:
    """Knows who asks, and whether they may come in.

    Attributes
    ----------
    settings : WebSettings
    journal : Journal
    limits : Limits
    """

    def __init__(self, settings: WebSettings, journal: Journal, limits: Limits) -> None:
        self.settings, self.journal, self.limits = settings, journal, limits

    def refusal(self, request: Request) -> Response | None:
        """Put who asks on the request; return what to answer instead when they may not come in."""
        path = request.url.path
        if path.startswith("/static/"):
            return None
        if is_script(request):
            return self._script(request)
        token = browser_token(self.journal, request)
        if token is not None:
            request.state.actor = Actor(token.person_id, "web")
            request.state.token = token
            return self._too_often(request, token.person_id)
        if path in OPEN_PAGES or path.startswith(OPEN):
            return None
        if self.journal.accounts.any():
            return _again(request) or _sign_in(request)
        return self._without_accounts(request) if self.settings.key else None

    def _script(self, request: Request) -> Response | None:
        try:
            token = script_token(self.journal, bearer_of(request))
        except NotAllowedError:
            sentence = "This token is unknown or has been revoked; make another in the settings."
            refused = answer(request, 401, "bad_token", sentence)
            refused.headers["WWW-Authenticate"] = "Bearer"
            return refused
        if request.method not in SAFE and token.data.get("may") != "change":
            sentence = "This token may see and not change; make one that may."
            return answer(request, 403, "token_sees_only", sentence)
        request.state.actor = Actor(token.person_id, "token")
        return self._too_often(request, token.id)

    def _too_often(self, request: Request, key: str) -> Response | None:
        path = place_of(request.url.path)
        rate: Rate | None = API if path.startswith("/api/") else None
        if request.method not in SAFE and path.startswith(_UPLOADS):
            rate = UPLOADS
        wait_s = self.limits.take(rate, key) if rate else 0.0
        if not wait_s:
            return None
        error = TooOftenError(wait_s)
        refused = answer(request, 429, error.code, str(error.detail))
        refused.headers.update(error.waiting)
        return refused

    def _without_accounts(self, request: Request) -> Response | None:
        """Let in whoever knows the key, to open the first account and no further."""
        given = request.cookies.get(KEY_COOKIE, "")
        known = hmac.compare_digest(given.encode(), self.settings.key.encode())
        if known and request.url.path == "/open-account":
            return None
        if request.method == "GET" and not wants_json(request):
            return RedirectResponse("/open-account" if known else "/enter", HTTPStatus.SEE_OTHER)
        sentence = "Open the app in a browser first: type the key there and open an account."
        return answer(request, 401, "key_needed", sentence)


def place_of(path: str) -> str:
    """Return the address of a page without whose it is."""
    return _WHOSE.sub(r"\1", path)


def is_script(request: Request) -> bool:
    """Return whether a script with a token asks; no other site's page can make a browser do it."""
    return bool(bearer_of(request)) and request.url.path.startswith("/api/")


def _sign_in(request: Request) -> Response:
    if request.method == "GET" and not wants_json(request):
        return RedirectResponse(sign_in_address(request), HTTPStatus.SEE_OTHER)
    return answer(request, 401, "sign_in", "Sign in first, or send a token.")


def _again(request: Request) -> Response | None:
    """Let a browser that followed a link from elsewhere ask again, from here.

    It keeps the sign-in to itself on the way from another site, such as a message with a link.
    """
    from_elsewhere = request.headers.get("sec-fetch-site") == "cross-site"
    if request.method != "GET" or not from_elsewhere or wants_json(request):
        return None
    return page(request, "people-again.html", again=request.url.path, bare=True)
