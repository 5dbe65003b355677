"""How fast files are read, measured and reported, stage by stage against file size.

Run by hand from the checkout::

    PYTHONPATH=src .venv-test/bin/python -m benchmarks.measuring

Each line is a ratio against something in the same run: the length of the recording, a limit, or a
peer. Machines are noisy; the best of a few tries is shown. The exit code is 1 when a recording of
four times the length takes more than five times as long to measure.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from backstride.cli.kit import THREADS
from backstride.exchange.report import render_report
from backstride.measure import measure
from backstride.readers import read
from backstride.simulate import load_scenario, simulate, write_scenario

PROCESS_LIMIT_S, IMPORT_LIMIT_S = 1.5, 0.7
LENGTHS_S = (10.0, 60.0, 300.0)
TRIES = 3

SESSIONS = ("backward-run", "shuttle", "backward-session")
"""One long run; many short bouts; and long stands, beside which a foot is down for seconds."""

GROWING_S, GROWING_HZ = (60.0, 240.0, 960.0), (60.0, 120.0)
MOST_GROWTH = 5.0
"""Times as long for four times the length; four would be in proportion to it."""


def best_s(work: Callable[[], object], *, clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the shortest of a few tries, in seconds."""
    times = []
    for _ in range(TRIES):
        start = clock()
        work()
        times.append(clock() - start)
    return min(times)


def recordings(folder: Path) -> list[Path]:
    """Write simulated backward runs of several lengths as C3D and TRC, and return their paths."""
    base = load_scenario("backward-run")
    run = max(base.segments, key=lambda segment: segment.kind == "run")
    paths = []
    for length_s in LENGTHS_S:
        segment = replace(run, duration_s=length_s, distance_m=None)
        scenario = replace(base, name=f"run-{length_s:.0f}s", segments=(segment,))
        written = write_scenario(scenario, folder, formats=("c3d", "trc"))
        paths += [path for path in written if path.suffix in {".c3d", ".trc"}]
    return paths


def stages(path: Path) -> None:
    """Print read, measure and report of one file."""
    motion = read(path)
    result = measure(motion)
    times = {
        "read": best_s(lambda: read(path)),
        "measure": best_s(lambda: measure(motion)),
        "report": best_s(lambda: render_report(result)),
    }
    size_mb = path.stat().st_size / 1e6
    told = "  ".join(
        f"{name} {seconds:6.3f} s ({motion.duration_s / seconds:7.0f} x real time, "
        f"{size_mb / seconds:6.1f} MB/s)"
        for name, seconds in times.items()
    )
    print(f"{path.name:16} {size_mb:6.2f} MB  {told}")


def whole_process(path: Path) -> None:
    """Print the command as a whole process, and its imports alone, against their limits."""
    command = [sys.executable, "-m", "backstride", "measure", str(path), "--json"]
    whole = best_s(lambda: subprocess.run(command, check=True, capture_output=True))
    imports = [sys.executable, "-c", "import backstride.cli.measuring"]
    alone = best_s(lambda: subprocess.run(imports, check=True))
    print(f"whole process, {path.name}: {whole:.2f} s, {whole / PROCESS_LIMIT_S:.2f} of its limit")
    print(f"imports: {alone:.2f} s, {alone / IMPORT_LIMIT_S:.2f} of their limit")


def growth() -> float:
    """Print how measuring grows with the length of a session, and return the worst ratio."""
    worst = 0.0
    for name in SESSIONS:
        for rate_hz in GROWING_HZ:
            seconds = [_measuring_s(name, rate_hz, length_s) for length_s in GROWING_S]
            ratios = [after / before for before, after in pairwise(seconds)]
            told = ", ".join(
                f"{length_s:.0f} s in {own:.3f} s"
                for length_s, own in zip(GROWING_S, seconds, strict=True)
            )
            shown = " and ".join(f"{ratio:.2f}" for ratio in ratios)
            print(f"{name} at {rate_hz:.0f} Hz: {told}; 4 x the length takes {shown} x as long")
            worst = max(worst, *ratios)
    return worst


def _measuring_s(name: str, rate_hz: float, length_s: float) -> float:
    """Return the processor time of measuring a session that goes on for about so long."""
    base = load_scenario(name)
    once, _ = simulate(replace(base, rate_hz=rate_hz))
    times = round(length_s / once.duration_s)
    motion, _ = simulate(replace(base, rate_hz=rate_hz, segments=base.segments * times))
    return best_s(lambda: measure(motion), clock=time.process_time) * length_s / motion.duration_s


def against_pybvh(path: Path) -> None:
    """Print reading a BVH file, positions and all, against pybvh."""
    import pybvh  # noqa: PLC0415 - a peer, not a dependency

    ours = best_s(lambda: read(path))
    theirs = best_s(lambda: pybvh.read_bvh_file(str(path)))
    print(f"{path.name}: {ours:.4f} s against pybvh {theirs:.4f} s (its file parsing alone)")


def main() -> int:
    """Run all of them."""
    if sys.argv[1:] == ["--growth"]:
        return int(growth() > MOST_GROWTH)
    with tempfile.TemporaryDirectory() as folder:
        paths = recordings(Path(folder))
        for path in paths:
            stages(path)
        whole_process(paths[0])
    for given in sys.argv[1:]:
        if given.endswith(".bvh"):
            against_pybvh(Path(given))
        else:
            stages(Path(given))
    # Threads of linear algebra that wait for each other count as work: one, as the command has.
    command = [sys.executable, "-m", "benchmarks.measuring", "--growth"]
    return subprocess.run(
        command, check=False, env={**os.environ, **dict.fromkeys(THREADS, "1")}
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
