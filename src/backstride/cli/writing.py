"""Files that commands read and write, with one sentence when that cannot be done."""

from pathlib import Path

from backstride.errors import SettingsError

_LONGEST_TEXT = 5_000_000  # bytes; no session or athlete is near it


def read_text(path: Path) -> str:
    """Return a text file's content."""
    try:
        if path.stat().st_size > _LONGEST_TEXT:
            raise SettingsError(f"{path} is too large for a text that a person wrote.")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingsError(f"{path} could not be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not text in UTF-8; save it as such.") from error


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file, making its folder."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise SettingsError(f"{path} could not be written: {error.strerror}.") from error


def write_page(path: Path, page: str) -> None:
    """Write an HTML page, making its folder."""
    write_bytes(path, page.encode())
