"""What comes next: holding, going up, going back and stopping, and what never changes."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from backstride import evidence
from backstride.errors import SettingsError
from backstride.training.catalogue import make_catalogue
from backstride.training.log import LogEntry, MeasuredDose
from backstride.training.plan import plan
from backstride.training.programme import PlannedSession, Programme
from backstride.training.progression import Progression, progress
from backstride.training.screening import screen
from backstride.training.templates import templates
from backstride.training.training_rules import default_training_rules
from tests.training.athlete_strategies import TODAY, healthy
from tests.training.plan_strategies import twelve_weeks


def programme() -> Programme:
    """Return the programme of a healthy novice."""
    found = plan(healthy(), screen(healthy(), {}, TODAY), TODAY)
    assert isinstance(found, Programme)
    return found


def entry(planned: PlannedSession, **changes: Any) -> LogEntry:
    """Return an entry about a session that went well, with some fields changed."""
    plain: dict[str, Any] = {"day": planned.day, "uid": planned.uid, "pain_next_morning": {}}
    return LogEntry(**plain | changes)


def after(*changes: dict[str, Any], then: int = 1) -> Progression:
    """Return what follows the first sessions, logged with changes, so many days later."""
    plan_now = programme()
    sessions = plan_now.sessions()[: len(changes)]
    log = [entry(one, **change) for one, change in zip(sessions, changes, strict=True)]
    return progress(plan_now, log, sessions[-1].day + timedelta(days=then))


def next_session(found: Progression, number: int) -> PlannedSession:
    """Return the session after so many."""
    return found.programme.sessions()[number]


def test_two_good_sessions_step_up_on_one_axis() -> None:
    """As planned, because it went as planned."""
    found = after({}, {})
    assert ["progress", "progress"] == [one.outcome for one in found.decisions]
    assert programme() == found.programme
    assert (1, "skill") == (next_session(found, 2).rung, next_session(found, 2).raises)


@pytest.mark.parametrize(
    ("change", "outcome", "rule_id"),
    [
        ({"pain_during": {"knee": 2.0}}, "progress", "completion"),
        ({"pain_during": {"knee": 2.04}}, "progress", "completion"),
        ({"pain_during": {"knee": 2.06}}, "hold", "pain_during"),
        ({"pain_during": {"knee": 5}}, "hold", "pain_during"),
        ({"pain_during": {"shin": 2, "knee": 5.1}}, "regress", "pain_during"),
        ({"pain_during": {"knee": 8}}, "stop", "pain_during"),
        ({"pain_after": {"calf": 3}}, "hold", "pain_after"),
        ({"pain_after": {"calf": 6}}, "regress", "pain_after"),
        ({"pain_next_morning": {"calf": 3}}, "regress", "pain_next_morning"),
        ({"pain_next_morning": {"calf": 3}, "pain_after": {"calf": 3}}, "hold", "pain_after"),
        ({"pain_next_morning": {"calf": 6}}, "stop", "pain_next_morning"),
        ({"pain_next_morning": None}, "hold", "pain_next_morning"),
        ({"rpe": 7.04}, "progress", "completion"),
        ({"rpe": 7.1}, "hold", "session_effort"),
        ({"rpe": 9.5}, "regress", "session_effort"),
        ({"done_share": 0.796}, "progress", "completion"),
        ({"done_share": 0.79}, "hold", "completion"),
        ({"done_share": 0.0}, "hold", "missed"),
        ({"confidence": 4.96}, "progress", "completion"),
        ({"confidence": 4.9}, "hold", "confidence"),
        ({"confidence": 2}, "regress", "confidence"),
        ({"measured": MeasuredDose(backward_s=120)}, "progress", "completion"),
        ({"measured": MeasuredDose(backward_s=160)}, "hold", "measured_dose"),
        ({"measured": MeasuredDose(backward_s=60)}, "hold", "measured_dose"),
    ],
)
def test_what_an_entry_decides(change: dict[str, Any], outcome: str, rule_id: str) -> None:
    """Bounds are compared with what the person sees; the sentence and findings come along."""
    made = after(change).decisions[0]
    assert (outcome, rule_id) == (made.outcome, made.rule_id)
    assert made.text.endswith(".")
    assert all(evidence.exists(one) for one in made.findings)


def test_the_settings_of_the_programme_go_on_counting() -> None:
    """Whoever asks for one good session before a step gets that after each log."""
    settings = replace(default_training_rules().settings, sessions_before_step=1)
    found = make_catalogue(templates().values(), settings)
    made = plan(healthy(), screen(healthy(), {}, TODAY), TODAY, found=found)
    assert isinstance(made, Programme)
    first, second = made.sessions()[:2]
    assert 1 == second.rung
    later = progress(made, [entry(first)], second.day)
    assert made == later.programme


def test_a_hold_repeats_the_level() -> None:
    """One more good session is needed."""
    found = after({}, {"rpe": 8})
    assert 0 == next_session(found, 2).rung
    assert 1 == next_session(found, 3).rung


def test_pain_that_is_too_much_rests_and_goes_a_level_lower() -> None:
    """Three days without anything backward, then lower."""
    found = after({}, {}, {}, {"pain_during": {"knee": 6}})
    last = found.programme.sessions()[3]
    upcoming = next_session(found, 4)
    assert (upcoming.day - last.day).days > 3
    assert upcoming.rung < last.rung


def test_too_much_pain_twice_in_two_weeks_stops() -> None:
    """Nothing is planned any more, and the person is told what to do."""
    found = after({"pain_during": {"knee": 6}}, {"pain_after": {"knee": 6}})
    assert ("stop", "pain_again") == (found.decisions[1].outcome, found.decisions[1].rule_id)
    assert 2 == len(found.programme.sessions())
    assert "clinician" in found.programme.weeks[-1].notes[0]


def test_a_stop_stays_a_stop() -> None:
    """Planning again the next week brings nothing back."""
    plan_now = programme()
    first = plan_now.sessions()[0]
    log = [entry(first, pain_during={"knee": 9})]
    stopped = progress(plan_now, log, first.day)
    later = progress(stopped.programme, log, first.day + timedelta(days=30))
    assert (first,) == stopped.programme.sessions() == later.programme.sessions()


def test_missed_sessions_are_not_made_up_for_and_what_was_missed_comes_later() -> None:
    """After five weeks away a person starts where they began, and still gets on."""
    plan_now = programme()
    today = TODAY + timedelta(days=35)
    found = progress(plan_now, [], today)
    ahead = [one for one in found.programme.sessions() if one.day >= today]
    assert 0 == ahead[0].rung
    assert "first-steps" == ahead[0].template_id
    assert "build" in {one.stage for one in ahead}
    per_week = [len(week.sessions) for week in found.programme.weeks]
    assert 2 == max(per_week)


def test_the_past_stays_the_same_objects() -> None:
    """Identical, not merely equal."""
    plan_now = programme()
    sessions = plan_now.sessions()
    today = sessions[6].day
    log = [entry(one, rpe=8.0) for one in sessions[:6]]
    found = progress(plan_now, log, today)
    kept = [one for one in found.programme.sessions() if one.day < today]
    assert all(a is b for a, b in zip(sessions[:6], kept, strict=True))
    assert found.programme.weeks[0] is plan_now.weeks[0]


def test_an_entry_that_makes_no_sense_is_set_aside_in_a_sentence() -> None:
    """From the future, about nothing, or twice."""
    plan_now = programme()
    first, second = plan_now.sessions()[:2]
    log = [
        entry(first),
        entry(first, pain_during={"knee": 4}),
        entry(second),
        LogEntry(day=TODAY, uid="nothing"),
    ]
    found = progress(plan_now, log, first.day)
    assert 3 == len(found.set_aside)
    assert ["hold"] == [one.outcome for one in found.decisions]
    assert any("after today" in one for one in found.set_aside)
    assert any("No session" in one for one in found.set_aside)
    assert any("more cautious" in one for one in found.set_aside)


def test_an_entry_dated_too_far_off_gives_no_step_up_but_its_pain_counts() -> None:
    """Before its session, or long after."""
    plan_now = programme()
    first = plan_now.sessions()[0]
    early = progress(plan_now, [entry(first, day=TODAY)], first.day)
    assert [("hold", "log_sense")] == [(one.outcome, one.rule_id) for one in early.decisions]
    hurt = entry(first, day=TODAY, pain_during={"knee": 9})
    assert "stop" == progress(plan_now, [hurt], first.day).decisions[0].outcome


def test_the_order_of_the_log_does_not_matter_and_asking_twice_changes_nothing() -> None:
    """A pure function of what was planned and what happened."""
    for seed in range(60):
        for case in twelve_weeks(seed):
            if case.before is None:
                continue
            log = list(case.log)
            random.Random(seed).shuffle(log)  # noqa: S311 (not for secrets)
            again = progress(case.before, log, case.today)
            assert case.programme == again.programme
            assert tuple(case.decisions) == again.decisions
            once_more = progress(case.programme, case.log, case.today)
            assert case.programme == once_more.programme


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"done_share": 1.1}, "done_share"),
        ({"rpe": 11}, "rpe"),
        ({"pain_during": {"knee": -1}}, "pain_during.knee"),
        ({"pain_after": {"toe": 1}}, "pain_after"),
        ({"day": "today"}, "day"),
        ({"note": "x" * 3000}, "note"),
    ],
)
def test_a_log_entry_that_cannot_be_is_refused(change: dict[str, Any], said: str) -> None:
    """In a sentence that begins with the field."""
    with pytest.raises(SettingsError, match=f"^{said}"):
        entry(programme().sessions()[0], **change)
