"""A sensor on the waist or chest: steps, gait, contact time, and travel against facing."""

from backstride.inertial.waist.motion import waist_motion

__all__ = ["waist_motion"]
