"""The base types of the public FIT protocol, shared by whatever reads or writes FIT files."""

import struct
from typing import NamedTuple, TypeAlias

Value: TypeAlias = int | float | str | bytes | tuple[int | float, ...] | None
"""What a field holds: one number, a text, bytes, several numbers, or nothing."""


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
INT8 = BaseType(0x01, "b", 0x7F)
UINT8 = BaseType(0x02, "B", 0xFF)
INT16 = BaseType(0x83, "h", 0x7FFF)
UINT16 = BaseType(0x84, "H", 0xFFFF)
INT32 = BaseType(0x85, "i", 0x7FFFFFFF)
UINT32 = BaseType(0x86, "I", 0xFFFFFFFF)
TEXT = BaseType(0x07, "s", 0x00)
UINT8Z = BaseType(0x0A, "B", 0x00)
UINT32Z = BaseType(0x8C, "I", 0x00)
BYTES = BaseType(0x0D, "s", 0xFF)

_FLOAT_NOTHING = -1  # all bits set reads as "not a number", which the reader looks for itself

BASE_TYPES: dict[int, BaseType] = {
    base.code & 0x1F: base
    for base in (
        *(ENUM, INT8, UINT8, INT16, UINT16, INT32, UINT32, TEXT, UINT8Z, UINT32Z, BYTES),
        BaseType(0x88, "f", _FLOAT_NOTHING),
        BaseType(0x89, "d", _FLOAT_NOTHING),
        BaseType(0x8B, "H", 0x0000),
        BaseType(0x8E, "q", 0x7FFFFFFFFFFFFFFF),
        BaseType(0x8F, "Q", 0xFFFFFFFFFFFFFFFF),
        BaseType(0x90, "Q", 0x0000),
    )
}
"""All base types by number, without the bit that says "several bytes"."""
