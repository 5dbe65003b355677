"""Bringing a database to the tables of this version."""

from importlib.resources import as_file, files

from sqlalchemy import Connection, Engine, inspect, text

from backstride.journal.engine import APPLICATION_ID, WRITES
from backstride.journal.errors import JournalError
from backstride.journal.place import Place

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""All revisions of the tables, oldest first; the last one is what this version works with."""

WRITERS_LOCK = 0x42535452
"""Number of PostgreSQL's advisory lock that lets one writer in at a time, as SQLite does."""


def revision_of(connection: Connection) -> str | None:
    """Return the revision of a database, None when it has no tables yet.

    Raises
    ------
    JournalError
        When it holds tables of something else.
    """
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found
    if tables:
        raise JournalError(
            f"the database holds tables of something else ({tables[0]}); name an empty one."
        )
    return None


def bring_up(engine: Engine, place: Place, revision: str = REVISIONS[-1]) -> None:
    """Bring a database up to a revision, in one transaction: wholly or not at all.

    Raises
    ------
    JournalError
        When it was made by a newer version, or is not a journal.
    """
    with engine.connect() as connection:
        found = revision_of(connection)
    if found == revision:
        return
    _check_known(found, place)
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:  # a table is changed by making it anew, which must not delete what refers
            _pragma(connection, "foreign_keys=0")
        try:
            with connection.begin():
                _step_up(connection, place, revision)
        finally:
            if is_sqlite:
                _pragma(connection, "foreign_keys=1")


def _check_known(found: str | None, place: Place) -> None:
    if found is not None and found not in REVISIONS:
        raise JournalError(
            f"{place}: the journal was kept by a newer Backstride; install that one or a later one."
        )


def _pragma(connection: Connection, setting: str) -> None:
    """Set something on the raw connection: inside a transaction it would do nothing."""
    raw = connection.connection.dbapi_connection
    if raw is not None:
        raw.cursor().execute(f"PRAGMA {setting}")


def _step_up(connection: Connection, place: Place, revision: str) -> None:
    """Run the steps; another process may have been faster while this one waited."""
    is_sqlite = connection.dialect.name == "sqlite"
    if not is_sqlite:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})"))
    found = revision_of(connection)
    if found == revision:
        return
    _check_known(found, place)
    _run_alembic(connection, revision)
    if is_sqlite:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise JournalError(
                f"{place}: the journal was left as it was, because rows of {broken[0][0]} refer to "
                "nothing; restore a backup."
            )


def _run_alembic(connection: Connection, revision: str) -> None:
    from alembic import command  # noqa: PLC0415 - slow to import, and seldom needed
    from alembic.config import Config  # noqa: PLC0415

    with as_file(files("backstride.journal") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
