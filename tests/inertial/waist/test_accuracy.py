"""Direction from virtual sensors on real and simulated bodies: never wrong, mostly known."""

import time
from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from backstride.inertial.waist import waist_motion
from backstride.measure import measure
from backstride.measure.measurement import Direction
from backstride.motion import Inertial, Placement, Source
from backstride.simulate import Scenario, Segment, make_runner
from backstride.simulate.scenario import Heading
from backstride.simulate.sensor_model import CONSUMER
from backstride.simulate.worn import runner_sensor
from tests.inertial.waist.accuracy import (
    Take,
    accad_takes,
    contact_errors_s,
    direction_table,
    held_out_table,
    simulated_forward,
)
from tests.inertial.waist.bounce import bouncing


@pytest.fixture(scope="module")
def takes(data_dir: Path) -> list[Take]:
    """Motion capture of two people."""
    return list(accad_takes(data_dir))


@pytest.mark.parametrize("gyroscope", [True, False])
def test_no_stretch_of_motion_capture_is_told_wrong(takes: list[Take], gyroscope: bool) -> None:
    """Every backward stretch of both people is found; what is not found is unknown."""
    table = direction_table(takes, repeats=2, gyroscope=gyroscope)
    assert sum(found["wrong"] for found in table.values()) == 0
    backward = [found for key, found in table.items() if key[2] == "backward"]
    assert sum(f["right"] for f in backward) >= 0.9 * sum(f.total() for f in backward) > 0
    sideways = [found for key, found in table.items() if key[2] in ("left", "right")]
    assert sum(f["unknown"] for f in sideways) == sum(f.total() for f in sideways) > 0


def test_thresholds_from_one_person_hold_for_the_other(takes: list[Take]) -> None:
    """The least push fitted on either person misjudges nothing of the other."""
    table = held_out_table(takes, repeats=1)
    assert sum(found["wrong"] for found in table.values()) == 0
    for person in ("Female1", "Male2"):
        found = table[person, "run", "backward"]
        assert found["right"] == found.total() > 0


def test_running_contacts_against_motion_capture(takes: list[Take]) -> None:
    """Contact times of both people and directions are off by less than 20 ms on average."""
    rows = [row for rows in contact_errors_s(takes).values() for row in rows]
    off = np.array(rows)
    assert len(off) > 80
    assert abs(off[:, 2].mean()) < 0.020
    assert np.sqrt((off[:, :2] ** 2).mean()) < 0.035


def test_forward_running_has_no_backward_bout() -> None:
    """An hour of simulated forward running, with bends, stops, hills and loose belts.

    ``accuracy.py`` does the same for ten hours and more. A runner who hardly brakes and pushes
    stays unknown.
    """
    total = simulated_forward(runners=6, minutes=9.0)
    assert total["backward bouts"] == 0
    assert total["forward"] > 0.75 * (total["forward"] + total["unknown"])
    assert total["forward"] > 2400


@pytest.mark.parametrize(
    ("kind", "heading", "speed_mps"),
    [("run", "backward", 2.5), ("walk", "backward", 1.2), ("run", "forward", 3.2)],
)
@pytest.mark.parametrize("site", ["waist", "chest"])
def test_simulated_runners_are_told(
    kind: Literal["walk", "run"],
    heading: Heading,
    speed_mps: float,
    site: Literal["waist", "chest"],
) -> None:
    """Both sites, on three people each."""
    for seed in range(3):
        runner = make_runner(
            Scenario("s", (Segment(kind, heading, speed_mps, duration_s=15.0),), seed=seed)
        )
        sensor = runner_sensor(
            runner, site, rate_hz=100.0, model=CONSUMER, rng=np.random.default_rng(seed)
        )
        result = measure(waist_motion(sensor, Source("s", "simulated")))
        assert [(b.gait, b.direction) for b in result.bouts] == [(kind, heading)]


@pytest.mark.parametrize("heading", ["left", "right"])
def test_simulated_side_steps_are_unknown(heading: Heading) -> None:
    """Sideways is neither forward nor backward."""
    runner = make_runner(Scenario("s", (Segment("run", heading, 1.5, duration_s=15.0),)))
    sensor = runner_sensor(runner, "waist", model=CONSUMER, rng=np.random.default_rng(0))
    result = measure(waist_motion(sensor, Source("s", "simulated")))
    assert set(result.by_direction) == {"unknown"}


@pytest.mark.parametrize(("axis", "direction"), [(-1.0, "forward"), (1.0, "backward")])
def test_real_lumbar_walk(data_dir: Path, axis: float, direction: Direction) -> None:
    """A real belt shows walking; worn with its z axis out of the back, it walks forward.

    Nobody said how this one was worn: the test holds that the answer is the same throughout, and
    that it turns round with the declared axis.
    """
    kept = np.load(data_dir / "imu" / "skdh" / "lumbar_walk_gait_input.npz")
    clock = kept["time"] - kept["time"][0]
    even = np.arange(int(clock[-1] * 200.0)) / 200.0
    force = 9.80665 * np.column_stack([np.interp(even, clock, c) for c in kept["accel"].T])
    placement = Placement("waist", forward_axis=(0.0, 0.0, axis), said=True)
    result = measure(
        waist_motion(Inertial("lumbar", even, force, placement=placement), Source("lumbar", "npz"))
    )
    assert {b.gait for b in result.bouts if b.direction != "unknown"} == {"walk"}
    assert {b.direction for b in result.bouts} <= {direction, "unknown"}
    assert result.by_direction[direction].time_s > 50.0
    assert result.gait[direction]["step_frequency_hz"].value == pytest.approx(1.78, abs=0.05)


def test_an_hour_at_200_hz_takes_less_than_two_seconds() -> None:
    """Whole arrays: an hour of six axes in processor time."""
    sensor = bouncing(3600.0, rate_hz=200.0)
    begun = time.process_time()
    result = measure(waist_motion(sensor, Source("hour", "made")))
    assert time.process_time() - begun < 2.0
    assert result.by_direction["forward"].time_s == pytest.approx(3600.0, abs=2.0)
