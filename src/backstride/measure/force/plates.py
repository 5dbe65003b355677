"""Measured ground force, given to the foot that stood on each plate."""

from dataclasses import dataclass

import numpy as np

from backstride.measure.force.contacts import Contacts
from backstride.measure.force.filtering import low_pass
from backstride.measure.force.plane import side_view
from backstride.measure.parts import SIDES_OF_BODY
from backstride.motion import GroundForce
from backstride.motion.arrays import Bools, Floats, Ints
from backstride.motion.skeleton import Skeleton
from backstride.motion.smoothing import runs

LOADED_N = 20.0
"""Vertical force above which a plate counts as stepped on, as customary and as in A1."""

SAME_CONTACT_S = 0.06
"""A plate's contact and one found from the foot begin and end within this of each other: contacts
are found within 13 ms (A1), and half a force ramp more is left for slow loading."""

NEAR_M = 0.25
"""A foot's own pressure lies within this of its ankle: feet are 0.2 to 0.3 m long."""

PRESSURE_FROM_N = 50.0
"""Below it a plate's centre of pressure is noise divided by little; it is held from where the force
is larger."""


@dataclass(frozen=True)
class PlateStep:
    """One contact on plates, on the clock of the motion.

    Attributes
    ----------
    contact : int
        Index into the contacts.
    first : int
        First sample.
    force_n : array (m, 2)
        Towards facing and upward.
    pressure_m : array (m, 3)
    impulse_ns : float
        Of the vertical force.
    """

    contact: int
    first: int
    force_n: Floats
    pressure_m: Floats
    impulse_ns: float


def plate_steps(
    forces: tuple[GroundForce, ...],
    smooth: Skeleton,
    time_s: Floats,
    facing_deg: Floats,
    contacts: Contacts,
    cutoff_hz: float,
) -> list[PlateStep]:
    """Return the contacts whose whole force plates measured, one foot on each.

    Forces of plates that one foot loads together are added. The force is filtered as the movement
    is, since impacts kept in one and not in the other become moments that never were (Bisseling
    and Hof 2006, doi 10.1016/j.jbiomech.2005.07.021).
    """
    plates = [_Plate(force, time_s, cutoff_hz) for force in forces if len(force.time_s) > 3]
    ankles = [smooth.get(f"ankle_{side}") for side in SIDES_OF_BODY]
    found = []
    for k in np.flatnonzero(contacts.whole):
        first, end = np.searchsorted(time_s, (contacts.start_s[k], contacts.end_s[k]))
        at = np.arange(max(0, first), min(end, len(time_s)))
        if at.size < 3:
            continue
        own, other = ankles[contacts.side[k]], ankles[1 - contacts.side[k]]
        trodden = [p for p in plates if p.under(own, other, at)]
        loaded = _loaded_s(trodden, contacts, int(k))
        if loaded is not None:
            impulse = sum(p.impulse_ns(*loaded) for p in trodden)
            found.append(_add(trodden, int(k), at, facing_deg, impulse))
    return found


class _Plate:
    """One plate on the clock of the motion."""

    def __init__(self, force: GroundForce, time_s: Floats, cutoff_hz: float) -> None:
        clock = force.time_s
        rate = float(1.0 / np.median(np.diff(clock)))
        raw = np.nan_to_num(force.force_n)
        first, end = runs(raw[:, 2] > LOADED_N).T
        self._loaded_s = clock[first], clock[np.minimum(end, len(clock) - 1)]
        covered = (time_s >= clock[0]) & (time_s <= clock[-1])
        smooth = low_pass(raw, rate, min(cutoff_hz, 0.4 * rate))
        self.force_n = np.column_stack([np.interp(time_s, clock, axis) for axis in smooth.T])
        self.force_n[~covered] = np.nan
        self.pressure_m = self._held(force, raw, rate, cutoff_hz, time_s)
        whole = np.concatenate(([0.0], np.cumsum((raw[1:, 2] + raw[:-1, 2]) / 2 * np.diff(clock))))
        self._impulse = clock, whole

    @staticmethod
    def _held(
        force: GroundForce, raw: Floats, rate: float, cutoff_hz: float, time_s: Floats
    ) -> Floats:
        """Return the centre of pressure (n, 3), held where the load is small."""
        sure = (raw[:, 2] > PRESSURE_FROM_N) & np.isfinite(force.centre_of_pressure_m).all(axis=1)
        if not sure.any():
            return np.full((len(time_s), 3), np.nan)
        place = np.where(sure[:, None], force.centre_of_pressure_m, np.nan)
        place = low_pass(place, rate, min(cutoff_hz, 0.4 * rate))
        kept = np.isfinite(place).all(axis=1)
        if not kept.any():
            return np.full((len(time_s), 3), np.nan)
        return np.column_stack(
            [np.interp(time_s, force.time_s[kept], axis[kept]) for axis in place.T]
        )

    def under(self, own: Floats, other: Floats, at: Ints) -> bool:
        """Return whether in those samples a foot stands on the plate, and the other does not."""
        force = self.force_n[at, 2]
        loaded: Bools = force > LOADED_N
        if not np.isfinite(force).all() or not loaded.any():
            return False
        use = at[loaded]
        mine, theirs = (
            np.linalg.norm((ankle[use] - self.pressure_m[use])[:, :2], axis=1)
            for ankle in (own, other)
        )
        near = float(np.median(mine)) if np.isfinite(mine).any() else np.inf
        return near < NEAR_M and near < float(np.nan_to_num(np.nanmedian(theirs), nan=np.inf))

    def loaded_s(self, start_s: float, end_s: float) -> list[tuple[float, float]]:
        """Return from when to when the plate was loaded, each time that reaches into a contact."""
        first, last = self._loaded_s
        near = slice(np.searchsorted(last, start_s, side="right"), np.searchsorted(first, end_s))
        return list(zip(first[near].tolist(), last[near].tolist(), strict=True))

    def impulse_ns(self, start_s: float, end_s: float) -> float:
        """Return the impulse of the vertical force between two times."""
        clock, whole = self._impulse
        return float(np.interp(end_s, clock, whole) - np.interp(start_s, clock, whole))


def _loaded_s(plates: list[_Plate], contacts: Contacts, k: int) -> tuple[float, float] | None:
    """Return when plates were loaded by a contact, or None when for longer or shorter than that."""
    start, end = float(contacts.start_s[k]), float(contacts.end_s[k])
    during = [span for p in plates for span in p.loaded_s(start, end)]
    if not during:
        return None
    first, last = min(a for a, _ in during), max(b for _, b in during)
    same = abs(first - start) < SAME_CONTACT_S and abs(last - end) < SAME_CONTACT_S
    return (first, last) if same else None


def _add(plates: list[_Plate], k: int, at: Ints, facing_deg: Floats, impulse: float) -> PlateStep:
    """Return the sum of plates, pressing where their forces balance."""
    force = np.sum([p.force_n[at] for p in plates], axis=0)
    weight = np.stack([np.maximum(p.force_n[at, 2], 1e-9) for p in plates])[..., None]
    place = np.stack([np.nan_to_num(p.pressure_m[at]) for p in plates])
    pressure: Floats = (place * weight).sum(axis=0) / weight.sum(axis=0)
    view = side_view(force, facing_deg[at])
    view[:, 1] = np.maximum(view[:, 1], 0.0)
    return PlateStep(k, int(at[0]), view, pressure, impulse)
