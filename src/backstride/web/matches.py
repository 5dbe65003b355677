"""Matches of teams: measured apart, and kept apart from everybody's journal.

Each belongs to whoever sent it. Its feed, which has many people in it, is let go of when it is
measured; figures and report stay.
"""

import json
import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from backstride.errors import BackstrideError
from backstride.journal import LOCAL, Actor
from backstride.training.match_targets import MatchTargets, targets_from_dict
from backstride.web.whole_files import write_whole
from backstride.web.workers import ClosingError, Workers

_ID = re.compile(r"[0-9a-f]{32}")
_MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)
_HERE = "local"
"""Whose matches are those of a computer where nobody signs in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A match and what came of it.

    Attributes
    ----------
    id, title : str
    at : str
        When it came, ISO 8601 in UTC.
    state : str
        ``"measuring"``, ``"measured"`` or ``"refused"``.
    facing : str
        How facing is known; empty until measured.
    players : int
    error, code : str
        Why it was refused.
    """

    id: str
    title: str
    at: str
    state: Literal["measuring", "measured", "refused"]
    facing: str = ""
    players: int = 0
    error: str = ""
    code: str = ""


class Matches:
    """Matches in a folder, one folder for each who sent some."""

    def __init__(self, folder: Path, workers: Workers, pool: ThreadPoolExecutor) -> None:
        self.folder = folder
        self._workers, self._pool = workers, pool

    def new(self, by: Actor) -> str:
        """Return the id of a match whose files are still to come."""
        match_id = secrets.token_hex(16)
        self.files(by, match_id).mkdir(parents=True)
        return match_id

    def files(self, by: Actor, match_id: str) -> Path:
        """Return where the files of a match are put."""
        return self._place(by, match_id) / "files"

    def start(self, by: Actor, match_id: str) -> Match:
        """Begin to measure a match whose files are there."""
        files = sorted(self.files(by, match_id).iterdir(), key=lambda one: -one.stat().st_size)
        feeds = [one.name for one in files]  # beside a feed, what names its players is small
        found = Match(
            id=match_id,
            title=feeds[0] if feeds else "",
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            state="measuring",
        )
        folder = self._place(by, match_id)
        _keep(folder, found)
        self._pool.submit(self._measure, folder, found)
        return found

    def resume(self) -> None:
        """Go on with what was not measured when the app was closed."""
        for about in self.folder.glob("*/*/about.json"):
            found = _read(about)
            if found is not None and found.state == "measuring":
                self._pool.submit(self._measure, about.parent, found)

    def of(self, by: Actor) -> list[Match]:
        """Return somebody's matches, the latest first."""
        found = [_read(one) for one in (self.folder / _whose(by)).glob("*/about.json")]
        return sorted((one for one in found if one is not None), key=lambda one: one.at)[::-1]

    def get(self, by: Actor, match_id: str) -> Match | None:
        """Return one of somebody's matches, or None."""
        if not _ID.fullmatch(match_id):
            return None
        return _read(self._place(by, match_id) / "about.json")

    def figures(self, by: Actor, match_id: str) -> dict[str, Any]:
        """Return the figures of a measured match: ``backstride match --json``."""
        path = self._place(by, match_id) / "match.json"
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return found

    def targets(self, by: Actor, match_id: str) -> list[MatchTargets] | None:
        """Return what a measured match asks of its players, in the order they are kept.

        None for a match that was measured before this was kept.
        """
        path = self._place(by, match_id) / "targets.json"
        if not path.is_file():
            return None
        found = json.loads(path.read_text("utf-8"))
        return [targets_from_dict(one, "this match") for one in found]

    def report(self, by: Actor, match_id: str) -> str:
        """Return the report on a measured match."""
        return (self._place(by, match_id) / "report.html").read_text("utf-8")

    def report_inside(self, by: Actor, match_id: str) -> str:
        """Return the pictures and tables of the report, to stand within a page of the app."""
        found = _MAIN.search(self.report(by, match_id))
        return found[1] if found else ""

    def remove(self, by: Actor, match_id: str) -> None:
        """Remove a match for good."""
        if self.get(by, match_id) is not None:
            shutil.rmtree(self._place(by, match_id), ignore_errors=True)

    def remove_all(self, by: Actor) -> None:
        """Remove every match of somebody for good."""
        shutil.rmtree(self.folder / _whose(by), ignore_errors=True)

    def hand_over(self, to: Actor) -> None:
        """Give the matches of this computer to whoever opens its first account."""
        for one in self.of(LOCAL):
            if one.state != "measuring":  # a worker writes to where that one is
                theirs = self._place(to, one.id)
                theirs.parent.mkdir(parents=True, exist_ok=True)
                self._place(LOCAL, one.id).rename(theirs)

    def to_take_along(self, by: Actor) -> Iterator[tuple[str, Path]]:
        """Yield names and files of what is known of somebody's measured matches."""
        for one in self.of(by):
            if one.state == "measured":
                place = self._place(by, one.id)
                yield from ((f"{one.id}/{kept.name}", kept) for kept in sorted(place.glob("*.*")))

    def _place(self, by: Actor, match_id: str) -> Path:
        if not _ID.fullmatch(match_id):
            raise ValueError("an id is 32 digits from 0 to f")
        return self.folder / _whose(by) / match_id

    def _measure(self, folder: Path, match: Match) -> None:
        files = sorted((folder / "files").iterdir())
        try:
            with self._workers.one() as worker:
                made = worker.run("match_of_files", *_arguments(files, match), name=match.title)
            write_whole(folder / "match.json", json.dumps(made["match"]).encode())
            write_whole(folder / "report.html", made["report"].encode())
            write_whole(folder / "targets.json", json.dumps(made["targets"]).encode())
            told = replace(
                match,
                state="measured",
                facing=made["match"]["facing"],
                players=len(made["match"]["players"]),
            )
        except ClosingError:
            return
        except (BackstrideError, OSError) as error:
            if self._workers.closed:
                return
            said = str(error).replace(f"{folder / 'files'}/", "")
            code = getattr(error, "code", "unreadable")
            told = replace(match, state="refused", error=said, code=code)
        _keep(folder, told)
        shutil.rmtree(folder / "files", ignore_errors=True)


def _arguments(files: Sequence[Path], match: Match) -> tuple[list[str], str, str]:
    mapping = [one for one in files if one.suffix.lower() == ".toml"]
    feed = [str(one) for one in files if one not in mapping]
    return feed, str(mapping[0]) if mapping else "", match.title


def _whose(by: Actor) -> str:
    return by.person_id or _HERE


def _keep(folder: Path, match: Match) -> None:
    write_whole(folder / "about.json", json.dumps(asdict(match)).encode())


def _read(path: Path) -> Match | None:
    return Match(**json.loads(path.read_text("utf-8"))) if path.is_file() else None
