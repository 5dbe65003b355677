"""What a match cost a player, and what running backward did to the knee, by published values.

Energy is that of steady movement: starts, turns and bursts cost more. The knee is that of somebody
at such a speed, not of this player.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from backstride.measure.energy import OUTSIDE_SHARE, STANDING_RATIO
from backstride.measure.knee.published import SLOW_MPS, published_difference, published_peak
from backstride.measure.settings import DEFAULTS
from backstride.motion.arrays import Bools, Floats, Ints
from backstride.physiology import KJ_PER_LITRE, RESTING_ML_KG_MIN, oxygen_uptake
from backstride.physiology.oxygen import RUN_VALID_M_MIN, WALK_VALID_M_MIN, Gait
from backstride.team.answers import Codes
from backstride.team.cleaning import FASTEST_MPS
from backstride.team.direction import BACKWARD, FORWARD, LEFT, NAMES, RIGHT, STILL, UNKNOWN
from backstride.team.figures import Triple

_BIN_MPS = 0.1  # costs are straight lines over a tenth of a metre a second

_BINS = round(FASTEST_MPS / _BIN_MPS) + 1
_SPEEDS: Floats = (np.arange(_BINS, dtype=np.float64) + 0.5) * _BIN_MPS

STEPS_HZ = (2.8, 3.0, 3.2)
"""Steps a second running backward: least, usual and most of nine takes of two people at 2.3 to 2.8
m/s, whose recordings are those of G5. No study gives them for players; T7 says that they are a
ninth more than forward at the same speed."""

FASTER_STEPS = 1.113
"""Step rate backward over forward at the same speed (T7)."""

SOURCES = ("E10", "EN1", "E5", "E6", "E7", "E11")
"""Findings that every energy rests on."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Triples (value, low, high) in kJ/kg: all, what backward took, and more than forward."""

    total: Floats
    backward: Floats
    extra: Floats


def spread_of(own: Codes, speed_mps: Floats, rate_hz: float) -> Floats:
    """Return the seconds (directions, speeds) that a player spent at each direction and speed.

    Parameters
    ----------
    own : array (n,)
        Codes of ``direction.NAMES``.
    speed_mps : array (n,)
    """
    return weighted_spread(own.astype(np.intp), speed_mps, np.full(len(own), 1.0 / rate_hz))


def speed_bin(speed_mps: Floats) -> Ints:
    """Return which of the speeds that costs are given for is meant (n,)."""
    return np.clip((speed_mps / _BIN_MPS).astype(np.intp), 0, _BINS - 1)


def weighted_spread(own: Ints, speed_mps: Floats, weight_s: Floats) -> Floats:
    """Return the same where each sample stands for so many seconds of one direction."""
    at = speed_bin(speed_mps)
    flat: Floats = np.bincount(
        own * _BINS + at, weights=weight_s, minlength=len(NAMES) * _BINS
    ).astype(np.float64)
    return flat.reshape(len(NAMES), _BINS)


def cost_of(spread_s: Floats) -> Cost:
    """Return what a spread (directions, speeds) of seconds cost."""
    rates = _rates()
    parts = {code: rates[code] @ spread_s[code] for code in rates}
    forward = rates[FORWARD][0] @ spread_s[BACKWARD]
    extra = parts[BACKWARD] - forward
    return Cost(np.sum(list(parts.values()), axis=0), parts[BACKWARD], extra)


@cache
def _rates() -> dict[int, Floats]:
    """Return kJ per kg and second (3, speeds): value, low and high, for each direction."""
    run, either = DEFAULTS.run_backward_mps, DEFAULTS.run_forward_mps
    standing = RESTING_ML_KG_MIN * np.array([1.0, *STANDING_RATIO])[:, None]
    slow = _uptake("walk", "unknown")
    still = np.where(DEFAULTS.slowest_moving_mps > _SPEEDS, standing, slow)
    uptakes = {
        STILL: still,
        FORWARD: _by_gait(_uptake("walk", "forward"), _uptake("run", "forward"), either),
        BACKWARD: _by_gait(_uptake("walk", "backward"), _uptake("run", "backward"), run),
        UNKNOWN: _by_gait(slow, _uptake("run", "unknown"), either),
    }
    sideways = _by_gait(slow, _uptake("run", "left"), run)
    uptakes |= {LEFT: sideways, RIGHT: sideways}
    return {code: each / 1000.0 * KJ_PER_LITRE / 60.0 for code, each in uptakes.items()}


