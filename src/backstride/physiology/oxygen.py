"""Oxygen uptake of walking and running in any direction, with how far it may be off.

Forward by the ACSM equations (E10). Backward running multiplies their terms above rest by 1.3, from
1.0 to 1.4 by study (EN1). Backward walking multiplies the speed term by a ratio that rises with
speed until walking costs as much as running, at 1.85 m/s (E6).
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from backstride.motion.arrays import Floats

RESTING_ML_KG_MIN = 3.5
"""Oxygen uptake at rest: the first term of the ACSM equations (E10), and one MET."""

KJ_PER_LITRE = 20.9
"""Energy from a litre of oxygen, about 5 kcal: the convention that goes with these equations."""

KJ_PER_KCAL = 4.184
"""By definition of the calorie."""

RUN_PER_SPEED, WALK_PER_SPEED = 0.2, 0.1  # mL/kg/min for each m/min on the level (E10)

RUN_SLOPE, WALK_SLOPE = 0.9, 1.8  # the same for each m/min of climb: speed by slope (E10)

RUN_VALID_M_MIN, WALK_VALID_M_MIN = (80.0, 400.0), (50.0, 112.0)
"""Speeds for which the equations hold: running from 80 m/min when truly running (E10), to what
people sustain; walking to where backward walking costs as much as running (E6)."""

BACKWARD_RUN_RATIO = (1.0, 1.3, 1.4)
"""Backward over forward running, above rest: least, usual and most of the studies (EN1)."""

PERSONS_RUN_RATIO = (0.89, 1.50)
"""The same between persons, from the 5 % with least to the 5 % with most: the means of the four
studies behind EN1 (1.35, 1.35, 1.29 and 1.0 of 4, 8, 13 and 10 people), and about each of them a
standard deviation of 0.12, which is E1's standard error of 6 % over four people."""

_WALK_SPEED_M_MIN = (67.0, 93.8, 111.0)  # where E7, E11 and E6 give a ratio
_WALK_RATIO = (1.53, 1.87, 2.60)
"""Backward over forward walking, on the speed term. At 67 m/min from 17 to 20 % more than forward
uphill (E7; 22, 18.5 and 16 % up 5, 7.5 and 10 % by these lines, since a climb is taken to cost the
same both ways: E7 by itself would have it cost more backward, E11 less), at 93.8 m/min from 6.0 MET
on the level (E11), at 111 m/min from the speed at which backward walking costs as much as backward
running, 1.85 m/s (E6); straight lines between."""

_WALK_SHARE = 0.2
"""Part by which backward walking may be off either way: the ratio of walking to running that E2
gives differs from these lines by a tenth, and each line rests on one study."""

_PEOPLE_SHARE = 1.645 * 0.07
"""Half of a 90 % interval between people, as a share of what is above rest: the equations' standard
error of estimate is about 7 %, by judgement, since the sources that could be read give none."""

Gait = Literal["walk", "run"]

SOURCES_FORWARD = ("E10",)
SOURCES_RUN = ("E10", "EN1", "E1", "E3", "E4", "E8")
SOURCES_WALK = ("E10", "E6", "E7", "E11")
SOURCES_SIDEWAYS = ("E5", *SOURCES_RUN)


@dataclass(frozen=True)
class Uptake:
    """Oxygen uptake in mL/kg/min, rest included.

    Attributes
    ----------
    value, low, high : array (n,)
        Best figure and a 90 % interval.
    sources : tuple of str
        Ids of findings.
    in_range : bool
        Whether every speed lies where the equations hold.
    """

    value: Floats
    low: Floats
    high: Floats
    sources: tuple[str, ...]
    in_range: bool


def oxygen_uptake(
    speed_mps: Floats | float, gait: Gait, direction: str, slope: Floats | float = 0.0
) -> Uptake:
    """Return what a steady speed costs.

    Parameters
    ----------
    speed_mps : float or array (n,)
        Over the ground.
    gait : {"walk", "run"}
    direction : str
        ``"forward"``, ``"backward"``, ``"left"`` or ``"right"``; for any other the interval spans
        forward and backward.
    slope : float or array (n,)
        Rise over run; downhill is counted as level, since the equations are not for it.
    """
    studied = {"forward", "backward"} | ({"left", "right"} if gait == "run" else set())
    if direction not in studied:
        return _spanning(speed_mps, gait, slope)
    metres = 60.0 * np.atleast_1d(np.asarray(speed_mps, dtype=np.float64))
    climb = metres * np.maximum(np.asarray(slope, dtype=np.float64), 0.0)
    per_speed, per_climb = (
        (RUN_PER_SPEED, RUN_SLOPE)
        if gait == "run"
        else (
            WALK_PER_SPEED,
            WALK_SLOPE,
        )
    )
    level, rise = per_speed * metres, per_climb * climb
    first, last = RUN_VALID_M_MIN if gait == "run" else WALK_VALID_M_MIN
    fits = bool(((metres >= first) & (metres <= last)).all())
    low, usual, high = _above_rest(level, rise, metres, gait, direction)
    return Uptake(
        value=RESTING_ML_KG_MIN + usual,
        low=RESTING_ML_KG_MIN + usual - np.hypot(usual - low, _PEOPLE_SHARE * usual),
        high=RESTING_ML_KG_MIN + usual + np.hypot(high - usual, _PEOPLE_SHARE * usual),
        sources=_sources(gait, direction),
        in_range=fits,
    )


def _spanning(speed_mps: Floats | float, gait: Gait, slope: Floats | float) -> Uptake:
    """Return an uptake between forward and backward, for a direction nobody studied or knows."""
    ahead, back = (oxygen_uptake(speed_mps, gait, d, slope) for d in ("forward", "backward"))
    sources = SOURCES_SIDEWAYS if gait == "run" else SOURCES_WALK
    return Uptake(
        value=(ahead.value + back.value) / 2,
        low=np.minimum(ahead.low, back.low),
        high=np.maximum(ahead.high, back.high),
        sources=sources,
        in_range=ahead.in_range,
    )


def backward_ratio(speed_mps: float, gait: Gait) -> Floats:
    """Return backward over forward, above rest, at one speed (3,): best, low and high.

    Without differences between people, who differ the same way in both directions.
    """
    if gait == "run":
        least, usual, most = BACKWARD_RUN_RATIO
        return np.array([usual, least, most])
    metres = np.array([60.0 * speed_mps])
    level = WALK_PER_SPEED * metres
    low, value, high = _above_rest(level, np.zeros(1), metres, gait, "backward")
    ratios: Floats = np.array([value[0], low[0], high[0]]) / level[0]
    return ratios


def _above_rest(
    level: Floats, rise: Floats, metres: Floats, gait: Gait, direction: str
) -> tuple[Floats, Floats, Floats]:
    """Return least, usual and most uptake above rest of persons who go forward as usual."""
    forward = level + rise
    if direction == "forward":
        return forward, forward, forward
    if gait == "run":
        least, most = (ratio * forward for ratio in PERSONS_RUN_RATIO)
        usual = BACKWARD_RUN_RATIO[1] * forward
    else:
        usual = level * np.interp(metres, _WALK_SPEED_M_MIN, _WALK_RATIO) + rise
        least, most = usual * (1 - _WALK_SHARE), usual * (1 + _WALK_SHARE)
    return least, usual, most


def _sources(gait: Gait, direction: str) -> tuple[str, ...]:
    if direction == "forward":
        return SOURCES_FORWARD
    if gait == "walk":
        return SOURCES_WALK
    return SOURCES_RUN if direction == "backward" else SOURCES_SIDEWAYS
