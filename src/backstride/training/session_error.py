"""What is wrong in a session text, where, and the likely fix."""

from typing import ClassVar

from backstride.errors import SettingsError
from backstride.training.session_terms import HIDDEN


class SessionTextError(SettingsError):
    """One thing wrong in a session text.

    Attributes
    ----------
    line, column : int
        Where it is, both counted from 1, in characters.
    problem : str
        What is wrong.
    fix : str
        What to do about it.
    others : tuple of SessionTextError
        The other things wrong in the same text, in its order.
    """

    code: ClassVar[str] = "session_text"

    def __init__(
        self,
        line: int,
        column: int,
        problem: str,
        fix: str,
        others: "tuple[SessionTextError, ...]" = (),
    ) -> None:
        super().__init__(line, column, problem, fix, others)
        self.line = line
        self.column = column
        self.problem = problem
        self.fix = fix
        self.others = others

    def __str__(self) -> str:
        """Return the sentence a person reads."""
        more = f" (and {len(self.others)} more)" if self.others else ""
        return f"line {self.line}, column {self.column}: {self.problem}; {self.fix}{more}"


def quoted(text: str) -> str:
    """Return text in single quotes, short, with characters that cannot be shown as their code."""
    short = text if len(text) <= 40 else text[:37] + "…"
    return "'" + HIDDEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", short) + "'"
