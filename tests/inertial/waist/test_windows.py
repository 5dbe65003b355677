"""What a window says does not hang on how the sensor is turned, tilted or scaled."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstride.inertial.waist.grid import on_grid
from backstride.inertial.waist.windows import Windows, look_through
from backstride.motion import Inertial
from backstride.simulate.rotations import random_rotation
from tests.inertial.waist.bounce import BACKWARD, bouncing


def look(sensor: Inertial) -> Windows:
    return look_through(on_grid(sensor), sensor.placement.forward_axis)


def test_a_bounce_is_measured_as_it_was_made() -> None:
    """Rate, size and push of a sine come back."""
    windows = look(bouncing(10.0, step_hz=2.8, bounce_g=1.3, push=0.25))
    assert windows.step_hz == pytest.approx(2.8, abs=0.02)
    assert windows.bounce_g == pytest.approx(1.3, rel=0.02)
    assert windows.ahead == pytest.approx(0.25, abs=0.01)
    assert windows.aside == pytest.approx(0.0, abs=0.01)
    assert windows.ahead_with_lift == pytest.approx(0.0, abs=0.01)
    assert windows.regularity.min() > 0.95


def test_backward_is_the_mirror_of_forward() -> None:
    """Turning the travel round turns the sign of the push."""
    assert look(bouncing(6.0, way=BACKWARD)).ahead == pytest.approx(-0.25, abs=0.01)


@settings(max_examples=12)
@given(seed=st.integers(0, 2**32 - 1), scale=st.floats(0.1, 10.0), rate=st.floats(40.0, 400.0))
def test_mounting_unit_and_rate_do_not_matter(seed: int, scale: float, rate: float) -> None:
    """Any declared mounting, any unit of acceleration and any usual rate give the same push."""
    mounting = random_rotation(np.random.default_rng(seed))
    sensor = bouncing(3.0, rate_hz=rate, mounting=mounting)
    sensor = replace(sensor, acceleration_mps2=scale * sensor.acceleration_mps2)
    windows = look(sensor)
    assert windows.ahead == pytest.approx(0.25, abs=0.02)
    assert windows.bounce_g == pytest.approx(1.3, rel=0.05)


@given(lean_deg=st.floats(-30.0, 30.0), speeding_mps2=st.floats(-2.0, 2.0))
def test_lean_and_speeding_up_do_not_matter(lean_deg: float, speeding_mps2: float) -> None:
    """A tilt, or force leant by steady acceleration, moves nothing in phase with velocity."""
    sensor = bouncing(4.0)
    force = sensor.acceleration_mps2.copy()
    force[:, 0] += (speeding_mps2 / 9.80665) * force[:, 2]
    a = np.radians(lean_deg)
    turned = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    windows = look(replace(sensor, acceleration_mps2=force @ turned.T))
    assert windows.ahead == pytest.approx(0.25, abs=0.03)
    assert windows.ahead_with_lift == pytest.approx(0.0, abs=0.02)


def test_rocking_is_taken_out_with_a_gyroscope() -> None:
    """A sensor that rocks by two degrees in the worst phase shows the same push."""
    sensor = bouncing(6.0)
    assert sensor.angular_velocity_dps is not None
    wave = 2.0 * np.pi * 2.8 * sensor.time_s
    rock = np.radians(2.0) * np.sin(wave)
    c, s = np.cos(rock), np.sin(rock)
    x, y, z = sensor.acceleration_mps2.T
    spin = sensor.angular_velocity_dps + np.outer(np.degrees(np.gradient(rock, 0.01)), [0, 1, 0])
    rocked = replace(
        sensor,
        acceleration_mps2=np.column_stack((c * x - s * z, y, s * x + c * z)),
        angular_velocity_dps=spin,
    )
    assert look(rocked).ahead == pytest.approx(0.25, abs=0.01)
    blind = look(replace(rocked, angular_velocity_dps=None)).ahead
    assert np.abs(blind - 0.25).min() > 0.015


def test_without_a_forward_axis_there_is_no_push() -> None:
    """Unknown wearing gives rhythm and no direction."""
    windows = look(bouncing(5.0, said_forward=False))
    assert np.isnan(windows.ahead).all()
    assert windows.step_hz == pytest.approx(2.8, abs=0.02)


def test_a_forward_axis_that_points_up_is_not_believed() -> None:
    """An axis within 30 degrees of the vertical cannot point to the front."""
    sensor = bouncing(5.0)
    wrong = replace(sensor, placement=replace(sensor.placement, forward_axis=(0.1, 0.0, 1.0)))
    assert np.isnan(look(wrong).ahead).all()


def test_gaps_hide_windows() -> None:
    """A window with a long gap says nothing; the ones beside it do."""
    sensor = bouncing(10.0)
    force = sensor.acceleration_mps2.copy()
    force[450:550] = np.nan
    windows = look(replace(sensor, acceleration_mps2=force))
    hidden = (windows.centre_s > 4.0) & (windows.centre_s < 6.0)
    assert not windows.seen[hidden].any()
    assert windows.seen[(windows.centre_s < 3.4) | (windows.centre_s > 6.6)].all()
