"""Which reader a feed needs, and which files beside it belong to it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from backstride.errors import SettingsError, UnknownFormatError
from backstride.team.companions import companion_of, head_of, refuse
from backstride.team.epts import is_epts, read_epts
from backstride.team.feed import Feed
from backstride.team.hawkeye import is_hawkeye, read_hawkeye
from backstride.team.kloppy_feed import kloppy_kind, read_beside, read_by_kloppy
from backstride.team.mapped import read_mapped
from backstride.team.metrica import is_metrica_csv, read_metrica_csv
from backstride.team.parts import damaged
from backstride.team.plays import each_game
from backstride.team.plays_table import is_plays
from backstride.team.secondspectrum import is_secondspectrum, read_secondspectrum
from backstride.team.signality import is_signality, read_signality
from backstride.team.skillcorner import is_skillcorner, read_skillcorner
from backstride.team.sportec import is_sportec, read_sportec
from backstride.team.tracab import is_tracab, read_tracab

_FEEDS: dict[str, Callable[[bytes], bool]] = {
    "tracab": is_tracab,
    "metrica": is_metrica_csv,
    "plays": is_plays,
    "sportec": is_sportec,
    "skillcorner": is_skillcorner,
    "signality": is_signality,
    "secondspectrum": is_secondspectrum,
    "hawkeye": is_hawkeye,
    "epts": is_epts,
}
_WITH_META = {"tracab": read_tracab, "epts": read_epts, "skillcorner": read_skillcorner}
_ALONE_TOO = {
    "metrica": read_metrica_csv,
    "sportec": read_sportec,
    "signality": read_signality,
    "secondspectrum": read_secondspectrum,
}
NEEDS = {"tracab": "metadata (XML)", "epts": "metadata (XML)", "skillcorner": "match data (JSON)"}
"""Feeds that cannot be read without a file beside them, and what it is."""

_OF_MANY_FILES = ("plays", "hawkeye")  # a game or a match of which may be many files


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
        of plays in it, for all minutes of a Hawk-Eye match, or for the one kind of feed it holds.
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
    return list(each_feed(paths, meta=meta, mapping=mapping, maker=maker))


def each_feed(
    paths: Sequence[Path],
    *,
    meta: Path | None = None,
    mapping: Path | None = None,
    maker: str | None = None,
) -> Iterator[Feed]:
    """Yield the same feeds one by one, so that a season need not be held at once."""
    if not paths:
        raise SettingsError("Name the file of a feed.")
    if mapping is not None:
        yield from read_mapped([file for path in paths for file in _tables(path)], mapping)
        return
    if maker is not None:
        yield read_by_kloppy(maker, list(paths))
        return
    files = [file for path in paths for file in _files(path)]
    kinds = {file: kind_of(head_of(file)) for file in files}
    of = {kind: [file for file in files if kinds[file] == kind] for kind in _OF_MANY_FILES}
    if of["plays"]:
        yield from each_game(of["plays"])
    if of["hawkeye"]:
        yield read_hawkeye(_people(of["hawkeye"]))
    beside = [file for file in files if kinds[file] in {None, "metrica"}]
    taken: set[Path] = set()
    for file in files:
        kind = kinds[file]
        if kind is None or kind in _OF_MANY_FILES or file in taken:
            continue
        companion = meta or companion_of(file, kind, beside, kind_of)
        if kind == "metrica" and companion is not None:
            taken.add(companion)
        yield _read(file, kind, companion, beside)
    if not any(kinds.values()):
        refuse(files)


def _read(path: Path, kind: str, companion: Path | None, given: list[Path]) -> Feed:
    if kind in NEEDS and companion is None:
        damaged(
            path, f"its {NEEDS[kind]} is not beside it; name that file too, or put it there and"
        )
    if kind in _ALONE_TOO:
        return _ALONE_TOO[kind](path, companion)
    if kind in _WITH_META:
        return _WITH_META[kind](path, companion or path)
    return read_beside(kind, path, given)


def _people(files: list[Path]) -> list[Path]:
    """Return Hawk-Eye's files of people; those of the ball are found from them."""
    people = [file for file in files if file.suffix != ".ball"]
    if not people:
        raise UnknownFormatError(
            f"{files[0]}: this is the ball of a feed of hawkeye; name the file of the centroids."
        )
    return people


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(p for p in path.rglob("*") if p.is_file())
    tables = [p for p in found if p.suffix.lower() in {".csv", ".tsv", ".txt"}]
    tables = [p for p in tables if is_plays(head_of(p))]
    return tables or _one_match(path, found)


def _one_match(path: Path, found: list[Path]) -> list[Path]:
    """Return the files of a folder that holds one kind of feed."""
    kinds = {kind for file in found if (kind := kind_of(head_of(file))) is not None}
    if len(kinds) == 1:
        return [p for p in found if p.suffix.lower() == ".centroids"] or found
    if kinds:
        raise UnknownFormatError(
            f"{path}: this folder holds feeds of several kinds; name the files of one match, or "
            "ask `season` for all of them."
        )
    raise UnknownFormatError(
        f"{path}: no feed that is known is in this folder; tables of positions need a mapping file."
    )


def _tables(path: Path) -> list[Path]:
    """Return a table, or those of a folder."""
    if not path.is_dir():
        return [path]
    return sorted(p for p in path.iterdir() if p.suffix.lower() in {".csv", ".tsv", ".txt"})


def kind_of(head: bytes) -> str | None:
    """Return the name of the feed that a file begins like, or None."""
    own = next((kind for kind, tells in _FEEDS.items() if tells(head)), None)
    return own or kloppy_kind(head)
