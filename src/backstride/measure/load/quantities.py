"""Every load of every contact, as readings with errors."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from backstride.estimate import Basis
from backstride.measure.force import Contacts, GroundLoad, sine_peak_bw
from backstride.measure.force.segments import G_MPS2
from backstride.measure.knee.achilles import ARM_ERROR, achilles_force
from backstride.measure.knee.patellofemoral import (
    ANGLE_ERROR,
    AREA_ERROR,
    MODEL_ERROR,
    compression,
    contact_area_m2,
)
from backstride.measure.load.errors import JOINT_PLACE_M, MethodError, error_of, moment_errors
from backstride.measure.load.readings import Readings
from backstride.measure.moments import JointMoments
from backstride.measure.moments.work import integral
from backstride.measure.parts import SIDES_OF_BODY
from backstride.motion.arrays import Floats

FORCE_SOURCES = {"plates": (), "whole body": ("A30", "A31"), "contact and flight": ("A30",)}
KNEE_SOURCES = ("P1", "P3", "P5", "P7", "A30", "A31")
MOMENT_SOURCES = ("A30", "A31")
ACHILLES_SOURCES = ("J10", "A30", "A31")


@dataclass(frozen=True)
class Recorded:
    """All that contacts are read from.

    Attributes
    ----------
    time_s : array (n,)
    contacts : Contacts
    ground : GroundLoad
    moments : JointMoments
    knee_flexion_deg : array (2, n)
    """

    time_s: Floats
    contacts: Contacts
    ground: GroundLoad
    moments: JointMoments
    knee_flexion_deg: Floats

    @cached_property
    def errors(self) -> list[MethodError]:
        """Errors of the method of each contact."""
        upper = self.ground.mass.upper_body if self.ground.mass else None
        before, after = self.contacts.flight_s()
        flies = np.fmax(before, after) > 0
        return [
            error_of(method, upper, flies=bool(own))
            for method, own in zip(self.ground.methods, flies, strict=True)
        ]

    def peaks(self, values: Floats) -> Floats:
        """Return the largest of each contact's own row of (2, n) values (k,); NaN with gaps."""
        found = np.full(len(self.contacts), np.nan)
        if not np.isfinite(values).any():
            return found
        for k in np.flatnonzero(self.contacts.whole):
            first, end = np.searchsorted(
                self.time_s, (self.contacts.start_s[k], self.contacts.end_s[k])
            )
            own = values[self.contacts.side[k], first:end]
            if own.size and np.isfinite(own).all():
                found[k] = own.max()
        return found

    def integrals(self, values: Floats) -> Floats:
        """Return the integral over each contact of its own row of (2, n) values (k,)."""
        c = self.contacts
        start, end = (np.where(c.whole, t, np.nan) for t in (c.start_s, c.end_s))
        return integral(values, self.time_s, c.side, start, end)


def knee_flexion(angles_deg: Mapping[str, Floats], samples: int) -> Floats:
    """Return the flexion of both knees (2, n); NaN for a knee that is not known."""
    unknown = np.full(samples, np.nan)
    return np.stack([angles_deg.get(f"knee_{side}", unknown) for side in SIDES_OF_BODY])


def all_readings(recorded: Recorded, *, mass_known: bool) -> dict[str, Readings]:
    """Return every quantity over the contacts; moments and knee only where forces are placed."""
    found = _vertical(recorded)
    if recorded.ground.placed.any():
        found |= _moments(recorded)
        found |= _knee(recorded, found["peak_knee_moment_nm_per_kg"], mass_known=mass_known)
        found |= _achilles(recorded, found["peak_ankle_moment_nm_per_kg"])
    return {name: reading for name, reading in found.items() if reading.known().any()}


