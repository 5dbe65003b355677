"""The checker's part on the order of things: stages, levels, axes and breaks."""

from collections.abc import Iterator
from dataclasses import replace

from backstride.training.safety_timeline import (
    Case,
    Event,
    Reached,
    Violation,
    advance,
    lapse,
)

_STAGES = ("prepare", "walk", "familiarise", "build", "specialise")


def check_ladder(case: Case, events: list[Event]) -> Iterator[Violation]:
    """Yield every session ahead that comes too soon, too high or at the wrong time."""
    truth, no_breaks, missed_too = Reached(), Reached(), Reached()
    raised: dict[int, set[str]] = {}
    begun: dict[int, set[str]] = {}
    for event in events:
        week = case.week(event.planned.day)
        if event.ahead:
            lapse(truth, event.day, case.programme)
            yield from _order(case, event, truth, no_breaks)
            yield from _level(case, event, truth, no_breaks, missed_too)
        yield from _axes(case, event, truth, raised, begun, week)
        advance(truth, event, case.programme)
        advance(no_breaks, event, case.programme, breaks=False)
        as_done = replace_missed(event) if event.missed else event
        advance(missed_too, as_done, case.programme)


def replace_missed(event: Event) -> Event:
    """Return a missed session as if it had been done well."""
    return replace(event, outcome="progress", done=True, well=True)


def _order(case: Case, event: Event, truth: Reached, no_breaks: Reached) -> Iterator[Violation]:
    uid, asks, stage = event.planned.uid, event.asks, _STAGES.index(event.planned.stage)
    athlete, settings = case.programme.athlete, case.programme.settings
    first, novice = case.screening.limits.walking_first, athlete.backward_experience == "none"
    walks = settings.walk_sessions if first else settings.novice_walk_sessions * novice
    runs = asks.running_backward or stage >= 3
    prepared = truth.stages.get("prepare", 0) >= settings.prepare_sessions
    too_soon = first and stage >= 1 and not prepared
    too_soon |= runs and truth.stages.get("walk", 0) < walks
    too_soon |= stage == 4 and truth.stages.get("build", 0) < settings.build_sessions
    template = case.templates[event.planned.template_id]
    too_soon |= not all(truth.times.get(one) for one in template.needs)
    if too_soon:
        yield Violation("stage_order", uid)
    familiar = settings.familiarise(athlete.backward_experience)
    needs = stage >= 3 or (asks.running_backward and (stage != 2 or asks.hardest_backward > 0))
    if needs and truth.stages.get("familiarise", 0) < familiar:
        after_break = no_breaks.stages.get("familiarise", 0) >= familiar
        yield Violation("after_a_break" if after_break else "familiarise_first", uid)


def _level(
    case: Case, event: Event, truth: Reached, no_breaks: Reached, missed_too: Reached
) -> Iterator[Violation]:
    if _may(event, truth, case):
        return
    if _may(event, no_breaks, case):
        yield Violation("after_a_break", event.planned.uid)
    elif _may(event, missed_too, case):
        yield Violation("missed", event.planned.uid)
    else:
        yield Violation("one_step", event.planned.uid)


def _may(event: Event, reached: Reached, case: Case) -> bool:
    name, rung = event.planned.template_id, event.planned.rung
    level = reached.rung.get(name, 0)
    enough = reached.good.get(name, 0) >= case.programme.settings.sessions_before_step
    return rung <= level or (rung == level + 1 and enough)


def _axes(
    case: Case,
    event: Event,
    truth: Reached,
    raised: dict[int, set[str]],
    begun: dict[int, set[str]],
    week: int,
) -> Iterator[Violation]:
    planned = event.planned
    name, settings = planned.template_id, case.programme.settings
    rung = truth.rung.get(name, 0)
    if event.ahead and planned.rung > rung:
        axis = case.templates[name].rungs[planned.rung].changes or ""
        raised.setdefault(week, set()).add(axis)
        if len(raised[week]) > 1:
            yield Violation("one_axis", planned.uid, str(raised[week]))
    elif planned.raises:
        raised.setdefault(week, set()).add(planned.raises)
    fresh = event.asks.running_backward and not truth.times.get(name)
    if fresh:
        begun.setdefault(week, set()).add(name)
        if event.ahead and len(begun[week]) > settings.new_kinds_per_week:
            yield Violation("one_axis", planned.uid, "new kinds")
    yield from _easier(case, event, rung, fresh=fresh)


def _easier(case: Case, event: Event, rung: int, *, fresh: bool) -> Iterator[Violation]:
    if not event.ahead:
        return
    settings, event_on = case.programme.settings, case.programme.wishes.event_on
    too_high = event.planned.rung > max(0, rung - 1)
    if (case.week(event.day) + 1) % int(settings.easier_every) == 0 and too_high:
        yield Violation("easier_week", event.planned.uid)
    days = (event_on - event.day).days if event_on else 0
    if 0 < days <= settings.taper_days and (too_high or fresh):
        yield Violation("taper", event.planned.uid)
