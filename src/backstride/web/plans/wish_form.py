"""What a person wants of a plan, as one form: goals, places, days, weeks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, cast

from backstride.errors import SettingsError
from backstride.training import Athlete, Programme, Wishes
from backstride.training.athlete_words import (
    EQUIPMENT,
    GOALS,
    PLACES,
    POSITIONS,
    SPORTS,
    SPOTTERS,
    WEEKDAYS,
    Sport,
    Weekday,
)
from backstride.training.match_targets import MatchTargets
from backstride.web.plans.fields import Fields, Reading

KEEP = "keep"
"""What the form sends to go on towards the match of the plan before."""

MATCH = "match"
"""What the form sends to go towards the match that it was opened from."""

MINUTES = (20, 30, 45, 60, 90, 120)
"""Free times offered for a day, in min."""

LATEST_START = timedelta(days=60)
"""How far ahead a plan may begin: what was answered today is not true for ever."""

_FIRST: Mapping[str, list[str]] = {
    "goal": ["learn"],
    "place": ["grass"],
    "spotter": ["no"],
    "weeks": ["8"],
    "minutes_tuesday": ["45"],
    "minutes_thursday": ["45"],
    "minutes_saturday": ["45"],
}
"""What a first form begins with, for the person to change."""


@dataclass(frozen=True, slots=True)
class Wished:
    """A form as it was read.

    Attributes
    ----------
    athlete : Athlete or None
        As the plan is made for; None while something is wrong.
    wishes : Wishes or None
    start : date or None
    errors : mapping of str to str
        From fields to keys of ``plan_wrong``.
    sentence : str
        What training found wrong.
    """

    athlete: Athlete | None = None
    wishes: Wishes | None = None
    start: date | None = None
    errors: Mapping[str, str] | None = None
    sentence: str = ""


def read_wishes(
    fields: Fields, athlete: Athlete, today: date, offered: Mapping[str, MatchTargets]
) -> Wished:
    """Return what a form wishes for a person whose health is known.

    ``offered`` are the targets to choose from: of ``KEEP``, those of the plan before, which stay
    unless the form drops them, and of ``MATCH``.
    """
    reading = Reading(fields)
    start, event = reading.day("start", needed=True), reading.day("event")
    if start is not None and not today <= start <= today + LATEST_START:
        reading.errors["start"] = "start"
    weeks = reading.number("weeks", 1, 52, needed=True)
    per_week = reading.number("per_week", 1, 7)
    goals = reading.choices("goal", GOALS)
    if not goals:
        reading.errors["goal"] = "goal"
    minutes = _minutes(reading)
    if not minutes:
        reading.errors["minutes"] = "minutes"
    if reading.errors or weeks is None:
        return Wished(errors=reading.errors)
    sport = cast(Sport, reading.choice("sport", SPORTS, "general"))
    values: dict[str, Any] = {
        "goals": goals,
        "sport": sport,
        "position": reading.choice("position", POSITIONS.get(sport, ()), ""),
        "places": reading.choices("place", PLACES),
        "equipment": reading.choices("equipment", EQUIPMENT),
        "spotter": reading.choice("spotter", SPOTTERS, "no"),
        "minutes_by_weekday": minutes,
        "match_weekdays": reading.choices("match", WEEKDAYS),
    }
    try:
        wishes = Wishes(
            weeks=int(weeks),
            sessions_per_week=None if per_week is None else int(per_week),
            template_ids=fields.many("template"),
            event_on=event,
            targets=offered.get(fields.one("targets")),
        )
        return Wished(replace(athlete, **values), wishes, start, {})
    except SettingsError as error:
        return Wished(errors={}, sentence=str(error))


def _minutes(reading: Reading) -> dict[Weekday, float]:
    found = {one: reading.number(f"minutes_{one}", 0, 1440) for one in WEEKDAYS}
    return {one: minutes for one, minutes in found.items() if minutes}


def first_wishes(before: Programme | None, athlete: Athlete, today: date) -> Fields:
    """Return the form as it begins: as in the plan before, else with what suits most."""
    values: dict[str, list[str]] = {"start": [today.isoformat()]}
    if before is None:
        injured = ["return_from_injury"] if athlete.injuries else []
        return Fields({**_FIRST, **values, "goal": [*injured, *_FIRST["goal"]]})
    known, wishes = before.athlete, before.wishes
    values |= {
        "goal": list(known.goals),
        "sport": [known.sport],
        "position": [known.position],
        "place": list(known.places),
        "equipment": list(known.equipment),
        "spotter": [known.spotter],
        "match": list(known.match_weekdays),
        "weeks": [str(wishes.weeks)],
        "template": list(wishes.template_ids),
    }
    if wishes.targets is not None:
        values["targets"] = [KEEP]
    if wishes.sessions_per_week is not None:
        values["per_week"] = [str(wishes.sessions_per_week)]
    for day, minutes in known.minutes_by_weekday.items():
        values[f"minutes_{day}"] = [f"{minutes:g}"]
    return Fields(values)
