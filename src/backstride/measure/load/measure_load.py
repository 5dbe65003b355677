"""From a motion with its steps and bouts to the load on the body."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from backstride.estimate import Estimate
from backstride.measure.force import Contacts, GroundLoad, contacts_of, ground_load
from backstride.measure.force.foot_force import Method, no_force
from backstride.measure.force.segments import G_MPS2
from backstride.measure.load.groups import Groups
from backstride.measure.load.quantities import Recorded, all_readings, knee_flexion
from backstride.measure.load.readings import Readings
from backstride.measure.load.result import LoadResult
from backstride.measure.load.warnings import what_to_say
from backstride.measure.moments import (
    CUTOFF_HZ,
    ContactWork,
    JointMoments,
    contact_work,
    joint_moments,
    smooth_legs,
)
from backstride.measure.parts import Bout, Step
from backstride.motion import Motion
from backstride.motion.arrays import Floats

MASS_DECLARED_ERROR = 0.01
"""Standard error of a declared body mass, as a share: clothes, and days between weighing."""

MASS_BY_PLATES_ERROR = 0.03
"""The same for one worked out from plates and movement: off by 0 to 1 % on the two recordings of
A30 whose plates cover whole steps, and by up to 4 % on the third."""

ABSOLUTE = {
    "peak_vertical_force_bw": ("peak_vertical_force_n", G_MPS2, "N"),
    "peak_ankle_moment_nm_per_kg": ("peak_ankle_moment_nm", 1.0, "N m"),
    "peak_knee_moment_nm_per_kg": ("peak_knee_moment_nm", 1.0, "N m"),
    "peak_hip_moment_nm_per_kg": ("peak_hip_moment_nm", 1.0, "N m"),
    "peak_patellofemoral_force_bw": ("peak_patellofemoral_force_n", G_MPS2, "N"),
    "peak_patellofemoral_stress_mpa": ("peak_patellofemoral_stress_mpa", 1.0, "MPa"),
    "peak_achilles_force_bw": ("peak_achilles_force_n", G_MPS2, "N"),
}
"""Quantities that body mass turns into newtons: their name then, the factor and the unit."""


def load_of(
    motion: Motion,
    steps: Sequence[Step],
    bouts: Sequence[Bout],
    angles_deg: Mapping[str, Floats],
    body_mass_kg: float | None = None,
) -> LoadResult:
    """Return the load on the body: what can be said, each figure with its interval, and no more.

    Parameters
    ----------
    motion : Motion
    steps, bouts
        Of the same motion's measurement.
    angles_deg : mapping of str to array (n,)
        Joint angles of the measurement, flexion positive; empty without a skeleton.
    body_mass_kg : float, optional
        As declared. Without it forces are in body weights and moments per kilogram, unless force
        plates tell the mass.

    Returns
    -------
    LoadResult
        Its ``warnings`` say in a sentence what is missing and what to do about it.
    """
    sensed = motion.footfalls
    contacts = contacts_of(steps, alternating=sensed is not None and sensed.feet == "both")
    recorded, work = _look(motion, contacts, angles_deg, body_mass_kg)
    mass = _body_mass(recorded.ground, body_mass_kg)
    readings = _with_mass(all_readings(recorded, mass_known=mass is not None), mass)
    groups = Groups(steps, bouts, recorded, readings, work)
    found = LoadResult(
        body_mass=mass,
        steps=groups.of_steps(),
        bouts=groups.of_bouts(),
        by_direction=groups.by_direction(),
        session=groups.of_session(),
    )
    said = what_to_say(motion, found, recorded.ground, body_mass_kg, has_steps=bool(steps))
    return replace(found, warnings=said)


def _look(
    motion: Motion,
    contacts: Contacts,
    angles_deg: Mapping[str, Floats],
    body_mass_kg: float | None,
) -> tuple[Recorded, ContactWork | None]:
    """Return forces, moments and work of a motion; without legs in it there are none."""
    legs = None if motion.skeleton is None else smooth_legs(motion.skeleton, motion.rate_hz)
    if motion.skeleton is None or not legs or len(contacts) == 0 or len(motion) < 2:
        nothing = JointMoments(*np.empty((3, 2, 0)))
        methods: list[Method] = ["contact and flight"] * len(contacts)
        ground = GroundLoad(no_force(0), tuple(methods), None, float("nan"), 0)
        return Recorded(motion.time_s[:0], contacts, ground, nothing, np.empty((2, 0))), None
    flexion = knee_flexion(angles_deg, len(motion))
    ground = ground_load(motion, legs, contacts, body_mass_kg, CUTOFF_HZ)
    moments = joint_moments(motion.skeleton, legs, motion.facing_deg, motion.rate_hz, ground.force)
    work = contact_work(moments, angles_deg, motion.time_s, motion.rate_hz, contacts)
    return Recorded(motion.time_s, contacts, ground, moments, flexion), work


def _body_mass(ground: GroundLoad, declared_kg: float | None) -> Estimate | None:
    if declared_kg is not None:
        half = 1.645 * MASS_DECLARED_ERROR * declared_kg
        return Estimate(declared_kg, declared_kg - half, declared_kg + half, "kg", "declared")
    mass = ground.plate_mass_kg
    if not np.isfinite(mass):
        return None
    half = 1.645 * MASS_BY_PLATES_ERROR * mass
    return Estimate(mass, mass - half, mass + half, "kg", "estimated", ("A30",))


def _with_mass(readings: Mapping[str, Readings], mass: Estimate | None) -> dict[str, Readings]:
    """Return readings with those in newtons beside them; stress is known only with a mass."""
    found = dict(readings)
    per_kg = found.pop("peak_patellofemoral_stress_mpa", None)
    if mass is None:
        return found
    error = (mass.high - mass.low) / (2 * 1.645 * mass.value)
    if per_kg is not None:
        found["peak_patellofemoral_stress_mpa"] = per_kg.times(mass.value, error, "MPa")
    for name, (other, factor, unit) in ABSOLUTE.items():
        if name in readings and other != name:
            found[other] = readings[name].times(factor * mass.value, error, unit)
    return found
