"""How FIT files are read byte by byte: from a file's bytes to its messages, whoever wrote it."""

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from backstride.errors import DamagedFileError, EmptyFileError, UnknownFormatError
from backstride.readers.fit_crc import crc16
from backstride.readers.fit_types import BASE_TYPES, TEXT, BaseType, Value

_FIELD_DESCRIPTION = 206


@dataclass(frozen=True, slots=True)
class FitMessage:
    """One message of a FIT file.

    Attributes
    ----------
    number : int
        Which kind, by its number in the profile.
    fields : mapping of int to Value
        By field number; a field that says nothing is not there.
    developer : mapping of (int, int) to Value
        Developer fields, by developer data index and field number.
    """

    number: int
    fields: Mapping[int, Value]
    developer: Mapping[tuple[int, int], Value]


class _Part(NamedTuple):
    """A field of a definition: where it lies, and how (None: bytes to pass over)."""

    key: int | tuple[int, int]
    size: int
    base: BaseType | None


class _Definition(NamedTuple):
    number: int
    order: str
    parts: tuple[_Part, ...]
    size: int


@dataclass(slots=True)
class _Reading:
    data: bytes
    at: int
    end: int
    name: str
    definitions: dict[int, _Definition] = field(default_factory=dict)
    developer_types: dict[tuple[int, int], BaseType] = field(default_factory=dict)

    def take(self, count: int) -> bytes:
        if self.at + count > self.end:
            raise DamagedFileError(
                f"{self.name}: the message at byte {self.at} goes past the end of the data; "
                "export the workout again."
            )
        self.at += count
        return self.data[self.at - count : self.at]


def read_messages(data: bytes, name: str) -> list[FitMessage]:
    """Return every message of a FIT file.

    Parameters
    ----------
    data : bytes
        The whole file.
    name : str
        What error messages call it, such as its path.

    Raises
    ------
    EmptyFileError, UnknownFormatError, DamagedFileError
        For no bytes, for bytes that are no FIT file, and for a file that is cut, altered or
        contradicts itself.
    """
    start, end = _data_range(data, name)
    reading = _Reading(data, start, end, name)
    messages = []
    while reading.at < reading.end:
        message = _next(reading)
        if message is not None:
            messages.append(message)
            _learn_developer_field(reading, message)
    return messages


def _data_range(data: bytes, name: str) -> tuple[int, int]:
    if not data:
        raise EmptyFileError(f"{name}: the file has no bytes; export the workout again.")
    if len(data) < 12 or data[8:12] != b".FIT":
        raise UnknownFormatError(
            f"{name}: this is no FIT file, as '.FIT' is not at byte 8; choose a .fit file."
        )
    header, size = data[0], int.from_bytes(data[4:8], "little")
    if header not in (12, 14):
        raise DamagedFileError(f"{name}: the header claims {header} bytes, but FIT has 12 or 14.")
    if len(data) != header + size + 2:
        raise DamagedFileError(
            f"{name}: the header promises {header + size + 2} bytes, but the file has {len(data)}; "
            "copy or export it again."
        )
    header_sum = int.from_bytes(data[12:14], "little") if header == 14 else 0
    if header_sum not in (0, crc16(data[:12])):
        raise DamagedFileError(f"{name}: the header fails its check sum; export it again.")
    if crc16(data[:-2]) != int.from_bytes(data[-2:], "little"):
        raise DamagedFileError(f"{name}: the file fails its check sum; copy or export it again.")
    return header, header + size


def _next(reading: _Reading) -> FitMessage | None:
    head = reading.take(1)[0]
    if head & 0x80:  # a compressed time stamp: the kind in two bits, and a time we do not need
        return _data_message(reading, (head >> 5) & 0x03)
    if head & 0x40:
        reading.definitions[head & 0x0F] = _definition(reading, has_developer=bool(head & 0x20))
        return None
    return _data_message(reading, head & 0x0F)


def _definition(reading: _Reading, *, has_developer: bool) -> _Definition:
    _, architecture, *_ = head = reading.take(5)
    order = ">" if architecture else "<"
    (number,) = struct.unpack(order + "H", head[2:4])
    parts = []
    for _ in range(head[4]):
        key, size, code = reading.take(3)
        parts.append(_Part(key, size, BASE_TYPES.get(code & 0x1F)))
    if has_developer:
        for _ in range(reading.take(1)[0]):
            key, size, index = reading.take(3)
            base = reading.developer_types.get((index, key))
            parts.append(_Part((index, key), size, base))
    return _Definition(number, order, tuple(parts), sum(part.size for part in parts))


def _data_message(reading: _Reading, local: int) -> FitMessage:
    definition = reading.definitions.get(local)
    if definition is None:
        raise DamagedFileError(
            f"{reading.name}: the message at byte {reading.at - 1} was never defined; "
            "export the workout again."
        )
    raw = reading.take(definition.size)
    fields: dict[int, Value] = {}
    developer: dict[tuple[int, int], Value] = {}
    at = 0
    for part in definition.parts:
        value = _value(raw[at : at + part.size], part.base, definition.order)
        at += part.size
        if value is None:
            continue
        if isinstance(part.key, int):
            fields[part.key] = value
        else:
            developer[part.key] = value
    return FitMessage(definition.number, fields, developer)


def _value(raw: bytes, base: BaseType | None, order: str) -> Value:
    if base is None or not raw:
        return None
    if base is TEXT:
        return raw.split(b"\0", 1)[0].decode(errors="replace") or None
    if base.letter == "s":
        return None if raw.count(base.invalid) == len(raw) else raw
    if len(raw) % base.size:
        return None
    numbers = struct.unpack(f"{order}{len(raw) // base.size}{base.letter}", raw)
    if len(numbers) == 1:
        return None if _says_nothing(numbers[0], base) else numbers[0]
    while numbers and _says_nothing(numbers[-1], base):
        numbers = numbers[:-1]
    return numbers or None


def _says_nothing(number: float, base: BaseType) -> bool:
    return math.isnan(number) if base.letter in "fd" else number == base.invalid


def _learn_developer_field(reading: _Reading, message: FitMessage) -> None:
    if message.number != _FIELD_DESCRIPTION:
        return
    index, key, code = (message.fields.get(at) for at in (0, 1, 2))
    if isinstance(index, int) and isinstance(key, int) and isinstance(code, int):
        base = BASE_TYPES.get(code & 0x1F)
        if base is not None:
            reading.developer_types[index, key] = base
