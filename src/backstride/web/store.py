"""What the pages keep: sessions, runs of a session, files and results.

The pages know ``Store`` alone, so what stands behind it can be a folder, as in ``file_store``, or a
database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Result:
    """A recording and what came of measuring it.

    Attributes
    ----------
    id : str
    title : str
        Name of the file or session, for people.
    state : State
    at : str
        When it came, ISO 8601 in UTC.
    file : str
        The original file, relative to the store's folder.
    placement : str
        Where a sensor was worn, as the person said; empty when they said nothing.
    headline : str
        What was found in one sentence; empty until measured.
    error : str
        Why it was refused, one sentence; empty otherwise.
    """

    id: str
    title: str
    state: State
    at: str
    file: str
    placement: str = ""
    headline: str = ""
    error: str = ""


class Store(Protocol):
    """Keeps everything the pages show. Ids come from outside and are checked by the store."""

    def sessions(self) -> Sequence[Entry]:
        """Return the sessions that can be played, own ones first."""

    def session(self, session_id: str) -> Session | None:
        """Return a session, or None."""

    def keep_session(self, session: Session) -> str:
        """Keep a session and return its id; the same session has the same id."""

    def keep_chunk(self, run_id: str, number: int, data: bytes) -> None:
        """Keep a piece of a recording; ConflictError when another one has its number."""

    def chunk_numbers(self, run_id: str) -> Sequence[int]:
        """Return the numbers of the pieces that are there."""

    def keep_log(self, run_id: str, log: Mapping[str, Any]) -> None:
        """Keep what a person said of a run; the latest counts."""

    def assemble(self, run_id: str, header: Mapping[str, Any], count: int) -> Path:
        """Return the recording made of ``count`` pieces; MissingChunksError when there are gaps."""

    def new_batch(self) -> str:
        """Return the id of a new group of files that belong together."""

    def file_path(self, batch_id: str, name: str) -> Path:
        """Return where a file of a group is written to."""

    def batch_files(self, batch_id: str) -> Sequence[Path]:
        """Return the whole files of a group by name."""

    def path_of(self, result: Result) -> Path:
        """Return the original file of a result."""

    def relative(self, path: Path) -> str:
        """Return how a result names an original file."""

    def results(self) -> Sequence[Result]:
        """Return all results, the latest first."""

    def result(self, result_id: str) -> Result | None:
        """Return a result, or None."""

    def keep_result(
        self, result: Result, *, report: str | None = None, measurement: str | None = None
    ) -> None:
        """Keep a result, and its page and figures where there are some."""

    def report(self, result_id: str) -> str | None:
        """Return the page of a measured result."""

    def measurement(self, result_id: str) -> str | None:
        """Return the figures of a measured result as JSON."""
