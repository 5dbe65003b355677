"""How the pelvis of one person surges, tilts and jolts within a step."""

from dataclasses import dataclass

import numpy as np

ByDirection = tuple[float, float, float]
"""Forward, backward, sideways."""


@dataclass(frozen=True, slots=True)
class PelvisHabits:
    """Movements of the pelvis that repeat with every step of one gait.

    Attributes
    ----------
    surge_mps : float
        Amplitude of the speed along the way of travel about its mean.
    lag_rad : forward, backward, sideways
        By how much of a step (2 pi) after the middle of the contact the body is slowest.
    second, second_rad : float
        Size, relative to it, and place of a second wave of surge within a step.
    pitch_rad, pitch_at_rad : float; forward, backward, sideways
        Amplitude of tilting, and where in the step the top is tilted forward most.
    roll_rad : float
        Amplitude of the drop of the side whose foot is in the air.
    jolt_mps2 : float
        Peak acceleration of the jolt that a landing sends up to the waist.
    """

    surge_mps: float
    lag_rad: ByDirection
    second: float
    second_rad: float
    pitch_rad: float
    pitch_at_rad: ByDirection
    roll_rad: float
    jolt_mps2: float


def draw_habits(rng: np.random.Generator) -> tuple[PelvisHabits, PelvisHabits]:
    """Return how one person's pelvis moves within a step of walking and of running.

    From the markers on the pelvis of two people in motion capture (ACCAD, walking and running both
    ways, low-pass 10 Hz): braking before and pushing after the middle of a contact, that is braking
    while rising in a walk and while sinking in a run, whichever way they went; first harmonic of
    the speed 0.23-0.31 m/s walking and 0.20-0.40 running, slowest at -18 to -4 and at -45 to +33
    degrees of a step; tilt 0.6-1.3 and 1.9-3.0 degrees about its mean, most forward at about +105
    degrees of a step walking, +155 running forward and -120 running backward; roll 0.4-3.4 and
    0.8-6.2. The lower ends are widened to 0.10 m/s, since two people are few and the centre of mass
    itself surges less than the pelvis. Sideways, second wave and jolt are chosen.
    """

    def lags(*means_deg: float, spread_deg: float) -> ByDirection:
        drawn = np.radians(means_deg) + np.radians(spread_deg) * np.clip(
            rng.standard_normal(3), -2.0, 2.0
        )
        forward, backward, sideways = drawn.tolist()
        return forward, backward, sideways

    def between(low: float, high: float) -> float:
        return float(rng.uniform(low, high))

    walk = PelvisHabits(
        surge_mps=between(0.10, 0.32),
        lag_rad=lags(-11.0, -11.0, -11.0, spread_deg=8.0),
        second=between(0.0, 0.35),
        second_rad=between(-np.pi, np.pi),
        pitch_rad=np.radians(between(0.5, 1.5)),
        pitch_at_rad=lags(105.0, 140.0, 0.0, spread_deg=40.0),
        roll_rad=np.radians(between(0.4, 3.0)),
        jolt_mps2=between(0.5, 3.0),
    )
    run = PelvisHabits(
        surge_mps=between(0.10, 0.40),
        lag_rad=lags(-15.0, 0.0, -10.0, spread_deg=20.0),
        second=between(0.0, 0.35),
        second_rad=between(-np.pi, np.pi),
        pitch_rad=np.radians(between(1.5, 3.0)),
        pitch_at_rad=lags(155.0, -120.0, 0.0, spread_deg=25.0),
        roll_rad=np.radians(between(0.8, 4.0)),
        jolt_mps2=between(2.0, 10.0),
    )
    return walk, run


@dataclass(frozen=True, slots=True)
class FootHabits:
    """How one person's feet turn besides pitching; only what is worn on them feels it.

    Attributes
    ----------
    pronation_rad : float
        Rolling inward after each landing.
    supination_rad, swing_yaw_rad : float
        Rolling and turning outward in the swing.
    """

    pronation_rad: float
    supination_rad: float
    swing_yaw_rad: float


def draw_foot_habits(rng: np.random.Generator) -> FootHabits:
    """Return one person's habits of the feet, chosen as plausible.

    Their rates come to a third of the pitching rate, as in the motion capture of two people
    (ACCAD: root mean squares of 60-230 against 250-480 degrees per second).
    """
    low, high = np.radians((4.0, 5.0, 4.0)), np.radians((12.0, 15.0, 14.0))
    pronation, supination, yaw = rng.uniform(low, high).tolist()
    return FootHabits(pronation, supination, yaw)
