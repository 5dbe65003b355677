"""Intervals of 90 % hold the truth of simulated people in 85 to 95 of 100 cases. Synthetic."""

import math

import numpy as np
import pytest

from backstride.training.outcomes import (
    declared_worthwhile,
    did_it_change,
    group_worthwhile,
    outcome_test,
    own_typical_error,
    typical_error,
)
from tests.training.outcomes.made_occasions import SPRINT, occasions

_PEOPLE = 1500
_FROM_STUDY = [
    "sprint_20_m",
    "backward_20_m",
    "turn_505",
    "countermovement_jump",
    "y_balance",
    "knee_to_wall",
    "hip_rotation",
    "hip_flexion",
]
_USUAL = {"y_balance": 95.0, "knee_to_wall": 11.0, "hip_rotation": 40.0, "hip_flexion": 90.0}
_USUAL |= {"sprint_20_m": 3.2, "backward_20_m": 4.4, "turn_505": 2.5, "countermovement_jump": 35.0}


def within(held: list[bool]) -> None:
    """Fail unless between 85 and 95 of 100 intervals held."""
    assert 0.85 <= float(np.mean(held)) <= 0.95, np.mean(held)


@pytest.mark.parametrize("test_id", _FROM_STUDY)
def test_changes_judged_by_published_errors(test_id: str) -> None:
    """People whose own errors spread by a third about the group's (O11), with true changes."""
    random = np.random.default_rng(21)
    test, usual = outcome_test(test_id), _USUAL[test_id]
    assert test.error is not None
    size = test.error.value * {"%": usual / 100, "cm": 1.0, "deg": 1.0}[test.error.unit]
    if test_id == "y_balance":
        size *= 100 / 90
    spread = math.sqrt(math.log1p(0.314**2))
    held = []
    for _ in range(_PEOPLE // 3):
        own = size * math.exp(random.normal(-(spread**2) / 2, spread))
        true = random.normal(0, size)
        before = usual + random.normal(0, own, 1)
        after = usual + true + random.normal(0, own, 1)
        found = did_it_change(
            test,
            occasions(test, before.tolist()),
            occasions(test, after.tolist(), 30),
            earlier_days=9,
            leg_length_cm=90,
        ).difference.estimate
        assert found is not None
        held.append(found.low <= true <= found.high)
    within(held)


@pytest.mark.parametrize("repeats", [2, 3, 6])
def test_changes_judged_by_own_errors(repeats: int) -> None:
    """Error and change from the same few days; with two days the interval is wide, and right."""
    random = np.random.default_rng(22)
    held, errors = [], []
    for _ in range(_PEOPLE):
        own, true = random.uniform(0.03, 0.15), random.normal(0, 0.2)
        days = occasions(SPRINT, (3.5 + random.normal(0, own, repeats)).tolist())
        after = occasions(SPRINT, (3.5 + true + random.normal(0, own, 1)).tolist(), 30)
        error = own_typical_error(SPRINT, days)
        assert error is not None
        found = did_it_change(SPRINT, days, after, error=error).difference.estimate
        assert found is not None
        held.append(found.low <= true <= found.high)
        errors.append(error.estimate.low <= own <= error.estimate.high)
    within(held)
    within(errors)


def test_group_errors_and_worthwhile_changes() -> None:
    """Of groups of 8 to 30 people with a true error and a true spread between people."""
    random = np.random.default_rng(23)
    errors, changes = [], []
    for _ in range(_PEOPLE):
        people, spread, size = random.integers(8, 31), 0.25, 0.06
        level = random.normal(3.2, spread, (people, 1))
        group = typical_error(level + random.normal(0, size, (people, 3)), unit="s")
        assert group is not None
        errors.append(group.estimate.low <= size <= group.estimate.high)
        matters = group_worthwhile(level[:, 0], unit="s")
        assert matters is not None
        changes.append(matters.low <= 0.2 * spread <= matters.high)
    within(errors)
    within(changes)


def test_better_is_seldom_said_of_a_change_too_small() -> None:
    """Of people whose true change is just short of worthwhile, about one in twenty is misjudged."""
    random = np.random.default_rng(24)
    matters = declared_worthwhile(SPRINT, 0.05)
    words = []
    for _ in range(_PEOPLE):
        days = occasions(SPRINT, (3.5 + random.normal(0, 0.06, 4)).tolist())
        after = occasions(SPRINT, (3.45 + random.normal(0, 0.06, 2)).tolist(), 30)
        error = own_typical_error(SPRINT, days)
        words.append(did_it_change(SPRINT, days, after, error=error, worthwhile=matters).verdict)
    assert words.count("better") <= 0.07 * _PEOPLE
    assert words.count("cannot tell") > 0.5 * _PEOPLE


def test_a_large_true_change_is_found() -> None:
    """Of people who gained ten typical errors, nearly all are told so."""
    random = np.random.default_rng(25)
    matters = declared_worthwhile(SPRINT, 0.05)
    words = []
    for _ in range(300):
        days = occasions(SPRINT, (3.5 + random.normal(0, 0.05, 4)).tolist())
        after = occasions(SPRINT, (3.0 + random.normal(0, 0.05, 2)).tolist(), 30)
        error = own_typical_error(SPRINT, days)
        words.append(did_it_change(SPRINT, days, after, error=error, worthwhile=matters).verdict)
    assert words.count("better") >= 0.9 * 300
    assert words.count("worse") == 0
