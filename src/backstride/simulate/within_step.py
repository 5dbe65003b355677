"""The pelvis within a step: surge along the way, tilt, and the jolt of a landing."""

import numpy as np

from backstride.motion.arrays import Floats
from backstride.simulate.beat import Beat
from backstride.simulate.habits import PelvisHabits

_FULL_SURGE_MPS = 1.5  # speed from which the surge no longer grows; chosen
_JOLT_S = 0.015  # from landing to the top of the jolt; chosen: a transient of some 15 Hz
_JOLT_PEAK = 6.1  # largest second derivative of the jolt's curve u³ exp(3 - 3u), at u = 0.2
_JOLT_BRAKES = 0.4  # part of the jolt against travel; chosen


def surge_m(habits: PelvisHabits, beat: Beat, speed_mps: Floats, shares: list[Floats]) -> Floats:
    """Return how far the pelvis is ahead, along its way, of where steady travel would have it."""
    amplitude = habits.surge_mps * np.minimum(1.0, speed_mps / _FULL_SURGE_MPS)
    wave = sum(
        share * np.sin(beat.wave - lag) for share, lag in zip(shares, habits.lag_rad, strict=True)
    )
    wave = wave + 0.5 * habits.second * np.sin(2.0 * beat.wave - habits.second_rad)
    ahead: Floats = -amplitude * beat.length_s / (2.0 * np.pi) * wave
    return ahead


def pitch_rad(habits: PelvisHabits, beat: Beat, speed_mps: Floats, shares: list[Floats]) -> Floats:
    """Return the tilt of the pelvis about its mean, positive with its top to the front."""
    fast = np.minimum(1.0, speed_mps / _FULL_SURGE_MPS)
    wave = sum(
        share * np.cos(beat.wave - at)
        for share, at in zip(shares, habits.pitch_at_rad, strict=True)
    )
    tilt: Floats = habits.pitch_rad * fast * wave
    return tilt


def jolt_m(habits: PelvisHabits, beat: Beat, gait: int) -> tuple[Floats, Floats]:
    """Return how far a landing jolts the waist upward, and against the way of travel."""
    u = np.maximum(beat.since_s, 0.0) / _JOLT_S
    size = habits.jolt_mps2 * _JOLT_S**2 / _JOLT_PEAK * beat.on[gait][beat.step]
    up: Floats = size * u**3 * np.exp(3.0 - 3.0 * np.minimum(u, 50.0))
    return up, _JOLT_BRAKES * up
