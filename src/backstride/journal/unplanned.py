"""Pain of sessions that were not planned: the rules hear it with the planned session before.

The rules decide of planned sessions. Pain that comes in between, in a session of somebody's own,
counts as pain since the planned one before it, dated when it was felt.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from backstride.training.athlete_words import Site
from backstride.training.log import LogEntry, with_sides, worst
from backstride.training.programme import Programme

Pain = Mapping[Site, float]


@dataclass(frozen=True, slots=True)
class Heard:
    """What the rules hear.

    Attributes
    ----------
    entries : dict
        Entries of planned sessions by their ids.
    uid_of : dict
        From the id of each entry that was heard, planned or not, to the session it counts for.
    """

    entries: dict[str, LogEntry]
    uid_of: dict[str, str]


def with_pain_between(
    found: Mapping[str, LogEntry], others: Mapping[str, LogEntry], programme: Programme, today: date
) -> Heard:
    """Return the entries of planned sessions with the pain of sessions in between.

    Parameters
    ----------
    found : mapping of str to LogEntry
        Entries of planned sessions by their ids.
    others : mapping of str to LogEntry
        Of sessions that were not planned, by day. Pain that allows a step up changes nothing.
    programme : Programme
    today : date
    """
    heard = Heard(dict(found), {id_: one.uid for id_, one in found.items()})
    for id_, other in others.items():
        if _worst_of(other) > programme.settings.pain_fine:
            uid = _hear(heard.entries, other, programme, today)
            heard.uid_of.update({id_: uid} if uid else {})
    return heard


def _hear(heard: dict[str, LogEntry], other: LogEntry, programme: Programme, today: date) -> str:
    """Put the pain of a session into the entry of the planned one before it; return its uid."""
    by_uid = {one.uid: id_ for id_, one in heard.items()}
    before = [
        one
        for one in programme.sessions()
        if one.day <= other.day and (one.uid in by_uid or one.day < today)
    ]
    if not before:
        return ""
    uid = before[-1].uid
    if uid in by_uid:
        heard[by_uid[uid]] = _hurting(heard[by_uid[uid]], other)
    else:
        heard[f"unplanned {uid}"] = _hurting(LogEntry(day=other.day, uid=uid, done_share=0), other)
    return uid


def _hurting(entry: LogEntry, other: LogEntry) -> LogEntry:
    morning = other.pain_next_morning
    return replace(
        entry,
        day=max(entry.day, other.day),
        pain_during=_most(entry.pain_during, other.pain_during),
        pain_after=_most(entry.pain_after, other.pain_after),
        pain_next_morning=entry.pain_next_morning
        if morning is None
        else _most(entry.pain_next_morning or {}, morning),
        pain_sides=with_sides(entry.pain_sides, other.pain_sides),
    )


def _most(one: Pain, other: Pain) -> dict[Site, float]:
    return {site: max(one.get(site, 0.0), other.get(site, 0.0)) for site in {**one, **other}}


def _worst_of(entry: LogEntry) -> float:
    times = (entry.pain_during, entry.pain_after, entry.pain_next_morning)
    return max(worst(one)[0] for one in times)
