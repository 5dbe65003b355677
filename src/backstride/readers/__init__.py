"""One module per file format; each gives a Motion and says what was lost.

``read(path)`` finds the format from the content. ``FORMATS`` lists what can be read.
"""

from pathlib import Path

from backstride.errors import BackstrideError, NothingToMeasureError
from backstride.motion import Motion
from backstride.readers.body import motion_from_recording
from backstride.readers.files import find_format, load
from backstride.readers.formats import FORMATS
from backstride.readers.ground_forces import forces_beside, with_forces
from backstride.readers.own_names import read_own_names
from backstride.readers.recording import Format, Recording

__all__ = ["FORMATS", "Format", "read"]


def read(path: Path, *, names: Path | None = None, forces: Path | None = None) -> Motion:
    """Return the motion that a file holds.

    Parameters
    ----------
    path : Path
        A file in one of ``FORMATS``; the extension is only a hint.
    names : Path, optional
        TOML file with a person's own names for landmarks; see ``docs/landmark-names.md``.
    forces : Path, optional
        File with the ground forces of the same recording. Without it, one that lies beside a
        marker file under the same name is taken.

    Raises
    ------
    UnreadableFileError
        When the file is absent, empty, damaged or in no known format.
    NothingToMeasureError
        When there is no body in it.
    SettingsError
        When ``names`` or ``forces`` do not fit.
    """
    own_names = read_own_names(names) if names is not None else {}
    content = load(path)
    kind = find_format(content, FORMATS)
    recording = kind.read(content)
    if not recording.points.size:
        raise NothingToMeasureError(
            f"{path}: holds ground forces and no body; give the marker file, and this one with "
            "--forces."
        )
    return motion_from_recording(_add_forces(recording, kind, path, forces), content, own_names)


def _add_forces(recording: Recording, kind: Format, path: Path, forces: Path | None) -> Recording:
    if forces is not None:
        return _forces_from(recording, forces)
    if not kind.forces_beside:
        return recording
    beside, said = forces_beside(path, FORMATS)
    if beside is None:
        return recording.with_warnings(*said)
    try:
        return _forces_from(recording, beside)
    except BackstrideError as error:
        return recording.with_warnings(f"Ground forces beside the file were not used: {error}")


def _forces_from(recording: Recording, path: Path) -> Recording:
    content = load(path)
    return with_forces(recording, find_format(content, FORMATS).read(content), path)
