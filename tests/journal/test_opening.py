"""Opening a journal: settings that hold, refusals that say what to do."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from backstride.errors import SettingsError
from backstride.journal import LOCAL, Journal, JournalError, open_journal
from backstride.journal.engine import APPLICATION_ID, SETTINGS
from backstride.journal.place import DATABASE_SETTING, data_folder, find_place
from tests.journal.servers import Clock, opened


def test_every_connection_has_the_settings_that_keep_what_was_confirmed(
    file_journal: Journal,
) -> None:
    """WAL, foreign keys, full synchronous: read back from the connection itself."""
    with file_journal.engine.connect() as one, file_journal.engine.connect() as other:
        for connection in (one, other):
            for name, wanted in SETTINGS.items():
                assert wanted == connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_a_setting_that_does_not_take_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that cannot keep its promise is not opened."""
    monkeypatch.setitem(SETTINGS, "synchronous", 99)

    with pytest.raises(JournalError, match="keeps synchronous at"):
        open_journal(tmp_path / "journal.sqlite")


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    """Nobody else on the computer can read it, nor what SQLite keeps beside it."""
    if sys.platform == "win32":
        pytest.skip("Windows keeps rights another way")
    with open_journal(tmp_path / "journal.sqlite") as journal:
        journal.people.add("Ada")
        for name in ("journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm"):
            assert 0o600 == (tmp_path / name).stat().st_mode & 0o777


def test_the_file_says_what_it_is(file_journal: Journal) -> None:
    """So that other programs can tell."""
    with file_journal.engine.connect() as connection:
        assert APPLICATION_ID == connection.exec_driver_sql("PRAGMA application_id").scalar()


def test_another_databases_file_is_refused(tmp_path: Path) -> None:
    """Its tables are not touched."""
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")

    with pytest.raises(JournalError, match="tables of something else"):
        open_journal(path)

    with closing(sqlite3.connect(path)) as other:
        assert [("recipes",)] == other.execute("SELECT name FROM sqlite_master").fetchall()


def test_a_journal_of_a_newer_version_is_refused_unchanged(tmp_path: Path) -> None:
    """An older program must not write into tables it does not know."""
    path = tmp_path / "journal.sqlite"
    open_journal(path).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()

    with pytest.raises(JournalError, match="newer Backstride"):
        open_journal(path)


@pytest.mark.parametrize("content", [b"no database at all" * 400, b"SQLite format 3\x00" * 99])
def test_a_damaged_database_is_said_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    """One sentence with the path; whatever can still be rescued stays."""
    path = tmp_path / "journal.sqlite"
    path.write_bytes(content)

    with pytest.raises(JournalError, match=r"journal\.sqlite: .*damaged"):
        open_journal(path)

    assert content == path.read_bytes()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(JournalError, match="cannot be made here"):
        open_journal(tmp_path / "file" / "journal.sqlite")


def test_the_setting_names_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A club sets it; without it the platform's folder counts."""
    monkeypatch.setenv(DATABASE_SETTING, f"sqlite:///{tmp_path}/club.sqlite")
    assert tmp_path / "club.sqlite" == find_place().file
    assert tmp_path / "originals" == find_place().originals

    monkeypatch.delenv(DATABASE_SETTING)
    assert data_folder() / "journal.sqlite" == find_place().file


@pytest.mark.parametrize("address", ["mysql://x/y", "://", "sqlite://"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    """With a hint of what would be one."""
    with pytest.raises(SettingsError):
        find_place(address)


def test_no_message_shows_a_password() -> None:
    """An address has one in it."""
    pytest.importorskip("psycopg")

    with pytest.raises(JournalError, match="cannot be reached") as found:
        open_journal("postgresql://ada:hush-hush@127.0.0.1:1/club")

    assert "hush-hush" not in str(found.value)


def test_it_opens_again_with_what_it_held(url: str | Path, tmp_path: Path, clock: Clock) -> None:
    """On both databases."""
    with opened(url, tmp_path, clock) as journal:
        ada = journal.people.add("Ada", zone="Europe/Berlin")

    with opened(url, tmp_path, clock) as journal:
        assert [ada] == journal.people.seen_by(LOCAL)


def test_importing_the_journal_loads_nothing_slow() -> None:
    """Neither Alembic nor the readers nor Argon2 are loaded before they are needed."""
    code = (
        "import sys, backstride.journal as j; j.open_journal;"
        "slow = ('alembic', 'argon2', 'scipy', 'backstride.readers');"
        "print([one for one in slow if one in sys.modules])"
    )
    said = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert "[]" == said.stdout.strip()
