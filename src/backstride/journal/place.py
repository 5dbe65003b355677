"""Where a journal is: its database and the folder of original files."""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from backstride.errors import MissingExtraError, SettingsError

DATABASE_SETTING = "BACKSTRIDE_DATABASE"
"""Environment variable with the address of the database; a club sets it to its PostgreSQL."""

ORIGINALS_SETTING = "BACKSTRIDE_ORIGINALS"
"""Environment variable with the folder of original files, where it is not beside the database."""

FILE_NAME = "journal.sqlite"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a journal is.

    Attributes
    ----------
    url : URL
        Of the database.
    originals : Path
        Folder of the original files.
    file : Path or None
        The database's file; None for PostgreSQL.
    """

    url: URL
    originals: Path
    file: Path | None

    def __str__(self) -> str:
        """Return the place as it may be shown: never with a password."""
        if self.file:
            return str(self.file)
        return self.url.set(drivername="postgresql").render_as_string(hide_password=True)


def data_folder() -> Path:
    """Return the folder where the platform keeps a person's data of this program."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only where nothing else is said

    return user_data_path("backstride", appauthor=False)


def find_place(url: str | Path | None = None, originals: Path | None = None) -> Place:
    """Return where the journal is.

    Parameters
    ----------
    url : str or Path, optional
        ``postgresql://…``, ``sqlite:///…`` or the path of a file. Without it the setting
        ``BACKSTRIDE_DATABASE`` counts, and without that a file in the platform's data folder.
    originals : Path, optional
        Without it the setting ``BACKSTRIDE_ORIGINALS`` counts, and without that the folder
        ``originals`` beside the database's file or in the platform's data folder.

    Raises
    ------
    SettingsError
        When the address is none.
    MissingExtraError
        When it is PostgreSQL's and its driver is not installed.
    """
    said = url or os.environ.get(DATABASE_SETTING) or data_folder() / FILE_NAME
    address = _address(said)
    file = None
    if address.get_backend_name() == "sqlite":
        if not address.database or address.database == ":memory:":
            raise SettingsError("a journal needs a file; name one after sqlite:///.")
        file = Path(address.database).expanduser().absolute()
        address = URL.create("sqlite", database=str(file))
    folder = originals or os.environ.get(ORIGINALS_SETTING)
    beside = file.parent if file else data_folder()
    return Place(address, Path(folder) if folder else beside / "originals", file)


def _address(said: str | Path) -> URL:
    if isinstance(said, Path) or "://" not in said:
        return URL.create("sqlite", database=str(said))
    try:
        address = make_url(said)
    except (ArgumentError, ValueError):
        raise SettingsError(
            f"{DATABASE_SETTING} is no address of a database; write it like "
            "postgresql://name@host/database."
        ) from None
    backend = address.get_backend_name()
    if backend == "sqlite":
        return address
    if backend not in ("postgresql", "postgres"):
        raise SettingsError(f"{backend} is no database for a journal; use SQLite or PostgreSQL.")
    if "@" in (address.host or ""):
        raise SettingsError(
            f"{DATABASE_SETTING}: signs such as @ : / # in a password are written as %40 %3A %2F "
            "%23."
        )
    try:
        import psycopg  # noqa: F401, PLC0415 - an extra
    except ImportError:
        raise MissingExtraError(
            "PostgreSQL needs its driver; install backstride[postgres], or psycopg[binary] into "
            "the environment that ./run made."
        ) from None
    return address.set(drivername="postgresql+psycopg")
