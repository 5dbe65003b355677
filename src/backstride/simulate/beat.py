"""Where in the rhythm of steps each moment lies."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backstride.motion.arrays import Bools, Floats, Ints
from backstride.simulate.curves import smooth_step
from backstride.simulate.footfalls import Footfalls
from backstride.simulate.gait import RUN, WALK

LONGEST_STEP_S = 0.95
"""Landings further apart than this have a rest in between."""


@dataclass(frozen=True)
class Beat:
    """The rhythm at each moment.

    Attributes
    ----------
    step, after : array
        The contact that began last and the next one.
    u : array
        0 at the landing of ``step`` to 1 at the next, running on smoothly over landings.
    wave : array
        Angle that is 0 in the middle of a contact and goes round once per step.
    left : array
        1 when ``step`` is of the left foot, -1 of the right.
    length_s : array
        Time of a step.
    since_s : array
        Time since the landing of ``step``.
    on : mapping of gait to array
        Per contact, 1 where it is one of a rhythm of that gait.
    """

    step: Ints
    after: Ints
    u: Floats
    wave: Floats
    left: Floats
    length_s: Floats
    since_s: Floats
    on: Mapping[int, Floats]

    def weight(self, gait: int) -> Floats:
        """Return 1 within the rhythm of a gait and 0 outside, going over smoothly."""
        here, after = self.on[gait][self.step], self.on[gait][self.after]
        return here + (after - here) * smooth_step(self.u)


def beat_of(falls: Footfalls, time_s: Floats) -> Beat:
    """Return the rhythm of steps at any times inside the plan."""
    step = np.clip(np.searchsorted(falls.initial_s, time_s, side="right") - 1, 0, len(falls) - 1)
    after = np.minimum(step + 1, len(falls) - 1)
    gap = np.append(np.diff(falls.initial_s), LONGEST_STEP_S)
    length = np.clip(0.5 * (gap + np.insert(gap[:-1], 0, gap[0])), 0.1, LONGEST_STEP_S)
    since = time_s - falls.initial_s[step]
    u = np.clip(since / np.maximum(gap[step], 1e-9), 0.0, 1.0)
    # A cubic whose rate at each landing is that of the two steps around it.
    rate, rate_after = gap[step] / length[step], gap[step] / length[after]
    u = u + (rate - 1.0) * u * (1.0 - u) ** 2 - (rate_after - 1.0) * u**2 * (1.0 - u)
    over = smooth_step(u)
    middle = 0.5 * falls.nominal_s / length
    wave = 2.0 * np.pi * (u - middle[step] - (middle[after] - middle[step]) * over)
    regular = _regular(falls)
    return Beat(
        step=step,
        after=after,
        u=u,
        wave=wave,
        left=np.where(falls.side[step] == 0, 1.0, -1.0),
        length_s=length[step] + (length[after] - length[step]) * over,
        since_s=since,
        on={g: np.where((falls.gait == g) & regular, 1.0, 0.0) for g in (WALK, RUN)},
    )


def _regular(falls: Footfalls) -> Bools:
    """Return which steps follow and are followed by others in rhythm, not by standing."""
    step_s = np.diff(falls.initial_s)
    near: Bools = np.concatenate(([False], step_s < LONGEST_STEP_S, [False]))
    regular: Bools = near[:-1] & near[1:]
    return regular
