"""Columns of the messages of a FIT file, gathered by definition and not message by message."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from backstride.motion.arrays import Bools, Floats, Ints
from backstride.readers.fit_scan import Layout, Scan
from backstride.readers.fit_types import BASE_TYPES, BYTES, TEXT, BaseType

Key: TypeAlias = int | tuple[int, int]
"""A field by its number in the profile, a developer field by application index and number."""

Rows: TypeAlias = NDArray[np.uint8]

TIMESTAMP: Final = 253
FIELD_DESCRIPTION: Final = 206


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a field lies within a message, and how."""

    at: int
    size: int
    base: BaseType

    @property
    def dtype(self) -> str:
        """Return its type for NumPy, without the order of bytes; single bytes for texts."""
        return "u1" if self.base.letter == "s" else np.dtype(self.base.letter).str[1:]


class FitTable:
    """All messages of one kind, in the order of the file.

    Attributes
    ----------
    number : int
        Which kind, by its number in the profile.
    at : array (n,) of int
        The byte behind the first of each message.
    """

    def __init__(self, scan: Scan, number: int, developer: Mapping[tuple[int, int, int], int]):
        self.number = number
        self._data = scan.data
        self._layouts = [one for one in scan.layouts if one.number == number and one.starts]
        self._places = [_places(layout, developer) for layout in self._layouts]
        starts = [np.frombuffer(one.starts, np.int64) for one in self._layouts]
        self._starts = starts
        every = np.concatenate(starts) if starts else np.empty(0, np.int64)
        order = np.argsort(every, kind="stable")
        self.at: Ints = every[order]
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        self._rows = np.split(rank, np.cumsum([len(one) for one in starts])[:-1]) if starts else []

    def __len__(self) -> int:
        return len(self.at)

    @cached_property
    def keys(self) -> frozenset[Key]:
        """Every field that any of the messages has."""
        return frozenset(key for places in self._places for key in places)

    def numbers(self, key: Key) -> Floats:
        """Return a field (n,), its first number where it has several; NaN where it says nothing."""
        column = self.lists(key)
        return column[:, 0] if column.shape[1] else np.broadcast_to(np.nan, len(self))

    def lists(self, key: Key) -> Floats:
        """Return a field (n, k) with all its numbers; NaN where it says nothing.

        Whole numbers above 2**53 are rounded. A text has no numbers.
        """
        found = [(rows, self._of(i, key)) for i, rows in enumerate(self._rows)]
        width = max((values.shape[1] for _, values in found if values is not None), default=0)
        if len(found) == 1 and found[0][1] is not None:
            return found[0][1]
        column = np.full((len(self), width), np.nan)
        for rows, values in found:
            if values is not None:
                column[rows, : values.shape[1]] = values
        return column

    def texts(self, key: Key) -> list[str]:
        """Return a text field (n), empty where there is none."""
        texts = [""] * len(self)
        for row, raw in self._raw(key, TEXT):
            texts[row] = raw.split(b"\0", 1)[0].decode(errors="replace")
        return texts

    def bytes_of(self, key: Key) -> list[bytes]:
        """Return a field of bytes (n), empty where there is none."""
        found = [b""] * len(self)
        for row, raw in self._raw(key, BYTES):
            found[row] = raw
        return found

    def compressed(self) -> tuple[Bools, Ints]:
        """Return which messages have their time in their first byte (n,), and the five bits."""
        heads = np.frombuffer(self._data, np.uint8)[self.at - 1].astype(np.int64)
        return heads >= 0x80, heads & 0x1F

    def _raw(self, key: Key, base: BaseType) -> list[tuple[int, bytes]]:
        return [
            (row, self._data[start + place.at : start + place.at + place.size])
            for places, starts, rows in zip(self._places, self._starts, self._rows, strict=True)
            if (place := places.get(key)) is not None and place.base is base
            for start, row in zip(starts.tolist(), rows.tolist(), strict=True)
        ]

    def _of(self, i: int, key: Key) -> Floats | None:
        """Return a field of the messages of one definition, None where they have none such."""
        place = self._places[i].get(key)
        if place is None or place.base is TEXT or not place.size:
            return None
        order = ">" if self._layouts[i].big_endian else "<"
        window = np.ndarray(
            (len(self._data) - place.size + 1,), f"V{place.size}", self._data, strides=(1,)
        )
        raw = window[self._starts[i] + place.at].view(f"{order}{place.dtype}")
        return _without_nothing(raw.reshape(len(self._starts[i]), -1), place.base)


def _without_nothing(raw: NDArray[np.generic], base: BaseType) -> Floats:
    """Return numbers (n, k) with NaN for what stands for nothing."""
    with np.errstate(invalid="ignore"):
        values = raw.astype(np.float64)
    if base is BYTES:  # each single byte may be 255; only all of them together are nothing
        values[(raw == base.invalid).all(axis=1)] = np.nan
    elif base.letter not in "fd":
        values[raw == base.invalid] = np.nan
    return values


def _places(layout: Layout, developer: Mapping[tuple[int, int, int], int]) -> dict[Key, _Place]:
    """Return where the fields of a definition lie; of two with one number, the first."""
    places: dict[Key, _Place] = {}
    at = 0
    for number, size, code in _triples(layout.fields):
        places.setdefault(number, _Place(at, size, _base(code, size)))
        at += size
    for number, size, index in _triples(layout.developer_fields):
        code = developer.get((layout.part, index, number), BYTES.code)
        places.setdefault((index, number), _Place(at, size, _base(code, size)))
        at += size
    return places


def _triples(raw: bytes) -> list[tuple[int, int, int]]:
    return list(zip(raw[::3], raw[1::3], raw[2::3], strict=True))


def _base(code: int, size: int) -> BaseType:
    """Return a base type; bytes for one that is not known or does not fit the size."""
    base = BASE_TYPES.get(code & 0x1F, BYTES)
    return base if base.letter == "s" or size % base.size == 0 else BYTES
