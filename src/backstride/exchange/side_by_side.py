"""Two recordings of the same direction side by side: one before and one after, say.

Nothing is held against research here; ``backstride.measure.compare`` does that for a backward
recording beside a forward one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from backstride.estimate import Estimate
from backstride.measure.compare import SAME_SPEED_SHARE

Contract = Mapping[str, Any]

_TOTALS = (
    ("time_s", "s"),
    ("distance_m", "m"),
    ("mean_speed_mps", "m/s"),
    ("peak_speed_mps", "m/s"),
)
_GAIT = ("step_frequency_hz", "step_length_m", "contact_time_s", "flight_time_s", "duty_factor")
_LOAD = ("peak_vertical_force_bw", "peak_patellofemoral_force_bw", "peak_achilles_force_bw")

LEAST_S = 1.0
"""A direction that was kept for less than two or three steps has no figures worth comparing."""


@dataclass(frozen=True, slots=True)
class Line:
    """One quantity in both recordings.

    Attributes
    ----------
    quantity : str
        As in the contract ``backstride.measurement/1``.
    unit : str
    one, other : Estimate, float or None
        A plain number for what is added up, None where it was not measured.
    apart : bool or None
        Whether the intervals lie apart, so that the difference is more than the error of the
        method; None where there is no interval to tell it by.
    """

    quantity: str
    unit: str
    one: Estimate | float | None
    other: Estimate | float | None
    apart: bool | None


@dataclass(frozen=True, slots=True)
class SameDirection:
    """A direction that both recordings hold.

    Attributes
    ----------
    same_speed : bool or None
        Whether both mean speeds are near enough for what changes with speed; None where one is not
        known.
    """

    direction: str
    lines: tuple[Line, ...]
    speeds_mps: tuple[float | None, float | None]
    same_speed: bool | None


def side_by_side(one: Contract, other: Contract) -> list[SameDirection]:
    """Return what two recordings say of each direction that both hold, the longest first."""
    totals = one["by_direction"], other["by_direction"]
    both = [
        direction
        for direction in totals[0]
        if direction in totals[1]
        and direction != "transition"
        and min(each[direction]["time_s"] for each in totals) >= LEAST_S
    ]
    both.sort(key=lambda direction: -totals[0][direction]["time_s"])
    return [_direction(one, other, direction) for direction in both]


def _direction(one: Contract, other: Contract, direction: str) -> SameDirection:
    pair = (one, other)
    sums = [contract["by_direction"][direction] for contract in pair]
    lines = [_plain(name, unit, sums[0].get(name), sums[1].get(name)) for name, unit in _TOTALS]
    gait = [(contract.get("gait") or {}).get(direction) or {} for contract in pair]
    load = [_load(contract, direction) for contract in pair]
    for names, values in ((_GAIT, gait), (_LOAD, load)):
        lines += [_line(name, values[0].get(name), values[1].get(name)) for name in names]
    speeds = (sums[0].get("mean_speed_mps"), sums[1].get("mean_speed_mps"))
    return SameDirection(
        direction,
        tuple(one for one in lines if one.one is not None and one.other is not None),
        speeds,
        same_speed(*speeds),
    )


def same_speed(one_mps: float | None, other_mps: float | None) -> bool | None:
    """Return whether two speeds count as equal; None where one is not known."""
    if one_mps is None or other_mps is None:
        return None
    return abs(one_mps - other_mps) <= SAME_SPEED_SHARE * max(one_mps, other_mps)


def _load(contract: Contract, direction: str) -> Mapping[str, Any]:
    found = ((contract.get("load") or {}).get("by_direction") or {}).get(direction) or {}
    return {name: value for name, value in found.items() if isinstance(value, Mapping)}


def _plain(name: str, unit: str, one: float | None, other: float | None) -> Line:
    return Line(name, unit, one, other, None)


def _line(name: str, one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> Line:
    a, b = (Estimate(**{**x, "sources": tuple(x["sources"])}) if x else None for x in (one, other))
    unit = a.unit if a is not None else ""
    apart = None if a is None or b is None else a.high < b.low or b.high < a.low
    return Line(name, unit, a, b, apart)
