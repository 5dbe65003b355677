"""The least that is a bout of a direction: one step of gait, and the way that goes with it."""

import heapq
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from backstride.measure.direction import Labels, segments
from backstride.measure.settings import Settings
from backstride.measure.steps import GaitStep
from backstride.motion import Motion
from backstride.motion.arrays import Floats

_WAYS = ("forward", "backward", "left", "right")

_CONTACTS_OF_A_STEP = 2  # definition: from one foot's initial contact to the other's

_SLOW_STEP_S = 0.8  # of slow walking; over more, a step was taken whether its contacts show or not

_LONG_CONTACT_S = 1.0  # stands in for an end of a contact that was not seen: a slow walker's stance


@dataclass
class _Part:
    """Samples ``[first, end)`` of one label, knowing their neighbours."""

    first: int
    end: int
    label: str
    before: "_Part | None" = None
    after: "_Part | None" = None
    gone: bool = False


def without_less_than_a_step(
    labels: Labels, motion: Motion, steps: list[GaitStep], settings: Settings
) -> Labels:
    """Return the labels (n,) in which every stretch of a direction holds at least a step.

    To go in a direction is to step in it. A heading that wobbles, a body that straightens up or a
    moment of a turn may point any way for a while, and is no locomotion that way. Such time is
    unknown beside what is unknown, belongs to the direction on both its sides where it is shorter
    than ``shortest_s``, and is a transition otherwise; its distance goes with it. The shortest is
    taken first: what has taken in others may hold a step.
    """
    if motion.rate_hz == 0:
        return labels
    evidence = _Evidence(motion, steps, settings)
    parts = [_Part(a, b, label) for a, b, label in segments(labels)]
    for one, other in pairwise(parts):
        one.after, other.before = other, one
    waiting = [
        (part.end - part.first, number) for number, part in enumerate(parts) if evidence.lacks(part)
    ]
    heapq.heapify(waiting)
    brief = settings.shortest_s * motion.rate_hz
    found = labels.copy()
    while waiting:
        part = parts[heapq.heappop(waiting)[1]]
        if part.gone:
            continue
        whole = _given_away(part, brief=(part.end - part.first) < brief)
        found[part.first : part.end] = whole.label
        if evidence.lacks(whole):
            heapq.heappush(waiting, (whole.end - whole.first, len(parts)))
        parts.append(whole)
    return found


def _given_away(part: _Part, *, brief: bool) -> _Part:
    """Return what takes the place of a stretch without a step and of neighbours it goes to."""
    beside = [p.label for p in (part.before, part.after) if p is not None]
    if "unknown" in beside:
        label = "unknown"
    elif brief and len(beside) == 2 and beside[0] == beside[1] and beside[0] in _WAYS:
        label = beside[0]
    else:
        label = "transition"
    whole = _Part(part.first, part.end, label, part.before, part.after)
    part.gone = True
    if (before := whole.before) is not None and before.label == label:
        before.gone = True
        whole.first, whole.before = before.first, before.before
    if (after := whole.after) is not None and after.label == label:
        after.gone = True
        whole.end, whole.after = after.end, after.after
    if whole.before is not None:
        whole.before.after = whole
    if whole.after is not None:
        whole.after.before = whole
    return whole


class _Evidence:
    """What shows that a step was taken: its time, its way, and the feet on the ground."""

    def __init__(self, motion: Motion, steps: list[GaitStep], settings: Settings) -> None:
        self._settings = settings
        self._rate_hz = motion.rate_hz
        self._time_s = motion.time_s
        known = np.isfinite(motion.speed_mps)
        self._known = np.concatenate(([0], np.cumsum(known)))
        self._way_m = np.concatenate(
            ([0.0], np.cumsum(np.where(known, motion.speed_mps, 0.0) / motion.rate_hz))
        )
        self._landed_s, self._left_s = _contact_ends(steps)

    def lacks(self, part: _Part) -> bool:
        """Return whether a stretch has a direction and is no step in it."""
        return part.label in _WAYS and not self._holds_a_step(part.first, part.end)

    def _holds_a_step(self, a: int, b: int) -> bool:
        """Return whether samples ``[a, b)`` last as long as a step, get on as far, and show one.

        Where the recording begins or ends, a contact of the step may lie beyond. Where no contact
        is known at all, or for longer than a slow step takes, time and way decide.
        """
        lasts_s = (b - a) / self._rate_hz
        if lasts_s < self._settings.shortest_bout_s:
            return False
        all_known = self._known[b] - self._known[a] == b - a
        if all_known and self._way_m[b] - self._way_m[a] < self._settings.shortest_bout_m:
            return False
        if lasts_s >= _SLOW_STEP_S or not len(self._landed_s):
            return True
        start_s, end_s = self._time_s[a], self._time_s[b - 1]
        begun = np.searchsorted(self._landed_s, end_s, side="right")
        over = np.searchsorted(self._left_s, start_s, side="left")
        cut = (a == 0) + (b == len(self._time_s))
        return int(begun - over) >= _CONTACTS_OF_A_STEP - cut


def _contact_ends(steps: list[GaitStep]) -> tuple[Floats, Floats]:
    """Return when contacts begin (k,) and when they end, each in order of time.

    An end that was not seen, as of a foot that stands, lies where the next contact begins.
    """
    landed = np.array([step.contact.start_s for step in steps], dtype=np.float64)
    left = np.array([step.contact.end_s for step in steps], dtype=np.float64)
    if not len(landed):
        return landed, left
    following = np.append(landed[1:], np.inf)
    landed = np.where(np.isfinite(landed), landed, left - _LONG_CONTACT_S)
    soon = np.where(np.isfinite(following), following, landed + _LONG_CONTACT_S)
    left = np.where(np.isfinite(left), left, soon)
    return np.sort(landed), np.sort(left)
