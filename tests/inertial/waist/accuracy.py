"""How well a trunk sensor tells direction, gait and contacts: every figure of its page, re-run.

``python -m tests.inertial.waist.accuracy DATA`` prints the tables of ``docs/waist-sensor.md``. The
sensors are virtual, worn by people in motion capture and by simulated runners: no open recording
of backward running with such a sensor exists.
"""

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

import numpy as np

from backstride.inertial.waist import push, waist_motion
from backstride.inertial.waist.gait import gait_of_windows
from backstride.inertial.waist.grid import on_grid
from backstride.inertial.waist.windows import WINDOW_S, look_through
from backstride.measure import measure
from backstride.measure.measurement import Bout
from backstride.measure.settings import DEFAULTS
from backstride.measure.steps import find_steps
from backstride.motion import Inertial, Motion, Placement, Source
from backstride.motion.arrays import Bools, Floats
from backstride.readers import read
from backstride.simulate import Body, Scenario, Segment, make_runner
from backstride.simulate.poses import low_pass
from backstride.simulate.rotations import from_axes
from backstride.simulate.sensor_model import CONSUMER, SensorModel
from backstride.simulate.sensors import PELVIS_CUTOFF_HZ, inertial_from_pose, virtual_sensor
from backstride.simulate.worn import runner_sensor

Table = dict[tuple[str, ...], Counter[str]]

SHORTEST_STRETCH_S = 1.5
"""Stretches of one gait and direction that are asked about."""

_EDGE_S = 0.3  # at both ends of a stretch: the gait itself changes there


@dataclass(frozen=True)
class Take:
    """A take of motion capture with what its markers say."""

    name: str
    person: str
    motion: Motion
    bouts: tuple[Bout, ...]


def accad_takes(data_dir: Path) -> Iterator[Take]:
    """Yield the walks and runs of the ACCAD marker recordings: two people, 120 Hz."""
    yield from _takes(data_dir / "mocap" / "accad", "c3d/")


def bandai_takes(data_dir: Path) -> Iterator[Take]:
    """Yield the Bandai Namco clips: walks, runs and backward walks in acted styles, 30 Hz.

    Their joints are a fitted skeleton and no markers, so bounces are smaller than a belt's.
    """
    yield from _takes(data_dir / "mocap" / "bandai_namco", "")


def _takes(folder: Path, prefix: str) -> Iterator[Take]:
    with (folder / "labels.csv").open() as file:
        rows = [r for r in csv.DictReader(file) if r["path"].startswith(prefix)]
    for row in rows:
        motion = read(folder / row["path"])
        if np.isfinite(motion.speed_mps).sum() < (WINDOW_S + 0.5) * motion.rate_hz:
            continue  # too short for a single window
        person = row.get("subject") or "acted styles"
        yield Take(Path(row["path"]).stem, person, motion, measure(motion).bouts)


def random_model(rng: np.random.Generator) -> SensorModel:
    """Return a usual sensor, worn askew and tightly or loosely."""
    hz = [None, None, 12.0, 8.0, 6.0][int(rng.integers(5))]
    return replace(
        CONSUMER,
        strap_hz=hz,
        strap_damping=float(rng.uniform(0.15, 0.4)),
        mounting_error_deg=float(rng.uniform(2.0, 8.0)),
    )


def without_gyroscope(sensor: Inertial) -> Inertial:
    """Return a sensor that measures acceleration alone."""
    return replace(sensor, angular_velocity_dps=None)


def outcome(take: Take, bout: Bout, found: Motion) -> str:
    """Return whether a stretch's direction was told ``right``, ``wrong`` or left ``unknown``.

    Wrong when more than 0.3 s inside it say so; right when at least half of it does.
    """
    angle = found.direction_deg
    inside = (found.time_s >= bout.start_s + _EDGE_S) & (found.time_s < bout.end_s - _EDGE_S)
    inside &= np.isfinite(np.interp(found.time_s, take.motion.time_s, take.motion.speed_mps))
    with np.errstate(invalid="ignore"):
        said = {"forward": np.abs(angle) < 45.0, "backward": np.abs(angle) > 135.0}
    truth = np.flatnonzero(inside)
    wrong = sum(int(s[truth].sum()) for d, s in said.items() if d != bout.direction)
    if wrong > 0.3 * found.rate_hz:
        return "wrong"
    right = said.get(bout.direction)
    return "right" if right is not None and right[truth].mean() >= 0.5 else "unknown"


def waist_sensor(motion: Motion, model: SensorModel, seed: int) -> Inertial:
    """Return a virtual sensor at the back of the pelvis."""
    return virtual_sensor(motion, "waist", model=model, seed=seed)


