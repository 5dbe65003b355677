"""Points of an XML track, collected by expat in one pass without building a tree.

Entities that a file declares are refused, none is ever fetched. A cut or broken file gives the
points that were complete before the break.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from xml.parsers import expat

import numpy as np

from backstride.errors import DamagedFileError
from backstride.motion.arrays import Floats

_DEEPEST = 200  # elements inside each other; track formats need ten
_MOST_NAMES = 2000  # different names of elements that are remembered


class Outline(Protocol):
    """What follows the elements around the points."""

    def opened(self, name: str, attributes: Mapping[str, str], points: int) -> None:
        """Take note of an element that begins after so many points."""

    def closed(self, name: str, text: str, points: int) -> None:
        """Take note of an element that ends, with the text directly before its end."""


@dataclass
class Points:
    """What the points of a file say.

    Attributes
    ----------
    count : int
        How many are complete.
    broken : str
        Why and where the file could not be read further; empty for a whole file.
    rows, said : dict of str to list
        For each attribute and element the points that have it, and its text there.
    """

    count: int = 0
    broken: str = ""
    rows: dict[str, list[int]] = field(default_factory=dict)
    said: dict[str, list[str]] = field(default_factory=dict)

    def texts(self, name: str) -> list[str]:
        """Return what an element or attribute says in each point, empty where it is not there."""
        found = [""] * self.count
        for row, text in zip(self.rows.get(name, ()), self.said.get(name, ()), strict=True):
            if row < self.count:
                found[row] = text
        return found

    def numbers(self, name: str) -> Floats:
        """Return the numbers of an element or attribute (count,), NaN where there is none."""
        if not self.rows.get(name):
            return np.broadcast_to(np.nan, self.count)
        rows, texts = np.array(self.rows[name], np.int64), self.said[name]
        try:
            values = np.fromiter(map(float, texts), np.float64, len(texts))
        except ValueError:
            values = np.fromiter(map(_number, texts), np.float64, len(texts))
        found = np.full(self.count, np.nan)
        inside = rows < self.count
        found[rows[inside]] = values[inside]
        return found


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


class _Names(dict[str, str]):
    """Names of elements without the prefix of their name space."""

    def __missing__(self, tag: str) -> str:
        name = tag.rpartition(":")[2]
        if len(self) < _MOST_NAMES:
            self[tag] = name
        return name


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to collect.

    Attributes
    ----------
    point : str
        Name of the element that is a point.
    attributes : tuple of str
        Of that element.
    elements : frozenset of str
        Within it, at any depth, whatever their name space.
    """

    point: str
    attributes: tuple[str, ...]
    elements: frozenset[str]


def read_points(data: bytes, path: Path, wanted: Wanted, outline: Outline) -> Points:
    """Return the points of an XML file; ``outline`` is told of all elements outside of them.

    Raises
    ------
    DamagedFileError
        For a file that declares entities.
    """
    points = Points()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    _Collector(points, wanted, outline).listen(parser)

    def refuse(*_: object) -> None:
        raise DamagedFileError(
            f"{path}: declares entities of its own (line {parser.CurrentLineNumber}), which no "
            "watch does and which can be used for attacks; export it again."
        )

    parser.EntityDeclHandler = refuse
    parser.UnparsedEntityDeclHandler = refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the parser takes no names
    except expat.ExpatError as error:
        why = expat.errors.messages.get(error.code, "") or "it is no XML"
        points.broken = f"{why} at line {error.lineno}, byte {max(0, parser.ErrorByteIndex)}"
    except _TooDeepError:
        points.broken = f"more than {_DEEPEST} elements inside each other"
    except (ValueError, LookupError) as error:  # an encoding that the machine does not have
        points.broken = f"it cannot be decoded ({error})"
    return points


class _TooDeepError(Exception):
    """Elements nested deeper than any track format does."""


class _Collector:
    """Takes what the parser finds; its handlers run for every element, so they are short."""

    def __init__(self, points: Points, wanted: "Wanted", outline: Outline) -> None:
        self._points, self._outline = points, outline
        self._point, self._attributes = wanted.point, wanted.attributes
        self._elements = wanted.elements
        for name in (*wanted.attributes, *wanted.elements):
            points.rows[name], points.said[name] = [], []
        self._names, self._text = _Names(), list[str]()
        self._inside, self._depth = False, 0

    def listen(self, parser: expat.XMLParserType) -> None:
        """Become the handler of a parser."""
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append

    def _start(self, tag: str, given: dict[str, str]) -> None:
        del self._text[:]
        name = self._names[tag]
        if self._inside and name in self._elements:
            return
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooDeepError
        if name == self._point:
            self._inside = True
            for one in self._attributes:
                if one in given:
                    self._points.rows[one].append(self._points.count)
                    self._points.said[one].append(given[one])
        elif not self._inside:
            self._outline.opened(name, given, self._points.count)

    def _end(self, tag: str) -> None:
        name = self._names[tag]
        if self._inside and name in self._elements:
            if self._text:
                self._points.rows[name].append(self._points.count)
                self._points.said[name].append("".join(self._text))
            return
        self._depth -= 1
        if name == self._point:
            self._inside = False
            self._points.count += 1
        elif not self._inside:
            self._outline.closed(name, "".join(self._text).strip(), self._points.count)
