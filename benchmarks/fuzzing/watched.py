"""The process that tries damaged files, and the one that watches it."""

import multiprocessing
import sys
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from benchmarks.fuzzing.mutations import mutate
from benchmarks.fuzzing.sound import Sound
from benchmarks.fuzzing.trial import Outcome, try_file

SILENCE_S = 60.0
"""A worker that says nothing for so long hangs; far above the limit, for busy machines."""

MOST_DEATHS = 20
"""A format that takes down so many processes has shown what it does."""


def damaged(seeds: list[Sound], seed: int, index: int) -> tuple[bytes, str, str]:
    """Return the bytes of one damaged file, what was done, and the name it should carry."""
    rng = np.random.default_rng([seed, index])
    origin = seeds[index % len(seeds)]
    data, done = mutate(origin.path.read_bytes(), rng)
    return data, f"{origin.path.name}: {done}", origin.path.name


def work(seeds: list[Sound], seed: int, indices: range, pipe: Connection) -> None:
    """Try damaged files one after another; say each before and after."""
    with tempfile.TemporaryDirectory() as folder:
        for sound in seeds:
            try_file(sound.path, sound)  # everything that is loaded once is loaded now
        for index in indices:
            data, done, name = damaged(seeds, seed, index)
            path = Path(folder) / name
            path.write_bytes(data)
            pipe.send((index, None, done))
            pipe.send((index, try_file(path, seeds[index % len(seeds)]), done))
        pipe.send(None)


def run(seeds: list[Sound], seed: int, count: int) -> list[tuple[int, Outcome, str]]:
    """Return the outcome of each damaged file; a worker that dies or hangs is started again."""
    context = multiprocessing.get_context("spawn")
    outcomes: list[tuple[int, Outcome, str]] = []
    first = deaths = 0
    while first < count:
        ours, theirs = context.Pipe()
        worker = context.Process(target=work, args=(seeds, seed, range(first, count), theirs))
        worker.start()
        theirs.close()
        last = _listen(ours, outcomes, first)
        worker.kill()
        worker.join()
        deaths += last < sys.maxsize - 1
        if deaths > MOST_DEATHS:
            break
        first = last + 1
    return outcomes


def _listen(pipe: Connection, outcomes: list[tuple[int, Outcome, str]], first: int) -> int:
    """Collect outcomes until the worker ends; return the last index it dealt with."""
    index, done = first, "at its start"
    while True:
        try:
            if not pipe.poll(SILENCE_S):
                outcomes.append((index, Outcome("slow", f"silent for {SILENCE_S:.0f} s"), done))
                return index
            said = pipe.recv()
        except EOFError:
            outcomes.append((index, Outcome("leak", "the whole process died"), done))
            return index
        if said is None:
            return sys.maxsize - 1
        index, outcome, done = said
        if outcome is not None:
            outcomes.append((index, outcome, done))
            if sys.stderr.isatty() and index % 50 == 0:
                print(f"\r\033[K  {index}", end="", file=sys.stderr, flush=True)
