"""The figures of a player: what each is, its unit, and how a value and its bounds are made one."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from backstride.estimate import Basis, Estimate

How = Literal["sum", "share", "mean", "peak", "ratio"]


@dataclass(frozen=True, slots=True)
class About:
    """What a figure is.

    Attributes
    ----------
    words : str
        For a person.
    unit : str
    how : How
        ``sum`` adds up over players; the others do not.
    sources : tuple of str
        Ids of findings that it or its border rests on.
    """

    words: str
    unit: str
    how: How
    sources: tuple[str, ...] = ()


FIGURES: Mapping[str, About] = {
    "moving_s": About("moving time", "s", "sum"),
    "distance_m": About("distance on the move", "m", "sum"),
    "forward_s": About("forward time", "s", "sum"),
    "forward_m": About("forward distance", "m", "sum"),
    "sideways_s": About("sideways time", "s", "sum"),
    "sideways_m": About("sideways distance", "m", "sum"),
    "backward_s": About("backward time", "s", "sum"),
    "backward_m": About("backward distance", "m", "sum"),
    "backward_share": About("backward, of moving time", "share of moving time", "share"),
    "backward_mean_mps": About("mean backward speed", "m/s", "mean"),
    "backward_peak_mps": About("fastest backward", "m/s", "peak"),
    "backward_walk_s": About("backward walking", "s", "sum", ("E6",)),
    "backward_run_s": About("backward running", "s", "sum", ("E6",)),
    "backward_run_m": About("distance running backward", "m", "sum", ("E6",)),
    "backward_run_share_of_match": About(
        "backward running, of all time seen", "share of match time", "share", ("M1", "E6")
    ),
    "backward_from_10_kmh_s": About("backward from 10 km/h", "s", "sum", ("M2",)),
    "bouts": About("backward bouts", "", "sum"),
    "bout_s": About("usual length of a bout", "s", "mean"),
    "bout_m": About("usual way of a bout", "m", "mean"),
    "longest_bout_s": About("longest bout", "s", "peak"),
    "turned_forward": About("bouts that turn into forward running", "", "sum"),
    "recoveries": About("bouts that turn into a sprint", "", "sum"),
    "recovery_sprint_s": About("from the end of a bout to the sprint", "s", "mean"),
    "energy_kj_per_kg": About("energy in all", "kJ/kg", "sum"),
    "backward_energy_kj_per_kg": About("energy backward", "kJ/kg", "sum"),
    "backward_extra_kj_per_kg": About("more than the same forward", "kJ/kg", "sum"),
    "backward_run_steps": About("steps running backward", "", "sum", ("G5", "T7")),
    "knee_peak_bw": About("peak behind the kneecap, one such step", "BW", "ratio"),
    "knee_dose_bw": About("peaks of all such steps together", "BW", "sum"),
    "knee_against_forward": About(
        "knee, a second backward over one forward at the same speed", "", "ratio"
    ),
}
"""In the order in which they are shown."""

_EQUAL = 1e-9  # sums of the same numbers in another order differ by less

Triple = tuple[float, float, float]
"""A value, and its lower and upper bound."""


def hull(values: Sequence[float]) -> Triple | None:
    """Return the first of some values with the least and the most; None where it is not finite."""
    if not values or not math.isfinite(values[0]):
        return None
    known = [value for value in values if math.isfinite(value)]
    if all(math.isclose(value, values[0], rel_tol=_EQUAL) for value in known):
        return values[0], values[0], values[0]
    return values[0], min(known), max(known)


def figure(key: str, triple: Triple, basis: Basis, sources: tuple[str, ...] = ()) -> Estimate:
    """Return the figure of a key, with its unit and all it rests on."""
    about = FIGURES[key]
    value, low, high = triple
    found = tuple(dict.fromkeys((*about.sources, *sources)))
    return Estimate(value, min(low, value), max(high, value), about.unit, basis, found)


def figures_of(variants: Sequence[Mapping[str, float]], basis: Basis) -> dict[str, Estimate]:
    """Return figures from the same ones worked out in several ways, the first the best."""
    found = {}
    for key in FIGURES:
        if key in variants[0]:
            triple = hull([one.get(key, math.nan) for one in variants])
            if triple is not None:
                found[key] = figure(key, triple, basis)
    return found


def summed(group: Sequence[Mapping[str, Estimate]]) -> dict[str, Estimate]:
    """Return the sums over players; bounds add up, since one method's error is everyone's."""
    found = {}
    for key, about in FIGURES.items():
        own = [one[key] for one in group if key in one]
        if about.how == "sum" and own:
            triple = (
                sum(one.value for one in own),
                sum(one.low for one in own),
                sum(one.high for one in own),
            )
            sources = tuple(dict.fromkeys(s for one in own for s in one.sources))
            found[key] = figure(key, triple, worst_basis([one.basis for one in own]), sources)
    return found


def worst_basis(bases: Sequence[Basis]) -> Basis:
    """Return how a sum is known: as its least known part."""
    order: tuple[Basis, ...] = ("unknown", "declared", "estimated", "measured")
    return min(bases, key=order.index)
