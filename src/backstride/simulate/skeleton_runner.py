"""A simulated runner as marker motion capture would see it."""

import numpy as np

from backstride.motion import Motion, Skeleton, Source, motion_from_skeleton
from backstride.motion.arrays import Bools, Floats
from backstride.simulate.known import truth_of
from backstride.simulate.runner import Runner, make_runner
from backstride.simulate.scenario import Scenario
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
    return runner.time_s, _disturbed(runner, clean), truth_of(runner, clean)


def _disturbed(runner: Runner, clean: Skeleton) -> Skeleton:
    """Return landmarks with white noise and gaps, drawn landmark by landmark."""
    scenario = runner.scenario
    seeds = np.random.SeedSequence(scenario.seed).spawn(3)[2].spawn(len(clean.positions_m))
    points = {}
    for (name, point), seed in zip(clean.positions_m.items(), seeds, strict=True):
        rng = np.random.default_rng(seed)
        noisy = point + scenario.noise_m * rng.standard_normal(point.shape)
        noisy[_gaps(len(point), scenario.dropout, _BURST_S * scenario.rate_hz, rng)] = np.nan
        points[name] = noisy
    return Skeleton(points)


def _gaps(count: int, share: float, burst: float, rng: np.random.Generator) -> Bools:
    """Return which samples are missing: bursts and stretches in view of random length."""
    missing: Bools = np.zeros(count, dtype=bool)
    if share == 0.0:
        return missing
    burst = max(burst, 1.0)
    pairs = int(2 * count * share / burst) + 20
    gap = rng.geometric(1.0 / burst, pairs)
    view = rng.geometric(min(1.0, share / (burst * (1.0 - share))), pairs)
    ends = np.cumsum(view + gap) - rng.integers(int(burst / share) + 1)
    for start, end in zip(ends - gap, ends, strict=True):
        missing[max(start, 0) : max(end, 0)] = True
    return missing
