"""Files sent together: which of them are one recording."""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from backstride.readers.formats import FORMATS
from backstride.readers.ground_forces import forces_beside
from backstride.readers.log_files import main_table
from backstride.readers.sensor_logger import TABLES

_FRAME = re.compile(r"(?P<stem>.*?)\d+_keypoints\.json", re.IGNORECASE)
_COLUMNS = (".csv", ".tsv", ".txt")
_MARKERS = tuple({e for f in FORMATS if f.forces_beside for e in f.extensions})
_POINTS = (*_MARKERS, ".c3d", ".bvh")
_LARGEST_TOML_BYTES = 100_000


@dataclass(slots=True)
class Group:
    """One recording.

    Attributes
    ----------
    main : Path
    companions : list of Path
    said : dict
        ``mapping`` and ``names``: texts of the settings files that were sent with it.
    """

    main: Path
    companions: list[Path] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)


_Finder: TypeAlias = Callable[[Sequence[Path]], list[Group]]


def groups_of(files: Sequence[Path]) -> list[Group]:
    """Return the recordings among files of one folder.

    Frames of one film, tables of one phone and ground forces beside markers are one recording; a
    mapping or a list of landmark names, in TOML, goes with the files it is about and is none.
    """
    settings = {path: kind for path in files if (kind := _settings_kind(path))}
    left = [path for path in files if path not in settings]
    found: list[Group] = []
    finders: tuple[_Finder, ...] = (_films, _phones, _with_forces)
    for finder in finders:
        groups = finder(left)
        taken = {path for one in groups for path in (one.main, *one.companions)}
        left = [path for path in left if path not in taken]
        found += groups
    found += [Group(path) for path in left]
    alone = [path for path, kind in settings.items() if not _given(path, kind, found)]
    found += [Group(path) for path in alone]  # refused with a sentence that says why
    return sorted(found, key=lambda one: one.main.name)


def _films(files: Sequence[Path]) -> list[Group]:
    """Return the frames of each film: one file a frame."""
    films: dict[str, list[Path]] = {}
    for path in sorted(files):
        if frame := _FRAME.fullmatch(path.name):
            films.setdefault(frame["stem"], []).append(path)
    return [Group(frames[0], frames[1:]) for frames in films.values()]


def _phones(files: Sequence[Path]) -> list[Group]:
    """Return the tables of a phone's recording under the names that its app gives them."""
    main = main_table(files[0].parent) if files else None
    if main is None or main not in files:
        return []
    names = {f"{name}.csv".casefold() for name in TABLES}
    others = [p for p in files if p != main and p.name.casefold() in names]
    return [Group(main, others)]


def _with_forces(files: Sequence[Path]) -> list[Group]:
    """Return markers with the ground forces that lie beside them."""
    found = []
    for path in files:
        if path.suffix.lower() in _MARKERS:
            forces, _ = forces_beside(path, FORMATS)
            if forces is not None and forces in files:
                found.append(Group(path, [forces]))
    return found


def _settings_kind(path: Path) -> str:
    """Return what a settings file is of: ``"mapping"``, ``"names"``, or nothing."""
    if path.suffix.lower() != ".toml" or path.stat().st_size > _LARGEST_TOML_BYTES:
        return ""
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ""
    if "landmarks" in said:
        return "names"
    return "mapping" if {"time", "sensor", "track"} & said.keys() else ""


def _given(path: Path, kind: str, groups: Sequence[Group]) -> bool:
    """Give a settings file to the recordings it is about; return whether there are any.

    Those whose name it begins with, or all of its kind where no name is like it.
    """
    endings = _COLUMNS if kind == "mapping" else _POINTS
    fitting = [one for one in groups if one.main.suffix.lower() in endings]
    named = [one for one in fitting if path.name.startswith(one.main.stem)]
    for one in named or fitting:
        one.said.setdefault(kind, path.read_text("utf-8"))
    return bool(fitting)
