"""Where the foot presses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.measure.force.contacts import Contacts
from backstride.measure.force.pressure import pressed_share, pressure_points
from backstride.motion import Skeleton
from tests.measure.force.test_body import standing

tilts = st.lists(st.floats(-40, 60), min_size=3, max_size=40).map(np.array)


@given(tilts, st.sampled_from([-1.0, 0.0, 1.0]))
def test_a_foot_presses_under_itself(tilt: np.ndarray, travel: float) -> None:
    """Between heel and ball, however it is held."""
    share = pressed_share(tilt, np.arange(len(tilt)) / 100.0, travel)

    assert ((share >= 0.0) & (share <= 1.0)).all()


@given(tilts)
def test_backward_is_forward_in_reverse(tilt: np.ndarray) -> None:
    """The same foot, played in reverse, presses the same places in reverse."""
    time = np.arange(len(tilt)) / 100.0

    forward = pressed_share(tilt, time, 1.0)
    backward = pressed_share(tilt[::-1].copy(), time, -1.0)

    assert np.allclose(forward, backward[::-1], atol=1e-9)


def test_a_raised_heel_presses_with_the_ball_and_raised_toes_with_the_heel() -> None:
    """In every direction."""
    time = np.arange(20) / 100.0
    for travel in (-1.0, 0.0, 1.0):
        assert np.allclose(1.0, pressed_share(np.full(20, 25.0), time, travel))
        assert np.allclose(0.0, pressed_share(np.full(20, -25.0), time, travel))


def test_pressure_goes_on_with_the_body() -> None:
    """Flat between landing and take-off: towards the toes forward, towards the heel backward."""
    time = np.arange(30) / 100.0
    heel_to_ball = np.concatenate((np.linspace(-15, 0, 5), np.zeros(20), np.linspace(0, 30, 5)))

    forward = pressed_share(heel_to_ball, time, 1.0)
    backward = pressed_share(heel_to_ball[::-1].copy(), time, -1.0)

    assert (np.diff(forward[6:24]) > 0).all()
    assert (np.diff(backward[6:24]) < 0).all()
    assert 0.25 == pytest.approx(forward[5], abs=0.1)


def test_the_floor_is_under_the_markers() -> None:
    """A standing foot presses below its landmarks, between heel and ball."""
    points = standing(60)
    contacts = Contacts(
        step=np.array([0]),
        side=np.array([0]),
        start_s=np.array([0.1]),
        end_s=np.array([0.4]),
        whole=np.array([True]),
        travel=np.array([1.0]),
    )
    left, right = pressure_points(Skeleton(points), np.zeros(60), np.arange(60) / 100.0, contacts)

    inside = left[11:39]
    assert 0.005 == pytest.approx(float(inside[:, 2].mean()), abs=1e-9)
    assert ((inside[:, 0] > -0.07) & (inside[:, 0] < 0.14)).all()
    assert np.isnan(left[:9]).all()
    assert np.isnan(right).all()
