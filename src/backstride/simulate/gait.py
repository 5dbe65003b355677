"""How often and how long the feet are on the ground, by gait, direction and speed."""

from dataclasses import dataclass

import numpy as np

from backstride.motion.arrays import Floats, Ints
from backstride.simulate.person import Person

STAND, WALK, RUN = 0, 1, 2
"""Codes of the gaits in arrays."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Step frequency and contact time wanted at each moment.

    Attributes
    ----------
    step_hz : array
        Steps of both feet per second.
    contact_s : array
        Time that one foot is on the ground.
    """

    step_hz: Floats
    contact_s: Floats

    @property
    def duty(self) -> Floats:
        """Share of the stride that a foot is on the ground."""
        return self.contact_s * self.step_hz / 2.0

    @property
    def swing_s(self) -> Floats:
        """Time that one foot is in the air."""
        return 2.0 / self.step_hz - self.contact_s


def direction_shares(direction_rad: Floats) -> tuple[Floats, Floats, Floats]:
    """Return how far a travel direction is forward, backward and sideways; they add up to 1."""
    cosine = np.cos(direction_rad)
    forward = np.clip(cosine, 0.0, None) ** 2
    backward = np.clip(-cosine, 0.0, None) ** 2
    return forward, backward, 1.0 - forward - backward


def rhythm(
    gait: Ints, speed_mps: Floats, direction_rad: Floats, duty_wanted: Floats, person: Person
) -> Rhythm:
    """Return step frequency and contact time for each moment.

    Parameters
    ----------
    gait : array of {STAND, WALK, RUN}
    speed_mps : array
    direction_rad : array
        Travel minus facing.
    duty_wanted : array
        Duty factor that the scenario asks for; NaN where it follows speed.
    person : Person
    """
    shares = direction_shares(direction_rad)
    walk_hz, walk_s = _walk(speed_mps, shares)
    run_hz, run_s = _run(speed_mps, shares)
    running = gait == RUN
    step_hz = np.where(running, run_hz, walk_hz) * person.cadence
    contact = np.where(running, run_s, walk_s) * np.where(running, person.contact, 1.0)
    # Shorter legs step faster in proportion to the root of their length (dynamic similarity).
    step_hz = step_hz * np.sqrt(0.491 * 1.75 / person.lengths.leg)
    duty = contact * step_hz / 2.0
    duty = np.where(running, np.clip(duty, 0.18, 0.46), np.clip(duty, 0.56, 0.70))
    duty = np.where(np.isfinite(duty_wanted) & running, duty_wanted, duty)
    return Rhythm(step_hz, 2.0 * duty / step_hz)


def _run(speed_mps: Floats, shares: tuple[Floats, Floats, Floats]) -> tuple[Floats, Floats]:
    """Return step frequency and contact time of running.

    Forward, chosen as plausible: ``2.45 + 0.10 v`` Hz, which lies within the spread of 2.67 +/-
    0.15 Hz at 3.5 m/s (Moore 2019, doi 10.3389/fspor.2019.00053), and ``0.64 v^-0.82`` s, which
    lies near the contacts of 0.16-0.28 s at 4.7-2.5 m/s of recorded forward runs. Backward
    from these: step frequency +11 % (T7) and contact time 0.82 (E1d), which give the longer flight
    of T1. Sideways, chosen: ``2.2 + 0.6 v`` Hz up to 2 m/s, duty factor 0.42, but no more than
    0.6 m of way in contact.
    """
    forward, backward, sideways = shares
    forward_hz = 2.45 + 0.10 * speed_mps
    forward_s = 0.64 * np.maximum(speed_mps, 0.5) ** -0.82
    sideways_hz = 2.2 + 0.6 * np.minimum(speed_mps, 2.0)
    step_hz = forward_hz * (forward + 1.113 * backward) + sideways_hz * sideways
    sideways_s = np.minimum(2.0 * 0.42 / sideways_hz, 0.6 / np.maximum(speed_mps, 0.5))
    contact = forward_s * (forward + 0.82 * backward) + sideways_s * sideways
    return step_hz, contact


def _walk(speed_mps: Floats, shares: tuple[Floats, Floats, Floats]) -> tuple[Floats, Floats]:
    """Return step frequency and contact time of walking.

    Forward step frequency follows a power of speed, as adults' does (Grieve and Gear 1966, doi
    10.1080/00140136608964399); the power 0.58, 1.85 Hz at 1.35 m/s and a duty factor falling from
    0.65 to 0.58 between 0.7 and 2.0 m/s are chosen as plausible. Backward: shorter strides and
    longer stance (K8), by amounts chosen as plausible (frequency +8 %, duty factor +0.02).
    Sideways, chosen: ``1.5 + 0.8 v`` Hz.
    """
    forward, backward, sideways = shares
    forward_hz = np.maximum(1.85 * (np.maximum(speed_mps, 0.1) / 1.35) ** 0.58, 1.4)
    step_hz = forward_hz * (forward + 1.08 * backward) + (1.5 + 0.8 * speed_mps) * sideways
    duty = 0.62 - 0.05 * (np.clip(speed_mps, 0.4, 2.2) - 1.35) + 0.02 * backward
    return step_hz, 2.0 * duty / step_hz


def tired_rhythm(fresh: Rhythm, tired: Floats) -> Rhythm:
    """Return a rhythm with fewer steps and longer contacts, by how tired the runner is (0 to 1).

    The directions are those of a systematic review of running until tired (Apte 2021, doi
    10.3389/fphys.2021.646042: cadence falls, contact time rises); their sizes, 4 and 6 % at the
    most, are chosen.
    """
    return Rhythm(fresh.step_hz * (1.0 - 0.04 * tired), fresh.contact_s * (1.0 + 0.06 * tired))
