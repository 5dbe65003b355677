"""What holds of the screening of any person, with any answers."""

import json
from dataclasses import replace
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from backstride import evidence
from backstride.training.athlete import Athlete
from backstride.training.athlete_words import CONDITIONS, SITES, Condition, Site
from backstride.training.injury import Injury
from backstride.training.questions import Answer
from backstride.training.rulebook import default_rulebook
from backstride.training.rules import EXPERT_OPINION, OUTCOMES
from backstride.training.screening import Screening, screen
from tests.training.athlete_strategies import (
    TODAY,
    answers_to,
    athletes,
    injuries,
    screening_answers,
    unhurried,
)

_STOPPING = {one.id for one in default_rulebook().rules if one.outcome == "stop"}
_WAITING = {one.id for one in default_rulebook().rules if one.outcome == "clearance"}
_RED_FLAGS = [one for one in CONDITIONS if one in _STOPPING]
_CLEARED = [one for one in CONDITIONS if one in _WAITING]


def is_no_safer(after: Screening, before: Screening) -> bool:
    """Return whether a screening is at least as cautious as another in every respect."""
    cautious = OUTCOMES.index(after.outcome) >= OUTCOMES.index(before.outcome)
    return cautious and after.limits.covers(before.limits)


@unhurried
@given(athletes(), screening_answers(), st.sampled_from(CONDITIONS))
def test_saying_yes_instead_of_no_never_makes_it_safer(
    athlete: Athlete, answers: dict[str, Answer], condition: Condition
) -> None:
    """For any person, any answers and any condition."""
    answers.pop(condition, None)
    no = replace(athlete, conditions={**athlete.conditions, condition: False})
    yes = replace(athlete, conditions={**athlete.conditions, condition: True})
    assert is_no_safer(screen(yes, answers, TODAY), screen(no, answers, TODAY))


@unhurried
@given(athletes(), screening_answers(), st.sampled_from(_RED_FLAGS))
def test_a_red_flag_stops_anyone(
    athlete: Athlete, answers: dict[str, Answer], flag: Condition
) -> None:
    """No age, fitness, clearance or answer outweighs it."""
    flagged = replace(athlete, conditions={**athlete.conditions, flag: True})
    after = screen(flagged, answers, TODAY)
    assert ("stop", "nothing") == (after.outcome, after.limits.allowed)
    assert is_no_safer(after, screen(athlete, answers, TODAY))


@unhurried
@given(athletes(), screening_answers(), injuries())
def test_one_more_injury_never_makes_it_safer(
    athlete: Athlete, answers: dict[str, Answer], injury: Injury
) -> None:
    """For any person and any injury."""
    hurt = replace(athlete, injuries=(*athlete.injuries, injury))
    assert is_no_safer(screen(hurt, answers, TODAY), screen(athlete, answers, TODAY))


@unhurried
@given(athletes(), screening_answers(), st.sampled_from(SITES), st.floats(0, 10))
def test_more_pain_never_makes_it_safer(
    athlete: Athlete, answers: dict[str, Answer], site: Site, pain: float
) -> None:
    """For any person, any site and any two levels."""
    before = athlete.pain_now.get(site, 0)
    more = replace(athlete, pain_now={**athlete.pain_now, site: max(before, pain)})
    assert is_no_safer(screen(more, answers, TODAY), screen(athlete, answers, TODAY))


@unhurried
@given(athletes(), screening_answers())
def test_every_reason_cites_findings_that_exist_or_says_expert_opinion(
    athlete: Athlete, answers: dict[str, Answer]
) -> None:
    """Nothing else passes for evidence, and background knowledge is never cited."""
    for reason in screen(athlete, answers, TODAY).reasons:
        assert all(evidence.finding(one).shown for one in reason.findings)
        assert (reason.basis == EXPERT_OPINION) == (not reason.findings)
        assert all(one in reason.basis for one in reason.findings)
        assert reason.text.endswith(".")
        assert "{" not in reason.text


@unhurried
@given(athletes(), screening_answers())
def test_what_comes_out_agrees_with_itself(athlete: Athlete, answers: dict[str, Answer]) -> None:
    """The outcome is that of the first reason; no plan means nothing allowed; JSON holds it."""
    result = screen(athlete, answers, TODAY)
    ranks = [OUTCOMES.index(one.outcome) for one in result.reasons]
    assert ranks == sorted(ranks, reverse=True)
    assert (result.reasons[0].outcome if result.reasons else "ok") == result.outcome
    assert result.may_plan == (result.limits.allowed != "nothing")
    assert all(result.limits.covers(one.limits) for one in result.reasons)
    assert bool(result.questions) >= (result.outcome == "ask_more")
    assert json.loads(json.dumps(result.as_json()))["outcome"] == result.outcome
    assert result == screen(athlete, answers, TODAY)


@unhurried
@given(athletes(), screening_answers(), st.data())
def test_answering_all_questions_ends_the_asking(
    athlete: Athlete, answers: dict[str, Answer], data: st.DataObject
) -> None:
    """Every question that is asked can be answered, and asking comes to an end."""
    for _ in range(4):
        open_questions = screen(athlete, answers, TODAY).questions
        for one in open_questions:
            answers[one.id] = data.draw(answers_to(one))
    assert "ask_more" not in [one.outcome for one in screen(athlete, answers, TODAY).reasons]


@unhurried
@given(athletes(), screening_answers(), st.sampled_from(_CLEARED))
def test_a_clinicians_word_only_ever_widens_what_is_allowed(
    athlete: Athlete, answers: dict[str, Answer], condition: Condition
) -> None:
    """No, walking, running: each covers the next."""
    person = replace(athlete, conditions={**athlete.conditions, condition: True})
    results = [
        screen(person, {**answers, f"cleared.{condition}": said}, TODAY)
        for said in ("no", "walking", "running")
    ]
    assert all(is_no_safer(stricter, wider) for stricter, wider in pairwise(results))


@unhurried
@given(athletes(), screening_answers())
def test_a_plan_after_an_injury_begins_with_backward_walking(
    athlete: Athlete, answers: dict[str, Answer]
) -> None:
    """In all injuries, at every stage, with every clearance."""
    assume(athlete.injuries)
    assert screen(athlete, answers, TODAY).limits.walking_first
