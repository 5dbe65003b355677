"""From the fields of a form to an entry of the log, and back."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from backstride.errors import SettingsError
from backstride.journal.sessions import KeptEntry
from backstride.training import LogEntry
from backstride.training.field_checks import check_word
from backstride.web.diary.scales import PAIN_SIDES, PAIRED_SITES, SITES, PainSide, Site

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that makes sense."""

    entry: LogEntry
    minutes: float | None


def filled(fields: Fields, uid: str) -> Filled:
    """Return the entry that a form describes.

    Parameters
    ----------
    fields : mapping of str to str
        ``day``, ``minutes``, ``done``, ``rpe``, ``confidence``, ``note``, and ``during_SITE`` and
        ``after_SITE`` for each place that hurts, with ``side_SITE`` where there are two of it. An
        empty field was not answered.
    uid : str
        Of the planned session; empty for another one.

    Raises
    ------
    SettingsError
        One sentence that names the field.
    """
    done = number_of(fields, "done")
    during, after = pains(fields, "during"), pains(fields, "after")
    return Filled(
        LogEntry(
            day=day_of(fields.get("day", "")),
            uid=uid,
            done_share=1.0 if done is None else done / 100,
            rpe=number_of(fields, "rpe"),
            pain_during=during,
            pain_after=after,
            pain_sides=sides(fields, {*during, *after}),
            confidence=number_of(fields, "confidence"),
            note=fields.get("note", "").replace("\r\n", "\n").strip(),
        ),
        number_of(fields, "minutes"),
    )


def pains(fields: Fields, when: str) -> dict[Site, float]:
    """Return the places that hurt, of the fields ``WHEN_SITE``; none is left out."""
    found = {site: number_of(fields, f"{when}_{site}") for site in SITES}
    return {site: pain for site, pain in found.items() if pain}


def sides(fields: Fields, hurting: Collection[Site]) -> dict[Site, PainSide]:
    """Return which side hurts, of the fields ``side_SITE``, of places that hurt."""
    found: dict[Site, PainSide] = {}
    for site in PAIRED_SITES:
        said = fields.get(f"side_{site}", "")
        if site in hurting and said:
            check_word(f"side_{site}", said, PAIN_SIDES)
            found[site] = cast(PainSide, said)
    return found


def fields_of(kept: KeptEntry) -> dict[str, str]:
    """Return the fields of a form that shows an entry."""
    entry = kept.entry
    said: dict[str, float | None] = {
        "minutes": kept.minutes,
        "done": round(100 * entry.done_share),
        "rpe": entry.rpe,
        "confidence": entry.confidence,
    }
    pain = {"during": entry.pain_during, "after": entry.pain_after}
    pain["next"] = entry.pain_next_morning or {}
    for when, sites in pain.items():
        said |= {f"{when}_{site}": value for site, value in sites.items()}
    side = {f"side_{site}": which for site, which in entry.pain_sides.items()}
    fields = {name: f"{value:g}" for name, value in said.items() if value is not None}
    return fields | side | {"day": entry.day.isoformat(), "note": entry.note}


def day_of(text: str) -> date:
    """Return the day of a field, or raise SettingsError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingsError("day: write the day as year-month-day, such as 2026-03-01.") from None


def number_of(fields: Fields, name: str) -> float | None:
    """Return the number of a field, None where it is empty, or raise SettingsError."""
    text = fields.get(name, "").strip().replace(",", ".")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise SettingsError(
            "{name}: {text} is no number; write one, or leave it empty.", name=name, text=text[:20]
        )
    return value
