"""Making the cases on the machine of whoever takes part."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backstride.simulate import make_runner
from backstride.simulate.feeds import FEEDS, Recorded, feed_named
from backstride.simulate.known import truth_of
from benchmarks.backward.cases import Case, by_scenario

INDEX = "cases.json"
SCHEMA = "backstride.benchmark/1"


@dataclass(frozen=True)
class Written:
    """One case on disk, as the index has it."""

    id: str
    files: tuple[str, ...]
    truth: str
    about: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Return the entry of the index."""
        return {"id": self.id, "files": list(self.files), "truth": self.truth, **self.about}


def write_cases(cases: Sequence[Case], out_dir: Path) -> Iterator[Written]:
    """Write recordings and truth of all cases, one folder each, and yield each when it is there."""
    known = {feed.name for feed in FEEDS}
    for group in by_scenario([case for case in cases if case.feed in known]):
        recorded = Recorded(make_runner(group[0].scenario))
        truth = truth_of(recorded.runner, recorded.clean)
        for case in group:
            folder = out_dir / case.id
            folder.mkdir(parents=True, exist_ok=True)
            feed = feed_named(case.feed)
            path = folder / f"recording{feed.suffix}"
            beside = feed.write(path, recorded, case.options)
            truth.write(folder / "truth.json")
            files = tuple(str(p.relative_to(out_dir)) for p in (path, *beside))
            yield Written(case.id, files, f"{case.id}/truth.json", case.about())


def write_index(written: Sequence[Written], out_dir: Path, seed: int) -> None:
    """Write the list of cases."""
    index = {"schema": SCHEMA, "seed": seed, "cases": [w.as_json() for w in written]}
    (out_dir / INDEX).write_text(json.dumps(index, indent=1) + "\n", "utf-8")


def read_index(out_dir: Path) -> list[Written]:
    """Return the cases that were written to a folder."""
    index = json.loads((out_dir / INDEX).read_text("utf-8"))
    own = ("id", "files", "truth")
    return [
        Written(
            case["id"],
            tuple(case["files"]),
            case["truth"],
            {key: value for key, value in case.items() if key not in own},
        )
        for case in index["cases"]
    ]
