"""Sensors on simulated runners feel what the runner does."""

from itertools import pairwise
from time import process_time

import numpy as np
import pytest

from backstride.motion.arrays import Floats, Ints
from backstride.motion.skeleton import SIDES
from backstride.simulate import Runner, Scenario, Segment, make_runner
from backstride.simulate.poses import Pose, foot_pose, pelvis_pose
from backstride.simulate.scenario import Heading, Kind
from backstride.simulate.sensors import IDEAL
from backstride.simulate.worn import runner_pose, runner_sensor
from tests.simulate.runners import steady

WAYS = [
    ("run", "forward", 3.0),
    ("run", "backward", 2.5),
    ("run", "left", 1.5),
    ("walk", "forward", 1.3),
    ("walk", "backward", 1.1),
]


def angle_deg(first: Pose, second: Pose) -> Floats:
    """Return by how much two rotations differ (n,)."""
    turn = np.einsum("nij,nik->njk", first.rotation, second.rotation)
    trace = np.trace(turn, axis1=1, axis2=2)
    angle: Floats = np.degrees(np.arccos(np.clip(0.5 * (trace - 1.0), -1.0, 1.0)))
    return angle


@pytest.mark.parametrize(("kind", "direction", "speed"), WAYS)
def test_landmarks_and_plan_agree_on_where_a_foot_is(
    kind: Kind, direction: Heading, speed: float
) -> None:
    """Within two centimetres, and 12° but for the rolling that only the plan knows (15°)."""
    runner = steady(kind, direction, speed)
    time = np.arange(1.0, 11.0, 0.005)
    body = runner.skeleton(time)
    for side, name in enumerate(SIDES):
        seen = foot_pose(body, "right" if side else "left")
        known = runner_pose(runner, "foot", side, time)

        assert np.linalg.norm(seen.position_m - known.position_m, axis=1).max() < 0.02, name
        assert np.median(angle_deg(seen, known)) < 12.0
        assert angle_deg(seen, known).max() < 28.0


def test_landmarks_and_plan_agree_on_where_the_waist_is() -> None:
    """Within three centimetres and, the trunk's lean apart, ten degrees."""
    runner = steady("run", "backward", 2.5)
    time = np.arange(1.0, 11.0, 0.005)
    seen, known = pelvis_pose(runner.skeleton(time)), runner_pose(runner, "waist", 0, time)

    assert np.linalg.norm(seen.position_m - known.position_m, axis=1).max() < 0.03
    assert angle_deg(seen, known).max() < 10.0


def _inside(runner: Runner, side: int) -> Ints:
    """Return one foot's contacts within the recording."""
    own = runner.falls.of_side(side)
    landed = runner.falls.initial_s[own]
    found: Ints = own[(landed > 0.0) & (landed < runner.course.duration_s - 0.5)]
    return found


def stride_in_foot_m(runner: Runner, side: int) -> Floats:
    """Return each stride between the middles of two contacts, in the foot's own axes (k, 3).

    Integrated from the sensor alone, with the foot at rest at both ends.
    """
    sensor = runner_sensor(
        runner,
        "foot",
        side="right" if side else "left",
        rate_hz=400.0,
        model=IDEAL,
        rng=np.random.default_rng(0),
    )
    own = _inside(runner, side)
    middle = runner.falls.initial_s[own] + 0.45 * runner.falls.nominal_s[own]
    strides = []
    for start, end in pairwise(middle):
        a, b = np.searchsorted(sensor.time_s, (start, end))
        attitude = runner_pose(runner, "foot", side, sensor.time_s[a:b]).rotation
        pull = np.einsum("nij,nj->ni", attitude, sensor.acceleration_mps2[a:b])
        speed = np.cumsum(pull - (0.0, 0.0, 9.80665), axis=0) / 400.0
        ramp = np.linspace(0.0, 1.0, b - a)[:, None]
        place = np.cumsum(speed - ramp * speed[-1], axis=0)[-1] / 400.0
        strides.append(attitude[0].T @ place)
    return np.array(strides)


@pytest.mark.parametrize(("kind", "direction", "speed"), WAYS)
def test_strides_integrated_from_a_foot_sensor_point_where_the_runner_goes(
    kind: Kind, direction: Heading, speed: float
) -> None:
    """Along the toes forward, against them backward, across them sideways; length within 10 %."""
    runner = steady(kind, direction, speed)
    stride = np.median(stride_in_foot_m(runner, 0), axis=0)
    apart = np.linalg.norm(np.diff(runner.falls.ankle_m[_inside(runner, 0)], axis=0), axis=1)
    way = {"forward": (1.0, 0.0), "backward": (-1.0, 0.0), "left": (0.0, 1.0)}[direction]

    assert stride[:2] @ way == pytest.approx(np.median(apart), rel=0.1)


@pytest.mark.parametrize(("kind", "direction", "speed"), WAYS)
@pytest.mark.parametrize("person", range(4))
def test_running_brakes_while_sinking_and_walking_while_rising(
    kind: Kind, direction: Heading, speed: float, person: int
) -> None:
    """Whichever way: the speed along travel falls before the middle of a contact and then rises."""
    runner = steady(kind, direction, speed, person)
    time = np.arange(2.0, 10.0, 0.005)
    place = runner.pelvis(time).position_m
    way = (place[-1] - place[0]) * (1.0, 1.0, 0.0)
    along = np.gradient(place @ way / np.linalg.norm(way), time)
    slope = np.corrcoef(np.gradient(along, time), np.gradient(place[:, 2], time))[0, 1]

    assert slope > 0.4 if kind == "run" else slope < -0.4


def test_the_pelvis_surges_as_recorded() -> None:
    """Over people the speed goes up and down by 0.2-0.9 m/s within a running step (ACCAD: 0.7)."""
    sizes = []
    for person in range(8):
        runner = steady("run", "backward", 2.5, person)
        time = np.arange(2.0, 10.0, 0.005)
        sizes.append(np.ptp(np.gradient(runner.pelvis(time).position_m[:, 0], time)))

    assert 0.3 < np.mean(sizes) < 0.8
    assert np.std(sizes) > 0.05


def test_a_foot_is_stopped_by_the_ground_as_hard_as_recorded_ones() -> None:
    """5 to 16 g at running speeds; foot sensors with 16 g clip in sprints."""
    runner = steady("run", "forward", 3.0)
    felt = runner_sensor(runner, "foot", model=IDEAL, rng=np.random.default_rng(0))
    size = np.linalg.norm(felt.acceleration_mps2, axis=1) / 9.80665

    assert 5.0 < np.quantile(size, 0.99) < 16.0


def test_five_minutes_of_two_sensors_take_little_time() -> None:
    """Less than two seconds of this process: an hour is worn in under half a minute."""
    segments = tuple(
        Segment("run", direction, 2.4, duration_s=30.0)
        for _ in range(5)
        for direction in ("forward", "backward")
    )
    runner = make_runner(Scenario("long", segments, rate_hz=50.0))

    def took() -> float:
        start = process_time()
        for site in ("foot", "waist"):
            runner_sensor(
                runner,
                "foot" if site == "foot" else "waist",
                model=IDEAL,
                rng=np.random.default_rng(0),
            )
        return process_time() - start

    assert min(took() for _ in range(2)) < 2.0
