"""Force of the ground on both feet, on the clock of the motion."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from backstride.measure.force.contacts import Contacts
from backstride.motion.arrays import Floats

Method = Literal["plates", "whole body", "contact and flight", "published"]
"""How a load came to be known, best first."""


@dataclass(frozen=True)
class FootForce:
    """Force on the left (0) and the right (1) foot, per kilogram of body mass.

    Attributes
    ----------
    force_n_per_kg : array (2, n, 2)
        Towards facing and upward; 0 off the ground, NaN in a contact that could not be worked out.
    pressure_m : array (2, n, 3)
        Centre of pressure; NaN off the ground and where it is not known.
    """

    force_n_per_kg: Floats
    pressure_m: Floats


def no_force(samples: int) -> FootForce:
    """Return feet in the air throughout."""
    return FootForce(np.zeros((2, samples, 2)), np.full((2, samples, 3), np.nan))


def force_unknown(time_s: Floats, contacts: Contacts) -> FootForce:
    """Return feet whose force is not known while they are down: NaN, not zero."""
    found = no_force(len(time_s))
    for side, start, end in zip(contacts.side, contacts.start_s, contacts.end_s, strict=True):
        first, last = np.searchsorted(time_s, (start, end))
        found.force_n_per_kg[side, first:last] = np.nan
    return found
