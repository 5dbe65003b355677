"""Units told by gravity: at rest, on the move, and by how it turns."""

from pathlib import Path

import numpy as np
import pytest

from backstride.inertial.units import (
    UnknownUnitError,
    acceleration_unit,
    angular_velocity_unit,
    has_gravity,
    size_at_rest,
)
from backstride.motion.arrays import Floats
from backstride.readers import gaitmap, vn200
from backstride.readers.files import load
from tests.readers.made_logs import G, worn

PER_UNIT = {"m/s^2": 1.0, "g": G, "mg": G / 1000}


@pytest.mark.parametrize("unit", PER_UNIT)
@pytest.mark.parametrize("still_s", [3.0, 0.0], ids=["with a rest", "on the move"])
def test_gravity_tells_the_unit(unit: str, still_s: float) -> None:
    """Nobody said it."""
    found, said = acceleration_unit(worn(still_s=still_s).acceleration / PER_UNIT[unit], 100.0)

    assert unit == found
    assert said is not None


@pytest.mark.parametrize("unit", PER_UNIT)
def test_a_wrong_title_is_overruled_and_said(unit: str) -> None:
    """A table whose title says another unit than its numbers show."""
    for declared in PER_UNIT:
        found, said = acceleration_unit(worn().acceleration / PER_UNIT[unit], 100.0, declared)

        assert unit == found
        assert (said is None) == (declared == unit)


def test_a_badly_calibrated_sensor_keeps_its_unit() -> None:
    """Ten percent off is no other unit."""
    assert ("g", None) == acceleration_unit(worn().acceleration / G * 0.9, 100.0, "g")


@pytest.mark.parametrize("still_s", [3.0, 0.0])
def test_acceleration_without_gravity_is_refused(still_s: float) -> None:
    """A phone's “linear” acceleration has no up in it."""
    who = worn(still_s=still_s)
    gravity = who.acceleration * (G / np.linalg.norm(who.acceleration, axis=1, keepdims=True))
    shaken = np.random.default_rng(1).normal(0, 0.2, gravity.shape)

    assert not has_gravity(who.acceleration - gravity + shaken, 100.0)
    with pytest.raises(UnknownUnitError, match="without gravity"):
        acceleration_unit(who.acceleration - gravity + shaken, 100.0, "m/s^2")


@pytest.mark.parametrize("scale", [50.0, 16384 / G])
def test_raw_counts_are_refused(scale: float) -> None:
    """They need a scale from a person."""
    with pytest.raises(UnknownUnitError, match="mapping file"):
        acceleration_unit(worn().acceleration * scale, 100.0)


@pytest.mark.parametrize(("unit", "factor"), [("deg/s", 1.0), ("rad/s", np.pi / 180)])
@pytest.mark.parametrize("declared", [None, "deg/s", "rad/s"])
def test_the_turning_of_gravity_tells_the_gyroscopes_unit(
    unit: str, factor: float, declared: str | None
) -> None:
    """Somebody nods by 12° without a step."""
    who = nodding()

    found, said = angular_velocity_unit(who[0], who[1] * factor, 100.0, declared)

    assert unit == found
    assert (said is None) == (declared == unit)


def nodding() -> tuple[Floats, Floats]:
    """Return the acceleration and turning of someone who nods and stands in between."""
    t = np.arange(2000) / 100
    on = np.sin(2 * np.pi * t / 8) > 0
    angle = np.radians(12) * np.sin(2 * np.pi * 0.5 * t) ** 2 * on
    speed = np.gradient(angle, t)
    acceleration = G * np.stack((-np.sin(angle), 0 * t, np.cos(angle)), axis=1)
    return acceleration, np.stack((0 * t, np.degrees(speed), 0 * t), axis=1)


def test_a_gyroscope_that_hardly_turned_keeps_its_declared_unit() -> None:
    """Nothing to tell it by."""
    still = np.tile([0.0, 0.0, G], (1000, 1))

    assert ("rad/s", None) == angular_velocity_unit(still, np.zeros((1000, 3)), 100.0, "rad/s")


def test_real_foot_sensors_tell_their_units(data_dir: Path) -> None:
    """Eight sensors of two makes and three people, none used to set a threshold of its own."""
    paths = [*sorted((data_dir / "imu/uci_foot_vn200").glob("*.mat"))]
    sensors = [s for p in paths for s in vn200.read(load(p)).sensors]
    sensors += gaitmap.read(load(data_dir / "imu/gaitmap/imu_sample.csv")).sensors

    assert 8 == len(sensors)
    for sensor in sensors:
        assert sensor.angular_velocity_dps is not None
        a, w, hz = sensor.acceleration_mps2, sensor.angular_velocity_dps, sensor.rate_hz
        assert 9.81 == pytest.approx(size_at_rest(a, hz), rel=0.03)
        assert "m/s^2" == acceleration_unit(a, hz)[0]
        assert "g" == acceleration_unit(a / G, hz)[0]
        assert "deg/s" == angular_velocity_unit(a, w, hz)[0]
        assert "rad/s" == angular_velocity_unit(a, np.radians(w), hz)[0]
