"""Force of the ground on each foot: from plates, or from the movement of the whole body."""

from backstride.measure.force.body import CentreOfMass, centre_of_mass
from backstride.measure.force.contacts import Contacts, contacts_of
from backstride.measure.force.foot_force import FootForce
from backstride.measure.force.ground import GroundLoad, ground_load
from backstride.measure.force.segments import SEGMENTS, SegmentShare
from backstride.measure.force.sine import sine_peak_bw

__all__ = [
    "SEGMENTS",
    "CentreOfMass",
    "Contacts",
    "FootForce",
    "GroundLoad",
    "SegmentShare",
    "centre_of_mass",
    "contacts_of",
    "ground_load",
    "sine_peak_bw",
]
