"""Stated intervals of load against runners whose loads are known.

They differ in what a recording cannot show: see ``backstride.validation.known_loads``. It speaks
about noise and about how people differ, not about whether bodies are built as the model; that is
for the plates.
"""

from collections.abc import Mapping
from functools import cache

import numpy as np
import pytest

from backstride.estimate import Estimate
from backstride.measure import measure
from backstride.measure.load import DirectionLoad, StepLoad, load_of
from backstride.validation.known_loads import KnownRunner, KnownStep, known_runner

SEEDS = range(20_000, 20_100)  # none of them was used to set the intervals
JOINTS = ("hip", "knee", "ankle")

Pair = tuple[float, Estimate]


@cache
def pairs() -> Mapping[str, list[Pair]]:
    """Return truth and estimate of each mean figure over all runners, half of them backward."""
    found: dict[str, list[Pair]] = {}
    for seed in SEEDS:
        known = known_runner(seed)
        result = measure(known.motion)
        load = load_of(
            known.motion, result.steps, result.bouts, result.joint_angles_deg, known.mass_kg
        )
        mean = load.by_direction["backward" if seed % 2 else "forward"]
        starts = [step.initial_contact_s for step in result.steps]
        matched = [
            (step, truth)
            for step in load.steps
            if (truth := _truth(known, result.steps[step.step].side, starts[step.step]))
        ]
        for name, pair in [*_means(mean, matched), *_works(mean, matched), *_step(matched)]:
            found.setdefault(name, []).append(pair)
    return found


def _truth(known: KnownRunner, side: str, start_s: float) -> KnownStep | None:
    near = [s for s in known.steps if s.side == side and abs(s.start_s - start_s) < 0.1]
    return near[0] if near else None


def _means(
    mean: DirectionLoad, matched: list[tuple[StepLoad, KnownStep]]
) -> list[tuple[str, Pair]]:
    names = [n for n in matched[0][1].figures if n in mean.figures]
    return [
        (n, (float(np.mean([t.figures[n] for _, t in matched])), mean.figures[n])) for n in names
    ]


def _works(
    mean: DirectionLoad, matched: list[tuple[StepLoad, KnownStep]]
) -> list[tuple[str, Pair]]:
    found = []
    for kind in ("given", "taken"):
        true = {j: np.mean([t.figures[f"{j}_{kind}"] for _, t in matched]) for j in JOINTS}
        for joint in JOINTS:
            figures = mean.work[joint].figures
            share = true[joint] / sum(true.values())
            found.append((f"{joint} {kind}", (float(true[joint]), figures[f"{kind}_j_per_kg"])))
            found.append((f"{joint} share {kind}", (float(share), figures[f"share_of_{kind}"])))
            swings = [t.figures[f"{joint}_swing_{kind}"] for _, t in matched]
            if np.isfinite(swings).any():
                own = figures[f"swing_{kind}_j_per_kg"]
                found.append((f"{joint} swing {kind}", (float(np.nanmean(swings)), own)))
    return found


def _step(matched: list[tuple[StepLoad, KnownStep]]) -> list[tuple[str, Pair]]:
    """Return the figures of one step of each runner: those of the same runner go together."""
    step, truth = matched[len(matched) // 2]
    return [
        (f"one step's {n}", (truth.figures[n], e))
        for n, e in step.figures.items()
        if n in truth.figures
    ]


def coverage(name: str) -> float:
    """Return the share of runners whose truth lies inside the stated interval."""
    return float(np.mean([e.low <= truth <= e.high for truth, e in pairs()[name]]))


FIGURES = (
    "peak_vertical_force_bw",
    "vertical_impulse_bw_s",
    "peak_ankle_moment_nm_per_kg",
    "peak_knee_moment_nm_per_kg",
    "peak_hip_moment_nm_per_kg",
    "peak_patellofemoral_force_bw",
    "patellofemoral_impulse_bw_s",
    "peak_patellofemoral_stress_mpa",
    "peak_achilles_force_bw",
    "achilles_impulse_bw_s",
)


@pytest.mark.parametrize("name", FIGURES)
def test_intervals_of_loads_hold_the_truth_in_9_of_10(name: str) -> None:
    """90 % intervals: 85 to 95 of 100 runners, give or take the 3 that a hundred leave open."""
    assert 0.82 <= coverage(name) <= 0.98
    assert 0.80 <= coverage(f"one step's {name}") <= 1.0


def test_intervals_of_work_hold_the_truth_in_9_of_10() -> None:
    """Each amount and share at each joint by itself, and all of them in the mean."""
    names = [n for n in pairs() if n.endswith((" given", " taken"))]
    covered = {name: coverage(name) for name in names}

    assert 18 == len(names)
    assert not {n: c for n, c in covered.items() if not 0.79 <= c <= 1.0}
    assert 0.87 <= np.mean(list(covered.values())) <= 0.97


def test_intervals_are_right_in_the_mean_over_all_quantities() -> None:
    """Between 87 and 95 of 100."""
    assert 0.87 <= np.mean([coverage(name) for name in FIGURES]) <= 0.95


def test_intervals_are_no_wider_than_needed_to_be_of_use() -> None:
    """A runner's knee load is known to about a third."""
    widths = [(e.high - e.low) / 2 / e.value for _, e in pairs()["peak_patellofemoral_force_bw"]]

    assert float(np.median(widths)) < 0.36


def test_means_over_many_runners_are_nearly_right() -> None:
    """No quantity is off by more than a tenth in the mean over runners."""
    for name in FIGURES:
        truth, found = np.array([(t, e.value) for t, e in pairs()[name]]).T
        assert truth.mean() == found.mean() or abs(found.mean() / truth.mean() - 1) < 0.10, name
