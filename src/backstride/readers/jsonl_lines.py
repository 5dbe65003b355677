"""The lines of ``backstride.recording/1`` after the first: samples, and marks of a session."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from backstride.motion.arrays import Floats
from backstride.motion.channels import Lap
from backstride.readers.delimited import Layout, columns_of
from backstride.readers.text import damaged

_MOST_BAD = 0.1  # share of lines; with more, the file is something else
_MOST_EVENTS = 20_000
_LONGEST_S = 1e7  # four months
_WIDTHS = {"m": (7, 4), "f": (4,), "o": (5,), "p": (7, 3)}  # numbers after the kind, most first
_DIRECTIONS = ("forward", "backward", "left", "right")
_ROWS = Layout(",", decimal_comma=False, titles=(), first_row=0)
_LINE = re.compile(rb'\[\s*"([^"]*)"\s*,(.*)\]')


class Lines(NamedTuple):
    """What stands in the lines: numbers by kind, time first; marks; sentences on damaged lines."""

    tables: dict[str, Floats]
    marks: list[bytes]
    said: list[str]


def lines_of(text: bytes, path: Path) -> Lines:
    """Return what stands in the lines after the first.

    Raises
    ------
    DamagedFileError
        When more than one line in ten is damaged.
    """
    body = text.partition(b"\n")[2]
    rows, lines, bad = _by_kind(body)
    found: dict[str, Floats] = {}
    for kind, widths in _WIDTHS.items():
        mine = rows.get(kind.encode())
        if not mine:
            continue
        width = next((w for w in widths if mine[0].count(b",") >= w - 1), 0)
        if not width:
            damaged(path, f"has lines of kind “{kind}” with too few numbers")
        table = b"\n".join(mine).replace(b"null", b"nan")
        found[kind] = columns_of(table, _ROWS, range(width), path).values
        bad += len(mine) - len(found[kind])
    if bad > max(1, _MOST_BAD * lines):
        damaged(path, f"has {bad} of {lines} lines that are no samples")
    said = [f"{bad} damaged lines were left out."] if bad else []
    if bad == 1 and not body.endswith(b"\n"):
        said = ["The last line is cut; it was left out."]
    return Lines(found, rows.get(b"e", [])[:_MOST_EVENTS], said)


def _by_kind(body: bytes) -> tuple[dict[bytes, list[bytes]], int, int]:
    """Return what follows the kind in each line, the count of lines, and how many are damaged."""
    rows: dict[bytes, list[bytes]] = {}
    lines = bad = 0
    for line in body.split(b"\n"):
        if line[:2] == b'["' and line[3:5] == b'",' and line[-1:] == b"]":
            rows.setdefault(line[2:3], []).append(line[5:-1])
        elif not line or line.isspace():
            continue
        elif found := _LINE.fullmatch(line.strip()):
            rows.setdefault(found[1], []).append(found[2])
        else:
            bad += 1
        lines += 1
    return rows, lines, bad


def laps_of(lines: Sequence[bytes], motion_s: Floats) -> list[Lap]:
    """Return the steps of the guided session; each lasts until the next mark or the end."""
    marks: list[tuple[float, str, str, bool]] = []
    for line in lines:
        try:
            row = json.loads(b"[" + line + b"]")
        except (ValueError, RecursionError):
            continue
        if len(row) < 2 or row[1] not in ("step", "end") or not _is_time(row[0]):
            continue
        about = row[2] if len(row) > 2 and isinstance(row[2], dict) else {}
        direction = about.get("direction")
        name = str(about.get("name", ""))[:200]
        said = direction if direction in _DIRECTIONS else ""
        marks.append((float(row[0]), name, said, row[1] == "step"))
    whole = motion_s[np.isfinite(motion_s)]
    if not marks or not len(whole):
        return []
    marks.sort(key=lambda mark: mark[0])
    ends = [*(mark[0] for mark in marks[1:]), float(whole.max())]
    return [
        Lap(start, end, name, direction=direction)
        for (start, name, direction, is_step), end in zip(marks, ends, strict=True)
        if is_step and end > start
    ]


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and abs(value) < _LONGEST_S
