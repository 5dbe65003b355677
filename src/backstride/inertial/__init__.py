"""From worn sensors to a motion: steps, gait, and travel against facing where it can be known."""

from backstride.inertial.worn import motion_from_sensors

__all__ = ["motion_from_sensors"]
