"""Numbers and lines of text formats."""

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import numpy as np

from backstride.errors import DamagedFileError
from backstride.motion.arrays import Floats

_LONGEST_LINE = 4096  # no title line is longer


def number_or_nan(text: str | None) -> float:
    """Return the number a header gives, NaN where it gives none."""
    try:
        return float(text or "nan")
    except ValueError:
        return float("nan")


def damaged(path: Path, what: str) -> NoReturn:
    """Refuse a file whose content cannot be right."""
    raise DamagedFileError(f"{path}: {what}; export it again.")


def decode(data: bytes) -> str:
    """Return text; names in an old code page keep their ASCII part."""
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")


def first_line(head: bytes) -> str:
    """Return the first line that is not blank, stripped; empty for binary data."""
    line = decode(head[:_LONGEST_LINE]).lstrip().split("\n", 1)[0].strip()
    return "" if "\0" in line else line


def numbers(text: str) -> tuple[Floats, bool]:
    """Return the numbers (m,) at the start of ``text``, and whether that was all of it."""
    text = text.strip()
    if not text:
        return np.empty(0), True
    with warnings.catch_warnings():
        warnings.simplefilter("error", DeprecationWarning)
        try:
            return np.fromstring(text, sep=" "), True
        except (ValueError, DeprecationWarning):
            pass
    found = []
    for token in text.split():
        value = _number(token)
        if value is None:
            break
        found.append(value)
    return np.array(found), False


def table(lines: Sequence[str], *, path: Path, first_line_number: int) -> Floats:
    """Return the numbers (rows, columns) of tab-separated lines; a blank cell is NaN.

    Short rows are filled with NaN. Lines without a tab are split at spaces.

    Raises
    ------
    DamagedFileError
        When a cell is not a number, with its line and column.
    """
    if not lines:
        return np.empty((0, 0))
    if "\t" not in lines[0]:
        lines = ["\t".join(line.split()) for line in lines]
    tabs = [line.count("\t") for line in lines]
    width = max(tabs)
    padded = "\t".join(
        line + "\t" * (width - count) for line, count in zip(lines, tabs, strict=True)
    )
    dense = f"\t{padded}\t".replace("\t\t", "\tnan\t").replace("\t\t", "\tnan\t")
    values, whole = numbers(dense)
    if whole and values.size == len(lines) * (width + 1):
        return values.reshape(len(lines), width + 1)
    return _slow_table(lines, width + 1, path, first_line_number)


def _slow_table(lines: Sequence[str], width: int, path: Path, first_line_number: int) -> Floats:
    """Return the same, cell by cell, so that a wrong one can be named."""
    values = np.full((len(lines), width), np.nan)
    for row, line in enumerate(lines):
        for column, cell in enumerate(line.split("\t")):
            if not cell.strip():
                continue
            value = _number(cell)
            if value is None:
                raise DamagedFileError(
                    f"{path}: line {first_line_number + row}, column {column + 1} holds "
                    f"{shown(cell)} where a number should be; export the file again."
                )
            values[row, column] = value
    return values


def shown(piece: str, longest: int = 20) -> str:
    """Return a piece of a file that is safe to print in a sentence."""
    clean = "".join(c if c.isprintable() and c != "\ufffd" else "?" for c in piece.strip())
    return f"“{clean[:longest]}…”" if len(clean) > longest else f"“{clean}”"


def _number(token: str) -> float | None:
    try:
        return float(token)
    except ValueError:
        return None
