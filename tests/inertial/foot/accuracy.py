"""Figures of ``docs/foot-sensor.md``; ``python -m tests.inertial.foot.accuracy DATA`` says them."""

import csv
import sys
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np

from backstride import readers
from backstride.errors import NothingToMeasureError
from backstride.measure import measure
from backstride.motion import Inertial, Motion, Placement
from backstride.motion.inertial import WornSide
from backstride.simulate import forward_session, load_scenario, random_scenario, scenario_names
from backstride.simulate.known import truth_of
from backstride.simulate.scenario import Scenario
from backstride.simulate.sensor_model import CONSUMER
from backstride.simulate.sensors import virtual_sensor
from tests.inertial.foot.recordings import (
    TRIALS,
    distance_m,
    line_trial,
    measured,
    walking_feet,
    worn,
)

DIRECTIONS = ("forward", "backward", "left", "right")
LINE_M = 87.8


def line(data_dir: Path) -> list[str]:
    """Return total and directions of each trial along the measured line."""
    said = []
    for name in TRIALS:
        _, result = measured([line_trial(data_dir, name)])
        total = sum(t.distance_m or 0.0 for t in result.by_direction.values())
        parts = ", ".join(f"{d} {t.distance_m:.2f} m" for d, t in result.by_direction.items())
        said.append(f"{name}: {100 * (total / LINE_M - 1):+.1f} %: {parts}")
    return said


def walk(data_dir: Path) -> list[str]:
    """Return the directions of the walk by each foot and by both."""
    feet = walking_feet(data_dir)
    return [
        f"walk, {len(part)} foot: "
        + ", ".join(f"{d} {t.distance_m:.2f} m" for d, t in measured(part)[1].by_direction.items())
        for part in (feet[:1], feet[1:], feet)
    ]


def simulated(rate_hz: float, count: int = 60) -> str:
    """Return distance errors and directions of simulated runners.

    A direction is wrong if it is off by more than 10 %, 1 m and most of the transitions.
    """
    scenarios: list[Scenario] = [
        *map(random_scenario, range(count)),
        *map(load_scenario, scenario_names()),
    ]
    errors, unknown, wrong = [], 0, []
    for seed, scenario in enumerate(scenarios):
        sides: tuple[WornSide, ...] = ("left", "right") if seed % 3 == 0 else ("left",)
        runner, sensors = worn(scenario, rate_hz=rate_hz, seed=seed, sides=sides)
        truth = truth_of(runner, runner.skeleton(runner.time_s)).by_direction
        motion, result = measured(sensors)
        found = sum(t.distance_m or 0.0 for t in result.by_direction.values())
        errors.append(found / sum(t.distance_m for t in truth.values()) - 1.0)
        if motion.facing_basis == "unknown":
            unknown += 1
            continue
        spare = 1.0 + 0.8 * distance_m(result, "transition")
        for direction in DIRECTIONS:
            true = sum(t.distance_m for d, t in truth.items() if d == direction)
            if abs(distance_m(result, direction) - true) > 0.1 * true + spare:
                wrong.append(f"{scenario.name} {direction}")
    error = np.array(errors)
    return (
        f"simulated {rate_hz:.0f} Hz, n {len(error)}: root mean square "
        f"{100 * np.sqrt((error**2).mean()):.1f} %, within 4 % {(abs(error) < 0.04).sum()}, facing "
        f"unknown {unknown}, directions wrong {wrong or 'none'}"
    )


def contacts(count: int = 30) -> str:
    """Return errors of landings and take-offs of simulated runners, by gait and direction."""
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for seed in range(count):
        runner, sensors = worn(random_scenario(seed), seed=seed)
        falls = measured(sensors)[0].footfalls
        assert falls is not None
        for step in truth_of(runner, runner.skeleton(runner.time_s)).steps:
            if step.side != "left" or not step.initial_contact_s > 0.5:
                continue
            at = int(np.argmin(np.abs(falls.initial_contact_s - step.initial_contact_s)))
            error = falls.initial_contact_s[at] - step.initial_contact_s
            if abs(error) < 0.15:
                off = float(falls.terminal_contact_s[at] - step.terminal_contact_s)
                found.setdefault((step.gait, step.direction), []).append((float(error), off))
    return "; ".join(
        f"{gait} {direction} n {len(pairs)}: landing "
        f"{1000 * np.nanmedian([a for a, _ in pairs]):+.0f} ms, take-off "
        f"{1000 * np.nanmedian([b for _, b in pairs]):+.0f} ms"
        for (gait, direction), pairs in found.items()
        if direction != "still" and len(pairs) > 9
    )


def false_alarms(hours: int = 10) -> str:
    """Return backward and sideways bouts in forward sessions, every second one on hills."""
    bouts, seconds = [], 0.0
    for seed in range(hours):
        session = forward_session(seed, minutes=59.0, hills=seed % 2 == 1)
        side: WornSide = "left" if seed % 2 else "right"
        motion, result = measured(worn(session, rate_hz=100.0, seed=seed, sides=(side,))[1])
        seconds += motion.duration_s
        bouts += [b.direction for b in result.bouts if b.direction in DIRECTIONS[1:]]
    return f"forward sessions, {seconds / 3600:.1f} h: {bouts or 'no'} false bouts"


def captured(data_dir: Path) -> list[str]:
    """Return metres in wrong directions by virtual sensors on motion capture, two ways."""
    folder = data_dir / "mocap" / "accad"
    gold = {"backward", "forward", "lateral_left", "lateral_right", "stand>backward"}
    gold |= {"backward>stand", "backward>stop>forward"}
    said = []
    for declared in (True, False):
        takes = unknown = 0
        metres = wrong = 0.0
        with (folder / "labels.csv").open(encoding="utf-8") as file:
            rows = [r for r in csv.DictReader(file) if r["path"].endswith(".c3d")]
        for row in rows:
            if row["gold_direction"] not in gold:
                continue
            body = readers.read(folder / row["path"])
            true = measure(body)
            try:
                motion, result = measured(_feet_of(body, declared=declared))
            except NothingToMeasureError:
                continue
            takes += 1
            unknown += motion.facing_basis == "unknown"
            metres += sum(t.distance_m or 0.0 for t in result.by_direction.values())
            wrong += sum(distance_m(result, d) for d in DIRECTIONS if distance_m(true, d) < 0.3)
        said.append(
            f"motion capture, axes {'declared' if declared else 'found'}: {takes} takes, facing "
            f"unknown in {unknown}, {wrong:.1f} of {metres:.0f} m in a wrong direction"
        )
    return said


def _feet_of(body: Motion, *, declared: bool) -> list[Inertial]:
    feet = []
    sides: tuple[Literal["left", "right"], ...] = ("left", "right")
    for side in sides:
        try:
            sensor = virtual_sensor(body, "foot", side=side, model=CONSUMER, seed=1)
        except NothingToMeasureError:
            continue
        axis = (1.0, 0.0, 0.0) if declared else None
        feet.append(replace(sensor, placement=Placement("foot", side, axis)))
    return feet


if __name__ == "__main__":
    data = Path(sys.argv[1])
    figures = [*line(data), *walk(data), simulated(100.0), simulated(200.0), contacts()]
    figures += [*captured(data), false_alarms()]
    sys.stdout.write("\n".join(figures) + "\n")
