"""Simulated runners in memory, as every kind of recording has them, without files in between."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from backstride.inertial import motion_from_sensors
from backstride.motion import Motion, Source, motion_from_skeleton
from backstride.simulate import Runner, SensorModel
from backstride.simulate.feeds.feed import QUALITIES
from backstride.simulate.receiver import ReceiverModel, runner_track
from backstride.simulate.rotations import quarter_turns, random_rotation
from backstride.simulate.sensor_model import CONSUMER, mounted, with_compass
from backstride.simulate.skeleton_runner import disturbed
from backstride.simulate.worn import runner_sensor

SOURCE = Source("simulated", "simulated", synthetic=True)

WEARINGS = ("consumer", "rough", "loose")
"""A usual sensor firmly mounted; the simulator's ``rough`` one; one on a strap of 5 to 20 Hz."""

_RATES_HZ = (100.0, 200.0)


def model_of(wearing: str, rng: np.random.Generator) -> SensorModel:
    """Return the errors of a sensor and how it is fixed."""
    if wearing == "loose":
        hz, damping = float(rng.uniform(5.0, 20.0)), float(rng.uniform(0.15, 0.4))
        return replace(CONSUMER, strap_hz=hz, strap_damping=damping, mounting_error_deg=5.0)
    return QUALITIES["rough" if wearing == "rough" else "consumer"]


def foot(runner: Runner, wearing: str, number: int, rng: np.random.Generator) -> Motion:
    """Return the motion by a sensor on the left shoe, anyhow mounted."""
    model = mounted(model_of(wearing, rng), random_rotation(rng))
    sensor = runner_sensor(runner, "foot", rate_hz=_RATES_HZ[number % 2], model=model, rng=rng)
    return motion_from_sensors([sensor], SOURCE)


def waist(runner: Runner, wearing: str, number: int, rng: np.random.Generator) -> Motion:
    """Return the motion by a sensor at the belt whose forward axis is declared."""
    model = mounted(model_of(wearing, rng), quarter_turns(rng))
    sensor = runner_sensor(runner, "waist", rate_hz=_RATES_HZ[number % 2], model=model, rng=rng)
    return motion_from_sensors([sensor], SOURCE)


def phone(runner: Runner, wearing: str, number: int, rng: np.random.Generator) -> Motion:
    """Return the motion by a phone in a belt, with compass and satellite positions."""
    model = with_compass(mounted(model_of(wearing, rng), quarter_turns(rng)))
    sensor = runner_sensor(runner, "waist", rate_hz=_RATES_HZ[number % 2], model=model, rng=rng)
    track = runner_track(runner, rng, model=ReceiverModel())
    return motion_from_sensors([sensor], SOURCE, track=track)


def markers(runner: Runner, wearing: str, number: int, rng: np.random.Generator) -> Motion:
    """Return the motion by markers with the scenario's noise and gaps."""
    del wearing, number, rng  # nothing is worn
    seen = disturbed(runner, runner.skeleton(runner.time_s))
    return motion_from_skeleton(runner.time_s, seen, SOURCE)


Wear = Callable[[Runner, str, int, np.random.Generator], Motion]

FEEDS: dict[str, Wear] = {"foot": foot, "waist": waist, "phone": phone, "markers": markers}


def worn(feed: str, runner: Runner, number: int) -> Motion:
    """Return what one feed says of a runner: the same for the same scenario and feed."""
    rng = np.random.default_rng([runner.scenario.seed, *feed.encode()])
    return FEEDS[feed](runner, WEARINGS[number % len(WEARINGS)], number, rng)
