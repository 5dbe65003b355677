"""Peak force from contact and flight times, and the series that forces are made of."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.measure.force import sine_peak_bw
from backstride.measure.force.sine_series import Windows, series


@given(st.floats(0.08, 0.4), st.floats(0.0, 0.2))
def test_half_a_sine_has_the_impulse_of_the_steps_weight(contact: float, flight: float) -> None:
    """Its mean over contact and flight is one body weight."""
    peak = float(sine_peak_bw(np.array([contact]), np.array([flight]))[0])
    impulse = peak * contact * 2 / np.pi

    assert contact + flight == pytest.approx(impulse)


def test_without_flight_there_is_no_bounce() -> None:
    """Time on both feet gives no figure, and neither does a lost end."""
    found = sine_peak_bw(np.array([0.6, 0.25, np.nan]), np.array([-0.1, np.nan, 0.1]))

    assert np.isnan(found).all()


def test_paths_are_the_double_integrals_of_the_sines() -> None:
    """Beside a fine numerical integration, in contact and after it."""
    time = np.linspace(0.0, 0.6, 6001)
    windows = Windows(
        start_s=np.array([[0.1]]),
        end_s=np.array([[0.35]]),
        side=np.array([[0]]),
        there=np.array([[True]]),
        used=np.array([[3]]),
    )
    step = time[1] - time[0]
    force = series(time, 0.1, 0.35, 3)
    speed = np.cumsum(force, axis=0) * step
    path = np.cumsum(speed, axis=0) * step

    assert np.allclose(path, windows.paths(time[None])[0], atol=3e-5)
    assert np.allclose(force, windows.forces(time[None])[0])
