"""What is too little to be a bout of a direction, and where its time and way go."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.measure import measure
from backstride.measure.bouts_least import without_less_than_a_step
from backstride.measure.contacts import Contact
from backstride.measure.direction import segments
from backstride.measure.settings import DEFAULTS
from backstride.measure.steps import GaitStep
from backstride.motion import Motion, Source
from backstride.readers import read

RATE_HZ = 50.0
WAYS = ("forward", "backward", "left", "right")
NAN = float("nan")


def moving(seconds: float, speed_mps: float = 2.0) -> Motion:
    """Return a motion at an even speed whose headings play no part."""
    n = round(seconds * RATE_HZ)
    place = np.zeros((n, 3))
    return Motion(
        time_s=np.arange(n) / RATE_HZ,
        position_m=place,
        speed_mps=np.full(n, speed_mps),
        travel_deg=np.zeros(n),
        facing_deg=np.zeros(n),
        travel_basis="measured",
        facing_basis="measured",
        source=Source("made", "test"),
    )


def landings(*times_s: float) -> list[GaitStep]:
    """Return steps whose contacts last a quarter of a second."""
    return [
        GaitStep(
            Contact("left", t, t + 0.25, "heel", "forefoot", (0.0, 0.0)), NAN, NAN, NAN, NAN, NAN,
            NAN,
        )
        for t in times_s
    ]  # fmt: skip


def told(
    parts: Sequence[tuple[str, float]],
    *,
    speed_mps: float = 2.0,
    steps: Sequence[GaitStep] = (),
) -> list[tuple[str, float]]:
    """Return the stretches and their durations that remain of some."""
    labels = np.concatenate(
        [np.full(round(seconds * RATE_HZ), way, dtype="<U10") for way, seconds in parts]
    )
    motion = moving(len(labels) / RATE_HZ, speed_mps)
    found = without_less_than_a_step(labels, motion, list(steps), DEFAULTS)
    return [(way, round((b - a) / RATE_HZ, 2)) for a, b, way in segments(found)]


def test_a_moment_against_the_run_belongs_to_the_run() -> None:
    """A tenth of a second backward at 2 m/s is a heading that wobbled."""
    assert [("forward", 2.1)] == told([("forward", 1.0), ("backward", 0.1), ("forward", 1.0)])


def test_less_than_a_step_between_standing_and_running_is_a_transition() -> None:
    """Who straightens up has not gone backward; the way is counted, in no direction."""
    assert [("still", 1.0), ("transition", 0.24), ("forward", 2.0)] == told(
        [("still", 1.0), ("backward", 0.24), ("forward", 2.0)], speed_mps=0.4
    )


def test_beside_the_unknown_it_is_unknown() -> None:
    """A moment of a turn, in which nothing is sure, names no direction."""
    assert [("forward", 1.0), ("unknown", 1.3), ("forward", 1.0)] == told(
        [("forward", 1.0), ("unknown", 1.0), ("backward", 0.3), ("forward", 1.0)]
    )


def test_far_enough_and_long_enough_but_without_two_landings() -> None:
    """Half a second at 2 m/s over a single contact is no step."""
    parts = [("forward", 2.0), ("backward", 0.5), ("forward", 2.0)]
    running = np.arange(0.1, 4.4, 0.36)

    assert "backward" in dict(told(parts, steps=landings(*running)))
    assert "backward" not in dict(told(parts, steps=landings(0.1, 0.5, 1.0, 2.1, 3.2, 3.6)))


def test_a_step_at_the_end_of_the_recording_may_lie_half_beyond() -> None:
    """One landing is enough where the view ends."""
    parts = [("forward", 2.0), ("backward", 0.5)]

    assert [("forward", 2.0), ("backward", 0.5)] == told(parts, steps=landings(0.1, 0.5, 1.0, 2.1))


def test_slow_small_movement_in_a_direction_is_no_bout() -> None:
    """Two seconds at 0.2 m/s are under half a metre: shifting, not going."""
    assert [("transition", 2.0), ("still", 1.0)] == told(
        [("backward", 2.0), ("still", 1.0)], speed_mps=0.2
    )


def test_what_has_taken_in_others_may_hold_a_step() -> None:
    """Forward, torn by wobbles into pieces under a step each, is forward."""
    pieces = [("forward", 0.3), ("backward", 0.1)] * 4 + [("forward", 0.3)]

    assert [("forward", 1.9)] == told(pieces)


def test_three_steps_backward_remain() -> None:
    """A second of running backward between two runs forward is a bout."""
    parts = [("forward", 2.0), ("backward", 1.0), ("forward", 2.0)]

    assert parts == told(parts, steps=landings(*np.arange(0.1, 4.9, 0.35)))


@given(
    parts=st.lists(
        st.tuples(
            st.sampled_from((*WAYS, "transition", "unknown", "still", "unseen")),
            st.integers(1, 60).map(lambda n: n / RATE_HZ),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_nothing_but_directions_changes_and_none_is_left_too_short(
    parts: list[tuple[str, float]],
) -> None:
    """Standing, unseen and unknown time stays; every direction that remains holds a step."""
    labels = np.concatenate([np.full(round(s * RATE_HZ), way, dtype="<U10") for way, s in parts])
    labels = np.append(labels, ["still", "still"])
    motion = moving(len(labels) / RATE_HZ)
    found = without_less_than_a_step(labels, motion, [], DEFAULTS)
    kept = ~np.isin(labels, WAYS)

    assert labels[kept].tolist() == found[kept].tolist()
    assert not np.isin(found[~kept], ("still", "unseen")).any()
    for a, b, way in segments(found):
        if way in WAYS:
            assert (b - a) / RATE_HZ >= DEFAULTS.shortest_bout_s - 1e-9
    again = without_less_than_a_step(found, motion, [], DEFAULTS)
    assert found.tolist() == again.tolist()


def test_straightening_up_is_no_backward_bout(data_dir: Path) -> None:
    """A man who puts down a box and runs off leans back a few centimetres first."""
    take = data_dir / "mocap" / "accad" / "bvh" / "Male2_C23_PutDownBoxToRun.bvh"
    found = measure(read(take))
    covered_m = sum(total.distance_m for total in found.by_direction.values())

    assert {"forward", "transition"} == {bout.direction for bout in found.bouts}
    assert found.by_direction["forward"].distance_m == pytest.approx(6.36, abs=0.1)
    assert covered_m == pytest.approx(6.70, abs=0.1)
