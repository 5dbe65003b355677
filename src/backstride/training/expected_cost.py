"""What a planned session is expected to cost, and to load the knee, from published values.

Wide on purpose: the speeds are a range, and so is what backward costs over forward.
"""

import math

from backstride.estimate import Estimate
from backstride.physiology import KJ_PER_LITRE, RESTING_ML_KG_MIN, oxygen_uptake
from backstride.physiology.oxygen import Gait
from backstride.training.expected import speed_of
from backstride.training.session import Session, Step
from backstride.training.training_rules import TrainingSettings

IN_PLACE_ML_KG_MIN = (RESTING_ML_KG_MIN, 4 * RESTING_ML_KG_MIN)
"""Rests, balance, planks and drills on the spot: from rest to an easy walk, by judgement."""

SOURCES = ("E10", "EN1", "E6", "E7", "E11")

KNEE_LOAD = Estimate(3.4, 2.0, 4.8, "BW", "estimated", ("J1", "J4"))
"""Peak load behind the kneecap in a backward step, in body weights: 3.4 ± 1.4 at jogging speed (J1)
and 3.5 at 1.0 m/s (J4), where forward is no higher. One step's peak, however long the session."""

_WALKING = ("walk",)


def energy_per_kg(session: Session, settings: TrainingSettings) -> tuple[float, float]:
    """Return the least and most energy of a session in kJ per kg of body mass.

    Steady-state cost at the slowest and the fastest expected speeds; starts, turns and short bursts
    cost more than these equations know.
    """
    parts = [_step_kj(step, settings) for step in session.steps()]
    return sum(low for low, _ in parts), sum(high for _, high in parts)


def expected_energy(per_kg: tuple[float, float], body_mass_kg: float) -> Estimate:
    """Return the energy of a session for a person, in kJ."""
    low, high = (body_mass_kg * x for x in per_kg)
    return Estimate(math.sqrt(low * high), low, high, "kJ", "estimated", SOURCES)


def _step_kj(step: Step, settings: TrainingSettings) -> tuple[float, float]:
    speeds = speed_of(step)
    if speeds is None or step.unit in {"times", "open"}:
        seconds = {
            "s": step.amount,
            "times": step.amount * settings.repetition_s,
            "open": settings.open_step_s,
        }.get(step.unit, 0.0)
        return _kj(IN_PLACE_ML_KG_MIN[0], seconds), _kj(IN_PLACE_ML_KG_MIN[1], seconds)
    ends = [
        _kj(uptake, step.amount if step.unit == "s" else step.amount / speed)
        for speed in speeds
        for uptake in _uptake(step, speed)
    ]
    return min(ends), max(ends)


def _uptake(step: Step, speed_mps: float) -> tuple[float, float]:
    """Return least and most oxygen uptake of a step at a speed, in mL/kg/min."""
    slope = (step.incline_percent or 0.0) / 100.0
    gait: Gait = "walk" if step.movement in _WALKING else "run"
    found = oxygen_uptake(speed_mps, gait, step.direction or "forward", slope)
    return float(found.low[0]), float(found.high[0])


def _kj(uptake_ml_kg_min: float, seconds: float) -> float:
    return uptake_ml_kg_min / 1000.0 * KJ_PER_LITRE * seconds / 60.0
