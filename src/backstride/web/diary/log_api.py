"""The log as JSON."""

from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from backstride.journal.sessions import KeptEntry
from backstride.training import LogEntry
from backstride.web.diary import entries
from backstride.web.diary.form import Filled
from backstride.web.diary.keeping import correct, follow, keep_morning, log, restore
from backstride.web.diary.log_pages import LISTED_DAYS, EntryId
from backstride.web.diary.scales import PainSide, Site
from backstride.web.visiting import Visiting

api = APIRouter(prefix="/log", tags=["log"])

Rating = Annotated[float, Field(ge=0, le=10)]
Pain = dict[Site, Rating]
Sides = dict[Site, PainSide]


class Said(BaseModel):
    """What is said of a session; see ``LogEntry``."""

    model_config = ConfigDict(extra="forbid")

    day: date
    uid: Annotated[str, Field(max_length=200)] = ""
    minutes: Annotated[float, Field(ge=0, le=1440)] | None = None
    done_share: Annotated[float, Field(ge=0, le=1)] = 1.0
    rpe: Rating | None = None
    pain_during: Pain = {}
    pain_after: Pain = {}
    pain_sides: Sides = {}
    confidence: Rating | None = None
    note: Annotated[str, Field(max_length=2000)] = ""

    def filled(self) -> Filled:
        """Return it as the journal takes it."""
        said = self.model_dump(exclude={"minutes"})
        return Filled(LogEntry(**said), self.minutes)


class NewEntry(Said):
    """A session to log; sent twice under the same ``entry_id`` it is kept once."""

    entry_id: Annotated[str, Field(pattern="^[0-9a-f]{32}$")] | None = None


class Morning(BaseModel):
    """How it is the morning after; an empty ``pain`` means none.

    ``sides`` says which side of a place hurts; another side than before makes it both.
    """

    model_config = ConfigDict(extra="forbid")

    pain: Pain
    sides: Sides = {}


class EntryJson(BaseModel):
    """An entry as it stands.

    ``plan_version`` is the number of the version of the plan that it led to, null when the plan
    stayed as it was.
    """

    entry_id: str
    version: int
    removed: bool
    day: date
    uid: str
    minutes: float | None
    done_share: float
    rpe: float | None
    load: float | None
    pain_during: Pain
    pain_after: Pain
    pain_next_morning: Pain | None
    pain_sides: Sides
    confidence: float | None
    backward_s: float | None
    backward_m: float | None
    note: str
    plan_version: int | None = None


@api.get("")
def list_entries(
    visit: Visiting,
    since: Annotated[date | None, Query()] = None,
    until: Annotated[date | None, Query()] = None,
) -> list[EntryJson]:
    """Return the entries from one day to another, both included; the last six weeks if not said."""
    first = since or visit.today - timedelta(days=LISTED_DAYS)
    found = visit.journal.sessions.of(visit.by, visit.person.id, first, until)
    return [entry_json(one) for one in found]


@api.post("", status_code=201)
def add_entry(visit: Visiting, said: NewEntry) -> EntryJson:
    """Log a session and let the plan follow."""
    kept = log(visit, _filled_of(said), said.entry_id)
    return entry_json(kept, follow(visit))


def _filled_of(said: NewEntry) -> Filled:
    return Said(**said.model_dump(exclude={"entry_id"})).filled()


@api.get("/{entry_id}")
def get_entry(visit: Visiting, entry_id: EntryId) -> list[EntryJson]:
    """Return every version of an entry, the newest first."""
    kept, history = entries.entry_of(visit, entry_id)
    return [entry_json(kept), *(entry_json(one) for one in history[1:])]


@api.put("/{entry_id}")
def correct_entry(visit: Visiting, entry_id: EntryId, said: Said) -> EntryJson:
    """Put a corrected entry in the place of another, which is kept as its earlier version."""
    before, _ = entries.entry_of(visit, entry_id)
    kept = correct(visit, before, said.filled())
    return entry_json(kept, follow(visit))


@api.put("/{entry_id}/morning")
def add_morning(visit: Visiting, entry_id: EntryId, morning: Morning) -> EntryJson:
    """Say how it was the morning after."""
    kept = keep_morning(visit, entry_id, morning.pain, morning.sides)
    return entry_json(kept, follow(visit))


@api.delete("/{entry_id}", status_code=204)
def remove_entry(visit: Visiting, entry_id: EntryId) -> None:
    """Take an entry out of the log; it can be put back."""
    visit.journal.sessions.remove(visit.by, visit.person.id, entry_id)
    follow(visit)


@api.post("/{entry_id}/restore")
def restore_entry(visit: Visiting, entry_id: EntryId) -> EntryJson:
    """Put an entry back that was removed."""
    kept = restore(visit, entry_id)
    return entry_json(kept, follow(visit))


def entry_json(kept: KeptEntry, plan_version: int | None = None) -> EntryJson:
    """Return an entry for a program."""
    entry, measured = kept.entry, kept.entry.measured
    said: dict[str, Any] = {
        name: getattr(entry, name)
        for name in ("day", "uid", "done_share", "rpe", "confidence", "note")
    }
    morning = entry.pain_next_morning
    return EntryJson(
        **said,
        entry_id=kept.entry_id,
        version=kept.version,
        removed=kept.removed,
        minutes=kept.minutes,
        load=kept.load,
        pain_during=dict(entry.pain_during),
        pain_after=dict(entry.pain_after),
        pain_next_morning=None if morning is None else dict(morning),
        pain_sides=dict(entry.pain_sides),
        backward_s=measured.backward_s if measured else None,
        backward_m=measured.backward_m if measured else None,
        plan_version=plan_version,
    )
