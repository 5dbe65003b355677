"""A runner with known loads, and the recording that would be made of it."""

from dataclasses import dataclass

import numpy as np

from backstride.motion import Motion, Skeleton, Source, motion_from_skeleton
from backstride.motion.arrays import Floats
from backstride.simulate import Body, Scenario, Segment, make_runner
from backstride.simulate.scenario import Heading
from backstride.validation.known_loads.forces import (
    Contacts,
    Pushed,
    obeying,
    pressed_by,
    upward,
)
from backstride.validation.known_loads.person import Person, Points
from backstride.validation.known_loads.steps import (
    Factors,
    KnownStep,
    draw_factors,
    true_steps,
)

FINE_HZ = 600.0
"""Samples per second in which forces are drawn: five for each of the recording."""

NOISE_M = 0.0015  # of each landmark: marker systems have one or two millimetres on skin

_SECONDS = 3.6


@dataclass(frozen=True)
class KnownRunner:
    """A motion as it would be recorded, and what is true of it."""

    motion: Motion
    mass_kg: float
    steps: tuple[KnownStep, ...]


def known_runner(seed: int) -> KnownRunner:
    """Return a runner going forward (even seeds) or backward (odd) at a speed of their own."""
    rng = np.random.default_rng(seed)
    direction: Heading = "backward" if seed % 2 else "forward"
    speed = float(rng.uniform(2.2, 3.2) if seed % 2 else rng.uniform(2.4, 4.0))
    scenario = _scenario(seed, direction, speed, _body(rng))
    return _recorded(scenario, Person(rng), None, rng)


def known_pair(seed: int) -> tuple[KnownRunner, KnownRunner]:
    """Return somebody who runs backward and forward at one speed, with the same markers on."""
    rng = np.random.default_rng([seed, 1])
    speed, body = float(rng.uniform(2.4, 3.2)), _body(rng)
    person, factors = Person(rng), draw_factors(rng)
    ways: tuple[Heading, Heading] = ("backward", "forward")
    backward, forward = (
        _recorded(_scenario(seed, way, speed, body), person, factors, rng) for way in ways
    )
    return backward, forward


def _body(rng: np.random.Generator) -> Body:
    return Body(float(rng.uniform(1.55, 1.95)), float(rng.uniform(50, 95)))


def _scenario(seed: int, direction: Heading, speed_mps: float, body: Body) -> Scenario:
    return Scenario(
        f"known-{seed}",
        (Segment("run", direction, speed_mps, duration_s=_SECONDS),),
        body=body,
        rate_hz=120.0,
        seed=seed,
        start_heading_deg=0.0,
    )


def _recorded(
    scenario: Scenario, person: Person, factors: Factors | None, rng: np.random.Generator
) -> KnownRunner:
    """Return a run of a person; without factors, they are drawn."""
    runner = make_runner(scenario)
    time = np.arange(round(_SECONDS * FINE_HZ)) / FINE_HZ
    clean = dict(runner.skeleton(time).positions_m)
    clean.pop("pelvis")
    contacts = Contacts(runner, time)
    towards = -1.0 if scenario.segments[0].direction == "backward" else 1.0
    up = upward(contacts, time, rng)
    pressed = [pressed_by(contacts, side, clean, time, towards, rng) for side in range(2)]
    push = Pushed(contacts, time, up, np.zeros_like(up), pressed)
    true, ahead = obeying(clean, person, runner, push, rng)
    push = Pushed(contacts, time, up, ahead, pressed)
    steps = true_steps(true, person, push, scenario.body.mass_kg, factors or draw_factors(rng))
    seen = _observed(true, person, time, scenario.rate_hz, rng)
    source = Source(f"simulated:{scenario.name}", "simulated", synthetic=True)
    return KnownRunner(motion_from_skeleton(*seen, source), scenario.body.mass_kg, steps)


def _observed(
    points: Points, person: Person, time: Floats, rate_hz: float, rng: np.random.Generator
) -> tuple[Floats, Skeleton]:
    """Return times and landmarks as recorded: beside the joints, at a lower rate, with noise."""
    every = round(FINE_HZ / rate_hz)
    seen = {}
    for name, path in points.items():
        beside = path + np.array([person.shift.get(name, 0.0), 0.0, 0.0])
        noise = NOISE_M * rng.standard_normal((len(time[::every]), 3))
        seen[name] = beside[::every] + noise
    return time[::every], Skeleton(seen)
