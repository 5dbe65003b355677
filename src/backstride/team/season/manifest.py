"""What has been measured so far: one line a match, that survives a crash at any moment."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import IO, Any

from backstride.errors import SettingsError
from backstride.team.season.writing import write_whole

NAME = "manifest.jsonl"

Stamp = tuple[str, int, int, int]
"""Path relative to the season's folder, size in bytes, times of writing and of change in ns."""


@dataclass(slots=True)
class Entry:
    """One match: what it was measured from, with what, and where its rows are.

    Attributes
    ----------
    id, name, day : str
        Of the source.
    files : list of Stamp
    sha256, positions_sha256 : str
        Hashes of all its files, and of the feeds alone.
    settings : str
        Digest of the settings it was measured with.
    table : str
        Name of its Parquet file, empty when it was refused.
    size_bytes : int
        Size of that file, by which one that was cut is known.
    games, rows, players : int
    facing : list of str
        How facing is known in its games.
    seconds : float
        Time it took.
    warnings : list of str
    error : dict, optional
        ``code`` and ``message`` when it was refused.
    """

    id: str
    name: str
    day: str | None
    files: list[Stamp]
    settings: str
    sha256: str = ""
    positions_sha256: str = ""
    table: str = ""
    size_bytes: int = 0
    games: int = 0
    rows: int = 0
    players: int = 0
    facing: list[str] = field(default_factory=list)
    seconds: float = 0.0
    warnings: list[str] = field(default_factory=list)
    error: dict[str, str] | None = None

    def line(self) -> bytes:
        """Return the entry as a line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False).encode() + b"\n"


def entry_of(said: dict[str, Any]) -> Entry:
    """Return the entry in what a line holds.

    Raises
    ------
    ValueError, KeyError, TypeError
        When it is none.
    """
    known = {one.name for one in fields(Entry)}
    entry = Entry(**{name: value for name, value in said.items() if name in known})
    entry.files = [(str(a), int(b), int(c), int(d)) for a, b, c, d in entry.files]
    return entry


class Manifest:
    """The entries of a season by id, each written down before it counts.

    A line is added for every match and flushed to the disk. A line that a crash cut is passed over:
    its table is found by name when the match comes up again. ``rewrite`` leaves one line a match.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self.entries: dict[str, Entry] = {}
        for entry in _read(self._path):
            self.entries[entry.id] = entry

    def add(self, entry: Entry) -> None:
        """Write down one match."""
        with self._path.open("ab") as file:
            file.write((b"\n" if _is_cut(self._path) else b"") + entry.line())
            file.flush()
            os.fsync(file.fileno())
        self.entries[entry.id] = entry

    def rewrite(self, entries: Iterable[Entry]) -> None:
        """Replace everything by these entries, all at once."""
        self.entries = {entry.id: entry for entry in entries}
        lines = [entry.line() for entry in self.entries.values()]
        write_whole(self._path, lambda file: file.writelines(lines))


def _read(path: Path) -> Iterator[Entry]:
    if not path.is_file():
        return
    with path.open("rb") as file:
        for line in file:
            try:
                yield entry_of(json.loads(line))
            except (ValueError, KeyError, TypeError):
                continue  # cut by a crash


def _is_cut(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        if file.tell() == 0:
            return False
        file.seek(-1, os.SEEK_END)
        return file.read() != b"\n"


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold a season's tables for this process; the system lets go of them when it dies.

    Raises
    ------
    SettingsError
        When another process holds them.
    """
    with (folder / ".lock").open("ab") as file:
        if not _held(file):
            raise SettingsError(
                f"{folder}: another run is writing this season; wait for it to end, or name "
                "another folder for the tables."
            )
        yield


def _held(file: IO[bytes]) -> bool:
    try:
        import fcntl  # noqa: PLC0415 - not there on every system
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
