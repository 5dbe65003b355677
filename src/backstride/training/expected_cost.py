"""What a planned session is expected to cost, and to load the knee, from published values.

Wide on purpose: the speeds are a range, and so is what backward costs over forward.
"""

import math

from backstride.estimate import Estimate
from backstride.training.expected import speed_of
from backstride.training.session import Session, Step
from backstride.training.training_rules import TrainingSettings

RESTING_ML_KG_MIN = 3.5
"""Oxygen uptake at rest, the first term of the ACSM equations (E10)."""

RUN_PER_SPEED, WALK_PER_SPEED = 0.2, 0.1  # mL/kg/min for each m/min on the level (E10)

RUN_SLOPE, WALK_SLOPE = 0.9, 1.8  # the same for each m/min of climb: speed by slope (E10)

BACKWARD_RUN_RATIO = (1.0, 1.4)
"""Backward over forward running, on what is above rest: from no difference to +40 % (EN1)."""

BACKWARD_WALK_RATIO = (1.17, 1.63)
"""Backward over forward walking, on the whole: from +17 % graded (E7) to 1.63 level (E11b)."""

IN_PLACE_ML_KG_MIN = (RESTING_ML_KG_MIN, 4 * RESTING_ML_KG_MIN)
"""Rests, balance, planks and drills on the spot: from rest to an easy walk, by judgement."""

KJ_PER_LITRE = 20.9
"""Energy from a litre of oxygen, about 5 kcal: the convention that goes with these equations."""

SOURCES = ("E10", "EN1", "E7", "E11b")

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
    metres_per_min = 60.0 * speed_mps
    slope = max(0.0, step.incline_percent or 0.0) / 100.0
    walking = step.movement in _WALKING
    per_speed, per_climb = (WALK_PER_SPEED, WALK_SLOPE) if walking else (RUN_PER_SPEED, RUN_SLOPE)
    above_rest = metres_per_min * (per_speed + per_climb * slope)
    whole = RESTING_ML_KG_MIN + above_rest
    if step.direction in {None, "forward"}:
        return whole, whole
    if walking:
        return BACKWARD_WALK_RATIO[0] * whole, BACKWARD_WALK_RATIO[1] * whole
    low, high = BACKWARD_RUN_RATIO
    return RESTING_ML_KG_MIN + low * above_rest, RESTING_ML_KG_MIN + high * above_rest


def _kj(uptake_ml_kg_min: float, seconds: float) -> float:
    return uptake_ml_kg_min / 1000.0 * KJ_PER_LITRE * seconds / 60.0
