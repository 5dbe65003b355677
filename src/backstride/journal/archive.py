"""ZIP files of a journal: written whole or not at all, and read with care."""

import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backstride import __version__
from backstride.errors import BackstrideError
from backstride.journal.errors import JournalError
from backstride.journal.migrate import REVISIONS
from backstride.journal.originals import Received
from backstride.journal.uploads import Upload
from backstride.journal.zip_limits import check_directory, check_room

if TYPE_CHECKING:
    from backstride.journal.journal import Journal

MANIFEST = "journal.json"
ORIGINALS = "originals/"

LARGEST_TABLE_BYTES = 4 * 1024**3
"""Unpacked size that a table of an archive may have; a club's season has a tenth of it."""


LONGEST_LINE_BYTES = 256 * 1024**2
"""Size that a row of a table may have; all that is measured in an hour at 200 Hz is a few MB."""

LARGEST_MANIFEST_BYTES = 64 * 1024
"""Unpacked size that the manifest may have; it is four short lines."""

DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError),
    *(NotImplementedError, RuntimeError),
)
"""What reading an archive that is damaged, locked or of another kind ends in."""


@contextmanager
def written_whole(path: Path) -> Iterator[zipfile.ZipFile]:
    """Give a ZIP file that appears under its name when it is complete and on the disk."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            part.chmod(0o600)
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
                yield archive
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise JournalError(f"{path}: cannot be written ({error.strerror or error}).") from None
    finally:
        part.unlink(missing_ok=True)


def add_manifest(archive: zipfile.ZipFile, journal: "Journal", schema: str) -> None:
    """Add what the archive is and which version made it."""
    said = {
        "schema": schema,
        "revision": REVISIONS[-1],
        "version": __version__,
        "made_at": journal.clock().isoformat(),
    }
    archive.writestr(MANIFEST, json.dumps(said, indent=2) + "\n")


def add_originals(archive: zipfile.ZipFile, journal: "Journal", hashes: Iterable[str]) -> None:
    """Add original files; those that are packed already gain nothing from packing again."""
    for sha256 in sorted(set(hashes)):
        path = journal.originals.existing(sha256)
        archive.write(path, f"{ORIGINALS}{sha256}")


@contextmanager
def opened(path: Path, schema: str) -> Iterator[tuple[zipfile.ZipFile, dict[str, Any]]]:
    """Give an archive and its manifest.

    Raises
    ------
    JournalError
        When it is damaged, something else, or of a newer version.
    """
    try:
        check_directory(path)
        with zipfile.ZipFile(path) as archive:
            manifest = manifest_of(archive)
            if not isinstance(manifest, dict) or manifest.get("schema") != schema:
                raise JournalError(
                    "{path}: is no {schema}; name a file that Backstride wrote.",
                    path=path,
                    schema=schema,
                )
            if manifest.get("revision") not in REVISIONS:
                raise JournalError(
                    "{path}: was written by a newer Backstride; install that one, or a later one.",
                    path=path,
                )
            tables = [one for one in archive.infolist() if not _is_original(one)]
            check_room(tables, Path(tempfile.gettempdir()), str(path))
            yield archive, manifest
    except BackstrideError:
        raise
    except OSError as error:
        raise JournalError(f"{path}: cannot be read ({error.strerror or error}).") from None
    except DAMAGES as error:
        raise JournalError(
            "{path}: is damaged or was not written by Backstride ({reason}).",
            path=path,
            reason=error,
        ) from None


def manifest_of(archive: zipfile.ZipFile) -> Any:
    """Return what an archive says it is, of whatever size it says that this has."""
    with archive.open(MANIFEST) as file:
        said = file.read(LARGEST_MANIFEST_BYTES + 1)
    if len(said) > LARGEST_MANIFEST_BYTES:
        raise ValueError("its manifest is too large")
    return json.loads(said)


def _is_original(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.startswith(ORIGINALS)


def received_originals(
    archive: zipfile.ZipFile, journal: "Journal", folder: Path
) -> Iterator[Received]:
    """Yield the original files of an archive, each written aside and checked against its name."""
    entries = [one for one in archive.infolist() if _is_original(one)]
    check_room(entries, folder, str(archive.filename))
    for entry in entries:
        sha256 = entry.filename.removeprefix(ORIGINALS)
        with archive.open(entry) as source:
            found = journal.originals.receive(Upload(sha256, source), folder, entry.file_size + 1)  # type: ignore[arg-type]
        if found.sha256 != sha256:
            raise JournalError(
                f"{archive.filename}: the original {sha256[:12]}… is not what it was; use another "
                "copy."
            )
        yield found


def sha256_of(path: Path) -> str:
    """Return the hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
