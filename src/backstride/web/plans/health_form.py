"""The questions before a plan as one form: about you, your running, injuries, health."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from backstride.errors import SettingsError
from backstride.training import Athlete, Injury
from backstride.training.athlete_words import (
    BACKWARD_EXPERIENCES,
    CONDITIONS,
    SITES,
    BackwardExperience,
    Condition,
    Site,
)
from backstride.training.injury import CLEARANCES, INJURY_KINDS, SIDES, SITES_OF_KIND, STAGES
from backstride.web.plans.fields import Fields, Reading

GROUPS: tuple[tuple[str, tuple[Condition, ...]], ...] = (
    (
        "now",
        (
            "fever",
            "acute_injury",
            "concussion",
            "swollen_calf",
            "night_pain",
            "new_numbness",
            "told_not_to_exercise",
        ),
    ),
    (
        "heart",
        (
            "chest_pain",
            "fainting",
            "breathless",
            "palpitations",
            "heart",
            "blood_pressure",
            "heart_rate_medicine",
        ),
    ),
    (
        "senses",
        (
            "dizziness",
            "vision",
            "balance",
            "falls",
            "stiff_neck",
            "numb_feet",
            "neurological",
            "seizures",
        ),
    ),
    (
        "body",
        ("recent_surgery", "osteoporosis", "anticoagulants", "pregnancy", "recent_birth"),
    ),
)
"""The questions everyone is asked, in groups that belong together; a test holds that none is
missing."""

INJURY_SLOTS = 3
"""Injuries that one form takes."""
PAIN_SLOTS = 3
"""Places that hurt today that one form takes."""

POUND_KG = 0.45359237
"""By definition (international yard and pound agreement of 1959)."""
INCH_M = 0.0254
"""By definition, as the pound."""
CM_M = 0.01
"""By definition."""

WEEKS_OF = {"weeks": 1.0, "months": 52 / 12, "years": 52.0}
"""Weeks in each unit that running is counted in; whole weeks a year, as ``athlete_text``."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A form as it was read.

    Attributes
    ----------
    athlete : Athlete or None
        None while something is wrong.
    errors : mapping of str to str
        From fields to keys of ``plan_wrong``.
    sentence : str
        What training found wrong, where it is not the matter of one field.
    """

    athlete: Athlete | None
    errors: Mapping[str, str]
    sentence: str = ""


def read_health(fields: Fields, name: str, units: str, known: Athlete | None) -> Answered:
    """Return the person that a form describes, what is not in it as it was known before."""
    reading = Reading(fields)
    mass = POUND_KG if units == "imperial" else 1.0
    height = INCH_M if units == "imperial" else CM_M
    weeks = WEEKS_OF.get(fields.one("running_unit"), 1.0)
    values: dict[str, Any] = {
        "birth_date": reading.day("birth_date", needed=True),
        "body_mass_kg": reading.number("mass", 20, 300, factor=mass, needed=True),
        "height_m": reading.number("height", 0.9, 2.5, factor=height, needed=True),
        "running_weeks": reading.number("running", 0, 5200, factor=weeks) or 0,
        "running_km_per_week": _kilometres(reading, units),
        "backward_experience": cast(
            BackwardExperience, reading.choice("experience", BACKWARD_EXPERIENCES, "none")
        ),
        "pain_now": _pains(reading),
        "injuries": _injuries(reading),
        "conditions": _conditions(fields),
    }
    if reading.errors:
        return Answered(None, reading.errors)
    try:
        if known is not None:
            return Answered(replace(known, name=name, age_years=None, **values), {})
        return Answered(Athlete(name=name, **values), {})
    except SettingsError as error:
        return Answered(None, {}, str(error))


def _kilometres(reading: Reading, units: str) -> float | None:
    mile_km = 1.609344  # by definition
    factor = mile_km if units == "imperial" else 1.0
    return reading.number("running_distance", 0, 400, factor=factor)


def _conditions(fields: Fields) -> dict[Condition, bool]:
    """Return what was answered; what a group's last box says holds for what was left open."""
    found: dict[Condition, bool] = {}
    for group, ids in GROUPS:
        for one in ids:
            said = fields.one(f"ask_{one}")
            if said in ("yes", "no"):
                found[one] = said == "yes"
            elif f"none_{group}" in fields:
                found[one] = False
    return {one: found[one] for one in CONDITIONS if one in found}


