"""The body's mass and the feet in a window of time around each contact."""

from dataclasses import dataclass

import numpy as np

from backstride.measure.force.body import CentreOfMass
from backstride.measure.force.contacts import LONGEST_GAP_S, Contacts
from backstride.measure.force.plane import side_view
from backstride.measure.force.sine_series import Windows
from backstride.motion.arrays import Bools, Floats, Ints
from backstride.motion.smoothing import rows_seen

BANDWIDTH_HZ = 6.0
"""Highest frequency in a contact's series: the body's mass moves no faster (Winter, Sidwall and
Hobson 1974, doi 10.1016/0021-9290(74)90056-6). Impact peaks lie above and are not shown. From 4 to
8 Hz the vertical peaks of the run of A30 change by up to 5 % and its knee moments by 14 %."""

ALIKE_S = 0.03
"""Time over which that error stays alike, so that more samples do not make it smaller."""

BESIDE = 2  # contacts to either side that may overlap with one of a walk

_SAMPLES = 96  # in a window: more than 6 Hz needs


@dataclass(frozen=True)
class View:
    """The body's mass around each contact, one window to a row.

    Attributes
    ----------
    pushes : Windows
        The contact itself, in the middle, and those around it.
    time_s : array (b, m)
    mass_m : array (b, m, 2)
        Centre of mass, ahead and up as the body faces in the middle of the contact.
    seen : array (b, m) of bool
    """

    pushes: Windows
    time_s: Floats
    mass_m: Floats
    seen: Bools

    @property
    def since_s(self) -> Floats:
        """Time since the beginning of each window (b, m)."""
        return self.time_s - self.time_s[:, :1]

    @property
    def dependent(self) -> Floats:
        """Root of the number of samples over which errors stay alike (b, 1)."""
        step_s = self.since_s[:, -1:] / (_SAMPLES - 1)
        return np.sqrt(np.maximum(ALIKE_S / step_s, 1.0))


def look(
    mass: CentreOfMass, time_s: Floats, facing_deg: Floats, contacts: Contacts, which: Ints
) -> View:
    """Return the windows about some contacts, from the landing before to the take-off after."""
    around = which[:, None] + np.arange(-BESIDE, BESIDE + 1)
    there = (around >= 0) & (around < len(contacts))
    around = np.clip(around, 0, len(contacts) - 1)
    first_s, last_s = _reach(contacts)
    begin = np.maximum(first_s[which], time_s[0])[:, None]
    end = np.minimum(last_s[which], time_s[-1])[:, None]
    there &= (contacts.end_s[around] > begin) & (contacts.start_s[around] < end)
    time = begin + (end - begin) * np.linspace(0.0, 1.0, _SAMPLES)
    finite = rows_seen(mass.position_m)
    place = [np.interp(time, time_s[finite], axis[finite]) for axis in mass.position_m.T]
    nearest = np.rint((time - time_s[0]) / (time_s[1] - time_s[0])).astype(np.intp)
    pushes = Windows(
        start_s=contacts.start_s[around],
        end_s=contacts.end_s[around],
        side=contacts.side[around],
        there=there,
        used=np.maximum(2, np.rint(2.0 * BANDWIDTH_HZ * contacts.contact_s[around])).astype(int),
    )
    return View(
        pushes,
        time,
        side_view(np.stack(place, axis=-1), facing_deg[:, None]),
        finite[np.clip(nearest, 0, len(time_s) - 1)],
    )


def _reach(contacts: Contacts) -> tuple[Floats, Floats]:
    """Return from when to when the body's path tells about each contact (k,).

    From the landing before to the take-off after; without a neighbour, as long a flight as there
    is on the other side.
    """
    before, after = contacts.flight_s()
    flight = np.nan_to_num(np.fmax(np.fmin(before, after), 0.0))
    first, last = contacts.start_s - flight, contacts.end_s + flight
    linked = np.isfinite(before[1:])
    first[1:] = np.where(linked, contacts.start_s[:-1], first[1:])
    last[:-1] = np.where(linked, contacts.end_s[1:], last[:-1])
    return np.maximum(first, contacts.start_s - LONGEST_GAP_S), np.minimum(
        last, contacts.end_s + LONGEST_GAP_S
    )


@dataclass(frozen=True)
class Feet:
    """Where the feet press, in the windows of a view."""

    view: View
    time_s: Floats
    pressure_m: tuple[Floats, Floats]
    facing_deg: Floats

    def lever(self, contact: int) -> Floats:
        """Return how far ahead of the centre of mass a contact presses (b, m), NaN if unknown."""
        time, found = self.view.time_s, np.full(self.view.time_s.shape, np.nan)
        for side, points in enumerate(self.pressure_m):
            own = np.flatnonzero(self.view.pushes.side[:, contact] == side)
            place = [np.interp(time[own], self.time_s, axis) for axis in points.T]
            seen = side_view(np.stack(place, axis=-1), self.facing_deg[own][:, None])
            found[own] = seen[..., 0] - self.view.mass_m[own, :, 0]
        return found

    def height(self) -> Floats:
        """Return the height of the centre of mass above the floor (b, m)."""
        level = np.fmin(self.pressure_m[0][:, 2], self.pressure_m[1][:, 2])
        known = np.isfinite(level)
        if not known.any():
            return np.full(self.view.time_s.shape, np.nan)
        floor = np.interp(self.view.time_s, self.time_s[known], level[known])
        return self.view.mass_m[..., 1] - floor
