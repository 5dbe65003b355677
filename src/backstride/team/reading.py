"""Which reader a feed needs, and which files beside it belong to it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from backstride.errors import SettingsError, UnknownFormatError
from backstride.team.epts import is_epts, read_epts
from backstride.team.feed import Feed
from backstride.team.kloppy_feed import read_by_kloppy
from backstride.team.mapped import read_mapped
from backstride.team.metrica import is_metrica_csv, read_metrica_csv
from backstride.team.parts import damaged
from backstride.team.plays import read_plays
from backstride.team.plays_table import is_plays
from backstride.team.signality import is_signality, read_signality
from backstride.team.skillcorner import is_skillcorner, read_skillcorner
from backstride.team.sportec import is_sportec, read_sportec
from backstride.team.tracab import is_tracab, read_tracab

_HEAD = 16384  # bytes that tell a format

_FEEDS: dict[str, Callable[[bytes], bool]] = {
    "tracab": is_tracab,
    "metrica": is_metrica_csv,
    "plays": is_plays,
    "sportec": is_sportec,
    "skillcorner": is_skillcorner,
    "signality": is_signality,
    "epts": is_epts,
}

_MARKS: dict[str, tuple[bytes, ...]] = {
    "tracab": (b"TracabMetaData", b"iFrameRateFps", b"Phase1StartFrame"),
    "epts": (b"EPTS",),
    "sportec": (b"<MatchInformation",),
    "skillcorner": (b'"home_team_side"', b'"trackable_object"', b'"pitch_length"'),
    "signality": (b'"team_home_players"', b'"team_home_lineup"'),
}
"""What the file of names and times that belongs to a feed holds in its first bytes."""

_OTHER_MARKS = {"signality": (b'"pitch_size"',)}
_NEEDS = {"tracab": "metadata (XML)", "epts": "metadata (XML)", "skillcorner": "match data (JSON)"}


def read_feeds(
    paths: Sequence[Path],
    *,
    meta: Path | None = None,
    mapping: Path | None = None,
    maker: str | None = None,
) -> list[Feed]:
    """Return the matches in the given files: one, or one for each game of tables of plays.

    Parameters
    ----------
    paths : sequence of Path
        The feed; with it, if one likes, the files that belong to it. A folder stands for all tables
        of plays in it.
    meta : Path, optional
        The file of names and times; found beside the feed without.
    mapping : Path, optional
        TOML file that says what the columns of a table are.
    maker : str, optional
        Read through kloppy as this maker's feed; ``paths`` in kloppy's order.

    Raises
    ------
    UnknownFormatError
        When no reader takes a file, or it is only the companion of a feed.
    """
    if not paths:
        raise SettingsError("Name the file of a feed.")
    if mapping is not None:
        return [read_mapped(path, mapping) for path in paths]
    if maker is not None:
        return [read_by_kloppy(maker, list(paths))]
    files = [file for path in paths for file in _files(path)]
    kinds = {file: _kind(_head(file)) for file in files}
    plays = [file for file in files if kinds[file] == "plays"]
    feeds = read_plays(plays) if plays else []
    beside = [file for file in files if kinds[file] is None]
    taken: set[Path] = set()
    for file in files:
        kind = kinds[file]
        if kind not in {None, "plays"} and file not in taken:
            companion = meta or _companion(file, str(kind), beside)
            if kind == "metrica" and companion is not None:
                taken.add(companion)
            feeds.append(_read(file, str(kind), companion))
    if not feeds:
        _refuse(files)
    return feeds


def _read(path: Path, kind: str, companion: Path | None) -> Feed:
    if kind in _NEEDS and companion is None:
        damaged(
            path, f"its {_NEEDS[kind]} is not beside it; name that file too, or put it there and"
        )
    if kind == "metrica":
        return read_metrica_csv(path, companion)
    if kind == "sportec":
        return read_sportec(path, companion)
    if kind == "signality":
        return read_signality(path, companion)
    with_meta = {"tracab": read_tracab, "epts": read_epts, "skillcorner": read_skillcorner}
    return with_meta[kind](path, companion or path)


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.suffix.lower() in {".csv", ".tsv", ".txt"})
        tables = [p for p in found if is_plays(_head(p))]
        if not tables:
            raise UnknownFormatError(
                f"{path}: no table of plays in this folder; name the file of a feed."
            )
        return tables
    return [path]


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise UnknownFormatError(f"{path}: cannot be read ({error.strerror}).") from None
    return head.removeprefix(b"\xef\xbb\xbf")


def _kind(head: bytes) -> str | None:
    return next((kind for kind, tells in _FEEDS.items() if tells(head)), None)


def _companion(path: Path, kind: str, given: list[Path]) -> Path | None:
    """Return the file that belongs to a feed: among those given, or the likeliest beside it."""
    folder = [p for p in sorted(path.parent.iterdir()) if p.is_file() and p != path]
    for group in (given, folder):
        if kind == "metrica":
            fits = [p for p in group if p.suffix.lower() == ".csv" and is_metrica_csv(_head(p))]
        else:
            fits = [p for p in group if _is_companion(kind, _head(p))]
        if fits:
            return max(fits, key=lambda p: _alike(p.name, path.name))
    return None


def _alike(one: str, other: str) -> int:
    """Return how many letters two names begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _is_companion(kind: str, head: bytes) -> bool:
    return _kind(head) is None and any(mark in head for mark in _MARKS.get(kind, ()))


def _refuse(files: Sequence[Path]) -> None:
    path = files[0]
    head = _head(path)
    for kind, marks in [*_MARKS.items(), *_OTHER_MARKS.items()]:
        if any(mark in head for mark in marks):
            raise UnknownFormatError(
                f"{path}: this is what goes with a feed of {kind}, and holds no positions; "
                "name the file of the positions."
            )
    raise UnknownFormatError(
        f"{path}: no match feed that is known; a table of positions can be read with a mapping "
        "file, and other makers' feeds by naming the maker."
    )
