"""Simulated marker recordings."""

from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings

from backstride.motion import Motion
from backstride.motion.arrays import Floats
from backstride.motion.skeleton import BONES
from backstride.simulate import Scenario, Segment, load_scenario, random_scenario, simulate
from backstride.simulate.skeleton_runner import observe
from tests.simulate.runners import seeds


def run(*, noise_m: float = 0.0, dropout: float = 0.0, seed: int = 1) -> Scenario:
    """Return a short backward run."""
    segment = Segment("run", "backward", 2.5, duration_s=20)
    return Scenario("test", (segment,), noise_m=noise_m, dropout=dropout, seed=seed)


def test_it_is_marked_as_synthetic() -> None:
    """Whoever looks at the motion is told that nobody ran."""
    motion, _ = simulate(run())

    assert motion.source.synthetic
    assert motion.source.path == "simulated:test"
    assert any(w.startswith("Synthetic") for w in motion.source.warnings)


@settings(max_examples=10, deadline=None)
@given(seed=seeds)
def test_the_same_seed_gives_the_same_recording(seed: int) -> None:
    """To the last bit, noise and gaps included."""
    scenario = random_scenario(seed)
    once, again = simulate(scenario)[0], simulate(scenario)[0]

    assert once.skeleton is not None
    assert again.skeleton is not None
    for name, point in once.skeleton.positions_m.items():
        assert np.array_equal(point, again.skeleton[name], equal_nan=True)


def test_another_seed_is_another_person() -> None:
    """Steps come at other times."""
    first, second = (simulate(run(seed=seed))[1].steps for seed in (1, 2))

    assert first[5].initial_contact_s != second[5].initial_contact_s


def test_every_bone_of_a_stick_figure_is_there() -> None:
    """A figure can be drawn from the landmarks."""
    motion, _ = simulate(run())

    assert motion.skeleton is not None
    assert {end for bone in BONES for end in bone} <= set(motion.skeleton.positions_m)


def test_noise_has_the_size_asked_for() -> None:
    """White, on each coordinate of each landmark."""
    _, clean, _ = observe(run())
    _, noisy, _ = observe(run(noise_m=0.004))
    off = np.concatenate([noisy[n] - clean[n] for n in clean.positions_m])

    assert off.std() == pytest.approx(0.004, rel=0.02)
    assert abs(np.corrcoef(off[1:, 0], off[:-1, 0])[0, 1]) < 0.02


@pytest.mark.parametrize("share", [0.02, 0.1, 0.5])
def test_gaps_have_the_share_asked_for(share: float) -> None:
    """In bursts, not single samples."""
    _, seen, _ = observe(run(dropout=share))
    lost = np.array([~np.isfinite(p).all(axis=1) for p in seen.positions_m.values()])
    begins = (np.diff(lost.astype(int), axis=1) == 1).sum()

    assert lost.mean() == pytest.approx(share, rel=0.25)
    assert lost.sum() / begins > 3


def direction_error_deg(motion: Motion, truth_deg: Floats) -> Floats:
    """Return how far the motion's direction is from the truth where both are known."""
    off = (motion.direction_deg - truth_deg + 180.0) % 360.0 - 180.0
    known: Floats = np.abs(off[np.isfinite(off)])
    return known


@settings(max_examples=15, deadline=None)
@given(seed=seeds)
def test_the_motion_moves_as_the_truth_says(seed: int) -> None:
    """Headings and speed of the motion agree with the truth in nearly every sample."""
    motion, truth = simulate(random_scenario(seed))
    off = direction_error_deg(motion, truth.travel_deg - truth.facing_deg)
    fast = truth.speed_mps > 0.6

    assert np.quantile(off, 0.9) < 15.0
    assert np.median(np.abs(motion.speed_mps - truth.speed_mps)[fast]) < 0.1


def test_a_minute_is_simulated_in_less_than_half_a_second() -> None:
    """At 120 samples a second; the best of three, in time of this process."""
    segments = (Segment("run", "backward", 2.5, duration_s=60),)
    scenario = Scenario("minute", segments, noise_m=0.001)
    simulate(load_scenario("walk"))

    def took() -> float:
        start = process_time()
        simulate(scenario)
        return process_time() - start

    assert min(took() for _ in range(3)) < 0.5
