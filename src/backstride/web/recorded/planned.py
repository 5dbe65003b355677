"""Planned sessions that a recording may be of, and logging one with it."""

from dataclasses import dataclass
from datetime import date, timedelta

from backstride.errors import SettingsError
from backstride.journal.sessions import KeptEntry
from backstride.journal.versions import Version
from backstride.training.athlete_words import SITES, Site
from backstride.training.log import LogEntry
from backstride.web.plans.playable import key_of, uid_of
from backstride.web.visiting import Visit

NEAR = timedelta(days=3)
"""A session is done up to so many days from where it was planned."""

_MOST_MINUTES = 1440.0


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned session by its key."""

    key: str
    title: str
    day: date


def planned_near(visit: Visit, version: Version | None, day: date) -> list[Planned]:
    """Return planned sessions near a day that nothing was reported of, the nearest first."""
    if version is None:
        return []
    logged = {one.uid for one in version.decisions}
    calendar = visit.journal.programmes.calendar(visit.by, visit.person.id, day - NEAR, day + NEAR)
    free = [one for one in calendar if one.entry_id is None and not one.skipped]
    found = [
        Planned(key_of(one.programme_id, one.uid), one.title, one.day)
        for one in free
        if one.uid not in logged and one.programme_id == version.programme_id
    ]
    return sorted(found, key=lambda one: (abs((one.day - day).days), one.day))


def logged_with(
    visit: Visit, day: date, fields: dict[str, str], length_s: float | None
) -> KeptEntry:
    """Keep an entry of the log for a recording, as the person says it was.

    Parameters
    ----------
    visit : Visit
    day : date
    fields : dict
        ``planned``, the key of a planned session or nothing; ``rpe`` and ``pain``, 0 to 10;
        ``site``, where it hurt.
    length_s : float or None
        Of the recording.

    Raises
    ------
    SettingsError
        When effort or pain is not answered, or pain has no place.
    """
    pain = _scale(fields, "pain")
    if pain is None:
        raise SettingsError("pain is not answered; say 0 for none.")
    sites: dict[Site, float] = {}
    if pain > 0:
        site = next((one for one in SITES if one == fields.get("site")), None)
        if site is None:
            raise SettingsError("where it hurt is not answered; choose a place.")
        sites[site] = pain
    key = fields.get("planned", "")
    uid = uid_of(visit, key) if key else None
    if key and uid is None:
        raise SettingsError("this session is no longer in the plan; load the page again.")
    entry = LogEntry(
        day=min(day, visit.today),
        uid=uid or "",
        rpe=_scale(fields, "rpe"),
        pain_during=sites,
    )
    minutes = None if length_s is None else min(length_s / 60, _MOST_MINUTES)
    return visit.journal.sessions.log(visit.by, visit.person.id, entry, minutes=minutes)


def _scale(fields: dict[str, str], name: str) -> float | None:
    text = fields.get(name, "")
    if not text:
        return None
    if not text.isdecimal() or int(text) > 10:
        raise SettingsError("{name} must be a whole number from 0 to 10.", name=name)
    return float(text)
