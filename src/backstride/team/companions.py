"""Files that belong to a feed: which one it is, and what is said of one that comes alone."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from backstride.errors import UnknownFormatError

_HEAD = 16384  # bytes that tell a format

MARKS: dict[str, tuple[bytes, ...]] = {
    "tracab": (b"TracabMetaData", b"iFrameRateFps", b"<Phase1StartFrame"),
    "epts": (b"EPTS",),
    "sportec": (b"<MatchInformation",),
    "skillcorner": (b'"home_team_side"', b'"trackable_object"', b'"pitch_length"'),
    "signality": (b'"team_home_players"', b'"team_home_lineup"'),
    "secondspectrum": (b'"ssiId"', b'"startFrameClock"', b"iFrameRateFps"),
}
"""What the file of names and times that belongs to a feed holds in its first bytes."""

OTHER_MARKS: dict[str, tuple[bytes, ...]] = {
    "signality": (b'"pitch_size"',),
    "hawkeye": (b'"KickOffTime"', b"<kickOffTime"),
    "tracab": (b'"Phase1StartFrame"',),
    "pff": (b'"homeTeamStartLeft"', b'"positionGroupType"'),
    "statsperform": (b'"matchInfo"', b"<matchInfo"),
}
"""What files hold that a feed has beside it, but that are not needed to read it or are kloppy's."""

_EVENTS = (b'"eventId"', b'"events"', b'"type"', b"<Event", b"Opta", b"<instance", b"qualifier")
"""Found in lists of what happened on the ball, which many makers give beside their positions."""


_IDS = (b"gameid", b"playid", b"nflid")  # titles of the tables that go with tables of plays


def head_of(path: Path) -> bytes:
    """Return the first bytes of a file, without a byte order mark."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise UnknownFormatError(f"{path}: cannot be read ({error.strerror}).") from None
    return head.removeprefix(b"\xef\xbb\xbf")


def is_companion(kind: str, head: bytes) -> bool:
    """Tell the file of names and times of a kind of feed by its first bytes."""
    return any(mark in head for mark in MARKS.get(kind, ()))


def companion_of(
    path: Path, kind: str, given: list[Path], feed_of: Callable[[bytes], str | None]
) -> Path | None:
    """Return the file that belongs to a feed: among those given, or the likeliest beside it.

    Parameters
    ----------
    feed_of : callable
        The kind of feed that the first bytes of a file tell, None for what is none.
    """

    def fits(other: Path) -> bool:
        head = head_of(other)
        if kind == "metrica":
            return other.suffix.lower() == ".csv" and feed_of(head) == "metrica"
        return feed_of(head) is None and is_companion(kind, head)

    return likeliest(path, given, fits)


def likeliest(path: Path, given: list[Path], fits: Callable[[Path], bool]) -> Path | None:
    """Return the file that fits and is named most alike, of those given or else of the folder."""
    folder = [p for p in sorted(path.parent.iterdir()) if p.is_file() and p != path]
    for group in ([p for p in given if p != path], folder):
        found = [p for p in group if fits(p)]
        if found:
            return max(found, key=lambda p: _alike(p.name, path.name))
    return None


def _alike(one: str, other: str) -> tuple[int, int]:
    """Return how alike two names are: in their numbers, and in how they begin."""
    numbers, others = set(re.findall(r"\d+", one)), set(re.findall(r"\d+", other))
    pairs = enumerate(zip(one, other, strict=False))
    first = next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
    return len(numbers & others) - len(numbers ^ others), first


def refuse(files: Sequence[Path]) -> NoReturn:
    """Say of files without a feed what they seem to be, and what to do."""
    path = files[0]
    head = head_of(path)
    for marks_of in (MARKS, OTHER_MARKS):
        for kind, marks in marks_of.items():
            if any(mark in head for mark in marks):
                raise UnknownFormatError(
                    f"{path}: this is what goes with a feed of {kind}, and holds no positions; "
                    "name the file of the positions."
                )
    if path.suffix.lower() in {".json", ".xml"} and any(mark in head for mark in _EVENTS):
        raise UnknownFormatError(
            f"{path}: this seems to be a list of events, which does not say where everybody was; "
            "name the file of the positions."
        )
    line = head.split(b"\n", 1)[0].lower().replace(b"_", b"")
    if path.suffix.lower() in {".csv", ".tsv"} and any(word in line for word in _IDS):
        raise UnknownFormatError(
            f"{path}: it names games, plays or players, but holds no angles of anybody's body or "
            "way; name the tracking table."
        )
    raise UnknownFormatError(
        f"{path}: no match feed that is known; a table of positions can be read with a mapping "
        "file, and other makers' feeds by naming the maker."
    )
