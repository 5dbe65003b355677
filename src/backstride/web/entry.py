"""Coming in: the key of an app that others on the network can reach, and the language."""

import hmac
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from backstride.web.guard import KEY_COOKIE
from backstride.web.pages import LANGUAGE_COOKIE, page, settings_of
from backstride.web.words_of import LANGUAGES

router = APIRouter(include_in_schema=False)

_YEAR_S = 365 * 24 * 3600


async def form_of(request: Request) -> dict[str, str]:
    """Return the fields of a small form."""
    fields = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=50)
    return {name: values[-1] for name, values in fields.items()}


@router.get("/enter")
def ask_for_key(request: Request) -> Response:
    """Show the page that asks for the key."""
    return page(request, "enter.html", wrong=False)


@router.post("/enter")
async def take_key(request: Request) -> Response:
    """Let a browser in that knows the key."""
    given, wanted = (await form_of(request)).get("key", "").strip(), settings_of(request).key
    if not wanted or not hmac.compare_digest(given.encode(), wanted.encode()):
        return page(request, "enter.html", status=403, wrong=True)
    response = RedirectResponse("/", 303)
    _remember(request, response, KEY_COOKIE, wanted)
    return response


@router.post("/language")
async def choose_language(request: Request) -> Response:
    """Remember a reader's language and go back to where they were."""
    form = await form_of(request)
    path = form.get("path", "/")
    if not path.startswith("/") or path.startswith(("//", "/\\")):
        path = "/"
    response = RedirectResponse(path, 303)
    if form.get("language") in LANGUAGES:
        _remember(request, response, LANGUAGE_COOKIE, form["language"])
    return response


@router.get("/health")
def health() -> JSONResponse:
    """Say that the app answers."""
    return JSONResponse({"status": "ok"})


def _remember(request: Request, response: Response, name: str, value: str) -> None:
    secure = request.url.scheme == "https"
    response.set_cookie(
        name, value, max_age=_YEAR_S, httponly=True, samesite="strict", secure=secure
    )
