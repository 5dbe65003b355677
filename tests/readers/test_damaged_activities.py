"""Watch files damaged in every way: one sentence, quickly, and never a traceback."""

import time
import tracemalloc
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from benchmarks.fuzzing.mutations import mutate

from backstride.errors import BackstrideError
from backstride.measure import measure
from tests.readers.made_activities import (
    definition,
    fit,
    gpx,
    gpx_point,
    messages,
    motion,
    session,
    steady_run,
    tcx,
    tcx_lap,
    tcx_points,
)

TRIES = 500
LIMIT_S = 2.0
SPARE_BYTES, BYTES_PER_BYTE = 64 * 1024**2, 20


def made(suffix: str) -> list[bytes]:
    """Return sound files that use much of their format."""
    if suffix == ".tcx":
        return [tcx(*(tcx_lap(tcx_points(range(a, a + 20)), start=a) for a in (0, 20, 40)))]
    if suffix == ".gpx":
        return [gpx([gpx_point(t, north_m=3.0 * t) for t in range(60)], name="backward")]
    events = messages(21, [(253, "I"), (0, "B"), (1, "B")], [(1_000_000_020, 0, 4)], local=6)
    laps = messages(19, [(2, "I"), (7, "I")], [(1_000_000_000, 30_000)], local=5)
    return [fit(session(), steady_run(60), events, laps, session(2, 1_000_000_040))]


def real(data_dir: Path, suffix: str) -> list[bytes]:
    """Return the smallest real recordings."""
    files = sorted((data_dir / "activity" / suffix[1:]).glob(f"*{suffix}"), key=_size)
    return [path.read_bytes() for path in files if "Workout" not in path.name][:5]


def _size(path: Path) -> int:
    return path.stat().st_size


@pytest.mark.parametrize("suffix", [".fit", ".tcx", ".gpx"])
def test_damaged_files_are_read_or_refused(data_dir: Path, suffix: str) -> None:
    """Five hundred of each format: no exception but our own, none slow."""
    rng = np.random.default_rng(2024)
    seeds = made(suffix) + real(data_dir, suffix)
    read = 0
    for i in range(TRIES):
        data, done = mutate(seeds[i % len(seeds)], rng)
        began = time.process_time()
        try:
            measure(motion(data, suffix)) if data else None
            read += 1
        except BackstrideError as error:
            said = str(error)
            assert said.endswith((".", ".fit", ".tcx", ".gpx")), done
            assert "\n" not in said, done
        assert time.process_time() - began < LIMIT_S, (i, done)
    assert read > 0.3 * TRIES


def hostile() -> dict[str, tuple[str, bytes]]:
    """Return files that are made to take time or memory."""
    tiny = definition(20, [(3, 1, 2)], local=2)
    whole = messages(20, [(253, "I"), (3, "B")], [(1_000_000_000, 140)], local=1)
    rolling = b"".join(bytes([0x80 | 2 << 5 | (30 * i) % 32, 140]) for i in range(200_000))
    apart = messages(20, [(253, "I"), (73, "I")], [(10**9 + 43_000 * i, 3000) for i in range(99)])
    layouts = b"".join(definition(20, [(i % 250, 1, 2)] * (i % 200)) for i in range(5000))
    return {
        "time rolls on in every byte": (".fit", fit(session(), whole, tiny, rolling)),
        "records half a day apart": (".fit", fit(session(), apart)),
        "thousands of definitions": (".fit", fit(layouts)),
        "messages of nothing": (".fit", fit(definition(20, []) + bytes(500_000))),
        "elements in each other": (".gpx", b"<gpx>" + b"<a>" * 300_000),
        "one long attribute": (".gpx", b'<gpx><trkpt lat="' + b"1" * 10**6 + b'" lon="1"/></gpx>'),
        "points without an end": (".gpx", b"<gpx><trk>" + b'<trkpt lat="1" lon="2">' * 40_000),
    }


@pytest.mark.parametrize("name", hostile())
def test_hostile_files_take_neither_time_nor_memory(name: str) -> None:
    """Within two seconds, and 64 MB and twenty times the file."""
    suffix, data = hostile()[name]
    tracemalloc.start()
    began = time.process_time()
    with suppress(BackstrideError):
        measure(motion(data, suffix))
    took = time.process_time() - began
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < SPARE_BYTES + BYTES_PER_BYTE * len(data)
    assert took < 2 * LIMIT_S  # watching the memory itself takes about as long again
