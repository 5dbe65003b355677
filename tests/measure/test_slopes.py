"""Contacts on ground that climbs or falls: hills and inclined treadmills."""

import numpy as np
import pytest

from backstride.measure import measure
from backstride.simulate import Scenario, Segment, simulate


@pytest.mark.parametrize("slope_percent", [-8.0, -4.0, 0.0, 4.0, 8.0])
@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_contacts_are_found_on_any_slope(direction: str, slope_percent: float) -> None:
    """All contacts of a simulated run, 95 of 100 within 15 ms; synthetic."""
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

    true_s = np.array([s.initial_contact_s for s in truth.steps])
    found_s = np.array([s.initial_contact_s for s in found.steps])
    assert len(truth.steps) == len(found.steps)
    both = np.isfinite(true_s) & np.isfinite(found_s)
    assert np.percentile(np.abs(true_s[both] - found_s[both]), 95) < 0.015
