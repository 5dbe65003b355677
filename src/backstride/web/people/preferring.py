"""Settings: who somebody is, and how they like things shown."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import available_timezones

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from backstride.errors import BackstrideError, SettingsError
from backstride.inertial.wearing import WAYS_OF_WEARING
from backstride.journal import Actor, Journal
from backstride.journal.people import UNITS
from backstride.web.entry import YEAR, Form
from backstride.web.knowing import is_owner, remember
from backstride.web.pages import LANGUAGE_COOKIE, page, words_for
from backstride.web.visiting import Visit, Visiting
from backstride.web.wearing_words import wearing_choices
from backstride.web.words_of import LANGUAGES, NAMES

router = APIRouter()

BODY = {"body_mass_kg": (20.0, 300.0), "height_m": (0.9, 2.5)}
"""What of a body is asked, and in which range; as screening asks it."""

_PLAIN = ("name", "language", "zone", "units")


@router.get("/settings")
def show(request: Request, visit: Visiting) -> Response:
    """Show a person's settings."""
    return _page(request, visit, {})


@router.post("/settings")
def save(request: Request, visit: Visiting, form: Form) -> Response:
    """Keep changed settings."""
    try:
        changed: dict[str, Any] = {one: form[one] for one in _PLAIN if one in form}
        body = {one: _number(one, form[one]) for one in BODY if form.get(one, "").strip()}
        change_settings(
            visit.journal, visit.by, visit.person.id, changed, body, form.get("placement")
        )
    except BackstrideError as error:
        return _page(request, visit, form, error)
    response = RedirectResponse(visit.at("/settings") + "?saved", 303)
    if visit.own and form.get("language") in LANGUAGES:
        remember(request, response, LANGUAGE_COOKIE, form["language"], YEAR)
    return response


def change_settings(
    journal: Journal,
    by: Actor,
    person_id: str,
    changed: Mapping[str, Any],
    body: Mapping[str, float],
    placement: str | None,
) -> None:
    """Keep settings of a person; None or what is absent stays as it was.

    Parameters
    ----------
    journal : Journal
    by : Actor
    person_id : str
    changed : mapping
        ``name``, ``language``, ``zone`` and ``units``.
    body : mapping
        ``body_mass_kg`` and ``height_m``. Where there is a screening they are answered there anew,
        with everything else as it was, so that one value counts everywhere.
    placement : str or None
        Where a phone or sensor is usually worn; empty for nowhere in particular.
    """
    for name, value in body.items():
        low, high = BODY[name]
        if not low <= value <= high:
            raise SettingsError(
                "{name} is {value:g}; it must be between {low:g} and {high:g}.",
                name=name,
                value=value,
                low=low,
                high=high,
            )
    settings: dict[str, Any] = dict(body)
    if placement is not None:
        if placement and placement not in WAYS_OF_WEARING:
            raise SettingsError(f"placement is {placement!r}, which is no way of wearing a phone.")
        settings["placement"] = placement or None
    journal.people.update(by, person_id, settings=settings, **changed)
    kept = journal.screenings.latest(by, person_id)
    if kept is not None and any(kept.athlete[one] != value for one, value in body.items()):
        said = {**kept.athlete, **body}
        athlete = replace(kept.who(), body_mass_kg=said["body_mass_kg"], height_m=said["height_m"])
        journal.screenings.answer(by, person_id, athlete, kept.answers)


def body_of(journal: Journal, by: Actor, person_id: str) -> dict[str, float | None]:
    """Return body mass and height as they count: of the newest screening, or of the settings."""
    kept = journal.screenings.latest(by, person_id)
    known: Mapping[str, Any] = (
        kept.athlete if kept is not None else journal.people.get(by, person_id).settings
    )
    return {one: known.get(one) for one in BODY}


def _number(name: str, text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise SettingsError("{name} is {text!r}; write a number.", name=name, text=text) from None


def _page(
    request: Request, visit: Visit, form: Form, error: BackstrideError | None = None
) -> Response:
    journal, by, person = visit.journal, visit.by, visit.person
    account = journal.accounts.of(person.id) if by.person_id in (None, person.id) else None
    return page(
        request,
        "people-settings.html",
        status=422 if error else 200,
        person=person,
        form=form,
        body=body_of(journal, by, person.id),
        zones=sorted(available_timezones()),
        units=UNITS,
        tongues=[(code, NAMES[code]) for code in LANGUAGES],
        wearing=wearing_choices(words_for(request)),
        account=account,
        theirs=by.person_id in (None, person.id),
        owner=is_owner(journal, by),
        saved="saved" in request.query_params,
        why=error or "",
    )
