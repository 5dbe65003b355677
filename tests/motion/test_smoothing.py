"""Gaps and derivatives keep to what was seen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.motion.smoothing import bridge_gaps, local_quadratic, runs


def test_runs_are_half_open_stretches_of_true() -> None:
    """Each stretch is given by its first index and the one after its last."""
    mask = np.array([True, True, False, True])

    assert [[0, 2], [3, 4]] == runs(mask).tolist()
    assert [] == runs(np.zeros(3, dtype=bool)).tolist()


@given(
    a=st.floats(-5, 5),
    b=st.floats(-5, 5),
    c=st.floats(-5, 5),
    n=st.integers(5, 200),
    rate_hz=st.sampled_from([30.0, 100.0, 120.0]),
)
def test_a_parabola_and_its_derivatives_are_returned_exactly(
    a: float, b: float, c: float, n: int, rate_hz: float
) -> None:
    """A quadratic fit loses nothing of a quadratic, also at both ends."""
    t = np.arange(n) / rate_hz
    curve = a + b * t + c * t**2

    assert local_quadratic(curve, rate_hz, 0.5) == pytest.approx(curve, abs=1e-6)
    assert local_quadratic(curve, rate_hz, 0.5, derivative=1) == pytest.approx(
        b + 2 * c * t, abs=1e-4
    )
    assert local_quadratic(curve, rate_hz, 0.5, derivative=2) == pytest.approx(
        np.full(n, 2 * c), abs=1e-2
    )


def test_nothing_leaks_across_a_gap() -> None:
    """What lies behind a gap changes nothing before it."""
    one = np.concatenate((np.linspace(0, 1, 50), np.full(30, np.nan), np.zeros(50)))
    other = one.copy()
    other[80:] = 1000.0

    smooth_one = local_quadratic(one, 100.0, 0.3)
    smooth_other = local_quadratic(other, 100.0, 0.3)

    assert smooth_one[:50] == pytest.approx(smooth_other[:50])
    assert np.isnan(smooth_one[50:80]).all()


def test_short_gaps_are_bridged_and_long_ones_stay() -> None:
    """A gap up to the limit is filled along the curve; a longer one and the ends stay empty."""
    time_s = np.arange(100) / 100
    values = time_s.copy()
    values[[0, 20, 21, 22]] = np.nan
    values[50:80] = np.nan

    bridged = bridge_gaps(values, time_s, 0.1)

    assert bridged[20:23] == pytest.approx(time_s[20:23], abs=1e-6)
    assert np.isnan(bridged[50:80]).all()
    assert np.isnan(bridged[0])
