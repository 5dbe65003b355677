"""Who is simulated: segment lengths and the habits that differ between people."""

from dataclasses import dataclass

import numpy as np

from backstride.simulate.habits import FootHabits, PelvisHabits, draw_foot_habits, draw_habits
from backstride.simulate.scenario import Body

G_MPS2 = 9.80665
"""Standard gravity."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """Segment lengths in metres.

    From body height after Drillis and Contini in Winter, Biomechanics and Motor Control of Human
    Movement (doi 10.1002/9780470549148), figure 4.1: thigh 0.245, shank 0.246, ankle height 0.039,
    foot 0.152, shoulder height 0.818, hip height 0.530, upper arm 0.186, forearm 0.146. Inside
    these, chosen as plausible: distance of the hips 0.10, of the shoulders 0.21, ankle a quarter
    and ball of the foot 0.72 of the foot's length from its heel.
    """

    thigh: float
    shank: float
    ankle_height: float
    heel_to_ankle: float
    ankle_to_ball: float
    ball_to_toe: float
    half_hips: float
    half_shoulders: float
    pelvis_to_shoulders: float
    upper_arm: float
    forearm: float
    neck_to_head: float

    @property
    def leg(self) -> float:
        """Hip to ankle with a straight knee."""
        return self.thigh + self.shank

    @property
    def heel_to_ball(self) -> float:
        """Length of the part of the sole that does not bend."""
        return self.heel_to_ankle + self.ankle_to_ball


def lengths_of(body: Body) -> Lengths:
    """Return segment lengths for a body height."""
    h = body.height_m
    foot = 0.152 * h
    return Lengths(
        thigh=0.245 * h,
        shank=0.246 * h,
        ankle_height=0.039 * h,
        heel_to_ankle=0.25 * foot,
        ankle_to_ball=0.47 * foot,
        ball_to_toe=0.28 * foot,
        half_hips=0.05 * h,
        half_shoulders=0.105 * h,
        pelvis_to_shoulders=(0.818 - 0.530) * h,
        upper_arm=0.186 * h,
        forearm=0.146 * h,
        neck_to_head=0.10 * h,
    )


@dataclass(frozen=True, slots=True)
class Person:
    """A person's size and habits.

    Spreads between people are chosen as plausible unless a finding is named.

    Attributes
    ----------
    lengths : Lengths
    cadence, contact : float
        Factors on step frequency and contact time.
    landing_pitch_deg : float
        Pitch of the foot at a forward running landing: negative heel first, positive forefoot.
    heel_last : float
        Share of backward running steps in which the heel leaves last; 39-68 % in two people
        recorded running backward (G2), drawn evenly from there.
    backward_landing_pitch_deg : float
        Heel-up pitch at a backward landing; the toe was below the heel in every one recorded (G1).
    swing_height : float
        Factor on how high the foot swings.
    pelvis_turn_deg, shoulder_turn_deg : float
        Amplitude of the turning of pelvis and shoulders about the vertical within a stride.
    lean_deg : float
        Trunk lean added to that of the gait.
    side_offset : float
        Relative difference of contact time between left and right.
    first_side : int
        Side of the first step: 0 left, 1 right.
    walking, running : PelvisHabits
        How the pelvis moves within the steps of the two gaits.
    feet : FootHabits
        How the feet turn besides pitching.
    """

    lengths: Lengths
    cadence: float
    contact: float
    landing_pitch_deg: float
    heel_last: float
    backward_landing_pitch_deg: float
    swing_height: float
    pelvis_turn_deg: float
    shoulder_turn_deg: float
    lean_deg: float
    side_offset: float
    first_side: int
    walking: PelvisHabits
    running: PelvisHabits
    feet: FootHabits


def draw_person(body: Body, rng: np.random.Generator) -> Person:
    """Return a person of that size with habits drawn from the spread between people."""

    def spread(mean: float, deviation: float) -> float:
        return mean + deviation * float(np.clip(rng.standard_normal(), -2.0, 2.0))

    pelvis_rng, feet_rng = rng.spawn(2)
    walking, running = draw_habits(pelvis_rng)
    return Person(
        lengths=lengths_of(body),
        cadence=spread(1.0, 0.035),
        contact=spread(1.0, 0.04),
        landing_pitch_deg=float(rng.choice((spread(-14.0, 2.5), 0.0, spread(10.0, 2.5)))),
        heel_last=float(rng.uniform(0.39, 0.68)),
        backward_landing_pitch_deg=spread(30.0, 4.0),
        swing_height=spread(1.0, 0.07),
        pelvis_turn_deg=spread(8.0, 1.0),
        shoulder_turn_deg=spread(9.0, 1.5),
        lean_deg=spread(0.0, 2.0),
        side_offset=spread(0.0, 0.01),
        first_side=int(rng.integers(2)),
        walking=walking,
        running=running,
        feet=draw_foot_habits(feet_rng),
    )
