"""ZIP archives that hold several recordings: unpacked, within limits, into the folder they are in.

An archive that is one recording, as apps of phones export it, stays as it is: its reader knows it.
"""

import zipfile
from pathlib import Path, PurePosixPath

from backstride.errors import DamagedFileError, UnreadableFileError
from backstride.journal.archive import DAMAGES
from backstride.journal.zip_limits import check_directory
from backstride.readers.formats import FORMATS
from backstride.web.whole_files import whole_file

MOST_FILES = 200
"""Files taken out of one archive; a season is measured from the command line."""

_SHARED = (".csv", ".tsv", ".txt", ".json", ".zip", ".xml", ".ts", ".mat")
_OWN = frozenset(e for f in FORMATS for e in f.extensions if e not in _SHARED)
"""Endings that name a recording by themselves."""
_TAKEN = frozenset({e for f in FORMATS for e in f.extensions} | {".toml"})
_BLOCK_BYTES = 1024**2


def unpacked(path: Path, most_bytes: int) -> bool:
    """Unpack an archive of recordings beside itself and remove it; return whether it was one.

    Parameters
    ----------
    path : Path
    most_bytes : int
        The most that comes out of it, by what comes and not by what its directory says.

    Raises
    ------
    UnreadableFileError
        When it is locked, holds too much or too many files.
    DamagedFileError
        When it is cut or damaged.
    """
    if path.suffix.lower() != ".zip" or not zipfile.is_zipfile(path):
        return False
    check_directory(path, path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            members = [one for one in archive.infolist() if _is_taken(one)]
            if not any(_ending(one) in _OWN for one in members):
                return False
            _check(path, members)
            _unpack(archive, members, path, most_bytes)
    except (OSError, *DAMAGES) as error:
        raise DamagedFileError(
            f"{path.name}: is a cut or damaged ZIP archive ({type(error).__name__}); export it "
            "again."
        ) from None
    path.unlink()
    return True


def _is_taken(member: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(member.filename).name
    hidden = name.startswith(".") or member.filename.startswith("__MACOSX/")
    return not member.is_dir() and not hidden and _ending(member) in _TAKEN


def _ending(member: zipfile.ZipInfo) -> str:
    return PurePosixPath(member.filename).suffix.lower()


def _check(path: Path, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_FILES:
        raise UnreadableFileError(
            f"{path.name}: holds {len(members)} files, and at most {MOST_FILES} are taken at once; "
            "split it."
        )
    if any(one.flag_bits & 1 for one in members):
        raise UnreadableFileError(f"{path.name}: is locked with a password; unpack it first.")


def _check_size(path: Path, taken: int, most_bytes: int) -> None:
    if taken > most_bytes:
        raise UnreadableFileError(
            f"{path.name}: unpacks to more than {most_bytes / 1024**2:.0f} MB; send its files by "
            "themselves."
        )


def _unpack(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], path: Path, most_bytes: int
) -> None:
    taken = 0
    made: list[Path] = []
    try:
        for member in members:
            target = _free(path.parent, member.filename)
            made.append(target)
            with archive.open(member) as source, whole_file(target) as into:
                while block := source.read(_BLOCK_BYTES):
                    taken += len(block)
                    _check_size(path, taken, most_bytes)
                    into.write(block)
    except BaseException:
        for one in made:
            one.unlink(missing_ok=True)
        raise


def _free(folder: Path, name: str) -> Path:
    """Return where a member goes: its own name, with a number where that is taken."""
    plain = PurePosixPath(name.replace("\\", "/")).name
    safe = "".join("_" if one in '<>:"|?*' or ord(one) < 32 else one for one in plain)[-120:]
    target, number = folder / safe, 2
    while target.exists():
        target = folder / f"{Path(safe).stem}-{number}{Path(safe).suffix}"
        number += 1
    return target
