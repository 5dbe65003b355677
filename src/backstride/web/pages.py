"""Pages: a template, the words of the reader's language, and HTML."""

import gzip
from functools import cache
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from backstride import __version__
from backstride.web.assets import asset_url
from backstride.web.settings import WebSettings
from backstride.web.words_of import LANGUAGES, NAMES, Words, preferred_language, words_in

LANGUAGE_COOKIE = "backstride_language"

_WORTH_PACKING_BYTES = 1400  # what fits into one packet anyway is sent as it is


def settings_of(request: Request) -> WebSettings:
    """Return the settings of the app that a request came to."""
    settings: WebSettings = request.app.state.settings
    return settings


def words_for(request: Request) -> Words:
    """Return the words of a reader: as the settings say, as chosen, or as the browser asks."""
    chosen = settings_of(request).language or request.cookies.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return words_in(chosen)
    return words_in(preferred_language(request.headers.get("accept-language", "")))


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """Return a page as a response, packed where the browser takes it."""
    words = words_for(request)
    html = (
        _environment()
        .get_template(template)
        .render(
            say=words,
            language=words.language,
            languages=() if settings_of(request).language else [(c, NAMES[c]) for c in LANGUAGES],
            path=request.url.path,
            version=__version__,
            **values,
        )
    )
    return html_response(request, html, status)


def html_response(
    request: Request, html: str, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """Return HTML that no cache between keeps: pages may hold what concerns a person's health."""
    body = html.encode()
    sent = {"Cache-Control": "no-store", "Vary": "Accept-Encoding, Cookie, Accept-Language"}
    if len(body) > _WORTH_PACKING_BYTES and "gzip" in request.headers.get("accept-encoding", ""):
        body, sent["Content-Encoding"] = gzip.compress(body, 5), "gzip"
    return Response(body, status, {**sent, **(headers or {})}, "text/html; charset=utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("backstride.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["asset"] = asset_url
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment
