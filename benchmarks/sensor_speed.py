"""One hour of 200 Hz six-axis data: how fast it is measured, and how fast peers do their own job.

Run by hand from the checkout::

    PYTHONPATH=src python -m benchmarks.sensor_speed
    PYTHONPATH=src python -m benchmarks.sensor_speed --peers [--cache DIR]

The hour is a simulated forward walk with bends, half turns and rests, worn on the left shoe and at
the belt. With ``--peers`` the same samples go through gaitmap (shoe), mobgap and skdh (belt), each
in an environment of its own, which is made in the cache folder the first time (pip, some minutes).

Times are of the processor, with one thread for everybody. "First" has imports and compiling in it,
as a command has that is run once; "again" is the same work a second time in the same process. Each
is a process of its own, so that the peak of its memory is its own; the interpreter and its packages
are in it.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from backstride.cli.kit import THREADS
from benchmarks.sensor_hour import peak_mb

RATE_HZ = 200.0
LIMIT_S, LIMIT_MB = 2.0, 500.0

PEERS: dict[str, tuple[Literal["foot", "waist"], tuple[str, ...]]] = {
    "gaitmap": ("foot", ("gaitmap==2.6.0", "gaitmap_mad==2.6.0")),
    "mobgap": ("waist", ("mobgap==1.2.0",)),
    "skdh": ("waist", ("scikit-digital-health==0.17.18",)),
}
"""Which hour a peer gets, and what is installed for it. gaitmap's stride segmentation is a package
apart, under the AGPL; it runs in its own process here and is no part of Backstride."""

NUMPY = "numpy<2.1"
"""What all three can be installed with."""

SITES: tuple[Literal["foot", "waist"], ...] = ("foot", "waist")


def write_hour(folder: Path) -> None:
    """Write the same hour at both sites, as arrays and as tables with their mapping files."""
    from backstride.simulate import make_runner  # noqa: PLC0415 - not for the timed processes
    from backstride.simulate.feeds.worn import write_table  # noqa: PLC0415
    from backstride.simulate.sensor_model import CONSUMER  # noqa: PLC0415
    from backstride.simulate.worn import runner_sensor  # noqa: PLC0415

    runner = make_runner(_walk())
    straight = replace(CONSUMER, mounting_error_deg=0.0)  # peers want their axes to be the body's
    for site in SITES:
        rng = np.random.default_rng(2)
        sensor = runner_sensor(runner, site, rate_hz=RATE_HZ, model=straight, rng=rng)
        turning = sensor.angular_velocity_dps
        assert turning is not None  # noqa: S101 - a simulated sensor has one
        columns = (sensor.time_s, sensor.acceleration_mps2, turning)
        np.save(folder / f"{site}.npy", np.column_stack(columns))
        write_table(folder / f"{site}.csv", [sensor], "an hour of walking")


def _walk() -> Any:
    from backstride.simulate import Scenario, Segment  # noqa: PLC0415

    rng = np.random.default_rng(1)
    segments = [Segment("stand", duration_s=5.0)]
    while (gone := sum(s.duration_s or 0.0 for s in segments)) < 3470.0:
        lasts = round(float(rng.uniform(40, min(120, 3560 - gone))), 1)
        speed = round(float(rng.uniform(1.0, 1.6)), 2)
        segments.append(Segment("walk", "forward", speed, duration_s=lasts))
        drawn, bend = rng.random(), float(rng.choice([-180.0, -90.0, 90.0, 180.0]))
        if drawn < 0.5:
            segments.append(
                Segment("turn", duration_s=3.0, facing_turn_deg=bend, travel_turn_deg=bend)
            )
            segments.append(Segment("walk", "forward", 1.2, duration_s=10.0))
        elif drawn < 0.7:
            segments.append(Segment("stand", duration_s=8.0))
    return Scenario("hour", tuple(segments), rate_hz=30.0, seed=1)


def ours(site: Literal["foot", "waist"], path: Path) -> None:
    """Measure one hour twice and print times and peak memory; run in a process of its own."""
    samples = np.load(path) if path.suffix == ".npy" else None
    seconds, found = [], {}
    for _ in range(2):
        begun = time.process_time()
        found = _measured(site, path, samples)
        seconds.append(time.process_time() - begun)
    said = {"first_s": seconds[0], "again_s": seconds[1], "peak_mb": peak_mb(), "found": found}
    print(json.dumps(said))


def _measured(site: Literal["foot", "waist"], path: Path, samples: Any) -> dict[str, float]:
    from backstride.inertial import motion_from_sensors  # noqa: PLC0415 - in the time measured
    from backstride.measure import measure  # noqa: PLC0415
    from backstride.motion import Inertial, Placement, Source  # noqa: PLC0415

    if samples is None:
        from backstride.readers import read  # noqa: PLC0415

        motion = read(path, mapping=path.with_suffix(".mapping.toml"))
    else:
        forward = (1.0, 0.0, 0.0) if site == "waist" else None
        side: Literal["left", "unknown"] = "left" if site == "foot" else "unknown"
        sensor = Inertial(
            site,
            samples[:, 0],
            samples[:, 1:4],
            samples[:, 4:7],
            placement=Placement(site, side, forward, said=True),
        )
        motion = motion_from_sensors([sensor], Source("hour", "made"))
    result = measure(motion)
    return {"steps": len(result.steps), "forward_s": result.by_direction["forward"].time_s}


def environment(name: str, cache: Path) -> Path:
    """Return the Python of a peer's environment, made the first time."""
    folder = cache / name
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        print(f"making an environment for {name} in {folder} ...", flush=True)
        venv.create(folder, with_pip=True)
        packages = [*PEERS[name][1], NUMPY]
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
        (folder / "ready").touch()
    return python


