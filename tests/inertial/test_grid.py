"""One even grid: true to the samples, empty in gaps, within bounds of memory."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.inertial.clock import Samples, UnusableClockError
from backstride.inertial.grid import on_even_grid
from backstride.motion.arrays import Floats


def wave(time_s: Floats, name: str = "accelerometer") -> Samples:
    """Return samples of three waves below 2 Hz."""
    values = np.stack([np.sin(2 * np.pi * f * time_s) for f in (0.5, 1.1, 1.9)], axis=1)
    return Samples(name, time_s, values)


def test_even_samples_are_untouched() -> None:
    """To the last bit."""
    samples = wave(5.0 + np.arange(500) / 128)

    even = on_even_grid([samples])

    assert np.array_equal(even.values[0], samples.values)
    assert even.said == ()


def test_rounded_stamps_leave_samples_as_they_are() -> None:
    """Milliseconds of 128 samples per second: steps of 7 and 8 ms."""
    true_s = np.arange(1000) / 128
    samples = Samples("accelerometer", np.round(true_s, 3), wave(true_s).values)

    even = on_even_grid([samples])

    assert np.array_equal(even.values[0], samples.values)
    assert 128 == pytest.approx(1 / np.diff(even.time_s).mean(), rel=1e-4)


@given(st.integers(0, 2**32 - 1), st.floats(0.05, 0.45))
def test_jitter_is_taken_out(seed: int, share: float) -> None:
    """The wave is where it was, within what linear interpolation of 2 Hz at 100 Hz can lose."""
    rng = np.random.default_rng(seed)
    time_s = np.sort(np.arange(400) / 100 + rng.uniform(-share, share, 400) / 100)
    drift = 1 + 0.01 * time_s  # so that the whole is not even to half a step
    samples = wave(time_s * drift)

    even = on_even_grid([samples])

    wanted = wave(even.time_s).values
    assert np.nanmax(np.abs(even.values[0] - wanted)) < 0.07
    assert np.ptp(np.diff(even.time_s)) < 1e-9


def test_the_loss_is_said() -> None:
    """Steps of 20 ms at 10 Hz lose 19 % between two samples: 1 - cos(π 10 Hz 20 ms)."""
    rng = np.random.default_rng(2)
    time_s = np.cumsum(rng.uniform(0.01, 0.03, 500))

    said = on_even_grid([wave(time_s)]).said

    assert "at 10 Hz by 19." in said[0] or "at 10 Hz by 18." in said[0]


def test_a_gap_stays_empty() -> None:
    """Nothing is invented over three seconds; what is beside them is kept."""
    time_s = np.arange(1000) / 100
    kept = (time_s < 3) | (time_s >= 6)

    even = on_even_grid([wave(time_s[kept])])

    assert 1000 == len(even.time_s)
    hole = np.isnan(even.values[0]).all(axis=1)
    assert np.array_equal(hole, ~kept)
    assert any("a gap of 3.01 s" in sentence for sentence in even.said)


def test_one_missed_sample_is_filled_in() -> None:
    """Two steps are bridged."""
    time_s = np.delete(np.arange(500) / 100, 77)

    even = on_even_grid([wave(time_s)])

    assert np.isfinite(even.values[0]).all()
    assert wave(np.array([0.77])).values == pytest.approx(even.values[0][77:78], abs=0.01)


def test_sensors_of_different_rates_share_the_faster_ones_clock() -> None:
    """An accelerometer of 50 Hz beside a gyroscope of 100 Hz that starts later."""
    slow, fast = np.arange(500) / 50, 0.5 + np.arange(900) / 100

    even = on_even_grid([wave(slow), wave(fast, "gyroscope")])

    assert 100 == pytest.approx(1 / np.diff(even.time_s).mean())
    assert np.isnan(even.values[1][even.time_s < 0.5 - 1e-9]).all()
    both = (even.time_s >= 0.5) & (even.time_s <= 9.4)
    for values in even.values:
        assert np.abs(values[both] - wave(even.time_s[both]).values).max() < 0.01


def test_samples_that_come_a_third_of_a_step_later_are_moved() -> None:
    """A gyroscope read out 3 ms after the accelerometer is not merely rounded."""
    time_s = np.arange(500) / 100

    even = on_even_grid([wave(time_s), wave(time_s + 0.003, "gyroscope")])

    inside = slice(1, -1)
    wanted = wave(even.time_s).values[inside]
    assert np.abs(even.values[1][inside] - wanted).max() < 0.005


def test_a_recording_with_hours_between_its_parts_is_cut_to_the_longest() -> None:
    """No grid of a day for two minutes of samples."""
    day = np.concatenate((np.arange(3000) / 100, 86_400 + np.arange(5000) / 100))

    even = on_even_grid([wave(day)])

    assert 5000 == len(even.time_s)
    assert "2 parts that lie far apart; the longest, 50 s" in even.said[0]


@pytest.mark.parametrize(
    "time_s", [np.arange(50) * 1e-6, np.arange(50) * 100.0, np.cumsum([1e-4, 9.0] * 5000)]
)
def test_no_rate_that_a_sensor_can_have_is_refused(time_s: Floats) -> None:
    """A megahertz, one in 100 s, and pairs with nine seconds between them."""
    with pytest.raises(UnusableClockError):
        on_even_grid([wave(time_s)])


@given(st.lists(st.floats(1e-3, 5.0), min_size=10, max_size=60))
def test_the_grid_is_even_and_no_larger_than_it_may_be(steps: list[float]) -> None:
    """Whatever the steps are."""
    time_s = np.cumsum(steps)
    try:
        even = on_even_grid([wave(time_s)])
    except UnusableClockError:
        return
    assert len(even.time_s) <= 2 * len(time_s) + 200_001
    assert np.ptp(np.diff(even.time_s)) < 1e-6
    assert len(even.time_s) == len(even.values[0])
