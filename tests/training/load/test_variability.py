"""Heart-rate variability as a person's own trend."""

from datetime import date, timedelta

import numpy as np
import pytest

from backstride.errors import SettingsError
from backstride.training.load import variability_trend
from tests.training.load.made_weeks import day

_TODAY = day(36)


def mornings(month: float, week: float, spread: float = 0.1, seed: int = 0) -> dict[date, float]:
    """Return 30 mornings about one level of ln rMSSD and 7 about another."""
    noise = np.random.default_rng(seed).normal(0, spread, 37)
    levels = np.concatenate([np.full(30, month), np.full(7, week)]) + noise
    return {day(n): float(np.exp(level)) for n, level in enumerate(levels)}


@pytest.mark.parametrize(
    ("week", "expected"), [(4.3, "higher than usual"), (3.7, "lower than usual")]
)
def test_a_clear_shift_is_told(week: float, expected: str) -> None:
    """Three of the person's own deviations away from their month."""
    assert expected == variability_trend(mornings(4.0, week), _TODAY).trend


def test_no_shift_is_seldom_taken_for_one() -> None:
    """Of 400 people whose level stays, about one in ten at most gets a wrong word."""
    words = [variability_trend(mornings(4.0, 4.0, seed=n), _TODAY).trend for n in range(400)]
    assert words.count("no clear change") >= 0.85 * 400


def test_worthwhile_is_half_of_the_own_spread() -> None:
    """L21, and the coefficient of variation is that of ln rMSSD."""
    data = mornings(4.0, 4.0)
    logs = np.log([data[day(n)] for n in range(30)])
    found = variability_trend(data, _TODAY)
    assert found.worthwhile.estimate is not None
    assert found.own_variation_percent.estimate is not None
    assert 0.5 * logs.std(ddof=1) == pytest.approx(found.worthwhile.estimate.value)
    own = 100 * logs.std(ddof=1) / logs.mean()
    assert own == pytest.approx(found.own_variation_percent.estimate.value)


def test_days_may_be_missing_up_to_a_point() -> None:
    """Three mornings of the week and fourteen of the month are enough, fewer are not."""
    data = mornings(4.0, 4.0)
    enough = {d: v for d, v in data.items() if (d - day(0)).days % 2 == 0}
    assert variability_trend(enough, _TODAY).week.estimate
    few = {d: v for d, v in data.items() if d <= day(31)}
    assert "3 mornings of the last week" in variability_trend(few, _TODAY).week.cannot_tell
    young = {d: v for d, v in data.items() if d >= day(20)}
    told = variability_trend(young, _TODAY)
    assert "14 mornings of the month" in told.usual.cannot_tell
    assert told.trend == "cannot tell"


def test_equal_mornings_are_a_fault_of_the_device() -> None:
    """No spread at all is not a person."""
    same = {day(n): 60.0 for n in range(37)}
    assert "check the device" in variability_trend(same, _TODAY).week.cannot_tell


def test_it_is_never_a_verdict() -> None:
    """The note says that no limit exists, with the findings."""
    found = variability_trend(mornings(4.0, 3.5), _TODAY).as_json()
    assert "L8" in found["note"]
    assert "L20" in found["note"]


def test_a_unit_other_than_milliseconds_is_noticed() -> None:
    """0.06 s is no rMSSD in ms."""
    with pytest.raises(SettingsError, match="rmssd_ms on"):
        variability_trend({_TODAY - timedelta(days=1): 0.06}, _TODAY)


def test_the_order_of_mornings_does_not_matter() -> None:
    """The same mornings make the same trend."""
    data = mornings(4.0, 4.1)
    turned = dict(reversed(data.items()))
    assert variability_trend(data, _TODAY) == variability_trend(turned, _TODAY)
