"""Where a person stands: levels reached, what has been done, and how much of it each week."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from backstride.training.catalogue import Kind, Level
from backstride.training.template import STAGES, Stage
from backstride.training.training_rules import TrainingSettings

Outcome = Literal["progress", "hold", "regress", "stop"]
OUTCOMES: tuple[Outcome, ...] = ("progress", "hold", "regress", "stop")
"""From least to most cautious."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Went:
    """How a session went, as far as the next ones depend on it.

    Attributes
    ----------
    day : date
    outcome : Outcome
    done : bool
        Whether any of it was done.
    well : bool
        Whether enough of it was done to count for what comes next.
    whole_body : bool
        Whether going back concerns all kinds of session, as after pain.
    backward_s, backward_m : float
        What was done backward.
    rest_days : int
        Days without backward sessions that must follow.
    """

    day: date
    outcome: Outcome
    done: bool
    well: bool
    backward_s: float
    backward_m: float
    whole_body: bool = False
    rest_days: int = 0


@dataclass(slots=True)
class Ladder:
    """What the next session depends on; changed by ``record`` alone.

    Attributes
    ----------
    rung, credits, done : dict
        By template: level reached, sessions on it that went well, sessions done.
    weeks : dict
        By template: the weeks in which it was done.
    by_stage : dict
        By stage: sessions that count.
    done_s, done_m : dict
        By week: what was done backward; the base for growth.
    planned_s, planned_m : dict
        By week: the same, with what is planned, and what was not reported, counted as done.
    running_m : dict
        By week: all running planned, at the fastest.
    taper_s : float
        Backward time in the days before the event.
    first_done : dict
        By template: the week in which it was first done, or planned to be if that is later.
    raised, begun : dict
        By week: axes raised, and templates with backward running begun.
    last_backward : date or None
        When something backward was last done.
    break_level : int
        How much of a break has been answered since: 0, 1 (a level lower) or 2 (the bottom).
    backward_days : set of date
        Days on which backward running is planned or was done.
    taken : set of date
        Days on which any session stands.
    rest_until : date or None
        No backward session up to this day.
    most_stage, most_stage_until : int, date or None
        No stage above, up to this day.
    stopped_on : date or None
    """

    rung: dict[str, int] = field(default_factory=dict)
    credits: dict[str, int] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)
    weeks: dict[str, set[int]] = field(default_factory=dict)
    by_stage: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STAGES, 0))
    done_s: dict[int, float] = field(default_factory=dict)
    done_m: dict[int, float] = field(default_factory=dict)
    planned_s: dict[int, float] = field(default_factory=dict)
    planned_m: dict[int, float] = field(default_factory=dict)
    running_m: dict[int, float] = field(default_factory=dict)
    taper_s: float = 0.0
    first_done: dict[str, int] = field(default_factory=dict)
    raised: dict[int, set[str]] = field(default_factory=dict)
    begun: dict[int, set[str]] = field(default_factory=dict)
    last_backward: date | None = None
    break_level: int = 0
    backward_days: set[date] = field(default_factory=set)
    taken: set[date] = field(default_factory=set)
    rest_until: date | None = None
    most_stage: int = len(STAGES)
    most_stage_until: date | None = None
    stopped_on: date | None = None


def record(
    ladder: Ladder,
    kind: Kind,
    rung: int,
    level: Level,
    week: int,
    went: Went,
    settings: TrainingSettings,
) -> None:
    """Add a session that was done, or is taken to be done as planned, to where a person stands."""
    if went.outcome == "stop":
        ladder.stopped_on = went.day
    heed_break(ladder, went.day, settings)
    if went.done:
        _count(ladder, kind, rung, level, week, went)
    if went.outcome == "regress":
        _go_back(ladder, kind, went)


def _count(ladder: Ladder, kind: Kind, rung: int, level: Level, week: int, went: Went) -> None:
    _add(ladder.done_s, week, went.backward_s)
    _add(ladder.done_m, week, went.backward_m)
    ladder.done[kind.id] = ladder.done.get(kind.id, 0) + 1
    ladder.weeks.setdefault(kind.id, set()).add(week)
    if level.goes_backward and (ladder.last_backward is None or went.day > ladder.last_backward):
        ladder.last_backward, ladder.break_level = went.day, 0
    if went.well and went.outcome in ("progress", "hold"):
        for stage in counts_for(kind, level):
            ladder.by_stage[stage] += 1
    _climb(ladder, kind.id, rung, went)


def counts_for(kind: Kind, level: Level) -> tuple[Stage, ...]:
    """Return the stages that a session counts for, by what is done in it.

    Backward walking counts as such wherever it is done, and never as getting used to running.
    """
    walks = level.goes_backward and not level.runs_backward
    stage = STAGES[kind.stage]
    if walks and stage != "prepare":
        return ("walk",) if stage in ("walk", "familiarise") else ("walk", stage)
    return (stage, "walk") if walks else (stage,)


def reserve(ladder: Ladder, day: date, level: Level, week: int) -> None:
    """Keep a day for a session that stands in the plan, and count its running."""
    ladder.taken.add(day)
    _add(ladder.running_m, week, level.running_m)
    if level.runs_backward:
        ladder.backward_days.add(day)


def heed_break(ladder: Ladder, day: date, settings: TrainingSettings) -> None:
    """Step back after a break without backward sessions, once for each break."""
    if ladder.last_backward is None:
        return
    gap = (day - ladder.last_backward).days
    if gap > settings.long_break_days and ladder.break_level < 2:
        ladder.break_level = 2
        ladder.rung = dict.fromkeys(ladder.rung, 0)
        ladder.credits.clear()
        ladder.by_stage["familiarise"] = 0
    elif gap > settings.break_days and ladder.break_level < 1:
        ladder.break_level = 1
        lower_all(ladder)


def lower_all(ladder: Ladder) -> None:
    """Put every kind of session one level lower, where there is one."""
    ladder.rung = {one: max(0, rung - 1) for one, rung in ladder.rung.items()}
    ladder.credits.clear()


def _climb(ladder: Ladder, template_id: str, rung: int, went: Went) -> None:
    reached = ladder.rung.get(template_id, 0)
    if rung > reached:
        reached += 1
        ladder.credits[template_id] = 0
    ladder.rung[template_id] = reached
    if went.outcome == "progress" and went.well and rung >= reached:
        ladder.credits[template_id] = ladder.credits.get(template_id, 0) + 1


def _go_back(ladder: Ladder, kind: Kind, went: Went) -> None:
    if ladder.rung.get(kind.id, 0) == 0 and kind.stage > 0:
        ladder.most_stage = max(1, kind.stage - 1)
        ladder.most_stage_until = went.day + timedelta(days=7)
    if went.whole_body:
        lower_all(ladder)
    else:
        ladder.rung[kind.id] = max(0, ladder.rung.get(kind.id, 0) - 1)
        ladder.credits[kind.id] = 0
    if went.rest_days:
        until = went.day + timedelta(days=went.rest_days)
        ladder.rest_until = max(until, ladder.rest_until or until)


def _add(table: dict[int, float], week: int, amount: float) -> None:
    table[week] = table.get(week, 0.0) + amount
