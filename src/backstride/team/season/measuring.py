"""One match: from its files to its table, the same wherever it is done."""

import json
import time
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from backstride.errors import BackstrideError, DamagedFileError, NothingToMeasureError
from backstride.team.parts import extra
from backstride.team.reading import read_feeds
from backstride.team.season.columns import frame_of
from backstride.team.season.manifest import Entry, Stamp, entry_of
from backstride.team.season.rows import GameNotes, game_rows
from backstride.team.season.settings import SCHEMA, SeasonSettings
from backstride.team.season.sources import Source
from backstride.team.season.writing import write_whole
from backstride.team.tags import zeros_of

TABLES = "matches"

_KEPT = "backstride.entry"  # where a table keeps its own line of the manifest

DIED, FAULT = "died", "fault"
"""Codes of what may go better another time; they are tried again."""


@dataclass(frozen=True, slots=True)
class Task:
    """One match to measure; small enough to be sent anywhere.

    ``zero_deg`` is what the angles of its season count from (``zeros.with_zeros``).
    """

    source: Source
    root: str
    out: str
    settings: SeasonSettings
    zero_deg: float = 0.0

    @property
    def id(self) -> str:
        """Id of the match: doing a task twice leaves what doing it once leaves."""
        return self.source.id


def measure(task: Task) -> Entry:
    """Measure a match and write its table, or say why that cannot be done.

    The table's name holds the hash of the files, the thresholds and the software. So a table that
    is there is right, whoever wrote it and whatever died since; it is not made again.
    """
    started = time.monotonic()
    try:
        entry = _measured(task)
    except BackstrideError as error:
        entry = refused(task, error.code, str(error))
    except MemoryError:
        entry = refused(task, DIED, f"{task.source.name}: memory ran out; use fewer --workers.")
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        entry = refused(
            task, FAULT, f"{task.source.name}: a fault of our own ({what}); please report it."
        )
    entry.seconds = entry.seconds or round(time.monotonic() - started, 3)
    return entry


def refused(task: Task, code: str, message: str) -> Entry:
    """Return the entry of a match that could not be measured."""
    one = task.source
    entry = Entry(one.id, one.name, one.day, stamps(one, Path(task.root)), task.settings.digest())
    entry.error = {"code": code, "message": message}
    return entry


def stamps(source: Source, root: Path) -> list[Stamp]:
    """Return size and times of a match's files; -1 for one that is gone."""
    found: list[Stamp] = []
    for name in source.files:
        try:
            said = (root / name).stat()
            found.append((name, said.st_size, said.st_mtime_ns, said.st_ctime_ns))
        except OSError:
            found.append((name, -1, -1, -1))
    return found


def _measured(task: Task) -> Entry:
    source, root = task.source, Path(task.root)
    before = stamps(source, root)
    digests = [_sha256(root / name) for name in source.files]
    digest, positions = _joined(digests), _joined(digests[: len(source.feeds)])
    settings = task.settings.digest()
    name = f"{source.id}-{_joined([digest, settings])[:16]}.parquet"
    path = Path(task.out) / TABLES / name
    found = kept_entry(path)
    if found is not None:
        found.files, found.size_bytes = before, path.stat().st_size
        return found
    frame, notes = _rows(task, digest)
    if stamps(source, root) != before:
        raise DamagedFileError(f"{source.name}: it changed while it was read; run this again.")
    entry = Entry(source.id, source.name, source.day, before, settings, digest, positions, name)
    entry.games, entry.rows = len(notes), len(frame)
    entry.players = frame["person"].n_unique()
    entry.facing = sorted({one.facing for one in notes})
    entry.warnings = [line for one in notes for line in one.warnings]
    kept = {_KEPT: entry.line().decode(), "backstride.schema": SCHEMA}
    write_whole(path, lambda file: frame.write_parquet(file, metadata=kept))
    entry.size_bytes = path.stat().st_size
    return entry


def _rows(task: Task, digest: str) -> tuple[Any, list[GameNotes]]:
    """Return the rows of all games of a source, and what is said of each."""
    source, root, settings = task.source, Path(task.root), task.settings
    beside = [root / name for name in source.beside]
    feeds = read_feeds(
        [root / name for name in source.feeds] + (beside if len(beside) > 1 else []),
        meta=beside[0] if len(beside) == 1 else None,
        mapping=root / source.mapping if source.mapping else None,
    )
    same = _constants(task, digest)
    zeros = zeros_of(feeds) if len(feeds) > 1 else {}
    frames, notes = [], []
    while feeds:
        feed = feeds.pop(0)
        zero = zeros.get(feed.season) or task.zero_deg
        columns, said = game_rows(feed, source.id, settings.thresholds, settings.model, zero)
        own = _of_game(said.game, same) if said.game else same
        frames.append(frame_of(columns, own))
        notes.append(said)
    frame = extra("polars").concat(frames)
    if not len(frame):
        raise NothingToMeasureError(
            f"{source.name}: no player is seen for a second or more; give a longer stretch."
        )
    return frame, notes


def _constants(task: Task, digest: str) -> dict[str, Any]:
    limits, source = task.settings.thresholds, task.source
    return {
        "schema": SCHEMA,
        "match": source.id,
        "match_name": source.name,
        "day": date.fromisoformat(source.day) if source.day else None,
        "interval_factor": task.settings.model.factor,
        "forward_below_deg": limits.forward_below_deg,
        "backward_above_deg": limits.backward_above_deg,
        "speed_above_mps": limits.slowest_mps,
        "position_speed_above_mps": limits.position_mps,
        "shortest_bout_s": limits.bout_s,
        "source_sha256": digest,
        "software_sha256": task.settings.software,
    }


def _of_game(game: str, same: dict[str, Any]) -> dict[str, Any]:
    """Return what holds for one of the games of a table: each is a match of its own."""
    day = _day_of(game) or same["day"]
    match = f"{same['match']}:{game}"
    return {**same, "match": match, "match_name": f"game {game}", "day": day}


def _day_of(game: str) -> date | None:
    """Return the day that an id of a game begins with, as those of American football do."""
    try:
        return date(int(game[:4]), int(game[4:6]), int(game[6:8])) if len(game) == 10 else None
    except ValueError:
        return None


def kept_entry(path: Path) -> Entry | None:
    """Return what a table says of itself; None when there is none that is whole."""
    polars = extra("polars")
    try:
        return entry_of(json.loads(polars.read_parquet_metadata(path)[_KEPT]))
    except (OSError, ValueError, KeyError, TypeError, polars.exceptions.PolarsError):
        return None


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise DamagedFileError(f"{path}: cannot be read ({error.strerror}).") from None


def _joined(digests: list[str]) -> str:
    return sha256("\n".join(digests).encode()).hexdigest()
