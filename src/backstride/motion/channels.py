"""What a watch writes beside the movement itself: laps and further channels."""

from dataclasses import dataclass
from typing import Literal

from backstride.estimate import Basis
from backstride.motion.arrays import Floats

ChannelName = Literal[
    "heart_rate_bpm",
    "step_frequency_spm",
    "step_length_m",
    "contact_time_s",
    "flight_time_s",
    "vertical_oscillation_m",
    "power_w",
    "temperature_c",
    "altitude_m",
    "distance_m",
]


@dataclass(frozen=True)
class Channel:
    """One further quantity on the clock of the motion.

    Attributes
    ----------
    value : array (n,)
        In the unit that the channel's name ends in; NaN where there is no reading.
    basis : Basis
        ``"measured"`` for a sensor's own reading, ``"estimated"`` for a device's model.
    device : str
        What wrote it, for people; empty when the file does not say.
    """

    value: Floats
    basis: Basis = "measured"
    device: str = ""


@dataclass(frozen=True, slots=True)
class Lap:
    """A lap or workout step ``[start_s, end_s)`` as the file has it.

    Attributes
    ----------
    name : str
        Of the lap or of the workout step it belongs to; empty without one.
    distance_m : float
        As the device counted it; NaN when it did not.
    direction : str
        ``"forward"``, ``"backward"``, ``"left"``, ``"right"`` when a name, a plan or a field of
        the file declares it; empty otherwise.
    """

    start_s: float
    end_s: float
    name: str = ""
    distance_m: float = float("nan")
    direction: str = ""
