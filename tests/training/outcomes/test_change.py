"""Whether a result changed."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride import evidence
from backstride.errors import SettingsError
from backstride.estimate import Estimate
from backstride.training.outcomes import (
    Occasion,
    TypicalError,
    declared_worthwhile,
    did_it_change,
    outcome_test,
    outcome_tests,
    own_typical_error,
)
from tests.training.outcomes.made_occasions import CONFIDENCE, FIRST, JUMP, SPRINT, occasions


def change(before: list[float], after: list[float], **given: Any) -> Any:
    """Return what became of 20 m sprint times."""
    return did_it_change(SPRINT, occasions(SPRINT, before), occasions(SPRINT, after, 30), **given)


@pytest.mark.parametrize(
    ("after", "expected"),
    [(2.6, "better"), (3.6, "worse"), (3.05, "cannot tell"), (3.1, "cannot tell")],
)
def test_a_sprint_is_judged_by_its_published_error(after: float, expected: str) -> None:
    """2.6 % (O3) of some 3 s: half a second counts, a twentieth cannot be told."""
    found = change([3.1], [after], worthwhile=declared_worthwhile(SPRINT, 0.02))
    assert expected == found.verdict
    assert found.difference.estimate.value == pytest.approx(after - 3.1)
    assert found.difference.estimate.unit == "s"


def test_higher_is_better_for_a_jump() -> None:
    """The sign of the difference stays, the verdict turns."""
    jump = did_it_change(JUMP, occasions(JUMP, [30]), occasions(JUMP, [42], 30))
    assert jump.verdict == "better"
    assert jump.difference.estimate is not None
    assert jump.difference.estimate.value == 12


def test_little_change_with_little_error_is_no_worthwhile_change() -> None:
    """Many days before and after, and a change that would matter only if it were large."""
    found = change([3.1] * 6, [3.11] * 6, worthwhile=declared_worthwhile(SPRINT, 0.2))
    assert found.verdict == "no worthwhile change"
    assert found.text.startswith("No worthwhile change: +0.01 s")
    assert found.chances.trivial > 0.95


def test_without_a_worthwhile_change_it_says_so() -> None:
    """Then any real change counts, and it is never called too small."""
    assert "for you to say" in change([3.1], [2.6]).text
    assert change([3.1] * 25, [3.1] * 25).verdict == "cannot tell"


def test_the_answer_comes_with_the_chance() -> None:
    """In words when it cannot be told, and as three numbers that add to 1."""
    found = change([3.1], [3.0], worthwhile=declared_worthwhile(SPRINT, 0.02))
    assert "It cannot be told whether it changed: -0.1 s" in found.text
    assert "The chance that it is better is " in found.text
    chances = found.chances
    assert 1 == pytest.approx(chances.better + chances.trivial + chances.worse)
    assert chances.better > chances.worse


def test_an_unpublished_error_needs_own_repeats() -> None:
    """Confidence from 4 to 9: untold, until three days show how the answer varies."""
    before, after = occasions(CONFIDENCE, [4, 4, 5]), occasions(CONFIDENCE, [9], 30)
    untold = did_it_change(CONFIDENCE, before, after)
    assert untold.verdict == "cannot tell"
    assert "two or more days" in untold.text
    assert untold.difference.estimate is None
    own = own_typical_error(CONFIDENCE, before)
    assert did_it_change(CONFIDENCE, before, after, error=own).verdict == "better"


def test_a_stopwatch_has_no_published_error() -> None:
    """Done otherwise than the protocol says, only the own error holds; mixed, nothing does."""
    before = occasions(SPRINT, [3.1], by_protocol=False)
    after = occasions(SPRINT, [2.5], 30, by_protocol=False)
    assert "only for the protocol" in did_it_change(SPRINT, before, after).text
    gates = occasions(SPRINT, [2.5], 30)
    assert "not done the same way" in did_it_change(SPRINT, before, gates).text


def test_a_gain_may_be_learning_and_a_loss_may_not() -> None:
    """The second backward sprint ever is faster in anybody (T10)."""
    test = outcome_test("backward_20_m")
    first, faster, slower = (
        occasions(test, [score], day) for score, day in ((6.0, 0), (4.0, 30), (8.5, 30))
    )
    held = did_it_change(test, first, faster)
    assert held.verdict == "cannot tell"
    assert "may be learning" in held.text
    assert held.difference.estimate is not None
    assert did_it_change(test, first, slower).verdict == "worse"
    assert did_it_change(test, first, faster, earlier_days=1).verdict == "better"


def test_learning_days_before_are_left_out() -> None:
    """Of two days before, the first only taught the test."""
    test = outcome_test("backward_20_m")
    found = did_it_change(test, occasions(test, [9.0, 6.0]), occasions(test, [4.0], 30))
    assert found.difference.estimate is not None
    assert found.difference.estimate.value == pytest.approx(-2.0)
    assert found.verdict == "better"


def test_a_test_that_ended_first_hides_changes() -> None:
    """45 s before and after is not the same as no change."""
    test = outcome_test("single_leg_balance")
    before = occasions(test, [45.0] * 6)
    error = own_typical_error(test, before)
    found = did_it_change(
        test, before, occasions(test, [45.0], 30), error=error, worthwhile=_seconds(5)
    )
    assert found.verdict == "cannot tell"
    assert "ended before the person did" in found.text


def _seconds(value: float) -> Estimate:
    return Estimate(value, value, value, "s", "declared")


def test_y_balance_asks_for_the_leg() -> None:
    """Its error in centimetres is another share of every leg (L7d)."""
    test = outcome_test("y_balance")
    before, after = occasions(test, [85.0]), occasions(test, [99.0], 30)
    assert "leg length" in did_it_change(test, before, after).text
    assert did_it_change(test, before, after, leg_length_cm=92).verdict == "better"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ([], [1], "enter both"),
        ([30], [0], "later day"),
        ([0], [0], "later day"),
    ],
)
def test_days_that_make_no_sense_are_refused(
    before: list[int], after: list[int], said: str
) -> None:
    """Each with a sentence that says what to do."""
    old, new = (
        [Occasion(day=FIRST + timedelta(days=n), trials=(3.1,)) for n in days]
        for days in (before, after)
    )
    with pytest.raises(SettingsError, match=said):
        did_it_change(SPRINT, old, new)


def test_left_is_not_compared_with_right() -> None:
    """Nor seconds with centimetres."""
    test = outcome_test("turn_505")
    right = [Occasion(day=FIRST + timedelta(days=9), trials=(2.4,), side="right")]
    with pytest.raises(SettingsError, match="same side"):
        did_it_change(test, occasions(test, [2.5]), right)
    with pytest.raises(SettingsError, match="is in cm"):
        change([3.1], [3.0], worthwhile=Estimate(1, 1, 1, "cm", "declared"))
    wrong = TypicalError(Estimate(0, 0, 0, "s", "measured"), 5, "own")
    with pytest.raises(SettingsError, match="cannot be true"):
        change([3.1], [3.0], error=wrong)


def test_every_figure_rests_on_findings_that_exist() -> None:
    """And the JSON form holds the answer."""
    found = change([3.1], [2.5])
    assert all(evidence.exists(one) for one in found.difference.estimate.sources)
    form = found.as_json()
    assert ("sprint_20_m", "better", "s") == (
        form["test"],
        form["verdict"],
        form["difference"]["estimate"]["unit"],
    )
    assert form["worthwhile"] is None


scores = st.lists(st.floats(2.5, 12), min_size=1, max_size=4)


@given(scores, scores, st.floats(0.01, 2))
def test_turning_time_turns_the_verdict(
    before: list[float], after: list[float], matters: float
) -> None:
    """What was better one way is worse the other, and what could not be told still cannot."""
    worthwhile = declared_worthwhile(SPRINT, matters)
    turned = {"better": "worse", "worse": "better"}
    there = change(before, after, worthwhile=worthwhile)
    back = change(after, before, worthwhile=worthwhile)
    assert turned.get(there.verdict, there.verdict) == back.verdict
    assert there.chances.better == pytest.approx(back.chances.worse)


@given(scores, scores)
def test_the_order_of_days_does_not_matter(before: list[float], after: list[float]) -> None:
    """Entered from the last to the first, the answer is the same."""
    old, new = occasions(SPRINT, before), occasions(SPRINT, after, 30)
    assert did_it_change(SPRINT, old, new) == did_it_change(SPRINT, old[::-1], new[::-1])


@given(st.sampled_from(sorted(outcome_tests())), st.data())
def test_any_results_of_any_test_get_an_answer(test_id: str, data: st.DataObject) -> None:
    """Nothing crashes, and a verdict never goes without a sentence."""
    test = outcome_test(test_id)
    some = st.lists(st.floats(*test.valid), min_size=1, max_size=3)
    before = occasions(test, data.draw(some))
    after = occasions(test, data.draw(some), 30)
    own = own_typical_error(test, before)
    found = did_it_change(test, before, after, error=own, leg_length_cm=90)
    assert found.text.endswith(".")
    assert found.as_json()["verdict"] == found.verdict
