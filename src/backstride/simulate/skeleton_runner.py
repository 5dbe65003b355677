"""A simulated runner as marker motion capture would see it."""

import numpy as np

from backstride.motion import Motion, Skeleton, Source, motion_from_skeleton
from backstride.motion.arrays import Floats
from backstride.simulate.known import truth_of
from backstride.simulate.runner import Runner, make_runner
from backstride.simulate.scenario import Scenario
from backstride.simulate.sensor_model import gaps
from backstride.simulate.truth import Truth

WARNING = "Synthetic: this runner was computed, not recorded."

_BURST_S = 0.08
"""Mean length of a gap in a marker's path; chosen: a hand or the other leg passing by."""


def simulate(scenario: Scenario) -> tuple[Motion, Truth]:
    """Return the motion of a simulated runner and the truth about it.

    Raises
    ------
    SettingsError
        When the scenario cannot be run as asked.
    """
    time, seen, truth = observe(scenario)
    source = Source(
        path=f"simulated:{scenario.name}",
        format="simulated",
        warnings=(WARNING,),
        synthetic=True,
    )
    return motion_from_skeleton(time, seen, source), truth


def observe(scenario: Scenario) -> tuple[Floats, Skeleton, Truth]:
    """Return sample times, landmarks with the scenario's noise and gaps, and the truth."""
    runner = make_runner(scenario)
    clean = runner.skeleton(runner.time_s)
    return runner.time_s, disturbed(runner, clean), truth_of(runner, clean)


def disturbed(runner: Runner, clean: Skeleton) -> Skeleton:
    """Return landmarks with white noise and gaps, drawn landmark by landmark."""
    scenario = runner.scenario
    seeds = np.random.SeedSequence(scenario.seed).spawn(3)[2].spawn(len(clean.positions_m))
    points = {}
    for (name, point), seed in zip(clean.positions_m.items(), seeds, strict=True):
        rng = np.random.default_rng(seed)
        noisy = point + scenario.noise_m * rng.standard_normal(point.shape)
        noisy[gaps(len(point), scenario.dropout, _BURST_S * scenario.rate_hz, rng)] = np.nan
        points[name] = noisy
    return Skeleton(points)
