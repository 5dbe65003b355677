"""Short names for the columns that steps add. A released step relies on them: never change one."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

Part = sa.Column[object] | sa.Constraint


def word(name: str, length: int = 32, *, empty: bool = False) -> Part:
    """Return a column of a short text; by default of an id."""
    return sa.Column(name, sa.String(length), nullable=empty)


def text(name: str, *, empty: bool = False) -> Part:
    """Return a column of a text of any length."""
    return sa.Column(name, sa.Text(), nullable=empty)


def moment(name: str, *, empty: bool = False) -> Part:
    """Return a column of a moment in UTC."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=empty)


def day(name: str) -> Part:
    """Return a column of a day."""
    return sa.Column(name, sa.Date(), nullable=False)


def number(name: str, *, empty: bool = False) -> Part:
    """Return a column of a number with decimals."""
    return sa.Column(name, sa.Double(), nullable=empty)


def count(name: str, *, empty: bool = False) -> Part:
    """Return a column of a whole number."""
    return sa.Column(name, sa.Integer(), nullable=empty)


def size(name: str) -> Part:
    """Return a column of a number of bytes."""
    return sa.Column(name, sa.BigInteger(), nullable=False)


def yes_or_no(name: str) -> Part:
    """Return a column that is true or false."""
    return sa.Column(name, sa.Boolean(), nullable=False)


def plain(name: str, *, empty: bool = False) -> Part:
    """Return a column of short JSON."""
    return sa.Column(name, sa.JSON(), nullable=empty)


def packed(name: str, *, empty: bool = False) -> Part:
    """Return a column of packed JSON."""
    return sa.Column(name, sa.LargeBinary(), nullable=empty)


def table(
    name: str,
    *parts: Part,
    key: Sequence[str] = ("id",),
    unique: Sequence[str] = (),
    refers: Sequence[tuple[str, str, str]] = (),
    indexes: Sequence[Sequence[str]] = (),
) -> None:
    """Make a table; names of its constraints follow those of ``tables.columns``.

    Parameters
    ----------
    name : str
    parts : Part
    key, unique : sequence of str
        Columns of the primary key, and of a unique constraint.
    refers : sequence of (column, "table.column", what happens when that is deleted)
    indexes : sequence of sequence of str
        Columns of each index.
    """
    constraints: list[Part] = [sa.PrimaryKeyConstraint(*key, name=f"pk_{name}")]
    if unique:
        constraints.append(sa.UniqueConstraint(*unique, name=f"uq_{name}_{unique[0]}"))
    constraints += [
        sa.ForeignKeyConstraint([column], [to], name=f"fk_{name}_{column}", ondelete=then)
        for column, to, then in refers
    ]
    op.create_table(name, *parts, *constraints)
    for columns in indexes:
        op.create_index(f"ix_{name}_{columns[0]}", name, list(columns))
