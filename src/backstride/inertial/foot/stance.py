"""When a foot rests on the ground: minima of a stance cost, checked by the strapdown itself."""

from dataclasses import dataclass

import numpy as np

from backstride.inertial.foot.algebra import mean_around, norm
from backstride.motion.arrays import Bools, Floats, Ints

G_MPS2 = 9.81  # specific force of a sensor at rest, as ``Inertial`` has it

WINDOW_S = 0.05
"""Mean over the shortest mid-stance there is, that of a sprint: half its contact of 0.1 s."""

TURNING_DPS, PUSHING_MPS2 = 50.0, 1.0
"""What weighs alike in the cost: about what a shoe shows while a runner's body rolls over it."""

STILL_COST = 0.02
"""Added to every cost: 7 degrees per second or 0.14 m/s², noise of a sensor at rest. Below it, one
minimum is as good as another."""

_PERSISTENCE = np.log(20.0)
"""A minimum counts if the cost rises twentyfold (the speeds four- to fivefold) to both sides."""

_STEP_S = 0.01  # the cost is looked at this often; a stance lasts five times as long at least

_AT_REST = -3.0
"""Log cost of a foot that does not move: below 10 degrees and 0.2 m/s² per second."""

_WITHIN_REST = np.log(4.0)  # a stance lasts while the speeds stay below twice their least

LONGEST_STRIDE_S = 3.0
"""Slow walking takes 2 s; over more time without a rest integration says nothing."""


@dataclass(frozen=True)
class Stances:
    """Rests of one foot in order of time.

    Attributes
    ----------
    first, last : array (m,) of int
        Samples at which the foot begins and ends to rest; both are in the rest.
    middle : array (m,) of int
        Sample of the least cost.
    cost : array (m,)
        Logarithm of the least cost; low is a foot that stands still.
    """

    first: Ints
    last: Ints
    middle: Ints
    cost: Floats

    def __len__(self) -> int:
        return len(self.middle)

    def keep(self, which: Bools) -> "Stances":
        """Return the stances where ``which`` is true."""
        return Stances(self.first[which], self.last[which], self.middle[which], self.cost[which])


def stance_cost(acceleration: Floats, rate_dps: Floats, rate_hz: float) -> Floats:
    """Return the logarithm of the stance cost (n,).

    The mean over ``WINDOW_S`` of the squares of angular speed and of the difference between
    specific force and gravity, each as a multiple of its unit above.
    """
    push = (norm(acceleration) - G_MPS2) / PUSHING_MPS2
    cost = (rate_dps**2).sum(axis=0) / TURNING_DPS**2 + push**2
    smooth = mean_around(cost, round(WINDOW_S * rate_hz))
    return np.log(np.maximum(smooth, 0.0) + STILL_COST)


def candidates(cost: Floats, rate_hz: float) -> Stances:
    """Return every minimum of the cost that persists, swings included."""
    block = max(1, round(_STEP_S * rate_hz))
    whole = len(cost) // block * block
    if whole == 0:
        none: Ints = np.zeros(0, dtype=np.intp)
        return Stances(none, none, none, np.zeros(0))
    table = cost[:whole].reshape(-1, block)
    coarse = table.min(axis=1)
    at = np.array(_persistent_minima(coarse), dtype=np.intp)
    middle = at * block + table[at].argmin(axis=1)
    limit = np.maximum(cost[middle] + _WITHIN_REST, _AT_REST)
    first, last = _extent(coarse, at, limit)
    first, last = first * block, np.minimum(last * block + block - 1, len(cost) - 1)
    return _merged(np.minimum(first, middle), np.maximum(last, middle), middle, cost[middle])


def _merged(first: Ints, last: Ints, middle: Ints, cost: Floats) -> Stances:
    """Return stances of which none overlaps the next: those that do are one rest."""
    new = np.flatnonzero(np.concatenate(([True], first[1:] > np.maximum.accumulate(last)[:-1])))
    group = np.cumsum(np.isin(np.arange(len(first)), new)) - 1
    lowest = np.lexsort((cost, group))[np.searchsorted(group, np.arange(len(new)))]
    return Stances(
        np.minimum.reduceat(first, new),
        np.maximum.reduceat(last, new),
        middle[lowest],
        cost[lowest],
    )


def _persistent_minima(values: Floats) -> list[int]:
    """Return minima from which the curve rises by ``_PERSISTENCE`` before it falls below them."""
    slope = np.sign(np.diff(values))
    moving = np.flatnonzero(slope)
    turns = moving[np.flatnonzero(np.diff(slope[moving]))] + 1
    places = [0, *turns.tolist(), len(values) - 1]
    found: list[int] = []
    falling, best, best_value = True, 0, float(values[0])
    for place in places:
        value = float(values[place])
        if (value < best_value) if falling else (value > best_value):
            best, best_value = place, value
        elif abs(value - best_value) > _PERSISTENCE:
            if falling:
                found.append(best)
            falling, best, best_value = not falling, place, value
    if falling and (not found or best != found[-1]):
        found.append(best)
    return found


def _extent(values: Floats, at: Ints, limit: Floats) -> tuple[Ints, Ints]:
    """Return the first and last place around each minimum at which values stay below a limit."""
    above = np.concatenate(([-1], np.flatnonzero(values > _AT_REST), [len(values)]))
    place = np.searchsorted(above, at)
    first, last = above[np.maximum(place - 1, 0)] + 1, above[np.minimum(place, len(above) - 1)] - 1
    for i in np.flatnonzero(limit > _AT_REST):
        a, b = int(at[i]), int(at[i])
        while a > 0 and values[a - 1] <= limit[i]:
            a -= 1
        while b < len(values) - 1 and values[b + 1] <= limit[i]:
            b += 1
        first[i], last[i] = a, b
    return first, last


@dataclass(frozen=True)
class Spans:
    """The k gaps between one stance and the next.

    Attributes
    ----------
    start, end : array (k,) of int
        Last sample of the stance before and first of the one after.
    joined : array (k,) of bool
        Whether a stride leads from one to the other.
    rate_hz : float
    """

    start: Ints
    end: Ints
    joined: Bools
    rate_hz: float

    @property
    def lasts_s(self) -> Floats:
        """Duration (k,)."""
        lasts: Floats = np.maximum(self.end - self.start, 1) / self.rate_hz
        return lasts

    def of_samples(self, count: int) -> Ints:
        """Return the gap that each sample (count,) lies in, or that began last before it."""
        lengths = np.diff(np.concatenate((self.start, [count])))
        lengths[0] += self.start[0]
        return np.repeat(np.arange(len(self.start)), lengths)

    def holding(self, at: Ints) -> tuple[Ints, Ints]:
        """Return those of some samples that lie in gaps, and in which."""
        which = np.searchsorted(self.start, at, side="right") - 1
        inside = (which >= 0) & (at <= self.end[np.maximum(which, 0)])
        return at[inside], which[inside]

    def sums(self, values: Floats) -> Floats:
        """Return sums (..., k) of values (..., n) over the samples after each start."""
        total = np.cumsum(values, axis=-1)
        return total[..., self.end] - total[..., self.start]


def spans_between(found: Stances, unsure: Bools, rate_hz: float) -> Spans:
    """Return the gaps between stances; no stride is too long or ``unsure`` (m - 1,)."""
    start, end = found.last[:-1], found.first[1:]
    return Spans(start, end, (end - start <= LONGEST_STRIDE_S * rate_hz) & ~unsure, rate_hz)
