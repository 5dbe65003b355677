"""Pages: a template, the words of the reader's language, and HTML."""

import gzip
import re
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from backstride import __version__
from backstride.errors import BackstrideError
from backstride.web.assets import asset_url
from backstride.web.settings import WebSettings
from backstride.web.telling import told
from backstride.web.words_of import LANGUAGES, NAMES, Words, preferred_language, words_in

LANGUAGE_COOKIE = "backstride_language"


class Place(NamedTuple):
    """Where the frame of each page leads.

    Attributes
    ----------
    word : str
        Its name in the section ``nav`` of the words, and of its picture.
    path : str
    of_person : bool
        Whether each person has a page of it, so that it stays with whoever is looked at.
    """

    word: str
    path: str
    of_person: bool = True


MAIN_PAGES = (
    Place("today", "/"),
    Place("plan", "/plan"),
    Place("log", "/log"),
    Place("progress", "/progress"),
    Place("recordings", "/recordings"),
)
"""Always in sight: at the top of a desk, at the bottom of a phone."""

MORE_PAGES = (
    Place("sessions", "/sessions", of_person=False),
    Place("compare", "/compare"),
    Place("evidence", "/evidence", of_person=False),
    Place("people", "/people", of_person=False),
    Place("team", "/team", of_person=False),
    Place("settings", "/settings"),
    Place("sensors", "/help/sensors", of_person=False),
)
"""Behind "More"."""

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


def error_said(request: Request, error: BackstrideError) -> str:
    """Return what an error says, as a sentence of a page, in its reader's language."""
    return told(error, words_for(request))


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
            main_pages=MAIN_PAGES,
            more_pages=MORE_PAGES,
            visit=getattr(request.state, "visit", None),
            actor=getattr(request.state, "actor", None),
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


def make_ready() -> None:
    """Read all templates, so that nobody waits for it at the first look at a page."""
    environment = _environment()
    for name in environment.list_templates(extensions=("html",)):
        environment.get_template(name)


def in_zone(moment: datetime, zone: str) -> str:
    """Return a moment as a clock on the wall of a time zone shows it."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def short_day(day: date, say: Words) -> str:
    """Return day and month in a reader's words."""
    return say("log_day.short", day=day.day, month=say(f"month_short.m{day.month}"))


def site_word(site: str, say: Words) -> str:
    """Return the words for a place of the body within a sentence."""
    return say.section("plan_site").get(site, site)


def kind_of_thing(what: str, say: Words) -> str:
    """Return the words for a kind of thing in the trail."""
    return say.section("kind").get(re.sub(r"\W+", "_", what), what)


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
    environment.filters["in_zone"] = in_zone
    environment.filters["short_day"] = short_day
    environment.filters["kind_of_thing"] = kind_of_thing
    environment.filters["told"] = told
    environment.filters["site_word"] = site_word
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment
