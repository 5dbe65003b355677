"""What a recording's movement cost, by published equations, with an honest interval.

The equations are for steady movement. Starts, turns and bursts cost more than they know, and what a
single person spends differs from the mean; neither is hidden in the interval's middle.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from backstride.estimate import Estimate
from backstride.measure.parts import Bout, Direction
from backstride.motion import Motion
from backstride.motion.arrays import Floats
from backstride.physiology import (
    KJ_PER_KCAL,
    KJ_PER_LITRE,
    RESTING_ML_KG_MIN,
    Uptake,
    oxygen_uptake,
)
from backstride.physiology.oxygen import Gait, backward_ratio

WINDOW_S = 60.0
"""Speed and slope are averaged over at most a minute: the equations are for steady movement, and a
shorter mean would count every sway of the speed."""

STANDING_RATIO = (1.0, 1.3)
"""Standing between efforts costs from rest to about 1.3 MET: by judgement."""

OUTSIDE_SHARE = 0.2
"""Added to both sides of the interval where a speed lies outside of the equations' range: by
judgement, since nothing was measured there."""

_NORMAL_90 = 1.645  # standard errors in half of a 90 % interval

_STEEPEST = 0.3  # slopes beyond it are errors of a barometer or receiver

_FLATTEST_M = 50.0  # way over which a slope from a watch's altitude is worth having


@dataclass(frozen=True, slots=True)
class Energy:
    """What a recording cost.

    Attributes
    ----------
    total : mapping of str to Estimate
        ``energy_kj_per_kg``; with a body mass also ``energy_kj`` and ``energy_kcal``.
    by_direction : mapping of Direction to mapping of str to Estimate
        The same, and ``oxygen_uptake_ml_kg_min``, ``metabolic_equivalent_met`` and
        ``cost_of_transport_j_kg_m`` (above rest).
    backward_over_forward : mapping of str to Estimate
        ``per_metre_at_equal_speed``: a metre backward against one forward at the same speed.
        ``per_minute_at_own_speeds``: a minute backward against one forward as they were gone here.
    warnings : tuple of str
    """

    total: Mapping[str, Estimate]
    by_direction: Mapping[Direction, Mapping[str, Estimate]]
    backward_over_forward: Mapping[str, Estimate]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Spent:
    """Energy per kg of part of a recording: best, low and high, in kJ."""

    kj: Floats
    time_s: float
    distance_m: float
    sources: tuple[str, ...]
    in_range: bool = True


def energy_of(
    motion: Motion, bouts: Iterable[Bout], still_s: float, mass_kg: float | None = None
) -> Energy | None:
    """Return what the bouts and the standing between them cost; None without any known speed.

    Parameters
    ----------
    motion : Motion
    bouts : iterable of Bout
    still_s : float
        Time standing.
    mass_kg : float, optional
        Body mass; without it everything is per kg.
    """
    windows: dict[Direction, list[tuple[Gait, _Spent]]] = {}
    for bout in bouts:
        for gait, spent in _windows(motion, bout):
            windows.setdefault(bout.direction, []).append((gait, spent))
    if not windows:
        return None
    parts = {d: _joined([spent for _, spent in found]) for d, found in windows.items()}
    standing = RESTING_ML_KG_MIN * np.array([1.0, *STANDING_RATIO])
    whole = _joined([*parts.values(), _Spent(_kj(standing, still_s), still_s, 0.0, ())])
    return Energy(
        total=_amounts(whole, mass_kg),
        by_direction={d: {**_amounts(p, mass_kg), **_rates(p)} for d, p in parts.items()},
        backward_over_forward=_ratios(windows, parts),
        warnings=_warnings(parts),
    )


def _windows(motion: Motion, bout: Bout) -> Iterable[tuple[Gait, _Spent]]:
    """Return what each stretch of up to a minute of a bout cost."""
    first, end = np.searchsorted(motion.time_s, (bout.start_s, bout.end_s))
    per = max(1, round(WINDOW_S * motion.rate_hz))
    for a in range(int(first), int(end), per):
        speeds = motion.speed_mps[a : min(a + per, int(end))]
        known = speeds[np.isfinite(speeds)]
        if known.size:
            time_s = len(speeds) / motion.rate_hz
            speed = float(known.mean())
            slope = _slope(motion, a, a + len(speeds), speed * time_s)
            gait, uptake = _uptake(speed, bout, slope)
            yield gait, _spent(uptake, speed, time_s, motion.speed_error_share)


def _uptake(speed_mps: float, bout: Bout, slope: float) -> tuple[Gait, Uptake]:
    """Return the uptake of a bout's gait; of neither gait, that of the nearer one, widened."""
    if bout.gait == "run":
        return "run", oxygen_uptake(speed_mps, "run", bout.direction, slope)
    walk = oxygen_uptake(speed_mps, "walk", bout.direction, slope)
    if bout.gait == "walk":
        return "walk", walk
    run = oxygen_uptake(speed_mps, "run", bout.direction, slope)
    low, high = np.minimum(walk.low, run.low), np.maximum(walk.high, run.high)
    sources = tuple(dict.fromkeys(walk.sources + run.sources))
    return "walk", Uptake((walk.value + run.value) / 2, low, high, sources, in_range=False)


