"""Keeping what was said of a session, and letting the plan follow it."""

from collections.abc import Mapping
from dataclasses import replace

from backstride.journal import NotThereError
from backstride.journal.adapting import Adaptation
from backstride.journal.sessions import KeptEntry
from backstride.web.diary.form import Filled
from backstride.web.diary.scales import PainSide, Site
from backstride.web.plans.adapting import adapt_after
from backstride.web.visiting import Visit


def log(visit: Visit, said: Filled, entry_id: str | None = None) -> KeptEntry:
    """Keep a new entry; one that came before under the same id is returned as it is."""
    return visit.journal.sessions.log(
        visit.by, visit.person.id, said.entry, minutes=said.minutes, entry_id=entry_id
    )


def correct(visit: Visit, before: KeptEntry, said: Filled) -> KeptEntry:
    """Put what is said now in the place of an entry; the next morning stays as it was said."""
    morning = before.entry.pain_next_morning
    known = before.entry.pain_sides
    kept = {site: side for site, side in known.items() if site in (morning or {})}
    sides = {**kept, **said.entry.pain_sides}
    entry = replace(said.entry, pain_next_morning=morning, pain_sides=sides)
    return visit.journal.sessions.correct(
        visit.by, visit.person.id, before.entry_id, entry, minutes=said.minutes
    )


def keep_morning(
    visit: Visit,
    entry_id: str,
    pain: dict[Site, float],
    sides: Mapping[Site, PainSide] | None = None,
) -> KeptEntry:
    """Keep how it was the morning after; empty for no pain."""
    return visit.journal.sessions.next_morning(visit.by, visit.person.id, entry_id, pain, sides)


def restore(visit: Visit, entry_id: str) -> KeptEntry:
    """Put an entry back that was removed.

    Raises
    ------
    NotThereError
    """
    history = visit.journal.sessions.history(visit.by, visit.person.id, entry_id)
    if not history:
        raise NotThereError("there is no such entry in the log.")
    last = history[0]
    if not last.removed:
        return last
    return visit.journal.sessions.correct(
        visit.by, visit.person.id, entry_id, last.entry, minutes=last.minutes
    )


def follow(visit: Visit) -> int | None:
    """Let the plan follow the log; return the number of the version that is new, if any is."""
    found: Adaptation | None = adapt_after(visit)
    return found.version.number if found is not None and found.is_new else None