def _pains(reading: Reading) -> dict[Site, float]:
    found: dict[Site, float] = {}
    for n in range(1, PAIN_SLOTS + 1):
        site = reading.fields.one(f"pain{n}_site")
        level = reading.number(f"pain{n}_level", 0, 10)
        if site in SITES and level is not None:
            found[site] = max(level, found.get(site, 0))
        elif site in SITES:
            reading.errors.setdefault(f"pain{n}_level", "needed")
    return found


def _injuries(reading: Reading) -> tuple[Injury, ...]:
    found = [_injury(reading, f"injury{n}_") for n in range(1, INJURY_SLOTS + 1)]
    return tuple(one for one in found if one is not None)


def _injury(reading: Reading, slot: str) -> Injury | None:
    fields = reading.fields
    kind = fields.one(f"{slot}kind")
    if kind not in INJURY_KINDS:
        return None
    stage = fields.one(f"{slot}stage")
    if stage not in STAGES:
        reading.errors[f"{slot}stage"] = "needed"
        return None
    released = reading.choice(f"{slot}released", CLEARANCES, "none")
    since, surgery = reading.day(f"{slot}since"), reading.day(f"{slot}surgery")
    if kind == "acl_reconstruction" and surgery is None:
        reading.errors.setdefault(f"{slot}surgery", "surgery")
        return None
    values: dict[str, Any] = {
        "kind": kind,
        "site": _site(kind, fields.one(f"{slot}site")),
        "side": reading.choice(f"{slot}side", SIDES, "both"),
        "stage": stage,
        "since": since,
        "surgery_on": surgery,
    }
    if released != "none":
        values |= {"cleared_by": "clinician", "cleared_for": released}
    try:
        return Injury(**values)
    except SettingsError:
        reading.errors[f"{slot}kind"] = "injury"
        return None


def _site(kind: str, said: str) -> str:
    """Return where an injury is: as said where that can be, else where its kind always is."""
    possible = SITES_OF_KIND[cast(Any, kind)]
    return said if said in possible else possible[-1]


def shown_values(athlete: Athlete | None, units: str) -> dict[str, str]:
    """Return what a form shows at first: the person as known, the health questions open.

    Health is asked anew each time: an answer of last time is not today's.
    """
    if athlete is None:
        return {"running_unit": "years"}
    mass = POUND_KG if units == "imperial" else 1.0
    height = INCH_M if units == "imperial" else CM_M
    found = {
        "birth_date": athlete.birth_date.isoformat() if athlete.birth_date else "",
        "mass": f"{athlete.body_mass_kg / mass:.4g}",
        "height": f"{athlete.height_m / height:.4g}",
        "running": f"{round(athlete.running_weeks / 52, 1):g}",
        "running_unit": "years",
        "experience": athlete.backward_experience,
    }
    if athlete.running_weeks < 52:
        found |= {"running": f"{athlete.running_weeks:.3g}", "running_unit": "weeks"}
    if athlete.running_km_per_week is not None:
        factor = 1.609344 if units == "imperial" else 1.0
        found["running_distance"] = f"{athlete.running_km_per_week / factor:.3g}"
    for n, one in enumerate(athlete.injuries[:INJURY_SLOTS], start=1):
        found |= _injury_values(f"injury{n}_", one)
    return found


def _injury_values(slot: str, one: Injury) -> dict[str, str]:
    days: dict[str, date | None] = {"since": one.since, "surgery": one.surgery_on}
    return {
        f"{slot}kind": one.kind,
        f"{slot}site": one.site,
        f"{slot}side": one.side,
        f"{slot}stage": one.stage,
        f"{slot}released": one.clearance,
        **{f"{slot}{name}": day.isoformat() for name, day in days.items() if day},
    }
