"""Runners that several tests look at, made once each."""

from functools import cache

import numpy as np
from hypothesis import strategies as st

from backstride.motion import Skeleton
from backstride.motion.arrays import Floats
from backstride.simulate import Runner, Scenario, Segment, make_runner, random_scenario
from backstride.simulate.scenario import Heading, Kind

seeds = st.integers(0, 60)
"""Seeds of random runners; few enough for tests to share them."""


@cache
def random_runner(seed: int) -> Runner:
    """Return the runner of ``random_scenario(seed)``."""
    return make_runner(random_scenario(seed))


@cache
def steady(kind: Kind, direction: Heading, speed_mps: float, seed: int = 1) -> Runner:
    """Return a runner who does one thing for twelve seconds."""
    segment = Segment(kind, direction, speed_mps, duration_s=12.0)
    return make_runner(Scenario(f"{kind}-{direction}", (segment,), seed=seed))


@cache
def landmarks(seed: int) -> Skeleton:
    """Return the landmarks of a random runner, without noise."""
    runner = random_runner(seed)
    return runner.skeleton(runner.time_s)


def whole_steps(runner: Runner) -> tuple[Floats, Floats, Floats]:
    """Return landings, take-offs and next landings of the contacts well inside the recording."""
    falls = runner.falls
    inside = (falls.initial_s > 0.0) & (falls.terminal_s < runner.course.duration_s - 1.0)
    k = np.flatnonzero(inside)
    return falls.initial_s[k], falls.terminal_s[k], falls.initial_s[k + 1]
