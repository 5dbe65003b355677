"""Contacts of the feet as a table: when, which foot, which way, and which are whole."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from backstride.measure.parts import SIDES_OF_BODY, Step
from backstride.motion.arrays import Bools, Floats, Ints

LONGEST_CONTACT_S = 1.5
"""A foot that is down for longer is standing: slow walkers lift it after a second."""

LONGEST_GAP_S = 1.0
"""Contacts further apart have a rest, a turn or a loss of view in between."""

TYPICAL_CONTACT_S = 0.3
"""Length given to a contact whose ends are not both known when there is no whole one to go by; such
a contact only stands beside others and gets no figures of its own."""


@dataclass(frozen=True)
class Contacts:
    """Contacts of known feet in order of their beginning.

    Attributes
    ----------
    step : array (k,) of int
        Index into the steps of the measurement.
    side : array (k,) of int
        0 left, 1 right.
    start_s, end_s : array (k,)
        Always finite: an end that was not seen is placed by the typical contact time.
    whole : array (k,) of bool
        Whether both ends were seen and it is no standing.
    travel : array (k,)
        1 forward, -1 backward, 0 otherwise: along which way of the foot the body goes.
    """

    step: Ints
    side: Ints
    start_s: Floats
    end_s: Floats
    whole: Bools
    travel: Floats

    def __len__(self) -> int:
        return len(self.step)

    @property
    def contact_s(self) -> Floats:
        """Contact times (k,)."""
        return self.end_s - self.start_s

    def flight_s(self) -> tuple[Floats, Floats]:
        """Return the time in the air before and after each contact (k,).

        Negative with both feet down; NaN where no neighbour is near enough to be the next step.
        """
        nothing = np.full(min(1, len(self)), np.nan)
        gap = self.start_s[1:] - self.end_s[:-1]
        apart = self.side[1:] == self.side[:-1]
        gap = np.where((gap > LONGEST_GAP_S) | apart, np.nan, gap)
        return np.concatenate((nothing, gap)), np.concatenate((gap, nothing))


def contacts_of(steps: Sequence[Step], *, alternating: bool = False) -> Contacts:
    """Return the contacts of the steps whose foot is known.

    Parameters
    ----------
    steps : sequence of Step
    alternating : bool
        Whether steps of unknown feet are known to alternate, as a waist sensor's; they are then
        given to either foot in turn.
    """
    begin = np.array([s.initial_contact_s for s in steps], dtype=float)
    finish = np.array([s.terminal_contact_s for s in steps], dtype=float)
    known = np.isfinite(begin) | np.isfinite(finish)
    if not alternating:
        known &= np.array([s.side in SIDES_OF_BODY for s in steps], dtype=np.bool_)
    which = np.flatnonzero(known)
    start, end = begin[which], finish[which]
    length = end - start
    whole = np.isfinite(length) & (length > 0) & (length <= LONGEST_CONTACT_S)
    typical = float(np.median(length[whole])) if whole.any() else TYPICAL_CONTACT_S
    start = np.where(np.isfinite(start), start, end - typical)
    end = np.where(np.isfinite(end), end, start + typical)
    order = np.argsort(start, kind="stable")
    foot = {"left": 0, "right": 1}
    sign = {"forward": 1.0, "backward": -1.0}
    own = [steps[i] for i in which.tolist()]
    sides = [foot.get(step.side, place % 2) for place, step in enumerate(own)]
    return Contacts(
        step=which[order],
        side=np.array(sides, dtype=np.intp)[order],
        start_s=start[order],
        end_s=end[order],
        whole=whole[order],
        travel=np.array([sign.get(step.direction, 0.0) for step in own], dtype=float)[order],
    )
