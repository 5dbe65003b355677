"""Worn sensors as tables (CSV), each with a mapping file (TOML) that says what its columns are."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import numpy as np

from backstride.motion import Inertial
from backstride.motion.arrays import Floats
from backstride.motion.smoothing import rows_seen
from backstride.motion.source import SYNTHETIC_MARK
from backstride.simulate.feeds.feed import QUALITIES, FeedOptions, Recorded
from backstride.simulate.feeds.mapping import mapping_toml
from backstride.simulate.feeds.numbers import rows_as_text
from backstride.simulate.rotations import quarter_turns, random_rotation
from backstride.simulate.sensor_model import mounted
from backstride.simulate.worn import runner_sensor

AXES = ("x", "y", "z")


def worn_sensor(
    recorded: Recorded,
    site: Literal["foot", "waist", "chest"],
    options: FeedOptions,
    side: Literal["left", "right"] = "left",
) -> Inertial:
    """Return one sensor of a recording, with its mounting drawn from the scenario's seed.

    A foot sensor sits any way round on the shoe. One at the waist or chest has one of its own axes
    where the wearer faces, and its placement says which.
    """
    rng = recorded.rng(f"{site} {side}")
    mounting = random_rotation(rng) if site == "foot" else quarter_turns(rng)
    model = mounted(QUALITIES[options.quality], mounting)
    return runner_sensor(
        recorded.runner, site, side=side, rate_hz=options.rate_hz, model=model, rng=rng
    )


def foot(path: Path, recorded: Recorded, options: FeedOptions) -> list[Path]:
    """Write a sensor on the left shoe."""
    return _write(path, recorded, [worn_sensor(recorded, "foot", options)])


def feet(path: Path, recorded: Recorded, options: FeedOptions) -> list[Path]:
    """Write sensors on both shoes, on one clock."""
    sides: tuple[Literal["left", "right"], ...] = ("left", "right")
    return _write(path, recorded, [worn_sensor(recorded, "foot", options, s) for s in sides])


def waist(path: Path, recorded: Recorded, options: FeedOptions) -> list[Path]:
    """Write a sensor at the back of the belt."""
    return _write(path, recorded, [worn_sensor(recorded, "waist", options)])


def chest(path: Path, recorded: Recorded, options: FeedOptions) -> list[Path]:
    """Write a sensor on the breastbone."""
    return _write(path, recorded, [worn_sensor(recorded, "chest", options)])


def _write(path: Path, recorded: Recorded, sensors: Sequence[Inertial]) -> list[Path]:
    return write_table(path, sensors, recorded.runner.scenario.name)


def write_table(path: Path, sensors: Sequence[Inertial], label: str) -> list[Path]:
    """Write sensors of one clock as a table, and its mapping file, whose path is returned.

    The first line is a comment with the synthetic mark and ``label``.
    """
    prefixes = [f"{s.name.replace(' ', '_')}_" for s in sensors]
    titles = ["time_s"]
    columns = [sensors[0].time_s[:, None]]
    for sensor, prefix in zip(sensors, prefixes, strict=True):
        titles += [f"{prefix}acc_{axis}_mps2" for axis in AXES]
        titles += [f"{prefix}gyr_{axis}_dps" for axis in AXES]
        columns += [sensor.acceleration_mps2, _turning(sensor)]
    table = np.concatenate(columns, axis=1)
    table = table[rows_seen(table)]  # as loggers do: a sample that was lost has no row
    row = "%.4f" + ",%.4f,%.4f,%.4f,%.3f,%.3f,%.3f" * len(sensors)
    with path.open("w", encoding="utf-8") as file:
        file.write(f"# {SYNTHETIC_MARK}: {' '.join(label.split())}\n" + ",".join(titles) + "\n")
        file.writelines(rows_as_text(table, row))
    mapping = path.with_suffix(".mapping.toml")
    mapping.write_text(mapping_toml(sensors, prefixes), "utf-8")
    return [mapping]


def _turning(sensor: Inertial) -> Floats:
    assert sensor.angular_velocity_dps is not None  # noqa: S101 - simulated ones always have it
    return sensor.angular_velocity_dps
