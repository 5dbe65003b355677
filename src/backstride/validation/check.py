"""One check of the report: what it needs and which rows it gives."""

from collections.abc import Callable
from dataclasses import dataclass

from backstride.validation.context import Context
from backstride.validation.row import AccuracyRow

Rows = list[AccuracyRow]


@dataclass(frozen=True, slots=True)
class Check:
    """Some rows that are worked out together.

    Attributes
    ----------
    name : str
        For people, while it runs: ``"six foot-sensor trials"``.
    rows : callable
        Takes the surroundings and gives the rows.
    needs : tuple of str
        Folders or files of the recordings, all of which have to be there.
    """

    name: str
    rows: Callable[[Context], Rows]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """All checks of one kind of recording.

    Attributes
    ----------
    name : str
        As asked for with ``--only``.
    title, says : str
        Heading, and what to know before reading its rows.
    checks : tuple of Check
    """

    name: str
    title: str
    says: str
    checks: tuple[Check, ...]
