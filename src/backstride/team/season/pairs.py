"""Which file beside a feed belongs to it, in folders that may hold a whole season."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path

_NEAR = 3  # neighbours in the order of names that are compared: the most alike is next to a name

_SIDES = re.compile(r"home|away", re.IGNORECASE)


def pair(
    feeds: Sequence[Path], others: Sequence[Path], *, shared: bool = False
) -> dict[Path, Path]:
    """Return for each feed of one folder the file that goes with it.

    Names decide: the same numbers in both, then the longest beginning in common; the only feed of
    a folder takes the likeliest. A file is given to one feed, the most alike, unless it may be
    ``shared``; where two feeds are equally alike it is given to neither.
    """
    ordered = sorted(others, key=lambda path: path.name)
    numbered: dict[tuple[str, ...], list[Path]] = {}
    for path in ordered:
        numbered.setdefault(_numbers(path), []).append(path)
    wishes: dict[Path, list[Path]] = {}
    for feed in feeds:
        near = ordered if len(feeds) == 1 else _near(feed, ordered, numbered)
        if near:
            wishes.setdefault(max(near, key=lambda path: _alike(feed, path)), []).append(feed)
    found: dict[Path, Path] = {}
    for other, claimants in wishes.items():
        claimants.sort(key=lambda feed: _alike(feed, other), reverse=True)
        tie = len(claimants) > 1 and _alike(claimants[0], other) == _alike(claimants[1], other)
        taken = claimants if shared else [] if tie else claimants[:1]
        found.update(dict.fromkeys(taken, other))
    return found


def _near(
    feed: Path, ordered: list[Path], numbered: dict[tuple[str, ...], list[Path]]
) -> list[Path]:
    same = numbered.get(_numbers(feed), []) if _numbers(feed) else []
    if 0 < len(same) <= _NEAR:
        return same
    at = bisect_left(ordered, feed.name, key=lambda path: path.name)
    return ordered[max(0, at - _NEAR) : at + _NEAR]


def _numbers(path: Path) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+", path.stem))


def _alike(one: Path, other: Path) -> tuple[bool, int]:
    """Return whether two names hold the same numbers, and how long they begin alike."""
    plain = [_SIDES.sub("", path.name) for path in (one, other)]
    pairs = enumerate(zip(*plain, strict=False))
    begin = next((i for i, (a, b) in pairs if a != b), min(map(len, plain)))
    return bool(_numbers(one)) and _numbers(one) == _numbers(other), begin
