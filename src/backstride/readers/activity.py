"""What a watch file hands on: a track, channels and laps, as the watch wrote them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from backstride.estimate import Basis
from backstride.motion.arrays import Floats
from backstride.motion.channels import ChannelName, Lap
from backstride.motion.inertial import Track


@dataclass(frozen=True)
class Activity:
    """One activity of a watch, or one sport of a multisport activity.

    Attributes
    ----------
    format : str
        Short name of the format.
    track : Track
        One row per record of the file, in order of time; positions are NaN indoors.
    channels : mapping of ChannelName to array (m,)
        On ``track.time_s``; NaN where a record has no reading.
    estimated : frozenset of ChannelName
        Channels that the device computed from a model and did not measure.
    direction : array (m,) of str, optional
        What a step-direction field says at each record; ``""`` where it says nothing.
    direction_basis : Basis
        How that field's writer came to know it.
    laps : tuple of Lap
    pauses_s : array (p, 2)
        Stretches ``[start, end)`` in which the timer was stopped.
    sport, device : str
        As the file has them, for people.
    started_at : datetime or None
        Moment of time 0, with a time zone.
    warnings : tuple of str
    synthetic : bool
    """

    format: str
    track: Track
    channels: Mapping[ChannelName, Floats] = field(default_factory=dict)
    estimated: frozenset[ChannelName] = frozenset()
    direction: NDArray[np.str_] | None = None
    direction_basis: Basis = "measured"
    laps: tuple[Lap, ...] = ()
    pauses_s: Floats = field(default_factory=lambda: np.empty((0, 2)))
    sport: str = ""
    device: str = ""
    started_at: datetime | None = None
    warnings: tuple[str, ...] = ()
    synthetic: bool = False
