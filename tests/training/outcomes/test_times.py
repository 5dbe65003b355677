"""Which testing days stand beside each other."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backstride.training.outcomes import Occasion
from backstride.training.outcomes.times import CLOSE, before_and_after

FIRST = date(2025, 1, 6)


def days(*after: int) -> list[Occasion]:
    """Return testing days so many days after the first."""
    return [Occasion(day=FIRST + timedelta(days=n), trials=(1.0,)) for n in after]


def test_days_close_together_are_one_time() -> None:
    """The first two weeks stand beside the last two; what lies between is left out."""
    before, after = before_and_after(days(0, 5, 30, 60, 70))
    assert [(one.day - FIRST).days for one in before] == [0, 5]
    assert [(one.day - FIRST).days for one in after] == [60, 70]


def test_one_day_has_nothing_after_it_and_two_close_ones_are_compared() -> None:
    """A single day answers nothing."""
    assert [len(part) for part in before_and_after(days(0))] == [1, 0]
    assert [len(part) for part in before_and_after(days(0, 3))] == [1, 1]
    assert before_and_after([]) == ((), ())


@given(st.sets(st.integers(0, 400), min_size=2))
def test_after_is_later_and_close_to_the_last(some: set[int]) -> None:
    """Whatever the days, in any order."""
    before, after = before_and_after(days(*some)[::-1])
    assert before
    assert after
    assert max(one.day for one in before) < min(one.day for one in after)
    assert after[-1].day - after[0].day <= CLOSE
    assert before[-1].day - before[0].day <= CLOSE
