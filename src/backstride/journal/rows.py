"""Rows of any table as plain values and back, and from one database to another."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, Date, DateTime, LargeBinary, Select, insert, select
from sqlalchemy import Table as AnyTable

from backstride.journal.tables import AuditRow, ErasingRow, Table
from backstride.journal.tables.columns import Moment, Packed, pack

AT_ONCE = 100
"""Rows in memory at once: the result of an hour's run takes some megabytes unpacked."""

Plain = dict[str, Any]


def kept_tables() -> list[AnyTable]:
    """Return all tables that hold something lasting, those that others refer to first."""
    passing = ErasingRow.__tablename__
    return [one for one in Table.metadata.sorted_tables if one.name != passing]


def plain_row(row: Plain) -> Plain:
    """Return a row as ``json.dumps`` takes it."""
    return {
        name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()
    }


def value_from_plain(column: Column[Any], value: Any) -> Any:
    """Return a value of ``plain_row`` as a column takes it.

    The column may be one of an earlier revision, of which only the database's own kind is known.
    """
    kind = column.type
    if value is None:
        return None
    if isinstance(kind, Moment | DateTime):
        moment = datetime.fromisoformat(value).astimezone(UTC)
        return moment if isinstance(kind, Moment) else moment.replace(tzinfo=None)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, LargeBinary) and not isinstance(kind, Packed):
        return pack(value)
    return value


def read_rows(connection: Connection, asked: Select[Any]) -> Iterator[Plain]:
    """Yield rows, some at a time."""
    found = connection.execution_options(yield_per=AT_ONCE).execute(asked)
    for row in found.mappings():
        yield dict(row)


def write_rows(connection: Connection, table: AnyTable, rows: Iterable[Plain]) -> None:
    """Add rows, some at a time."""
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        connection.execute(insert(table), some)


def copy_rows(source: Connection, target: Connection, known: set[str]) -> None:
    """Copy every row of one database at the newest revision into another.

    Parameters
    ----------
    source, target : Connection
    known : set of str
        People who are there when all is copied. What refers to somebody else forgets them, or is
        left out where that makes no sense.
    """
    for table in kept_tables():
        rows = read_rows(source, select(table).order_by(*table.primary_key.columns))
        write_rows(target, table, _fitted(table, rows, known))


def _fitted(table: AnyTable, rows: Iterable[Plain], known: set[str]) -> Iterator[Plain]:
    people = [c for c in table.columns if c.references(Table.metadata.tables["people"].c.id)]
    for row in rows:
        strangers = [c for c in people if row[c.name] is not None and row[c.name] not in known]
        if all(c.nullable for c in strangers):
            if table.name == AuditRow.__tablename__:
                row.pop("id")
            yield row | {c.name: None for c in strangers}
