"""The parts of the foot sensor's method, each by itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.inertial.foot import algebra
from backstride.inertial.foot.clipping import repair_acceleration, repair_angular_velocity
from backstride.inertial.foot.gaps import jumps
from backstride.inertial.foot.gravity import gravity_at_stances
from backstride.inertial.foot.own_frame import along_progress, mended
from backstride.inertial.foot.stance import candidates, stance_cost
from backstride.inertial.foot.swings import held_for_rests


@given(seed=st.integers(0, 1000), count=st.integers(1, 200))
def test_running_products_equal_one_after_the_other(seed: int, count: int) -> None:
    """Blocks side by side give what a loop gives."""
    steps = algebra.from_vector(np.random.default_rng(seed).standard_normal((3, count)))
    by_hand = [steps[:, :1]]
    for i in range(1, count):
        by_hand.append(algebra.multiply(by_hand[-1], steps[:, i : i + 1]))
    assert algebra.accumulate(steps) == pytest.approx(np.concatenate(by_hand, axis=1), abs=1e-9)


def test_a_full_turn_comes_back() -> None:
    """360 °/s for a second, about an axis of the sensor."""
    q = algebra.orientation(np.tile([[0.0], [360.0], [0.0]], (1, 201)), 200.0)
    forward = np.tile([[1.0], [0.0], [0.0]], (1, 201))
    turned = algebra.rotate(q, forward)
    assert turned[:, 100] == pytest.approx([-1.0, 0.0, 0.0], abs=1e-6)
    assert turned[:, 200] == pytest.approx([1.0, 0.0, 0.0], abs=1e-6)


@given(seed=st.integers(0, 1000))
def test_the_smallest_rotation_between_two_directions(seed: int) -> None:
    """It turns the one into the other, and its inverse back."""
    a, b = (algebra.unit(v) for v in np.random.default_rng(seed).standard_normal((2, 3, 5)))
    q = algebra.from_vector(algebra.between(a, b))
    assert algebra.rotate(q, a) == pytest.approx(b, abs=1e-9)
    assert algebra.rotate(algebra.inverse(q), b) == pytest.approx(a, abs=1e-9)


@pytest.mark.parametrize("limit", [2000.0, None])
def test_a_clipped_arch_is_carried_on(limit: float | None) -> None:
    """Half a sine wave of 2400 °/s, cut at 2000, is restored to 5 %; plateaus may slope."""
    time = np.arange(800) / 800.0
    whole = 2400.0 * np.sin(2 * np.pi * 8.0 * time)
    cut = np.clip(whole, -2000.0, 1990.0 + 8.0 * np.sin(50 * time))
    repaired = repair_angular_velocity(np.stack((cut, 0.1 * cut, 0.0 * cut)), limit)
    assert repaired.values[0] == pytest.approx(whole, abs=0.05 * 2400.0)
    assert np.abs(repaired.values[0] - whole).mean() < 0.4 * np.abs(cut - whole).mean()
    assert repaired.clipped[0].sum() == pytest.approx((np.abs(whole) > 1970.0).sum(), abs=16)
    assert not repaired.clipped[1:].any()


def test_a_peak_below_any_full_scale_is_left_alone() -> None:
    """Nothing ends at 11 g; a smooth peak there is a peak."""
    signal = 11.0 * 9.80665 * np.sin(np.arange(400) / 20.0)
    repaired = repair_acceleration(np.stack((signal, signal, signal)), None)
    assert (repaired.values == signal).all()


def test_a_hidden_loss_of_samples_is_seen() -> None:
    """Angular velocity that jumps while it is smooth to both sides; a steep curve is none."""
    time = np.arange(800) / 800.0
    curve = 900.0 * np.sin(2 * np.pi * 3.0 * time)
    rate = np.stack((curve, 0.3 * curve, 0.0 * curve))
    assert len(jumps(rate)) == 0
    assert jumps(np.delete(rate, np.arange(300, 330), axis=1)).tolist() == [300]


def test_stances_are_minima_between_swings() -> None:
    """Five swings of angular velocity have the rests between them as candidates."""
    time = np.arange(1200) / 200.0
    swing = np.maximum(np.sin(2 * np.pi * time), 0.0)
    rate = np.stack((0 * time, 300.0 * swing, 0 * time))
    force = np.stack((0 * time, 0 * time, 9.81 + 20.0 * swing))
    found = candidates(stance_cost(force, rate, 200.0), 200.0)
    rests = [0.75, 1.75, 2.75, 3.75, 4.75]
    for rest in rests:
        inside = (found.first / 200.0 < rest) & (rest < found.last / 200.0)
        assert inside.sum() == 1


def test_gravity_follows_drift_and_survives_a_bad_reading() -> None:
    """A slow tilt is followed; one stance that was none does not pull it."""
    tilt = np.radians(np.linspace(0.0, 8.0, 30))
    true = np.stack((np.sin(tilt), 0 * tilt, np.cos(tilt)))
    stance = 9.81 * true
    stance[:, 12] = [6.0, 6.0, 3.0]
    found = gravity_at_stances(
        stance,
        np.full(30, -2.0),
        9.81 * 0.5 * (true[:, 1:] + true[:, :-1]),
        np.full(29, 0.3),
        np.zeros(29),
        np.ones(29, dtype=bool),
    )
    error = np.degrees(np.arccos(np.clip((found * true).sum(axis=0), -1.0, 1.0)))
    assert error.max() < 1.0


def test_feet_set_outward_do_not_make_strides_sideways() -> None:
    """Forward and backward strides 12° askew come straight; side steps turn with them."""
    angle = np.radians([12.0, 12.0, 192.0, 192.0, 12.0, 192.0, 102.0])
    own = 1.5 * np.stack((np.cos(angle), np.sin(angle)))
    straight = along_progress(own, np.ones(7, dtype=bool))
    assert straight[0] == pytest.approx([1.5, 1.5, -1.5, -1.5, 1.5, -1.5, 0.0], abs=1e-9)
    assert straight[1] == pytest.approx([0, 0, 0, 0, 0, 0, 1.5], abs=1e-9)


def test_a_poor_stride_takes_the_speed_of_those_beside_it() -> None:
    """Only between two sound ones, and only if it can be a stride."""
    own = np.tile([[2.0], [0.1], [0.0]], (1, 5))
    own[:, 2] = np.nan
    own[0, 4] = 9.0
    better, which = mended(
        own,
        np.array([100.0, 100.0, 120.0, 100.0, 100.0]),
        np.ones(5, dtype=bool),
        np.array([0.5, 0.5, 9.0, 0.5, 9.0]),
        np.ones(5, dtype=bool),
    )
    assert which.tolist() == [False, False, True, False, False]
    assert better[:, 2] == pytest.approx([2.4, 0.12, 0.0])
    assert better[0, 4] == 9.0


def test_a_series_of_swings_held_for_rests() -> None:
    """Three hanging gaps in a row give away the minima inside; fewer may be stumbles."""
    assert held_for_rests(np.array([False, True, True, True, False])).tolist() == [
        False,
        False,
        True,
        True,
        False,
        False,
    ]
    assert not held_for_rests(np.array([True, True, False, True])).any()
