"""Coming in: the key of an app that others on the network can reach, and the language."""

import hmac
from datetime import timedelta
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from backstride.web.admitting import KEY_COOKIE
from backstride.web.knowing import remember
from backstride.web.limits import SIGN_IN_ADDRESS, Limits, Rate
from backstride.web.pages import LANGUAGE_COOKIE, page, settings_of
from backstride.web.problems import ProblemError, TooOftenError
from backstride.web.words_of import LANGUAGES

router = APIRouter(include_in_schema=False)

YEAR = timedelta(days=365)
_MOST_FIELDS = 100  # no form of the app has half of them


def own_path(path: str) -> str:
    """Return an address within the app: the one given, or the start for any other."""
    if not path.startswith("/") or path.startswith(("//", "/\\")) or not path.isprintable():
        return "/"
    return path


def address_of(request: Request) -> str:
    """Return the address a request comes from, for counting alone."""
    return request.client.host if request.client else ""


def check_rate(request: Request, rate: Rate, key: str) -> None:
    """Count something that may be done so often.

    Raises
    ------
    TooOftenError
    """
    limits: Limits = request.app.state.limits
    if wait_s := limits.take(rate, key):
        raise TooOftenError(wait_s)


async def form_of(request: Request) -> dict[str, str]:
    """Return the fields of a small form that hold something."""
    return {name: value for name, value in (await whole_form_of(request)).items() if value}


async def whole_form_of(request: Request) -> dict[str, str]:
    """Return the fields of a small form, empty ones too; the last of each name."""
    text = (await request.body()).decode("utf-8", "replace")
    try:
        fields = parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise ProblemError(422, "bad_request", "The form has too many fields.") from None
    return {name: values[-1] for name, values in fields.items()}


Form = Annotated[dict[str, str], Depends(whole_form_of)]
"""The fields of a small form, the last of each name."""


@router.get("/enter")
def ask_for_key(request: Request) -> Response:
    """Show the page that asks for the key."""
    return page(request, "enter.html", wrong=False, bare=True)


@router.post("/enter")
def take_key(request: Request, form: Form) -> Response:
    """Let a browser in that knows the key."""
    given, wanted = form.get("key", "").strip(), settings_of(request).key
    check_rate(request, SIGN_IN_ADDRESS, address_of(request))
    if not wanted or not hmac.compare_digest(given.encode(), wanted.encode()):
        return page(request, "enter.html", status=403, wrong=True, bare=True)
    response = RedirectResponse("/open-account", 303)
    remember(request, response, KEY_COOKIE, wanted, timedelta(days=1))
    return response


@router.post("/language")
def choose_language(request: Request, form: Form) -> Response:
    """Remember a reader's language and go back to where they were."""
    response = RedirectResponse(own_path(form.get("path", "/")), 303)
    if form.get("language") in LANGUAGES:
        remember(request, response, LANGUAGE_COOKIE, form["language"], YEAR)
    return response


@router.get("/health")
def health() -> JSONResponse:
    """Say that the app answers."""
    return JSONResponse({"status": "ok"})
