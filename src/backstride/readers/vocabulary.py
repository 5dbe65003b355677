"""What names of markers and joints may mean, from ``landmark_names.toml``."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import NamedTuple

from backstride.motion.skeleton import PAIRED, SIDES, SINGLE

HELPERS = ("sacrum", "crest_left", "crest_right")
"""Points that are no landmark but help to follow the pelvis."""

PAIRED_NAMES = (*PAIRED, "crest")
SINGLE_NAMES = (*SINGLE, "sacrum")

SIDE_WORDS = {"l": "left", "left": "left", "r": "right", "right": "right"}
_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")


class Meaning(NamedTuple):
    """What a name may stand for: a landmark, in a role, at a rank in that list of names."""

    landmark: str
    role: str
    rank: int


@dataclass(frozen=True)
class Vocabulary:
    """The built-in names for one kind of recording.

    Attributes
    ----------
    paired, single : mapping
        From a name's plain form, without its side, to what it may mean.
    unused : tuple of str
        Patterns of plain names that are known and carry no landmark.
    prefixes : frozenset of str
        Words in front of a name that say nothing.
    """

    paired: Mapping[str, Sequence[Meaning]]
    single: Mapping[str, Sequence[Meaning]]
    unused: tuple[str, ...]
    prefixes: frozenset[str]


@cache
def vocabulary(kind: str) -> Vocabulary:
    """Return the built-in names for ``"joints"`` or ``"markers"``."""
    said = tomllib.loads(Path(__file__).with_name("landmark_names.toml").read_text("utf-8"))
    paired: dict[str, list[Meaning]] = {}
    single: dict[str, list[Meaning]] = {}
    for landmark, roles in said[kind].items():
        target = paired if landmark in PAIRED_NAMES else single
        for role, names in roles.items():
            for rank, name in enumerate(names):
                target.setdefault(name, []).append(Meaning(landmark, role, rank))
    return Vocabulary(paired, single, tuple(said["unused"][kind]), frozenset(said["prefixes"]))


def plain(name: str) -> str:
    """Return a name without case, spaces and punctuation."""
    return "".join(c for c in name.lower() if c.isalnum())


def meanings(name: str, words: Vocabulary) -> list[Meaning]:
    """Return what a name may mean."""
    for core in _cores(name, words.prefixes):
        if core in words.single:
            return list(words.single[core])
    for side, core in _sided(name, words.prefixes):
        if core in words.paired:
            return [m._replace(landmark=f"{m.landmark}_{side}") for m in words.paired[core]]
    return []


def is_unused(name: str, words: Vocabulary) -> bool:
    """Return whether a name is known and carries no landmark."""
    cores = [*_cores(name, words.prefixes), *(c for _, c in _sided(name, words.prefixes))]
    return any(fnmatchcase(core, pattern) for core in cores for pattern in words.unused)


def _cores(name: str, prefixes: frozenset[str]) -> Iterator[str]:
    """Yield the plain form of a name, then shorter ones without words that say nothing."""
    parts = _WORD.findall(name)
    yield plain(name)
    for used in range(1, len(parts)):
        if plain("".join(parts[:used])) in prefixes:
            yield plain("".join(parts[used:]))


def _sided(name: str, prefixes: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield the sides and remaining plain names that a name can be split into, surest first."""
    parts = _WORD.findall(name)
    for place, part in enumerate(parts):
        if side := SIDE_WORDS.get(part.lower()):
            before, after = "".join(parts[:place]), "".join(parts[place + 1 :])
            yield side, plain(before + after)
            if plain(before) in prefixes:
                yield side, plain(after)
    for core in _cores(name, prefixes):
        for word in ("left", "right", "l", "r"):
            if core.startswith(word):
                yield SIDE_WORDS[word], core[len(word) :]
        for word in ("left", "right"):
            if core.endswith(word):
                yield word, core[: -len(word)]


def landmark_names() -> tuple[str, ...]:
    """Return every landmark that a person's own names may point to."""
    return (*SINGLE_NAMES, *(f"{name}_{side}" for name in PAIRED_NAMES for side in SIDES))
