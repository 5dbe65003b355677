"""The interval of a difference: what both directions get wrong alike does not count twice."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.estimate import Estimate
from backstride.measure.compare.judging import difference_of
from backstride.validation.pair_coverage import LOADS, pairs_of

SEEDS = range(97_000, 97_040)  # no interval was set on these persons
NORMAL_90 = 1.645

sizes = st.floats(0.5, 10.0)
shares = st.floats(0.0, 0.3)


def known_to(value: float, share: float, unit: str = "BW") -> Estimate:
    """Return a figure with a standard error that is a share of it."""
    half = NORMAL_90 * share * value
    return Estimate(value, value - half, value + half, unit, "estimated")


@given(sizes, sizes, shares)
def test_a_share_that_both_are_off_by_cancels(back: float, ahead: float, share: float) -> None:
    """A knee model that is 10 % too high is so both ways: percent of forward are as they were."""
    both = known_to(back, share), known_to(ahead, share)

    found = difference_of(*both, "load", (share * back, share * ahead))

    assert 100 * (back / ahead - 1) == pytest.approx(found.value)
    assert 0.0 == pytest.approx(found.high - found.low, abs=1e-3 * (1 + abs(found.value)))


@given(sizes, sizes, shares, shares)
def test_errors_that_have_nothing_in_common_add_as_squares(
    back: float, ahead: float, one: float, other: float
) -> None:
    """In percent: the ratio times the root of the squares of both shares."""
    found = difference_of(known_to(back, one), known_to(ahead, other), "load")

    expected = 100 * back / ahead * NORMAL_90 * math.hypot(one, other)
    assert expected == pytest.approx((found.high - found.low) / 2, rel=1e-6, abs=1e-9)


@given(sizes, sizes, st.floats(0.01, 0.3), st.floats(0.0, 1.0))
def test_what_is_common_never_widens_a_difference_of_shares_alike(
    back: float, ahead: float, share: float, part: float
) -> None:
    """The larger the part that both have, the narrower, where it is the same share of both."""
    both = known_to(back, share), known_to(ahead, share)
    common = part * share * back, part * share * ahead

    some, none = difference_of(*both, "load", common), difference_of(*both, "load")

    assert some.high - some.low <= none.high - none.low + 1e-9


def test_differences_of_persons_lie_in_their_intervals_in_9_of_10() -> None:
    """Forty persons who run both ways, whose loads are known: knee and tendon by quantity."""
    found = pairs_of(SEEDS)

    for name in ("knee_moment", "patellofemoral_compression", "achilles_force"):
        assert name in LOADS
        held = [e.low <= true <= e.high for true, e in found[name]]
        assert 40 == len(held)
        assert 0.80 <= sum(held) / len(held) <= 0.99, name
