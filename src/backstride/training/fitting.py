"""Whether a session fits a day, its week and the days before an event."""

from dataclasses import dataclass
from datetime import date

from backstride.training.allowance import Allowance
from backstride.training.calendar import Day, is_rested
from backstride.training.catalogue import Kind, Level
from backstride.training.expected import shown_km, shown_minutes
from backstride.training.ladder import Ladder
from backstride.training.programme import WeekKind
from backstride.training.session import EFFORT_WORDS
from backstride.training.training_rules import TrainingSettings

_EVE_EFFORT = EFFORT_WORDS.index("moderate")


@dataclass(slots=True, eq=False)
class Slot:
    """One day that a session is looked for, in its week."""

    day: Day
    week: int
    kind: WeekKind
    allowed: Allowance
    tapering: bool
    used: dict[str, int]


def is_lighter(slot: Slot) -> bool:
    """Return whether sessions are one level lower on a day."""
    return slot.kind == "easier" or slot.tapering


def fits(kind: Kind, level: Level, ladder: Ladder, slot: Slot, settings: TrainingSettings) -> bool:
    """Return whether a level fits a day and what is left of its week."""
    day = slot.day.day
    if not (
        fits_day(level, slot.day)
        and fits_stage(kind, ladder, day)
        and fits_first_week(level, ladder, slot)
    ):
        return False
    if level.runs_backward and not (
        is_rested(day, ladder.backward_days, settings) and may_begin(kind, ladder, slot, settings)
    ):
        return False
    return not level.goes_backward or (
        is_recovered(ladder, day)
        and fits_week(level, ladder, slot)
        and fits_taper(level, ladder, slot)
    )


def fits_stage(kind: Kind, ladder: Ladder, day: date) -> bool:
    """Return whether a kind is not above the stage a person has gone back to."""
    until = ladder.most_stage_until
    return until is None or day > until or kind.stage <= ladder.most_stage


def fits_day(level: Level, day: Day) -> bool:
    """Return whether a level fits the free time, and an eve of a match where it is one."""
    return fits_minutes(level, day) and fits_eve(level, day)


def fits_minutes(level: Level, day: Day) -> bool:
    """Return whether a level fits the free time, as both are shown."""
    return round(level.minutes, 1) <= day.minutes


def fits_eve(level: Level, day: Day) -> bool:
    """Return whether a level is gentle enough for the eve of a match, where the day is one."""
    return not day.is_eve or level.backward_effort <= _EVE_EFFORT


def is_recovered(ladder: Ladder, day: date) -> bool:
    """Return whether the rest after pain is over on a day."""
    return ladder.rest_until is None or day > ladder.rest_until


def may_begin(kind: Kind, ladder: Ladder, slot: Slot, settings: TrainingSettings) -> bool:
    """Return whether a kind may be in a week: it is not new, or the week has room for a new one."""
    if kind.id in ladder.done:
        return True
    begun = ladder.begun.get(slot.week, set()) | {kind.id}
    return not slot.tapering and len(begun) <= settings.new_kinds_per_week


def fits_first_week(level: Level, ladder: Ladder, slot: Slot) -> bool:
    """Return whether the running of the first week stays within what the screening allows."""
    if slot.allowed.running_km is None:
        return True
    return shown_km(ladder.running_m.get(slot.week, 0) + level.running_m) <= slot.allowed.running_km


def fits_week(level: Level, ladder: Ladder, slot: Slot) -> bool:
    """Return whether the week holds no more backward time and distance than it may."""
    minutes = shown_minutes(ladder.planned_s.get(slot.week, 0) + level.backward_s)
    km = shown_km(ladder.planned_m.get(slot.week, 0) + level.backward_m)
    return minutes <= slot.allowed.minutes and km <= slot.allowed.km


def fits_taper(level: Level, ladder: Ladder, slot: Slot) -> bool:
    """Return whether the days before the event hold no more backward time than they may."""
    if not slot.tapering:
        return True
    return shown_minutes(ladder.taper_s + level.backward_s) <= slot.allowed.taper_minutes
