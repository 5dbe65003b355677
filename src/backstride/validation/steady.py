"""Simulated walkers and runners at one speed: what is stated of each, beside what is true."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from backstride.estimate import Estimate
from backstride.inertial import motion_from_sensors
from backstride.measure import Measurement, measure
from backstride.motion import Placement, Source
from backstride.simulate import Body, Runner, Scenario, Segment, Truth, make_runner
from backstride.simulate.feeds import Recorded
from backstride.simulate.known import truth_of
from backstride.simulate.rotations import quarter_turns, random_rotation
from backstride.simulate.scenario import Heading
from backstride.simulate.sensor_model import CONSUMER, mounted
from backstride.simulate.skeleton_runner import simulate
from backstride.simulate.worn import runner_sensor
from backstride.validation.context import Context
from backstride.validation.spending import true_uptake
from backstride.validation.true_gait import true_gait, true_ranges

RUNNERS = 100
"""For each kind of recording; half of them go backward, and a third walk."""

FIRST_SEED = 81_000
"""Of the runners; no method and no interval was set on them."""

_MARKER_NOISE_M = 0.0015  # of marker systems on skin: one or two millimetres
_NORMAL_90 = 1.645  # standard errors in half of a 90 % interval
_UPTAKE = "oxygen_uptake_ml_kg_min"

Pair = tuple[float, Estimate]
"""What is true, and what is stated of it."""


@dataclass(frozen=True, slots=True)
class SteadyKind:
    """A kind of recording.

    Attributes
    ----------
    name, says : str
        For ids and for people.
    record : callable
        Takes a scenario and gives its measurement and truth.
    rests : bool
        Whether the runner stands before and after: wearers of sensors do; markers see them pass.
    """

    name: str
    says: str
    record: Callable[[Scenario], tuple[Measurement, Truth]]
    rests: bool


@dataclass
class SteadyResult:
    """Pairs of truth and statement by quantity, and how many runners were not measured."""

    pairs: dict[str, list[Pair]] = field(default_factory=dict)
    unmeasured: int = 0


def _by_markers(scenario: Scenario) -> tuple[Measurement, Truth]:
    motion, truth = simulate(scenario)
    return measure(motion), truth


def _by_feet(scenario: Scenario) -> tuple[Measurement, Truth]:
    runner = make_runner(scenario)
    rng = np.random.default_rng([scenario.seed, 2])
    sides: tuple[Literal["left", "right"], ...] = ("left", "right")
    sensors = []
    for side in sides:
        model = mounted(CONSUMER, random_rotation(rng))
        sensor = runner_sensor(runner, "foot", side=side, model=model, rng=rng)
        said = Placement("foot", side, model.forward_axis(), said=True)
        sensors.append(replace(sensor, placement=said))
    return measure(motion_from_sensors(sensors, _SOURCE)), _truth(runner)


def _by_waist(scenario: Scenario) -> tuple[Measurement, Truth]:
    runner = make_runner(scenario)
    rng = np.random.default_rng([scenario.seed, 3])
    model = mounted(CONSUMER, quarter_turns(rng))
    sensor = runner_sensor(runner, "waist", rate_hz=100.0, model=model, rng=rng)
    return measure(motion_from_sensors([sensor], _SOURCE)), _truth(runner)


def _truth(runner: Runner) -> Truth:
    return truth_of(runner, Recorded(runner).clean)


_SOURCE = Source("simulated", "simulated", synthetic=True)

KINDS = (
    SteadyKind("markers", "markers at 120 Hz with 1.5 mm noise", _by_markers, rests=False),
    SteadyKind(
        "feet",
        "consumer's sensors on both shoes, 200 Hz, the axis to the toes declared",
        _by_feet,
        rests=True,
    ),
    SteadyKind("waist", "a consumer's sensor at the belt, 100 Hz", _by_waist, rests=True),
)


def steady_result(context: Context, kind: SteadyKind) -> SteadyResult:
    """Return all runners of one kind, worked out once for all checks."""
    return context.once(f"steady {kind.name}", lambda: _result(context, kind))


def _result(context: Context, kind: SteadyKind) -> SteadyResult:
    result = SteadyResult()
    for number in range(context.count(RUNNERS)):
        scenario = steady_runner(FIRST_SEED + number, rests=kind.rests)
        found, truth = kind.record(scenario)
        way = scenario.segments[1 if kind.rests else 0].direction
        pairs = _pairs(found, truth, way, np.random.default_rng([scenario.seed, 4]))
        result.unmeasured += not pairs
        for name, pair in pairs.items():
            result.pairs.setdefault(name, []).append(pair)
    return result


def steady_runner(seed: int, *, rests: bool) -> Scenario:
    """Return somebody who walks or runs at one speed, forward or backward, in a body of their own.

    Parameters
    ----------
    seed : int
        Odd ones go backward, and multiples of three walk.
    rests : bool
        Whether they stand before and after.
    """
    rng = np.random.default_rng([seed, 1])
    direction: Heading = "backward" if seed % 2 else "forward"
    walks = seed % 3 == 0
    slow, fast = {
        ("backward", False): (1.8, 3.2),
        ("forward", False): (2.2, 4.2),
        ("backward", True): (0.8, 1.4),
        ("forward", True): (1.0, 1.7),
    }[direction, walks]
    speed = float(rng.uniform(slow, fast))
    move = Segment("walk" if walks else "run", direction, speed, duration_s=20.0 if rests else 8.0)
    pause = Segment("stand", duration_s=4.0)
    return Scenario(
        f"steady-{seed}",
        (pause, move, pause) if rests else (move,),
        body=Body(float(rng.uniform(1.5, 1.95)), float(rng.uniform(48, 100))),
        noise_m=0.0 if rests else _MARKER_NOISE_M,
        rate_hz=60.0 if rests else 120.0,
        seed=seed,
    )


def _pairs(
    found: Measurement, truth: Truth, way: str, rng: np.random.Generator
) -> Mapping[str, Pair]:
    """Return truth and estimate of each quantity that was measured in a direction."""
    gait = {str(d): figures for d, figures in found.gait.items()}.get(way, {})
    joints = {str(d): figures for d, figures in found.joints.items()}.get(way, {})
    known = {**true_gait(truth, way, found), **true_ranges(truth, way)}
    stated = {**gait, **_ranges(joints), **_distance(found, way)}
    pairs = {name: (known[name], e) for name, e in stated.items() if name in known}
    energy = found.energy.by_direction if found.energy else {}
    spent = {str(d): figures for d, figures in energy.items()}.get(way, {})
    if _UPTAKE in spent:
        time_s = {str(d): total.time_s for d, total in found.by_direction.items()}[way]
        pairs[_UPTAKE] = (true_uptake(truth, way, time_s, rng), spent[_UPTAKE])
    return {n: pair for n, pair in pairs.items() if np.isfinite(pair[0])}


def _ranges(joints: Mapping[str, Mapping[str, Estimate]]) -> dict[str, Estimate]:
    """Return the ranges of the left leg: those of the two legs go together."""
    return {
        f"{joint}_range_deg": joints[f"{joint}_left"]["range_deg"]
        for joint in ("knee", "hip", "ankle")
        if "range_deg" in joints.get(f"{joint}_left", {})
    }


def _distance(found: Measurement, way: str) -> dict[str, Estimate]:
    """Return the distance with the error that the motion states for it, where it states one."""
    total = {str(d): t for d, t in found.by_direction.items()}.get(way)
    share = _NORMAL_90 * found.motion.speed_error_share
    if total is None or not share or not np.isfinite(total.distance_m):
        return {}
    metres = total.distance_m
    return {
        "distance_m": Estimate(metres, metres * (1 - share), metres * (1 + share), "m", "measured")
    }
