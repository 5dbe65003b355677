"""Steps from contacts."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from backstride.measure.contacts import Contact, find_contacts, whole_foot_seen
from backstride.measure.foot import foot_points
from backstride.measure.parts import SIDES_OF_BODY
from backstride.measure.settings import Settings
from backstride.motion import Footfalls, Motion
from backstride.motion.arrays import Bools, Floats

LONGEST_STEP_S = 1.5
"""Contacts further apart are not one step after another: slow walking steps take 0.8 s."""

SHORTEST_STEP_S = 0.15
"""Feet closer in time land as one, as after a jump; the fastest sprinters step in 0.2 s."""

LONGEST_LOSS_S = 0.1
"""A foot out of view for longer may have landed and left unseen."""

_NEARBY = 4  # contacts to either side among which one can span a hop


@dataclass(frozen=True, slots=True)
class GaitStep:
    """A contact with what the contacts around it say; NaN where they are missing.

    Attributes
    ----------
    step_s : float
        From the other foot's initial contact before to this one.
    length_m : float
        The same in space, along the travel of the body.
    stride_s, stride_m : float
        From this foot's initial contact before to this one.
    flight_s : float
        From the other foot's terminal contact before to this initial contact; negative is time on
        both feet.
    duty_factor : float
        Contact time as a share of the stride time around it.
    hop : bool
        The same foot landed just before or lands again next, while the other was seen in the air.
    """

    contact: Contact
    step_s: float
    length_m: float
    stride_s: float
    stride_m: float
    flight_s: float
    duty_factor: float
    hop: bool = False

    @property
    def middle_s(self) -> float:
        """Middle of the contact, or the end that was seen."""
        return float(middles_s([self])[0])


def middles_s(steps: list[GaitStep]) -> Floats:
    """Return the middle of each contact, or the end that was seen (k,)."""
    start = np.array([s.contact.start_s for s in steps], dtype=float)
    end = np.array([s.contact.end_s for s in steps], dtype=float)
    both = np.where(np.isnan(start), end, start)
    middle: Floats = np.where(np.isnan(start) | np.isnan(end), both, (start + end) / 2)
    return middle


def find_steps(motion: Motion, settings: Settings) -> list[GaitStep]:
    """Return the steps of both feet in order of time; empty without feet."""
    if motion.footfalls is not None:
        return steps_of_footfalls(motion.footfalls)
    contacts = [
        c
        for side in SIDES_OF_BODY
        for c in find_contacts(motion, side, settings)
        if np.isfinite([c.start_s, c.end_s]).any()
    ]
    contacts.sort(key=_when)
    view = _View(motion)
    return [_step(contacts, i, view) for i in range(len(contacts))]


def steps_of_footfalls(falls: Footfalls) -> list[GaitStep]:
    """Return the steps that a worn sensor found.

    One foot's contacts are whole strides apart; the mean step is half of the mean stride, so half
    a stride stands for the step between. A gap longer than ``LONGEST_STEP_S`` a step ends the
    sequence.
    """
    per = 2 if falls.feet == "one" else 1
    start, end, place = falls.initial_contact_s, falls.terminal_contact_s, falls.place_m
    back = [_before(start, end, place, n, n * per) for n in (1, 2)]
    (one_s, one_m, flight_s), (two_s, two_m, _) = back
    if per == 1:  # the same foot twice: what lies between was missed
        again = _missed(falls.side)
        for values in (one_s, one_m, flight_s):
            values[again] = np.nan
        two_s[1:][again[1:] | again[:-1]] = two_m[1:][again[1:] | again[:-1]] = np.nan
    if per == 2:
        step_s, step_m, stride_s, stride_m = one_s / 2, one_m / 2, one_s, one_m
        flight_s = np.full(len(falls), np.nan)
    else:
        step_s, step_m, stride_s, stride_m = one_s, one_m, two_s, two_m
    around_s = _around(stride_s, 1 if per == 2 else 2)
    duty = (end - start) / around_s
    rows = zip(
        falls.side.tolist(),
        *(x.tolist() for x in (start, end, place, step_s, step_m, stride_s, stride_m)),
        *(x.tolist() for x in (flight_s, duty)),
        strict=True,
    )
    return [
        GaitStep(Contact(side, a, b, "unknown", "unknown", (xy[0], xy[1])), *figures)
        for side, a, b, xy, *figures in rows
    ]


def _missed(side: NDArray[np.str_]) -> Bools:
    """Return which contacts are of the same known foot as the one before them (k,)."""
    missed = np.zeros(len(side), dtype=np.bool_)
    missed[1:] = (side[1:] == side[:-1]) & (side[1:] != "unknown")
    return missed


def _before(
    start: Floats, end: Floats, place: Floats, n: int, steps: int
) -> tuple[Floats, Floats, Floats]:
    """Return time, distance and time in the air since the ``n``-th contact before.

    NaN where the time is not that of so many steps.
    """
    time_s, way_m, air_s = (np.full(len(start), np.nan) for _ in range(3))
    time_s[n:] = start[n:] - start[:-n]
    way_m[n:] = np.linalg.norm(place[n:] - place[:-n], axis=1)
    air_s[n:] = start[n:] - end[:-n]
    others = ~((time_s >= SHORTEST_STEP_S * steps) & (time_s <= LONGEST_STEP_S * steps))
    for values in (time_s, way_m, air_s):
        values[others] = np.nan
    return time_s, way_m, air_s


def _around(stride_s: Floats, ahead: int) -> Floats:
    """Return the stride time at each contact: the mean of those that end and begin there."""
    after = np.full(len(stride_s), np.nan)
    after[:-ahead] = stride_s[ahead:]
    both: Floats = np.where(np.isfinite(after), after, stride_s)
    return np.where(np.isfinite(stride_s) & np.isfinite(after), (stride_s + after) / 2, both)


def _when(contact: Contact) -> float:
    """Return a time to sort by: the start, or somewhat before the end where the start is lost."""
    return contact.start_s if np.isfinite(contact.start_s) else contact.end_s - 0.2


class _View:
    """What of the feet and the body was seen between two times."""

    def __init__(self, motion: Motion) -> None:
        self.motion = motion
        feet = [foot_points(motion, side) for side in SIDES_OF_BODY]
        both = np.logical_and.reduce(
            [whole_foot_seen(points) for points in feet if points], initial=True
        )
        self._lost = np.concatenate(([0], np.cumsum(~both)))
        seen = np.isfinite(motion.position_m[:, 0])
        self._time_s, self._place_m = motion.time_s[seen], motion.position_m[seen, :2]

    def unbroken(self, start_s: float, end_s: float) -> bool:
        """Return whether both feet stayed in view, but for a moment too short to hide a contact."""
        first, last = np.searchsorted(self.motion.time_s, (start_s, end_s))
        lost = int(self._lost[last] - self._lost[first])
        return lost <= LONGEST_LOSS_S * self.motion.rate_hz

    def along_travel(self, before: Contact, after: Contact) -> float:
        """Return the distance between two contacts along the travel of the body."""
        step = np.subtract(after.place_m, before.place_m)
        travel = self._place(after) - self._place(before)
        size = float(np.hypot(*travel))
        return abs(float(step @ travel)) / size if size > 0 else float(np.hypot(*step))

    def _place(self, contact: Contact) -> Floats:
        """Return where the body was in the middle of a contact, at the nearest sample."""
        when = np.nanmean([contact.start_s, contact.end_s])
        at = int(np.searchsorted(self._time_s, when).clip(0, max(0, len(self._time_s) - 1)))
        place: Floats = self._place_m[at]
        return place


def _step(contacts: list[Contact], i: int, view: _View) -> GaitStep:
    contact = contacts[i]
    other = _follows(contacts, i, i - 1, view)
    same = _follows(contacts, i, i - 2, view)
    return GaitStep(
        contact=contact,
        step_s=contact.start_s - other.start_s if other else np.nan,
        length_m=view.along_travel(other, contact) if other else np.nan,
        stride_s=contact.start_s - same.start_s if same else np.nan,
        stride_m=view.along_travel(same, contact) if same else np.nan,
        flight_s=contact.start_s - other.end_s if other else np.nan,
        duty_factor=(contact.end_s - contact.start_s) / _stride_around(contacts, i, view),
        hop=any(_same_foot_again(contacts, j, view) for j in (i - 1, i)),
    )


def _same_foot_again(contacts: list[Contact], i: int, view: _View) -> bool:
    """Return whether contact ``i`` and the next are of one foot, the other in the air meanwhile."""
    if not 0 <= i < len(contacts) - 1:
        return False
    first, second = contacts[i], contacts[i + 1]
    near = second.start_s - first.end_s <= LONGEST_STEP_S  # False for NaN
    stood_on_other = any(
        c.side != first.side and not c.end_s <= first.end_s and not c.start_s >= second.start_s
        for c in contacts[max(0, i - _NEARBY) : i + 2 + _NEARBY]
    )
    return (
        first.side == second.side
        and near
        and not stood_on_other
        and view.unbroken(first.start_s, second.start_s)
    )


def _follows(contacts: list[Contact], i: int, j: int, view: _View) -> Contact | None:
    """Return contact ``j`` if between it and ``i`` the feet alternated in full view."""
    first, last = min(i, j), max(i, j)
    if first < 0 or last >= len(contacts):
        return None
    between = contacts[first : last + 1]
    alternate = all(a.side != b.side for a, b in pairwise(between))
    span = between[-1].start_s - between[0].start_s
    near = SHORTEST_STEP_S * (last - first) <= span <= LONGEST_STEP_S * (last - first)
    if alternate and near and view.unbroken(between[0].start_s, between[-1].start_s):
        return contacts[j]
    return None


def _stride_around(contacts: list[Contact], i: int, view: _View) -> float:
    """Return the stride time at a contact: of its two steps, or of what there is."""
    start_s = contacts[i].start_s
    steps = [
        2 * abs(c.start_s - start_s) for j in (-1, 1) if (c := _follows(contacts, i, i + j, view))
    ]
    strides = [
        abs(c.start_s - start_s) for j in (-2, 2) if (c := _follows(contacts, i, i + j, view))
    ]
    found = steps if len(steps) == 2 or not strides else strides
    return float(np.mean(found)) if found else np.nan
