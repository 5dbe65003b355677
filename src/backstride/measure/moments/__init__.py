"""Moments, power and work of ankle, knee and hip, seen from the side."""

from backstride.measure.moments.dynamics import CUTOFF_HZ, JointMoments, joint_moments, smooth_legs
from backstride.measure.moments.top_down import top_down_moments
from backstride.measure.moments.work import ContactWork, contact_work

__all__ = [
    "CUTOFF_HZ",
    "ContactWork",
    "JointMoments",
    "contact_work",
    "joint_moments",
    "smooth_legs",
    "top_down_moments",
]
