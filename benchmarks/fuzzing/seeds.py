"""Sound files that damage is done to: made here, and the smallest real ones where they are had."""

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from backstride.errors import BackstrideError
from backstride.measure import measure
from backstride.readers import FORMATS
from backstride.readers.files import find_format, load
from benchmarks.fuzzing.made import made_files
from benchmarks.fuzzing.sound import Sound
from benchmarks.fuzzing.trial import read_as_said

LARGEST_BYTES = 400_000
"""Larger seeds only make each try slower; the same structures are in the small ones."""

MOST_PER_FORMAT = 4
_FORCES = ("OpenSim storage", "force text")
_MAPPED = "table with a mapping"
_FILMS = "video"


def seed_files(folder: Path) -> dict[str, list[Sound]]:
    """Return sound files by the name of their format.

    Files that can be measured come first; where a format has none, those that are soundly refused.

    Parameters
    ----------
    folder : Path
        Where files that are made here are written to.
    """
    good: dict[str, list[Sound]] = defaultdict(list)
    refused: dict[str, list[Sound]] = defaultdict(list)
    for sound in [*made_files(folder), *_real_files()]:
        name, measured = _format_of(sound)
        kept = good if measured else refused
        if name and len(kept[name]) < MOST_PER_FORMAT:
            kept[name].append(sound)
    return {name: good[name] or refused[name] for name in {*good, *refused} if name != _FILMS}


def _real_files() -> Iterable[Sound]:
    """Give the real recordings, the smallest first; none where the folder is absent."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    data = Path(os.environ.get("BACKSTRIDE_DATA", beside))
    found = [path for path in data.rglob("*") if path.is_file()] if data.is_dir() else []
    for path in sorted(found, key=lambda one: one.stat().st_size):
        if not 0 < path.stat().st_size <= LARGEST_BYTES:
            continue
        markers = _markers_of(path)
        yield Sound(path, markers=markers)


def _markers_of(path: Path) -> Path | None:
    """Return the marker file that a file of ground forces lies beside, by the name they share."""
    if path.suffix not in (".mot", ".forces"):
        return None
    stem = path.stem.removesuffix("_grf")
    return next(iter(sorted(path.parent.glob(f"{stem}.trc"))), None)


def _format_of(sound: Sound) -> tuple[str | None, bool]:
    """Return the format that takes a file, and whether it could be measured."""
    try:
        name = find_format(load(sound.path), FORMATS).name if sound.mapping is None else _MAPPED
    except BackstrideError:
        return None, False
    if name == _FILMS:
        return name, False
    try:
        measure(read_as_said(sound.path, sound))
    except BackstrideError:
        return name, False
    return name, name not in _FORCES or sound.markers is not None
