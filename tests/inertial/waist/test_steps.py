"""Steps are counted, and contacts timed, from the bounce."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstride.inertial.waist import waist_motion
from backstride.inertial.waist.steps import ERROR_S
from backstride.motion import Footfalls, Inertial, Source
from tests.inertial.waist.bounce import G_MPS2, bouncing


def falls_of(sensor: Inertial) -> Footfalls:
    falls = waist_motion(sensor, Source("made", "made")).footfalls
    assert falls is not None
    return falls


def half_sines(seconds: float, step_hz: float, contact_s: float) -> Inertial:
    """Return a runner whose ground force is half a sine wave per step and nothing in flight."""
    sensor = bouncing(seconds, step_hz=step_hz, rate_hz=200.0)
    since = sensor.time_s % (1.0 / step_hz)
    peak = 0.5 * np.pi / (step_hz * contact_s)
    load = np.where(since < contact_s, peak * np.sin(np.pi * since / contact_s), 0.0)
    force = sensor.acceleration_mps2.copy()
    force[:, 2] = G_MPS2 * load
    return replace(sensor, acceleration_mps2=force)


@settings(max_examples=20)
@given(step_hz=st.floats(1.3, 3.8), seconds=st.floats(10.0, 40.0))
def test_every_step_counts_once(step_hz: float, seconds: float) -> None:
    """Steps found are the steps taken, but for one or two at either end."""
    run = step_hz > 2.3
    falls = falls_of(bouncing(seconds, gait="run" if run else "walk", step_hz=step_hz))
    assert len(falls) == pytest.approx(seconds * step_hz, abs=3.0)
    assert np.diff(falls.initial_contact_s) == pytest.approx(1.0 / step_hz, abs=0.02)


@pytest.mark.parametrize(("step_hz", "contact_s"), [(2.6, 0.30), (2.8, 0.25), (3.0, 0.18)])
def test_contact_time_of_half_sines(step_hz: float, contact_s: float) -> None:
    """The contact of a force whose shape is known comes out within 10 ms."""
    falls = falls_of(half_sines(12.0, step_hz, contact_s))
    found = (falls.terminal_contact_s - falls.initial_contact_s)[2:-2]
    assert found == pytest.approx(contact_s, abs=0.010)
    landing = (falls.initial_contact_s[2:-2] * step_hz + 0.5) % 1.0 - 0.5
    assert landing == pytest.approx(0.0, abs=0.010 * step_hz)


def test_walking_has_landings_and_no_take_offs() -> None:
    """When a walking foot leaves cannot be seen from the trunk."""
    falls = falls_of(bouncing(10.0, gait="walk"))
    assert set(falls.gait) == {"walk"}
    assert np.isnan(falls.terminal_contact_s).all()
    assert np.isfinite(falls.initial_contact_s).all()


def test_feet_are_not_named_and_the_error_is_said() -> None:
    """Sides stay unknown; error and rule come along."""
    falls = falls_of(bouncing(6.0))
    assert set(falls.side) == {"unknown"}
    assert falls.error_s == ERROR_S
    assert "40 % of body weight" in falls.rule


def test_landings_are_in_order_through_a_change_of_gait() -> None:
    """Walking that goes over into running gives one ordered sequence."""
    walk, run = bouncing(10.0, gait="walk"), bouncing(10.0)
    both = replace(
        walk,
        time_s=np.arange(2000) / 100.0,
        acceleration_mps2=np.concatenate((walk.acceleration_mps2, run.acceleration_mps2)),
        angular_velocity_dps=None,
    )
    falls = falls_of(both)
    assert (np.diff(falls.initial_contact_s) >= 0).all()
    assert {"walk", "run"} <= set(falls.gait)