def _by_gait(walk: Floats, run: Floats, border_mps: float) -> Floats:
    chosen: Floats = np.where(border_mps > _SPEEDS, walk, run)
    return chosen


def _uptake(gait: Gait, direction: str) -> Floats:
    """Return oxygen uptake (3, speeds), widened where the equations are not for the speed."""
    found, metres = oxygen_uptake(_SPEEDS, gait, direction), 60.0 * _SPEEDS
    first, last = RUN_VALID_M_MIN if gait == "run" else WALK_VALID_M_MIN
    outside: Bools = ~((first <= metres) & (metres <= last))
    wider = np.where(outside, OUTSIDE_SHARE, 0.0)
    above = np.array([found.value, found.low, found.high]) - RESTING_ML_KG_MIN
    above[1] *= 1.0 - wider
    above[2] *= 1.0 + wider
    return RESTING_ML_KG_MIN + above


def weighted_rates() -> Floats:
    """Return kJ/kg and second (6, directions, speeds): all, then more than forward, each a triple.

    With seconds by direction and speed (``weighted_spread``) their sum of products is a cost.
    """
    table = np.zeros((6, len(NAMES), _BINS))
    for code, each in _rates().items():
        table[:3, code] = each
    table[3:, BACKWARD] = _rates()[BACKWARD] - _rates()[FORWARD][0]
    return table


def knee_rates(speed_mps: Floats) -> Floats:
    """Return what a second of running backward adds to the dose of the knee (3, n), in BW."""
    rates = []
    for speed in (0.0, FASTEST_MPS):
        peak = published_peak("backward", "run", speed)
        ends = (peak.value, peak.low, peak.high) if peak is not None else (0.0, 0.0, 0.0)
        least, usual, most = STEPS_HZ
        rates.append((usual * ends[0], least * ends[1], most * ends[2]))
    slow, fast = (np.array(one)[:, None] for one in rates)
    found: Floats = np.where(speed_mps < SLOW_MPS, slow, fast)
    return found


def run_steps(run_s: Triple) -> Triple:
    """Return the steps of a backward running time and its bounds."""
    least, usual, most = STEPS_HZ
    return usual * run_s[0], least * run_s[1], most * run_s[2]


def knee_of(run_s: Triple, speed_mps: float) -> dict[str, Triple]:
    """Return the figures of the knee for a backward running time at its mean speed.

    The dose adds the peaks of single steps up; walking is not in it, since nobody counted its
    steps.
    """
    peak = published_peak("backward", "run", speed_mps)
    against = published_difference("run", speed_mps)
    if run_s[0] <= 0 or peak is None or against is None:
        return {}
    steps = run_steps(run_s)
    ends = (peak.value, peak.low, peak.high)
    return {
        "backward_run_steps": steps,
        "knee_peak_bw": ends,
        "knee_dose_bw": (steps[0] * ends[0], steps[1] * ends[1], steps[2] * ends[2]),
        "knee_against_forward": (
            against.value * FASTER_STEPS,
            against.low * FASTER_STEPS,
            against.high * FASTER_STEPS,
        ),
    }


def knee_sources(speed_mps: float) -> tuple[str, ...]:
    """Return the findings that the knee's figures rest on at a speed."""
    peak = published_peak("backward", "run", speed_mps)
    against = published_difference("run", speed_mps)
    found = (one.sources for one in (peak, against) if one is not None)
    return tuple(dict.fromkeys(source for sources in found for source in sources))
