"""How FIT files are written byte by byte: base types, definitions, data messages, check sums.

The layout is the public FIT protocol's. A table of messages that share one definition is written
at once; strings and lists take the room of their longest, as fixed sizes are all that FIT has.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

Value: TypeAlias = int | float | str | bytes | tuple[int | float, ...] | None
"""What a field holds: one number, a text, bytes, several numbers, or nothing."""

MAX_TEXT_BYTES = 254
"""A field has at most 255 bytes, and a text ends with a zero byte."""


class BaseType(NamedTuple):
    """How the numbers of a field are laid out.

    Attributes
    ----------
    code : int
        The protocol's number for it.
    letter : str
        The same for ``struct``; ``s`` for texts and bytes.
    invalid : int
        What stands for "nothing"; of texts and bytes, each byte.
    """

    code: int
    letter: str
    invalid: int

    @property
    def size(self) -> int:
        """Return the bytes that one number takes."""
        return struct.calcsize("<" + self.letter)


ENUM = BaseType(0x00, "B", 0xFF)
UINT8 = BaseType(0x02, "B", 0xFF)
UINT16 = BaseType(0x84, "H", 0xFFFF)
UINT32 = BaseType(0x86, "I", 0xFFFFFFFF)
TEXT = BaseType(0x07, "s", 0x00)
UINT8Z = BaseType(0x0A, "B", 0x00)
UINT32Z = BaseType(0x8C, "I", 0x00)
BYTES = BaseType(0x0D, "s", 0xFF)

_FLOAT_NOTHING = -1  # all bits set reads as "not a number", which the reader looks for itself

BASE_TYPES: dict[int, BaseType] = {
    base.code & 0x1F: base
    for base in (
        *(ENUM, UINT8, UINT16, UINT32, TEXT, UINT8Z, UINT32Z, BYTES),
        BaseType(0x01, "b", 0x7F),
        BaseType(0x83, "h", 0x7FFF),
        BaseType(0x85, "i", 0x7FFFFFFF),
        BaseType(0x88, "f", _FLOAT_NOTHING),
        BaseType(0x89, "d", _FLOAT_NOTHING),
        BaseType(0x8B, "H", 0x0000),
        BaseType(0x8E, "q", 0x7FFFFFFFFFFFFFFF),
        BaseType(0x8F, "Q", 0xFFFFFFFFFFFFFFFF),
        BaseType(0x90, "Q", 0x0000),
    )
}
"""All base types by number, without the bit that says "several bytes"."""


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


def _crc_table() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        crc = byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xA001 if crc & 1 else 0)
        table.append(crc)
    return tuple(table)


_CRC_TABLE = _crc_table()


def crc16(data: bytes, crc: int = 0) -> int:
    """Return the check sum of FIT: CRC-16 with the reflected polynomial 0xA001, from 0."""
    for byte in data:
        crc = (crc >> 8) ^ _CRC_TABLE[(crc ^ byte) & 0xFF]
    return crc
