"""MATLAB version 5 files: the matrices in them, within the memory that their size allows.

Written here and not taken from a library, so that a damaged file cannot ask for memory or end the
process. Format: “MAT-File Format”, The MathWorks, level 5.
"""

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from backstride.errors import UnknownFormatError
from backstride.motion.arrays import Floats
from backstride.readers.recording import Content
from backstride.readers.text import damaged

HEADER_BYTES = 128
_FREE_BYTES, _MOST_TIMES = 20_000_000, 8  # measured signals hardly shrink by half
_COMPRESSED, _MATRIX = 15, 14
_NUMBERS = {
    1: "i1",
    2: "u1",
    3: "i2",
    4: "u2",
    5: "i4",
    6: "u4",
    7: "f4",
    9: "f8",
    12: "i8",
    13: "u8",
}
_FULL_NUMERIC = range(6, 16)  # classes of matrices that are neither cells, texts nor sparse


def recognise(head: bytes) -> bool:
    """Return whether a file begins like a MATLAB file."""
    return head.startswith((b"MATLAB 5.0 MAT", b"MATLAB 7.3 MAT")) and len(head) >= HEADER_BYTES


def matrices(content: Content) -> dict[str, Floats]:
    """Return the real two-dimensional matrices of a file by name, rows first.

    Raises
    ------
    DamagedFileError
        When the file is cut or contradicts itself.
    UnknownFormatError
        When it is of version 7.3, which is another format.
    """
    data, path = content.data, content.path
    if data.startswith(b"MATLAB 7.3"):
        raise UnknownFormatError(
            f"{path}: is a MATLAB file of version 7.3; save it again with “-v7”."
        )
    if len(data) < HEADER_BYTES + 8 or data[126:128] not in (b"IM", b"MI"):
        damaged(path, "is cut in its header")
    order = "<" if data[126:128] == b"IM" else ">"
    found: dict[str, Floats] = {}
    left = _FREE_BYTES + _MOST_TIMES * len(data)
    for kind, body in _elements(memoryview(data)[HEADER_BYTES:], order, path):
        if kind == _COMPRESSED:
            unpacked = _unpacked(body, left, path)
            left -= len(unpacked)
            inside = _elements(memoryview(unpacked), order, path)
        else:
            inside = iter([(kind, body)])
        for inner, part in inside:
            matrix = _matrix(part, order, path) if inner == _MATRIX else None
            if matrix is not None:
                found[matrix[0]] = matrix[1]
    return found


def _unpacked(body: memoryview, most: int, path: Path) -> bytes:
    machine = zlib.decompressobj()
    try:
        unpacked = machine.decompress(body, max(most, 1))
    except zlib.error:
        damaged(path, "is damaged: a packed part of it cannot be unpacked")
    if machine.unconsumed_tail:
        damaged(path, "would unpack to far more than a recording holds")
    if not machine.eof:
        damaged(path, "is cut: a packed part of it has no end")
    return unpacked


def _elements(data: memoryview, order: str, path: Path) -> Iterator[tuple[int, memoryview]]:
    """Yield the kind and bytes of each element of a sequence."""
    at = 0
    while at + 8 <= len(data):
        first, second = struct.unpack_from(f"{order}II", data, at)
        if first >> 16:  # up to four bytes are stored inside the tag
            kind, size, start, end = first & 0xFFFF, first >> 16, at + 4, at + 8
            if size > 4:
                damaged(path, f"contradicts itself at byte {at} of a matrix")
        else:
            kind, size, start = first, second, at + 8
            end = start + size if kind == _COMPRESSED else start + -(-size // 8) * 8
        if start + size > len(data):
            damaged(path, "is cut or damaged: a matrix is longer than the file")
        yield kind, data[start : start + size]
        at = end


def _matrix(body: memoryview, order: str, path: Path) -> tuple[str, Floats] | None:
    """Return the name and numbers of a matrix, None for one of another kind."""
    parts = list(_elements(body, order, path))
    if len(parts) < 4:
        return None
    flags, shape_part, name_part, real = parts[:4]
    class_ = bytes(flags[1])[0 if order == "<" else 3] if len(flags[1]) >= 4 else 0
    if class_ not in _FULL_NUMERIC or real[0] not in _NUMBERS or shape_part[0] != 5:
        return None
    if len(shape_part[1]) != 8:  # not two-dimensional
        return None
    rows, columns = np.frombuffer(shape_part[1], f"{order}i4").tolist()
    kind = np.dtype(f"{order}{_NUMBERS[real[0]]}")
    if rows < 1 or columns < 1 or rows * columns * kind.itemsize != len(real[1]):
        damaged(path, "is damaged: a matrix has not the size that it declares")
    numbers = np.frombuffer(real[1], kind).reshape(columns, rows).T
    name = bytes(name_part[1]).decode("ascii", "replace")
    return name, numbers if numbers.dtype == np.float64 else numbers.astype(np.float64)
