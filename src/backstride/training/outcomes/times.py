"""Which testing days belong together: those before, and those after."""

from collections.abc import Sequence
from datetime import timedelta

from backstride.training.outcomes.occasion import Occasion

CLOSE = timedelta(days=14)
"""Testing days this close count as one time, by judgement: within it training changes little."""


def before_and_after(
    occasions: Sequence[Occasion],
) -> tuple[tuple[Occasion, ...], tuple[Occasion, ...]]:
    """Return the first testing days of a test, and its last ones, each by day.

    All lie within two weeks of the very first day, and of the very last. With no two days as far
    apart, the first is set beside the last; with one day alone nothing is after it.
    """
    found = sorted(occasions, key=lambda one: one.day)
    if not found:
        return (), ()
    first, last = found[0].day, found[-1].day
    if last - first <= CLOSE:
        return tuple(found[:1]), tuple(found[1:][-1:])
    before = tuple(one for one in found if one.day - first <= CLOSE)
    later = found[len(before) :]
    return before, tuple(one for one in later if last - one.day <= CLOSE)
