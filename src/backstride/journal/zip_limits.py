"""What a ZIP file that somebody sent may ask of this computer, found before it is opened."""

import shutil
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

from backstride.errors import UnreadableFileError

LARGEST_DIRECTORY_BYTES = 64 * 1024**2
"""Most of an archive's list of files: half a million of them, some ten times of it in memory."""

FREE_SHARE = 0.8
"""Of the free disk that may be filled by unpacking: others write to it meanwhile."""

_END, _END_64, _WHERE_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_END_BYTES, _WHERE_64_BYTES, _END_64_BYTES = 22, 20, 48
_LONGEST_COMMENT = 65_535


def check_directory(path: Path, name: str = "") -> None:
    """Make sure that an archive's list of files fits into memory, before it is read.

    Raises
    ------
    UnreadableFileError
    """
    if directory_bytes(path) > LARGEST_DIRECTORY_BYTES:
        raise UnreadableFileError(
            "{name}: lists more files than any archive of Backstride or of recordings; split it.",
            name=name or path,
        )


def directory_bytes(path: Path) -> int:
    """Return how long an archive says its list of files is; 0 where it says nothing.

    Where its end could be read in several ways, the most of them: who reads it may choose another.
    """
    size = path.stat().st_size
    start = max(0, size - _END_BYTES - _LONGEST_COMMENT - _WHERE_64_BYTES)
    found = [0]
    with path.open("rb") as file:
        file.seek(start)
        tail = file.read()
        end = tail.find(_END)
        while 0 <= end <= len(tail) - _END_BYTES:
            found.append(int(struct.unpack_from("<L", tail, end + 12)[0]))
            where = end - _WHERE_64_BYTES
            if where >= 0 and tail[where : where + 4] == _WHERE_64:
                file.seek(min(size, int(struct.unpack_from("<Q", tail, where + 8)[0])))
                large = file.read(_END_64_BYTES)
                if len(large) == _END_64_BYTES and large[:4] == _END_64:
                    found.append(int(struct.unpack_from("<Q", large, 40)[0]))
            end = tail.find(_END, end + 1)
    return max(found)


def check_room(entries: Iterable[zipfile.ZipInfo], folder: Path, name: str) -> None:
    """Make sure that the disk has room for what some entries unpack to.

    An entry gives no more than the size it names, so that the sum is the most that can come.

    Raises
    ------
    UnreadableFileError
    """
    wanted = sum(one.file_size for one in entries)
    there = next(one for one in (folder, *folder.parents) if one.is_dir())
    free = shutil.disk_usage(there).free
    if wanted > FREE_SHARE * free:
        raise UnreadableFileError(
            "{name}: unpacks to {wanted:.1f} GB, and the disk has room for {room:.1f} GB; make "
            "room first.",
            name=name,
            wanted=wanted / 1024**3,
            room=FREE_SHARE * free / 1024**3,
        )
