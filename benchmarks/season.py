"""What a season costs: each match, the next match, and asking again; and whether it survives.

Run by hand from the checkout, with the ``[team]`` extra::

    PYTHONPATH=src python -m benchmarks.season [--matches 100] [--minutes 10] [--workers 2]
    PYTHONPATH=src python -m benchmarks.season --answers 100 1000 10000
    PYTHONPATH=src python -m benchmarks.season --kills 200

Writes made-up TRACAB matches to a temporary folder and lets fresh processes measure 10 to 100 of
them. All are cuts of one match, so that they take equally long; files lie in the system's cache.
Seconds of the clock depend on what else runs; seconds of processor do not. ``--answers`` makes
tables of whole matches (95 minutes, 22 players) and times the answers from them alone.
``--kills`` ends runs by SIGKILL, at random calls of the season's own code, and looks for damage.
"""

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import FrameType

from backstride.team import Thresholds, shipped_model, simulated_match
from backstride.team import season as room
from backstride.team.season import (
    SeasonSettings,
    answer_season,
    here,
    processes,
    season_json,
    season_of_tables,
    update_season,
)
from backstride.team.season.columns import frame_of
from backstride.team.season.manifest import Entry, Manifest
from backstride.team.season.rows import game_rows
from backstride.team.season.sources import MARKER
from benchmarks.team_feeds import RATE_HZ, write_match

STEPS = (0.1, 0.25, 0.5, 1.0)
"""Parts of all matches that the curve is measured at."""

CUT_FRAMES = 5  # by which one match is shorter than the next, so that no two are the same

WHOLE_MIN = 95.0
"""Length of a whole match with its added time."""


@dataclass(frozen=True)
class Cost:
    """What one run took: seconds of the clock and of processor, and its peak in MB."""

    clock_s: float
    processor_s: float
    peak_mb: float


def write_season(folder: Path, matches: int, minutes: float) -> float:
    """Write so many matches, each a little shorter than the last; return their usual size in MB."""
    data, meta = write_match(folder, round(minutes * 60 * RATE_HZ))
    whole, about = data.read_bytes(), meta.read_bytes()
    data.unlink()
    meta.unlink()
    start = 0
    for number in range(matches):
        (folder / f"m{number:05d}.dat").write_bytes(whole[start:])
        (folder / f"m{number:05d}.xml").write_bytes(about)
        for _ in range(CUT_FRAMES):
            start = whole.index(b"\n", start) + 1
    return len(whole) / 1e6


def linked(source: Path, target: Path, matches: int) -> Path:
    """Return a folder with the first matches of another."""
    target.mkdir(exist_ok=True)
    for number in range(matches):
        for ending in (".dat", ".xml"):
            name = f"m{number:05d}{ending}"
            if not (target / name).exists():
                os.link(source / name, target / name)
    return target


