"""Texts longer than a FIT field: the field holds the beginning, "memo" messages the whole.

``memo_glob`` is the profile's own message for this: it names a field of another message and gives
its text in pieces.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from backstride.exchange.sessions.fit import profile
from backstride.exchange.sessions.fit.file_bytes import MAX_TEXT_BYTES, Column, Table, cut_text
from backstride.exchange.sessions.fit.messages import FitMessage
from backstride.readers.fit_types import UINT8, UINT8Z, UINT16, UINT32, Value

_PART, _PARENT_KIND, _PARENT_INDEX, _PARENT_FIELD, _DATA = 250, 1, 2, 3, 4
_WHERE = (_PARENT_KIND, _PARENT_INDEX, _PARENT_FIELD)
_PIECE_BYTES = 240

Place = tuple[int, int, int]
"""Message kind, message index and field number."""


class LongText(NamedTuple):
    """A text, and the field it belongs to."""

    place: Place
    text: str


def is_long(text: str) -> bool:
    """Whether a text does not go into a FIT field."""
    return len(text.encode()) > MAX_TEXT_BYTES


def memo_table(texts: Iterable[LongText]) -> Table:
    """Return the messages for those texts that are too long for their field; often none."""
    rows: list[tuple[Value, ...]] = []
    for one in texts:
        raw = one.text.encode() if is_long(one.text) else b""
        pieces = [raw[at : at + _PIECE_BYTES] for at in range(0, len(raw), _PIECE_BYTES)]
        rows += [(part, *one.place, tuple(piece)) for part, piece in enumerate(pieces)]
    columns = (
        Column(_PART, UINT32),
        Column(_PARENT_KIND, UINT16),
        Column(_PARENT_INDEX, UINT16),
        Column(_PARENT_FIELD, UINT8),
        Column(_DATA, UINT8Z),
    )
    return Table(profile.MEMO_GLOB, columns, rows)


def read_memos(messages: Sequence[FitMessage]) -> dict[Place, str]:
    """Return the whole text of every field that has memos; what is not whole is left out."""
    parts: dict[Place, dict[int, bytes]] = {}
    for message in messages:
        if message.number != profile.MEMO_GLOB:
            continue
        part, *place = (message.fields.get(at) for at in (_PART, *_WHERE))
        if isinstance(part, int) and all(isinstance(one, int) for one in place):
            kind, index, field = (one for one in place if isinstance(one, int))
            parts.setdefault((kind, index, field), {})[part] = _bytes(message.fields.get(_DATA))
    whole = {place: b"".join(piece for _, piece in sorted(p.items())) for place, p in parts.items()}
    return {place: raw.decode(errors="replace") for place, raw in whole.items()}


def _bytes(value: Value) -> bytes:
    numbers = value if isinstance(value, tuple) else (value,)
    return bytes(one for one in numbers if isinstance(one, int) and 0 <= one <= 0xFF)


def whole_text(fields: Mapping[int, Value], place: Place, memos: Mapping[Place, str]) -> str:
    """Return a field's text, from its memos where these still begin as the field does."""
    short = fields.get(place[2])
    if not isinstance(short, str):
        return ""
    memo = memos.get(place)
    return memo if memo is not None and cut_text(memo) == short else short