def _spent(uptake: Uptake, speed_mps: float, time_s: float, share: float) -> _Spent:
    """Return energy per kg, with the interval widened by what is not known of the speed."""
    above = np.array([uptake.value[0], uptake.low[0], uptake.high[0]]) - RESTING_ML_KG_MIN
    # The speed errs by itself, so squares add; what lies outside of all studies may err any way.
    reach = np.hypot(above - above[0], [0.0, *[_NORMAL_90 * share * above[0]] * 2])
    outside = 0.0 if uptake.in_range else OUTSIDE_SHARE
    low = max(0.0, (above[0] - reach[1]) * (1.0 - outside))
    above = np.array([above[0], low, (above[0] + reach[2]) * (1.0 + outside)])
    return _Spent(
        _kj(RESTING_ML_KG_MIN + above, time_s),
        time_s,
        speed_mps * time_s,
        uptake.sources,
        uptake.in_range,
    )


def _kj(uptake_ml_kg_min: Floats, time_s: float) -> Floats:
    return uptake_ml_kg_min / 1000.0 * KJ_PER_LITRE * time_s / 60.0


def _slope(motion: Motion, first: int, end: int, way_m: float) -> float:
    """Return rise over way from a device's altitude; 0 where it has none or the way is short."""
    altitude = motion.channels.get("altitude_m")
    if altitude is None or way_m < _FLATTEST_M:
        return 0.0
    known = altitude.value[first:end]
    known = known[np.isfinite(known)]
    if known.size < 2:
        return 0.0
    return float(np.clip((known[-1] - known[0]) / way_m, -_STEEPEST, _STEEPEST))


def _joined(parts: list[_Spent]) -> _Spent:
    """Return the sum; ends of intervals add, since a person differs the same way throughout."""
    return _Spent(
        kj=np.sum([p.kj for p in parts], axis=0),
        time_s=sum(p.time_s for p in parts),
        distance_m=sum(p.distance_m for p in parts),
        sources=tuple(dict.fromkeys(s for p in parts for s in p.sources)),
        in_range=all(p.in_range for p in parts),
    )


def _estimate(ends: Floats, unit: str, sources: tuple[str, ...]) -> Estimate:
    value, low, high = (float(x) for x in ends)
    return Estimate(value, low, high, unit, "estimated", sources)


def _amounts(spent: _Spent, mass_kg: float | None) -> dict[str, Estimate]:
    found = {"energy_kj_per_kg": _estimate(spent.kj, "kJ/kg", spent.sources)}
    if mass_kg is not None:
        whole = spent.kj * mass_kg
        found["energy_kj"] = _estimate(whole, "kJ", spent.sources)
        found["energy_kcal"] = _estimate(whole / KJ_PER_KCAL, "kcal", spent.sources)
    return found


def _rates(spent: _Spent) -> dict[str, Estimate]:
    uptake = spent.kj * 60.0 * 1000.0 / KJ_PER_LITRE / spent.time_s
    found = {
        "oxygen_uptake_ml_kg_min": _estimate(uptake, "mL/kg/min", spent.sources),
        "metabolic_equivalent_met": _estimate(uptake / RESTING_ML_KG_MIN, "MET", spent.sources),
    }
    if spent.distance_m > 0:
        joules = 1000.0 * (spent.kj - _kj(np.array([RESTING_ML_KG_MIN]), spent.time_s))
        cost = joules / spent.distance_m
        found["cost_of_transport_j_kg_m"] = _estimate(cost, "J/kg/m", spent.sources)
    return found


def _ratios(
    windows: Mapping[Direction, list[tuple[Gait, _Spent]]], parts: Mapping[Direction, _Spent]
) -> dict[str, Estimate]:
    """Return backward against forward: per metre at one speed, and per minute as gone here."""
    backward = parts.get("backward")
    if backward is None:
        return {}
    found = {}
    ahead = [
        oxygen_uptake(w.distance_m / w.time_s, gait, "forward").value[0] - RESTING_ML_KG_MIN
        for gait, w in windows["backward"]
    ]
    weights = np.array(ahead) * [w.time_s for _, w in windows["backward"]]
    if weights.sum() > 0:
        each = [backward_ratio(w.distance_m / w.time_s, g) for g, w in windows["backward"]]
        ratio = np.average(each, axis=0, weights=weights)
        found["per_metre_at_equal_speed"] = _estimate(ratio, "", backward.sources)
    forward = parts.get("forward")
    if forward is not None:
        ratio = (backward.kj / backward.time_s) / (forward.kj[0] / forward.time_s)
        sources = tuple(dict.fromkeys(backward.sources + forward.sources))
        found["per_minute_at_own_speeds"] = _estimate(ratio, "", sources)
    return found


def _warnings(parts: Mapping[Direction, _Spent]) -> tuple[str, ...]:
    said = [
        "Energy is that of steady movement by published equations; starts, turns and bursts cost "
        "more, and people differ."
    ]
    if not all(part.in_range for part in parts.values()):
        said.append(
            "Some speeds or gaits lie outside of what the energy equations were made for; their "
            "interval is widened."
        )
    return tuple(said)
