"""Bring the tables of a season up to date with its feeds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from backstride.errors import UnreadableFileError
from backstride.team.parts import extra
from backstride.team.season.engines import Engine
from backstride.team.season.finding import find_sources
from backstride.team.season.manifest import Entry, Manifest, only_one
from backstride.team.season.measuring import DIED, FAULT, TABLES, Task, stamps
from backstride.team.season.settings import SCHEMA, SeasonSettings
from backstride.team.season.sources import MARKER, Found, Refusal
from backstride.team.season.writing import make_folder, write_whole
from backstride.team.season.zeros import with_zeros

Progress = Callable[[int, int, int], None]
"""Called with matches done, matches to do, and those of them that were refused."""

COPY = "copy"
"""Code of a match whose positions are those of another."""

_TRY_AGAIN = {DIED, FAULT, "missing_extra"}


@dataclass(slots=True)
class Season:
    """The tables of a season, and what came of bringing them up to date.

    Attributes
    ----------
    out : Path
        Folder of the tables.
    entries : list of Entry
        The matches that count, each once, in the order of the season.
    refused : list of Refusal
        Files and matches that do not count, with the reason.
    measured, kept : int
        Matches that were measured now, and those whose tables were right already.
    gone : list of str
        Matches whose feeds are no longer there.
    """

    out: Path
    entries: list[Entry]
    refused: list[Refusal] = field(default_factory=list)
    measured: int = 0
    kept: int = 0
    gone: list[str] = field(default_factory=list)

    def tables(self) -> list[Path]:
        """Return the Parquet files of the matches that count."""
        return [self.out / TABLES / entry.table for entry in self.entries]


def update_season(
    root: Path,
    out: Path,
    *,
    settings: SeasonSettings,
    engine: Engine,
    mapping: Path | None = None,
    keep_missing: bool = False,
    progress: Progress | None = None,
) -> Season:
    """Measure the matches under ``root`` that are new or changed, and return the season.

    May be stopped at any moment, and run again: what was done is kept, what was not is done.

    Parameters
    ----------
    keep_missing : bool
        Go on counting matches whose feeds are no longer there; their tables are removed without.

    Raises
    ------
    UnreadableFileError
        When no match could be measured.
    BackstrideError
        When the folder, a setting or the engine cannot be used.
    """
    extra("polars")
    found = find_sources(root.absolute(), mapping=mapping.absolute() if mapping else None)
    if not found.sources and not (out / MARKER).is_file():
        _nothing(root, found.refused)
    make_folder(out / TABLES)
    with only_one(out):
        write_whole(out / MARKER, lambda file: file.write(f'{{"schema": "{SCHEMA}"}}\n'.encode()))
        manifest = Manifest(out)
        tasks = [Task(one, str(root.absolute()), str(out.absolute()), settings)
                 for one in found.sources]  # fmt: skip
        todo = with_zeros(_todo(tasks, manifest, out), tasks)
        _measure(todo, engine, manifest, progress)
        fresh = {task.id for task in todo}
        return _settle(out, manifest, found, fresh, keep_missing=keep_missing)


def _todo(tasks: list[Task], manifest: Manifest, out: Path) -> list[Task]:
    """Return the tasks whose match is new, changed, or measured with other settings."""
    there = _whole(out)
    entries = {task.id: manifest.entries.get(task.id) for task in tasks}
    tracks = {one.positions_sha256 for one in entries.values() if one and there(one)}

    def current(task: Task) -> bool:
        entry = entries[task.id]
        if entry is None or entry.settings != task.settings.digest():
            return False
        if entry.files != stamps(task.source, Path(task.root)):
            return False
        if entry.error is None:
            return there(entry)
        if entry.error["code"] == COPY:
            return entry.positions_sha256 in tracks
        return entry.error["code"] not in _TRY_AGAIN

    return [task for task in tasks if not current(task)]


def _whole(out: Path) -> Callable[[Entry], bool]:
    """Return what tells whether the table of an entry is there, and as long as it was."""
    sizes = {one.name: one.stat().st_size for one in (out / TABLES).iterdir()}
    return lambda entry: sizes.get(entry.table, -1) == entry.size_bytes


def _measure(
    todo: list[Task], engine: Engine, manifest: Manifest, progress: Progress | None
) -> None:
    """Write down each match as it comes, and say how far it is."""
    if progress is not None:
        progress(0, len(todo), 0)
    bad = 0
    for done, entry in enumerate(engine(todo) if todo else (), start=1):
        manifest.add(entry)
        bad += entry.error is not None
        if progress is not None:
            progress(done, len(todo), bad)


def _settle(
    out: Path, manifest: Manifest, found: Found, fresh: set[str], *, keep_missing: bool
) -> Season:
    """Count each match once, leave one line a match, and remove what no line names."""
    now = {source.id for source in found.sources}
    entries = [manifest.entries[source.id] for source in found.sources]
    gone = [entry for id_, entry in manifest.entries.items() if id_ not in now and entry.table]
    stay = [one for one in entries if one.error is None] + (gone if keep_missing else [])
    stay = _each_once(stay)
    manifest.rewrite([*stay, *(one for one in entries if one.error is not None)])
    named = {one.table for one in stay}
    for path in (out / TABLES).iterdir():
        if path.name not in named:
            path.unlink(missing_ok=True)
    refused = found.refused + [_refusal(entry) for entry in entries if entry.error is not None]
    if not stay:
        _nothing(out, refused)
    measured = sum(entry.id in fresh for entry in stay)
    return Season(
        out,
        sorted(stay, key=lambda one: one.day or "9999"),
        refused,
        measured,
        len(stay) - measured,
        [] if keep_missing else [one.name for one in gone],
    )


def _refusal(entry: Entry) -> Refusal:
    said = entry.error or {}
    return Refusal(entry.files[0][0], said.get("code", ""), said.get("message", ""))


def _each_once(entries: list[Entry]) -> list[Entry]:
    """Return the matches with different positions; copies of one are marked as such."""
    first: dict[str, Entry] = {}
    for entry in entries:
        same = first.setdefault(entry.positions_sha256, entry)
        if same is not entry:
            said = f"{entry.name}: its positions are those of {same.name}; it is counted once."
            entry.table, entry.error = "", {"code": COPY, "message": said}
    return list(first.values())


def _nothing(where: Path, refused: list[Refusal]) -> None:
    why = f"; the first of {len(refused)} files: {refused[0].message}" if refused else "."
    raise UnreadableFileError(f"{where}: no match in it could be measured{why}")


def season_of_tables(out: Path) -> Season:
    """Return a season from its tables alone, whether or not its feeds are there.

    Raises
    ------
    UnreadableFileError
        When no table of the manifest is there.
    """
    extra("polars")
    there = _whole(out)
    entries = [one for one in Manifest(out).entries.values() if there(one)]
    good = _each_once(entries)
    if not good:
        raise UnreadableFileError(f"{out}: no table of a match is in it; name the feeds' folder.")
    return Season(out, sorted(good, key=lambda one: one.day or "9999"), kept=len(good))
