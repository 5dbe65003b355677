"""``backstride backup``, ``restore``, ``export`` and ``import``."""

import argparse
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backstride.errors import SettingsError
from backstride.journal import LOCAL, Journal, open_journal
from backstride.journal.backup import backup, restore
from backstride.journal.export import bring_back, export_people
from backstride.journal.people import Person
from backstride.journal.place import FILE_NAME, find_place

_EVERY_S = 0.5  # between lines of progress; often enough to see that it goes on


def back_up(arguments: argparse.Namespace) -> int:
    """Write the whole journal into a ZIP file."""
    with there(arguments.journal) as journal:
        into = _free(arguments.file or f"backstride-backup-{journal.clock().date()}.zip")
        with _shown("Backing up", into):
            backup(journal, into)
        count = journal.people.count()
    print(f"{into}: {_size(into)}, the whole journal ({count} people).")
    return 0


def restore_from(arguments: argparse.Namespace) -> int:
    """Fill an empty journal from a backup."""
    path = _given(arguments.file)
    with open_journal(_where(arguments.journal)) as journal:
        with _shown("Restoring", path):
            restore(journal, path)
        count = journal.people.count()
        print(f"{journal.place}: restored, {count} people.")
    return 0


def export_some(arguments: argparse.Namespace) -> int:
    """Write everything of some people into a ZIP file."""
    with there(arguments.journal) as journal:
        people = _people(journal, arguments.who)
        into = _free(arguments.output or f"backstride-export-{journal.clock().date()}.zip")
        with _shown("Exporting", into):
            export_people(journal, LOCAL, [one.id for one in people], into)
    names = ", ".join(one.name for one in people)
    print(f"{into}: {_size(into)}, everything of {names}.")
    return 0


def import_from(arguments: argparse.Namespace) -> int:
    """Take an export into a journal."""
    path = _given(arguments.file)
    with open_journal(_where(arguments.journal)) as journal:
        with _shown("Importing", path):
            ids = bring_back(journal, path)
        names = [one.name for one in journal.people.seen_by(LOCAL) if one.id in ids]
        print(f"{journal.place}: taken in, {', '.join(names)}.")
    return 0


def _where(said: str | None) -> str | Path | None:
    """Return which journal is meant; a folder stands for the file that the app keeps in it."""
    if said is None or "://" in said:
        return said
    path = Path(said)
    return path / FILE_NAME if path.is_dir() else path


def there(said: str | None) -> Journal:
    """Open a journal that is there already: reading from one should not make it."""
    where = _where(said)
    file = find_place(where).file
    if file is not None and not file.is_file():
        raise SettingsError(f"{file}: there is no journal; name one with --journal.")
    return open_journal(where)


def _people(journal: Journal, who: list[str]) -> list[Person]:
    """Return the people who are called so, or have that id; all where nobody is named."""
    everybody = journal.people.seen_by(LOCAL)
    found = []
    for name in who:
        called = [one for one in everybody if name in (one.id, one.name)]
        if len(called) != 1:
            known = "; ".join(f"{one.name} is {one.id}" for one in called or everybody)
            reason = "more than one is called so" if called else "nobody is called so"
            raise SettingsError(f"{name}: {reason}; {known or 'the journal is empty'}.")
        found += called
    chosen = found or everybody
    if not chosen:
        raise SettingsError("the journal is empty; there is nothing to export.")
    return chosen


def _free(said: str) -> Path:
    path = Path(said)
    if path.exists():
        raise SettingsError(f"{path} is there already; name another file.")
    if not path.absolute().parent.is_dir():
        raise SettingsError(f"{path.parent}: there is no such folder; make it first.")
    return path


def _given(said: str) -> Path:
    path = Path(said)
    if not path.is_file():
        raise SettingsError(f"{path}: there is no such file.")
    return path


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1024**2:.1f} MB"


@contextmanager
def _shown(doing: str, path: Path) -> Iterator[None]:
    """Show on a terminal that work goes on: how long, and how much is written so far."""
    over = threading.Event()
    begun = time.monotonic()
    part = path.with_name(f".{path.name}.part")

    def tell() -> None:
        while not over.wait(_EVERY_S):
            try:
                size = f", {_size(part)}"
            except OSError:
                size = ""
            said = f"{doing} {path.name}: {time.monotonic() - begun:.0f} s{size}"
            print(f"\r{said:<70}", end="", file=sys.stderr, flush=True)

    teller = threading.Thread(target=tell, daemon=True)
    if sys.stderr.isatty():
        teller.start()
    try:
        yield
    finally:
        over.set()
        if teller.is_alive():
            teller.join()
            print(f"\r{'':<70}\r", end="", file=sys.stderr, flush=True)
