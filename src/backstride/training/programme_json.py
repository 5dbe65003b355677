"""A programme as plain dicts, lists, texts and numbers, for JSON, and back.

``{"schema": "backstride.programme/1", "version", "start", "athlete", "limits", "wishes",
"settings", "notes", "weeks": [{"number", "start", "kind", "notes", "sessions": [...]}]}``, named as
in the model. Nothing is worked out again on reading: a programme stays what it was. Where targets
were wished for, ``wishes`` has ``"targets"``, and each week ``"match"``: what it holds of a match.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from backstride.errors import SettingsError
from backstride.estimate import Estimate
from backstride.training.athlete_text import athlete_as_dict, athlete_from_dict
from backstride.training.expected import Expected, ExpectedDirection
from backstride.training.limits import Limits
from backstride.training.match_share import shares_of, week_profile
from backstride.training.match_targets import MatchTargets, targets_from_dict
from backstride.training.programme import PlannedSession, Programme, Week, Why, Wishes
from backstride.training.session_json import session_from_dict, session_to_dict
from backstride.training.training_rules import TrainingSettings

SCHEMA = "backstride.programme/1"


def programme_as_dict(programme: Programme) -> dict[str, Any]:
    """Return a programme as what ``json.dumps`` takes."""
    targets = programme.wishes.targets
    return {
        "schema": SCHEMA,
        "version": programme.version,
        "start": programme.start.isoformat(),
        "athlete": athlete_as_dict(programme.athlete),
        "limits": programme.limits.as_json(),
        "wishes": _wishes_as_dict(programme.wishes),
        "settings": asdict(programme.settings),
        "notes": list(programme.notes),
        "weeks": [_week_as_dict(one, targets) for one in programme.weeks],
    }


def programme_json(programme: Programme) -> str:
    """Return a programme as JSON text."""
    return json.dumps(programme_as_dict(programme), indent=2, ensure_ascii=False) + "\n"


def programme_from_dict(data: object) -> Programme:
    """Return the programme that ``programme_as_dict`` made a dict of.

    Raises
    ------
    SettingsError
        One sentence, for anything else.
    """
    if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
        raise SettingsError(f'programme: schema must be "{SCHEMA}", the only one this reads.')
    try:
        return _programme(data)
    except KeyError as error:
        raise SettingsError(f"programme: the part {error} is missing.") from None
    except SettingsError as error:
        raise SettingsError(f"programme: {error}") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise SettingsError(f"programme: this does not fit together: {error}.") from None


def programme_from_text(text: str) -> Programme:
    """Return the programme written in JSON; SettingsError says where it is broken."""
    try:
        data: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SettingsError(f"programme: this is not valid JSON: {error}") from None
    return programme_from_dict(data)


def _programme(data: Mapping[str, Any]) -> Programme:
    return Programme(
        athlete=athlete_from_dict(data["athlete"]),
        limits=Limits(**data["limits"]),
        wishes=_wishes(data["wishes"]),
        settings=TrainingSettings(**data["settings"]),
        start=date.fromisoformat(data["start"]),
        weeks=tuple(_week(one) for one in data["weeks"]),
        notes=tuple(data["notes"]),
        version=data["version"],
    )


def _wishes_as_dict(wishes: Wishes) -> dict[str, Any]:
    """Return wishes; targets are a key only where there are some."""
    plain: dict[str, Any] = {
        "weeks": wishes.weeks,
        "sessions_per_week": wishes.sessions_per_week,
        "template_ids": list(wishes.template_ids),
        "event_on": _day_text(wishes.event_on),
    }
    return plain if wishes.targets is None else plain | {"targets": wishes.targets.as_json()}


def _wishes(data: Mapping[str, Any]) -> Wishes:
    wishes = dict(data)
    wishes["event_on"] = wishes["event_on"] and date.fromisoformat(wishes["event_on"])
    wishes["template_ids"] = tuple(wishes["template_ids"])
    if wishes.get("targets") is not None:
        wishes["targets"] = targets_from_dict(wishes["targets"])
    return Wishes(**wishes)


def _week_as_dict(week: Week, targets: MatchTargets | None) -> dict[str, Any]:
    plain = {
        "number": week.number,
        "start": week.start.isoformat(),
        "kind": week.kind,
        "notes": list(week.notes),
        "sessions": [_session_as_dict(one) for one in week.sessions],
    }
    if targets is None:
        return plain
    held = week_profile(one.session for one in week.sessions)
    return plain | {"match": [one.as_json() for one in shares_of(targets, held)]}


def _week(data: Mapping[str, Any]) -> Week:
    return Week(
        number=data["number"],
        start=date.fromisoformat(data["start"]),
        kind=data["kind"],
        notes=tuple(data["notes"]),
        sessions=tuple(_session(one) for one in data["sessions"]),
    )


def _session_as_dict(one: PlannedSession) -> dict[str, Any]:
    return {
        "uid": one.uid,
        "day": one.day.isoformat(),
        "template_id": one.template_id,
        "stage": one.stage,
        "rung": one.rung,
        "raises": one.raises,
        "minutes": one.minutes,
        "session": session_to_dict(one.session),
        "expected": _expected_as_dict(one.expected),
        "reasons": [asdict(why) | {"findings": list(why.findings)} for why in one.reasons],
    }


def _session(data: Mapping[str, Any]) -> PlannedSession:
    reasons = (Why(**one | {"findings": tuple(one["findings"])}) for one in data["reasons"])
    return PlannedSession(
        uid=data["uid"],
        day=date.fromisoformat(data["day"]),
        template_id=data["template_id"],
        stage=data["stage"],
        rung=data["rung"],
        raises=data["raises"],
        minutes=data["minutes"],
        session=session_from_dict(data["session"]),
        expected=_expected(data["expected"]),
        reasons=tuple(reasons),
    )


def _expected_as_dict(one: Expected) -> dict[str, Any]:
    return {
        "minutes": _estimate_as_dict(one.minutes),
        "by_direction": {
            direction: {
                "time_s": _estimate_as_dict(part.time_s),
                "distance_m": _estimate_as_dict(part.distance_m),
                "is_whole": part.is_whole,
            }
            for direction, part in one.by_direction.items()
        },
        "energy_kj": one.energy_kj and _estimate_as_dict(one.energy_kj),
        "knee_load": one.knee_load and _estimate_as_dict(one.knee_load),
        "note": one.note,
    }


def _expected(data: Mapping[str, Any]) -> Expected:
    return Expected(
        minutes=_estimate(data["minutes"]),
        by_direction={
            direction: ExpectedDirection(
                time_s=_estimate(part["time_s"]),
                distance_m=_estimate(part["distance_m"]),
                is_whole=part["is_whole"],
            )
            for direction, part in data["by_direction"].items()
        },
        energy_kj=data["energy_kj"] and _estimate(data["energy_kj"]),
        knee_load=data["knee_load"] and _estimate(data["knee_load"]),
        note=data["note"],
    )


def _estimate_as_dict(one: Estimate) -> dict[str, Any]:
    """Return an estimate unrounded: what is read back must be what was written."""
    return asdict(one) | {"sources": list(one.sources)}


def _estimate(data: Mapping[str, Any]) -> Estimate:
    return Estimate(**dict(data) | {"sources": tuple(data["sources"])})


def _day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
