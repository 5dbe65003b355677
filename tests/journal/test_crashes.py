"""Killed at any moment, written by two at once: nothing is lost, nothing is half there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks import killing
from sqlalchemy import func, select

from backstride.journal import LOCAL, Journal, JournalError, engine, open_journal
from backstride.journal.tables import LogRow
from backstride.journal.upkeep import problems, sweep
from backstride.training.log import LogEntry

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no SIGKILL and no fork"
)


def address(url: str | Path) -> str:
    """Return an address as a command takes it."""
    return f"sqlite:///{url}" if isinstance(url, Path) else url


def test_nothing_confirmed_is_lost_to_a_kill(url: str | Path) -> None:
    """Some dozens of deaths; ``python -m benchmarks.killing --points 1000`` dies more often."""
    points = 16
    said = subprocess.run(  # noqa: S603 - this interpreter; a fork of its own, without threads
        [sys.executable, "-W", "ignore", "-m", "benchmarks.killing"]
        + ["--points", str(points), "--database", address(url)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
    )

    assert 0 == said.returncode, said.stdout + said.stderr
    deaths, entries = [int(word) for word in said.stdout.split() if word.isdigit()][:2]
    assert deaths > points / 2
    assert entries > points / 2


def test_the_attack_notices_what_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry that was told and is not there, a file without its row, a row without its file."""
    place = killing.Place(tmp_path / "journal.sqlite", tmp_path / "originals")
    with place.open() as journal:
        place.person_id = killing.somebody(journal)
        killing.work_once(journal, place, place.confirmed.add)
        originals = journal.originals
    assert 4 == len(place.confirmed)
    assert [] == killing.verified(place, deep=True)

    place.confirmed.add("log nothing 1")
    assert 1 == len(killing.verified(place, deep=True))
    place.confirmed.clear()
    original = next(originals.all())
    originals.path(original).unlink()
    assert any("gone" in one for one in killing.verified(place, deep=False))


def test_two_processes_write_at_once(url: str | Path, journal: Journal, tmp_path: Path) -> None:
    """Each entry of both is there, each file once, and no correction was overwritten."""
    id_, count = journal.people.add("Ada").id, 12
    command = [sys.executable, "-m", "tests.journal.writing", address(url)]
    running = [
        subprocess.Popen(  # noqa: S603 - this interpreter
            [*command, str(tmp_path / "originals"), id_, str(count)],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for one in running:
        _, said = one.communicate()
        assert 0 == one.returncode, said

    entries = journal.sessions.of(LOCAL, id_)
    assert 2 * count + 1 == len(entries)
    history = journal.sessions.history(LOCAL, id_, "0" * 32)
    assert list(range(2 * count + 1, 0, -1)) == [one.version for one in history]
    assert 5 == len(journal.recordings.of(LOCAL, id_))
    assert [] == problems(journal, deep=True)
    assert 0 == sweep(journal, older_than_s=0)


def test_two_processes_open_a_new_journal_at_once(tmp_path: Path) -> None:
    """One makes the tables, the other waits; both can write."""
    database, code = tmp_path / "journal.sqlite", "from backstride.journal import *\n"
    code += f"j = open_journal({str(database)!r}); j.people.add('Ada')"
    running = [
        subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)  # noqa: S603
        for _ in range(3)
    ]
    for one in running:
        _, said = one.communicate()
        assert 0 == one.returncode, said

    with open_journal(database) as journal:
        assert 3 == journal.people.count()


def test_what_a_dead_import_left_is_cleared_on_a_later_start(
    url: str | Path, journal: Journal, tmp_path: Path
) -> None:
    """A file without a row, once nobody can be at work on it any more."""
    folder = journal.originals.folder
    orphan = folder / "ab" / ("ab" + "0" * 62)
    left = folder / "incoming" / "left"
    for path in (orphan.parent, left):
        path.mkdir(parents=True)
    orphan.write_bytes(b"nobody's")
    open_journal(url, originals=folder).close()
    assert orphan.exists()

    os.utime(left, (0, 0))
    open_journal(url, originals=folder).close()
    assert not orphan.exists()
    assert not left.exists()


def test_a_reader_sees_one_moment_while_others_write(journal: Journal) -> None:
    """And waits for nobody."""
    id_ = journal.people.add("Ada").id
    entry = LogEntry(day=journal.clock().date(), uid="")
    with journal.look(LOCAL, id_, "session log") as session:
        before = select(func.count()).select_from(LogRow)
        assert 0 == session.scalar(before)
        journal.sessions.log(LOCAL, id_, entry)
        assert 0 == session.scalar(before)
    assert 1 == len(journal.sessions.of(LOCAL, id_))


def test_a_writer_that_waits_too_long_is_told(
    tmp_path: Path, file_journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence instead of a traceback, and nothing half written."""
    monkeypatch.setattr(engine, "BUSY_MS", 100)
    monkeypatch.setitem(engine.SETTINGS, "busy_timeout", 100)
    path = tmp_path / "journal.sqlite"
    with (
        open_journal(path) as other,
        file_journal.write(),
        pytest.raises(JournalError, match="locked"),
    ):
        other.people.add("Ada")
    assert 0 == file_journal.people.count()
