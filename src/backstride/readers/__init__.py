"""One module per file format; each gives a Motion and says what was lost.

``read(path)`` finds the format from the content. ``FORMATS`` lists what can be read.
"""

from dataclasses import replace
from pathlib import Path

from backstride.errors import BackstrideError, NothingToMeasureError, SettingsError
from backstride.motion import Motion, Placement, Source
from backstride.readers import video
from backstride.readers.activity import Activity
from backstride.readers.body import motion_from_recording
from backstride.readers.files import find_format, load
from backstride.readers.formats import FORMATS
from backstride.readers.ground_forces import forces_beside, with_forces
from backstride.readers.isolated import Progress
from backstride.readers.keypoint_files import first_frame, retimed
from backstride.readers.log_files import main_table
from backstride.readers.own_names import read_own_names
from backstride.readers.pose_recording import PoseRecording
from backstride.readers.recording import Content, Format, Recording
from backstride.readers.sensor_recording import SensorRecording

__all__ = ["FORMATS", "Format", "read"]


def read(  # noqa: PLR0913 - what a person may say about a file, by keyword only
    path: str | Path,
    *,
    names: Path | None = None,
    forces: Path | None = None,
    placement: Placement | None = None,
    mapping: Path | None = None,
    height_m: float | None = None,
    frame_rate_hz: float | None = None,
    model: Path | None = None,
    progress: Progress | None = None,
) -> Motion:
    """Return the motion that a file holds.

    Parameters
    ----------
    path : str or Path
        A file in one of ``FORMATS``; the extension is only a hint.
    names : Path, optional
        TOML file with a person's own names for landmarks; see ``docs/landmark-names.md``.
    forces : Path, optional
        File with the ground forces of the same recording. Without it, one that lies beside a
        marker file under the same name is taken.
    placement : Placement, optional
        Where a sensor was worn; overrules what the file says.
    mapping : Path, optional
        TOML file that says what the columns of a table are; see ``docs/mapping-file.md``.
    height_m : float, optional
        Standing height of the person in a picture, 0.5 to 2.5, which gives it its scale.
    frame_rate_hz : float, optional
        Of the video that key points came from, where their file does not say.
    model : Path, optional
        Folder of the pose model for videos; where it was installed without.
    progress : callable, optional
        Told during long work how much is done and how much there is, NaN where that is not known.

    Raises
    ------
    UnreadableFileError
        When the file is absent, empty, damaged or in no known format.
    NothingToMeasureError
        When there is no body in it.
    SettingsError
        When one of the other arguments does not fit the file.
    """
    path = Path(path)
    path = main_table(path) or first_frame(path) or path
    content = load(path, tuple(f for f in FORMATS if f.streamed))
    if mapping is not None:
        from backstride.readers.mapped import read_mapped  # noqa: PLC0415 - only when asked for

        return _worn(read_mapped(content, mapping), content, placement)
    kind = find_format(content, FORMATS)
    found = (
        video.read_file(path, model=model, progress=progress)
        if kind is video.FORMAT
        else kind.read(content)
    )
    if isinstance(found, Recording):
        recording = _with_body(_add_forces(found, kind, path, forces), path)
        return motion_from_recording(
            recording, content, read_own_names(names) if names is not None else {}
        )
    _refuse("--forces", forces, path, kind)
    _refuse("--names", names, path, kind)
    if isinstance(found, SensorRecording):
        return _worn(found, content, placement)
    _refuse("--placement", placement, path, kind)
    if isinstance(found, Activity):
        from backstride.readers.activity_motion import motion_from_activity  # noqa: PLC0415

        return motion_from_activity(found, _source(found, content))
    if frame_rate_hz is not None:
        found = retimed(found, frame_rate_hz)
    return _seen(found, content, height_m)


def _refuse(option: str, value: object, path: Path, kind: Format) -> None:
    if value is not None:
        raise SettingsError(f"{path}: {option} says nothing about {kind.name}; leave it out.")


def _source(found: SensorRecording | Activity | PoseRecording, content: Content) -> Source:
    return Source(
        path=str(content.path),
        format=found.format,
        sha256=content.sha256,
        warnings=found.warnings,
        synthetic=found.synthetic,
    )


def _worn(found: SensorRecording, content: Content, placement: Placement | None) -> Motion:
    from backstride.inertial import motion_from_sensors  # noqa: PLC0415 - only for sensors

    sensors = found.sensors
    if placement is not None:
        sensors = tuple(
            replace(s, placement=_overruled(s.placement, placement)) for s in found.sensors
        )
    motion = motion_from_sensors(
        sensors, _source(found, content), track=found.track, started_at=found.started_at
    )
    return replace(motion, laps=found.laps)


def _overruled(file: Placement, person: Placement) -> Placement:
    """Return a placement as a person says, with what only the file says."""
    return Placement(
        site=person.site,
        side=person.side if person.side != "unknown" else file.side,
        forward_axis=person.forward_axis or file.forward_axis,
        said=True,
    )


def _seen(found: PoseRecording, content: Content, height_m: float | None) -> Motion:
    from backstride.pose import motion_from_keypoints  # noqa: PLC0415 - only for pictures

    if not found.people:
        raise NothingToMeasureError(
            f"{content.path}: nobody was found in the picture; film one person from the side, "
            "whole body in view."
        )
    source = _source(found, content)
    if len(found.people) > 1:
        source = source.with_warnings(
            f"{len(found.people)} people were seen; {found.people[0].name}, the one in view "
            "largest and longest, was measured."
        )
    return motion_from_keypoints(found.people[0], source, height_m=height_m)


def _with_body(recording: Recording, path: Path) -> Recording:
    if not recording.points.size:
        raise NothingToMeasureError(
            f"{path}: holds ground forces and no body; give the marker file, and this one with "
            "--forces."
        )
    return recording


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
    read = find_format(content, FORMATS).read(content)
    if not isinstance(read, Recording):
        raise SettingsError(f"{path}: holds no ground forces; name a file that does.")
    return with_forces(recording, read, path)
