"""Load and recovery from heart rate."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.errors import SettingsError
from backstride.training.load import (
    HeartRateLimits,
    banister_load,
    edwards_load,
    heart_rate_recovery,
)
from tests.training.load.made_weeks import steady

_MAN = HeartRateLimits(max_bpm=190, rest_bpm=60, weighting="men")


@pytest.mark.parametrize(
    ("expected", "minutes", "bpm", "rest", "maximum"),
    [(118, 60, 155, 55, 190), (75.36, 45, 150, 60, 190), (32, 30, 130, 40, 200)],
)
def test_banister_gives_the_worked_examples(
    expected: float, minutes: float, bpm: float, rest: float, maximum: float
) -> None:
    """L13: the three examples of the pages, as they round them."""
    limits = HeartRateLimits(max_bpm=maximum, rest_bpm=rest, weighting="men")
    load = banister_load(*steady(bpm, minutes), limits).estimate
    assert load is not None
    assert expected == pytest.approx(load.value, rel=0.012)
    assert ("AU", "measured") == (load.unit, load.basis)


def test_edwards_weighs_minutes_by_zone() -> None:
    """L14: 20 minutes at 95 % count five times, 40 minutes at 55 % once, below 50 % nothing."""
    limits = HeartRateLimits(max_bpm=200)
    hard, easy = edwards_load(*steady(190, 20), limits), edwards_load(*steady(110, 40), limits)
    rest = edwards_load(*steady(90, 60), limits)
    assert hard.estimate
    assert easy.estimate
    assert rest.estimate
    assert (100, 40, 0) == pytest.approx(
        (hard.estimate.value, easy.estimate.value, rest.estimate.value)
    )


def test_without_own_heart_rates_there_is_no_load() -> None:
    """Neither is guessed; Edwards does without the resting one."""
    readings = steady(150, 10)
    assert "enter your own" in banister_load(*readings, None).cannot_tell
    assert "enter your own" in banister_load(*readings, HeartRateLimits(max_bpm=190)).cannot_tell
    assert "enter your own" in edwards_load(*readings, None).cannot_tell
    assert edwards_load(*readings, HeartRateLimits(max_bpm=190)).estimate


def test_either_weighting_spans_both() -> None:
    """Where it is not said whose weights to use, the interval holds both intervals."""
    readings = steady(160, 40)
    both = banister_load(*readings, HeartRateLimits(max_bpm=190, rest_bpm=60)).estimate
    assert both is not None
    for weighting in ("men", "women"):
        limits = HeartRateLimits(max_bpm=190, rest_bpm=60, weighting=weighting)
        one = banister_load(*readings, limits).estimate
        assert one is not None
        assert both.low <= one.low
        assert one.high <= both.high


def test_gaps_are_not_filled_and_widen() -> None:
    """A tenth of the session without readings: the rest stands for it, less surely."""
    time_s, bpm = steady(150, 60)
    whole = banister_load(time_s, bpm, _MAN).estimate
    bpm[1000:1360] = np.nan
    holed = banister_load(time_s, bpm, _MAN).estimate
    assert whole is not None
    assert holed is not None
    assert whole.value == pytest.approx(holed.value, rel=1e-6)
    assert holed.low < whole.low
    bpm[1000:3000] = np.nan
    assert "Only 44% of the session" in banister_load(time_s, bpm, _MAN).cannot_tell


def test_a_fault_of_the_sensor_is_a_gap() -> None:
    """0 and 300 beats a minute are no heart rates."""
    time_s, bpm = steady(150, 60)
    plain = banister_load(time_s, bpm, _MAN).estimate
    bpm[500:800:2], bpm[501:800:2] = 0, 300
    faulty = banister_load(time_s, bpm, _MAN).estimate
    assert plain is not None
    assert faulty is not None
    assert plain.value == pytest.approx(faulty.value, rel=1e-6)


def test_readings_above_the_declared_maximum_count_as_it() -> None:
    """A maximum that was declared too low does not run away by the exponent."""
    above, at = (banister_load(*steady(bpm, 10), _MAN).estimate for bpm in (215, 190))
    assert above is not None
    assert at is not None
    assert above.value == pytest.approx(at.value)


@pytest.mark.parametrize("count", [0, 1])
def test_no_readings_are_no_load(count: int) -> None:
    """Nothing, or one moment, is no length of time."""
    nothing = np.full(count, 150.0)
    assert "no heart rate" in edwards_load(np.zeros(count), nothing, _MAN).cannot_tell
    time_s, bpm = steady(150, 10)
    assert "0%" in edwards_load(time_s, np.full_like(bpm, np.nan), _MAN).cannot_tell


@given(st.floats(61, 190), st.floats(1, 120), st.sampled_from([1.0, 2.0, 5.0]))
def test_load_goes_with_time_and_not_with_sampling(bpm: float, minutes: float, step: float) -> None:
    """Twice as long at the same heart rate is twice the load, however often it is read."""
    minutes = round(minutes)
    once = banister_load(*steady(bpm, minutes), _MAN).estimate
    twice = banister_load(*steady(bpm, 2 * minutes, step), _MAN).estimate
    assert once is not None
    assert twice is not None
    assert 2 * once.value == pytest.approx(twice.value, rel=1e-6)


@pytest.mark.parametrize(
    ("maximum", "rest", "said"),
    [(90, None, "max_bpm"), (190, 10, "rest_bpm"), (110, 100, "at least 20 below")],
)
def test_limits_that_cannot_be_true_are_refused(
    maximum: float, rest: float | None, said: str
) -> None:
    """A sentence names the field."""
    with pytest.raises(SettingsError, match=said):
        HeartRateLimits(max_bpm=maximum, rest_bpm=rest)


def slowing(fall: float, length_s: float = 180.0) -> tuple[np.ndarray, np.ndarray]:
    """Return an effort of 100 s at 170 and a rest in which the heart slows in a straight line."""
    time_s = np.arange(0.0, length_s)
    return time_s, np.interp(time_s, [0, 100, 160, 400], [170, 170, 170 - fall, 170 - fall])


def test_recovery_is_the_fall_in_the_first_minute() -> None:
    """From the end of the effort to a minute later, with the error of L18."""
    found = heart_rate_recovery(*slowing(40), 100.0).estimate
    assert found is not None
    assert 40 == pytest.approx(found.value, abs=1.0)
    assert (0.67, 1.49) == pytest.approx(
        (found.low / found.value, found.high / found.value), abs=0.01
    )
    assert "L18" in found.sources


@pytest.mark.parametrize(
    ("fall", "length_s", "end_s", "said"),
    [
        (40, 150, 100, "let the watch run on"),
        (-5, 180, 100, "did not fall"),
        (40, 180, 900, "no heart rate at the end"),
    ],
)
def test_recovery_that_cannot_be_told_says_why(
    fall: float, length_s: float, end_s: float, said: str
) -> None:
    """A file that stops, a person who does not, and an effort outside the file."""
    assert said in heart_rate_recovery(*slowing(fall, length_s), end_s).cannot_tell
