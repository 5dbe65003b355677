"""The lines above the first step of a session text: title, surface, note."""

import re
from typing import NamedTuple

from backstride.training.session_error import SessionTextError, quoted
from backstride.training.session_grammar import read_step
from backstride.training.session_terms import Surface
from backstride.training.session_tokens import Cursor, read_tokens
from backstride.training.session_words import (
    ANY_SURFACE,
    HEADER_KEYS,
    SURFACES,
    UNITS,
    closest,
)


class Line(NamedTuple):
    """A line with something on it.

    Attributes
    ----------
    number : int
        From 1.
    indent : str
        White space before it.
    body : str
        The rest, trimmed.
    """

    number: int
    indent: str
    body: str

    @property
    def column(self) -> int:
        """Where the body begins, from 1."""
        return len(self.indent) + 1

    def error(self, problem: str, fix: str, ahead: int = 0) -> SessionTextError:
        """Return an error that points into the body."""
        return SessionTextError(self.number, self.column + ahead, problem, fix)


_KEY = re.compile(rf"({'|'.join(HEADER_KEYS)})\s*:\s*(.*)", re.IGNORECASE)
_ANY_KEY = re.compile(r"([^\W\d_]+)\s*:")
_BEGINS_AS_ITEM = re.compile(
    rf"(?:[0-9]+:[0-9]{{2}}|[0-9.]+\s*(?:{'|'.join(UNITS)}|x|×))(?![^\W\d_])", re.IGNORECASE
)
_TITLE_SURFACE = re.compile(rf"\bon ({'|'.join(SURFACES)})$", re.IGNORECASE)


def title_surface(title: str) -> Surface | None:
    """Return the surface that a title names at its end, as ``First steps on grass`` does."""
    found = _TITLE_SURFACE.search(title)
    return SURFACES[found[1].lower()] if found else None


def is_bare_title(title: str) -> bool:
    """Return whether a line of its own is read as this title, without ``title:`` before it."""
    return not (title.startswith("#") or _KEY.match(title) or _reads_as_item(title))


def _reads_as_item(text: str) -> bool:
    """Return whether a line is a step or repeat, or begins as one does."""
    if _BEGINS_AS_ITEM.match(text):
        return True
    try:
        cursor = Cursor(read_tokens(text, 1, 1), 1)
    except SessionTextError:
        return False
    return read_step(cursor, []) is not None


class Header:
    """Title, surface and note, as far as they have been read.

    Attributes
    ----------
    title, note : str
        Empty until read.
    errors : list of SessionTextError
        Where to put what is wrong.
    """

    def __init__(self, errors: list[SessionTextError]) -> None:
        self.errors = errors
        self.title = ""
        self.note = ""
        self._surface: Surface | None = None
        self._seen: set[str] = set()

    @property
    def surface(self) -> Surface | None:
        """What the ``surface:`` line says, or else the end of the title."""
        return self._surface if "surface" in self._seen else title_surface(self.title)

    def take(self, line: Line) -> bool:
        """Read a line that stands above the first step; return False for the first step."""
        key = _KEY.match(line.body)
        if key:
            self._take_key(line, key)
            return True
        if "title" in self._seen:
            return self._take_unknown_key(line)
        self._seen.add("title")
        if is_bare_title(line.body):
            self.title = line.body
            return True
        fix = "write a title on the line above, or 'title:' before this one if it is the title"
        self.errors.append(line.error("the first line is the title, and this reads as a step", fix))
        return False

    def _take_key(self, line: Line, found: re.Match[str]) -> None:
        key, value = found[1].lower(), found[2]
        if key in self._seen:
            fix = "keep one" if key != "title" else "leave one of the two out"
            self.errors.append(line.error(f"this is a second {key}", fix))
        elif not value:
            fix = "write it after the colon, or leave the line out"
            self.errors.append(line.error(f"'{key}:' has nothing after it", fix))
        elif key == "surface":
            self._take_surface(line, value, found.start(2))
        elif key == "title":
            self.title = value
        else:
            self.note = value
        self._seen.add(key)

    def _take_surface(self, line: Line, value: str, ahead: int) -> None:
        word = value.partition("#")[0].strip().casefold()
        if word == ANY_SURFACE:
            return
        if word in SURFACES:
            self._surface = SURFACES[word]
            return
        likely = closest(word, list(SURFACES))
        choices = f"write one of {', '.join(SURFACES)}, or {ANY_SURFACE}"
        fix = f"did you mean '{likely}'?" if likely else choices
        self.errors.append(line.error(f"{quoted(value)} is not a surface", fix, ahead))

    def _take_unknown_key(self, line: Line) -> bool:
        found = _ANY_KEY.match(line.body)
        if not found:
            return False
        self.errors.append(unknown_key(line, found[1]))
        return True


def unknown_key(line: Line, key: str) -> SessionTextError:
    """Return what to say of a word with a colon that is no line of a session."""
    likely = closest(key.lower(), list(HEADER_KEYS))
    fix = "put '#' before a heading; lines with a colon are title:, surface: and note:"
    return line.error(
        f"{quoted(key + ':')} has no meaning here", f"did you mean '{likely}:'?" if likely else fix
    )


def late_key(line: Line) -> SessionTextError | None:
    """Return an error for a header line below the first step, None for other lines."""
    known, other = _KEY.match(line.body), _ANY_KEY.match(line.body)
    if known:
        key = known[1].lower()
        return line.error(f"'{key}:' stands below a step", "move it above the first step")
    return unknown_key(line, other[1]) if other else None
