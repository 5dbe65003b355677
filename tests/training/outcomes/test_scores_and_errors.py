"""Scores of a day, typical errors, and the smallest worthwhile change."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.errors import SettingsError
from backstride.training.outcomes import (
    Occasion,
    declared_worthwhile,
    group_worthwhile,
    outcome_test,
    own_typical_error,
    published_typical_error,
    published_worthwhile,
    score_of,
    typical_error,
    y_balance_score,
)
from tests.training.outcomes.made_occasions import CONFIDENCE, FIRST, JUMP, SPRINT, occasions


def test_the_best_trial_is_the_lowest_time_and_the_highest_jump() -> None:
    """What counts goes by what is better."""
    day = Occasion(day=FIRST, trials=(3.4, 3.2, 3.3))
    assert 3.2 == score_of(SPRINT, day)
    assert 33 == score_of(JUMP, Occasion(day=FIRST, trials=(30, 33, 31)))


def test_some_tests_take_means() -> None:
    """Three lunges are averaged; of many Y-balance reaches the best three (O12)."""
    wall = Occasion(day=FIRST, trials=(10, 11, 12), side="left")
    assert 11 == pytest.approx(score_of(outcome_test("knee_to_wall"), wall))
    reaches = Occasion(day=FIRST, trials=(90, 99, 92, 98, 97), side="right")
    assert 98 == pytest.approx(score_of(outcome_test("y_balance"), reaches))


@pytest.mark.parametrize(
    ("test_id", "trial", "side", "said"),
    [
        ("sprint_20_m", 31.0, None, "20 m sprint on 2024-03-04 is 31"),
        ("sprint_20_m", math.nan, None, "not a finite number"),
        ("sprint_20_m", 3.2, "left", "needs no side"),
        ("turn_505", 2.4, None, "needs left or right"),
    ],
)
def test_what_cannot_be_true_is_refused(
    test_id: str, trial: float, side: str | None, said: str
) -> None:
    """A sentence names the test and the day."""
    day = Occasion(day=FIRST, trials=(trial,), side=side)  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match=said):
        score_of(outcome_test(test_id), day)


def test_a_day_without_trials_is_refused() -> None:
    """A failed trial is left out, but not all of them."""
    with pytest.raises(SettingsError, match="has no trial"):
        Occasion(day=FIRST, trials=())


def test_y_balance_is_reaches_over_three_leg_lengths() -> None:
    """O13: the worked example of the page, 68 + 96 + 94 cm on a leg of 90 cm."""
    assert 95.56 == pytest.approx(y_balance_score(68, 96, 94, 90), abs=0.005)
    with pytest.raises(SettingsError, match="leg_length_cm"):
        y_balance_score(68, 96, 94, 0.9)


def test_typical_error_of_two_trials_is_deviation_of_differences_over_root_two() -> None:
    """O1, on three people; a shift that all share does not count."""
    trials = np.array([[3.0, 3.1], [3.2, 3.2], [3.5, 3.7]])
    expected = float(np.std(trials[:, 1] - trials[:, 0], ddof=1)) / math.sqrt(2)
    found = typical_error(trials, unit="s")
    learnt = typical_error(trials + [0, -0.5], unit="s")
    assert found is not None
    assert learnt is not None
    assert found.freedom == 2
    assert expected == pytest.approx(found.estimate.value)
    assert expected == pytest.approx(learnt.estimate.value)


def test_typical_error_of_more_trials_pools_them() -> None:
    """Known error of 0.05 s in 400 people with 4 trials is found within a few percent."""
    random = np.random.default_rng(1)
    trials = random.normal(3, 0.3, (400, 1)) + random.normal(0, 0.05, (400, 4))
    found = typical_error(trials, unit="s")
    assert found is not None
    assert 0.05 == pytest.approx(found.estimate.value, rel=0.05)
    assert found.estimate.low < 0.05 < found.estimate.high
    assert found.as_json()["origin"] == "group"


def test_people_with_missing_trials_are_left_out() -> None:
    """And too few people have no typical error."""
    trials = np.array([[3.0, 3.1], [3.2, np.nan], [3.5, 3.7]])
    found = typical_error(trials, unit="s")
    assert found is not None
    assert found.freedom == 1
    assert typical_error(trials[:2], unit="s") is None


def test_own_error_is_the_deviation_between_days() -> None:
    """Two days: their difference over the root of 2; one day: none."""
    days = occasions(SPRINT, [3.20, 3.30])
    found = own_typical_error(SPRINT, days)
    assert found is not None
    assert found.freedom == 1
    assert 0.10 / math.sqrt(2) == pytest.approx(found.estimate.value)
    assert own_typical_error(SPRINT, days[:1]) is None


def test_own_error_is_never_below_rounding() -> None:
    """The same answer on three days does not make a scale of whole numbers exact."""
    found = own_typical_error(CONFIDENCE, occasions(CONFIDENCE, [7, 7, 7]))
    assert found is not None
    assert 1 / math.sqrt(12) == pytest.approx(found.estimate.value)


def test_repeats_must_belong_together() -> None:
    """Two entries of one day, or a stopwatch among gates, are no repeats."""
    days = occasions(SPRINT, [3.2, 3.3])
    with pytest.raises(SettingsError, match="Each day counts once"):
        own_typical_error(SPRINT, [*days, days[0]])
    with pytest.raises(SettingsError, match="separate them"):
        own_typical_error(SPRINT, [*days, *occasions(SPRINT, [3.1], 5, by_protocol=False)])


def test_published_error_goes_with_the_result() -> None:
    """2.6 % of 3 s; none for confidence; by leg length only with one (L7d)."""
    sprint = published_typical_error(SPRINT, 3.0)
    assert sprint is not None
    assert 0.078 == pytest.approx(sprint.estimate.value)
    assert sprint.estimate.sources == ("O3", "O11")
    assert sprint.freedom == 9
    assert published_typical_error(CONFIDENCE, 7) is None
    balance = outcome_test("y_balance")
    assert published_typical_error(balance, 95) is None
    reach = published_typical_error(balance, 95, leg_length_cm=90)
    assert reach is not None
    assert 3.5 / 0.9 == pytest.approx(reach.estimate.value)


def test_worthwhile_is_a_fifth_of_the_spread_between_people() -> None:
    """O2; too few people have none; what is declared is taken as it is."""
    scores = np.array([3.0, 3.2, 3.4, 3.6, np.nan])
    found = group_worthwhile(scores, unit="s")
    assert found is not None
    assert 0.2 * np.std(scores[:4], ddof=1) == pytest.approx(found.value)
    assert group_worthwhile(scores[:2], unit="s") is None
    assert declared_worthwhile(SPRINT, 0.1).basis == "declared"
    with pytest.raises(SettingsError, match="worthwhile is 0"):
        declared_worthwhile(SPRINT, 0)
    short = published_worthwhile(outcome_test("sprint_10_m"))
    assert short is not None
    assert (0.01, ("O5",)) == (short.value, short.sources)
    assert published_worthwhile(SPRINT) is None


results = st.lists(st.floats(2.5, 14), min_size=2, max_size=8)


@given(results, st.randoms(use_true_random=False))
def test_the_order_of_days_and_people_does_not_matter(scores: list[float], mixer: object) -> None:
    """Own error and worthwhile change are the same however they are entered."""
    days = occasions(SPRINT, scores)
    assert own_typical_error(SPRINT, days) == own_typical_error(SPRINT, days[::-1])
    mixed = np.array(sorted(scores))
    assert group_worthwhile(np.array(scores), unit="s") == group_worthwhile(mixed, unit="s")


@given(st.lists(st.lists(st.floats(2.5, 14), min_size=3, max_size=3), min_size=2, max_size=9))
def test_typical_error_scales_with_the_unit(rows: list[list[float]]) -> None:
    """Milliseconds for seconds make it a thousand times larger."""
    seconds = typical_error(np.array(rows), unit="s")
    thousands = typical_error(1000 * np.array(rows), unit="ms")
    assert seconds is not None
    assert thousands is not None
    assert 1000 * seconds.estimate.value == pytest.approx(thousands.estimate.value, abs=1e-9)
