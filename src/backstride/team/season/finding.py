"""Which files of a folder make a match together."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from backstride.errors import BackstrideError, DamagedFileError
from backstride.team.companions import MARKS, OTHER_MARKS, head_of, is_companion
from backstride.team.reading import NEEDS, kind_of, read_feeds
from backstride.team.roster import is_roster, roster_file
from backstride.team.season.pairs import pair
from backstride.team.season.sources import Found, folders, in_order

MAPPING = "mapping.toml"
"""Says what the tables of positions in its folder, and those below, hold."""

_TABLES = {".csv", ".tsv", ".txt"}
_GAME_TITLES = {"gameid", "game"}
_NO_GAME = "/"  # stands before the path of a table of plays that names no game
_SEVERAL = "by kloppy"  # kinds that need more than one file beside them


def find_sources(root: Path, *, mapping: Path | None = None) -> Found:
    """Return the matches under a folder, and the files that are none.

    A table of an unknown kind is one of positions if ``mapping`` is given, or a ``mapping.toml``
    lies beside or above it.

    Raises
    ------
    SettingsError
        When there is no such folder.
    """
    found = Found(root)
    plays: dict[str, list[Path]] = {}
    for folder, files in folders(found):
        _Folder(folder, mapping or _mapping(folder, root), found, plays).sort(files)
    for game, tables in sorted(plays.items()):
        name = found.relative(tables[0]) if len(tables) == 1 else f"game {game}"
        players = roster_file(tables[0])
        found.add(name, "plays", tables, beside=[players] if players else [])
    found.sources = in_order(found.sources)
    return found


def _mapping(folder: Path, root: Path) -> Path | None:
    for one in (folder, *folder.parents):
        if (one / MAPPING).is_file():
            return one / MAPPING
        if one == root:
            break
    return None


@dataclass(slots=True)
class _Folder:
    """One folder; its files that are no feeds, with their first bytes, are in ``rest``."""

    folder: Path
    mapping: Path | None
    found: Found
    plays: dict[str, list[Path]]
    rest: dict[Path, bytes] = field(default_factory=dict)

    def sort(self, files: list[Path]) -> None:
        feeds: dict[str, list[Path]] = {}
        for path in files:
            try:
                head = head_of(path)
            except BackstrideError as error:
                self.found.refuse(path, error)
                continue
            kind = kind_of(head)
            if kind == "plays":
                self.plays.setdefault(_game(head) or f"{_NO_GAME}{path}", []).append(path)
            elif kind is not None:
                feeds.setdefault(kind, []).append(path)
            elif path.suffix.lower() != ".toml" and not is_roster(path):
                self.rest[path] = head
        used = {path for kind, ones in feeds.items() for path in self._feeds(kind, ones)}
        left = {path: head for path, head in self.rest.items() if path not in used}
        if feeds:
            left = {path: head for path, head in left.items() if not _goes_with_any(head)}
        self._tables([path for path in left if path.suffix.lower() in _TABLES])
        for path in left:
            if self.mapping is None or path.suffix.lower() not in _TABLES:
                self._not_a_feed(path)

    def _feeds(self, kind: str, feeds: list[Path]) -> set[Path]:
        """Add the feeds of one kind; return the files beside them that are theirs."""
        if kind == "metrica":
            self._metrica(feeds)
            return set()
        if kind == "hawkeye":
            people = [path for path in feeds if path.suffix != ".ball"]
            self._add(people or feeds, kind, [path for path in feeds if path not in people])
            return set()
        if kind.startswith(_SEVERAL):
            own = [path for path, head in self.rest.items() if _goes_with_any(head)]
            for feed in feeds:
                self._add([feed], kind, own)
            return set(own)
        return self._with_metadata(kind, feeds)

    def _with_metadata(self, kind: str, feeds: list[Path]) -> set[Path]:
        beside = [path for path, head in self.rest.items() if is_companion(kind, head)]
        metas = pair(feeds, beside, shared=kind == "signality")
        groups: dict[Path, list[Path]] = {}
        for feed in feeds:
            if feed not in metas and (beside or kind in NEEDS):
                self._without(feed, "the file of names and times", beside)
            else:
                halves = kind == "signality" and feed in metas
                groups.setdefault(metas[feed] if halves else feed, []).append(feed)
        for group in groups.values():
            self._add(group, kind, [metas[group[0]]] if group[0] in metas else [])
        return set(beside)

    def _metrica(self, feeds: list[Path]) -> None:
        """Pair the two files of each match, home and away."""
        away = [path for path in feeds if b"Away" in head_of(path).split(b"\n", 1)[0]]
        home = [path for path in feeds if path not in set(away)]
        metas = pair(home, away)
        for first, second in metas.items():
            self._add([first], "metrica", [second])
        for path in feeds:
            if len(feeds) == 1:
                self._add([path], "metrica", [])
            elif path not in {*metas, *metas.values()}:
                self._without(path, "the file of the other team", away)

    def _tables(self, tables: list[Path]) -> None:
        if self.mapping is None or not tables:
            return
        if _one_player_each(self.mapping):
            self._add(tables, "mapped", [], mapping=self.mapping)
            return
        for path in tables:
            self._add([path], "mapped", [], mapping=self.mapping)

    def _add(
        self, feeds: list[Path], kind: str, beside: list[Path], *, mapping: Path | None = None
    ) -> None:
        name = self.found.relative(feeds[0] if len(feeds) == 1 else self.folder)
        self.found.add(name, kind, feeds, beside=beside, mapping=mapping)

    def _without(self, feed: Path, what: str, beside: list[Path]) -> None:
        why = (
            "those in its folder belong to other feeds, or which is its own cannot be told by name"
            if beside
            else "none is in its folder"
        )
        said = f"{feed}: {what} that goes with it is missing: {why}; name the pair alike."
        self.found.refuse(feed, DamagedFileError(said))

    def _not_a_feed(self, path: Path) -> None:
        try:
            read_feeds([path])
        except BackstrideError as error:
            self.found.refuse(path, error)


def _goes_with_any(head: bytes) -> bool:
    marks = [mark for group in (MARKS, OTHER_MARKS) for ones in group.values() for mark in ones]
    return any(mark in head for mark in marks)


def _one_player_each(mapping: Path) -> bool:
    """Return whether each table is one player, and all of a folder one match."""
    try:
        said = tomllib.loads(mapping.read_text("utf-8-sig"))
    except (OSError, ValueError):
        return False  # reading a table says what is wrong with it
    return "id" not in said.get("player", {})


def _game(head: bytes) -> str:
    """Return the id of the game in a table's first row, empty without such a column."""
    lines = head.decode("utf-8-sig", "replace").splitlines()[:2]
    if len(lines) < 2:
        return ""
    separator = "\t" if "\t" in lines[0] else (";" if ";" in lines[0] else ",")
    titles, cells = ([cell.strip().strip('"') for cell in line.split(separator)] for line in lines)
    pairs = zip(titles, cells, strict=False)
    short = ((re.sub(r"[^a-z]", "", title.lower()), cell) for title, cell in pairs)
    return next((cell for title, cell in short if title in _GAME_TITLES), "")
