"""A FIT file as tables: one for each kind of message, with its developer fields by name."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np

from backstride.motion.arrays import Floats, Ints
from backstride.readers.fit_crc import crc16
from backstride.readers.fit_scan import Scan, scan
from backstride.readers.fit_table import FIELD_DESCRIPTION, TIMESTAMP, FitTable

RECORD: Final = 20

_DEVELOPER_DATA_ID = 207
_APPLICATION, _INDEX_OF_APPLICATION = 1, 3
_INDEX, _NUMBER, _TYPE, _NAME, _SCALE, _OFFSET, _NATIVE_MESSAGE, _NATIVE = 0, 1, 2, 3, 6, 7, 14, 15


@dataclass(frozen=True, slots=True)
class DeveloperField:
    """A field that an application declares in the file itself.

    Attributes
    ----------
    key : tuple of (int, int)
        Its application's index and its own number.
    name : str
        As the file has it.
    application : bytes
        Sixteen bytes that identify the application; empty when the file does not say.
    scale, offset : float
        The value is the number in the file, divided by the one, less the other.
    native : int or None
        Field of the profile's ``record`` message that it stands for.
    """

    key: tuple[int, int]
    name: str
    application: bytes
    scale: float
    offset: float
    native: int | None


@dataclass(frozen=True)
class FitFile:
    """The messages of a FIT file, read on demand.

    Attributes
    ----------
    scan : Scan
        Where they are, and where reading stopped.
    """

    scan: Scan
    _tables: dict[int, FitTable] = field(default_factory=dict)

    @classmethod
    def of(cls, data: bytes) -> "FitFile":
        """Return the file of some bytes, which must begin like a FIT file."""
        return cls(scan(data))

    def table(self, number: int) -> FitTable:
        """Return all messages of one kind, by its number in the profile."""
        if number not in self._tables:
            self._tables[number] = FitTable(self.scan, number, self._developer_types)
        return self._tables[number]

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The kinds of messages that are in the file."""
        return tuple(sorted({one.number for one in self.scan.layouts if one.starts}))

    @cached_property
    def check_sums_agree(self) -> bool:
        """Whether every part of the file that is whole has the check sum that it states."""
        data = memoryview(self.scan.data)
        return all(
            crc16(data[one.start : one.data_end])
            == int.from_bytes(data[one.data_end : one.end], "little")
            for one in self.scan.parts
            if one.finished and one.end == one.data_end + 2
        )

    @cached_property
    def developer_fields(self) -> tuple[DeveloperField, ...]:
        """Every developer field that is declared; of two with one key the last."""
        table = self.table(FIELD_DESCRIPTION)
        index, number = table.numbers(_INDEX), table.numbers(_NUMBER)
        scale, offset = table.numbers(_SCALE), table.numbers(_OFFSET)
        message, native = table.numbers(_NATIVE_MESSAGE), table.numbers(_NATIVE)
        applications = self._applications
        found = {}
        for i, name in enumerate(table.texts(_NAME)):
            if not np.isfinite(index[i]) or not np.isfinite(number[i]):
                continue
            key = (int(index[i]), int(number[i]))
            of_records = np.isnan(message[i]) or message[i] == RECORD
            found[key] = DeveloperField(
                key,
                name,
                applications.get(key[0], b""),
                float(scale[i]) if scale[i] > 0 else 1.0,
                float(np.nan_to_num(offset[i])),
                int(native[i]) if of_records and np.isfinite(native[i]) else None,
            )
        return tuple(found.values())

    def developer(self, table: FitTable, one: DeveloperField) -> Floats:
        """Return a developer field of a table (n,) in its own unit; NaN where it says nothing."""
        return table.numbers(one.key) / one.scale - one.offset

    def times(self, table: FitTable) -> Floats:
        """Return the time stamps of a table (n,), in FIT's own seconds; NaN where there is none.

        A message may hold only the last five bits of its time, in its first byte. It is the next
        moment after the message before it, of whatever kind, whose time ends in these bits.
        """
        stamps = table.numbers(TIMESTAMP)
        in_head = table.compressed()[0] & np.isnan(stamps)
        if not in_head.any():
            return stamps
        whole_at, whole = self._whole_stamps
        at = np.concatenate((whole_at, self._compressed_at[0]))
        low = np.concatenate((whole.astype(np.int64) & 0x1F, self._compressed_at[1]))
        order = np.argsort(at, kind="stable")
        is_whole = (np.arange(len(at)) < len(whole_at))[order]
        low, at = low[order], at[order]
        gone = np.where(is_whole, 0, np.diff(low, prepend=0) & 0x1F).cumsum()
        last = np.maximum.accumulate(np.where(is_whole, np.arange(len(at)), -1))
        known = np.append(whole, np.zeros(len(at) - len(whole)))[order]
        moment = np.where(last >= 0, known[last] + gone - gone[last], gone)
        stamps = stamps.copy()
        stamps[in_head] = moment[np.searchsorted(at, table.at[in_head])]
        return stamps

    @cached_property
    def _whole_stamps(self) -> tuple[Ints, Floats]:
        """Where any message has a whole time stamp, in order, and the stamps."""
        tables = [self.table(number) for number in self.numbers]
        at = np.concatenate([table.at for table in tables])
        stamp = np.concatenate([table.numbers(TIMESTAMP) for table in tables])
        order = np.argsort(at, kind="stable")
        order = order[np.isfinite(stamp[order])]
        return at[order], stamp[order]

    @cached_property
    def _compressed_at(self) -> tuple[Ints, Ints]:
        """Where any message has its time in its first byte and nowhere else, and its five bits."""
        found = []
        for number in self.numbers:
            table = self.table(number)
            in_head, bits = table.compressed()
            in_head &= np.isnan(table.numbers(TIMESTAMP))
            found.append((table.at[in_head], bits[in_head]))
        return np.concatenate([at for at, _ in found]), np.concatenate([bits for _, bits in found])

    @cached_property
    def _applications(self) -> dict[int, bytes]:
        table = self.table(_DEVELOPER_DATA_ID)
        index = table.numbers(_INDEX_OF_APPLICATION)
        names = table.bytes_of(_APPLICATION)
        return {int(one): name for one, name in zip(index, names, strict=True) if np.isfinite(one)}

    @cached_property
    def _developer_types(self) -> dict[tuple[int, int, int], int]:
        """Base types of developer fields, by part of the file, application index and number."""
        table = FitTable(self.scan, FIELD_DESCRIPTION, {})
        index, number = table.numbers(_INDEX), table.numbers(_NUMBER)
        code = table.numbers(_TYPE)
        ends = [part.end for part in self.scan.parts]
        parts = np.searchsorted(ends, table.at, "right")
        return {
            (int(part), int(one), int(two)): int(three)
            for part, one, two, three in zip(parts, index, number, code, strict=True)
            if np.isfinite([one, two, three]).all()
        }
