"""A line of a session text, cut into numbers, words, cues and signs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from backstride.training.session_error import SessionTextError, quoted

TokenKind = Literal["number", "word", "cue", "sign", "end"]


class Token(NamedTuple):
    """A piece of a line.

    Attributes
    ----------
    kind : TokenKind
    text : str
        In lower case; of a cue, what stands between its quotes, as written.
    column : int
        Where it begins, from 1.
    raw : str
        As written.
    """

    kind: TokenKind
    text: str
    column: int
    raw: str


_PIECE = re.compile(
    r"""
    (?P<gap>      [\s;]+ | ,(?![0-9]) )
  | (?P<comment>  \# .* )
  | (?P<cue>      " [^"]* " | [“„”] [^“„”"]* [“”"] )
  | (?P<open_cue> ["“„”] .* )
  | (?P<bad>      [0-9]+ , [0-9]+ )
  | (?P<number>   [0-9]+ (?: \. [0-9]+ )? | \. [0-9]+ )
  | (?P<word>     [^\W\d_]+ (?: [-'’] [^\W\d_]+ )* )
  | (?P<sign>     . )
    """,
    re.VERBOSE | re.DOTALL,
)

_DASHES = dict.fromkeys("–—−", "-")


def read_tokens(text: str, line: int, column: int) -> list[Token]:
    """Return the pieces of a line without gaps and comments, an ``end`` last.

    Parameters
    ----------
    text : str
        The line, or its end.
    line, column : int
        Where the text begins, from 1.

    Raises
    ------
    SessionTextError
        For a cue that is not closed, and for a decimal comma.
    """
    return [*_pieces(text, line, column), Token("end", "", column + len(text), "")]


def _pieces(text: str, line: int, column: int) -> Iterator[Token]:
    for found in _PIECE.finditer(text):
        kind, raw, at = found.lastgroup, found[0], column + found.start()
        if kind in ("gap", "comment"):
            continue
        if kind == "open_cue":
            raise _open_cue(text[: found.start()], line, at)
        if kind == "bad":
            fix = f"write {quoted(raw.replace(',', '.'))}"
            raise SessionTextError(line, at, f"{quoted(raw)} has a decimal comma", fix)
        if kind == "cue":
            yield Token("cue", raw[1:-1], at, raw)
        elif kind == "number":
            yield Token("number", raw, at, raw)
        elif kind == "word":
            yield Token("word", raw.casefold(), at, raw)
        else:
            yield Token("sign", _DASHES.get(raw, raw), at, raw)


def _open_cue(before: str, line: int, column: int) -> SessionTextError:
    if before[-1:].isdecimal():
        return SessionTextError(line, column, "'\"' does not stand for seconds", "write '30s'")
    return SessionTextError(
        line, column, "the cue that begins here has no end", "close it with a double quote"
    )


@dataclass
class Cursor:
    """Where reading stands in the tokens of one line."""

    tokens: list[Token]
    line: int
    at: int = 0

    def peek(self, ahead: int = 0) -> Token:
        """Return the token that comes next, or one after it; past the last it is ``end``."""
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)]

    def take(self) -> Token:
        """Return the next token and go past it."""
        token = self.peek()
        self.at += 1
        return token

    def skip(self, phrase: str) -> bool:
        """Go past the words and signs of a phrase, if they come next; return whether they did."""
        words = phrase.split()
        if any(self.peek(ahead).text != word for ahead, word in enumerate(words)):
            return False
        if any(self.peek(ahead).kind not in ("word", "sign") for ahead in range(len(words))):
            return False
        self.at += len(words)
        return True

    def skip_any(self, phrases: tuple[str, ...]) -> bool:
        """Go past the first of the phrases that comes next; return whether one did."""
        return any(self.skip(phrase) for phrase in phrases)

    def error(self, token: Token, problem: str, fix: str) -> SessionTextError:
        """Return an error that points at a token."""
        return SessionTextError(self.line, token.column, problem, fix)
