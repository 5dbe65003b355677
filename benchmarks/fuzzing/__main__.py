"""Thousands of damaged files through reading and measuring.

Run by hand from the checkout::

    PYTHONPATH=src .venv-test/bin/python -m benchmarks.fuzzing --count 20000
    PYTHONPATH=src .venv-test/bin/python -m benchmarks.fuzzing FIT TCX --count 500 --seed 7

Every file is read in a process that is watched from outside, so that a crash or a hang of a native
library is seen and counted as well. Whatever went wrong is kept as a file.
"""

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.fuzzing.seeds import seed_files
from benchmarks.fuzzing.sound import Sound
from benchmarks.fuzzing.watched import damaged, run


def main() -> int:
    """Fuzz the formats named, all by default; exit 1 when anything went wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fuzzing", description="Damaged files by the thousand."
    )
    parser.add_argument("formats", nargs="*", help="names of formats; all by default")
    parser.add_argument("--count", type=int, default=500, help="damaged files of each format")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"), help="what went wrong")
    arguments = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        seeds = seed_files(Path(folder))
        for name in arguments.formats or sorted(seeds):
            if name not in seeds:
                parser.error(f"no sound file of {name}; there are {', '.join(sorted(seeds))}")
            outcomes = run(seeds[name], arguments.seed, arguments.count)
            kinds = Counter(outcome.kind for _, outcome, _ in outcomes)
            print(f"{name}: " + ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())))
            for index, outcome, done in outcomes:
                if outcome.bad:
                    wrong += 1
                    print(f"  {outcome.kind} ({outcome.detail}) {done} [{index}]")
                    _keep(arguments.keep, seeds[name], arguments.seed, index)
    return 1 if wrong else 0


def _keep(folder: Path, seeds: list[Sound], seed: int, index: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    data, _, name = damaged(seeds, seed, index)
    (folder / f"{seed}-{index}-{name}").write_bytes(data)


if __name__ == "__main__":
    raise SystemExit(main())
