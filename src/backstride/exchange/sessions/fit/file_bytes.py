"""How FIT files are written byte by byte: definitions, data messages, check sums.

The layout is the public FIT protocol's. A table of messages that share one definition is written
at once; strings and lists take the room of their longest, as fixed sizes are all that FIT has.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from backstride.readers.fit_crc import crc16
from backstride.readers.fit_types import BaseType, Value

MAX_TEXT_BYTES = 254
"""A field has at most 255 bytes, and a text ends with a zero byte."""


class Column(NamedTuple):
    """One field of a table: its number and type, and whether it is a developer field."""

    number: int
    base: BaseType
    developer_index: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Messages of one kind with the same fields.

    Attributes
    ----------
    message : int
        The message's number in the profile.
    columns : tuple of Column
        Those of the profile first, then developer fields.
    rows : sequence of tuple of Value
        One message each, a value per column.
    """

    message: int
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Value, ...]]


def fit_file(tables: Sequence[Table]) -> bytes:
    """Return a whole FIT file: protocol 2 where it has developer fields, otherwise protocol 1."""
    body = b"".join(_table_bytes(table, local) for local, table in enumerate(tables))
    developer = any(column.developer_index is not None for one in tables for column in one.columns)
    protocol = 0x20 if developer else 0x10
    header = struct.pack("<BBHI4s", 14, protocol, 2100, len(body), b".FIT")
    header += struct.pack("<H", crc16(header))
    return header + body + struct.pack("<H", crc16(header + body))


def _table_bytes(table: Table, local: int) -> bytes:
    if not table.rows:
        return b""
    sizes = [
        max(_value_size(column.base, row[at]) for row in table.rows)
        for at, column in enumerate(table.columns)
    ]
    out = bytearray(_definition(table, sizes, local))
    plan = list(zip(table.columns, sizes, strict=True))
    for row in table.rows:
        out.append(local)
        for (column, size), value in zip(plan, row, strict=True):
            out += _field_bytes(column.base, size, value)
    return bytes(out)


def _definition(table: Table, sizes: Sequence[int], local: int) -> bytes:
    own: list[int] = []
    developer: list[int] = []
    for column, size in zip(table.columns, sizes, strict=True):
        if column.developer_index is None:
            own += [column.number, size, column.base.code]
        else:
            developer += [column.number, size, column.developer_index]
    has_developer = 0x20 if developer else 0
    head = struct.pack("<BBBHB", 0x40 | has_developer | local, 0, 0, table.message, len(own) // 3)
    tail = bytes([len(developer) // 3, *developer]) if developer else b""
    return head + bytes(own) + tail


def _value_size(base: BaseType, value: Value) -> int:
    if isinstance(value, str):
        return len(value.encode()) + 1
    if isinstance(value, bytes):
        return len(value)
    return max(len(value), 1) * base.size if isinstance(value, tuple) else base.size


def _field_bytes(base: BaseType, size: int, value: Value) -> bytes:
    if isinstance(value, str | bytes):
        raw = value.encode() if isinstance(value, str) else value
        return raw.ljust(size, bytes([base.invalid]))
    if base.letter == "s":
        return bytes([base.invalid]) * size
    count = size // base.size
    numbers = [] if value is None else list(value) if isinstance(value, tuple) else [value]
    numbers += [base.invalid] * (count - len(numbers))
    return struct.pack(f"<{count}{base.letter}", *numbers)


def cut_text(text: str, max_bytes: int = MAX_TEXT_BYTES) -> str:
    """Return a text of at most so many bytes in UTF-8, cut between characters, with "…" if cut."""
    raw = text.encode()
    if len(raw) <= max_bytes:
        return text
    return raw[: max_bytes - 3].decode(errors="ignore").rstrip() + "…"
