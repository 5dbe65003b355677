"""Which of a file's points is which landmark of the person who is seen most."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from backstride.motion.skeleton import SIDES
from backstride.readers.vocabulary import (
    PAIRED_NAMES,
    SIDE_WORDS,
    SINGLE_NAMES,
    Vocabulary,
    is_unused,
    meanings,
    plain,
    vocabulary,
)

_ORDER = {
    name: rank
    for rank, base in enumerate((*SINGLE_NAMES, *dict.fromkeys(("ankle", "toe", *PAIRED_NAMES))))
    for name in (base, *(f"{base}_{side}" for side in SIDES))
}  # who takes a name that two may have: ankle before forefoot, toe before forefoot


@dataclass
class Assignment:
    """Which points stand for which landmarks.

    Attributes
    ----------
    points : dict
        From landmark and role to the indices of the points, best first.
    unmapped : list of str
        Names that mean nothing here.
    subject : str
        Prefix of the person that is measured; empty without prefixes.
    others : tuple of str
        Prefixes of other people in the file.
    """

    points: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    unmapped: list[str] = field(default_factory=list)
    subject: str = ""
    others: tuple[str, ...] = ()

    def of(self, landmark: str, role: str) -> list[int]:
        """Return the points of a landmark in a role, best first."""
        return self.points.get((landmark, role), [])

    def landmarks(self) -> set[str]:
        """Return the landmarks that have any point."""
        return {landmark for landmark, _ in self.points}


def split_subjects(names: Sequence[str]) -> list[tuple[str, str]]:
    """Return for each point the prefix that names a person, if any, and the rest of its name.

    A prefix ends at a colon; where there is none, all names may share one that ends at another
    mark, as in ``Runner_LASI``.
    """
    ends = zip(min(names), max(names), strict=False) if len(names) > 1 else ()
    shared = "".join(a for a, b in takewhile(lambda pair: pair[0] == pair[1], ends))
    shared = re.sub(r"[A-Za-z0-9]+$", "", shared)
    if ":" in "".join(names) or plain(shared) in SIDE_WORDS:
        shared = ""
    split = []
    for name in names:
        prefix, colon, rest = name.removeprefix(shared).rpartition(":")
        split.append((prefix, rest) if colon else (shared, name.removeprefix(shared)))
    return split


def assign(
    names: Sequence[str],
    samples: Sequence[int],
    *,
    joints: bool,
    own: Mapping[str, Sequence[str]] | None = None,
) -> Assignment:
    """Return which points stand for which landmarks of the person who is seen most.

    Parameters
    ----------
    names : sequence of str
        Of the points, as the file has them.
    samples : sequence of int
        In how many frames each point was seen.
    joints : bool
        Whether the points are joints of a solved skeleton.
    own : mapping, optional
        The person's own names: from landmark to the points whose mean it is.
    """
    words = vocabulary("joints" if joints else "markers")
    owned = {plain(name): landmark for landmark, of in (own or {}).items() for name in of}
    people: dict[str, list[tuple[int, str]]] = {}
    for index, (who, name) in enumerate(split_subjects(names)):
        # A column that stayed empty must not take a landmark from points that were seen.
        if samples[index] or not any(samples) or plain(name) in owned:
            people.setdefault(who, []).append((index, name))
    found = {who: _assign_one(points, names, words, owned) for who, points in people.items()}

    def seen(who: str) -> int:
        chosen = {i for points in found[who].points.values() for i in points}
        return sum(samples[i] for i in chosen)

    best = max(found, key=seen, default="")
    result = found.get(best, Assignment())
    result.subject = best
    result.others = tuple(w for w in found if w != best and len(found[w].landmarks()) > 3)
    return result


def _assign_one(
    points: Iterable[tuple[int, str]],
    names: Sequence[str],
    words: Vocabulary,
    owned: Mapping[str, str],
) -> Assignment:
    """Return the landmarks among the points of one person, given by index and short name."""
    result = Assignment()
    ranked: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for index, name in points:
        if landmark := owned.get(plain(name)) or owned.get(plain(names[index])):
            result.points.setdefault((landmark, "own"), []).append(index)
        elif possible := meanings(name, words):
            for meaning in possible:
                key = meaning.landmark, meaning.role
                ranked.setdefault(key, []).append((meaning.rank, index))
        elif not is_unused(name, words):
            result.unmapped.append(names[index])
    taken: set[int] = set()
    for key in sorted(ranked, key=lambda key: _ORDER[key[0]]):
        free = [index for _, index in sorted(ranked[key]) if index not in taken]
        if free:
            result.points[key] = free
            taken.update(free if key[1] == "mean" else free[:1])
    return result
