"""Opening a file safely and finding out from its content what it is."""

import hashlib
import stat
from collections.abc import Sequence
from pathlib import Path

from backstride.errors import (
    DamagedFileError,
    EmptyFileError,
    UnknownFormatError,
    UnreadableFileError,
)
from backstride.readers.recording import Content, Format

LARGEST_BYTES = 2 * 1024**3
"""An hour of 60 markers at 250 Hz is 0.9 GB; more would not fit the memory of a small computer."""

_HEAD_BYTES = 65536  # the longest header that is searched for a sign of its format

_GENERAL = frozenset({".csv", ".tsv", ".txt", ".json", ".jsonl", ".zip", ".ts", ".xml", ".mat"})
"""Extensions that any program may use: they name no format."""

_STRANGERS = (
    (b"Kaydara FBX", "an FBX file; export it as BVH or C3D"),
    (b"glTF", "a glTF file; export it as BVH"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive that ends in its header; export it again"),
    (b"\x1f\x8b", "a gzip archive; unpack it"),
    (b"\x89HDF", "an HDF5 file; export it as C3D"),
    (b"MATLAB", "a MATLAB file of a kind that is not read; export it as a table"),
    (b"<?xml", "an XML file; export it as C3D, TRC or BVH"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


def load(path: Path, streamed: Sequence[Format] = ()) -> Content:
    """Return a file's bytes.

    Parameters
    ----------
    path : Path
    streamed : sequence of Format
        Formats whose reader opens the file itself: of those only the first bytes are taken.

    Raises
    ------
    UnreadableFileError
        When there is no such file, it may not be opened, or it is above ``LARGEST_BYTES``.
    EmptyFileError
        When it has no bytes.
    """
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise UnreadableFileError(f"{path}: is a folder; name a file in it.")
        if not stat.S_ISREG(about.st_mode):
            raise UnreadableFileError(f"{path}: is not a regular file; save it to disk first.")
        head = head_of(path)
        if any(f.recognise(head) for f in streamed):
            return Content(path, head, _fingerprint(path))
        if about.st_size > LARGEST_BYTES:
            raise UnreadableFileError(
                f"{path}: has {about.st_size / 1024**3:.1f} GB, more than the "
                f"{LARGEST_BYTES / 1024**3:.0f} GB that are read at once; cut it into shorter "
                "takes."
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFileError(f"{path}: there is no such file.") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UnreadableFileError(f"{path}: cannot be opened ({why}).") from None
    if not data.strip():
        raise EmptyFileError(f"{path}: is empty; export the recording again.")
    return Content(path, data, hashlib.sha256(data).hexdigest())


def _fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file of any size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def head_of(path: Path) -> bytes:
    """Return the first bytes of a file, none if it cannot be read."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES)
    except OSError:
        return b""


def find_format(content: Content, formats: Sequence[Format]) -> Format:
    """Return the format that takes the content; the extension is only a hint.

    Raises
    ------
    UnknownFormatError
        When none does, or when the file is named like another format.
    DamagedFileError
        When the extension is known and the content is not like it or any other.
    """
    path, head = content.path, content.data[:_HEAD_BYTES]
    extension = path.suffix.lower()
    named = [f for f in formats if extension in f.extensions and extension not in _GENERAL]
    found = [f for f in formats if f.recognise(head)]
    if found:
        if named and found[0] not in named:
            raise UnknownFormatError(
                f"{path}: is named {extension} but looks like {found[0].name}; rename it to "
                f"{path.stem}{found[0].extensions[0]}."
            )
        return found[0]
    known = ", ".join(f.name for f in formats)
    for mark, what in _STRANGERS:
        if head.startswith(mark):
            raise UnknownFormatError(f"{path}: looks like {what}; formats that are read: {known}.")
    if named:
        raise DamagedFileError(
            f"{path}: does not begin like {named[0].name}; it is damaged, or something else under "
            "that name."
        )
    raise UnknownFormatError(f"{path}: is in none of the formats that are read: {known}.")
