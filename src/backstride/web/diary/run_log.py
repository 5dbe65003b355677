"""The log of a session that was played, as a phone sends it, into the journal.

A phone sends it once when the session ends and again when the person has answered; either may come
late, twice, or after the person corrected the entry on another device.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from backstride.errors import SettingsError
from backstride.journal.sessions import KeptEntry
from backstride.training import LogEntry, Session
from backstride.training.doing import StepDone, share_done
from backstride.training.log import with_sides
from backstride.web.diary.form import Filled
from backstride.web.diary.scales import PAIRED_SITES, SITES, PainSide, Site
from backstride.web.visiting import Visit

_MOST_MINUTES = 1440.0
_SHOWN_AS_NOTHING = 0.005  # half a percent: what a page shows as 0 %
_WHOLE = ("clock", "line", "ready")

Short = Annotated[str, Field(max_length=200)]
Rating = Annotated[int, Field(ge=0, le=10)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DoneStep(_Strict):
    """One step of the session as it went; ``index`` counts the session's steps from 0."""

    name: Short
    direction: Literal["forward", "backward", "left", "right"] | None
    start: datetime
    end: datetime
    ended_by: Literal["clock", "line", "ready", "skipped", "stopped"]
    lane: Literal["clear", "by_ear"] | None = None
    index: Annotated[int, Field(ge=0, lt=5000)] | None = None


class RunLog(_Strict):
    """What was done and how it was.

    ``answered`` says that the person has been asked; ``away_s`` is how long the session lay between
    being interrupted and gone on with.
    """

    session: Short
    title: Short
    started_at: datetime
    ended_at: datetime
    ended_by: Literal["finished", "stopped"]
    away_s: Annotated[float, Field(ge=0)] = 0.0
    answered: bool = True
    pain: Rating | None = None
    pain_sites: Annotated[list[Short], Field(max_length=20)] = []
    pain_sides: Annotated[dict[Short, PainSide], Field(max_length=20)] = {}
    exertion: Rating | None = None
    note: Annotated[str, Field(max_length=2000)] = ""
    steps: Annotated[list[DoneStep], Field(max_length=5000)] = []


class LoggedRun(BaseModel):
    """What became of the log of a run.

    ``page`` shows the entry with what changes next; ``plan_version`` is null while the plan stays.
    """

    entry_id: str
    page: str
    plan_version: int | None
    outcome: str | None
    sentences: list[str]


def keep_run(visit: Visit, run_id: str, said: Filled) -> tuple[KeptEntry, bool]:
    """Keep what a phone says of a run; return the entry and whether that was news."""
    journal, by, person_id = visit.journal, visit.by, visit.person.id
    history = journal.sessions.history(by, person_id, run_id)
    if not history:
        kept = journal.sessions.log(
            by, person_id, said.entry, minutes=said.minutes, entry_id=run_id
        )
        return kept, True
    last = history[0]
    if last.removed or any(_same(one, said) for one in history):
        return last, False
    entry = replace(
        said.entry,
        uid=last.entry.uid or said.entry.uid,
        pain_after=last.entry.pain_after,
        pain_next_morning=last.entry.pain_next_morning,
        pain_sides=with_sides(last.entry.pain_sides, said.entry.pain_sides),
        confidence=last.entry.confidence,
    )
    kept = journal.sessions.correct(by, person_id, run_id, entry, minutes=said.minutes)
    return kept, True


def _same(kept: KeptEntry, said: Filled) -> bool:
    names = ("day", "done_share", "rpe", "pain_during", "pain_sides", "note")
    then, now = ([getattr(one, name) for name in names] for one in (kept.entry, said.entry))
    return (then, kept.minutes) == (now, said.minutes)


def filled_by(
    log: RunLog, zone: str, today: Any, uid: str, planned_s: Sequence[float] | None
) -> Filled:
    """Return what a run's log says as an entry.

    A session that was stopped before anything was done stays to be done, as long as nobody says
    how it was.

    Parameters
    ----------
    log : RunLog
    zone : str
        Of the person, which says what day it was.
    today : date
        No entry lies after it, whatever the phone's clock says.
    uid : str
        Of the planned session; empty for another one.
    planned_s : sequence of float or None
        How long each step was expected to take; None when the session is not known here.
    """
    started = _aware(log.started_at)
    minutes = (_aware(log.ended_at) - started).total_seconds() - log.away_s
    pain, share = _pain(log), _share(log, planned_s)
    is_nothing = not log.answered and not pain and share < _SHOWN_AS_NOTHING
    entry = LogEntry(
        day=min(started.astimezone(ZoneInfo(zone)).date(), today),
        uid="" if is_nothing else uid,
        done_share=share,
        rpe=log.exertion,
        pain_during=pain,
        pain_sides={
            site: log.pain_sides[site]
            for site in PAIRED_SITES
            if site in pain and site in log.pain_sides
        },
        note=log.note.strip(),
    )
    return Filled(entry, round(min(max(minutes / 60, 0.0), _MOST_MINUTES), 1))


def _share(log: RunLog, planned_s: Sequence[float] | None) -> float:
    if planned_s is None:
        return 1.0 if log.ended_by == "finished" else 0.0
    done = (
        StepDone(
            at if step.index is None else step.index,
            (step.end - step.start).total_seconds(),
            step.ended_by in _WHOLE,
        )
        for at, step in enumerate(log.steps)
    )
    return round(share_done(planned_s, done), 3)


def _pain(log: RunLog) -> dict[Site, float]:
    """Return the pain at each place that was named; without one, it is elsewhere."""
    if not log.pain:
        return {}
    named = [site for site in SITES if site in log.pain_sites]
    if not named or set(log.pain_sites) - set(SITES):
        named = [*dict.fromkeys((*named, "elsewhere"))]
    return dict.fromkeys(named, float(log.pain))


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def seconds_of(session: Session) -> list[float] | None:
    """Return how long each step is expected to take, None for a session that is too long."""
    from backstride.exchange.sessions.expected_pace import expected_pace  # noqa: PLC0415
    from backstride.exchange.sessions.spoken.timeline import lay_out  # noqa: PLC0415

    try:
        return [one.end_s - one.start_s for one in lay_out(session, expected_pace(session))]
    except SettingsError:
        return None