def chest_sensor(motion: Motion, model: SensorModel, seed: int) -> Inertial:
    """Return a virtual sensor on the breastbone, from shoulders and hips."""
    if motion.skeleton is None:
        raise ValueError("a virtual sensor needs a skeleton")
    body = low_pass(motion.skeleton, motion.rate_hz, PELVIS_CUTOFF_HZ)
    left = body["shoulder_left"] - body["shoulder_right"]
    neck = body.middle("shoulder_left", "shoulder_right")
    up = neck - body.middle("hip_left", "hip_right")
    rotation = from_axes(np.cross(left, up), left)
    return inertial_from_pose(
        motion.time_s,
        neck + rotation @ np.array([0.12, 0.0, -0.12]),
        rotation,
        rate_hz=200.0,
        model=model,
        name="chest",
        placement=Placement("chest", forward_axis=model.forward_axis(), said=True),
        rng=np.random.default_rng(seed),
    )


def direction_table(
    takes: list[Take],
    *,
    repeats: int,
    gyroscope: bool = True,
    seed: int = 0,
    worn: Callable[[Motion, SensorModel, int], Inertial] = waist_sensor,
) -> Table:
    """Return outcomes by person, gait and direction; the first repeat is an unworn-out sensor."""
    table: Table = defaultdict(Counter)
    rng = np.random.default_rng(seed)
    for take in takes:
        for repeat in range(repeats):
            model = random_model(rng) if repeat else CONSUMER
            sensor = worn(take.motion, model, int(rng.integers(2**31)))
            found = waist_motion(
                sensor if gyroscope else without_gyroscope(sensor), Source(take.name, "virtual")
            )
            for bout in take.bouts:
                if bout.end_s - bout.start_s < SHORTEST_STRETCH_S or bout.gait == "other":
                    continue
                key = (take.person, bout.gait, bout.direction)
                table[key][outcome(take, bout, found)] += 1
    return table


def fitted_on(takes: list[Take], person: str) -> dict[str, float]:
    """Return the least push to ask for, from one person's takes: half of the weakest steady one."""
    weakest: dict[str, float] = {"run": np.inf, "walk": np.inf}
    for take in takes:
        if take.person != person:
            continue
        sensor = virtual_sensor(take.motion, "waist", model=CONSUMER)
        windows = look_through(on_grid(sensor), sensor.placement.forward_axis)
        gaits = gait_of_windows(windows)
        for bout in take.bouts:
            centre = windows.centre_s
            steady = (centre >= bout.start_s + 1.0) & (centre <= bout.end_s - 1.0)
            steady &= gaits == bout.gait
            if steady.sum() >= 3 and bout.direction in ("forward", "backward"):
                size = float(np.median(np.abs(windows.ahead[steady])))
                weakest[bout.gait] = min(weakest[bout.gait], size)
    return {gait: 0.5 * size for gait, size in weakest.items()}


def held_out_table(takes: list[Take], *, repeats: int) -> Table:
    """Return outcomes for each person with the least push fitted on the other."""
    table: Table = {}
    for person, other in (("Female1", "Male2"), ("Male2", "Female1")):
        least = fitted_on(takes, other)
        own = [take for take in takes if take.person == person]
        with (
            patch.object(push, "LEAST_RUN_PUSH", least["run"]),
            patch.object(push, "LEAST_WALK_PUSH", least["walk"]),
            patch.object(push, "LEAST_BACKWARD_WALK_PUSH", least["walk"]),
        ):
            table.update(direction_table(own, repeats=repeats))
    return table


def swings(takes: list[Take]) -> dict[tuple[str, str], Floats]:
    """Return swing as a share of the bounce, and phase in degrees, per steady stretch."""
    found: dict[tuple[str, str], list[list[float]]] = defaultdict(list)
    for take in takes:
        sensor = virtual_sensor(take.motion, "waist", model=CONSUMER)
        windows = look_through(on_grid(sensor), sensor.placement.forward_axis)
        gaits = gait_of_windows(windows)
        for bout in take.bouts:
            centre = windows.centre_s
            inside = (centre >= bout.start_s + 0.7) & (centre <= bout.end_s - 0.7)
            inside &= gaits == bout.gait
            if inside.sum() >= 2:
                with_velocity = float(np.median(windows.ahead[inside]))
                with_lift = float(np.median(windows.ahead_with_lift[inside]))
                phase = float(np.degrees(np.arctan2(with_lift, with_velocity)))
                found[bout.gait, bout.direction].append([abs(with_velocity), phase % 360.0])
    return {key: np.array(rows) for key, rows in found.items()}


