"""The shared picture of a moving body: who faces where and travels where, in one frame.

World frame: x and y on the ground, z up, right-handed, metres. Headings are degrees
counter-clockwise from +x. What cannot be known is NaN, and its basis says so.
"""

from backstride.motion.angles import wrap_deg
from backstride.motion.build import motion_from_skeleton
from backstride.motion.channels import Channel, Lap
from backstride.motion.footfalls import Footfalls
from backstride.motion.inertial import Inertial, Placement, Track
from backstride.motion.motion import FootEvent, GroundForce, Motion
from backstride.motion.skeleton import BONES, LANDMARKS, Skeleton
from backstride.motion.source import Source

__all__ = [
    "BONES",
    "LANDMARKS",
    "Channel",
    "FootEvent",
    "Footfalls",
    "GroundForce",
    "Inertial",
    "Lap",
    "Motion",
    "Placement",
    "Skeleton",
    "Source",
    "Track",
    "motion_from_skeleton",
    "wrap_deg",
]
