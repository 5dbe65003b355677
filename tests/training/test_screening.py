"""Screening: what stops, waits, asks and limits, for any person."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from backstride.errors import SettingsError
from backstride.training.athlete import no_conditions
from backstride.training.athlete_words import CONDITIONS, Condition
from backstride.training.limits import ALLOWED
from backstride.training.questions import Answer
from backstride.training.rulebook import default_rulebook
from backstride.training.screening import NOT_MEDICAL_ADVICE, Screening, screen
from tests.training.athlete_strategies import (
    TODAY,
    healthy,
)

_RED_FLAGS: tuple[Condition, ...] = (
    "chest_pain",
    "fainting",
    "breathless",
    "palpitations",
    "fever",
    "concussion",
    "acute_injury",
    "swollen_calf",
    "night_pain",
    "new_numbness",
    "told_not_to_exercise",
)
_WAITING: tuple[Condition, ...] = (
    "heart",
    "blood_pressure",
    "recent_surgery",
    "recent_birth",
    "neurological",
    "seizures",
    "anticoagulants",
)
_ASKING: tuple[Condition, ...] = (
    "pregnancy",
    "dizziness",
    "vision",
    "balance",
    "osteoporosis",
    "falls",
)
_LIMITING: tuple[Condition, ...] = ("stiff_neck", "numb_feet", "heart_rate_medicine")


def screened(answers: dict[str, Answer] | None = None, **changes: Any) -> Screening:
    """Return what comes of screening a healthy adult with some fields changed."""
    return screen(healthy(**changes), answers or {}, TODAY)


def with_condition(condition: Condition, answers: dict[str, Answer] | None = None) -> Screening:
    """Return what comes of screening an adult who is healthy but for one condition."""
    return screened(answers, conditions=no_conditions() | {condition: True})


def test_a_healthy_adult_runner_goes_without_limits() -> None:
    """No reasons, no questions, and nothing excluded."""
    result = screened()
    assert ("ok", (), ()) == (result.outcome, result.reasons, result.questions)
    assert result.limits.allowed == "backward_running"
    assert result.may_plan


@pytest.mark.parametrize("condition", _RED_FLAGS)
def test_a_red_flag_stops_the_plan(condition: Condition) -> None:
    """Each one alone is enough, whatever else is known."""
    result = with_condition(condition)
    assert ("stop", "nothing", False) == (result.outcome, result.limits.allowed, result.may_plan)
    assert result.reasons[0].rule_id == condition


@pytest.mark.parametrize("condition", _WAITING)
def test_what_needs_clearance_waits_and_says_what_would_clear_it(condition: Condition) -> None:
    """The plan waits; a clinician's word for walking or running lifts it step by step."""
    waiting = with_condition(condition)
    assert ("clearance", "nothing") == (waiting.outcome, waiting.limits.allowed)
    assert waiting.reasons[0].clears
    assert [one.id for one in waiting.questions] == [f"cleared.{condition}"]
    refused = with_condition(condition, {f"cleared.{condition}": "no"})
    assert refused.outcome == "clearance"
    for agreed in ("walking", "running"):
        lifted = with_condition(condition, {f"cleared.{condition}": agreed})
        assert ("limit", f"backward_{agreed}") == (lifted.outcome, lifted.limits.allowed)
        assert lifted.limits.walking_first
        assert lifted.limits.max_effort in ("easy", "moderate")


@pytest.mark.parametrize("condition", _ASKING)
def test_what_matters_for_running_backward_asks_more(condition: Condition) -> None:
    """Pregnancy, dizziness, vision, balance, osteoporosis and falls ask at least two questions."""
    result = with_condition(condition)
    assert ("ask_more", "nothing") == (result.outcome, result.limits.allowed)
    assert len(result.questions) >= 2
    assert all(one.id.startswith(condition) for one in result.questions)


@pytest.mark.parametrize("condition", _LIMITING)
def test_some_conditions_only_limit(condition: Condition) -> None:
    """A plan is made, with something excluded."""
    result = with_condition(condition)
    assert ("limit", True) == (result.outcome, result.may_plan)


def test_every_condition_has_been_sorted_into_one_kind() -> None:
    """No condition is asked about and then ignored."""
    sorted_ones = [*_RED_FLAGS, *_WAITING, *_ASKING, *_LIMITING]
    assert sorted(CONDITIONS) == sorted(sorted_ones)


@pytest.mark.parametrize(
    ("condition", "answers", "outcome", "allowed"),
    [
        ("pregnancy", {"pregnancy_warning_signs": True}, "stop", "nothing"),
        (
            "pregnancy",
            {"pregnancy_warning_signs": False, "pregnancy_ran_before": True},
            "clearance",
            "nothing",
        ),
        (
            "pregnancy",
            {
                "pregnancy_warning_signs": False,
                "pregnancy_ran_before": False,
                "cleared.pregnancy_release": "running",
            },
            "limit",
            "backward_walking",
        ),
        (
            "dizziness",
            {"dizziness_turning": False, "dizziness_explained": True},
            "limit",
            "backward_walking",
        ),
        (
            "dizziness",
            {"dizziness_turning": False, "dizziness_explained": False},
            "clearance",
            "nothing",
        ),
        ("vision", {"vision_changed": False, "vision_behind": True}, "limit", "backward_running"),
        ("vision", {"vision_changed": False, "vision_behind": False}, "limit", "backward_walking"),
        ("balance", {"balance_changed": True, "balance_one_leg": True}, "clearance", "nothing"),
        (
            "osteoporosis",
            {"osteoporosis_fracture": False, "osteoporosis_impact_agreed": False},
            "limit",
            "backward_walking",
        ),
        (
            "falls",
            {"falls_number": 1, "falls_hurt": False, "falls_unexplained": False},
            "limit",
            "backward_running",
        ),
        (
            "falls",
            {"falls_number": 2, "falls_hurt": False, "falls_unexplained": False},
            "clearance",
            "nothing",
        ),
    ],
)
def test_answers_decide_what_a_condition_means(
    condition: Condition, answers: dict[str, Answer], outcome: str, allowed: str
) -> None:
    """The follow-up leads to a stop, a wait or a limit."""
    result = with_condition(condition, answers)
    assert (outcome, allowed) == (result.outcome, result.limits.allowed)


