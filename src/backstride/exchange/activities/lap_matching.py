"""Laps matched to steps in order, with what speaks for each match against all others.

Dynamic programming over laps and steps, both from the front and from the back, so that for every
lap the best whole match that gives it one direction stands beside the best that gives it another.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backstride.exchange.activities.lap_costs import (
    AUTOMATIC_LAP,
    EXTRA_LAP,
    LapFacts,
    StepFacts,
    lap_costs,
)
from backstride.motion.arrays import Floats
from backstride.training.session import Step

MARGIN = 3.0
"""How much better a direction must fit than any other to be declared: odds of twenty to one."""

_MOST_LAPS_A_STEP = 30
"""Automatic laps every kilometre cut the longest steps into so many."""

_NONE = "no step"


@dataclass(frozen=True, slots=True)
class LapMatch:
    """What was found for a lap.

    Attributes
    ----------
    matched : bool
        Whether the best match gives it a step.
    direction : str
        Of that step, where every other direction fits worse by ``MARGIN``; ``""`` otherwise, and
        for a step that has none.
    """

    matched: bool
    direction: str


@dataclass(frozen=True, slots=True)
class Matching:
    """What was found for all laps.

    Attributes
    ----------
    laps : list of LapMatch
    found : float
        Share of the steps that go anywhere for which the best match has a lap.
    """

    laps: list[LapMatch]
    found: float


def match_laps(laps: Sequence[LapFacts], steps: Sequence[Step]) -> Matching:
    """Return what the steps say of each lap."""
    if not laps:
        return Matching([], 0.0)
    facts = StepFacts.of(steps)
    costs = _costs(laps, facts)
    front = _best(costs, facts.skipping, len(laps))
    back = _best(_turned(costs, len(laps)), facts.skipping[::-1], len(laps))[::-1, ::-1]
    names = np.array([step.direction or "" for step in steps])
    choices = {name: names == name for name in dict.fromkeys(names.tolist())}
    best = [dict.fromkeys([*choices, _NONE], np.inf) for _ in laps]
    for i in range(len(laps)):
        best[i][_NONE] = float((front[i] + EXTRA_LAP + back[i + 1]).min())
    for (first, end), cost in costs.items():
        whole = front[first, :-1] + cost + back[end, 1:]
        for name, which in choices.items():
            least = float(whole[which].min())
            for i in range(first, end):
                best[i][name] = min(best[i][name], least)
    taken = _steps_taken(front, costs, facts.skipping)
    travelling = ~facts.in_place
    found = float(taken[travelling].mean()) if travelling.any() else 0.0
    return Matching([_decided(one) for one in best], found)


def _decided(best: dict[str, float]) -> LapMatch:
    """Return the direction of a lap from the cost of the best whole match with each."""
    order = sorted(best, key=lambda name: best[name])
    sure = len(order) == 1 or best[order[1]] - best[order[0]] >= MARGIN
    matched = order[0] != _NONE
    return LapMatch(matched, order[0] if matched and sure else "")


def _costs(laps: Sequence[LapFacts], facts: StepFacts) -> dict[tuple[int, int], Floats]:
    """Return what it costs (s,) that laps ``[first, end)`` are one step, for each worth a try."""
    costs = {}
    longest = np.nanmax(np.append(facts.seconds, facts.metres), initial=0.0)
    for first in range(len(laps)):
        for end in range(first + 1, min(len(laps), first + _MOST_LAPS_A_STEP) + 1):
            group = laps[first:end]
            cost = lap_costs(group, facts)
            if end > first + 1:  # joining laps is for steps that say how long they are
                told = np.isfinite(facts.seconds) | np.isfinite(facts.metres)
                cost = np.where(told, cost, np.inf) + (end - first - 1) * AUTOMATIC_LAP
            costs[first, end] = cost
            if min(sum(one.distance_m for one in group), _seconds(group)) > 2 * longest:
                break
    return costs


def _seconds(laps: Sequence[LapFacts]) -> float:
    return sum(lap.length_s for lap in laps)


def _turned(costs: dict[tuple[int, int], Floats], count: int) -> dict[tuple[int, int], Floats]:
    """Return the costs of the same laps and steps, both from the back."""
    return {(count - end, count - first): cost[::-1] for (first, end), cost in costs.items()}


def _best(costs: dict[tuple[int, int], Floats], skipping: Floats, count: int) -> Floats:
    """Return the least cost (laps + 1, steps + 1) of matching so many of each from the front."""
    skipped = np.concatenate(([0.0], np.cumsum(skipping)))
    best = np.full((count + 1, len(skipped)), np.inf)
    best[0, 0] = 0.0
    for end in range(count + 1):
        if end:
            best[end] = best[end - 1] + EXTRA_LAP
            for first in range(max(0, end - _MOST_LAPS_A_STEP), end):
                cost = costs.get((first, end))
                if cost is not None:
                    np.minimum(best[end, 1:], best[first, :-1] + cost, out=best[end, 1:])
        # skipping steps carries the best of any earlier column over
        best[end] = skipped + np.minimum.accumulate(best[end] - skipped)
    return best


def _steps_taken(
    best: Floats, costs: dict[tuple[int, int], Floats], skipping: Floats
) -> NDArray[np.bool_]:
    """Return which steps (s,) have a lap in the best match, followed from the back."""
    taken = np.zeros(len(skipping), bool)
    lap, step = len(best) - 1, len(skipping)
    while lap or step:
        here = best[lap, step]
        if step and np.isclose(here, best[lap, step - 1] + skipping[step - 1]):
            step -= 1
        elif lap and np.isclose(here, best[lap - 1, step] + EXTRA_LAP):
            lap -= 1
        else:
            firsts = range(max(0, lap - _MOST_LAPS_A_STEP), lap)
            tried = [one for one in firsts if (one, lap) in costs]
            lap = min(
                tried, key=lambda one: abs(best[one, step - 1] + costs[one, lap][step - 1] - here)
            )
            step -= 1
            taken[step] = True
    return taken
