"""Tests that a coach runs, how well they repeat, and whether a result changed."""

from backstride.training.figure import Figure
from backstride.training.outcomes.change import Chances, Change, Verdict, did_it_change
from backstride.training.outcomes.definition import OutcomeTest, PublishedError
from backstride.training.outcomes.library import load_outcome_tests, outcome_test, outcome_tests
from backstride.training.outcomes.occasion import Occasion, score_of, y_balance_score
from backstride.training.outcomes.typical_error import (
    TypicalError,
    own_typical_error,
    published_typical_error,
    typical_error,
)
from backstride.training.outcomes.worthwhile import (
    declared_worthwhile,
    group_worthwhile,
    published_worthwhile,
)

__all__ = [
    "Chances",
    "Change",
    "Figure",
    "Occasion",
    "OutcomeTest",
    "PublishedError",
    "TypicalError",
    "Verdict",
    "declared_worthwhile",
    "did_it_change",
    "group_worthwhile",
    "load_outcome_tests",
    "outcome_test",
    "outcome_tests",
    "own_typical_error",
    "published_typical_error",
    "published_worthwhile",
    "score_of",
    "typical_error",
    "y_balance_score",
]
