"""Several files of one recording: in a ZIP archive, or side by side in a folder."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from backstride.errors import DamagedFileError, UnreadableFileError
from backstride.readers.delimited import as_utf8
from backstride.readers.recording import Content

_MOST_MEMBERS = 5000
_FREE_BYTES, _MOST_TIMES = (
    20_000_000,
    8,
)  # of text in an archive; tables of sensors shrink 2-5 times
_LARGEST_BESIDE = 1024**3
BAD_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    IndexError,
    OSError,
    EOFError,
    RuntimeError,
    OverflowError,
)
"""What Python's own reader of archives raises for one that is damaged; it has no common root."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True)
class LogFiles:
    """The files of one recording.

    Attributes
    ----------
    path : Path
        Of the archive, or of the file that was named.
    names : tuple of str
        Within the archive's or recording's own folder, with ``/`` between folders.
    load : callable
        Takes one of ``names`` and returns its text as UTF-8.
    said : tuple of str
    """

    path: Path
    names: tuple[str, ...]
    load: Callable[[str], bytes]
    said: tuple[str, ...] = ()

    def find(self, name: str) -> str | None:
        """Return the file of that name whatever its case, None without one."""
        return next((n for n in self.names if n.lower() == name.lower()), None)


def files_in_archive(content: Content) -> LogFiles:
    """Return the files of a ZIP archive; nothing is written to disk.

    Raises
    ------
    DamagedFileError
        When the archive is cut or damaged, or would unpack to far more than recordings do.
    UnreadableFileError
        When it is locked with a password.
    """
    path = content.path
    try:
        archive = zipfile.ZipFile(io.BytesIO(content.data))
    except BAD_ARCHIVE as error:
        raise _damaged(path, error) from None
    members = [
        m
        for m in archive.infolist()
        if m.file_size and "__MACOSX" not in m.filename and _is_table(m.filename)
    ]
    if len(members) > _MOST_MEMBERS:
        raise DamagedFileError(f"{path}: holds {len(members)} files, which is no recording.")
    limit = _FREE_BYTES + _MOST_TIMES * len(content.data)
    if sum(m.file_size for m in members) > limit:
        raise DamagedFileError(
            f"{path}: would unpack to more than {limit / 1e6:.0f} MB, which is no recording."
        )
    folder, said = _folder([m.filename for m in members])
    chosen = {m.filename[len(folder) :]: m for m in members if m.filename.startswith(folder)}
    return LogFiles(
        path, tuple(chosen), lambda name: as_utf8(_member(archive, chosen[name], path)), said
    )


def _is_table(name: str) -> bool:
    return name.lower().endswith((".csv", ".txt", ".tsv", ".json"))


def _folder(names: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the folder of the recording, and what to say when there are several."""
    folders = [
        name[: len(name) - len(PurePosixPath(name).name)]
        for name in names
        if not name.lower().endswith(("meta/time.csv", "meta/device.csv"))
    ]
    if not folders:
        return "", ()
    different = sorted(set(folders), key=lambda f: (-folders.count(f), len(f), f))
    if len(different) == 1:
        return different[0], ()
    return different[0], (
        f"The archive holds {len(different)} folders; {different[0] or 'the outermost'} was read.",
    )


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> bytes:
    if member.flag_bits & 1:
        raise UnreadableFileError(f"{path}: is locked with a password; unpack it first.")
    if member.compress_type not in _METHODS:
        raise UnreadableFileError(f"{path}: is packed in an unusual way; unpack it first.")
    try:
        with archive.open(member) as file:
            data = file.read(member.file_size + 1)
    except BAD_ARCHIVE as error:
        raise _damaged(path, error) from None
    return data


def _damaged(path: Path, error: Exception) -> DamagedFileError:
    what = "".join(c for c in str(error) if c.isprintable())[:80]
    return DamagedFileError(
        f"{path}: is a cut or damaged ZIP archive ({what or 'unreadable'}); export it again."
    )


def files_beside(content: Content, wanted: Sequence[str]) -> LogFiles:
    """Return a file and those of the wanted ones that lie beside it, as in an unpacked archive."""
    path = content.path
    found = [path.name]
    for name in wanted:
        beside = path.parent / name
        if beside.name != path.name and _is_regular(beside):
            found.append(name)
    return LogFiles(path, tuple(found), lambda name: as_utf8(_load_beside(content, name)))


def _is_regular(path: Path) -> bool:
    try:
        about = path.stat()
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(about.st_mode) and 0 < about.st_size <= _LARGEST_BESIDE


def _load_beside(content: Content, name: str) -> bytes:
    if name == content.path.name:
        return content.data
    try:
        return (content.path.parent / name).read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            f"{content.path}: {name} beside it cannot be opened ({error.strerror})."
        ) from None


_MAIN_TABLES = (
    "TotalAcceleration.csv",
    "Accelerometer.csv",
    "Raw Data.csv",
    "AccelerometerUncalibrated.csv",
)


def main_table(folder: Path) -> Path | None:
    """Return the table of a folder through which a phone's whole recording is read.

    None when there is none, or when the folder cannot be looked into.
    """
    return next((folder / name for name in _MAIN_TABLES if _is_regular(folder / name)), None)
