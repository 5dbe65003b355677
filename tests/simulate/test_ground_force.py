"""Simulated vertical ground forces."""

import numpy as np
import pytest

from backstride.simulate.ground_force import vertical_forces
from backstride.simulate.person import G_MPS2
from backstride.simulate.scenario import Heading, Kind
from tests.simulate.runners import steady, whole_steps

WEIGHT_N = 70.0 * G_MPS2


@pytest.mark.parametrize(
    ("kind", "direction", "speed"),
    [("run", "forward", 3.0), ("run", "backward", 2.5), ("walk", "forward", 1.3)],
)
def test_over_whole_strides_the_ground_carries_the_weight(
    kind: Kind, direction: Heading, speed: float
) -> None:
    """The mean of the total force is body weight within 2 %."""
    runner = steady(kind, direction, speed)
    landed = whole_steps(runner)[0]
    left, right = vertical_forces(runner)
    inside = (left.time_s >= landed[0]) & (left.time_s < landed[2 * (len(landed) // 2) - 2])
    total = left.force_n[inside, 2] + right.force_n[inside, 2]

    assert total.mean() == pytest.approx(WEIGHT_N, rel=0.02)


def test_force_is_there_when_the_foot_is_down_and_only_then() -> None:
    """Nothing in flight and in swing."""
    runner = steady("run", "backward", 3.0)
    for side, force in enumerate(vertical_forces(runner)):
        down = runner.foot(side, force.time_s).down
        assert (force.force_n[~down, 2] == 0.0).all()
        assert (force.force_n[down, 2] > 0.0).mean() > 0.98
        assert np.isnan(force.centre_of_pressure_m[~down]).all()


def test_backward_peaks_are_higher_at_the_same_speed() -> None:
    """2.60 against 2.35 body weights over running speeds (T6)."""
    peaks = [
        max(f.force_n[:, 2].max() for f in vertical_forces(steady("run", direction, 3.5, 4)))
        for direction in ("backward", "forward")
    ]

    assert peaks[0] > 1.05 * peaks[1]
    assert 2.0 < peaks[1] / WEIGHT_N < 3.2


def test_a_walking_foot_pushes_twice() -> None:
    """Two humps with a dip below body weight in between."""
    runner = steady("walk", "forward", 1.3)
    force = vertical_forces(runner)[0]
    own = runner.falls.of_side(0)
    k = own[np.flatnonzero(runner.falls.initial_s[own] > 1.0)[0]]
    start, end = runner.falls.initial_s[k], runner.falls.terminal_s[k]
    push = np.interp(np.linspace(start, end, 101), force.time_s, force.force_n[:, 2]) / WEIGHT_N

    assert push[:40].max() > 1.0
    assert push[40:60].min() < 0.9
    assert push[60:].max() > 1.0
