"""The low-pass filter."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.measure.force.filtering import low_pass


@given(st.floats(-3, 3), st.floats(-5, 5), st.sampled_from([50.0, 120.0, 300.0]))
def test_steady_movement_passes_unchanged(place: float, speed: float, rate: float) -> None:
    """A straight line keeps its place and speed and has no acceleration."""
    time = np.arange(100) / rate
    line = place + speed * time

    assert np.allclose(line, low_pass(line, rate, 6.0), atol=1e-9)
    assert np.allclose(speed, low_pass(line, rate, 6.0, derivative=1), atol=1e-6)
    assert np.allclose(0.0, low_pass(line, rate, 6.0, derivative=2), atol=1e-5)


def test_at_the_cut_off_0_7_is_left() -> None:
    """By definition of the cut-off, for a filter run both ways."""
    time = np.arange(2000) / 200.0
    wave = np.sin(2 * np.pi * 12.0 * time)

    left = low_pass(wave, 200.0, 12.0)[500:1500]

    assert 2**-0.5 == pytest.approx(left.max(), rel=0.01)


def test_acceleration_of_a_slow_swing_is_kept() -> None:
    """A leg that swings at 1.5 Hz keeps its acceleration within 1 %."""
    time = np.arange(600) / 120.0
    rate = 2 * np.pi * 1.5
    found = low_pass(np.sin(rate * time), 120.0, 12.0, derivative=2)

    assert rate**2 == pytest.approx(np.abs(found[100:500]).max(), rel=0.01)


def test_gaps_stay_gaps_and_leak_nothing() -> None:
    """Each unbroken stretch is filtered by itself, and a shred of one is left out."""
    values = np.concatenate((np.zeros(50), [np.nan], np.full(50, 9.0), [np.nan], np.ones(3)))

    found = low_pass(values, 100.0, 6.0)

    assert np.allclose(0.0, found[:50])
    assert np.allclose(9.0, found[51:101])
    assert np.isnan(found[[50, 101, 102, 103, 104]]).all()
