"""Export, backup, restore and deletion: nothing lost, nothing left."""

import json
import sqlite3
import threading
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from backstride.journal import (
    LOCAL,
    Actor,
    ConflictError,
    Journal,
    JournalError,
    NotAllowedError,
    Options,
)
from backstride.journal.backup import backup, restore
from backstride.journal.export import bring_back, export_people
from backstride.journal.migrate import REVISIONS
from backstride.journal.rows import kept_tables, plain_row, read_rows
from backstride.journal.upkeep import erase, problems
from backstride.training.log import LogEntry
from tests.journal.people import planned_person, quick, run, went
from tests.journal.servers import Clock, Server, opened

SECRET = "Zwölfender"  # noqa: S105 - a word
"""A word that stands nowhere else."""


def lived(journal: Journal, clock: Clock, name: str = "Ada") -> str:
    """Return somebody with something in every table."""
    id_, version = planned_person(journal, name, zone="Europe/Berlin")
    coach = journal.people.add(f"Coach of {name}", roles=("coach",))
    journal.accounts.open(id_, name, "a horse goes backward")
    journal.tokens.issue(id_, "script", label=SECRET)
    journal.shares.give(LOCAL, id_, coach.id, "change")
    first = version.programme.sessions()[0]
    clock.go_to(first.day)
    kept = journal.sessions.log(
        Actor(coach.id), id_, went(first, pain_during={"knee": 6}, note=SECRET), minutes=12.5
    )
    journal.recordings.add(LOCAL, id_, run(), entry_id=kept.entry_id, measurer=quick)
    named = Options(mapping=SECRET)
    own = run(2 if name == "Ada" else 3)
    made = journal.recordings.add(LOCAL, id_, own, options=named, measurer=quick)
    journal.programmes.adapt(LOCAL, id_)
    journal.notes.annotate(Actor(coach.id), id_, first.day, SECRET)
    journal.notes.add_test(
        LOCAL, id_, first.day, "10 m backward", 2.9, "s", recording_id=made.recording.id
    )
    return id_


def everything(journal: Journal, *leave_out: str) -> dict[str, list[dict[str, Any]]]:
    """Return all rows of a journal, but for some tables."""
    with journal.read() as session:
        connection = session.connection()
        return {
            table.name: [
                plain_row(row)
                for row in read_rows(connection, select(table).order_by(*table.primary_key.columns))
            ]
            for table in kept_tables()
            if table.name not in ("audit", *leave_out)
        }


def test_something_is_in_every_table(journal: Journal, clock: Clock) -> None:
    """So that the tests below forget none."""
    lived(journal, clock)

    assert [] == [name for name, rows in everything(journal).items() if not rows]


def test_export_delete_and_back_gives_the_same_journal(
    journal: Journal, clock: Clock, tmp_path: Path
) -> None:
    """Everything but passwords and tokens, which are no part of an export."""
    id_ = lived(journal, clock)
    before = everything(journal, "accounts", "tokens")
    originals = sorted(journal.originals.all())
    path = export_people(journal, LOCAL, [id_], tmp_path / "ada.zip")
    erase(journal, LOCAL, id_)
    assert [] == everything(journal)["session_logs"]
    assert [] == list(journal.originals.all())

    assert [id_] == bring_back(journal, path)
    assert before == everything(journal, "accounts", "tokens")
    assert originals == sorted(journal.originals.all())
    assert [] == problems(journal, deep=True)


def test_an_export_can_be_read_by_a_person(journal: Journal, clock: Clock, tmp_path: Path) -> None:
    """JSON with names, times with their zone, and no secrets."""
    id_ = lived(journal, clock)
    path = export_people(journal, Actor(id_), [id_], tmp_path / "ada.zip")

    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        [entry] = [json.loads(line) for line in archive.open("tables/session_logs.jsonl")]
        measurements = archive.read("tables/measurements.jsonl").decode()
        all_text = b"".join(archive.read(n) for n in names if n.endswith(".jsonl"))
    assert ({"knee": 6}, SECRET) == (entry["pain_during"], entry["note"])
    assert entry["logged_at"].endswith("+00:00")
    assert "backstride.measurement/1" in measurements
    assert {"README.txt", "journal.json"} <= names
    assert b"argon2" not in all_text
    assert not {"tables/accounts.jsonl", "tables/tokens.jsonl"} & names


