"""Files that are whole or absent, whenever the power goes."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import IO
from uuid import uuid4

from backstride.errors import SettingsError

PART = ".part"
"""Ending of a file that is being written; what is left of one is removed by the next run."""


def write_whole(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write a file beside its place, flush it to the disk, and rename it into its place."""
    part = path.with_name(f".{path.name}.{uuid4().hex}{PART}")
    try:
        with part.open("xb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames within a folder last, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(path: Path) -> None:
    """Make a folder that can be written to.

    Raises
    ------
    SettingsError
        When that cannot be done.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        reachable = os.access(path, os.W_OK)
    except OSError as error:
        raise SettingsError(f"{path} cannot be made: {error.strerror}; name another.") from None
    if not reachable:
        raise SettingsError(f"{path} cannot be written to; name another folder for the tables.")
