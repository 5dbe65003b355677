"""What the checker of the written rules knows of sessions, worked out apart from the planner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from backstride.training.decide import Decision
from backstride.training.expected import effort_word, speed_of
from backstride.training.log import LogEntry, caution
from backstride.training.programme import PlannedSession, Programme
from backstride.training.screening import Screening
from backstride.training.session import EFFORT_WORDS, Session
from backstride.training.session_dose import dose_of
from backstride.training.template import Template


@dataclass(frozen=True, slots=True)
class Violation:
    """A written rule that was broken.

    Attributes
    ----------
    rule_id : str
    where : str
        A session, week or entry.
    text : str
    """

    rule_id: str
    where: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that is checked together.

    Attributes
    ----------
    screening : Screening
    programme : Programme
    templates : mapping of str to Template
    today : date
        Sessions from here on are judged; those before are history.
    log : sequence of LogEntry
    decisions : sequence of Decision
    before : Programme or None
        The programme before this progression.
    """

    screening: Screening
    programme: Programme
    templates: Mapping[str, Template]
    today: date
    log: Sequence[LogEntry] = ()
    decisions: Sequence[Decision] = ()
    before: Programme | None = None

    def week(self, day: date) -> int:
        """Return the week of a day, from 0."""
        return (day - self.programme.start).days // 7


@dataclass(frozen=True, slots=True)
class Asks:
    """What a session asks, from its steps alone."""

    minutes: float
    backward_s: float
    backward_m: float
    running_m: float
    hardest: int
    hardest_backward: int
    backward: bool
    running_backward: bool
    slope: bool
    load: bool
    jumps: bool
    heart_rate: bool


_SEEN: dict[int, tuple[Session, Asks]] = {}


def asks(session: Session, programme: Programme) -> Asks:
    """Return what a session asks; remembered as long as the same object comes again."""
    known = _SEEN.get(id(session))
    if known is None or known[0] is not session:
        if len(_SEEN) > 10_000:
            _SEEN.clear()
        known = _SEEN[id(session)] = (session, _asks(session, programme))
    return known[1]


def _asks(session: Session, programme: Programme) -> Asks:
    steps = session.steps()
    dose = dose_of(session, speed_of)
    back = dose.by_direction.get("backward")
    more = dose.total.repetitions * programme.settings.repetition_s
    more += dose.total.open_steps * programme.settings.open_step_s
    running = dose_of(session, lambda one: None if one.movement == "walk" else speed_of(one))
    efforts = [(one.direction, EFFORT_WORDS.index(effort_word(one))) for one in steps]
    return Asks(
        minutes=round((dose.total.time_high_s + more) / 60, 1),
        backward_s=back.time_high_s if back else 0.0,
        backward_m=(back.distance_low_m * back.distance_high_m) ** 0.5 if back else 0.0,
        running_m=running.total.distance_high_m,
        hardest=max(effort for _, effort in efforts),
        hardest_backward=max((e for d, e in efforts if d == "backward"), default=-1),
        backward=back is not None,
        running_backward=any(s.direction == "backward" and s.movement != "walk" for s in steps),
        slope=any(s.incline_percent or (s.surface or session.surface) == "hill" for s in steps),
        load=any(s.load is not None for s in steps),
        jumps=any(s.movement in ("hop", "jump") for s in steps),
        heart_rate=any(
            s.effort is not None and s.effort.kind == "heart_rate_percent" for s in steps
        ),
    )


@dataclass(slots=True)
class Event:
    """A session with what became of it: logged, not reported, or still to come."""

    day: date
    planned: PlannedSession
    asks: Asks
    outcome: str
    done: bool
    well: bool
    ahead: bool
    backward_s: float = 0.0
    backward_m: float = 0.0
    missed: bool = False
    by_pain: bool = False


@dataclass(slots=True)
class Reached:
    """Levels, successes and counts before an event."""

    rung: dict[str, int] = field(default_factory=dict)
    good: dict[str, int] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    stages: dict[str, int] = field(default_factory=dict)
    last_backward: date | None = None
    answered: int = 0


def counted_entries(case: Case) -> dict[str, list[LogEntry]]:
    """Return the entries that may count, by session: not from the future, about a known one."""
    known = {one.uid for one in case.programme.sessions()}
    found: dict[str, list[LogEntry]] = {}
    for entry in case.log:
        if entry.day <= case.today and entry.uid in known:
            found.setdefault(entry.uid, []).append(entry)
    return found


