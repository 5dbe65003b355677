"""How fast and lean a TRACAB match is read and answered, against loading it with kloppy.

Run by hand from the checkout, with the ``[team]`` extra::

    PYTHONPATH=src python -m benchmarks.team_feeds [--frames 143000] [--without-kloppy]

Writes a made-up match of about 97 MB to a temporary folder, then lets fresh processes read it:
Backstride reads and answers it, kloppy only loads it. Seconds are of the clock,
beside those of the processor, which other work on the machine does not lengthen; memory is the
process's peak. The last line times the direction step alone, on 3.3 million player-frames.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from backstride.team import Thresholds, directions, shipped_model, simulated_match
from backstride.team.feed import Feed

RATE_HZ, OBJECTS = 25, 29

META = """<TracabMetaData sVersion="1.0"><match iId="1" dtDate="2026-01-01 00:00:00"
 iFrameRateFps="25" fPitchXSizeMeters="105.00" fPitchYSizeMeters="68.00">
<period iId="1" iStartFrame="100000" iEndFrame="{middle}"/>
<period iId="2" iStartFrame="{second}" iEndFrame="{last}"/></match>
<HomeTeam><LongName>Home</LongName><ShortName>H</ShortName><TeamId>1</TeamId><Players>{home}
</Players></HomeTeam><AwayTeam><LongName>Away</LongName><ShortName>A</ShortName><TeamId>2</TeamId>
<Players>{away}</Players></AwayTeam></TracabMetaData>"""

PLAYER = (
    "<Player><PlayerId>{id}</PlayerId><FirstName>Player</FirstName><LastName>No{shirt}</LastName>"
    "<JerseyNo>{shirt}</JerseyNo><StartFrameCount>100000</StartFrameCount>"
    "<EndFrameCount>{last}</EndFrameCount></Player>"
)


def write_match(folder: Path, frames: int) -> tuple[Path, Path]:
    """Write a TRACAB match and its metadata; return both paths."""
    feed, _ = simulated_match(
        shipped_model(), seed=1, minutes=frames / RATE_HZ / 60, rate_hz=RATE_HZ
    )
    last = 100_000 + len(feed) - 1
    middle = 100_000 + len(feed) // 2
    people = {
        team: "".join(
            PLAYER.format(id=f"{side}{shirt}", shirt=shirt, last=last) for shirt in range(1, 12)
        )
        for side, team in ((1, "home"), (2, "away"))
    }
    meta, data = folder / "match.xml", folder / "match.dat"
    meta.write_text(META.format(middle=middle, second=middle + 1, last=last, **people), "utf-8")
    with data.open("w", encoding="ascii") as file:
        for start in range(0, len(feed), 1000):
            file.writelines(_lines(feed, start, min(start + 1000, len(feed))))
    return data, meta


def _lines(feed: Feed, a: int, b: int) -> list[str]:
    x, y = (np.round(v[a:b] * 100).astype(int).tolist() for v in (feed.x_m, feed.y_m))
    ball = np.round(feed.ball_m[a:b] * 100).astype(int).tolist()
    team = [1 if player.team == "home" else 0 for player in feed.players]
    spare = "".join(f"4,{i},-1,5550,4400,0.00;" for i in range(23, OBJECTS + 1))
    lines = []
    for i, (xs, ys, (bx, by)) in enumerate(zip(x, y, ball, strict=True)):
        people = "".join(f"{team[p]},{p + 1},{p % 11 + 1},{xs[p]},{ys[p]},0.00;" for p in range(22))
        lines.append(f"{100_000 + a + i}:{people}{spare}:{bx},{by},11,0.00,H,Alive;:\n")
    return lines


def one(who: str, data: Path, meta: Path) -> None:
    """Do one reader's work in this process and print what it took as JSON."""
    start = time.perf_counter()
    if who == "backstride":
        from backstride.team import match_of  # noqa: PLC0415 - timed with the rest

        found = len(match_of(data, meta=meta).as_json()["players"])
    else:
        from kloppy import tracab  # noqa: PLC0415 - a peer, timed with its import

        found = len(tracab.load(raw_data=str(data), meta_data=str(meta), only_alive=False))
    took = time.perf_counter() - start
    used = time.process_time()
    said = {"reader": who, "seconds": took, "cpu_s": used, "peak_mb": _peak_mb(), "found": found}
    print(json.dumps(said))


def _peak_mb() -> float:
    """Return this process's own peak; ``ru_maxrss`` would keep that of the process it came from."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(float(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def direction_step() -> float:
    """Return the least processor time of the direction step over 150,000 × 22, in seconds."""
    random = np.random.default_rng(1)
    shape = (150_000, 22)
    facing, travel = (random.uniform(-180, 180, shape).astype(np.float32) for _ in range(2))
    speed = random.uniform(0, 7, shape).astype(np.float32)
    times = []
    for _ in range(5):
        start = time.process_time()
        directions(facing, travel, speed, Thresholds())
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Write the match, run both readers, print one line each."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--frames", type=int, default=143_000)
    ask.add_argument("--without-kloppy", action="store_true")
    ask.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    chosen = ask.parse_args()
    if chosen.one:
        one(chosen.one[0], Path(chosen.one[1]), Path(chosen.one[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        data, meta = write_match(Path(folder), chosen.frames)
        print(f"{data.stat().st_size / 1e6:.0f} MB, {chosen.frames} frames")
        seen = []
        for who in ("backstride", "kloppy")[: 1 if chosen.without_kloppy else 2]:
            command = [sys.executable, "-m", "benchmarks.team_feeds", "--one", who]
            done = subprocess.run(
                [*command, str(data), str(meta)], check=True, capture_output=True, text=True
            )
            seen.append(json.loads(done.stdout.splitlines()[-1]))
            print(
                "{reader}: {seconds:.1f} s, {cpu_s:.1f} s of processor, {peak_mb:.0f} MB".format(
                    **seen[-1]
                )
            )
        if len(seen) == 2:
            ours, theirs = seen
            faster = theirs["seconds"] / ours["seconds"]
            less = theirs["cpu_s"] / ours["cpu_s"]
            leaner = theirs["peak_mb"] / ours["peak_mb"]
            print(f"{faster:.1f} times faster ({less:.1f} by processor), {leaner:.1f} times leaner")
    print(f"direction step, 3.3 million player-frames: {direction_step():.3f} s of processor")


if __name__ == "__main__":
    main()