def test_an_export_holds_nobody_else(journal: Journal, clock: Clock, tmp_path: Path) -> None:
    """Not their rows, and not their files."""
    ada = lived(journal, clock)
    lived(journal, Clock(), "Ben")
    path = export_people(journal, LOCAL, [ada], tmp_path / "ada.zip")

    with zipfile.ZipFile(path) as archive:
        people = [json.loads(line) for line in archive.open("tables/people.jsonl")]
        files = [n for n in archive.namelist() if n.startswith("originals/")]
        logs = list(archive.open("tables/session_logs.jsonl"))
    assert ["Ada"] == [one["name"] for one in people]
    assert (2, 1) == (len(files), len(logs))
    assert 3 == len(list(journal.originals.all()))


def test_another_person_can_neither_export_nor_delete(
    journal: Journal, clock: Clock, tmp_path: Path
) -> None:
    """What is shared may be seen and changed, not carried away or destroyed."""
    id_ = lived(journal, clock)
    coach = Actor(journal.shares.of(id_)[0].viewer_id)
    with pytest.raises(NotAllowedError):
        export_people(journal, coach, [id_], tmp_path / "x.zip")
    with pytest.raises(NotAllowedError):
        erase(journal, coach, id_)
    with pytest.raises(NotAllowedError):
        bring_back(journal, tmp_path / "x.zip", coach)
    assert not (tmp_path / "x.zip").exists()


def test_nobody_is_brought_back_twice(journal: Journal, clock: Clock, tmp_path: Path) -> None:
    """And nothing of the second try stays."""
    id_ = lived(journal, clock)
    path = export_people(journal, LOCAL, [id_], tmp_path / "ada.zip")
    before = everything(journal)

    with pytest.raises(ConflictError):
        bring_back(journal, path)
    assert before == everything(journal)


def test_an_export_goes_to_another_journal(journal: Journal, clock: Clock, tmp_path: Path) -> None:
    """Where a coach is not known, their share is left out and their entries stay."""
    id_ = lived(journal, clock)
    path = export_people(journal, LOCAL, [id_], tmp_path / "ada.zip")

    with opened(tmp_path / "other" / "journal.sqlite", tmp_path / "other", clock) as other:
        bring_back(other, path)
        assert [] == other.shares.of(id_)
        [entry] = other.sessions.of(LOCAL, id_)
        assert (None, SECRET) == (entry.by_id, entry.entry.note)
        assert other.programmes.current(LOCAL, id_) == journal.programmes.current(LOCAL, id_)


def damaged(path: Path, kind: str) -> Path:
    """Return a copy of an archive with something wrong in it."""
    copy = path.with_name(f"{kind}.zip")
    if kind == "cut":
        copy.write_bytes(path.read_bytes()[:-200])
    elif kind == "no archive":
        copy.write_bytes(b"PK\x03\x04 nothing")
    else:
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as into:
            for name in source.namelist():
                into.writestr(name, _spoilt(name, source.read(name), kind))
    return copy


def _spoilt(name: str, data: bytes, kind: str) -> bytes:  # noqa: PLR0911 - one line per kind
    if kind == "another original" and name.startswith("originals/"):
        return b"something else"
    if kind == "a newer version" and name == "journal.json":
        return data.replace(f'"{REVISIONS[-1]}"'.encode(), b'"9999"')
    if kind == "another column" and name == "tables/people.jsonl":
        return data.replace(b'"name"', b'"name; DROP TABLE people"')
    if kind == "another type" and name == "tables/people.jsonl":
        return data.replace(b'"name": "Ada"', b'"name": {"a": 1}')
    if kind == "no moment" and name == "tables/people.jsonl":
        return data.replace(b"2025-", b"then-")
    if kind == "a row without owner" and name == "tables/people.jsonl":
        return b""
    if kind == "an original missing" and name == "tables/recording_files.jsonl":
        return data.replace(b'"sha256": "', b'"sha256": "0', 1)
    return data


