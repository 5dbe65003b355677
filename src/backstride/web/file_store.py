"""The store as a folder of plain files, each written whole or not at all."""

import hashlib
import json
import re
import secrets
from collections.abc import Mapping, Sequence
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
_LONGEST_NAME = 120


class FileStore:
    """Keeps everything in one folder that its owner can read, copy and delete.

    Attributes
    ----------
    folder : Path
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def sessions(self) -> Sequence[Entry]:
        """Return own sessions, the latest first, then those of templates that anyone may try."""
        own = sorted(
            self.folder.glob("sessions/*.txt"), key=lambda p: p.stat().st_mtime, reverse=True
        )
        mine = [Entry(p.stem, s.title) for p in own if (s := self.session(p.stem)) is not None]
        return [*mine, *_to_try()]

    def session(self, session_id: str) -> Session | None:
        """Return a session, or None."""
        if found := _TEMPLATE.fullmatch(session_id):
            one = templates().get(found[1])
            level = int(found[2]) - 1
            return one.rungs[level].session if one and level < len(one.rungs) else None
        if not _ID.fullmatch(session_id):
            return None
        path = self.folder / "sessions" / f"{session_id}.txt"
        return parse_session(path.read_text("utf-8")) if path.is_file() else None

    def keep_session(self, session: Session) -> str:
        """Keep a session under the hash of its text."""
        text = format_session(session)
        session_id = hashlib.sha256(text.encode()).hexdigest()[:24]
        write_whole(self.folder / "sessions" / f"{session_id}.txt", text.encode())
        return session_id

    def keep_chunk(self, run_id: str, number: int, data: bytes) -> None:
        """Keep a piece of a recording; the same piece again changes nothing."""
        path = self._run(run_id) / f"{number:06d}.chunk"
        if path.is_file():
            if path.read_bytes() != data:
                raise ConflictError
            return
        write_whole(path, data)

    def chunk_numbers(self, run_id: str) -> Sequence[int]:
        """Return the numbers of the pieces that are there."""
        return sorted(int(one.stem) for one in self._run(run_id).glob("*.chunk"))

    def keep_log(self, run_id: str, log: Mapping[str, Any]) -> None:
        """Keep what a person said of a run."""
        write_whole(self._run(run_id) / "log.json", _json(log))

    def assemble(self, run_id: str, header: Mapping[str, Any], count: int) -> Path:
        """Return the recording of a run, made once of its pieces in their order."""
        folder = self._run(run_id)
        path = folder / "recording.jsonl"
        here = set(self.chunk_numbers(run_id))
        missing = tuple(n for n in range(count) if n not in here)
        if missing:
            raise MissingChunksError(missing)
        pieces = ((folder / f"{n:06d}.chunk").read_bytes() for n in range(count))
        text = b"\n".join(p.rstrip(b"\n") for p in (_json(header), *pieces))
        if not path.is_file() or path.read_bytes() != text + b"\n":
            write_whole(path, text + b"\n")
        return path

    def new_batch(self) -> str:
        """Return the id of a new group of files."""
        batch_id = secrets.token_hex(16)
        self._batch(batch_id).mkdir(parents=True)
        return batch_id

    def file_path(self, batch_id: str, name: str) -> Path:
        """Return where a file is written to, under its own name without what a path could hold."""
        plain = re.sub(r"[^\w .,()+@=-]", "_", name.replace("\\", "/").rpartition("/")[2]).strip()
        stem, dot, suffix = plain.lstrip(".").rpartition(".")
        room = _LONGEST_NAME - len(suffix)
        kept = f"{stem[:room]}{dot}{suffix[:20]}" if stem else suffix[:_LONGEST_NAME]
        return self._batch(batch_id) / (kept or "recording")

    def batch_files(self, batch_id: str) -> Sequence[Path]:
        """Return the whole files of a group."""
        folder = self._batch(batch_id)
        return sorted(p for p in folder.glob("*") if p.is_file() and not p.name.startswith("."))

    def path_of(self, result: Result) -> Path:
        """Return the original file of a result."""
        return self.folder / result.file

    def relative(self, path: Path) -> str:
        """Return the path of an original file within the folder."""
        return path.relative_to(self.folder).as_posix()

    def results(self) -> Sequence[Result]:
        """Return all results, the latest first."""
        found = [self.result(p.stem) for p in self.folder.glob("results/*.json")]
        return sorted((r for r in found if r is not None), key=lambda r: r.at, reverse=True)

    def result(self, result_id: str) -> Result | None:
        """Return a result, or None."""
        if not _ID.fullmatch(result_id):
            return None
        text = self._text(f"results/{result_id}.json")
        return Result(**json.loads(text)) if text else None

    def keep_result(
        self, result: Result, *, report: str | None = None, measurement: str | None = None
    ) -> None:
        """Keep a result; what says that it is measured is written last."""
        folder = self.folder / "results"
        if report is not None:
            write_whole(folder / f"{_checked(result.id)}.html", report.encode())
        if measurement is not None:
            write_whole(folder / f"{_checked(result.id)}.measurement", measurement.encode())
        write_whole(folder / f"{_checked(result.id)}.json", _json(asdict(result)))

    def report(self, result_id: str) -> str | None:
        """Return the page of a measured result."""
        return self._text(f"results/{_checked(result_id)}.html")

    def measurement(self, result_id: str) -> str | None:
        """Return the figures of a measured result as JSON."""
        return self._text(f"results/{_checked(result_id)}.measurement")

    def _text(self, name: str) -> str | None:
        path = self.folder / name
        return path.read_text("utf-8") if path.is_file() else None

    def _run(self, run_id: str) -> Path:
        return self.folder / "runs" / _checked(run_id)

    def _batch(self, batch_id: str) -> Path:
        return self.folder / "files" / _checked(batch_id)


def _to_try() -> list[Entry]:
    open_to_all = (
        one
        for one in templates().values()
        if one.stage in _STAGES and not one.injuries and not one.needs_spotter
    )
    return [Entry(f"{one.id}.1", one.rungs[0].session.title) for one in open_to_all]


def _checked(some_id: str) -> str:
    if not _ID.fullmatch(some_id):
        raise ValueError("an id is 8 to 64 digits from 0 to f")
    return some_id


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
