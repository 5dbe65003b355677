"""Recent load beside usual load."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride import evidence
from backstride.estimate import Estimate
from backstride.training.load import METHODS, DailySeries, acute_and_chronic
from backstride.training.load.acute_chronic import Method
from tests.training.load.made_weeks import MONDAY, day, week_of


@pytest.mark.parametrize("method", METHODS)
def test_the_same_every_day_is_the_same_in_both(method: Method) -> None:
    """Acute, chronic and daily load are one number, and the ratio is 1."""
    found = acute_and_chronic(week_of([100.0] * 60), method)
    for figure, value in ((found.acute, 100), (found.chronic, 100), (found.ratio, 1)):
        assert figure.estimate is not None
        assert value == pytest.approx(figure.estimate.value)


def test_rolling_means_are_those_of_7_and_28_days() -> None:
    """Older days do not count."""
    loads = [9999.0] * 5 + [100.0] * 21 + [200.0] * 7
    found = acute_and_chronic(week_of(loads))
    assert found.acute.estimate is not None
    assert found.chronic.estimate is not None
    assert found.ratio.estimate is not None
    assert 200 == pytest.approx(found.acute.estimate.value)
    assert 125 == pytest.approx(found.chronic.estimate.value)
    assert 1.6 == pytest.approx(found.ratio.estimate.value)


def test_weighted_means_follow_their_recursion() -> None:
    """L15: today's load counts 2 / (N + 1), the rest is yesterday's mean; after a long time."""
    loads = np.random.default_rng(3).uniform(0, 500, 400)
    expected = {}
    for span in (7, 28):
        share, mean = 2 / (span + 1), 0.0
        for load in loads:
            mean = share * load + (1 - share) * mean
        expected[span] = mean
    found = acute_and_chronic(week_of(loads.tolist()), "ewma")
    assert found.acute.estimate is not None
    assert found.chronic.estimate is not None
    assert expected[7] == pytest.approx(found.acute.estimate.value)
    assert expected[28] == pytest.approx(found.chronic.estimate.value)


@pytest.mark.parametrize("method", METHODS)
def test_a_short_history_is_not_stretched(method: Method) -> None:
    """After ten days there is a week and no month, so no ratio either."""
    found = acute_and_chronic(week_of([100.0] * 10), method)
    assert found.acute.estimate is not None
    assert "28 days are needed, and 10" in found.chronic.cannot_tell
    assert "28 days are needed" in found.ratio.cannot_tell


@pytest.mark.parametrize("method", METHODS)
def test_missing_days_widen_and_many_end_it(method: Method) -> None:
    """One unknown day in the week makes the interval wider; three make it untold."""
    loads: list[float | None] = [50.0, 250.0, 0.0, 400.0] * 7
    whole = acute_and_chronic(week_of(loads), method).acute.estimate
    loads[-3] = None
    holed = acute_and_chronic(week_of(loads), method).acute.estimate
    assert whole is not None
    assert holed is not None
    assert holed.high / holed.low > whole.high / whole.low
    loads[-1] = loads[-2] = None
    assert "not recorded" in acute_and_chronic(week_of(loads), method).acute.cannot_tell


@pytest.mark.parametrize("method", METHODS)
def test_no_load_has_no_ratio(method: Method) -> None:
    """0 over 0 is not told; both means are 0."""
    found = acute_and_chronic(week_of([0.0] * 30), method)
    assert found.acute.estimate is not None
    assert found.acute.estimate.value == 0
    assert "no load" in found.ratio.cannot_tell


def test_the_ratio_comes_with_what_it_is_worth() -> None:
    """The note names the finding, and so do the sources; no limit is given."""
    found = acute_and_chronic(week_of([100.0, 0.0] * 20))
    assert "predicts little" in found.note
    assert found.ratio.estimate is not None
    assert "L5" in found.ratio.estimate.sources
    assert all(evidence.exists(one) for one in found.ratio.estimate.sources)
    assert "predicts little" in found.as_json()["note"]


def test_a_shared_error_cancels_in_the_ratio() -> None:
    """A sensor that reads long does so in both."""
    metres = tuple(
        Estimate(x, 0.8 * x, 1.25 * x, "m", "measured", ("X3",)) for x in [100.0, 300.0] * 20
    )
    found = acute_and_chronic(DailySeries("backward_m", MONDAY, metres))
    assert found.ratio.estimate is not None
    ratio = found.ratio.estimate
    assert ratio.value == pytest.approx(ratio.low) == pytest.approx(ratio.high)


def test_another_day_can_be_asked_for_and_must_be_on_record() -> None:
    """Later days do not count, and days outside are said to be."""
    loads = [100.0] * 30
    assert acute_and_chronic(week_of([*loads, 900.0]), day=day(29)).acute == (
        acute_and_chronic(week_of(loads)).acute
    )
    assert "not on record" in acute_and_chronic(week_of(loads), day=day(99)).acute.cannot_tell


days = st.lists(st.one_of(st.none(), st.just(0.0), st.floats(0.1, 3000)), min_size=1, max_size=80)


@given(days, st.sampled_from(METHODS))
def test_any_series_gives_figures_or_reasons(loads: list[float | None], method: Method) -> None:
    """Nothing crashes; a mean lies within the loads that are known."""
    found = acute_and_chronic(week_of(loads), method)
    known = [one for one in loads if one is not None]
    for figure in (found.acute, found.chronic):
        if figure.estimate:
            assert min(known) - 1e-6 <= figure.estimate.value <= max(known) + 1e-6
