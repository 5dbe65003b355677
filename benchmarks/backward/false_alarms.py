"""False backward bouts per hour of forward movement, on any block of seeds and on real recordings.

::

    python -m benchmarks.backward.false_alarms --hours 10 --first-seed 91000
    python -m benchmarks.backward.false_alarms --hours 0 --data DATA

Sessions are of half an hour, with bends, half turns round a cone, rests, walks and, every third,
hills. Sensors are worn firmly, roughly and loosely in turn. A backward bout counts however short.
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from backstride.errors import BackstrideError
from backstride.measure import Measurement, measure
from backstride.motion import Placement
from backstride.readers import read
from backstride.simulate import forward_session, make_runner
from backstride.validation.virtual import worn_on
from benchmarks.backward.wearers import FEEDS, WEARINGS, worn

MINUTES = 30.0


@dataclass
class Pool:
    """Hours of forward movement, and what was said of them."""

    seconds: Counter[str] = field(default_factory=Counter)
    false_bouts: list[str] = field(default_factory=list)
    recordings: int = 0
    refused: int = 0

    def add(self, name: str, found: Measurement) -> None:
        """Count a recording in which nobody went backward."""
        self.recordings += 1
        self.seconds.update({d: t.time_s for d, t in found.by_direction.items()})
        self.false_bouts += [
            f"{name} {b.start_s:.1f}-{b.end_s:.1f} s, {b.distance_m:.2f} m, {b.steps} steps"
            for b in found.bouts
            if b.direction == "backward"
        ]

    def join(self, other: "Pool") -> None:
        """Add what another pool counted."""
        self.seconds.update(other.seconds)
        self.false_bouts += other.false_bouts
        self.recordings += other.recordings
        self.refused += other.refused

    def __str__(self) -> str:
        hours = sum(self.seconds.values()) / 3600.0
        share = {d: s / 36.0 / max(hours, 1e-9) for d, s in self.seconds.items()}
        parts = ", ".join(f"{d} {p:.1f} %" for d, p in sorted(share.items(), key=lambda x: -x[1]))
        said = "".join(f"\n    {bout}" for bout in self.false_bouts)
        return (
            f"{len(self.false_bouts)} in {hours:.2f} h ({self.recordings} recordings, "
            f"{self.refused} refused): {parts}{said}"
        )


def session(task: tuple[str, int, int]) -> tuple[str, Pool]:
    """Return what one feed says of one simulated forward session."""
    feed, seed, number = task
    pool = Pool()
    wearing = "" if feed == "markers" else WEARINGS[number % len(WEARINGS)]
    runner = make_runner(forward_session(seed, MINUTES, hills=number % 3 == 2))
    try:
        pool.add(f"{feed} {wearing} seed {seed}", measure(worn(feed, runner, number)))
    except BackstrideError:
        pool.refused += 1
    return f"{feed} {wearing}".strip(), pool


def real(data_dir: Path) -> Iterator[tuple[str, Pool]]:
    """Yield the pool of every real set: markers, virtual sensors on them, watches, worn sensors."""
    for name in ("accad", "bandai_namco"):
        pools = {site: Pool() for site in ("markers", "waist", "foot")}
        folder = data_dir / "mocap" / name
        rows = csv.DictReader((folder / "labels.csv").read_text("utf-8").splitlines())
        for number, row in enumerate(rows):
            if row["gold_direction"].split(" ")[0] != "forward":
                continue
            found = measure(read(folder / row["path"]))
            pools["markers"].add(row["path"], found)
            for site in ("waist", "foot"):
                says = worn_on(found.motion, "waist" if site == "waist" else "foot", seed=number)
                if says is not None:
                    pools[site].add(row["path"], measure(says))
        yield from ((f"{name} {site}", pool) for site, pool in pools.items())
    yield "lab markers", _folder(data_dir / "mocap" / "lab", (".trc", ".c3d"))
    yield "watches", _folder(data_dir / "activity", (".fit", ".gpx", ".tcx"))
    yield from _worn_sensors(data_dir / "imu")


def _folder(folder: Path, suffixes: tuple[str, ...]) -> Pool:
    """Return the pool of a folder in which nobody goes backward."""
    pool = Pool()
    for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in suffixes):
        try:
            pool.add(path.name, measure(read(path)))
        except BackstrideError:
            pool.refused += 1
    return pool


def _worn_sensors(folder: Path) -> Iterator[tuple[str, Pool]]:
    feet, belt = Pool(), Pool()
    feet.add("gaitmap", measure(read(folder / "gaitmap" / "imu_sample.csv")))
    back = Placement("waist", forward_axis=(0.0, 0.0, -1.0), said=True)
    for path in sorted((folder / "skdh").glob("lumbar*.npz")):
        try:
            belt.add(path.name, measure(read(path, placement=back)))
        except BackstrideError:
            belt.refused += 1
    yield "gaitmap, both feet", feet
    yield "skdh, lumbar", belt


def main() -> int:
    """Print the pool of each feed, and all together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=10.0, help="of moving, for each feed")
    parser.add_argument("--first-seed", type=int, default=91_000)
    parser.add_argument("--feeds", default=",".join(FEEDS))
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--data", type=Path, help="folder with real recordings, counted too")
    chosen = parser.parse_args()
    # Rests are not movement: a tenth more sessions than hours need.
    count = round(1.1 * chosen.hours * 60.0 / MINUTES)
    tasks = [
        (feed, chosen.first_seed + number, number)
        for feed in chosen.feeds.split(",")
        for number in range(count)
    ]
    pools: dict[str, Pool] = {}
    with ProcessPoolExecutor(chosen.processes) as workers:
        for name, pool in workers.map(session, tasks):
            pools.setdefault(name, Pool()).join(pool)
    if chosen.data is not None:
        pools.update(real(chosen.data))
    together = Pool()
    for name, pool in pools.items():
        print(f"{name}: {pool}", flush=True)
        together.join(pool)
    together.false_bouts = [bout.split()[0] for bout in together.false_bouts]
    print(f"all: {together}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
