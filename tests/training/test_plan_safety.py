"""No written rule is ever broken, whatever is logged; and each rule can be seen to fail."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.training import (
    allowance,
    calendar,
    choose,
    decide,
    fitting,
    ladder,
    progression,
    weeks,
)
from backstride.training.log import LogEntry
from backstride.training.safety_check import check
from backstride.training.training_rules import default_training_rules
from tests.training.athlete_strategies import athletes
from tests.training.plan_strategies import twelve_weeks

plan_module = import_module("backstride.training.plan")
"""The package holds a function of that name."""

PEOPLE = 16_800
"""Of these, 10,000 have a programme; the others are turned away by the screening."""

PARTS = 20


@pytest.mark.parametrize("part", range(PARTS))
def test_no_rule_is_broken_by_anyone_in_twelve_weeks(part: int) -> None:
    """10,000 programmes, each logged at random and planned again week after week."""
    seeds = range(part * PEOPLE // PARTS, (part + 1) * PEOPLE // PARTS)
    broken: dict[str, int] = {}
    programmes = 0
    for seed in seeds:
        for step, case in enumerate(twelve_weeks(seed)):
            programmes += step == 0
            for one in check(case):
                broken.setdefault(one.rule_id, seed)
    assert {} == broken
    assert programmes >= 10_000 // PARTS


@given(athlete=athletes(), seed=st.integers(0, 2**32))
def test_no_rule_is_broken_by_strange_people(athlete: Any, seed: int) -> None:
    """The people that hypothesis thinks of, with every field at its edges."""
    for case in twelve_weeks(seed, athlete=athlete):
        assert [] == check(case)


def _always(value: Any) -> Callable[..., Any]:
    return lambda *_, **__: value


def _raw(pain: Any) -> tuple[float, str]:
    site = max(pain, key=pain.get, default="") if pain else ""
    return (float(pain[site]), site) if pain else (0.0, "")


def _without(gate_name: str) -> tuple[Any, str, Any]:
    if gate_name in ("morning_gate", "again_gate", "effort_gate", "confidence_gate"):
        return decide, gate_name, _always(())
    return decide, gate_name, _always(decide.Gate("progress", "completion", "fine"))


def _lenient_pain(rule: str) -> Any:
    real = decide.pain_gate

    def gate(rule_id: str, when: str, pain: tuple[float, str], settings: Any) -> Any:
        return real(rule_id, when, (0.0, "") if rule_id == rule else pain, settings)

    return gate


def _missed_as_done(real: Any) -> Any:
    def replay(given: Any, stand: Any, kept: Any, heard: list[Any], found: Any) -> Any:
        known = {one.planned.uid for one in heard}
        past = [one for week in kept for one in week.sessions if one.uid not in known]
        made_up = [
            progression.Heard(LogEntry(day=one.day, uid=one.uid, pain_next_morning={}), one, True)
            for one in past
        ]
        everything = sorted([*heard, *made_up], key=lambda one: one.entry.day)
        decisions = real(given, stand, kept, everything, found)
        return tuple(one for one in decisions if one.uid in known)

    return replay


def _rewritten(real: Any) -> Any:
    def kept(programme: Any, logged: Any, today: Any) -> Any:
        return [
            replace(week, sessions=tuple(replace(one, minutes=1.0) for one in week.sessions))
            for week in real(programme, logged, today)
        ]

    return kept


def _heard_from_the_future(real: Any) -> Any:
    return lambda programme, log, today: real(programme, log, today + timedelta(days=400))


def _too_many(real: Any) -> Any:
    return lambda free, eves, taken, wanted, rest: real(free, eves, taken, wanted + 1, rest)


def _no_stop(real: Any) -> Any:
    def record(stand: Any, *more: Any) -> None:
        real(stand, *more)
        stand.stopped_on = None

    return record


def _crowded(free: Any, eves: Any, taken: Any, wanted: int, rest: int) -> Any:
    return tuple(free[:1]) * min(2, wanted)


def _leap(one: Any, stand: Any, raised: Any, **_: Any) -> Iterator[int]:
    yield from range(one.top, -1, -1)


def _heavy(one: Any, stand: Any, raised: Any, *, lighter: bool, settings: Any) -> Iterator[int]:
    reached = min(stand.rung.get(one.kind.id, 0), one.top)
    yield from range(reached, -1, -1)


MUTATIONS: dict[str, list[tuple[Any, str, Any]]] = {
    "screening_first": [
        (plan_module, "may_plan", _always(True)),
        (choose, "within_limits", _always(True)),
    ],
    "within_limits": [(choose, "within_limits", _always(True))],
    "place_and_people": [(choose, "missing_means", _always(""))],
    "first_week_distance": [(fitting, "fits_first_week", _always(True))],
    "fits_the_day": [(fitting, "fits_minutes", _always(True))],
    "one_a_day": [(weeks, "spread", _crowded), (fitting, "is_rested", _always(True))],
    "match_day": [(calendar, "is_match_day", _always(False))],
    "match_eve": [(fitting, "fits_eve", _always(True))],
    "rest_between": [
        (fitting, "is_rested", _always(True)),
        (weeks, "spread", lambda free, eves, taken, wanted, rest: free[:wanted]),
    ],
    "sessions_per_week": [(weeks, "spread", _too_many(calendar.spread))],
    "stage_order": [(weeks, "is_open", choose.is_familiar)],
    "familiarise_first": [(choose, "is_familiar", _always(True))],
    "one_step": [(weeks, "rungs_to_try", _leap)],
    "one_axis": [(choose, "one_axis", _always(True))],
    "growth_time": [(fitting, "fits_week", _always(True))],
    "growth_distance": [(allowance, "km_allowed", _always(1000.0))],
    "easier_week": [(weeks, "is_lighter", _always(False))],
    "taper": [(fitting, "fits_taper", _always(True)), (weeks, "rungs_to_try", _heavy)],
    "after_a_break": [(weeks, "heed_break", _always(None)), (ladder, "heed_break", _always(None))],
    "pain_during": [(decide, "pain_gate", _lenient_pain("pain_during"))],
    "pain_after": [(decide, "pain_gate", _lenient_pain("pain_after"))],
    "pain_next_morning": [_without("morning_gate")],
    "pain_rest": [(fitting, "is_recovered", _always(True))],
    "pain_again": [_without("again_gate")],
    "after_a_stop": [(progression, "record", _no_stop(ladder.record))],
    "session_effort": [_without("effort_gate")],
    "completion": [_without("completion_gate")],
    "confidence": [_without("confidence_gate")],
    "measured_dose": [(decide, "measured_gate", _always(()))],
    "missed": [(progression, "_replay", _missed_as_done(progression._replay))],
    "past_kept": [(progression, "kept_weeks", _rewritten(progression.kept_weeks))],
    "log_sense": [(progression, "is_timely", _always(True))],
    "say_why": [(weeks, "reasons_of", _always(()))],
    "as_shown": [(decide, "worst", _raw)],
}
"""For each rule, the part that keeps it, broken."""


def test_every_written_rule_has_a_mutation() -> None:
    """A rule that is written but cannot be seen to fail is not checked."""
    assert sorted(default_training_rules().rules) == sorted(MUTATIONS)


@pytest.mark.parametrize("rule_id", sorted(MUTATIONS))
def test_a_broken_part_is_caught(rule_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the part that keeps a rule broken, the checker names that rule."""
    for module, name, broken in MUTATIONS[rule_id]:
        monkeypatch.setattr(module, name, broken)
    assert any(rule_id in _broken_rules(seed) for seed in range(1500))


def _broken_rules(seed: int) -> set[str]:
    return {one.rule_id for case in twelve_weeks(seed) for one in check(case)}
