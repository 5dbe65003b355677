"""Where each message of a FIT file stands: one pass over the bytes, reading nothing but lengths.

What the messages say is gathered later, a whole column at a time, by ``fit_table``. A file that is
cut or damaged gives what stands before the damage, and where that is.
"""

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

HEADER_MARK: Final = b".FIT"
SHORTEST_HEADER: Final = 12

_MOST_LAYOUTS = 1000
"""A watch uses tens; a damaged file may define thousands, each to be looked at for each column."""

_UNFINISHED = (0, 0xFFFFFFFF)  # lengths in a header that a dead battery never let be written
_UNDEFINED, _DEFINITION = -2, -1


@dataclass(slots=True)
class Layout:
    """Messages that share one definition.

    Attributes
    ----------
    number : int
        Which kind of message, by its number in the profile.
    big_endian : bool
    fields : bytes
        Three bytes each: number, size, base type.
    developer_fields : bytes
        Three bytes each: number, size, developer data index.
    part : int
        Which of the files chained in one; developer fields are declared anew in each.
    size : int
        Bytes of a message, without its first.
    starts : array of int
        Where each message begins, behind its first byte.
    """

    number: int
    big_endian: bool
    fields: bytes
    developer_fields: bytes
    part: int
    size: int
    starts: "array[int]" = field(default_factory=lambda: array("q"))


@dataclass(frozen=True, slots=True)
class Stop:
    """Why and where reading stopped before the end; ``end`` is where the data should have ended."""

    at: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """One FIT file among those chained in the data.

    Attributes
    ----------
    start, data_start, data_end, end : int
        Its first byte, its first message, the end of its messages as its header says it (as the
        data has it where the header was never finished), and its end.
    finished : bool
        Whether its header says how long it is.
    stop : Stop or None
    """

    start: int
    data_start: int
    data_end: int
    end: int
    finished: bool
    stop: Stop | None


@dataclass(frozen=True, slots=True)
class Scan:
    """Everything that was found.

    Attributes
    ----------
    data : bytes
    layouts : list of Layout
        In the order of their definitions.
    parts : list of Part
    """

    data: bytes
    layouts: list[Layout]
    parts: list[Part]

    @property
    def stop(self) -> Stop | None:
        """Where reading first stopped before an end; None for a whole file."""
        return next((part.stop for part in self.parts if part.stop is not None), None)


def is_fit(head: bytes) -> bool:
    """Return whether bytes begin like a FIT file."""
    return len(head) >= SHORTEST_HEADER and head[8:12] == HEADER_MARK and head[0] >= SHORTEST_HEADER


def scan(data: bytes) -> Scan:
    """Return where the messages of a FIT file are; chained files follow one another.

    Only for data of which ``is_fit`` says yes.
    """
    layouts: list[Layout] = []
    parts: list[Part] = []
    at = 0
    while is_fit(data[at : at + SHORTEST_HEADER]):
        part = _scan_part(data, at, len(parts), layouts)
        parts.append(part)
        at = part.end
    return Scan(data, layouts, parts)


def _scan_part(data: bytes, start: int, index: int, layouts: list[Layout]) -> Part:
    data_start = start + data[start]
    size = int.from_bytes(data[start + 4 : start + 8], "little")
    finished = size not in _UNFINISHED or len(data) <= data_start + 2
    data_end = data_start + size if finished else max(data_start, len(data) - 2)
    end = min(data_end, len(data))
    stop = _Scanner(data, index, layouts).run(min(data_start, len(data)), end)
    if stop is None and data_end > len(data):
        stop = Stop(len(data), data_end, "it ends")
    elif stop is not None:
        reason = "it ends within a message" if data_end > len(data) else stop.reason
        stop = Stop(stop.at, data_end, reason)
    return Part(start, data_start, data_end, min(data_end + 2, len(data)), finished, stop)


class _Scanner:
    """The sixteen definitions that hold at one point of a file."""

    def __init__(self, data: bytes, part: int, layouts: list[Layout]) -> None:
        self._data = data
        self._part = part
        self._layouts = layouts
        self._known: dict[bytes, Layout] = {}
        self._sizes = [_UNDEFINED] * 256  # by the first byte of a message
        self._sizes[0x40:0x80] = [_DEFINITION] * 64
        self._adds: list[Callable[[int], None]] = [_nowhere] * 256

    def run(self, at: int, end: int) -> Stop | None:
        """Note every message in ``[at, end)``; return where and why that stopped early."""
        data, sizes, adds = self._data, self._sizes, self._adds
        while at < end:
            head = data[at]
            size = sizes[head]
            if size >= 0:
                after = at + 1 + size
                if after > end:
                    return Stop(at, end, "a message goes past the end of the data")
                adds[head](at + 1)
                at = after
            elif size == _DEFINITION:
                defined = self._define(at, end)
                if defined is None:
                    return Stop(at, end, "a definition goes past the end of the data")
                if len(self._layouts) > _MOST_LAYOUTS:
                    return Stop(at, end, f"more than {_MOST_LAYOUTS} layouts are defined")
                at = defined
            else:
                return Stop(at, end, "a message was never defined")
        return None

    def _define(self, at: int, end: int) -> int | None:
        """Take a definition; return where it ends, None if that is past the end of the data."""
        data, head = self._data, self._data[at]
        if at + 6 > end:
            return None
        fields_end = at + 6 + 3 * data[at + 5]
        after = fields_end
        if head & 0x20:
            if fields_end >= end:
                return None
            after = fields_end + 1 + 3 * data[fields_end]
        if after > end:
            return None
        raw = data[at + 1 : after] + head.to_bytes(1, "little")
        layout = self._known.get(raw)
        if layout is None:
            fields = data[at + 6 : fields_end]
            developer_fields = data[fields_end + 1 : after]
            big = bool(data[at + 2])
            layout = Layout(
                number=int.from_bytes(data[at + 3 : at + 5], "big" if big else "little"),
                big_endian=big,
                fields=fields,
                developer_fields=developer_fields,
                part=self._part,
                size=sum(fields[1::3]) + sum(developer_fields[1::3]),
            )
            self._known[raw] = layout
            self._layouts.append(layout)
        self._use(head & 0x0F, layout)
        return after

    def _use(self, local: int, layout: Layout) -> None:
        heads = [local | bits for bits in (0x00, 0x10, 0x20, 0x30)]
        if local < 4:  # these can also come with a compressed time stamp
            heads += range(0x80 | local << 5, (0x80 | local << 5) + 32)
        for head in heads:
            self._sizes[head] = layout.size
            self._adds[head] = layout.starts.append


def _nowhere(at: int) -> None:
    raise AssertionError(f"no layout for the message at byte {at}")
