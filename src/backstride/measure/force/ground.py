"""The ground force of a whole recording, each contact by the best method there is for it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backstride.measure.force.body import CentreOfMass, centre_of_mass
from backstride.measure.force.contacts import Contacts
from backstride.measure.force.foot_force import FootForce, Method, force_unknown
from backstride.measure.force.plates import PlateStep, plate_steps
from backstride.measure.force.pressure import pressure_points
from backstride.measure.force.whole_body import whole_body_force
from backstride.motion import Motion
from backstride.motion.arrays import Bools, Floats
from backstride.motion.skeleton import Skeleton

SLOWEST_HZ = 50.0
"""Below it a running contact of 0.2 s has fewer than ten samples, and its ends are known to no
better than a tenth of it."""


@dataclass(frozen=True)
class GroundLoad:
    """Force on both feet, how each contact's came to be known, and the body mass by the plates.

    Attributes
    ----------
    force : FootForce
    methods : tuple of Method
        One per contact.
    mass : CentreOfMass or None
    plate_mass_kg : float
        Body mass that makes the plates and the movement agree; NaN without plates.
    plate_contacts : int
        Contacts on plates.
    """

    force: FootForce
    methods: tuple[Method, ...]
    mass: CentreOfMass | None
    plate_mass_kg: float
    plate_contacts: int

    @property
    def placed(self) -> Bools:
        """Which contacts have a force whose place is known too (k,), and so moments."""
        found: Bools = np.array([m != "contact and flight" for m in self.methods], dtype=np.bool_)
        return found


def ground_load(
    motion: Motion,
    smooth: Skeleton,
    contacts: Contacts,
    body_mass_kg: float | None,
    cutoff_hz: float,
) -> GroundLoad:
    """Return the force of the ground on each foot.

    Parameters
    ----------
    motion : Motion
        With a skeleton.
    smooth : Skeleton
        The same landmarks without noise.
    contacts : Contacts
    body_mass_kg : float or None
        As declared; None takes it from plates, where there are any.
    cutoff_hz : float
        Of the filter that ``smooth`` went through.
    """
    force = force_unknown(motion.time_s, contacts)
    methods = ["contact and flight"] * len(contacts)
    skeleton = motion.skeleton
    mass = centre_of_mass(skeleton) if skeleton is not None else None
    if mass is None or motion.rate_hz < SLOWEST_HZ:
        return GroundLoad(force, _named(methods), mass, float("nan"), 0)
    pressure = pressure_points(smooth, motion.facing_deg, motion.time_s, contacts)
    moved = whole_body_force(mass, motion.time_s, motion.facing_deg, contacts, pressure)
    force = FootForce(moved, np.stack(pressure))
    for k in range(len(contacts)):
        first, end = np.searchsorted(motion.time_s, (contacts.start_s[k], contacts.end_s[k]))
        own = moved[contacts.side[k], first:end, 1]
        if own.size and np.isfinite(own).all():
            methods[k] = "whole body"
    measured = plate_steps(
        motion.forces, smooth, motion.time_s, motion.facing_deg, contacts, cutoff_hz
    )
    plate_mass = _mass_by_plates(measured, moved, contacts, motion.rate_hz)
    body_mass = plate_mass if body_mass_kg is None else body_mass_kg
    if np.isfinite(body_mass):
        for step in measured:
            side = contacts.side[step.contact]
            at = slice(step.first, step.first + len(step.force_n))
            force.force_n_per_kg[side, at] = step.force_n / body_mass
            force.pressure_m[side, at] = step.pressure_m
            methods[step.contact] = "plates"
    return GroundLoad(force, _named(methods), mass, plate_mass, len(measured))


def _mass_by_plates(
    steps: Sequence[PlateStep], moved: Floats, contacts: Contacts, rate_hz: float
) -> float:
    """Return the mass whose movement needs the impulses that the plates measured; NaN if unknown.

    Impulses of whole contacts: they hang on weight and step time, and hardly on where the mass is.
    """
    measured, per_kg = 0.0, 0.0
    for step in steps:
        at = slice(step.first, step.first + len(step.force_n))
        own = float(moved[contacts.side[step.contact], at, 1].sum()) / rate_hz
        if np.isfinite(own):
            measured, per_kg = measured + step.impulse_ns, per_kg + own
    return measured / per_kg if per_kg > 0 else float("nan")


def _named(methods: Sequence[str]) -> tuple[Method, ...]:
    names: dict[str, Method] = {
        "plates": "plates",
        "whole body": "whole body",
        "contact and flight": "contact and flight",
    }
    return tuple(names[m] for m in methods)