def timeline(case: Case) -> list[Event]:
    """Return every session of the programme with what became of it, in order of days."""
    entries = counted_entries(case)
    decisions = {one.uid: one for one in case.decisions}
    events = []
    for planned in case.programme.sessions():
        what = asks(planned.session, case.programme)
        decision = decisions.get(planned.uid)
        if decision is not None and planned.uid in entries:
            entry = min(entries[planned.uid], key=caution)
            events.append(_logged(case, planned, what, entry, decision))
        else:
            events.append(_unreported(planned, what, missed=planned.day < case.today))
    return sorted(events, key=lambda one: (one.day, one.planned.day, one.planned.uid))


def _unreported(planned: PlannedSession, what: Asks, *, missed: bool) -> Event:
    return Event(
        day=planned.day,
        planned=planned,
        asks=what,
        outcome="hold" if missed else "progress",
        done=not missed,
        well=not missed,
        ahead=not missed,
        backward_s=0.0 if missed else what.backward_s,
        backward_m=0.0 if missed else what.backward_m,
        missed=missed,
    )


def _logged(
    case: Case, planned: PlannedSession, what: Asks, entry: LogEntry, decision: Decision
) -> Event:
    settings = case.programme.settings
    timely = planned.day <= entry.day <= planned.day + timedelta(days=settings.late_days)
    measured = entry.measured
    metres = measured.backward_m if measured else None
    return Event(
        day=entry.day,
        planned=planned,
        asks=what,
        outcome=decision.outcome,
        done=entry.done_share > 0,
        well=timely and round(100 * entry.done_share) >= settings.done_percent,
        ahead=False,
        backward_s=(measured.backward_s if measured else entry.done_share * what.backward_s)
        if entry.done_share
        else 0.0,
        backward_m=(entry.done_share * what.backward_m if metres is None else metres)
        if entry.done_share
        else 0.0,
        by_pain=decision.rule_id.startswith("pain"),
    )


def lapse(reached: Reached, day: date, programme: Programme) -> int:
    """Lower levels for a break up to a day; return 0, 1 or 2 for none, a level, the bottom."""
    if reached.last_backward is None:
        return 0
    settings = programme.settings
    gap = (day - reached.last_backward).days
    if gap > settings.long_break_days:
        if reached.answered < 2:
            reached.rung, reached.good = {}, {}
            reached.stages["familiarise"] = 0
        reached.answered = 2
        return 2
    if gap > settings.break_days:
        if reached.answered < 1:
            _lower(reached, list(reached.rung))
        reached.answered = 1
        return 1
    return 0


def advance(reached: Reached, event: Event, programme: Programme, *, breaks: bool = True) -> None:
    """Add what became of a session to what is reached."""
    if breaks and not event.missed:
        lapse(reached, event.day, programme)
    if event.done:
        _count(reached, event)
    if event.outcome == "regress":
        name = event.planned.template_id
        _lower(reached, list(reached.rung) if event.by_pain else [name])


def _count(reached: Reached, event: Event) -> None:
    name = event.planned.template_id
    reached.times[name] = reached.times.get(name, 0) + 1
    newest = reached.last_backward is None or event.day > reached.last_backward
    if event.asks.backward and newest:
        reached.last_backward, reached.answered = event.day, 0
    if event.well and event.outcome in ("progress", "hold"):
        stage, walked = event.planned.stage, event.asks.backward and not event.asks.running_backward
        if walked:
            reached.stages["walk"] = reached.stages.get("walk", 0) + 1
        if not (walked and stage in ("walk", "familiarise")):
            reached.stages[stage] = reached.stages.get(stage, 0) + 1
    level = reached.rung.get(name, 0)
    if event.planned.rung > level:
        level, reached.good[name] = level + 1, 0
    reached.rung[name] = level
    if event.outcome == "progress" and event.well and event.planned.rung >= level:
        reached.good[name] = reached.good.get(name, 0) + 1


def _lower(reached: Reached, names: list[str]) -> None:
    for name in names:
        reached.rung[name] = max(0, reached.rung.get(name, 0) - 1)
        reached.good[name] = 0
