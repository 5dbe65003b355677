"""From every revision to the newest, with data, and wholly or not at all."""

import json
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    insert,
    select,
)
from sqlalchemy import Table as AnyTable
from sqlalchemy.engine import Engine

import backstride.journal.migrations
from backstride.journal import LOCAL, Journal, JournalError
from backstride.journal.engine import make_engine
from backstride.journal.export import bring_back, export_people
from backstride.journal.migrate import REVISIONS, bring_up, revision_of
from backstride.journal.place import Place, find_place
from backstride.journal.tables import Table
from backstride.journal.upkeep import problems
from tests.journal.people import contract, planned_person, quick, run
from tests.journal.servers import Clock, Server, opened

ID = "a" * 32
ORIGINAL = b"run 1"


@pytest.fixture(params=["sqlite", "postgresql"])
def nothing(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Return the place of a database without any tables."""
    if request.param == "sqlite":
        return find_place(tmp_path / "journal.sqlite")
    server: Server = request.getfixturevalue("server")
    return find_place(server.fresh(None), tmp_path / "originals")


def test_the_revisions_are_those_of_the_steps() -> None:
    """In one line, ending in what this version works with."""
    config = Config()
    config.set_main_option(
        "script_location", str(Path(backstride.journal.migrations.__file__).parent)
    )
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)

    assert list(REVISIONS) == [one.revision for one in scripts.walk_revisions()][::-1]


def test_the_steps_lead_to_the_tables_of_the_code(journal: Journal) -> None:
    """Nothing forgotten, on both databases."""
    with journal.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert [] == compare_metadata(context, Table.metadata)


VALUES: list[tuple[type, Callable[[], Any]]] = [
    (Boolean, lambda: True),
    (DateTime, lambda: datetime(2025, 6, 2, 12, tzinfo=UTC)),
    (Date, lambda: date(2025, 6, 2)),
    (Integer, lambda: 1),
    (Float, lambda: 1.5),
    (Numeric, lambda: 1.5),
    (JSON, dict),
    (String, lambda: ID),
]


def example(table: AnyTable, sqlite: bool) -> dict[str, Any]:
    """Return a row of a table as some revision has it, with something in every column."""
    row: dict[str, Any] = {}
    for column in table.columns:
        if isinstance(column.type, LargeBinary):
            row[column.name] = zlib.compress(json.dumps(contract()).encode())
        else:
            row[column.name] = next(
                make() for kind, make in VALUES if isinstance(column.type, kind)
            )
        if sqlite and isinstance(column.type, DateTime):
            row[column.name] = row[column.name].replace(tzinfo=None)
        if isinstance(column.type, String) and column.type.length:
            row[column.name] = row[column.name][: column.type.length]
    return row


def filled(engine: Engine) -> dict[str, dict[str, Any]]:
    """Put a row into every table of a database, and return the rows."""
    known = MetaData()
    known.reflect(engine)
    rows = {}
    with engine.begin() as connection:
        for table in known.sorted_tables:
            if table.name not in ("alembic_version", "erasing"):
                rows[table.name] = example(table, connection.dialect.name == "sqlite")
                connection.execute(insert(table), rows[table.name])
    return rows


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_a_journal_of_an_earlier_version_comes_up_with_all_it_held(
    nothing: Place, revision: str
) -> None:
    """Every column of every table keeps its value, and nothing is lost on the way."""
    engine = make_engine(nothing)
    bring_up(engine, nothing, revision)
    before = filled(engine)
    bring_up(engine, nothing)

    known = MetaData()
    known.reflect(engine)
    with engine.connect() as connection:
        assert REVISIONS[-1] == revision_of(connection)
        for name, row in before.items():
            [after] = connection.execute(select(known.tables[name])).mappings()
            assert row == {key: after[key] for key in row}, name
    engine.dispose()


def test_new_columns_are_filled_from_what_was_measured(nothing: Place) -> None:
    """0002 and 0003 take distance, backward speed, steps and knee impulse out of the contract."""
    engine = make_engine(nothing)
    bring_up(engine, nothing, "0001")
    filled(engine)
    bring_up(engine, nothing)

    totals = contract()["by_direction"]
    with engine.connect() as connection:
        measurements = Table.metadata.tables["measurements"]
        [row] = connection.execute(select(measurements)).mappings()
    assert sum(one["distance_m"] for one in totals.values()) == row["distance_m"]
    assert totals["backward"]["mean_speed_mps"] == row["backward_mean_mps"]
    assert totals["backward"]["peak_speed_mps"] == row["backward_peak_mps"]
    assert totals["backward"]["steps"] == row["backward_steps"]
    knee = contract()["load"]["by_direction"]["backward"]["total_patellofemoral_impulse_bw_s"]
    found = [row[f"knee_impulse_{part}bw_s"] for part in ("low_", "", "high_")]
    assert [knee["low"], knee["value"], knee["high"]] == found
    engine.dispose()


def test_a_step_that_fails_leaves_the_journal_as_it_was(
    nothing: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither new tables nor half-filled columns, and the old revision."""
    engine = make_engine(nothing)
    bring_up(engine, nothing, "0001")
    before = filled(engine)
    with engine.begin() as connection:
        table = MetaData()
        table.reflect(connection)
        broken = table.tables["measurements"]
        connection.execute(broken.update().values(contract=b"no JSON"))
    with pytest.raises(zlib.error):
        bring_up(engine, nothing)

    known = MetaData()
    known.reflect(engine)
    assert set(before) | {"alembic_version", "erasing"} == set(known.tables)
    assert "distance_m" not in known.tables["measurements"].columns
    with engine.connect() as connection:
        assert "0001" == revision_of(connection)
    engine.dispose()


def test_opening_brings_a_journal_up_and_it_goes_on(nothing: Place, tmp_path: Path) -> None:
    """What was there is read by the code of today, and more is added."""
    engine = make_engine(nothing)
    bring_up(engine, nothing, "0001")
    engine.dispose()
    url = nothing.file or nothing.url.render_as_string(hide_password=False)
    with opened(url, tmp_path, Clock()) as journal:
        id_, _ = planned_person(journal)
        journal.recordings.add(LOCAL, id_, run(), measurer=quick)
        journal.notes.annotate(LOCAL, id_, date(2025, 6, 2), "Begun.")
        assert [] == problems(journal, deep=True)


def test_an_export_of_an_earlier_version_is_brought_up(
    journal: Journal, clock: Clock, tmp_path: Path
) -> None:
    """By the same steps: what those columns did not hold then is there afterwards."""
    id_, _ = planned_person(journal)
    made = journal.recordings.add(LOCAL, id_, run(), measurer=quick)
    path = export_people(journal, LOCAL, [id_], tmp_path / "new.zip")
    old = tmp_path / "old.zip"
    knee = ("knee_impulse_bw_s", "knee_impulse_low_bw_s", "knee_impulse_high_bw_s")
    speeds = ("distance_m", "backward_mean_mps", "backward_peak_mps", "backward_steps")
    new_columns = {*knee, *speeds}
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(old, "w") as into:
        for name in source.namelist():
            data = source.read(name)
            if name == "journal.json":
                data = data.replace(f'"{REVISIONS[-1]}"'.encode(), b'"0001"')
            if name == "tables/measurements.jsonl":
                row = json.loads(data)
                data = json.dumps({k: v for k, v in row.items() if k not in new_columns}).encode()
            if name not in ("tables/outcome_tests.jsonl", "tables/annotations.jsonl"):
                into.writestr(name, data)

    with opened(tmp_path / "other" / "journal.sqlite", tmp_path / "other", clock) as other:
        bring_back(other, old)
        assert made.measured == other.recordings.result(LOCAL, id_, made.recording.id)


def test_an_export_of_a_later_version_is_refused(journal: Journal, tmp_path: Path) -> None:
    """Rather than read half."""
    id_ = journal.people.add("Ada").id
    path = export_people(journal, LOCAL, [id_], tmp_path / "new.zip")
    data = path.read_bytes()
    with zipfile.ZipFile(path) as source:
        manifest = source.read("journal.json")
    ours = f'"{REVISIONS[-1]}"'.encode()
    assert ours in manifest
    assert data

    other = tmp_path / "later.zip"
    with zipfile.ZipFile(other, "w") as into:
        into.writestr("journal.json", manifest.replace(ours, b'"9998"'))
    with pytest.raises(JournalError, match="newer Backstride"):
        bring_back(journal, other)