def brings_nothing(journal: Journal, clock: Clock, tmp_path: Path, kind: str) -> None:
    """Try to bring a damaged export back."""
    id_ = lived(journal, clock)
    path = damaged(export_people(journal, LOCAL, [id_], tmp_path / "ada.zip"), kind)
    erase(journal, LOCAL, id_)
    before = everything(journal)

    with pytest.raises(JournalError):
        bring_back(journal, path)
    assert before == everything(journal)
    assert [] == list(journal.originals.all())


@pytest.mark.parametrize(
    "kind",
    [
        "cut",
        "no archive",
        "another original",
        "a newer version",
        "another column",
        "another type",
        "no moment",
    ],
)
def test_a_damaged_export_brings_nothing_back(
    file_journal: Journal, clock: Clock, tmp_path: Path, kind: str
) -> None:
    """One sentence, and the journal as it was."""
    brings_nothing(file_journal, clock, tmp_path, kind)


@pytest.mark.parametrize("kind", ["a row without owner", "an original missing"])
def test_an_export_that_does_not_fit_together_brings_nothing_back(
    journal: Journal, clock: Clock, tmp_path: Path, kind: str
) -> None:
    """Found out by the database, or when all is there but a file."""
    brings_nothing(journal, clock, tmp_path, kind)


def test_a_backup_restores_everything(
    journal: Journal, clock: Clock, tmp_path: Path, empty_file: Path
) -> None:
    """Accounts, tokens and shares too; from either database into SQLite."""
    lived(journal, clock)
    path = backup(journal, tmp_path / "backup.zip")
    with opened(tmp_path / "new" / "journal.sqlite", tmp_path / "new", clock) as other:
        restore(other, path)
        assert everything(journal) == everything(other)
        assert [] == problems(other, deep=True)
        assert "ada" == other.accounts.sign_in("ada", "a horse goes backward").login
        with pytest.raises(ConflictError, match="empty journal"):
            restore(other, path)


def test_a_backup_of_sqlite_restores_into_postgresql(
    file_journal: Journal, clock: Clock, tmp_path: Path, server: Server, empty_database: str
) -> None:
    """So a club that grows takes its journal along."""
    lived(file_journal, clock)
    path = backup(file_journal, tmp_path / "backup.zip")
    url = server.fresh(empty_database)
    with opened(url, tmp_path / "new", clock) as other:
        restore(other, path)
        assert everything(file_journal) == everything(other)
        lived(other, Clock(), "Ben")
    server.drop(url)


def test_a_backup_is_of_one_moment_while_others_write(
    journal: Journal, clock: Clock, tmp_path: Path
) -> None:
    """Whatever is in it is whole: every file a row names, every row a row refers to."""
    id_ = lived(journal, clock)
    stop, failed = threading.Event(), []

    def write() -> None:
        number = 10
        try:
            while not stop.is_set():
                number += 1
                journal.recordings.add(LOCAL, id_, run(number), measurer=quick)
        except Exception as error:
            failed.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        path = backup(journal, tmp_path / "backup.zip")
    finally:
        stop.set()
        writer.join()
    assert [] == failed
    with opened(tmp_path / "new" / "journal.sqlite", tmp_path / "new", clock) as other:
        restore(other, path)
        assert [] == problems(other, deep=True)


@pytest.mark.parametrize("kind", ["cut", "no archive", "another original", "a newer version"])
def test_a_damaged_backup_restores_nothing(
    file_journal: Journal, clock: Clock, tmp_path: Path, kind: str
) -> None:
    """One sentence, and an empty journal."""
    lived(file_journal, clock)
    path = damaged(backup(file_journal, tmp_path / "backup.zip"), kind)
    with opened(tmp_path / "new" / "journal.sqlite", tmp_path / "new", clock) as other:
        with pytest.raises(JournalError):
            restore(other, path)
        assert 0 == other.people.count()


