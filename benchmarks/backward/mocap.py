"""Cases from motion capture: sensors that nobody wore, on bodies that did run.

They are made on the machine of whoever has the recordings and are never passed on. Their truth is
what markers say, by Backstride's own measurement of them: a reference with an error of its own,
and so scored apart from the simulated cases.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from backstride.errors import BackstrideError
from backstride.measure import Measurement, measure
from backstride.motion import Inertial, Motion
from backstride.motion.smoothing import rows_seen, runs
from backstride.readers import read
from backstride.simulate.feeds.worn import write_table
from backstride.simulate.rotations import quarter_turns, random_rotation
from backstride.simulate.sensor_model import CONSUMER, mounted
from backstride.simulate.sensors import virtual_sensor
from benchmarks.backward.generate import Written

SITES: tuple[Literal["foot", "waist"], ...] = ("foot", "waist")
SUFFIXES = (".c3d", ".trc", ".bvh")
_SHORTEST_S = 1.5  # seen without a gap; less holds no bout
_RATE_HZ = 200.0


def write_mocap_cases(data_dir: Path, out_dir: Path) -> Iterator[Written]:
    """Write foot and waist sensors for every marker recording in a folder that has both."""
    for path in sorted(p for p in data_dir.rglob("*") if p.suffix.lower() in SUFFIXES):
        try:
            motion = read(path)
            reference = measure(motion)
            for site in SITES:
                sensor = _sensor(motion, site, seed=_seed(path))
                if sensor is not None:
                    yield _write(path, sensor, reference, out_dir)
        except BackstrideError as error:
            print(f"left out: {error}")


def _seed(path: Path) -> int:
    return sum(path.name.encode())


def _sensor(motion: Motion, site: Literal["foot", "waist"], seed: int) -> Inertial | None:
    """Return the longest unbroken stretch of a virtual sensor, None when it is too short."""
    rng = np.random.default_rng(seed)
    turned = random_rotation(rng) if site == "foot" else quarter_turns(rng)
    sensor = virtual_sensor(
        motion, site, rate_hz=_RATE_HZ, model=mounted(CONSUMER, turned), seed=seed
    )
    a, b = max(runs(rows_seen(sensor.acceleration_mps2)).tolist(), key=lambda r: r[1] - r[0])
    turning = sensor.angular_velocity_dps
    if b - a < _SHORTEST_S * _RATE_HZ or turning is None:
        return None
    return replace(
        sensor,
        time_s=sensor.time_s[a:b],
        acceleration_mps2=sensor.acceleration_mps2[a:b],
        angular_velocity_dps=turning[a:b],
    )


def _write(path: Path, sensor: Inertial, reference: Measurement, out_dir: Path) -> Written:
    case = f"mocap-{sensor.placement.site}-{path.stem}"
    folder = out_dir / case
    folder.mkdir(parents=True, exist_ok=True)
    start, end = float(sensor.time_s[0]), float(sensor.time_s[-1])
    table = folder / "recording.csv"
    beside = write_table(table, [replace(sensor, time_s=sensor.time_s - start)], path.stem)
    truth = json.dumps(_truth(reference, start, end), allow_nan=False)
    (folder / "truth.json").write_text(truth + "\n", "utf-8")
    files = tuple(str(p.relative_to(out_dir)) for p in (table, *beside))
    site = sensor.placement.site
    about: dict[str, Any] = {
        "feed": f"mocap-{site}",
        "knowable": True,
        "height_m": None,
        "feet": "left" if site == "foot" else "both",
    }
    return Written(case, files, f"{case}/truth.json", about)


def _truth(reference: Measurement, start_s: float, end_s: float) -> dict[str, Any]:
    """Return what markers say of the time in which the sensor was seen, on the sensor's clock."""
    bouts = [
        {
            "start_s": max(bout.start_s, start_s) - start_s,
            "end_s": min(bout.end_s, end_s) - start_s,
            "direction": bout.direction,
            "gait": bout.gait,
            "distance_m": bout.distance_m * _share(bout.start_s, bout.end_s, start_s, end_s),
        }
        for bout in reference.bouts
        if _share(bout.start_s, bout.end_s, start_s, end_s) > 0.0
    ]
    steps = [
        {
            "side": step.side,
            "initial_contact_s": _number(step.initial_contact_s - start_s),
            "terminal_contact_s": _number(step.terminal_contact_s - start_s),
            "direction": step.direction,
            "gait": "run",
        }
        for step in reference.steps
        if start_s <= step.initial_contact_s < end_s
    ]
    return {"reference": "markers", "duration_s": end_s - start_s, "bouts": bouts, "steps": steps}


def _share(start_s: float, end_s: float, first_s: float, last_s: float) -> float:
    return max(0.0, min(end_s, last_s) - max(start_s, first_s)) / max(end_s - start_s, 1e-9)


def _number(value: float) -> float | None:
    return value if np.isfinite(value) else None
