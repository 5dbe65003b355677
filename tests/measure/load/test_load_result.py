"""What a load says, how, and what it leaves out."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from backstride import evidence
from backstride.estimate import Estimate
from backstride.measure import measure
from backstride.measure.joints import joint_angles
from backstride.measure.load import LoadResult, load_of
from backstride.measure.parts import Bout
from backstride.motion import Motion, Skeleton, Source, motion_from_skeleton
from backstride.simulate import Scenario, Segment, random_scenario, simulate


@pytest.fixture(scope="module")
def run() -> Motion:
    """Return five seconds backward and five forward."""
    segments = (
        Segment("run", "backward", 2.6, duration_s=5.0),
        Segment("run", "forward", 3.0, duration_s=6.0),
    )
    return simulate(Scenario("both", segments, noise_m=0.001, seed=5))[0]


def load(motion: Motion, mass_kg: float | None = None) -> LoadResult:
    """Return the load of a motion by the ordinary way."""
    found = measure(motion)
    return load_of(motion, found.steps, found.bouts, found.joint_angles_deg, mass_kg)


def estimates(node: Any) -> Iterator[dict[str, Any]]:
    """Yield every estimate in a JSON tree."""
    if isinstance(node, dict):
        if {"value", "low", "high", "unit", "basis", "sources"} <= node.keys():
            yield node
            return
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from estimates(part)


def test_steps_without_legs_have_no_moments(run: Motion) -> None:
    """Feet told by others beside a pelvis alone: contacts count, and nothing is worked out."""
    pelvis = Skeleton({"pelvis": np.array(run.skeleton["pelvis"])}) if run.skeleton else None
    found = measure(run)

    without = load_of(replace(run, skeleton=pelvis), found.steps, found.bouts, {}, 70.0)

    assert found.steps
    assert all(part.work == {} for part in without.by_direction.values())


def test_both_directions_have_loads_and_work(run: Motion) -> None:
    """Steps, bouts, directions and session, with knee, tendon and joints."""
    found = load(run, 70.0)

    for direction in ("backward", "forward"):
        part = found.by_direction[direction]
        assert "run" == part.gait
        assert part.measured >= 5
        assert {"peak_patellofemoral_force_bw", "peak_knee_moment_nm"} <= part.figures.keys()
        assert {"hip", "knee", "ankle"} == part.work.keys()
        assert {"plantar flexors", "dorsiflexors"} == part.work["ankle"].groups.keys()
        given = [w.figures["share_of_given"].value for w in part.work.values()]
        assert 1.0 == pytest.approx(sum(given))
    assert "total_patellofemoral_impulse_bw_s" in found.session


def test_every_number_of_the_json_is_an_estimate_or_a_count(run: Motion) -> None:
    """Ready for json.dumps; each figure with interval, unit, basis and findings that exist."""
    tree = json.loads(json.dumps(load(run, 70.0).as_json(), allow_nan=False))

    found = list(estimates(tree))
    assert len(found) > 100
    for one in found:
        assert one["low"] <= one["value"] <= one["high"]
        assert one["basis"] in {"measured", "estimated", "declared"}
        assert all(evidence.exists(source) for source in one["sources"])
    assert all({"step", "method"} <= step.keys() for step in tree["steps"])


def test_without_body_mass_nothing_is_in_newtons(run: Motion) -> None:
    """Body weights and per kilogram only, and a sentence that says how to have more."""
    found = load(run)

    names = {n for part in found.by_direction.values() for n in part.figures}
    assert not {n for n in names if n.endswith(("_n", "_nm", "_mpa"))}
    assert found.body_mass is None
    assert any("declare the body mass" in w for w in found.warnings)


def test_newtons_are_body_weights_times_weight(run: Motion) -> None:
    """And their interval is wider by what is open about the mass."""
    figures = load(run, 80.0).by_direction["backward"].figures
    share, newtons = figures["peak_vertical_force_bw"], figures["peak_vertical_force_n"]

    assert share.value * 80.0 * 9.80665 == pytest.approx(newtons.value)
    assert share.high / share.value < newtons.high / newtons.value


def test_sums_are_over_all_steps_of_a_bout(run: Motion) -> None:
    """Mean per step times the number of steps, those at the edges of view counted as the others."""
    for bout in load(run).bouts:
        mean = bout.figures["patellofemoral_impulse_bw_s"]
        total = bout.figures["total_patellofemoral_impulse_bw_s"]
        assert mean.value * bout.steps == pytest.approx(total.value)


def test_averaging_narrows_only_what_steps_have_for_themselves(run: Motion) -> None:
    """A mean is surer than a step, but not by the root of their number."""
    found = load(run)
    name = "peak_knee_moment_nm_per_kg"
    mean = found.by_direction["backward"].figures[name]
    steps = [s.figures[name] for s in found.steps if name in s.figures]

    width = float(np.mean([s.high - s.low for s in steps]))
    assert 0.5 * width < mean.high - mean.low < width


def test_feet_out_of_view_give_a_sentence_instead(run: Motion) -> None:
    """No foot: no contacts, no load, and the reason; published values stand in, wide."""
    assert run.skeleton is not None
    feet = ("ankle", "heel", "forefoot", "toe")
    legs = {n: p for n, p in run.skeleton.positions_m.items() if not n.startswith(feet)}

    found = load(motion_from_skeleton(run.time_s, Skeleton(legs), Source("cut", "made")))

    assert not found.steps
    assert any("not measured" in w for w in found.warnings)
    expected = found.by_direction["backward"].figures["expected_peak_patellofemoral_force_bw"]
    assert "estimated" == expected.basis
    assert expected.high - expected.low > 3.0


def test_too_few_samples_a_second_leave_contact_and_flight() -> None:
    """At 30 Hz the knee is not measured; peak force comes from times, and is rougher."""
    scenario = Scenario("slow", (Segment("run", "backward", 2.6, duration_s=5.0),), rate_hz=30.0)

    found = load(simulate(scenario)[0])

    part = found.by_direction["backward"]
    assert {"contact and flight"} == set(part.methods)
    assert "peak_vertical_force_bw" in part.figures
    assert "peak_knee_moment_nm_per_kg" not in part.figures
    assert "expected_peak_patellofemoral_force_bw" in part.figures
    assert any("30 samples a second are too few" in w for w in found.warnings)


def test_without_an_upper_body_the_hip_is_left_out(run: Motion) -> None:
    """Its moment would be wrong by most of its size, and so would shares of work."""
    assert run.skeleton is not None
    upper = ("neck", "head", "shoulder", "elbow", "wrist")
    legs = {n: p for n, p in run.skeleton.positions_m.items() if not n.startswith(upper)}

    found = load(motion_from_skeleton(run.time_s, Skeleton(legs), Source("legs", "made")))

    part = found.by_direction["backward"]
    assert "peak_knee_moment_nm_per_kg" in part.figures
    assert "peak_hip_moment_nm_per_kg" not in part.figures
    assert not part.work
    assert any("upper body was taken to ride upright" in w for w in found.warnings)


def test_bouts_alone_give_published_values() -> None:
    """A watch that knows speed, direction and steps and nothing of the body."""
    count = 300
    nothing = np.full(count, np.nan)
    motion = Motion(
        time_s=np.arange(count) / 1.0,
        position_m=np.full((count, 3), np.nan),
        speed_mps=np.full(count, 2.6),
        travel_deg=nothing,
        facing_deg=nothing,
        travel_basis="unknown",
        facing_basis="unknown",
        source=Source("watch.fit", "FIT"),
    )
    bouts = [
        Bout(0.0, 150.0, "backward", "run", "declared", 390.0, 2.6, 3.0, 450),
        Bout(150.0, 300.0, "forward", "walk", "declared", 180.0, 1.2, 1.4, 250),
    ]

    found = load_of(motion, [], bouts, {})

    name = "expected_peak_patellofemoral_force_bw"
    assert 3.4 == found.by_direction["backward"].figures[name].value
    assert 3.45 == found.by_direction["forward"].figures[name].value
    assert 450 == found.by_direction["backward"].steps
    assert {"published": 450} == found.by_direction["backward"].methods
    json.dumps(found.as_json(), allow_nan=False)


def test_nothing_in_nothing_out() -> None:
    """No bouts and no steps: no load, and no error."""
    scenario = Scenario("still", (Segment("stand", duration_s=2.0),))
    motion = simulate(scenario)[0]

    found = load_of(motion, [], [], joint_angles(motion))

    assert found.as_json() is None


def test_a_minute_at_120_hz_is_worked_out_in_0_3_seconds() -> None:
    """Angles, force, moments and knee load, in time of the processor."""
    segments = (
        Segment("run", "backward", 2.8, duration_s=30.0),
        Segment("run", "forward", 3.2, duration_s=30.0),
    )
    motion = simulate(Scenario("minute", segments, noise_m=0.001, seed=3))[0]
    found = measure(motion)
    assert 7200 == len(motion)

    taken = []
    for _ in range(3):
        begun = time.process_time()
        result = load_of(motion, found.steps, found.bouts, joint_angles(motion), 70.0)
        taken.append(time.process_time() - begun)

    assert len(result.steps) > 150
    assert min(taken) < 0.3


def test_a_declared_mass_that_plates_contradict_is_said(run: Motion) -> None:
    """Newtons would be wrong by that much."""
    from backstride.measure.load.warnings import MASS_DISAGREES  # noqa: PLC0415

    assert MASS_DISAGREES < 0.2
    found = load(replace(run, forces=()), 70.0)
    assert not any("force plates fit" in w for w in found.warnings)
    assert isinstance(found.body_mass, Estimate)
    assert "declared" == found.body_mass.basis


@pytest.mark.parametrize("seed", range(6))
def test_any_runner_gives_a_load_that_can_be_written_down(seed: int) -> None:
    """Walks, side steps, turns, stands, noise and gaps: figures or none, and never an error."""
    scenario = replace(random_scenario(seed), noise_m=0.002, dropout=(0.0, 0.05, 0.3)[seed % 3])

    found = load(simulate(scenario)[0], 70.0)

    for one in estimates(json.loads(json.dumps(found.as_json(), allow_nan=False))):
        assert one["low"] <= one["value"] <= one["high"]
