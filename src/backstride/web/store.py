"""What is on its way into the journal: sessions to play, runs of a session, files just sent.

The pages know ``Store`` alone, so what stands behind it can be a folder, as in ``file_store``, or a
database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from backstride.training.session import Session

State = Literal["measuring", "measured", "refused"]


class ConflictError(Exception):
    """What should be kept differs from what is already kept under the same name."""


class MissingChunksError(Exception):
    """A recording has gaps.

    Attributes
    ----------
    numbers : tuple of int
        The pieces that have not come yet.
    """

    def __init__(self, numbers: tuple[int, ...]) -> None:
        super().__init__(f"{len(numbers)} pieces are missing")
        self.numbers = numbers


@dataclass(frozen=True, slots=True)
class Entry:
    """A session that can be played."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A recording on its way into the journal, and what came of it.

    Attributes
    ----------
    id : str
    title : str
        Name of the file or session, for people.
    state : State
    at : str
        When it came, ISO 8601 in UTC.
    person_id : str
        Whose it is.
    by_id, via : str or None
        Who sent it, as the journal's ``Actor``.
    file : str
        The file relative to the store's folder, until the journal keeps it.
    companions : tuple of str
        Files that belong to it.
    placement : str
        Where a sensor was worn, as the person said; empty when they said nothing.
    said : dict
        What else they said: ``mapping`` and ``names``, each the text of a file.
    entry_id : str or None
        The entry of the log it belongs to, where they said so.
    recording_id : str or None
        Of the recording in the journal, once it is kept.
    was_known : bool
        The journal had the same bytes already.
    by_day : bool
        The entry was found by its day, and nobody has said so.
    headline : str
        What was found in one sentence; empty until measured.
    error, code : str
        Why it was refused: one sentence and its stable word; empty otherwise.
    """

    id: str
    title: str
    state: State
    at: str
    person_id: str
    by_id: str | None = None
    via: str = "web"
    file: str = ""
    companions: tuple[str, ...] = ()
    placement: str = ""
    said: dict[str, str] = field(default_factory=dict)
    entry_id: str | None = None
    recording_id: str | None = None
    was_known: bool = False
    by_day: bool = False
    headline: str = ""
    error: str = ""
    code: str = ""


class Store(Protocol):
    """Keeps everything the pages show. Ids come from outside and are checked by the store."""

    def sessions(self, person_id: str) -> Sequence[Entry]:
        """Return the sessions that a person can play, own ones first.

        ``person_id`` is empty here and below while nobody is in the journal.
        """

    def written(self, person_id: str) -> Sequence[Session]:
        """Return the sessions that a person wrote."""

    def session(self, person_id: str, session_id: str) -> Session | None:
        """Return a session of a person, or one that anyone may try, or None."""

    def keep_session(self, person_id: str, session: Session) -> str:
        """Keep a session and return its id; the same session has the same id."""

    def keep_chunk(self, person_id: str, run_id: str, number: int, data: bytes) -> None:
        """Keep a piece of a recording; ConflictError when another one has its number."""

    def chunk_numbers(self, person_id: str, run_id: str) -> Sequence[int]:
        """Return the numbers of the pieces that are there."""

    def assemble(self, person_id: str, run_id: str, header: Mapping[str, Any], count: int) -> Path:
        """Return the recording made of ``count`` pieces; MissingChunksError when there are gaps."""

    def finish(self, path: Path) -> None:
        """Let go of a file that the journal keeps now, and of what it was put together from."""

    def new_batch(self, person_id: str) -> str:
        """Return the id of a new group of somebody's files that belong together."""

    def file_path(self, person_id: str, batch_id: str, name: str) -> Path:
        """Return where a file of a group is written to."""

    def batch_files(self, person_id: str, batch_id: str) -> Sequence[Path]:
        """Return the whole files of a group by name."""

    def path_of(self, file: str) -> Path:
        """Return where a file of a result is."""

    def relative(self, path: Path) -> str:
        """Return how a result names a file."""

    def results(self) -> Sequence[Result]:
        """Return what is on its way and what came of it, the latest first."""

    def result(self, result_id: str) -> Result | None:
        """Return a result, or None."""

    def keep_result(self, result: Result) -> None:
        """Keep a result."""

    def forget(self, result_id: str) -> None:
        """Forget a result; a recording in the journal stays."""

    def forget_person(self, person_id: str) -> None:
        """Remove everything of a person: sessions, results, and what was on its way."""

    def clear_up(self) -> None:
        """Remove what was begun long ago and never finished, and results of long ago."""
