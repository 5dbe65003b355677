"""Doubt about gait or direction gives unknown and never the opposite."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.inertial.waist.gait import Gaits, gait_of_windows
from backstride.inertial.waist.grid import on_grid
from backstride.inertial.waist.push import travel_from_push
from backstride.inertial.waist.windows import Windows, look_through
from backstride.motion import Inertial
from backstride.motion.arrays import Floats
from tests.inertial.waist.bounce import BACKWARD, FORWARD, bouncing


def told(sensor: Inertial) -> tuple[Windows, Gaits, Floats]:
    windows = look_through(on_grid(sensor), sensor.placement.forward_axis)
    gaits = gait_of_windows(windows)
    return windows, gaits, travel_from_push(windows, gaits)


@pytest.mark.parametrize(("way", "angle_deg"), [(FORWARD, 0.0), (BACKWARD, 180.0)])
@pytest.mark.parametrize("gait", ["walk", "run"])
def test_gait_and_direction_of_clear_cases(gait: str, way: float, angle_deg: float) -> None:
    """Running brakes while sinking and walking while rising; both ways round are told."""
    _, gaits, angle = told(bouncing(8.0, gait=gait, way=way))
    assert set(gaits) == {gait}
    assert set(angle) == {angle_deg}


@pytest.mark.parametrize(
    ("bounce_g", "step_hz"),
    [(0.6, 2.6), (0.7, 2.0), (0.45, 2.5), (1.2, 1.5), (0.5, 1.3)],
    ids=["grounded run", "between", "shuffle", "skip", "leaps"],
)
def test_a_gait_in_doubt_has_no_direction(bounce_g: float, step_hz: float) -> None:
    """Where walking and running could both be meant, the sign would be a guess."""
    for push in (0.5, -0.5):
        _, gaits, angle = told(bouncing(8.0, bounce_g=bounce_g, step_hz=step_hz, push=push))
        assert set(gaits) == {"step"}
        assert np.isnan(angle).all()


def test_running_on_the_spot_has_no_direction() -> None:
    """Without braking and pushing there is no travel."""
    _, gaits, angle = told(bouncing(8.0, push=0.05))
    assert set(gaits) == {"run"}
    assert np.isnan(angle).all()


def test_standing_still_is_no_gait() -> None:
    """Noise of a belt at rest takes no steps."""
    sensor = bouncing(8.0, bounce_g=0.001)
    noisy = sensor.acceleration_mps2 + np.random.default_rng(1).normal(0, 0.05, (800, 3))
    _, gaits, _ = told(replace(sensor, acceleration_mps2=noisy))
    assert set(gaits) == {""}


def test_a_push_across_the_body_has_no_direction() -> None:
    """Side steps are neither forward nor backward."""
    sensor = bouncing(8.0, gait="walk")
    for aside in ((0.0, 1.0, 0.0), (0.0, -1.0, 0.0), (0.7, 0.7, 0.0)):
        worn = replace(sensor, placement=replace(sensor.placement, forward_axis=aside))
        assert np.isnan(told(worn)[2]).all()


def test_a_short_flip_in_steady_running_is_not_believed() -> None:
    """Two seconds of the opposite sign, without a turn or a stop, count as unknown."""
    time = np.arange(3000) / 100.0
    way = np.where((time > 14.0) & (time < 16.0), BACKWARD, FORWARD)
    windows, _, angle = told(bouncing(30.0, way=way))
    assert not (angle == 180.0).any()
    assert set(angle[np.abs(windows.centre_s - 15.0) > 4.0]) == {0.0}


def test_a_long_change_is_believed() -> None:
    """Ten seconds backward between forward ones are found."""
    time = np.arange(4000) / 100.0
    way = np.where((time > 14.0) & (time < 26.0), BACKWARD, FORWARD)
    windows, _, angle = told(bouncing(40.0, way=way))
    assert set(angle[np.abs(windows.centre_s - 20.0) < 4.5]) == {180.0}
    assert set(angle[np.abs(windows.centre_s - 20.0) > 8.0]) == {0.0}


@given(
    bounce_g=st.floats(0.02, 2.0),
    step_hz=st.floats(1.25, 4.4),
    push=st.floats(0.0, 1.5),
    way=st.sampled_from([FORWARD, BACKWARD]),
)
def test_forward_and_backward_are_treated_as_mirror_images(
    bounce_g: float, step_hz: float, push: float, way: float
) -> None:
    """Whatever a movement is called, its mirror image is never called the same."""
    found = [
        told(bouncing(4.0, bounce_g=bounce_g, step_hz=step_hz, push=way * side * push))[2]
        for side in (1.0, -1.0)
    ]
    for label in (0.0, 180.0):
        assert not ((found[0] == label) & (found[1] == label)).any()
