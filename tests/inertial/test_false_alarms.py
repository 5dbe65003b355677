"""The counts of false alarms and of short bouts that were found, and what they are about."""

import pytest
from benchmarks.backward.false_alarms import Pool
from benchmarks.backward.short_bouts import (
    FEWEST_STEPS,
    MOST_STEPS,
    outcome,
    short_session,
    true_short_bouts,
)
from benchmarks.backward.wearers import FEEDS, worn

from backstride.measure import measure
from backstride.simulate import backward_session, forward_session, make_runner
from backstride.simulate.known import truth_of


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize("number", [0, 1, 2])
def test_minutes_of_going_forward_hold_nothing_backward(feed: str, number: int) -> None:
    """By every feed, worn firmly, roughly and loosely; most of the time is told."""
    runner = make_runner(forward_session(7_300 + number, minutes=3.0))
    pool = Pool()
    pool.add("session", measure(worn(feed, runner, number)))

    assert [] == pool.false_bouts
    assert pool.seconds["forward"] > 0.5 * sum(pool.seconds.values()) > 40.0


def test_a_backward_bout_is_counted() -> None:
    """A session with backward running taken for one without shows what it holds."""
    runner = make_runner(backward_session(5, minutes=2.0))
    pool = Pool()
    pool.add("session", measure(worn("markers", runner, 0)))

    assert pool.false_bouts
    assert "session" in pool.false_bouts[0]


def test_three_to_five_steps_backward_are_found_by_markers() -> None:
    """What is left out as less than a step is not what people do."""
    found = []
    for seed in (3, 4, 5):
        runner = make_runner(short_session(seed))
        truth = truth_of(runner, runner.skeleton(runner.time_s))
        bouts = true_short_bouts(truth)
        told = measure(worn("markers", runner, 0))
        found += [outcome(told, bout) for bout in bouts]

    assert len(found) >= 10
    assert {"found"} == set(found)
    assert (FEWEST_STEPS, MOST_STEPS) == (3, 5)