def timed(*words: str) -> Cost:
    """Run this module in a fresh process and return what it and its children took."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-m", "benchmarks.season", *words], check=True)
    clock = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(clock, used, after.ru_maxrss / 1024)


def do(what: str, root: Path, out: Path, workers: int) -> None:
    """Measure a season, or answer from its tables, in this process."""
    if what == "answer":
        season_json(answer_season(season_of_tables(out)), "")
        return
    settings = SeasonSettings.of(Thresholds(), shipped_model())
    update_season(root, out, settings=settings, engine=processes(workers))


def curve(folder: Path, matches: int, minutes: float, workers: int) -> None:
    """Print what seasons of growing size cost, each measured anew."""
    feeds = folder / "feeds"
    feeds.mkdir()
    size = write_season(feeds, matches, minutes)
    print(f"matches of {minutes:g} minutes, {size:.1f} MB; {workers} processes")
    each = []
    for count in sorted({max(2, round(matches * part)) for part in STEPS}):
        root = linked(feeds, folder / f"season{count}", count)
        cost = timed("--do", "update", str(root), str(folder / f"out{count}"), str(workers))
        each.append((count, cost))
        print(
            f"{count:5d} matches: {cost.clock_s:6.1f} s, {cost.clock_s / count:.3f} s each; "
            f"processor {cost.processor_s / count:.3f} s each"
        )
    (few, first), (many, last) = each[0], each[-1]
    clock = (last.clock_s / many) / (first.clock_s / few)
    used = (last.processor_s / many) / (first.processor_s / few)
    print(f"cost a match, {many} against {few}: clock {clock:.2f}, processor {used:.2f}")
    for (a, less), (b, more) in pairwise(each):
        own = (more.processor_s - less.processor_s) / (b - a)
        print(f"each match from {a} to {b}, without what a run begins with: processor {own:.3f} s")
    _next(folder, feeds, many, workers)


def _next(folder: Path, feeds: Path, many: int, workers: int) -> None:
    root, out = folder / f"season{many}", folder / f"out{many}"
    words = ("--do", "update", str(root), str(out), str(workers))
    print(f"nothing new: {timed(*words).clock_s:.2f} s")
    last = root / f"m{many - 1:05d}.dat"
    text = (feeds / last.name).read_bytes()
    last.unlink()
    last.write_bytes(text[text.index(b"\n") + 1 :])
    print(f"one match changed: {timed(*words).clock_s:.2f} s")
    asked = timed("--do", "answer", str(root), str(out), str(workers))
    print(f"answers from the tables: {asked.clock_s:.2f} s, processor {asked.processor_s:.2f} s")


def answers(folder: Path, matches: int) -> None:
    """Print what it takes to answer from tables of whole matches."""
    out = folder / f"tables{matches}"
    (out / "matches").mkdir(parents=True)
    (out / MARKER).write_text("{}\n", "utf-8")
    rows = 0
    entries = []
    for entry in _tables(out, matches):
        entries.append(entry)
        rows += entry.rows
    Manifest(out).rewrite(entries)
    size = sum(path.stat().st_size for path in (out / "matches").iterdir()) / 1e6
    cost = timed("--do", "answer", "", str(out), "1")
    print(
        f"{matches} whole matches, {rows:,} rows, {size:.0f} MB of Parquet: {cost.clock_s:.1f} s, "
        f"processor {cost.processor_s:.1f} s, {cost.peak_mb:.0f} MB"
    )


def _tables(out: Path, matches: int) -> Iterator[Entry]:
    """Write tables of whole matches: ten simulated ones, handed to clubs of a league in turn."""
    limits = SeasonSettings.of(Thresholds(), shipped_model())
    same = {"schema": room.SCHEMA, "interval_factor": limits.model.factor} | {
        "forward_below_deg": 45.0, "backward_above_deg": 135.0, "speed_above_mps": 1.4,
        "position_speed_above_mps": 1.83, "shortest_bout_s": 0.8, "source_sha256": "0" * 64,
        "software_sha256": limits.software,
    }  # fmt: skip
    made = []
    for seed in range(min(10, matches)):
        feed, _ = simulated_match(limits.model, seed=seed, minutes=WHOLE_MIN, rate_hz=5)
        feed.period[len(feed) // 2 :] = 2
        made.append(game_rows(feed, "", limits.thresholds, limits.model)[0])
    for number in range(matches):
        columns, name = made[number % len(made)], f"m{number:06d}"
        clubs = {"home": f"club {number % 20}", "away": f"club {(number * 7 + 3) % 20}"}
        team = [clubs[one] for one in columns["team"]]
        person = [f"{a}:{b}" for a, b in zip(team, columns["player_id"], strict=True)]
        own = columns | {"team": team, "person": person, "player": person}
        frame = frame_of(own, {**same, "match": name, "match_name": name})
        path = out / "matches" / f"{name}.parquet"
        frame.write_parquet(path)
        entry = Entry(name, name, None, [], "", positions_sha256=name, table=path.name)
        entry.rows, entry.size_bytes = len(frame), path.stat().st_size
        yield entry


def dying(root: Path, out: Path, at: int) -> None:
    """Measure in this process and die at the given call within the season's modules."""
    inside, calls = str(Path(room.__file__).parent), 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        if event in {"call", "c_call"} and frame.f_code.co_filename.startswith(inside):
            calls += 1
            if calls == at:
                os.kill(os.getpid(), signal.SIGKILL)

    settings = SeasonSettings.of(Thresholds(), shipped_model())
    sys.setprofile(count)
    update_season(root, out, settings=settings, engine=here)
    sys.setprofile(None)
    print(calls)


def kills(folder: Path, deaths: int) -> None:
    """Kill runs at random calls; each next run goes on with what the last one left."""
    root, dice = folder / "feeds", random.Random(1)  # noqa: S311 - no secret
    root.mkdir()
    write_season(root, 6, 0.5)
    settings = SeasonSettings.of(Thresholds(), shipped_model())
    command = [sys.executable, "-m", "benchmarks.season", "--die", str(root)]
    done = subprocess.run(
        [*command, str(folder / "clean"), "-1"], check=True, capture_output=True, text=True
    )
    calls, whole = int(done.stdout), _said(folder / "clean")
    wrong = died = through = 0
    out, number = folder / "out0", 0
    while died < deaths:
        run = subprocess.run(
            [*command, str(out), str(dice.randint(1, calls))],
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        died += run.returncode == -signal.SIGKILL
        if run.returncode == 0 or dice.random() < 0.2:
            update_season(root, out, settings=settings, engine=here)
            through += 1
            named = {path.name for path in season_of_tables(out).tables()}
            there = {path.name for path in (out / "matches").iterdir()}
            wrong += _said(out) != whole or named != there
            number += 1
            out = folder / f"out{number}"
    print(f"{died} deaths by SIGKILL, {through} seasons brought to their end: {wrong} wrong")


def _said(out: Path) -> str:
    found = season_json(answer_season(season_of_tables(out)), "")
    found["source"] = found["source"]["matches"]
    return json.dumps(found)


def main() -> None:
    """Do what was asked for."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("--matches", type=int, default=100)
    ask.add_argument("--minutes", type=float, default=10.0)
    ask.add_argument("--workers", type=int, default=2)
    ask.add_argument("--answers", type=int, nargs="+", metavar="MATCHES")
    ask.add_argument("--kills", type=int, default=0)
    ask.add_argument("--do", nargs=4, help=argparse.SUPPRESS)
    ask.add_argument("--die", nargs=3, help=argparse.SUPPRESS)
    chosen = ask.parse_args()
    if chosen.do:
        do(chosen.do[0], Path(chosen.do[1]), Path(chosen.do[2]), int(chosen.do[3]))
        return
    if chosen.die:
        dying(Path(chosen.die[0]), Path(chosen.die[1]), int(chosen.die[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        if chosen.kills:
            kills(Path(folder), chosen.kills)
        for matches in chosen.answers or ():
            answers(Path(folder), matches)
        if not chosen.kills and not chosen.answers:
            curve(Path(folder), chosen.matches, chosen.minutes, chosen.workers)


if __name__ == "__main__":
    main()
