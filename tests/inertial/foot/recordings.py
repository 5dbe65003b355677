"""Foot recordings for the tests: real ones read in the plainest way, and simulated runners."""

import csv
from pathlib import Path

import numpy as np

from backstride.inertial.foot import foot_motion
from backstride.measure import measure
from backstride.measure.measurement import Measurement
from backstride.motion import Inertial, Motion, Placement, Source
from backstride.motion.arrays import Floats
from backstride.motion.inertial import WornSide
from backstride.simulate.runner import Runner, make_runner
from backstride.simulate.scenario import Scenario
from backstride.simulate.sensor_model import CONSUMER, SensorModel, mounted
from backstride.simulate.worn import runner_sensor

SOURCE = Source("recording", "made")
TRIALS = (
    "2023_08_30_exp1000",
    "2023_08_30_exp1200",
    "2023_08_30_exp300",
    "2023_08_30_exp500",
    "2023_09_07_exp300",
    "2023_09_07_exp500",
)
GAITMAP_HZ, MARKERS_HZ = 204.8, 100.0


def line_trial(data_dir: Path, name: str) -> Inertial:
    """Return the foot sensor of one trial along the measured line; its axes are not declared."""
    from scipy.io import loadmat  # noqa: PLC0415 - slow import

    table = loadmat(data_dir / "imu" / "uci_foot_vn200" / f"{name}_VN.mat")["u"]
    return Inertial(
        name="VN-200",
        time_s=np.arange(table.shape[1]) / 800.0,
        acceleration_mps2=9.81 * table[:3].T,
        angular_velocity_dps=table[3:6].T.copy(),
        placement=Placement("foot", "left"),
    )


def walking_feet(data_dir: Path) -> list[Inertial]:
    """Return both feet of the forward walk."""
    with (data_dir / "imu" / "gaitmap" / "imu_sample.csv").open(encoding="utf-8") as file:
        sensors, axes, *rows = csv.reader(file)
    values = np.array(rows, float)
    titles = list(zip(sensors, axes, strict=True))

    def three(side: str, kind: str) -> Floats:
        return np.stack(
            [values[:, titles.index((f"{side}_sensor", f"{kind}_{axis}"))] for axis in "xyz"],
            axis=1,
        )

    sides: tuple[WornSide, ...] = ("left", "right")
    return [
        Inertial(
            name=side,
            time_s=np.arange(len(values)) / GAITMAP_HZ,
            acceleration_mps2=three(side, "acc"),
            angular_velocity_dps=three(side, "gyr"),
            placement=Placement("foot", side),
        )
        for side in sides
    ]


def heel_of_walk(data_dir: Path, side: str) -> Floats:
    """Return the heel marker (n, 2) of the same walk, in metres on the ground."""
    with (data_dir / "imu" / "gaitmap" / "mocap_sample.csv").open(encoding="utf-8") as file:
        names, axes, *rows = csv.reader(file)
    values = np.array([[float(cell or "nan") for cell in row] for row in rows])
    titles = list(zip(names, axes, strict=True))
    marker = f"{side[0].upper()}_FCC"
    return np.stack([values[:, titles.index((marker, axis))] for axis in "xy"], axis=1) / 1000.0


def any_mounting(seed: int) -> Floats:
    """Return a random rotation (3, 3), the same for the same seed."""
    rotation, _ = np.linalg.qr(np.random.default_rng(seed).standard_normal((3, 3)))
    turned: Floats = rotation * np.sign(np.linalg.det(rotation))
    return turned


def worn(
    scenario: Scenario,
    *,
    rate_hz: float = 200.0,
    sides: tuple[WornSide, ...] = ("left",),
    model: SensorModel = CONSUMER,
    seed: int = 0,
) -> tuple[Runner, list[Inertial]]:
    """Return a runner and what sensors anyhow fixed to the shoes recorded."""
    runner = make_runner(scenario)
    rng = np.random.default_rng(seed)
    sensors = [
        runner_sensor(
            runner,
            "foot",
            side="right" if side == "right" else "left",
            rate_hz=rate_hz,
            model=mounted(model, any_mounting(seed + 10 * number)),
            rng=rng,
        )
        for number, side in enumerate(sides)
    ]
    return runner, sensors


def measured(sensors: list[Inertial]) -> tuple[Motion, Measurement]:
    """Return the motion of feet and its measurement."""
    motion = foot_motion(sensors, SOURCE)
    return motion, measure(motion)


def distance_m(result: Measurement, direction: str) -> float:
    """Return the distance in one direction, 0 if there is none."""
    found = {str(d): total.distance_m for d, total in result.by_direction.items()}
    return float(found.get(direction) or 0.0)