def contact_errors_s(takes: list[Take]) -> dict[tuple[str, ...], list[Floats]]:
    """Return errors (landing, take-off, contact time) by person and direction, running."""
    errors: dict[tuple[str, ...], list[Floats]] = defaultdict(list)
    for take in takes:
        sensor = virtual_sensor(take.motion, "waist", model=CONSUMER)
        falls = waist_motion(sensor, Source(take.name, "virtual")).footfalls
        if falls is None:
            continue
        ends = np.array(
            [[s.contact.start_s, s.contact.end_s] for s in find_steps(take.motion, DEFAULTS)]
        )
        for bout in take.bouts:
            if bout.gait != "run" or bout.direction not in ("forward", "backward"):
                continue
            truth = ends[(ends[:, 0] >= bout.start_s) & (ends[:, 1] < bout.end_s)]
            errors[take.person, bout.direction] += matched(
                truth, falls.initial_contact_s, falls.terminal_contact_s, falls.gait == "run"
            )
    return errors


def matched(truth: Floats, landing: Floats, leaving: Floats, which: Bools) -> list[Floats]:
    """Return errors of the contacts whose middles lie within 0.1 s of each other."""
    found = np.column_stack((landing, leaving))[which]
    found = found[np.isfinite(found).all(axis=1)]
    rows = []
    for contact in truth[np.isfinite(truth).all(axis=1)]:
        if not len(found):
            break
        nearest = found[np.argmin(np.abs(found.mean(axis=1) - contact.mean()))]
        if abs(nearest.mean() - contact.mean()) < 0.1:
            off = nearest - contact
            rows.append(np.array([off[0], off[1], off[1] - off[0]]))
    return rows


def forward_session(rng: np.random.Generator, minutes: float) -> tuple[Segment, ...]:
    """Return a forward run with changes of speed, bends, turns, stops and walks."""
    segments: list[Segment] = []
    elapsed = 0.0
    while elapsed < 60.0 * minutes:
        speed, lasts = float(np.clip(rng.normal(3.0, 0.7), 1.6, 5.5)), float(rng.uniform(40, 240))
        slope = float(rng.choice([0.0, 0.0, -8.0, 8.0]))
        segments.append(Segment("run", "forward", speed, lasts, slope_percent=slope))
        elapsed += lasts
        then = rng.random()
        bend = float(rng.choice([-180.0, -90.0, 90.0, 180.0]))
        if then < 0.3:
            segments.append(
                Segment("turn", duration_s=1.5, facing_turn_deg=bend, travel_turn_deg=bend)
            )
        elif then < 0.5:
            segments.append(Segment("stand", duration_s=float(rng.uniform(5.0, 20.0))))
        elif then < 0.7:
            pace = float(rng.uniform(1.0, 1.7))
            segments.append(Segment("walk", "forward", pace, float(rng.uniform(5.0, 30.0))))
        elif then < 0.9:
            segments.append(
                Segment("turn", duration_s=20.0, facing_turn_deg=bend, travel_turn_deg=bend)
            )
    return tuple(segments)


def simulated_forward(runners: int, minutes: float) -> Counter[str]:
    """Return seconds by direction, and backward bouts, of simulated forward runners."""
    total: Counter[str] = Counter()
    for seed in range(runners):
        rng = np.random.default_rng(seed)
        body = Body(height_m=float(rng.uniform(1.5, 1.95)))
        runner = make_runner(Scenario("f", forward_session(rng, minutes), body=body, seed=seed))
        sensor = runner_sensor(runner, "waist", model=random_model(rng), rate_hz=100.0, rng=rng)
        if seed % 3 == 2:
            sensor = without_gyroscope(sensor)
        found = measure(waist_motion(sensor, Source("simulated", "simulated")))
        for direction, part in found.by_direction.items():
            total[direction] += round(part.time_s)
        total["backward bouts"] += sum(b.direction == "backward" for b in found.bouts)
    return total


def main(data_dir: Path) -> None:
    """Print all tables."""
    takes, styles = list(accad_takes(data_dir)), list(bandai_takes(data_dir))
    for title, table in (
        ("direction, default thresholds, 20 wearings each", direction_table(takes, repeats=20)),
        ("the same without gyroscope", direction_table(takes, repeats=20, gyroscope=False)),
        ("chest", direction_table(takes, repeats=5, worn=chest_sensor)),
        ("acted styles, 20 wearings each", direction_table(styles, repeats=20)),
        ("direction, least push fitted on the other person", held_out_table(takes, repeats=20)),
    ):
        print(title)  # noqa: T201
        for key in sorted(table):
            print("  ", *key, dict(table[key]))  # noqa: T201
    for way, found in sorted(swings(takes).items()):
        lines = np.sort(found, axis=0).round(2).T.tolist()
        print("swing and phase of", *way, *lines)  # noqa: T201
    print("running contacts: mean and standard deviation of landing, take-off, contact time, ms")  # noqa: T201
    for key, rows in sorted(contact_errors_s(takes).items()):
        off = 1000.0 * np.array(rows)
        print("  ", *key, len(off), off.mean(axis=0).round(), off.std(axis=0).round())  # noqa: T201
    print("simulated forward running:", dict(simulated_forward(30, 30.0)))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
