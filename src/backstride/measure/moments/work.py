"""Who propels and who brakes: power and work of each joint in contact and in swing.

Power is moment times angular velocity. An extension moment while the joint extends is work given
by the extensors, while it flexes work taken up by them, and so for the flexors. Where muscles on
both sides of a joint pull at once, only the difference shows; muscles over two joints, as the
hamstrings and the rectus femoris, are counted at each joint by what it does there.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backstride.measure.force.contacts import Contacts
from backstride.measure.force.filtering import low_pass
from backstride.measure.moments.dynamics import CUTOFF_HZ, JointMoments
from backstride.measure.parts import SIDES_OF_BODY
from backstride.motion.arrays import Floats, Ints

JOINTS = ("hip", "knee", "ankle")

GROUPS = ("extensors", "flexors")
"""At the ankle the plantar flexors stand as extensors, the dorsiflexors as flexors."""


@dataclass(frozen=True)
class ContactWork:
    """Work per kilogram of body mass of each contact (k,), J/kg.

    Attributes
    ----------
    given, taken : mapping of (joint, group, phase) to array (k,)
        Phase is ``"contact"`` or ``"swing"``, from the take-off to the next landing of that foot.
        Both are positive; NaN where not all of it is known.
    """

    given: Mapping[tuple[str, str, str], Floats]
    taken: Mapping[tuple[str, str, str], Floats]


def joint_power(
    moments: JointMoments, angles_deg: Mapping[str, Floats], rate_hz: float, joint: str
) -> Floats:
    """Return the power of a joint (2, n) in W/kg, positive where it gives work.

    Parameters
    ----------
    moments : JointMoments
    angles_deg : mapping of str to array (n,)
        ``knee_left`` and so on, flexion positive.
    rate_hz : float
    joint : {"hip", "knee", "ankle"}
    """
    cutoff = min(CUTOFF_HZ, 0.4 * rate_hz)
    power = np.full_like(moments.of(joint), np.nan)
    for side, name in enumerate(SIDES_OF_BODY):
        angle = angles_deg.get(f"{joint}_{name}")
        if angle is None:
            continue
        finite = np.isfinite(angle)
        unbroken = np.unwrap(np.where(finite, angle, 0.0), period=360.0)
        bending = low_pass(np.where(finite, unbroken, np.nan), rate_hz, cutoff, derivative=1)
        power[side] = moments.of(joint)[side] * np.radians(-bending)
    return power


def contact_work(
    moments: JointMoments,
    angles_deg: Mapping[str, Floats],
    time_s: Floats,
    rate_hz: float,
    contacts: Contacts,
) -> ContactWork:
    """Return the work of each joint and muscle group over each contact and the swing after it."""
    given, taken = {}, {}
    spans = {"contact": (contacts.start_s, contacts.end_s), "swing": _swings(contacts)}
    for joint in JOINTS:
        power = joint_power(moments, angles_deg, rate_hz, joint)
        moment = moments.of(joint)
        for group, sign in zip(GROUPS, (1.0, -1.0), strict=True):
            own = np.where(sign * moment > 0, power, np.where(np.isnan(power), np.nan, 0.0))
            for phase, (start, end) in spans.items():
                key = joint, group, phase
                given[key] = integral(np.maximum(own, 0.0), time_s, contacts.side, start, end)
                taken[key] = integral(np.maximum(-own, 0.0), time_s, contacts.side, start, end)
    return ContactWork(given, taken)


def _swings(contacts: Contacts) -> tuple[Floats, Floats]:
    """Return when the foot of each contact is in the air after it (k,); NaN without a next."""
    end = np.full(len(contacts), np.nan)
    for side in (0, 1):
        own = np.flatnonzero(contacts.side == side)
        end[own[:-1]] = contacts.start_s[own[1:]]
    start = np.where(contacts.whole, contacts.end_s, np.nan)
    length = end - start
    with np.errstate(invalid="ignore"):
        end = np.where((length > 0) & (length < 1.0), end, np.nan)  # longer is no swing of a gait
    return start, end


def integral(values: Floats, time_s: Floats, side: Ints, start_s: Floats, end_s: Floats) -> Floats:
    """Return the time integral of each contact's own row of (2, n) values (k,); NaN with gaps."""
    step = float(time_s[1] - time_s[0]) if len(time_s) > 1 else 0.0
    result = np.full(len(start_s), np.nan)
    for which in (0, 1):
        row = values[which]
        middle = 0.5 * (np.nan_to_num(row[1:]) + np.nan_to_num(row[:-1])) * step
        whole = np.concatenate(([0.0], np.cumsum(middle)))
        lost = np.concatenate(([0], np.cumsum(np.isnan(row))))
        own = np.flatnonzero((side == which) & np.isfinite(start_s) & np.isfinite(end_s))
        first, last = (np.searchsorted(time_s, t[own]) for t in (start_s, end_s))
        seen = (lost[last] == lost[first]) & (last > first)
        seen &= (start_s[own] >= time_s[0] - step) & (end_s[own] <= time_s[-1] + step)
        total = np.interp(end_s[own], time_s, whole) - np.interp(start_s[own], time_s, whole)
        result[own] = np.where(seen, total, np.nan)
    return result
