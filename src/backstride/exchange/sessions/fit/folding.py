"""The flat list of a watch back into repeats: those it follows, and those written out."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from backstride.training.session import Item, Repeat, Step


@dataclass(frozen=True, slots=True)
class ReadStep:
    """A step, and the written-out repeats (rounds, entries of a round) said to begin with it."""

    step: Step
    unrolled: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadRepeat:
    """Go back to an earlier entry until all was done ``count`` times."""

    first: int
    count: int


ReadEntry: TypeAlias = ReadStep | ReadRepeat


class FoldError(Exception):
    """A repeat that goes back to nowhere, or into the middle of another."""


class _Piece(NamedTuple):
    first: int
    item: Item


def folded(entries: Sequence[ReadEntry]) -> tuple[Item, ...]:
    """Return the items of a session.

    A written-out repeat is folded only if all its rounds are still the same: where someone changed
    one of them, the steps are believed.

    Raises
    ------
    FoldError
        For a repeat that does not begin where an item begins.
    ValueError
        For what a session cannot hold, such as repeats too deep inside each other.
    """
    pieces: list[_Piece] = []
    ends = _ends(entries)
    for at, entry in enumerate(entries):
        if isinstance(entry, ReadStep):
            pieces.append(_Piece(at, entry.step))
        else:
            inside = _taken(pieces, entry.first)
            if not inside:
                raise FoldError(
                    f"the repeat at step {at + 1} goes back to step {entry.first + 1}, where no "
                    "step or repeat begins"
                )
            items = tuple(piece.item for piece in inside)
            pieces.append(_Piece(entry.first, Repeat(entry.count, items)))
        for first, count, size in ends.get(at + 1, ()):
            _fold(pieces, first, count, size)
    return tuple(piece.item for piece in pieces)


def _ends(entries: Sequence[ReadEntry]) -> dict[int, list[tuple[int, int, int]]]:
    """Return written-out repeats by the entry after their last, the innermost first."""
    ends: dict[int, list[tuple[int, int, int]]] = {}
    for first in range(len(entries) - 1, -1, -1):
        entry = entries[first]
        for count, size in reversed(entry.unrolled if isinstance(entry, ReadStep) else ()):
            ends.setdefault(first + count * size, []).append((first, count, size))
    return ends


def _taken(pieces: list[_Piece], first: int) -> list[_Piece]:
    """Remove and return the pieces from an entry on; nothing where none begins there."""
    starts = [piece.first for piece in pieces]
    if first not in starts:
        return []
    at = starts.index(first)
    inside = pieces[at:]
    del pieces[at:]
    return inside


def _fold(pieces: list[_Piece], first: int, count: int, size: int) -> None:
    inside = _taken(pieces, first)
    starts = [piece.first for piece in inside]
    begins = [first + size * done for done in range(count)]
    cuts = [bisect_left(starts, begin) for begin in begins]
    whole = bool(inside) and all(
        cut < len(starts) and starts[cut] == begin for cut, begin in zip(cuts, begins, strict=True)
    )
    items = [piece.item for piece in inside]
    rounds = [items[begin:end] for begin, end in pairwise([*cuts, len(items)])]
    if rounds and whole and all(one == rounds[0] for one in rounds):
        pieces.append(_Piece(first, Repeat(count, tuple(rounds[0]))))
    else:
        pieces += inside
