"""After something was logged: what follows for the plan, and how it is told.

``adapt_after`` is for whoever has just kept an entry of the log. ``last_change`` is what pages hand
to the macro ``change`` of ``plans-change.html``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from backstride.journal import NotThereError
from backstride.journal.adapting import Adaptation
from backstride.journal.sessions import KeptEntry
from backstride.journal.version_lines import VersionLine
from backstride.journal.versions import Version
from backstride.training import Decision, TrainingSettings
from backstride.web.plans.playable import key_of
from backstride.web.plans.told import Teller
from backstride.web.visiting import Visit
from backstride.web.words_of import Words

SHOWN_CHANGES = 6
"""Sessions listed of a change; a page says how many more there are."""

LOOKED_AT = 10
"""Versions among which the latest that says something is looked for."""

_SEVERITY = ("progress", "hold", "regress", "stop")


def adapt_after(visit: Visit) -> Adaptation | None:
    """Let the rules look at the log after something was kept in it; safe to call twice.

    Returns None for somebody who follows no programme.
    """
    try:
        return visit.journal.programmes.adapt(visit.by, visit.person.id)
    except NotThereError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One decision with what it goes by.

    Attributes
    ----------
    decision : Decision
    title : str
        Of the session that was planned; empty when it no longer stands in the programme.
    planned_day : date or None
    minutes : float or None
        As planned.
    key : str
        Of the session's page; empty without one.
    done : KeptEntry or None
        What was reported.
    is_own : bool
        Whether it was reported of a session of one's own, which stands in no plan.
    """

    decision: Decision
    title: str = ""
    planned_day: date | None = None
    minutes: float | None = None
    key: str = ""
    done: KeptEntry | None = None
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One version of a programme as a page tells it: planned, done, changed.

    Attributes
    ----------
    version : VersionLine
        What is told.
    told : tuple of Told
        The decisions that are new in it, most cautious first.
    lines : tuple of dict
        What changed ahead, the first few; see ``lines_of``.
    more : int
        How many there are besides.
    keys : mapping of str to str
        From the uid of each session of the plan to the key of its page.
    is_newest : bool
        Whether it is the version that an undoing takes back.
    units : str
        Of the person.
    settings : TrainingSettings
        Whose numbers the rules have.
    """

    version: VersionLine
    told: tuple[Told, ...]
    lines: tuple[dict[str, Any], ...]
    more: int
    keys: Mapping[str, str]
    is_newest: bool
    units: str
    settings: TrainingSettings

    def teller(self, say: Words) -> Teller:
        """Return who tells it in a language."""
        return Teller(say, self.units, self.settings)


def last_change(
    visit: Visit, version: Version, entries: Sequence[KeptEntry] | None = None
) -> Change | None:
    """Return what a version of the plan that is followed changed, ready to be told.

    Parameters
    ----------
    visit : Visit
    version : Version
    entries : sequence of KeptEntry or None
        Of the log, where the caller has them already.

    Returns
    -------
    Change or None
        None for a version of a plan that has ended.
    """
    after = version.number + 1
    found = visit.journal.programmes.lines(visit.by, visit.person.id, before=after, most=1)
    if not found or found[0].programme_id != version.programme_id:
        return None
    return _change(visit, version, found[0], entries)


def latest_telling(
    visit: Visit, version: Version, entries: Sequence[KeptEntry] | None = None
) -> Change | None:
    """Return the latest version that says something, None while there is none.

    The rules may keep a version for what is not worth telling, such as the note of a week.
    """
    found = visit.journal.programmes.lines(visit.by, visit.person.id, most=LOOKED_AT)
    for line in found:
        if line.number > 1 and (line.new_decisions or line.changes or line.kind != "adapted"):
            return _change(visit, version, line, entries)
    return None


def _change(
    visit: Visit, version: Version, line: VersionLine, entries: Sequence[KeptEntry] | None
) -> Change:
    new = line.new_decisions if line.kind in ("adapted", "overruled") else ()
    reported = entries if entries is not None else _reported(visit, new)
    lines = lines_of(line.changes)
    return Change(
        version=line,
        told=tuple(_told(one, version, reported) for one in _most_cautious_first(new)),
        lines=tuple(lines[:SHOWN_CHANGES]),
        more=max(0, len(lines) - SHOWN_CHANGES),
        keys={
            one.uid: key_of(version.programme_id, one.uid) for one in version.programme.sessions()
        },
        is_newest=line.number == version.number,
        units=visit.person.units,
        settings=version.programme.settings,
    )


def lines_of(changes: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return changes of a version that a person sees, the day of each session as a date.

    A session that was planned anew, and is as it was, has another name and is no change.
    """
    return [
        {**change, "before": _dated(change["before"]), "after": _dated(change["after"])}
        for change in changes
        if not _is_same(change["before"], change["after"])
    ]


def _is_same(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> bool:
    seen = ("day", "title", "rung", "text")
    if before is None or after is None:
        return False
    return all(before[key] == after[key] for key in seen)


def _dated(session: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return {**session, "date": date.fromisoformat(session["day"])} if session else None


def _reported(visit: Visit, decisions: Sequence[Decision]) -> list[KeptEntry]:
    if not decisions:
        return []
    days = [one.day for one in decisions]
    return visit.journal.sessions.of(visit.by, visit.person.id, min(days), max(days))


def entry_behind(one: Decision, reported: Sequence[KeptEntry]) -> KeptEntry | None:
    """Return the entry behind a decision; pain of a session of one's own counts for one before.

    An entry of one's own has no ``programme_id``.
    """
    found = [kept for kept in reported if kept.entry.uid == one.uid][-1:]
    if one.is_pain:
        own = (kept for kept in reported if not kept.entry.uid and kept.entry.day == one.day)
        found += [replace(kept, entry=replace(kept.entry, uid=one.uid)) for kept in own]
    return max(found, key=lambda kept: kept.worst_pain, default=None)


def _told(one: Decision, version: Version, reported: Sequence[KeptEntry]) -> Told:
    done = entry_behind(one, reported)
    planned = next((s for s in version.programme.sessions() if s.uid == one.uid), None)
    if planned is None or (done is not None and done.programme_id is None):
        return Told(decision=one, done=done, is_own=planned is not None)
    return Told(
        decision=one,
        title=planned.session.title,
        planned_day=planned.day,
        minutes=planned.minutes,
        key=key_of(version.programme_id, one.uid),
        done=done,
    )


def _most_cautious_first(decisions: Sequence[Decision]) -> list[Decision]:
    return sorted(decisions, key=lambda one: -_SEVERITY.index(one.outcome))
