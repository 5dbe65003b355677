"""Contacts of the feet that a sensor's own method found."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from backstride.motion.arrays import Floats


@dataclass(frozen=True)
class Footfalls:
    """Contacts in order of their initial contact.

    Attributes
    ----------
    side : array (k,) of str
        ``"left"``, ``"right"`` or ``"unknown"``. Where it is unknown the feet are known to
        alternate, but not which is which.
    initial_contact_s, terminal_contact_s : array (k,)
        NaN where one could not be told.
    place_m : array (k, 2)
        Where the foot stood, in the frame of the motion's position; NaN where not known.
    feet : {"both", "one"}
        ``"one"`` when only one foot carries a sensor: its contacts are every second step.
    gait : array (k,) of str
        ``"walk"``, ``"run"`` or ``""`` where it is left to the duty factor.
    error_s : float
        Standard error of one contact's beginning or end.
    rule : str
        One sentence: how contacts were found, for whoever reads a contact time.
    sources : tuple of str
        Ids of the findings that ``error_s`` rests on.
    """

    side: NDArray[np.str_]
    initial_contact_s: Floats
    terminal_contact_s: Floats
    place_m: Floats
    feet: Literal["both", "one"]
    gait: NDArray[np.str_]
    error_s: float
    rule: str
    sources: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.initial_contact_s)
