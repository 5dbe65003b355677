"""The sections of a C3D file: header, parameters and frames, each checked before it is used.

Written from the public description of the format (www.c3d.org). A native library would be shorter,
but a few changed bytes in the parameters make the usual one (ezc3d) end the whole process; here
every length is compared with the bytes that are there, so a damaged file gives a sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn, TypeAlias

import numpy as np

from backstride.errors import DamagedFileError
from backstride.motion.arrays import Floats, Ints

BLOCK = 512
KEY = 0x50  # second byte of every C3D file
_PROCESSORS = {84: "<", 85: "<", 86: ">"}  # Intel, DEC (its own floats), MIPS
_DEC = 85
_ITEM_BYTES = {-1: 1, 1: 1, 2: 2, 4: 4}

Value: TypeAlias = tuple[str, ...] | Floats


@dataclass(frozen=True)
class Header:
    """The first block of a C3D file.

    ``analog`` counts values per frame over all channels, ``analog_samples`` samples per channel;
    ``scale`` is negative where frames are stored as floating-point numbers; ``data_block`` is
    where they start, counted from 1.
    """

    points: int
    analog: int
    first_frame: int
    last_frame: int
    scale: float
    data_block: int
    analog_samples: int
    rate_hz: float


@dataclass(frozen=True)
class Sections:
    """A C3D file taken apart; parameters are keyed ``"GROUP:NAME"`` in upper case."""

    path: Path
    data: bytes
    processor: int
    header: Header
    parameters: Mapping[str, Value] = field(default_factory=dict)

    def number(self, key: str) -> float | None:
        """Return the first number of a parameter, None without one."""
        value = self.parameters.get(key)
        if not isinstance(value, np.ndarray) or value.size == 0:
            return None
        first = float(value.flat[0])
        return first if np.isfinite(first) else None

    def array(self, key: str) -> Floats:
        """Return a numeric parameter in the shape of the file, empty without one."""
        value = self.parameters.get(key)
        return value if isinstance(value, np.ndarray) else np.empty(0)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a text parameter with its continuations ``KEY2``, ``KEY3`` and so on."""
        found: list[str] = []
        for part in ("", *map(str, range(2, 100))):
            value = self.parameters.get(key + part)
            if not isinstance(value, tuple):
                break
            found += value
        return tuple(found)


def damaged(path: Path, what: str) -> NoReturn:
    """Raise a DamagedFileError in a sentence."""
    raise DamagedFileError(f"{path}: {what}; export it again.")


def whole(values: Floats) -> Ints:
    """Return whole numbers; 0 for what is none, as in a damaged file."""
    return np.nan_to_num(np.clip(values, -32768, 65535), nan=0.0).astype(np.intp)


def parameter_start(head: bytes) -> int:
    """Return the byte at which the parameters start."""
    return (head[0] - 1) * BLOCK


def processor_of(head: bytes) -> int | None:
    """Return the number of the processor that wrote a C3D file, None if it is no C3D file."""
    if len(head) < BLOCK or head[0] < 2 or head[1] != KEY:
        return None
    at = parameter_start(head) + 3
    return head[at] if at < len(head) and head[at] in _PROCESSORS else None


def take_apart(path: Path, data: bytes) -> Sections:
    """Return the header and all parameters.

    Raises
    ------
    DamagedFileError
        When the file ends inside them or a parameter reaches beyond the end.
    """
    if len(data) < BLOCK:
        damaged(path, f"ends after {len(data)} bytes, inside the header of {BLOCK}")
    processor = processor_of(data)
    if processor is None:
        damaged(path, "begins like a C3D file but has no parameters where its header points to")
    words = to_numbers(data[:BLOCK], 2, processor).astype(np.int64) % 65536
    reals = to_numbers(data[:BLOCK], 4, processor, offset=12)
    header = Header(
        points=int(words[1]),
        analog=int(words[2]),
        first_frame=int(words[3]),
        last_frame=int(words[4]),
        scale=float(reals[0]),
        data_block=int(words[8]),
        analog_samples=int(words[9]),
        rate_hz=float(to_numbers(data[:BLOCK], 4, processor, offset=20)[0]),
    )
    return Sections(path, data, processor, header, _parameters(path, data, processor))


def to_numbers(data: bytes, size: int, processor: int, *, offset: int = 0) -> Floats:
    """Return the whole numbers (1 or 2 bytes each) or real numbers (4 bytes) in ``data``."""
    count = (len(data) - offset) // size
    order = _PROCESSORS[processor]
    if size == 4 and processor == _DEC:
        # VAX floats: the two words are swapped and the exponent counts two more
        words = np.frombuffer(data, "<u2", 2 * count, offset).reshape(-1, 2)[:, ::-1]
        with np.errstate(invalid="ignore"):  # signalling NaN in noise
            raw = np.ascontiguousarray(words).view("<f4").ravel() / np.float32(4.0)
    else:
        kind = {1: "i1", 2: f"{order}i2", 4: f"{order}f4"}[size]
        raw = np.frombuffer(data, kind, count, offset)
    with np.errstate(invalid="ignore"):  # signalling NaN in noise
        return raw.astype(np.float64)


def _parameters(path: Path, data: bytes, processor: int) -> dict[str, Value]:
    """Return all parameters; records are linked by byte distances, each of which is checked."""
    groups: dict[int, str] = {}
    found: dict[tuple[int, str], Value] = {}
    at = parameter_start(data) + 4
    while at + 2 <= len(data):
        length = abs(int.from_bytes(data[at : at + 1], "big", signed=True))
        group = int.from_bytes(data[at + 1 : at + 2], "big", signed=True)
        link = at + 2 + length
        if length == 0 or group == 0 or link + 2 > len(data):
            break
        name = _text(data[at + 2 : link]).upper()
        if group < 0:
            groups[-group] = name
        else:
            found[group, name] = _value(path, data, link + 2, processor, name)
        big = _PROCESSORS[processor] == ">"
        distance = int.from_bytes(data[link : link + 2], "big" if big else "little")
        if distance == 0:
            break
        at = link + distance
    return {f"{groups.get(g, g)}:{name}": value for (g, name), value in found.items()}


def _value(path: Path, data: bytes, at: int, processor: int, name: str) -> Value:
    """Return one parameter, whose type, dimensions and items start at byte ``at``."""
    kind = int.from_bytes(data[at : at + 1], "big", signed=True)
    dimensions = data[at + 1] if at + 1 < len(data) else 0
    start = at + 2 + dimensions
    shape = tuple(data[at + 2 : start])
    size = _ITEM_BYTES.get(kind)
    if size is None or dimensions > 7:
        damaged(path, f"has a parameter at byte {at} of a kind that C3D does not know")
    count = 1
    for extent in shape:
        count *= extent
    items = data[start : start + count * size]
    if len(items) < count * size:
        damaged(path, f"ends inside the parameter {name!r} at byte {at}, which needs {count} items")
    if kind == -1:
        width = shape[0] if shape else 1
        texts = [items[i : i + width] for i in range(0, len(items), width)] if width else []
        return tuple(_text(t) for t in texts)
    return to_numbers(items, size, processor).reshape(shape, order="F")


def _text(raw: bytes) -> str:
    return raw.split(b"\0", 1)[0].decode("utf-8", "replace").strip()
