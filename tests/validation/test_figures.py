"""Errors, shares and rates: what they say of data whose answer is known."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.validation.figures import Rate, Share, errors_of, share_of

SOME = st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=50)


def test_errors_of_known_data() -> None:
    """Bias 1, standard deviation sqrt(2) and so limits 1 ± 1.96 sqrt(2)."""
    found = errors_of([0.0, 2.0, math.nan], "ms")

    assert found is not None
    assert (2, 1.0) == (found.n, found.bias)
    assert math.sqrt(2) == pytest.approx(found.typical)
    assert (1 - 1.96 * math.sqrt(2), 1 + 1.96 * math.sqrt(2)) == pytest.approx(found.limits)
    assert ("1.4 ms", "+1.0 ms", "−1.8 to +3.8 ms", "2") == found.cells()


def test_nothing_compared_gives_nothing() -> None:
    """No errors and no shares come from no data."""
    assert errors_of([math.nan], "m") is None
    assert share_of([]) is None


@given(SOME, st.floats(-100, 100))
def test_a_constant_error_moves_the_bias_and_nothing_else(errors: list[float], by: float) -> None:
    """Deviation and the width of the limits stay."""
    one, other = errors_of(errors, "m"), errors_of([e + by for e in errors], "m")

    assert one is not None
    assert other is not None
    assert one.bias + by == pytest.approx(other.bias, abs=1e-6)
    assert one.deviation == pytest.approx(other.deviation, abs=1e-6)
    assert other.typical**2 == pytest.approx(
        other.bias**2 + other.deviation**2 * (other.n - 1) / other.n, rel=1e-6, abs=1e-6
    )


@given(st.integers(1, 500), st.data())
def test_the_interval_of_a_share_holds_it(of: int, data: st.DataObject) -> None:
    """Within 0 and 1, and never without width: even all of them right leaves doubt."""
    right = data.draw(st.integers(0, of))
    low, high = Share(right, of).interval

    assert 0.0 <= low <= right / of <= high <= 1.0
    assert low < high


def test_wilson_interval_of_a_known_share() -> None:
    """8 of 10: 0.490 to 0.943."""
    assert (0.4901, 0.9433) == pytest.approx(Share(8, 10).interval, abs=2e-4)


def test_none_in_ten_hours_is_not_none_for_ever() -> None:
    """The rule of three: none seen excludes three, with 95 % certainty."""
    assert 3.0 == pytest.approx(Rate(0, 10.0).at_most_per_10_h, abs=0.01)
    assert 4.74 == pytest.approx(Rate(1, 10.0).at_most_per_10_h, abs=0.01)
