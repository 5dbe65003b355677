"""Load day by day."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.errors import SettingsError
from backstride.estimate import Estimate
from backstride.training.load import SessionLoad, daily_series, session_rpe_load
from backstride.training.load.errors import total
from tests.training.load.made_weeks import day, rated


def session(number: int, rpe: float | None, minutes: float = 10) -> SessionLoad:
    """Return a session on a numbered day."""
    return SessionLoad(day=day(number), session_rpe=session_rpe_load(rpe, minutes))


def values(days: tuple[Estimate | None, ...]) -> list[float | None]:
    """Return the plain numbers of some days."""
    return [None if one is None else one.value for one in days]


def test_days_without_a_session_are_rest_or_unknown() -> None:
    """By default nothing logged is nothing done; a log with holes says otherwise."""
    sessions = [session(0, 5), session(2, 3)]
    assert [50, 0, 30] == values(daily_series(sessions, "session_rpe").days)
    holes = daily_series(sessions, "session_rpe", unlogged="unknown")
    assert [50, None, 30] == values(holes.days)


def test_a_session_that_was_not_rated_makes_its_day_unknown() -> None:
    """Also beside a rated one: their sum is not known."""
    series = daily_series([session(0, 5), session(0, None), session(1, 2)], "session_rpe")
    assert [None, 20] == values(series.days)
    assert series.as_json()["days"][0] is None


def test_sessions_of_a_day_add_up_with_their_errors() -> None:
    """Two ratings are off each in its own way, two distances of one sensor in the same."""
    ratings = daily_series([session(0, 5), session(0, 5)], "session_rpe").days[0]
    assert ratings is not None
    assert ratings.value == 100
    one = rated(50)
    assert ratings.high - 100 < 2 * (one.high - 50)
    metres = Estimate(100, 90, 110, "m", "measured", ("X3",))
    far = [SessionLoad(day=day(0), backward_m=metres)] * 2
    both = daily_series(far, "backward_m").days[0]
    assert both is not None
    assert (180, 200, 220) == pytest.approx((both.low, both.value, both.high))


@given(st.lists(st.tuples(st.integers(0, 20), st.floats(0, 10)), min_size=1), st.randoms())
def test_the_order_of_sessions_does_not_matter(pairs: list[tuple[int, float]], mixer: Any) -> None:
    """The same sessions make the same series."""
    sessions = [session(number, rpe) for number, rpe in pairs]
    mixed = sessions.copy()
    mixer.shuffle(mixed)
    assert daily_series(sessions, "session_rpe") == daily_series(mixed, "session_rpe")


@given(st.lists(st.floats(0, 1e4), min_size=1), st.floats(0.01, 100))
def test_a_sum_does_not_depend_on_the_unit(loads: list[float], factor: float) -> None:
    """Scaled parts make a scaled sum."""
    plain = total([rated(x) for x in loads], "independent")
    scaled = total([rated(factor * x) for x in loads], "independent")
    numbers = [factor * x for x in (plain.value, plain.low, plain.high)]
    assert numbers == pytest.approx([scaled.value, scaled.low, scaled.high])


def test_a_span_can_be_given() -> None:
    """Days before the first session count as rest, and sessions outside are left out."""
    series = daily_series([session(3, 5)], "session_rpe", start=day(2), end=day(4))
    assert [0, 50, 0] == values(series.days)
    assert (day(2), day(4)) == (series.start, series.end)
    assert [0, 0] == values(daily_series([], "session_rpe", start=day(0), end=day(1)).days)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (None, None, "no session"),
        (day(3), day(1), "before the first day"),
        (date(1900, 1, 1), date(2150, 1, 1), "century"),
    ],
)
def test_spans_that_make_no_sense_are_refused(
    start: date | None, end: date | None, said: str
) -> None:
    """Each with a sentence that says what to do."""
    with pytest.raises(SettingsError, match=said):
        daily_series([], "session_rpe", start=start, end=end)
