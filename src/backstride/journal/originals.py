"""Original files, as they were uploaded: one file for each content, named by its hash.

A file is written aside, put under its hash while the transaction that names it is open, and only
then is the transaction confirmed. So a row never names a file that is not there; what a crash
leaves is a file that no row names, which ``sweep`` removes.
"""

import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from backstride.errors import EmptyFileError, UnreadableFileError
from backstride.journal.errors import JournalError
from backstride.journal.uploads import Upload, safe_name

CHUNK_BYTES = 1024**2
"""How much of a file is in memory at once while it is copied."""

STALE_S = 3600.0
"""After this time a file that was set aside belongs to nobody: no import takes an hour."""

_ASIDE = "incoming"


@dataclass(frozen=True, slots=True)
class Received:
    """A file that lies aside, whole and on the disk.

    Attributes
    ----------
    name : str
        Safe to use as a file's name.
    path : Path
    sha256 : str
    size_bytes : int
    """

    name: str
    path: Path
    sha256: str
    size_bytes: int


class Originals:
    """The folder of original files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Return where the file with a hash is, or would be."""
        return self.folder / sha256[:2] / sha256

    @contextmanager
    def aside(self) -> Iterator[Path]:
        """Give an empty folder on the same disk, gone afterwards."""
        try:
            (self.folder / _ASIDE).mkdir(parents=True, exist_ok=True, mode=0o700)
            folder = Path(tempfile.mkdtemp(dir=self.folder / _ASIDE))
        except OSError as error:
            raise JournalError(
                f"{self.folder}: files cannot be kept here ({error.strerror}); name another folder."
            ) from None
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def receive(self, upload: Upload, folder: Path, most_bytes: int) -> Received:
        """Write an upload into a folder set aside, and to the disk.

        Raises
        ------
        EmptyFileError, UnreadableFileError
            When it has no bytes, or more than ``most_bytes``, by what arrives and not by what is
            said.
        JournalError
            When the disk is full or refuses.
        """
        name = safe_name(upload.name)
        target = folder / name
        if target.exists():
            raise UnreadableFileError(f"{name}: two files have this name; rename one.")
        digest, size = hashlib.sha256(), 0
        try:
            with _opened(upload) as source, target.open("xb") as into:
                while chunk := source.read(CHUNK_BYTES):
                    size += len(chunk)
                    if size > most_bytes:
                        raise UnreadableFileError(
                            f"{name}: has more than {most_bytes / 1024**2:.0f} MB; cut it into "
                            "shorter recordings."
                        )
                    digest.update(chunk)
                    into.write(chunk)
                into.flush()
                os.fsync(into.fileno())
        except OSError as error:
            raise JournalError(f"{name}: cannot be kept ({error.strerror or error}).") from None
        if size == 0:
            raise EmptyFileError(f"{name}: is empty; export the recording again.")
        return Received(name, target, digest.hexdigest(), size)

    def put(self, received: Received) -> None:
        """Put a received file under its hash; to be called while the writer's lock is held."""
        target = self.path(received.sha256)
        if not target.exists():
            try:
                target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                received.path.replace(target)
                _to_disk(target.parent)
            except OSError as error:
                raise JournalError(
                    f"{received.name}: cannot be kept ({error.strerror or error})."
                ) from None

    @contextmanager
    def under_names(self, files: list[tuple[str, str]]) -> Iterator[Path]:
        """Give the path of the first of some files, all in one folder under their own names.

        Parameters
        ----------
        files : list of (name, sha256)
        """
        with self.aside() as folder:
            for name, sha256 in files:
                link_or_copy(self.existing(sha256, name), folder / name)
            yield folder / files[0][0]

    def existing(self, sha256: str, name: str = "") -> Path:
        """Return where the file with a hash is.

        Raises
        ------
        JournalError
            When it is gone.
        """
        path = self.path(sha256)
        if not path.is_file():
            raise JournalError(f"{name or sha256}: the original file is gone; restore a backup.")
        return path

    def all(self) -> Iterator[str]:
        """Yield the hash of every file that is kept."""
        if not self.folder.is_dir():
            return
        for folder in sorted(self.folder.iterdir()):
            if folder.is_dir() and folder.name != _ASIDE:
                for path in sorted(folder.iterdir()):
                    yield path.name

    def remove(self, sha256: str) -> None:
        """Remove a file; to be called while the writer's lock is held."""
        with suppress(FileNotFoundError):
            self.path(sha256).unlink()
            _to_disk(self.path(sha256).parent)

    def leftovers(self, older_than_s: float = STALE_S) -> list[Path]:
        """Return folders set aside that a crash left behind."""
        aside = self.folder / _ASIDE
        if not aside.is_dir():
            return []
        before = time.time() - older_than_s
        return [one for one in aside.iterdir() if one.stat().st_mtime <= before]

    def clear_aside(self, older_than_s: float = STALE_S) -> None:
        """Remove folders set aside that a crash left behind."""
        for one in self.leftovers(older_than_s):
            shutil.rmtree(one, ignore_errors=True)


def link_or_copy(source: Path, target: Path) -> None:
    """Make a file appear under another name, without copying where the disk can."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


@contextmanager
def _opened(upload: Upload) -> Iterator[BinaryIO]:
    import io  # noqa: PLC0415 - a line of it, for bytes alone

    if isinstance(upload.data, Path):
        try:
            with upload.data.open("rb") as file:
                yield file
        except OSError as error:
            raise UnreadableFileError(
                f"{upload.data}: cannot be opened ({error.strerror})."
            ) from None
    elif isinstance(upload.data, bytes):
        yield io.BytesIO(upload.data)
    else:
        yield upload.data


def _to_disk(folder: Path) -> None:
    """Make sure that a folder's new names outlive a power cut; Windows does so by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
