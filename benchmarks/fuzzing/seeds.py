"""Sound files that damage is done to: made here, and the smallest real ones where they are had."""

import os
from collections import defaultdict
from pathlib import Path

from backstride.errors import BackstrideError
from backstride.readers import FORMATS
from backstride.readers.files import find_format, load
from backstride.simulate import load_scenario, write_scenario

LARGEST_BYTES = 400_000
"""Larger seeds only make each try slower; the same structures are in the small ones."""

MOST_PER_FORMAT = 4


def seed_files(folder: Path) -> dict[str, list[Path]]:
    """Return sound files by the name of their format.

    Parameters
    ----------
    folder : Path
        Where simulated recordings are written to.
    """
    write_scenario(load_scenario("backward-run"), folder)
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted([*folder.rglob("*"), *_real_files()], key=_size):
        if path.is_file() and 0 < _size(path) <= LARGEST_BYTES:
            name = _format_of(path)
            if name and len(found[name]) < MOST_PER_FORMAT:
                found[name].append(path)
    return dict(found)


def _size(path: Path) -> int:
    return path.stat().st_size


def _real_files() -> list[Path]:
    """Return the real recordings, none where the folder is absent."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    data = Path(os.environ.get("BACKSTRIDE_DATA", beside))
    return [path for path in data.rglob("*") if path.is_file()] if data.is_dir() else []


def _format_of(path: Path) -> str | None:
    try:
        return find_format(load(path), FORMATS).name
    except BackstrideError:
        return None
