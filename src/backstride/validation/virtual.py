"""Sensors that nobody wore, on bodies that markers followed."""

from dataclasses import replace
from typing import Literal

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.inertial import motion_from_sensors
from backstride.motion import Inertial, Motion, Source
from backstride.motion.smoothing import rows_seen, runs
from backstride.simulate.rotations import quarter_turns, random_rotation
from backstride.simulate.sensor_model import CONSUMER, SensorModel, mounted
from backstride.simulate.sensors import virtual_sensor

Site = Literal["foot", "waist"]

_RATE_HZ = 200.0
_SHORTEST_S = 1.5  # seen without a gap; less holds no bout


def random_model(rng: np.random.Generator) -> SensorModel:
    """Return a consumer's sensor, worn askew and tightly or in a loose belt."""
    hz = [None, None, 12.0, 8.0, 6.0][int(rng.integers(5))]
    return replace(
        CONSUMER,
        strap_hz=hz,
        strap_damping=float(rng.uniform(0.15, 0.4)),
        mounting_error_deg=float(rng.uniform(2.0, 8.0)),
    )


def worn_on(motion: Motion, site: Site, seed: int) -> Motion | None:
    """Return what a sensor on a recorded body says of its longest stretch in view.

    Parameters
    ----------
    motion : Motion
        From markers.
    site : {"foot", "waist"}
        A foot sensor sits any way round; one at the waist has one of its axes to the front, and
        says which.
    seed : int
        Of sensor and mounting.

    Returns
    -------
    Motion or None
        On the clock of the markers; None where the body was not seen for long enough, or the
        sensor says nothing.
    """
    rng = np.random.default_rng(seed)
    turned = random_rotation(rng) if site == "foot" else quarter_turns(rng)
    model = mounted(CONSUMER if site == "foot" else random_model(rng), turned)
    try:
        sensor = virtual_sensor(motion, site, rate_hz=_RATE_HZ, model=model, seed=seed)
        part = _longest(sensor)
        if part is None:
            return None
        return motion_from_sensors([part], Source("virtual", "virtual"))
    except NothingToMeasureError:
        return None


def _longest(sensor: Inertial) -> Inertial | None:
    """Return the longest unbroken stretch of a sensor, None when it is too short."""
    turning = sensor.angular_velocity_dps
    stretches = runs(rows_seen(sensor.acceleration_mps2)).tolist()
    if turning is None or not stretches:
        return None
    a, b = max(stretches, key=lambda r: r[1] - r[0])
    if b - a < _SHORTEST_S * _RATE_HZ:
        return None
    return replace(
        sensor,
        time_s=sensor.time_s[a:b],
        acceleration_mps2=sensor.acceleration_mps2[a:b],
        angular_velocity_dps=turning[a:b],
    )
