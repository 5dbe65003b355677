"""Video: people filmed by one camera, through the ``[video]`` extra."""

from importlib.util import find_spec
from pathlib import Path

from backstride.errors import MissingExtraError
from backstride.readers.isolated import Progress, run_isolated
from backstride.readers.pose_recording import PoseRecording
from backstride.readers.recording import Content, Format
from backstride.video.containers import demuxer_of
from backstride.video.model_files import find_model

EXTRA = ("av", "ai_edge_litert")
"""Packages of the ``[video]`` extra that do the work."""

SILENT_S = 60.0
"""The longest that one frame may take; the slowest computer takes one second, loading included."""

MEMORY_BYTES = 4 * 1024**3
"""Address space of the decoder: six times what a 4K video with two people takes (0.7 GB)."""


def recognise(head: bytes) -> bool:
    """Return whether a file begins like a video."""
    return demuxer_of(head) is not None


def read(content: Content) -> PoseRecording:
    """Return the people in a video; for the progress of it, ``read_file``."""
    return read_file(content.path)


def read_file(
    path: Path, *, model: Path | None = None, progress: Progress | None = None
) -> PoseRecording:
    """Return the people in a video file.

    Decoding and the networks run in a process of their own, so that no file can take this one down.

    Parameters
    ----------
    path : Path
    model : Path, optional
        Folder of the pose model; where ``backstride video-model install`` puts it without.
    progress : callable, optional
        Told how many frames are done and how many there are, NaN where that is not known.

    Raises
    ------
    MissingExtraError
        When the extra or its pose model is not installed.
    UnreadableFileError
        When the file is no video that can be read.
    NothingToMeasureError
        When there is nobody in it.
    """
    if any(find_spec(package) is None for package in EXTRA):
        raise MissingExtraError(
            f"{path}: is a video, and reading videos is an optional part that is not installed; "
            "install it with: pip install 'backstride[video]'"
        )
    try:
        files = find_model(model)
    except MissingExtraError as error:
        raise MissingExtraError(f"{path}: is a video, and {error}") from None
    watched = run_isolated(
        "backstride.video.analyse:watch_file",
        (path, files),
        seconds=SILENT_S,
        memory_bytes=MEMORY_BYTES,
        name=str(path),
        progress=progress or _silently,
    )
    return PoseRecording(FORMAT.name, watched.people, watched.warnings)


def _silently(_done: float, _whole: float) -> None:
    """Take a report of progress that nobody asked for; it still shows that the child lives."""


FORMAT = Format(
    name="video",
    extensions=(".mp4", ".mov", ".m4v", ".3gp", ".mkv", ".webm", ".avi", ".mts", ".ts", ".mpg"),
    gives="key points of each person in view, camera movement; needs backstride[video]",
    recognise=recognise,
    read=read,
    streamed=True,
)
