"""The body's mass and the feet in a window of time around each contact."""

from collections.abc import Iterator
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

LOOK_BEYOND_S = 4.0
"""How much of a contact outside of a window is looked at: somebody who stands has long forgotten
how the stand began. With 3 s no force in the recordings of A30 changes, and none beside a stand of
the motion-capture takes by more than 0.06 % of body weight."""

BESIDE = 2  # contacts to either side that may overlap with one of a walk

_SAMPLES = 96  # in a window: more than 6 Hz needs

_FEW = 4  # sines to which fewer are rounded up

_AT_ONCE = 1 << 20  # numbers in the largest array of windows that are worked out together


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

    def alike(self) -> Iterator[Ints]:
        """Return the rows of windows that need about as many sines, a limited number at a time.

        A foot that stood for long needs many, and its neighbours shall not be made to carry them.
        """
        most = self.pushes.used.max(axis=1)
        size = 1 << np.ceil(np.log2(np.maximum(most, _FEW))).astype(np.intp)
        for terms in np.unique(size):
            rows = np.flatnonzero(size == terms)
            count = max(1, _AT_ONCE // int(_SAMPLES * terms * (2 * BESIDE + 1)))
            for first in range(0, len(rows), count):
                yield rows[first : first + count]

    def part(self, rows: Ints) -> "View":
        """Return some of the windows."""
        return View(self.pushes.part(rows), self.time_s[rows], self.mass_m[rows], self.seen[rows])


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
    return View(
        _pushes(contacts, around, there, time),
        time,
        side_view(np.stack(place, axis=-1), facing_deg[:, None]),
        finite[np.clip(nearest, 0, len(time_s) - 1)],
    )


def _pushes(contacts: Contacts, around: Ints, there: Bools, time_s: Floats) -> Windows:
    """Return the contacts around others, without what lies far outside of the windows (b, m)."""
    start, end = contacts.start_s[around], contacts.end_s[around]
    start = np.where(there, np.maximum(start, time_s[:, :1] - LOOK_BEYOND_S), start)
    end = np.where(there, np.minimum(end, time_s[:, -1:] + LOOK_BEYOND_S), end)
    used = np.maximum(2, np.rint(2.0 * BANDWIDTH_HZ * (end - start))).astype(np.intp)
    return Windows(start, end, contacts.side[around], there, np.where(there, used, 0))


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


class Feet:
    """Where the feet press.

    Parameters
    ----------
    time_s : array (n,)
    pressure_m : pair of array (n, 3)
        Under the left and the right foot.
    """

    def __init__(self, time_s: Floats, pressure_m: tuple[Floats, Floats]) -> None:
        self.time_s = time_s
        self.pressure_m = pressure_m
        level = np.fmin(pressure_m[0][:, 2], pressure_m[1][:, 2])
        known = np.isfinite(level)
        self._floor = time_s[known], level[known]

    def lever(self, view: View, facing_deg: Floats, contact: int) -> Floats:
        """Return how far ahead of the centre of mass a contact presses (b, m), NaN if unknown."""
        time, found = view.time_s, np.full(view.time_s.shape, np.nan)
        for side, points in enumerate(self.pressure_m):
            own = np.flatnonzero(view.pushes.side[:, contact] == side)
            place = [np.interp(time[own], self.time_s, axis) for axis in points.T]
            seen = side_view(np.stack(place, axis=-1), facing_deg[own][:, None])
            found[own] = seen[..., 0] - view.mass_m[own, :, 0]
        return found

    def height(self, view: View) -> Floats:
        """Return the height of the centre of mass above the floor (b, m)."""
        if not self._floor[0].size:
            return np.full(view.time_s.shape, np.nan)
        floor: Floats = np.interp(view.time_s, *self._floor)
        return view.mass_m[..., 1] - floor
