"""A phone worn by a simulated runner, as the app's own recording (JSON lines)."""

import json
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np

from backstride.inertial.wearing import WAYS_OF_WEARING
from backstride.motion import Inertial, Track
from backstride.motion.arrays import Floats
from backstride.motion.smoothing import rows_seen
from backstride.motion.source import SYNTHETIC_MARK
from backstride.simulate.feeds.feed import QUALITIES, STARTED_AT, FeedOptions, Recorded
from backstride.simulate.feeds.numbers import rows_as_text
from backstride.simulate.receiver import runner_track
from backstride.simulate.sensor_model import SensorModel, mounted, with_compass
from backstride.simulate.worn import runner_sensor

Kind: TypeAlias = tuple[Floats, str]
"""Rows of one kind, time first, and how each is written."""

_COMPASS_EVERY = 4  # samples of motion to one of the compass; chosen, as phones do


def phone(path: Path, recorded: Recorded, options: FeedOptions) -> list[Path]:
    """Write motion, magnetic field and satellite positions of a phone in the declared wearing."""
    rng = recorded.rng("phone")
    site: Literal["waist", "chest"] = (
        "chest" if WAYS_OF_WEARING[options.wearing].site == "chest" else "waist"
    )
    model = with_compass(QUALITIES[options.quality])
    worn = runner_sensor(
        recorded.runner,
        site,
        rate_hz=options.rate_hz,
        model=_put_on(model, options.wearing, rng),
        rng=rng,
    )
    track = runner_track(recorded.runner, rng, model=options.receiver)
    header = {
        "format": "backstride.recording/1",
        "synthetic": True,
        "description": f"{SYNTHETIC_MARK}: {recorded.runner.scenario.name}",
        "device": "simulated phone",
        "started_at": STARTED_AT.isoformat(),
        "placement": options.wearing,
        "units": {"acceleration": "m/s^2", "angular_velocity": "deg/s"},
    }
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps(header, allow_nan=False) + "\n")
        file.writelines(_in_order(_motion(worn) + _places(track)))
    return []


def _put_on(model: SensorModel, wearing: str, rng: np.random.Generator) -> SensorModel:
    """Return the model mounted as that way of wearing says, any way round where it says nothing."""
    ahead = np.array(WAYS_OF_WEARING[wearing].forward_axis)
    top = np.array((0.0, 1.0, 0.0))
    if "top_up" not in wearing:
        angle = rng.uniform(-np.pi, np.pi)
        across = np.cross(ahead, top)
        top = np.cos(angle) * top + np.sin(angle) * across
    return mounted(model, np.column_stack((ahead, np.cross(top, ahead), top)))


def _motion(worn: Inertial) -> list[Kind]:
    turning, field = worn.angular_velocity_dps, worn.magnetic_field
    assert turning is not None  # noqa: S101 - a simulated phone has both
    assert field is not None  # noqa: S101
    motion = np.column_stack((worn.time_s, worn.acceleration_mps2, turning))
    compass = np.column_stack((worn.time_s, field))[::_COMPASS_EVERY]
    return [
        (_seen(motion), '["m",%.4f,%.4f,%.4f,%.4f,%.3f,%.3f,%.3f]'),
        (_seen(compass), '["f",%.4f,%.2f,%.2f,%.2f]'),
    ]


def _places(track: Track | None) -> list[Kind]:
    if track is None:
        return []
    columns = (
        track.time_s,
        track.latitude_deg,
        track.longitude_deg,
        track.altitude_m,
        track.speed_mps,
        track.course_deg,
        track.error_m,
    )
    return [(_seen(np.column_stack(columns)), '["p",%.3f,%.7f,%.7f,%.1f,%.3f,%.2f,%.1f]')]


def _in_order(kinds: list[Kind]) -> list[str]:
    """Return the lines of all kinds in the order in which a phone writes them down."""
    times = np.concatenate([table[:, 0] for table, _ in kinds])
    texts = ("".join(rows_as_text(table, row)) for table, row in kinds)
    lines = [line for text in texts for line in text.splitlines(keepends=True)]
    return [lines[i] for i in np.argsort(times, kind="stable")]


def _seen(table: Floats) -> Floats:
    found: Floats = table[rows_seen(table)]
    return found
