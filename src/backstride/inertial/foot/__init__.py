"""Sensors on the feet: strides as signed ways in the foot's own frame."""

from backstride.inertial.foot.motion import foot_motion

__all__ = ["foot_motion"]
