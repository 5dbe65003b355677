"""What the intervals of step figures are made of: the error of contacts, not how people vary."""

from dataclasses import replace

import numpy as np
import pytest

from backstride.measure import measure
from backstride.measure.errors_of_method import CONTACT_TIME_SHARED_S, LANDING_SCATTER_S
from backstride.measure.steps import steps_of_footfalls
from backstride.motion import Footfalls
from backstride.simulate import load_scenario, simulate

NORMAL_90 = 1.645


def footfalls(landings_s: list[float], sides: list[str]) -> Footfalls:
    """Return contacts of 0.2 s on a straight line at 3 m/s."""
    start = np.array(landings_s)
    return Footfalls(
        side=np.array(sides),
        initial_contact_s=start,
        terminal_contact_s=start + 0.2,
        place_m=np.column_stack((3.0 * start, 0.0 * start)),
        feet="both",
        gait=np.full(len(start), "run"),
        error_s=0.02,
        rule="made",
    )


@pytest.fixture(scope="module")
def gaits() -> list[tuple[int, dict[str, float]]]:
    """Return steps and half intervals of a simulated run, short and four times as long."""
    base = load_scenario("backward-run")
    run = max(base.segments, key=lambda s: s.kind == "run")
    found = []
    for length_s in (8.0, 32.0):
        segments = (replace(run, duration_s=length_s, distance_m=None),)
        motion, _ = simulate(replace(base, segments=segments))
        result = measure(motion)
        halves = {
            name: (e.high - e.low) / 2 / (e.value if name == "step_frequency_hz" else 1.0)
            for name, e in result.gait["backward"].items()
        }
        found.append((len(result.steps), halves))
    return found


def test_step_frequency_is_known_by_the_ends_of_a_run(
    gaits: list[tuple[int, dict[str, float]]],
) -> None:
    """Four times the steps make it four times as sure: inner landings do not count."""
    (few, short), (many, long) = gaits

    assert many / few == pytest.approx(
        short["step_frequency_hz"] / long["step_frequency_hz"], rel=0.15
    )
    assert short["step_frequency_hz"] > NORMAL_90 * LANDING_SCATTER_S / few


def test_what_a_recording_shares_stays(gaits: list[tuple[int, dict[str, float]]]) -> None:
    """More steps leave the part of the error of contact time that all of them have."""
    for _, halves in gaits:
        assert halves["contact_time_s"] > NORMAL_90 * CONTACT_TIME_SHARED_S
    assert gaits[1][1]["contact_time_s"] == pytest.approx(
        NORMAL_90 * CONTACT_TIME_SHARED_S, rel=0.05
    )


def test_a_missed_contact_makes_no_long_step() -> None:
    """The same foot twice in a row: neither step nor stride is told across the gap."""
    found = steps_of_footfalls(
        footfalls([0.0, 0.3, 0.6, 1.2, 1.5], ["left", "right", "left", "left", "right"])
    )

    assert [0.3, 0.3, 0.3] == pytest.approx([s.step_s for s in found if np.isfinite(s.step_s)])
    assert [0.6] == pytest.approx([s.stride_s for s in found if np.isfinite(s.stride_s)])


def test_feet_that_land_as_one_make_no_step() -> None:
    """Two landings 20 ms apart are not one step after another."""
    found = steps_of_footfalls(footfalls([0.0, 0.3, 0.32], ["left", "right", "left"]))

    assert [0.3] == pytest.approx([s.step_s for s in found if np.isfinite(s.step_s)])
