"""What is handed over with a recording: its files, and what a person says about it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, BinaryIO

from backstride.errors import SettingsError
from backstride.journal.checks import clean

LONGEST_NAME = 200
"""Characters of a file's name; file systems take 255 bytes."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file.

    Attributes
    ----------
    name : str
        As the sender calls it.
    data : Path, bytes or binary stream
        Where its bytes are; a stream is read from where it stands.
    """

    name: str
    data: Path | bytes | BinaryIO


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a person says about a recording; each field as in ``readers.read`` and ``measure``.

    Attributes
    ----------
    placement : str
        Where a sensor was worn, in the words of the command line; empty if not said.
    height_m, mass_kg : float or None
        None takes them from the person's newest screening.
    mapping, names : str
        Text of a mapping file and of a file with own landmark names; empty without.
    more : mapping
        Plain values that another way of measuring understands.
    """

    placement: str = ""
    height_m: float | None = None
    mass_kg: float | None = None
    mapping: str = ""
    names: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return what was said, as plain values."""
        return {key: value for key, value in asdict(self).items() if value not in ("", None, {})}


def options_from_json(data: Mapping[str, Any]) -> Options:
    """Return the options that ``as_json`` gave."""
    return Options(**data)


def safe_name(name: str) -> str:
    """Return a file's name without folders and without what no file system takes.

    Raises
    ------
    SettingsError
        When nothing is left.
    """
    last = PurePosixPath(PureWindowsPath(clean(name)).name).name
    found = "".join("_" if one in '<>:"|?*' or ord(one) < 32 else one for one in last).strip(" .")
    if not found:
        raise SettingsError(f"{name!r} is no name of a file; give it one.")
    if len(found) > LONGEST_NAME:
        suffix = PurePosixPath(found).suffix[:20]
        found = found[: LONGEST_NAME - len(suffix)] + suffix
    return found
