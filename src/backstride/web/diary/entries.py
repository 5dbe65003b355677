"""Entries of the log as pages show them, each with the session that it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backstride.errors import SettingsError
from backstride.journal import NotThereError
from backstride.journal.measurements import Measured
from backstride.journal.programmes import CalendarSession
from backstride.journal.recording_rows import KeptRecording
from backstride.journal.sessions import KeptEntry
from backstride.training.log import worst
from backstride.web.plans.playable import key_of
from backstride.web.visiting import Visit

OFFERED_DAYS = 10
"""How far back sessions that were not logged are offered."""

_NEARBY_DAYS = 21  # a session logged later than this is hardly the one that was planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An entry with its session.

    Attributes
    ----------
    kept : KeptEntry
    title : str
        Of the planned session; empty for another one.
    worst, where : float and str
        The worst pain of all times, and the place of it as the words name it.
    wants_morning : bool
        Whether the next morning has come and was not asked about.
    wants_effort : bool
        Whether nobody has said how hard it was.
    """

    kept: KeptEntry
    title: str
    worst: float
    where: str
    wants_morning: bool
    wants_effort: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A planned session that can be logged."""

    key: str
    uid: str
    title: str
    day: date
    minutes: float


def entries_between(visit: Visit, since: date, until: date) -> list[Shown]:
    """Return the entries of some days, newest first; two questions to the journal."""
    kept = visit.journal.sessions.of(visit.by, visit.person.id, since, until)
    return shown_of(visit, kept) if kept else []


def shown_of(visit: Visit, kept: Sequence[KeptEntry]) -> list[Shown]:
    """Return entries with their sessions, newest first."""
    days = [one.entry.day for one in kept]
    around = timedelta(days=_NEARBY_DAYS)
    planned = visit.journal.programmes.calendar(
        visit.by, visit.person.id, min(days) - around, max(days) + around
    )
    titles = {(one.programme_id, one.uid): one.title for one in planned}
    return [
        _shown(one, titles.get((one.programme_id or "", one.entry.uid), ""), visit.today)
        for one in reversed(kept)
    ]


def _shown(kept: KeptEntry, title: str, today: date) -> Shown:
    entry = kept.entry
    times = (entry.pain_during, entry.pain_after, entry.pain_next_morning or {})
    pain = max((worst(one) for one in times), key=lambda found: found[0])
    return Shown(
        kept=kept,
        title=title,
        worst=pain[0],
        where=pain[1].replace(" ", "_"),
        wants_morning=entry.pain_next_morning is None and entry.day == today - timedelta(days=1),
        wants_effort=entry.rpe is None and entry.done_share > 0,
    )


def entry_of(visit: Visit, entry_id: str) -> tuple[KeptEntry, list[KeptEntry]]:
    """Return an entry as it stands now, with its measured dose, and every version, newest first.

    Raises
    ------
    NotThereError
    """
    history = visit.journal.sessions.history(visit.by, visit.person.id, entry_id)
    if not history:
        raise NotThereError("there is no such entry in the log.")
    day = history[0].entry.day
    now = visit.journal.sessions.of(visit.by, visit.person.id, day, day)
    return next((one for one in now if one.entry_id == entry_id), history[0]), history


def recordings_of(visit: Visit, entry_id: str) -> list[tuple[KeptRecording, Measured]]:
    """Return the recordings of an entry, each with what was measured in it."""
    return visit.journal.recordings.of(visit.by, visit.person.id, entry_id)


def offered(visit: Visit, key: str = "") -> list[Offered]:
    """Return the planned sessions that can be logged, the likeliest first.

    Parameters
    ----------
    visit : Visit
    key : str
        Of a session that is meant, whenever it is planned; see ``plans.playable.key_of``.
    """
    since, until = visit.today - timedelta(days=OFFERED_DAYS), visit.today
    if key:
        until += timedelta(days=OFFERED_DAYS)
    found = visit.journal.programmes.calendar(visit.by, visit.person.id, since, until)
    open_ones = [one for one in found if one.entry_id is None and not one.skipped]
    keys = [key_of(one.programme_id, one.uid) for one in open_ones]
    wanted = [
        _offered(one, its)
        for one, its in zip(open_ones, keys, strict=True)
        if one.day <= visit.today or its == key
    ]
    return sorted(wanted, key=lambda one: (one.key != key, -one.day.toordinal()))


def uid_of(visit: Visit, key: str) -> str:
    """Return the uid of a planned session that can be logged, by its key.

    Raises
    ------
    SettingsError
        When there is none such.
    """
    for one in offered(visit, key):
        if one.key == key:
            return one.uid
    raise SettingsError("session: it is logged already, or the plan has changed; choose another.")


def _offered(one: CalendarSession, key: str) -> Offered:
    return Offered(key=key, uid=one.uid, title=one.title, day=one.day, minutes=one.minutes)


def likeliest(sessions: Sequence[Offered], today: date, key: str) -> Offered | None:
    """Return the session a form begins with: the one that is meant, or that of today or yesterday.

    With nothing meant and nothing planned so lately, none: a guess would be logged unseen.
    """
    first = next(iter(sessions), None)
    if first is None or key:
        return first if first is not None and first.key == key else None
    return first if first.day >= today - timedelta(days=1) else None