def test_no_answer_is_not_taken_for_a_no() -> None:
    """Someone who was asked nothing is asked everything, and gets no plan before."""
    result = screened(conditions={})
    assert ("ask_more", "nothing") == (result.outcome, result.limits.allowed)
    assert [one.id for one in result.questions] == list(CONDITIONS)


def test_a_yes_counts_wherever_it_was_given() -> None:
    """Answers fill in conditions that were not asked, and cannot take back a yes."""
    said_no: dict[str, Answer] = dict.fromkeys(CONDITIONS, False)
    assert screened(said_no, conditions={}).outcome == "ok"
    assert (
        screened({"fever": False}, conditions=no_conditions() | {"fever": True}).outcome == "stop"
    )
    assert screened({"fever": True}).outcome == "stop"


@pytest.mark.parametrize(
    ("pain", "outcome", "allowed"),
    [
        (0, "ok", "backward_running"),
        (2, "ok", "backward_running"),
        (3, "limit", "backward_walking"),
        (5, "limit", "backward_walking"),
        (6, "stop", "nothing"),
    ],
)
def test_pain_up_to_2_is_safe_up_to_5_is_for_walking_and_above_stops(
    pain: int, outcome: str, allowed: str
) -> None:
    """The bands of L1 and L1b, with the stricter bound of safe pain."""
    result = screened(pain_now={"thigh_front": pain})
    assert (outcome, allowed) == (result.outcome, result.limits.allowed)
    assert all(one.findings == ("L1", "L1b") for one in result.reasons)
    assert all(f"{pain} of 10 (thigh front)" in one.text for one in result.reasons)


def test_limits_of_acceptable_pain_do_not_lapse_when_it_is_worse() -> None:
    """What 3 of 10 excludes, 6 of 10 excludes too."""
    worse, less = screened(pain_now={"knee": 6}), screened(pain_now={"knee": 3})
    assert worse.limits.covers(less.limits)


def test_the_first_week_is_short_for_a_heavy_novice() -> None:
    """3 km with a body mass index above 30 (L6d), unless backward running is nothing new."""
    heavy: dict[str, Any] = {"body_mass_kg": 100.0, "height_m": 1.7}
    result = screened(**heavy)
    assert ("limit", 3) == (result.outcome, result.limits.first_week_km)
    assert result.reasons[0].findings == ("L6d", "L6e")
    assert screened(**heavy, backward_experience="regular").outcome == "ok"
    assert screened(body_mass_kg=30 * 1.7**2 - 0.01).outcome == "ok"


@pytest.mark.parametrize(
    ("age", "outcome"),
    [
        (9, "stop"),
        (10, "limit"),
        (17, "limit"),
        (18, "ok"),
        (39, "ok"),
        (40, "limit"),
        (65, "ask_more"),
    ],
)
def test_age_bounds(age: int, outcome: str) -> None:
    """Children get no plan, minors an adult, older adults more care."""
    assert outcome == screened(age_years=age).outcome


def test_everybody_who_must_not_run_waits_even_with_many_reasons() -> None:
    """The most cautious reason comes first and decides."""
    result = screened(age_years=70, conditions=no_conditions() | {"heart": True, "fever": True})
    assert ["stop", "clearance", "ask_more"] == [one.outcome for one in result.reasons[:3]]
    assert result.outcome == "stop"


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"falls_number": "many"}, 'falls_number is "many", but must be a number'),
        ({"falls_number": 0}, "from 1 to 400 times"),
        ({"fever": "no"}, "fever is"),
        ({"cleared.heart": "yes"}, "no, walking, running"),
        ({"cleared.fever": "running"}, "no such question"),
        ({"acl_pain": 1}, "no such question"),
        ({"acl_pain:top": 1}, "no such question"),
        ({"fever:left": True}, "no such question"),
        ({"shoe_size": 42}, "no such question"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(answers: dict[str, Answer], says: str) -> None:
    """One sentence that names the question."""
    with pytest.raises(SettingsError, match=says):
        screened(answers)


def test_a_rule_can_be_adjusted() -> None:
    """Another rulebook counts instead: here 3 of 10 is still safe."""
    book = default_rulebook()
    rules = tuple(
        replace(one, when=("pain.level > 3", "pain.level <= 5"))
        if one.id == "pain_acceptable"
        else one
        for one in book.rules
    )
    hurt = healthy(pain_now={"knee": 3})
    assert screen(hurt, {}, TODAY).outcome == "limit"
    assert screen(hurt, {}, TODAY, replace(book, rules=rules)).outcome == "ok"


def test_not_being_medical_advice_is_said_once() -> None:
    """In one constant, and not again in every rule."""
    assert "not medical advice" in NOT_MEDICAL_ADVICE
    source = Path(__file__).resolve().parents[2] / "src" / "backstride" / "training"
    data = (source / "data" / "screening.toml").read_text(encoding="utf-8")
    assert "medical advice" not in data
    assert ALLOWED[0] == "nothing"
