"""Contacts against force plates, foot events and simulated runners."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstride.measure import Measurement, measure
from backstride.measure.accuracy import against_truth, nearest_contact
from backstride.readers import read
from backstride.simulate import load_scenario, random_scenario, scenario_names, simulate
from backstride.validation.known_contacts import (
    Kind,
    contacts_by_event,
    contacts_by_plate,
    errors_s,
)

WITHIN_S = 0.015

PLATES = ("bmc_run.trc", "bmc_walk1.trc", "zoo_HC030A05_straight.c3d")


@pytest.mark.parametrize("name", PLATES)
@pytest.mark.parametrize("kind", ["initial_contact", "terminal_contact"])
def test_contacts_agree_with_force_plates(data_dir: Path, name: str, kind: Kind) -> None:
    """Every contact on a plate is found, begun and ended within 15 ms."""
    motion = read(data_dir / "mocap" / "lab" / name)
    known = contacts_by_plate(motion)

    errors = errors_s(known, measure(motion), kind)

    assert len(errors) == sum(contact.kind == kind for contact in known) >= 2
    assert np.abs(errors).max() <= WITHIN_S


def test_contacts_agree_with_foot_events(data_dir: Path) -> None:
    """Events set by hand, off the plates and in frames of 10 ms, lie within two of their frames."""
    motion = read(data_dir / "mocap" / "lab" / "zoo_HC030A05_straight.c3d")
    found, known = measure(motion), contacts_by_event(motion)

    kinds: tuple[Kind, Kind] = ("initial_contact", "terminal_contact")
    errors = [e for kind in kinds for e in errors_s(known, found, kind)]

    assert 4 == len(errors)
    assert np.abs(errors).max() <= 0.02


@pytest.mark.parametrize("name", scenario_names())
def test_no_contact_of_a_simulated_runner_is_missed(name: str) -> None:
    """Walking, running, turning, side-stepping: each contact is found."""
    motion, truth = simulate(load_scenario(name))

    agreement = against_truth(measure(motion), truth)

    assert agreement.true_contacts == agreement.matched_contacts > 0


def test_contacts_agree_with_simulated_truth() -> None:
    """Feet of moving bodies are timed within 15 ms in 95 of 100 contacts of all scenarios."""
    errors = []
    for name in scenario_names():
        motion, truth = simulate(load_scenario(name))
        found = measure(motion)
        errors += [
            (
                own.initial_contact_s - s.initial_contact_s,
                own.terminal_contact_s - s.terminal_contact_s,
            )
            for s in truth.steps
            if s.direction != "still" and (own := nearest_contact(s, found)) is not None
        ]
    landing, take_off = (np.abs(column)[np.isfinite(column)] for column in np.array(errors).T)

    assert len(landing) > 400
    assert np.quantile(landing, 0.95) <= WITHIN_S
    assert np.quantile(take_off, 0.95) <= WITHIN_S


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_random_runners_are_followed(seed: int) -> None:
    """Whoever runs however: nearly all contacts are found, and the median is within 15 ms."""
    motion, truth = simulate(random_scenario(seed))
    agreement = against_truth(measure(motion), truth)

    assert agreement.matched_contacts >= 0.9 * agreement.true_contacts - 2
    assert agreement.landing_error_s <= WITHIN_S
    assert agreement.take_off_error_s <= WITHIN_S


def test_backward_the_forefoot_lands_and_heels_may_leave(data_dir: Path) -> None:
    """The order of heel and forefoot is seen and not assumed: real backward runs land in front."""
    found = _back(data_dir, "Female1")

    first = [s.first_down for s in found.steps if s.direction == "backward"]

    assert first.count("forefoot") >= 0.8 * len(first)


def test_forward_landings_of_a_walk_are_heel_first() -> None:
    """A simulated forward walk lands on the heel and leaves from the forefoot."""
    motion, _ = simulate(load_scenario("walk"))
    inner = measure(motion).steps[2:-2]

    assert {"heel"} == {s.first_down for s in inner}
    assert {"forefoot"} == {s.last_up for s in inner}


@pytest.mark.parametrize(
    ("name", "step_hz", "contact_s", "flight_s"),
    [("Female1", 3.16, 0.233, 0.079), ("Male2", 2.86, 0.217, 0.133)],
)
def test_backward_runs_agree_with_a_second_script(
    data_dir: Path, name: str, step_hz: float, contact_s: float, flight_s: float
) -> None:
    """Step rate within 5 %; contact and flight within the 30 % by which rules differ."""
    gait = _back(data_dir, name).gait["backward"]

    assert step_hz == pytest.approx(gait["step_frequency_hz"].value, rel=0.05)
    assert contact_s == pytest.approx(gait["contact_time_s"].value, rel=0.3)
    assert flight_s == pytest.approx(gait["flight_time_s"].value, rel=0.3)


def _back(data_dir: Path, name: str) -> Measurement:
    return measure(read(data_dir / "mocap" / "accad" / "c3d" / f"{name}_Run_back.c3d"))
