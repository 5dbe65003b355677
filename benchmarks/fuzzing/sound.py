"""A sound file, and what a person says when they have it measured."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sound:
    """A file that damage is done to.

    Attributes
    ----------
    path : Path
    placement : str
        Where the sensor was worn, as ``--placement`` takes it; empty where the file says it.
    mapping : Path or None
        Mapping file that a table is read by.
    markers : Path or None
        Marker file that ground forces belong to: the damaged file goes in as ``forces``.
    frame_rate_hz : float or None
        What a file of key points does not say of itself.
    """

    path: Path
    placement: str = ""
    mapping: Path | None = None
    markers: Path | None = None
    frame_rate_hz: float | None = None
