"""Figures of several players together: teams, positions, phases and minutes."""

import math
from collections.abc import Sequence
from statistics import median

from backstride.estimate import Estimate
from backstride.team.answers import PlayerAnswer
from backstride.team.figures import figure, summed, worst_basis
from backstride.team.phases import Part


def known_s(one: PlayerAnswer) -> float:
    """Return the moving time a share is of: all of it where estimated, the known part otherwise."""
    if one.basis == "estimated":
        return one.moving_s
    return sum(total.time_s for name, total in one.by_direction.items() if name != "unknown")


def group_figures(group: Sequence[PlayerAnswer]) -> dict[str, Estimate]:
    """Return the figures of several players: sums, and shares and speeds of those sums."""
    found = summed([one.figures for one in group])
    back = found.get("backward_s")
    if back is None:
        return found
    moving, seen = sum(known_s(one) for one in group), sum(one.seen_s for one in group)
    found["backward_share"] = _over(back, moving, "backward_share")
    run = found["backward_run_s"]
    found["backward_run_share_of_match"] = _over(run, seen, "backward_run_share_of_match")
    if back.value > 0:
        mean = found["backward_m"].value / back.value
        own = [
            one.figures["backward_mean_mps"] for one in group if "backward_mean_mps" in one.figures
        ]
        if own:
            ends = min(one.low for one in own), max(one.high for one in own)
            found["backward_mean_mps"] = figure("backward_mean_mps", (mean, *ends), "measured")
    _add_peaks(group, found)
    _add_bouts(group, found)
    return found


def _over(part: Estimate, whole: float, key: str) -> Estimate:
    if whole <= 0:
        return figure(key, (0.0, 0.0, 0.0), part.basis)
    ends = (part.value / whole, part.low / whole, min(1.0, part.high / whole))
    return figure(key, ends, part.basis, part.sources)


def _add_peaks(group: Sequence[PlayerAnswer], found: dict[str, Estimate]) -> None:
    for key in ("backward_peak_mps", "longest_bout_s"):
        own = [one.figures[key] for one in group if key in one.figures]
        if own:
            found[key] = max(own, key=lambda one: one.value)


def _add_bouts(group: Sequence[PlayerAnswer], found: dict[str, Estimate]) -> None:
    """Add the usual bout of all players' bouts, within what the players' own bounds allow."""
    bouts = [bout for one in group for bout in one.bouts or ()]
    for key, values in (
        ("bout_s", [bout.length_s for bout in bouts]),
        ("bout_m", [bout.distance_m for bout in bouts]),
    ):
        own = [one.figures[key] for one in group if key in one.figures]
        if own and values:
            ends = median(one.low for one in own), median(one.high for one in own)
            found[key] = figure(key, (median(values), *ends), "measured")


def position_share(group: Sequence[PlayerAnswer]) -> Estimate:
    """Return the backward share of a position, above the speed of position shares."""
    moving = sum(one.position_moving for one in group)
    ends = (
        sum(one.position_backward for one in group) / moving,
        sum(one.position_bounds[0] for one in group) / moving,
        sum(one.position_bounds[1] for one in group) / moving,
    )
    return figure("backward_share", ends, "measured")


def parts_together(lists: Sequence[list[Part]]) -> list[Part]:
    """Return parts of the same name added up over players, in the order in which they come."""
    sums: dict[str, list[float]] = {}
    for parts in lists:
        for part in parts:
            into = sums.setdefault(part.name, [0.0] * len(_AMOUNTS))
            for i, name in enumerate(_AMOUNTS):
                into[i] += getattr(part, name)
    return [Part(name, *amounts) for name, amounts in sums.items()]


_AMOUNTS = tuple(Part.__slots__)[1:]


def part_share(part: Part, group: Sequence[PlayerAnswer]) -> Estimate | None:
    """Return the backward share of a part's moving time; None without any."""
    bases = [one.basis for one in group if one.basis in ("measured", "estimated")]
    if part.moving_s <= 0 or not bases or not math.isfinite(part.backward_s):
        return None
    ends = (
        part.backward_s / part.moving_s,
        part.backward_low_s / part.moving_s,
        min(1.0, part.backward_high_s / part.moving_s),
    )
    return figure("backward_share", ends, worst_basis(bases))
