"""Results of outcome tests in the journal, and what became of each.

The journal keeps one number a trial under a name: the test, its side where it has sides, and
``own`` where it was not done as its protocol says, with dots between.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import cast

from backstride.errors import SettingsError
from backstride.journal.notes import OutcomeTest as KeptTest
from backstride.training.outcomes import (
    Change,
    Occasion,
    OutcomeTest,
    TypicalError,
    did_it_change,
    outcome_test,
    outcome_tests,
    own_typical_error,
    published_typical_error,
    published_worthwhile,
    score_of,
)
from backstride.training.outcomes.definition import Side
from backstride.training.outcomes.times import before_and_after
from backstride.web.visiting import Visit

LEG_SETTING = "leg_length_cm"
"""Among a person's settings: the length of a leg, for the score of the Y-balance."""

_OWN_WAY = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """All results of one test, of one side where it has sides.

    Attributes
    ----------
    name : str
        In the journal.
    occasions, scores : sequences
        The testing days and what counts of each.
    error : TypicalError or None
        That the answer rests on, or the published one.
    change : Change or None
        None while there is no day after.
    """

    name: str
    test: OutcomeTest
    side: Side | None
    by_protocol: bool
    occasions: tuple[Occasion, ...]
    scores: tuple[float, ...]
    error: TypicalError | None
    worthwhile: float | None
    change: Change | None


def name_of(test: OutcomeTest, side: str, *, by_protocol: bool) -> str:
    """Return under which name a result is kept.

    Raises
    ------
    SettingsError
        When a side is missing.
    """
    if test.sides and side not in ("left", "right"):
        raise SettingsError("{test} is of one side: choose left or right.", test=test.name)
    parts = [test.id, *([side] if test.sides else []), *([] if by_protocol else [_OWN_WAY])]
    return ".".join(parts)


def add_result(
    visit: Visit, test_id: str, day: date, trials: Sequence[float], side: str, *, by_protocol: bool
) -> str:
    """Keep the trials of one day and return the name of their course.

    Raises
    ------
    SettingsError
        One sentence: a result that cannot be true, a missing side, a day to come.
    """
    test = outcome_test(test_id)
    if day > visit.today:
        raise SettingsError("day is {day}, which is still to come; enter it when done.", day=day)
    name = name_of(test, side, by_protocol=by_protocol)
    chosen = cast("Side | None", side if test.sides else None)
    score_of(test, Occasion(day=day, trials=tuple(trials), side=chosen))
    for trial in trials:
        visit.journal.notes.add_test(visit.by, visit.person.id, day, name, trial, test.unit)
    return name


def courses(visit: Visit) -> list[Course]:
    """Return every test a person has done, in the order of the library."""
    kept = visit.journal.notes.tests(visit.by, visit.person.id)
    leg = visit.person.settings.get(LEG_SETTING)
    by_name: dict[str, list[KeptTest]] = {}
    for one in kept:
        by_name.setdefault(one.test, []).append(one)
    order = list(outcome_tests())
    known = [name for name in by_name if name.partition(".")[0] in order]
    known.sort(key=lambda name: (order.index(name.partition(".")[0]), name))
    return [_course(name, by_name[name], leg) for name in known]


def _course(name: str, kept: Sequence[KeptTest], leg_length_cm: float | None) -> Course:
    test_id, *rest = name.split(".")
    test, by_protocol = outcome_test(test_id), _OWN_WAY not in rest
    side = next((cast("Side", one) for one in rest if one in ("left", "right")), None)
    occasions = tuple(
        Occasion(
            day=day, trials=tuple(one.value for one in trials), side=side, by_protocol=by_protocol
        )
        for day, trials in groupby(kept, key=lambda one: one.day)
    )
    scores = tuple(score_of(test, one) for one in occasions)
    before, after = before_and_after(occasions)
    error = None
    if by_protocol:
        error = published_typical_error(test, scores[-1], leg_length_cm=leg_length_cm)
    own = own_typical_error(test, before) if error is None and len(before) > 1 else None
    change = None
    if after:
        change = did_it_change(test, before, after, error=own, leg_length_cm=leg_length_cm)
    least = published_worthwhile(test)
    return Course(
        name=name,
        test=test,
        side=side,
        by_protocol=by_protocol,
        occasions=occasions,
        scores=scores,
        error=(change.typical_error if change else None) or error or own,
        worthwhile=least.value if least else None,
        change=change,
    )