def _run(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=_one_thread())
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


def _one_thread() -> dict[str, str]:
    """Return an environment in which linear algebra uses one thread: waiting ones count as work."""
    return {**os.environ, **dict.fromkeys(THREADS, "1")}


def _line(name: str, said: dict[str, Any]) -> str:
    found = ", ".join(f"{key} {value:.0f}" for key, value in said["found"].items())
    return (
        f"{name:24} first {said['first_s']:6.2f} s  again {said['again_s']:6.2f} s  "
        f"peak {said['peak_mb']:6.0f} MB  ({found})"
    )


def main() -> int:
    """Run everything and print times, peaks and ratios."""
    arguments = _arguments()
    if arguments.ours:
        ours(arguments.ours, arguments.file)
        return 0
    own: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_hour(folder)
        for site in SITES:
            for suffix, words in ((".npy", "from arrays"), (".csv", "from a table")):
                command = [sys.executable, "-m", "benchmarks.sensor_speed", "--ours", site]
                said = _run([*command, "--file", str(folder / f"{site}{suffix}")])
                own.setdefault(site, said)
                print(_line(f"{site}, {words}", said), flush=True)
        for peer in PEERS if arguments.peers else ():
            site = PEERS[peer][0]
            script = Path(__file__).with_name("sensor_hour.py")
            python = environment(peer, arguments.cache)
            command = [str(python), str(script), peer, str(folder / f"{site}.npy"), str(RATE_HZ)]
            said = _run(command)
            ratios = [said[key] / own[site][key] for key in ("first_s", "again_s")]
            print(_line(f"{peer}, {site}", said))
            print(f"{'':24} first {ratios[0]:6.1f} times, again {ratios[1]:6.1f} times as long")
    slow = [s for s in own if own[s]["first_s"] > LIMIT_S or own[s]["peak_mb"] > LIMIT_MB]
    return int(bool(slow))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.sensor_speed", description=__doc__)
    parser.add_argument("--peers", action="store_true", help="also run gaitmap, mobgap and skdh")
    parser.add_argument("--cache", type=Path, default=_cache(), help="where environments are kept")
    parser.add_argument("--ours", choices=SITES, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "backstride" / "peers"


if __name__ == "__main__":
    sys.exit(main())
