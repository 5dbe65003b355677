"""From key points in a picture to a motion: who faces where, seen by one camera."""

from backstride.pose.keypoints import FACE, Keypoints
from backstride.pose.motion import motion_from_keypoints

__all__ = ["FACE", "Keypoints", "motion_from_keypoints"]
