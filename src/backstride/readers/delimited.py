"""Numbers from tables of text, as loggers export them: fast, and past single bad rows."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from backstride.errors import DamagedFileError, EmptyFileError
from backstride.motion.arrays import Floats

_BLOCK_BYTES = 1 << 21  # of text that is held as lines at a time
_LONGEST_HEADER = 16_384  # bytes; no table of a sensor has longer titles
_MOST_BAD = 0.1  # share of rows; with more, the table is not what it was taken for
_BLANK = frozenset({"", "nan", "null", "none", "na", "n/a", "-", "--"})


@dataclass(frozen=True)
class Layout:
    """How a table is written.

    Attributes
    ----------
    delimiter : str
    decimal_comma : bool
    titles : tuple of str
        Of the columns, without quotes; empty where the first line holds numbers.
    first_row : int
        Lines before the first row of numbers.
    """

    delimiter: str
    decimal_comma: bool
    titles: tuple[str, ...]
    first_row: int


def as_utf8(data: bytes) -> bytes:
    """Return text with plain line ends; a file of 16-bit characters is turned into UTF-8."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode()
    if data[:3] == b"\xef\xbb\xbf":
        data = data[3:]
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data


def layout_of(text: bytes, *, delimiter: str | None = None, skip: int = 0) -> Layout:
    """Return how a table is written, from its first lines; ``skip`` lines are passed over."""
    lines = text[:_LONGEST_HEADER].decode("utf-8", "replace").split("\n")
    first = skip
    while first < len(lines) - 1 and not lines[first].strip():
        first += 1
    title = lines[first] if first < len(lines) else ""
    if delimiter is None:
        found = {d: len(cells_of(title, d)) for d in ("\t", ";", ",")}
        delimiter = max(found, key=lambda d: found[d])
    cells = cells_of(title, delimiter)
    filled = [cell for cell in cells if cell.strip()]
    numeric = sum(_number(cell.replace(",", ".")) is not None for cell in filled)
    has_titles = bool(filled) and numeric <= len(filled) / 2
    body = lines[first + has_titles : first + has_titles + 5]
    return Layout(
        delimiter=delimiter,
        decimal_comma=delimiter != "," and any("," in line for line in body),
        titles=tuple(cell.strip() for cell in cells) if has_titles else (),
        first_row=first + has_titles,
    )


def cells_of(line: str, delimiter: str) -> list[str]:
    """Return the cells of one line, without quotes."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)


class Columns(NamedTuple):
    """Some columns of a table.

    Attributes
    ----------
    values : array (n, k)
        NaN for a blank cell.
    said : tuple of str
        What was left out.
    left_out : frozenset of int
        Damaged rows, counted from 0, which ``values`` does not have.
    """

    values: Floats
    said: tuple[str, ...]
    left_out: frozenset[int]


def columns_of(text: bytes, layout: Layout, columns: Sequence[int], path: Path) -> Columns:
    """Return some columns as numbers; damaged rows are left out.

    Raises
    ------
    EmptyFileError
        When there are no rows.
    DamagedFileError
        When more than one row in ten is damaged; with the line of the first.
    """
    parts: list[Floats] = []
    bad: list[int] = []
    left_out: list[int] = []
    rows, last = 0, 0
    for number, lines in _blocks(text, layout):
        values, wrong = _numbers(lines, layout.delimiter, columns)
        parts.append(values)
        bad += [number + i for i in wrong]
        left_out += [rows + i for i in wrong]
        rows += len(lines)
        last = number + len(lines) - 1
    if not rows:
        raise EmptyFileError(f"{path}: has titles and no rows; export the recording again.")
    if len(bad) > max(1, _MOST_BAD * rows) or len(bad) == rows:
        raise DamagedFileError(
            f"{path}: {len(bad)} of {rows} rows, the first in line {bad[0]}, do not hold the "
            "numbers that its titles promise; export the recording again."
        )
    return Columns(np.concatenate(parts), _said_of(bad, last), frozenset(left_out))


def _said_of(bad: list[int], last: int) -> tuple[str, ...]:
    if not bad:
        return ()
    if bad == [last]:
        return ("The last row is cut; it was left out.",)
    count = "A damaged row" if len(bad) == 1 else f"{len(bad)} damaged rows"
    return (f"{count} left out, the first in line {bad[0]}.",)


def texts_of(
    text: bytes, layout: Layout, column: int, left_out: frozenset[int] = frozenset()
) -> list[str]:
    """Return one column as text, row by row; blank where a row is too short."""
    found: list[str] = []
    row = 0
    for _, lines in _blocks(text, layout):
        for line in lines:
            if row not in left_out:
                cells = line.split(layout.delimiter, column + 1)
                found.append(cells[column].strip().strip('"') if len(cells) > column else "")
            row += 1
    return found


def _blocks(text: bytes, layout: Layout) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows in blocks, each with the line number of its first one."""
    start = 0
    for _ in range(layout.first_row):
        start = text.find(b"\n", start) + 1
        if not start:
            return
    number = layout.first_row + 1
    while start < len(text):
        end = text.find(b"\n", start + _BLOCK_BYTES)
        end = len(text) if end < 0 else end + 1
        block = text[start:end].decode("utf-8", "replace")
        if layout.decimal_comma:
            block = block.replace(",", ".")
        lines = block.split("\n")
        count = len(lines) - block.endswith("\n")
        kept = [line for line in lines if line and not line.isspace()]
        if kept:
            yield number, kept
        number += count
        start = end


def _numbers(lines: list[str], delimiter: str, columns: Sequence[int]) -> tuple[Floats, list[int]]:
    """Return numbers (n, k) and which lines had none."""
    try:
        values: Floats = np.loadtxt(
            lines, delimiter=delimiter, usecols=columns, comments=None, quotechar='"', ndmin=2
        )
        if len(values) == len(lines):
            return values, []
    except (ValueError, OverflowError):
        pass
    return _one_by_one(lines, delimiter, columns)


def _one_by_one(
    lines: list[str], delimiter: str, columns: Sequence[int]
) -> tuple[Floats, list[int]]:
    """Return the same where a cell is blank or damaged."""
    most = max(columns)
    rows: list[list[float]] = []
    bad: list[int] = []
    for i, line in enumerate(lines):
        cells = line.split(delimiter)
        row = [_number(cells[c]) for c in columns] if len(cells) > most else [None]
        if None in row:
            bad.append(i)
        else:
            rows.append([value for value in row if value is not None])
    return np.array(rows, dtype=float).reshape(len(rows), len(columns)), bad


def _number(cell: str) -> float | None:
    """Return what a cell holds, NaN for a blank one, None for one that is damaged."""
    cell = cell.strip().strip('"')
    if cell.lower() in _BLANK:
        return float("nan")
    try:
        return float(cell)
    except ValueError:
        return None
