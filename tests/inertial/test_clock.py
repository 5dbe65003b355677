"""Stamps of loggers: whatever happened to them, samples come out once and in order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.inertial.clock import Samples, UnusableClockError, in_order

RNG = np.random.default_rng(1)
N = 400


def ramp(step_s: float = 0.01, count: int = N) -> Samples:
    """Return even samples whose values say when they were taken."""
    time_s = np.arange(float(count)) * step_s
    return Samples("accelerometer", time_s, np.column_stack((time_s, time_s**2, -time_s)))


def same(found: Samples, wanted: Samples) -> bool:
    """Return whether two are the same samples."""
    return np.array_equal(found.time_s, wanted.time_s) and np.array_equal(
        found.values, wanted.values
    )


def test_samples_in_order_stay_as_they_are() -> None:
    """And nothing is said."""
    found, said = in_order(ramp())

    assert same(found, ramp())
    assert said == ()


@given(st.randoms(use_true_random=False))
def test_shuffled_rows_are_sorted(random) -> None:  # type: ignore[no-untyped-def]
    """In whatever order they came."""
    order = list(range(N))
    random.shuffle(order)

    assert same(in_order(ramp().at(np.array(order)))[0], ramp())


@given(st.lists(st.integers(0, N - 1), min_size=1, max_size=200))
def test_repeated_rows_count_once(again: list[int]) -> None:
    """Wherever they were repeated."""
    order = np.sort(np.concatenate((np.arange(N), again)), kind="stable")

    found, said = in_order(ramp().at(order))

    assert same(found, ramp())
    assert "repeated" in said[0]


@given(st.integers(0, N - 30), st.integers(20, N))
def test_a_block_written_twice_counts_once(start: int, length: int) -> None:
    """As after a resumed upload."""
    block = np.arange(start, min(start + length, N))
    order = np.concatenate((np.arange(block[-1] + 1), block, np.arange(block[-1] + 1, N)))

    assert same(in_order(ramp().at(order))[0], ramp())


@given(st.floats(-1e6, 1e6), st.randoms(use_true_random=False))
def test_a_shift_of_all_stamps_changes_nothing_else(shift_s: float, random) -> None:  # type: ignore[no-untyped-def]
    """The start of a clock means nothing."""
    order = list(range(N))
    random.shuffle(order)
    moved = Samples("x", ramp().time_s + shift_s, ramp().values).at(np.array(order))

    assert np.array_equal(in_order(moved)[0].values, ramp().values)


@pytest.mark.parametrize("back_s", [0.5, 1.5, 3600.0])
def test_elapsed_time_goes_on_when_a_clock_is_set_back(back_s: float) -> None:
    """The clock lives through the same time twice; the runner does not."""
    samples = ramp()
    stamps = samples.time_s.copy()
    stamps[200:] -= back_s

    found, said = in_order(Samples("accelerometer", stamps, samples.values))

    np.testing.assert_allclose(found.time_s, samples.time_s, atol=1e-9)
    np.testing.assert_array_equal(found.values, samples.values)
    assert "went back" in said[0]


def test_packets_that_arrive_late_are_no_change_of_the_clock() -> None:
    """Two blocks exchanged."""
    order = np.concatenate((np.arange(100), np.arange(200, 300), np.arange(100, 200)))

    found, said = in_order(ramp(count=300).at(order))

    assert same(found, ramp(count=300))
    assert "out of order" in said[0]


def test_stamps_in_whole_seconds_are_spread() -> None:
    """Fifty samples share each stamp."""
    samples = ramp(0.02)

    found, said = in_order(Samples("x", np.floor(samples.time_s), samples.values))

    np.testing.assert_allclose(found.time_s, samples.time_s, atol=1e-9)
    assert "share a time stamp" in said[0]


def test_a_few_wrong_stamps_are_left_out() -> None:
    """A battery change that set the year to 2000 for two samples."""
    samples = ramp()
    stamps = samples.time_s.copy()
    stamps[[50, 51]] -= 1e9

    found, said = in_order(Samples("x", stamps, samples.values))

    assert len(found) == N - 2
    assert any("far from all others" in sentence for sentence in said)


def test_samples_without_a_stamp_go() -> None:
    """They cannot be placed."""
    samples = ramp()
    stamps = samples.time_s.copy()
    stamps[[0, 7]] = np.nan

    found, said = in_order(Samples("x", stamps, samples.values))

    assert len(found) == N - 2
    assert "2 samples without a time stamp" in said[0]


@pytest.mark.parametrize("stamps", [[0.0, 1.0], [5.0] * 50, [np.nan] * 50])
def test_a_clock_that_says_nothing_is_refused(stamps: list[float]) -> None:
    """Too few, standing still, or none."""
    with pytest.raises(UnusableClockError):
        in_order(Samples("x", np.array(stamps), np.arange(len(stamps) * 3.0).reshape(-1, 3)))


@given(
    st.lists(
        st.one_of(st.floats(-1e12, 1e12), st.just(float("nan")), st.integers(0, 5).map(float)),
        min_size=3,
        max_size=80,
    )
)
def test_stamps_always_come_out_growing(stamps: list[float]) -> None:
    """Whatever they were, or the file is refused."""
    samples = Samples("x", np.array(stamps), np.ones((len(stamps), 3)))
    try:
        found, _ = in_order(samples)
    except UnusableClockError:
        return
    assert np.all(np.diff(found.time_s) > 0)
    assert len(found) <= len(stamps)
