"""Contacts on ground that climbs or falls: hills and inclined treadmills."""

import numpy as np
import pytest

from backstride.measure import measure
from backstride.simulate import Scenario, Segment, simulate


@pytest.mark.parametrize("slope_percent", [-8.0, -4.0, 0.0, 4.0, 6.0])
@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_contacts_are_found_on_any_slope(direction: str, slope_percent: float) -> None:
    """Nine in ten landings of a simulated run within 15 ms, as on the level; synthetic."""
    run = Segment(
        "run",
        direction,  # type: ignore[arg-type]
        2.4,
        distance_m=20.0,
        slope_percent=slope_percent,
    )
    stand = Segment("stand", duration_s=4.0)

    motion, truth = simulate(Scenario("slope", (stand, run, stand), seed=5))
    found = measure(motion)

    true_s = np.array([s.initial_contact_s for s in truth.steps if s.gait == "run"])
    found_s = np.array([s.initial_contact_s for s in found.steps])
    off = np.nanmin(np.abs(true_s[:, None] - found_s), axis=1)
    assert len(true_s) > 20
    assert np.mean(off < 0.015) >= 0.9
    assert abs(len(truth.steps) - len(found.steps)) <= 1