def _vertical(recorded: Recorded) -> dict[str, Readings]:
    ground = recorded.ground
    methods, placed = np.array(ground.methods, dtype=object), ground.placed
    upward = ground.force.force_n_per_kg[:, :, 1] / G_MPS2
    before, after = recorded.contacts.flight_s()
    flight = np.where(np.isfinite(before) & np.isfinite(after), (before + after) / 2, after)
    flight = np.where(np.isfinite(flight), flight, before)
    contact = np.where(recorded.contacts.whole, recorded.contacts.contact_s, np.nan)
    if placed.any():  # the rougher method would only blur the means of the better one
        peak, impulse = recorded.peaks(upward), recorded.integrals(upward)
        peak, impulse = (np.where(placed, values, np.nan) for values in (peak, impulse))
    else:
        peak = sine_peak_bw(contact, flight)
        impulse = np.where(flight >= 0, contact + flight, np.nan)
    basis: Basis = (
        "measured" if placed.any() and (methods[placed] == "plates").all() else "estimated"
    )
    seen = set(methods[np.isfinite(peak)].tolist())
    used = [source for method, own in FORCE_SOURCES.items() if method in seen for source in own]
    errors = recorded.errors
    each = np.array([e.peak_each for e in errors]) * peak
    return {
        "peak_vertical_force_bw": Readings(
            peak,
            np.array([e.peak for e in errors]) * peak,
            each,
            "BW",
            basis,
            tuple(dict.fromkeys(used)),
            np.zeros_like(peak),
        ),
        "vertical_impulse_bw_s": Readings(
            impulse,
            np.array([e.impulse for e in errors]) * impulse,
            np.zeros_like(impulse),
            "BW s",
            basis,
            tuple(dict.fromkeys(used)),
            np.zeros_like(impulse),
        ),
    }


def _moments(recorded: Recorded) -> dict[str, Readings]:
    force = recorded.peaks(recorded.ground.force.force_n_per_kg[:, :, 1])
    found = {}
    for joint in ("ankle", "knee", "hip"):
        shared, own = moment_errors(recorded.errors, joint, force)
        peak = recorded.peaks(recorded.moments.of(joint))
        peak = np.where(np.isfinite(shared), peak, np.nan)
        found[f"peak_{joint}_moment_nm_per_kg"] = Readings(
            peak,
            np.where(np.isfinite(shared), shared, 0.0),
            np.where(np.isfinite(own), own, 0.0),
            "N m/kg",
            "estimated",
            MOMENT_SOURCES,
            JOINT_PLACE_M * force,
            never_negative=False,
        )
    return found


def _knee(recorded: Recorded, moment: Readings, *, mass_known: bool) -> dict[str, Readings]:
    flexion = recorded.knee_flexion_deg
    pressing = compression(recorded.moments.knee_nm_per_kg, flexion)  # N/kg
    of_force = float(np.hypot(MODEL_ERROR, ANGLE_ERROR))
    found = {
        "peak_patellofemoral_force_bw": _from_moment(
            recorded.peaks(pressing) / G_MPS2, moment, of_force, "BW", KNEE_SOURCES
        ),
        "patellofemoral_impulse_bw_s": _from_moment(
            recorded.integrals(pressing) / G_MPS2, moment, of_force, "BW s", KNEE_SOURCES
        ),
    }
    if mass_known:
        stress = recorded.peaks(pressing / contact_area_m2(flexion)) * 1e-6  # MPa per kilogram
        error = float(np.hypot(MODEL_ERROR, AREA_ERROR))
        by_moment = _from_moment(stress, moment, error, "MPa/kg", KNEE_SOURCES)
        found["peak_patellofemoral_stress_mpa"] = replace(by_moment, factors=True)
    return found


def _achilles(recorded: Recorded, moment: Readings) -> dict[str, Readings]:
    pulling = achilles_force(recorded.moments.ankle_nm_per_kg) / G_MPS2
    return {
        "peak_achilles_force_bw": _from_moment(
            recorded.peaks(pulling), moment, ARM_ERROR, "BW", ACHILLES_SOURCES
        ),
        "achilles_impulse_bw_s": _from_moment(
            recorded.integrals(pulling), moment, ARM_ERROR, "BW s", ACHILLES_SOURCES
        ),
    }


def _from_moment(
    value: Floats, moment: Readings, model_error: float, unit: str, sources: tuple[str, ...]
) -> Readings:
    """Return readings that are proportional to a moment, with a model's own share of error."""
    value = np.where(moment.known(), value, np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        per_moment = value / np.maximum(moment.value, _LEAST_MOMENT)
    of_model = model_error * value
    shared = np.hypot(per_moment * moment.shared, of_model)
    own = per_moment * moment.own
    common = np.hypot(per_moment * moment.common, of_model)
    return Readings(value, shared, own, unit, "estimated", sources, common)


_LEAST_MOMENT = 0.1
"""N m/kg; below it a joint's moment is smaller than its error, and a share of it means nothing."""
