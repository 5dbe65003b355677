"""The first visit: from nothing to a person, or the demo athlete in one click."""

from functools import cache
from zoneinfo import available_timezones

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from backstride.journal import LOCAL
from backstride.journal.people import UNITS, Person
from backstride.web.pages import page, words_for
from backstride.web.plans.fields import Fields, Form
from backstride.web.visiting import PERSON_COOKIE, actor_of, journal_of

router = APIRouter(include_in_schema=False)

_YEAR_S = 365 * 24 * 3600
_REGIONS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Arctic/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)


@router.get("/welcome")
def welcome(request: Request) -> Response:
    """Greet whoever comes first; whoever is known goes to their own page."""
    if journal_of(request).people.count():
        return RedirectResponse("/", 303)
    return _page(request, Fields({"units": ["metric"]}))


@router.post("/welcome")
def begin(request: Request, form: Form) -> Response:
    """Add the first person and go on to the questions."""
    journal = journal_of(request)
    if journal.people.count():
        return RedirectResponse("/", 303)
    errors = {}
    if "name" not in form or len(form.one("name")) > 100:
        errors["name"] = "needed"
    if form.one("zone") not in _zones():
        errors["zone"] = "needed"
    if errors:
        return _page(request, form, errors)
    person = journal.people.add(
        form.one("name"),
        zone=form.one("zone"),
        units=form.one("units") if form.one("units") in UNITS else UNITS[0],
        language=words_for(request).language,
        by=LOCAL,
    )
    return _opened(request, person, "/screening")


@router.post("/welcome/demo")
def demo(request: Request) -> Response:
    """Make the demo athlete and show their day."""
    from backstride.web.people.demo import make_demo  # noqa: PLC0415 - slow, and once at most

    actor = actor_of(request)
    journal = journal_of(request)
    if actor.person_id is not None:
        return RedirectResponse("/", 303)
    return _opened(request, journal.people.get(actor, make_demo(journal)), "/")


def _opened(request: Request, person: Person, path: str) -> Response:
    response = RedirectResponse(path, 303)
    secure = request.url.scheme == "https"
    response.set_cookie(
        PERSON_COOKIE, person.id, max_age=_YEAR_S, httponly=True, samesite="strict", secure=secure
    )
    return response


def _page(request: Request, form: Fields, errors: dict[str, str] | None = None) -> Response:
    return page(
        request,
        "plans-welcome.html",
        status=422 if errors else 200,
        form=form,
        errors=errors or {},
        zones=_zones(),
        units=UNITS,
        bare=True,
    )


@cache
def _zones() -> list[str]:
    """Return the time zones people live in; the browser chooses one where it may."""
    return ["UTC", *sorted(one for one in available_timezones() if one.startswith(_REGIONS))]