def test_a_damaged_database_in_a_backup_is_said(
    file_journal: Journal, clock: Clock, tmp_path: Path
) -> None:
    """Before anything is taken from it."""
    lived(file_journal, clock)
    path = backup(file_journal, tmp_path / "backup.zip")
    spoilt = tmp_path / "spoilt.zip"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(spoilt, "w") as into:
        for name in source.namelist():
            data = source.read(name)
            half = len(data) // 2
            cut = data[:4096] + b"\xff" * half + data[4096 + half :]
            into.writestr(name, cut if name == "journal.sqlite" else data)
    with opened(tmp_path / "new" / "journal.sqlite", tmp_path / "new", clock) as other:
        with pytest.raises(JournalError, match="damaged"):
            restore(other, spoilt)
        assert 0 == other.people.count()


def test_an_archive_that_cannot_be_finished_leaves_no_half(
    journal: Journal, clock: Clock, tmp_path: Path
) -> None:
    """An original is gone: said, and what was there under that name stays."""
    id_ = lived(journal, clock)
    target = tmp_path / "ada.zip"
    target.write_bytes(b"an earlier export")
    journal.originals.path(next(journal.originals.all())).unlink()

    with pytest.raises(JournalError, match="gone"):
        export_people(journal, LOCAL, [id_], target)
    assert b"an earlier export" == target.read_bytes()
    assert [] == list(tmp_path.glob(".*part"))


def test_who_is_deleted_is_gone_and_others_stay(journal: Journal, clock: Clock) -> None:
    """Rows, files nobody else has, and the trail; a file that another has stays for them."""
    ada, ben = lived(journal, clock), lived(journal, Clock(), "Ben")
    coach = journal.shares.of(ada)[0].viewer_id
    bens = everything(journal)
    erase(journal, Actor(ada), ada)

    left = everything(journal)
    assert ada not in json.dumps(left)
    assert [r for r in bens["session_logs"] if r["person_id"] == ben] == left["session_logs"]
    assert 2 == len(list(journal.originals.all()))
    assert "Coach of Ada" == journal.people.get(LOCAL, coach).name
    trail = journal.trail.all(LOCAL, 10_000)
    assert ada not in [one.person_id for one in trail]
    assert ("erased", "person", None) == (trail[0].did, trail[0].what, trail[0].person_id)
    assert [] == problems(journal, deep=True)


def test_deleting_a_coach_leaves_what_they_wrote_to_its_owner(
    journal: Journal, clock: Clock
) -> None:
    """Without their name."""
    ada = lived(journal, clock)
    coach = journal.shares.of(ada)[0].viewer_id
    erase(journal, LOCAL, coach)

    assert [(None, SECRET)] == [
        (one.by_id, one.entry.note) for one in journal.sessions.of(LOCAL, ada)
    ]
    assert [(None, SECRET)] == [
        (one.by_id, one.text) for one in journal.notes.annotations(LOCAL, ada)
    ]
    assert [] == journal.shares.of(ada)


def test_no_byte_of_who_was_deleted_is_left_on_the_disk(
    file_journal: Journal, clock: Clock, tmp_path: Path
) -> None:
    """Not in the database's file, nor in its log, nor among the originals."""
    id_ = file_journal.people.add(SECRET).id
    file_journal.sessions.log(LOCAL, id_, LogEntry(day=clock().date(), uid="", note=SECRET * 50))
    file_journal.recordings.add(LOCAL, id_, run(), measurer=quick)
    erase(file_journal, LOCAL, id_)

    for path in tmp_path.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert SECRET.encode() not in data, path
            assert id_.encode() not in data, path


def test_copying_the_file_while_it_is_used_is_what_backup_spares(
    file_journal: Journal, clock: Clock, tmp_path: Path
) -> None:
    """What was confirmed last is still in SQLite's log, and in the backup all the same."""
    lived(file_journal, clock)
    path = backup(file_journal, tmp_path / "backup.zip")
    with zipfile.ZipFile(path) as archive:
        archive.extract("journal.sqlite", tmp_path / "out")
    with closing(sqlite3.connect(tmp_path / "out" / "journal.sqlite")) as copy:
        assert (1,) == copy.execute("SELECT count(*) FROM session_logs").fetchone()
