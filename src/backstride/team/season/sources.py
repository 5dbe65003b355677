"""The matches in a folder: which files are feeds, and which belong together."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from backstride.errors import BackstrideError, SettingsError
from backstride.team.companions import head_of

MARKER = "season.json"
"""A folder with this file holds tables and no feeds."""

_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d{3})")
_DAY_SAID = re.compile(
    rb"(?:dtDate|KickoffTime|\"date_time\")\s*[=:]\s*\"((?:19|20)\d\d)-(\d\d)-(\d\d)"
)


@dataclass(frozen=True, slots=True)
class Source:
    """The files of one match, or of one table of plays with all its games.

    Paths are relative to the folder of the season. ``id`` comes from the name alone, so that a
    feed that was written anew takes the place of its older self. ``beside`` are files that belong
    to the feed, the first of them its metadata.
    """

    id: str
    name: str
    kind: str
    feeds: tuple[str, ...]
    beside: tuple[str, ...] = ()
    mapping: str | None = None
    day: str | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that the match's tables depend on."""
        return (*self.feeds, *self.beside, *((self.mapping,) if self.mapping else ()))


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not counted, and why."""

    path: str
    code: str
    message: str


@dataclass(slots=True)
class Found:
    """What a folder holds."""

    root: Path
    sources: list[Source] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def add(
        self,
        name: str,
        kind: str,
        feeds: list[Path],
        *,
        beside: list[Path] | None = None,
        mapping: Path | None = None,
    ) -> None:
        """Add a match."""
        others = beside or []
        self.sources.append(
            Source(
                id=sha256(f"{kind}:{name}".encode()).hexdigest()[:16],
                name=name,
                kind=kind,
                feeds=tuple(self.relative(path) for path in feeds),
                beside=tuple(self.relative(path) for path in others),
                mapping=self.relative(mapping) if mapping is not None else None,
                day=_day(name, others),
            )
        )

    def refuse(self, path: Path, error: BackstrideError) -> None:
        """Add a file that is no part of any match."""
        self.refused.append(Refusal(self.relative(path), error.code, str(error)))

    def relative(self, path: Path | str) -> str:
        """Return a path as it is written down: from the season's folder, with slashes."""
        return Path(os.path.relpath(path, self.root)).as_posix()


def folders(found: Found) -> Iterator[tuple[Path, list[Path]]]:
    """Yield every folder of a season with its files, in the order of names.

    Folders of tables that ``season`` has written, and names with a leading dot, are passed over.

    Raises
    ------
    SettingsError
        When there is no such folder.
    """
    if not found.root.is_dir():
        raise SettingsError(
            f"{found.root} is no folder; name the folder that holds the season's feeds."
        )

    def unreadable(error: OSError) -> None:
        said = f"{error.filename}: cannot be opened ({error.strerror})."
        found.refused.append(Refusal(found.relative(str(error.filename)), "unreadable", said))

    for here, inner, names in os.walk(found.root, onerror=unreadable):
        if MARKER in names and "matches" in inner:
            inner.clear()
            continue
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        folder = Path(here)
        yield folder, [folder / name for name in sorted(names) if not name.startswith(".")]


def in_order(sources: list[Source]) -> list[Source]:
    """Return matches by day, then by name; those without a day last."""
    return sorted(sources, key=lambda one: (one.day or "9999", _natural(one.name)))


def _day(name: str, beside: list[Path]) -> str | None:
    """Return the day of a match, from its name or from what goes with it."""
    parts = [match.groups() for match in _DAY.finditer(name)]
    for path in beside:
        said = _DAY_SAID.search(head_of(path))
        if said is not None:
            parts.append(tuple(one.decode("ascii") for one in said.groups()))
    for year, month, number in parts:
        try:
            return date(int(year), int(month), int(number)).isoformat()
        except ValueError:
            continue
    return None


def _natural(name: str) -> list[tuple[int, str]]:
    """Return a key that puts match 9 before match 10."""
    return [
        (int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name)
    ]
