"""Weekly total, monotony and strain."""

import statistics
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.estimate import Estimate
from backstride.training.load import DailySeries, WeeklyLoad, weekly_loads
from tests.training.load.made_weeks import MONDAY, day, week_of

_WEEK = (300.0, 0.0, 450.0, 120.0, 0.0, 600.0, 0.0)


def only(loads: Sequence[float | None]) -> WeeklyLoad:
    """Return the one week that seven days make."""
    (week,) = weekly_loads(week_of(loads))
    return week


def test_monotony_is_mean_over_deviation_and_strain_load_times_monotony() -> None:
    """L12, by hand; both intervals hold their figures."""
    week = only(_WEEK)
    monotony = statistics.mean(_WEEK) / statistics.stdev(_WEEK)
    for figure, value in (
        (week.total, sum(_WEEK)),
        (week.monotony, monotony),
        (week.strain, monotony * sum(_WEEK)),
    ):
        assert figure.estimate is not None
        assert value == pytest.approx(figure.estimate.value)
        assert figure.estimate.low < value < figure.estimate.high


def test_equal_days_cannot_be_told_and_do_not_crash() -> None:
    """Seven equal days have no deviation to divide by; the total stands."""
    week = only([200.0] * 7)
    assert week.total.estimate is not None
    assert week.total.estimate.value == pytest.approx(1400)
    assert week.monotony.estimate is None
    assert "equal" in week.monotony.cannot_tell
    assert "equal" in week.strain.cannot_tell


def test_days_as_alike_as_ratings_are_cannot_be_told() -> None:
    """Where a repeated rating differs as much, monotony says nothing of the days."""
    assert "differ little" in only([200.0, 210, 190, 220, 180, 205, 195]).monotony.cannot_tell


@pytest.mark.parametrize("loads", [[0.0] * 7, [0.0] * 6 + [0.0]])
def test_a_week_of_rest_has_a_total_and_no_monotony(loads: list[float]) -> None:
    """0 over 0 is not told."""
    week = only(loads)
    assert week.total.estimate is not None
    assert week.total.estimate.value == 0
    assert "no load" in week.monotony.cannot_tell


def test_a_single_day_is_no_week() -> None:
    """What is there is told, the rest says to wait."""
    (week,) = weekly_loads(week_of([300.0]))
    assert week.so_far is not None
    assert week.so_far.value == 300
    assert "Only 1 of the 7 days" in week.total.cannot_tell
    assert "Only 1 of the 7 days" in week.monotony.cannot_tell


def test_a_missing_day_leaves_the_total_open() -> None:
    """The known days are a lower bound, and nothing is filled in."""
    week = only([300.0, None, 450, 0, 0, 0, 0])
    assert (6, 1) == (week.days_known, week.days_missing)
    assert week.so_far is not None
    assert week.so_far.value == 750
    assert "1 day of this week was not recorded" in week.total.cannot_tell
    assert week.as_json()["total"]["estimate"] is None


def test_nothing_known_is_nothing_told() -> None:
    """A week of unknown days has no lower bound either."""
    week = only([None] * 7)
    assert week.so_far is None
    assert week.as_json()["so_far"] is None


def test_weeks_begin_on_mondays() -> None:
    """A series from a Thursday to a Tuesday touches two weeks, neither whole."""
    weeks = weekly_loads(week_of([100.0] * 6, start=day(3)))
    assert [MONDAY, day(7)] == [one.monday for one in weeks]
    assert [4, 2] == [one.days_known for one in weeks]


def test_a_shared_error_leaves_monotony_alone() -> None:
    """A sensor that reads 10 % long makes every day 10 % longer, and monotony the same."""
    metres = tuple(Estimate(x, 0.9 * x, 1.1 * x, "m", "measured", ("X3",)) for x in _WEEK)
    (week,) = weekly_loads(DailySeries("backward_m", MONDAY, metres))
    assert week.monotony.estimate is not None
    assert week.monotony.estimate.low == week.monotony.estimate.high
    assert week.strain.estimate is not None
    strain = week.strain.estimate
    assert (0.9, 1.1) == pytest.approx((strain.low / strain.value, strain.high / strain.value))


loads = st.one_of(st.none(), st.just(0.0), st.floats(0.1, 5000))


@given(st.lists(loads, min_size=1, max_size=30), st.integers(0, 6))
def test_any_series_gives_figures_or_reasons(days: list[float | None], weekday: int) -> None:
    """Nothing crashes, and the known days of all weeks are those of the series."""
    weeks = weekly_loads(week_of(days, start=day(weekday)))
    assert len([one for one in days if one is not None]) == sum(one.days_known for one in weeks)
    for week in weeks:
        for figure in (week.total, week.monotony, week.strain):
            assert (figure.estimate is None) == bool(figure.cannot_tell)


@given(st.lists(st.one_of(st.just(0.0), st.floats(1, 2000)), min_size=7, max_size=7))
def test_monotony_has_no_unit(days: list[float]) -> None:
    """Loads in another unit change the total and not monotony."""
    plain, scaled = only(days), only([60 * one for one in days])
    assert (plain.monotony.estimate is None) == (scaled.monotony.estimate is None)
    if plain.monotony.estimate and scaled.monotony.estimate:
        first, second = plain.monotony.estimate, scaled.monotony.estimate
        assert (first.low, first.value, first.high) == pytest.approx(
            (second.low, second.value, second.high), rel=1e-6
        )
