"""A satellite receiver carried by a simulated runner."""

from dataclasses import dataclass

import numpy as np

from backstride.motion import Track
from backstride.motion.arrays import Bools, Floats
from backstride.simulate.poses import gaussian
from backstride.simulate.runner import Runner

START_DEG = (45.0, -30.0)
"""Latitude and longitude of the scenario's origin: in the middle of the Atlantic, nobody's home."""

_METRES_PER_DEG = 111_195.0  # of latitude, on a sphere of 6371 km; a scenario is small
_WANDER_S = 20.0  # over which the slow part of the error changes; chosen


@dataclass(frozen=True, slots=True)
class ReceiverModel:
    """Errors of a receiver; all sizes are standard deviations, chosen as usual under open sky.

    Attributes
    ----------
    wander_m, noise_m : slow and sudden part of the error of a position, along each axis.
    velocity_noise_mps : of the velocity along each axis, from which speed and course come.
    lost_share : share of the seconds without a fix.
    """

    wander_m: float = 2.5
    noise_m: float = 0.3
    velocity_noise_mps: float = 0.1
    lost_share: float = 0.0


def runner_track(
    runner: Runner, rng: np.random.Generator, *, model: ReceiverModel, rate_hz: float = 1.0
) -> Track | None:
    """Return the positions that a receiver on a runner writes; None on a treadmill.

    The world's x is east and its y north. Altitude is that of the ground.
    """
    if runner.scenario.treadmill:
        return None
    course = runner.course
    time = np.arange(int(course.duration_s * rate_hz) + 1) / rate_hz
    n = len(time)
    longer = n + round(8 * _WANDER_S * rate_hz)
    wander = gaussian(rng.standard_normal((longer, 2)), rate_hz, 0.133 / _WANDER_S)
    wander = model.wander_m * (wander / wander.std())[longer - n :]
    place = course.place(time) + wander + model.noise_m * rng.standard_normal((n, 2))
    velocity = course.at(course.velocity_mps, time)
    velocity = velocity + model.velocity_noise_mps * rng.standard_normal((n, 2))
    latitude = START_DEG[0] + place[:, 1] / _METRES_PER_DEG
    east = _METRES_PER_DEG * np.cos(np.radians(START_DEG[0]))
    longitude = START_DEG[1] + place[:, 0] / east
    lost = rng.random(n) < model.lost_share
    return Track(
        time_s=time,
        latitude_deg=_without(latitude, lost),
        longitude_deg=_without(longitude, lost),
        altitude_m=_without(course.at(course.height_m, time), lost),
        speed_mps=_without(np.linalg.norm(velocity, axis=1), lost),
        course_deg=_without(np.degrees(np.arctan2(velocity[:, 0], velocity[:, 1])) % 360.0, lost),
        error_m=_without(np.full(n, 2.0 * float(np.hypot(model.wander_m, model.noise_m))), lost),
    )


def _without(values: Floats, lost: Bools) -> Floats:
    return np.where(lost, np.nan, values)
