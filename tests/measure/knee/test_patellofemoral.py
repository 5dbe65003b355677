"""The knee model against what was published and measured."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride import evidence
from backstride.measure.knee import (
    achilles_force,
    compression,
    compression_per_quadriceps_force,
    contact_area_m2,
    quadriceps_arm_m,
    quadriceps_force,
)

G = 9.81
ROOS_MASS_KG = 72.0
"""The group's mean mass was not published; that of young adults, as in P5."""


def body_weights(moment_nm: float, flexion_deg: float) -> float:
    """Return the compression of one moment for a body of that mass."""
    newtons = compression(np.array([moment_nm]), np.array([flexion_deg]))
    return float(newtons[0]) / (ROOS_MASS_KG * G)


def test_means_of_roos_come_back_within_6_percent() -> None:
    """157 and 124 N m at 44 and 41 degrees give 4.5 and 3.4 body weights (J1, J2, K3)."""
    assert 4.5 == pytest.approx(body_weights(157.0, 44.0), rel=0.06)
    assert 3.4 == pytest.approx(body_weights(124.0, 41.0), rel=0.06)


def test_the_ratio_of_directions_comes_back_within_0_02() -> None:
    """0.76 backward over forward, whatever the mass."""
    assert 0.76 == pytest.approx(body_weights(124.0, 41.0) / body_weights(157.0, 44.0), abs=0.02)


def test_equal_moments_stay_equal_loads() -> None:
    """At 1.0 m/s 144.5 and 141.6 N m gave 3.5 and 3.4 body weights: a ratio of 1.02 at any bend."""
    for flexion in (10.0, 25.0, 40.0, 60.0):
        ratio = body_weights(144.5, flexion) / body_weights(141.6, flexion)
        assert 3.5 / 3.4 == pytest.approx(ratio, abs=0.02)


def test_the_lever_arm_lies_by_that_of_mri() -> None:
    """At 10 degrees within 2 % of MRI, at 50 within 20 %, and falling in between (P6)."""
    at_10, at_30, at_50 = quadriceps_arm_m(np.array([10.0, 30.0, 50.0])) * 1000

    assert 45.5 * 0.98 < at_10 < 47.1 * 1.02
    assert 31.5 < at_50 < 32.9 * 1.20
    assert at_10 > at_30 > at_50
    assert 47.58 == pytest.approx(at_10, abs=0.01)
    assert 37.5 == pytest.approx(at_50, abs=0.01)


def test_coefficients_are_those_of_the_evidence() -> None:
    """The lever arm at 0 degrees and its slope there, as P1 prints them."""
    printed = {v.quantity: v.value for v in evidence.finding("P1").values}

    assert printed["lever arm, constant"] == pytest.approx(
        float(quadriceps_arm_m(np.array([0.0]))[0]) * 1000
    )
    slope = np.diff(quadriceps_arm_m(np.array([0.0, 1e-4])))[0] * 1000 / 1e-4
    assert printed["lever arm, coefficient of x"] == pytest.approx(float(slope), rel=1e-3)
    ratio = {v.quantity: v.value for v in evidence.finding("P3").values}
    assert ratio["numerator, constant"] == pytest.approx(
        float(compression_per_quadriceps_force(np.array([0.0]))[0])
    )


@given(st.floats(0.0, 4.0), st.floats(-20.0, 140.0))
def test_load_is_never_negative_and_grows_with_the_moment(moment: float, flexion: float) -> None:
    """Zero where the moment bends the knee; outside 0 to 90 degrees the nearest angle holds."""
    bend = np.array([flexion])

    load = compression(np.array([moment]), bend)
    assert (load >= 0).all()
    assert np.allclose(2 * load, compression(np.array([2 * moment]), bend))
    assert (compression(np.array([-moment]), bend) == 0).all()
    inside = np.clip(bend, 0.0, 90.0)
    assert np.allclose(load, compression(np.array([moment]), inside))


@given(st.floats(0.5, 4.0), st.floats(0.0, 85.0))
def test_a_more_bent_knee_loads_more_for_the_same_moment(moment: float, flexion: float) -> None:
    """The lever shortens and the tendons pull more against each other."""
    bends = np.array([flexion, flexion + 5.0])

    assert (np.diff(compression(np.full(2, moment), bends)) > 0).all()
    assert (np.diff(quadriceps_force(np.full(2, moment), bends[:2])) >= -0.02 * moment / 0.03).all()


def test_contact_areas_are_those_measured() -> None:
    """A quarter more than unloaded: 260, 423 and 568 mm² at 0, 30 and 60 degrees."""
    areas = contact_area_m2(np.array([0.0, 30.0, 60.0, 80.0])) * 1e6

    assert np.allclose([260.0, 423.0, 568.0, 568.0], areas)


def test_the_achilles_of_tensiometry_comes_back() -> None:
    """1.72 and 3.68 N m/kg went with 44.0 and 98.7 N/kg in the tendon."""
    found = achilles_force(np.array([1.72, 3.68, -1.0]))

    assert np.allclose([44.0, 98.7], found[:2], rtol=0.03)
    assert 0.0 == found[2]
