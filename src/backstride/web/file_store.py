"""The store as a folder of plain files, each written whole or not at all."""

import hashlib
import json
import re
import secrets
import shutil
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from backstride.training import Session, format_session, parse_session
from backstride.training.templates import templates
from backstride.web.store import ConflictError, Entry, MissingChunksError, Result
from backstride.web.whole_files import write_whole

_ID = re.compile(r"[0-9a-f]{8,64}")
_TEMPLATE = re.compile(r"([a-z0-9-]{1,80})\.([1-9]\d?)")
_STAGES = ("prepare", "walk", "familiarise")
"""What may be tried without a plan: not what needs weeks of preparation before it."""
NOBODY = "0" * 32
"""Whose sessions are those that are written before anybody is in the journal."""
_LONGEST_NAME = 120
_UNFINISHED_KEPT_S = 24 * 3600.0  # nobody sends files for a day
_RESULT_KEPT_S = 30 * 24 * 3600.0  # a phone that was away asks what came of its recording


class FileStore:
    """Keeps everything in one folder that its owner can read, copy and delete.

    Attributes
    ----------
    folder : Path
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def sessions(self, person_id: str) -> Sequence[Entry]:
        """Return own sessions, the latest first, then those of templates that anyone may try."""
        own = sorted(
            self._written(person_id).glob("*.txt"), key=lambda p: p.stat().st_mtime, reverse=True
        )
        mine = [Entry(p.stem, _session_in(p).title) for p in own]
        return [*mine, *_to_try()]

    def written(self, person_id: str) -> Sequence[Session]:
        """Return the sessions that a person wrote."""
        return [_session_in(one) for one in sorted(self._written(person_id).glob("*.txt"))]

    def session(self, person_id: str, session_id: str) -> Session | None:
        """Return a session of a person, or one that anyone may try, or None."""
        if found := _TEMPLATE.fullmatch(session_id):
            one = templates().get(found[1])
            level = int(found[2]) - 1
            return one.rungs[level].session if one and level < len(one.rungs) else None
        if not _ID.fullmatch(session_id):
            return None
        path = self._written(person_id) / f"{session_id}.txt"
        return _session_in(path) if path.is_file() else None

    def keep_session(self, person_id: str, session: Session) -> str:
        """Keep a session under the hash of its text."""
        text = format_session(session)
        session_id = hashlib.sha256(text.encode()).hexdigest()[:24]
        write_whole(self._written(person_id) / f"{session_id}.txt", text.encode())
        return session_id

    def keep_chunk(self, person_id: str, run_id: str, number: int, data: bytes) -> None:
        """Keep a piece of a recording; the same piece again changes nothing."""
        path = self._run(person_id, run_id) / f"{number:06d}.chunk"
        if path.is_file():
            if path.read_bytes() != data:
                raise ConflictError
            return
        write_whole(path, data)

    def chunk_numbers(self, person_id: str, run_id: str) -> Sequence[int]:
        """Return the numbers of the pieces that are there."""
        return sorted(int(one.stem) for one in self._run(person_id, run_id).glob("*.chunk"))

    def assemble(self, person_id: str, run_id: str, header: Mapping[str, Any], count: int) -> Path:
        """Return the recording of a run, made once of its pieces in their order."""
        folder = self._run(person_id, run_id)
        path = folder / "recording.jsonl"
        here = set(self.chunk_numbers(person_id, run_id))
        missing = tuple(n for n in range(count) if n not in here)
        if missing:
            raise MissingChunksError(missing)
        pieces = ((folder / f"{n:06d}.chunk").read_bytes() for n in range(count))
        text = b"\n".join(p.rstrip(b"\n") for p in (_json(header), *pieces))
        if not path.is_file() or path.read_bytes() != text + b"\n":
            write_whole(path, text + b"\n")
        return path

    def finish(self, path: Path) -> None:
        """Remove a file, the pieces of a run, and the folder when nothing else is in it."""
        if path.parent.parent.parent == self.folder / "runs":
            for piece in path.parent.glob("*.chunk"):
                piece.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        with suppress(OSError):  # others are still waiting in it
            path.parent.rmdir()

    def new_batch(self, person_id: str) -> str:
        """Return the id of a new group of files."""
        batch_id = secrets.token_hex(16)
        self._batch(person_id, batch_id).mkdir(parents=True)
        return batch_id

    def file_path(self, person_id: str, batch_id: str, name: str) -> Path:
        """Return where a file is written to, under its own name without what a path could hold."""
        plain = re.sub(r"[^\w .,()+@=-]", "_", name.replace("\\", "/").rpartition("/")[2]).strip()
        stem, dot, suffix = plain.lstrip(".").rpartition(".")
        room = _LONGEST_NAME - len(suffix)
        kept = f"{stem[:room]}{dot}{suffix[:20]}" if stem else suffix[:_LONGEST_NAME]
        return self._batch(person_id, batch_id) / (kept or "recording")

    def batch_files(self, person_id: str, batch_id: str) -> Sequence[Path]:
        """Return the whole files of a group."""
        folder = self._batch(person_id, batch_id)
        return sorted(p for p in folder.glob("*") if p.is_file() and not p.name.startswith("."))

    def path_of(self, file: str) -> Path:
        """Return where a file of a result is."""
        return self.folder / file

    def relative(self, path: Path) -> str:
        """Return the path of a file within the folder."""
        return path.relative_to(self.folder).as_posix()

    def results(self) -> Sequence[Result]:
        """Return all results, the latest first."""
        found = [self.result(p.stem) for p in self.folder.glob("results/*.json")]
        return sorted((r for r in found if r is not None), key=lambda r: r.at, reverse=True)

    def result(self, result_id: str) -> Result | None:
        """Return a result, or None."""
        if not _ID.fullmatch(result_id):
            return None
        path = self.folder / "results" / f"{result_id}.json"
        if not path.is_file():
            return None
        plain = json.loads(path.read_text("utf-8"))
        if "person_id" not in plain:  # of an earlier version, which kept it for nobody
            return None
        return Result(**{**plain, "companions": tuple(plain["companions"])})

    def keep_result(self, result: Result) -> None:
        """Keep a result."""
        write_whole(self.folder / "results" / f"{_checked(result.id)}.json", _json(asdict(result)))

    def forget(self, result_id: str) -> None:
        """Forget a result."""
        (self.folder / "results" / f"{_checked(result_id)}.json").unlink(missing_ok=True)

    def forget_person(self, person_id: str) -> None:
        """Remove everything of a person: results, and files that were on their way."""
        for one in self.results():
            if one.person_id == person_id:
                for file in filter(None, (one.file, *one.companions)):
                    self.finish(self.path_of(file))
                self.forget(one.id)
        for kind in ("files", "runs", "sessions"):
            shutil.rmtree(self.folder / kind / _checked(person_id), ignore_errors=True)

    def clear_up(self) -> None:
        """Remove files that no result waits for after a day, and results after a month."""
        now = time.time()
        for path in self.folder.glob("results/*.json"):
            if now - path.stat().st_mtime > _RESULT_KEPT_S and not self._waits(path.stem):
                path.unlink(missing_ok=True)
        waiting = {
            self.path_of(name).parent
            for one in self.results()
            if one.state == "measuring"
            for name in (one.file, *one.companions)
        }
        for folder in self.folder.glob("files/*/*"):
            if folder not in waiting and now - folder.stat().st_mtime > _UNFINISHED_KEPT_S:
                shutil.rmtree(folder, ignore_errors=True)

    def _waits(self, result_id: str) -> bool:
        found = self.result(result_id)
        return found is not None and found.state == "measuring"

    def _written(self, person_id: str) -> Path:
        return self.folder / "sessions" / _checked(person_id or NOBODY)

    def _run(self, person_id: str, run_id: str) -> Path:
        return self.folder / "runs" / _checked(person_id) / _checked(run_id)

    def _batch(self, person_id: str, batch_id: str) -> Path:
        return self.folder / "files" / _checked(person_id) / _checked(batch_id)


def _to_try() -> list[Entry]:
    open_to_all = (
        one
        for one in templates().values()
        if one.stage in _STAGES and not one.injuries and not one.needs_spotter
    )
    return [Entry(f"{one.id}.1", one.rungs[0].session.title) for one in open_to_all]


def _session_in(path: Path) -> Session:
    return parse_session(path.read_text("utf-8"))


def _checked(some_id: str) -> str:
    if not _ID.fullmatch(some_id):
        raise ValueError("an id is 8 to 64 digits from 0 to f")
    return some_id


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
