"""What a logger file hands on: worn sensors and a satellite receiver on one clock."""

from dataclasses import dataclass, replace
from datetime import datetime

from backstride.motion.channels import Lap
from backstride.motion.inertial import Inertial, Track


@dataclass(frozen=True)
class SensorRecording:
    """Samples of one or more worn sensors.

    Attributes
    ----------
    format : str
        Short name of the format.
    sensors : tuple of Inertial
        Each evenly spaced, all on one clock whose 0 is the start of the recording.
    track : Track or None
        Satellite positions on the same clock.
    started_at : datetime or None
        Moment of time 0, with a time zone; None when the file does not say.
    warnings : tuple of str
        What was missing, guessed, repaired or left out.
    synthetic : bool
        True when the file says that it was computed and not recorded.
    laps : tuple of Lap
        Steps of a guided session or stretches a person named, when the file has them.
    """

    format: str
    sensors: tuple[Inertial, ...]
    track: Track | None = None
    started_at: datetime | None = None
    warnings: tuple[str, ...] = ()
    synthetic: bool = False
    laps: tuple[Lap, ...] = ()

    def with_warnings(self, *more: str) -> "SensorRecording":
        """Return the same recording with further warnings."""
        return replace(self, warnings=(*self.warnings, *more))
