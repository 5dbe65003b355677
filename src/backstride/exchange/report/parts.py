"""What a page is made of: tables, charts and the sentences that go with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from backstride.exchange.words import NOT_SEEN
from backstride.measure.measurement import Measurement
from backstride.motion.arrays import Ints


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row is its header."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with a sentence and a table that say the same.

    ``pictures`` are finished SVG; ``absent`` says why there is none.
    """

    sentence: str = ""
    pictures: tuple[str, ...] = ()
    table: Table | None = None
    absent: str = ""
    labels: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Size:
    """One of the two sizes in which a wide chart is drawn; the page shows the fitting one."""

    name: str
    width: float
    height: float


WIDE_PX, NARROW_PX = 900.0, 350.0

_DASHED = ("forward", "left", "right", "transition")  # as in the style sheet


def runs_of(labels: Sequence[str] | np.ndarray) -> list[tuple[int, int, str]]:
    """Return the stretches ``[a, b)`` over which a label stays the same."""
    values = np.asarray(labels)
    if len(values) == 0:
        return []
    edges: Ints = np.concatenate(([0], np.flatnonzero(values[1:] != values[:-1]) + 1))
    ends = [*edges[1:].tolist(), len(values)]
    return [(a, b, str(values[a])) for a, b in zip(edges.tolist(), ends, strict=True)]


def drawn_directions(measurement: Measurement) -> tuple[str, ...]:
    """Return the directions that a curve of this recording shows."""
    return tuple(sorted(set(np.unique(np.asarray(measurement.direction)).tolist()) - {"unseen"}))


def solid_first(paths: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return paths by direction so that dashed lines come last and stay visible on solid ones."""
    return sorted(paths.items(), key=lambda item: item[0] in _DASHED)


MOST_ROWS = 300
"""Rows that a table of single steps or bouts shows; nobody reads further on a page."""


def limited(table: Table, key: str, *, count: int = 0) -> Table:
    """Return a table cut to its first rows, with a note on where the rest is.

    ``key`` names the list in the JSON of the measurement that holds all of them, ``count`` how
    many there are when the table itself has fewer.
    """
    count = max(count, len(table.rows))
    if count <= MOST_ROWS:
        return table
    rest = (
        f"The first {MOST_ROWS} of {count:,}; all are under “{key}” in "
        "“backstride measure FILE --json”."
    )
    return replace(table, rows=table.rows[:MOST_ROWS], note=f"{rest} {table.note}".strip())


def without_empty(table: Table) -> Table:
    """Return a table without the columns that say nothing in any row."""
    kept = [
        i
        for i in range(len(table.columns))
        if i == 0 or any(row[i] != NOT_SEEN for row in table.rows)
    ]
    return replace(
        table,
        columns=tuple(table.columns[i] for i in kept),
        rows=tuple(tuple(row[i] for i in kept) for row in table.rows),
    )
