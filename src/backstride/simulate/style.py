"""How a foot lands, rolls and leaves in each gait and direction."""

import tomllib
from dataclasses import dataclass, fields
from importlib import resources

import numpy as np

from backstride.motion.arrays import Floats, Ints
from backstride.simulate.gait import RUN
from backstride.simulate.person import Person

FLAT_DEG = 2.0
"""Below this pitch heel and forefoot touch or leave within a few millimetres of one another."""


@dataclass(frozen=True, slots=True)
class Style:
    """How feet meet and leave the ground; every field has one number per step.

    Pitch is positive with the heel up. Velocities along the ground point where the body travels.

    Attributes
    ----------
    landing_pitch_deg, leaving_pitch_deg
        At initial and terminal contact.
    settle, roll
        Shares of the contact in which the foot comes to lie flat and in which it rolls off.
    settle_rate, roll_rate
        How fast the foot pitches at contact, as a multiple of the mean rate of that phase.
    landing_share, landing_fall_mps, landing_braking
        Of the part that lands first: speed along the ground as a share of the body's, downward
        speed, and slowing along the ground per second as a multiple of the body's speed.
    leaving_share, leaving_rise_mps, leaving_pull, leaving_lift_mps2
        Of the part that leaves last: the same at terminal contact.
    swing_m, swing_m_per_mps
        Height that the ball of the foot gains in swing, and more with speed.
    swing_early : 0 or 1
        1 when the foot is highest before the middle of the swing.
    under : share of the contact at which the ankle is below the hip
    half_width_m : distance of the foot from the middle line
    straightest : longest hip-to-ankle distance as a share of the leg
    crouch : share of the leg by which the pelvis stays below its standing height
    lean_deg : trunk lean
    elbow_deg, arm_swing_deg : elbow flexion and amplitude of the upper arm
    """

    landing_pitch_deg: Floats
    leaving_pitch_deg: Floats
    settle: Floats
    roll: Floats
    settle_rate: Floats
    roll_rate: Floats
    landing_share: Floats
    landing_fall_mps: Floats
    landing_braking: Floats
    leaving_share: Floats
    leaving_rise_mps: Floats
    leaving_pull: Floats
    leaving_lift_mps2: Floats
    swing_m: Floats
    swing_m_per_mps: Floats
    swing_early: Floats
    under: Floats
    half_width_m: Floats
    straightest: Floats
    crouch: Floats
    lean_deg: Floats
    elbow_deg: Floats
    arm_swing_deg: Floats


def _read_table() -> tuple[list[str], Floats]:
    """Return the names of the styles and a table of their fields (styles, fields)."""
    text = (resources.files("backstride.simulate") / "styles.toml").read_text("utf-8")
    styles = tomllib.loads(text)
    names = [f.name for f in fields(Style)]
    return list(styles), np.array([[s[name] for name in names] for s in styles.values()], float)


_NAMES, _TABLE = _read_table()
_WALK_FORWARD = _NAMES.index("walk forward")
_WALK_BACKWARD = _NAMES.index("walk backward")
_WALK_SIDEWAYS = _NAMES.index("walk sideways")
_RUN_FORWARD = _NAMES.index("run forward")
_RUN_BACKWARD = _NAMES.index("run backward")
_RUN_SIDEWAYS = _NAMES.index("run sideways")


def styles_of(gait: Ints, direction_rad: Floats) -> Ints:
    """Return which style each moment has.

    The styles (``styles.toml``) rest on: toe below heel at every backward landing, and either
    heel or forefoot last (G1, G2, K7); forward running of one person over a force plate (BMClab):
    downward 1-2 m/s and along the ground 0.5 m/s at landing, 0.4 m/s both ways at take- off;
    forward walking of one person over force plates (McGill): downward 0.1, along 0.2-0.6 m/s at
    landing, 0.3 and 0.7 at take-off; backward running and walking of one person each (ACCAD): the
    swinging foot is fastest early and highest late backward, the reverse forward, as K1 and K5
    say; more knee flexion at its least in backward running (K1); a small forward lean backward
    (K7). Where these say nothing, values are chosen as plausible.
    """
    cosine = np.cos(direction_rad)
    border = np.cos(np.radians(50.0))
    running = gait == RUN
    forward = np.where(running, _RUN_FORWARD, _WALK_FORWARD)
    backward = np.where(running, _RUN_BACKWARD, _WALK_BACKWARD)
    sideways = np.where(running, _RUN_SIDEWAYS, _WALK_SIDEWAYS)
    return np.where(cosine > border, forward, np.where(cosine < -border, backward, sideways))


def style(which: Ints) -> Style:
    """Return the style of every step from its number."""
    return Style(*_TABLE[which].T)


def column(which: Ints, name: str) -> Floats:
    """Return one field of the style at every moment."""
    names = [f.name for f in fields(Style)]
    values: Floats = _TABLE[which, names.index(name)]
    return values


def landing_pitch_deg(which: Ints, person: Person, rng: np.random.Generator) -> Floats:
    """Return the pitch of each step at initial contact, by habit with a spread of 1.5 degrees."""
    pitch = _TABLE[which, 0].copy()
    pitch[which == _RUN_FORWARD] = person.landing_pitch_deg
    pitch[which == _RUN_BACKWARD] = person.backward_landing_pitch_deg
    spread = 1.5 * np.clip(rng.standard_normal(len(which)), -2.0, 2.0)
    flat = pitch == 0.0
    return np.where(flat, 0.0, pitch + spread)


def leaving_pitch_deg(
    which: Ints, speed_mps: Floats, person: Person, rng: np.random.Generator
) -> Floats:
    """Return the pitch of each step at terminal contact.

    Backward runners leave with the heel last in some steps and the forefoot last in others. Fast
    forward runners roll further over the toes (chosen: 4 degrees more per m/s above 3 m/s).
    """
    pitch = _TABLE[which, 1].copy()
    pitch += np.where(which == _RUN_FORWARD, 4.0 * np.clip(speed_mps - 3.0, 0.0, 3.0), 0.0)
    heel_last = rng.random(len(which)) < person.heel_last
    pitch = np.where((which == _RUN_BACKWARD) & ~heel_last, 12.0, pitch)
    return pitch + 1.5 * np.clip(rng.standard_normal(len(which)), -2.0, 2.0)
