"""What a session is expected to take and to cover, by direction, and how sure that is."""

import math
from dataclasses import dataclass

from backstride.estimate import Basis, Estimate
from backstride.training.environment_rules import environment_rules
from backstride.training.session import Direction, Session, Step
from backstride.training.session_dose import Dose, SpeedRange, dose_of
from backstride.training.training_rules import TrainingSettings, default_training_rules

HOW_EXPECTED = (
    "Energy is that of steady movement at the expected speeds; starts, turns and short bursts cost "
    "more. Knee load is the peak behind the kneecap in one backward step; it is not lower than "
    "forward at slow speed."
)
"""Said beside the figures of a planned session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedDirection:
    """What one direction of a session adds up to.

    Attributes
    ----------
    time_s : Estimate
        In s.
    distance_m : Estimate
        In m.
    is_whole : bool
        False where repetitions or steps without an end add an unknown part.
    """

    time_s: Estimate
    distance_m: Estimate
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a session is expected to be.

    Attributes
    ----------
    minutes : Estimate
        All of it, in min.
    by_direction : dict
        From each direction that occurs to its part.
    energy_kj : Estimate or None
        For the person, in kJ; None where no person is known.
    knee_load : Estimate or None
        Peak of one backward step in body weights; None where nothing goes backward.
    note : str
    """

    minutes: Estimate
    by_direction: dict[Direction, ExpectedDirection]
    energy_kj: Estimate | None = None
    knee_load: Estimate | None = None
    note: str = HOW_EXPECTED


def speed_of(step: Step) -> SpeedRange | None:
    """Return the slowest and fastest speed at which anyone is expected to do a step, in m/s.

    None for what has no speed, such as a balance.
    """
    if step.in_place:
        return None
    if step.effort and step.effort.kind == "speed_mps":
        return step.effort.low, step.effort.high
    forward = _forward(step)
    speeds = default_training_rules().speeds
    if step.direction == "backward":
        if step.movement == "walk":
            return speeds.backward_walk
        slowest = max(speeds.slowest_backward_run, forward[0] * speeds.backward_share[0])
        return slowest, max(slowest, forward[1] * speeds.backward_share[1])
    if step.direction in ("left", "right"):
        share = speeds.sideways_share
        return forward[0] * share[0], forward[1] * share[1]
    return forward


def _forward(step: Step) -> SpeedRange:
    speeds = default_training_rules().speeds
    if step.movement == "walk":
        return speeds.forward_walk
    low, high = speeds.effort_share[effort_word(step)]
    return speeds.forward_max[0] * low, speeds.forward_max[1] * high


def effort_word(step: Step) -> str:
    """Return the word for how hard a step is; what is not said counts by its movement."""
    if step.effort is not None:
        word = environment_rules().efforts.word(step.effort)
        return "fast" if step.movement == "sprint" and word in _BELOW_FAST else word
    return _UNSAID.get(step.movement, "moderate")


_BELOW_FAST = ("easy", "moderate", "hard")
_UNSAID = {
    "walk": "easy",
    "jog": "easy",
    "rest": "easy",
    "balance": "easy",
    "plank": "easy",
    "sprint": "fast",
}


def expected(session: Session, settings: TrainingSettings) -> Expected:
    """Return what a session is expected to take and cover, with wide intervals.

    Time of repetitions and open steps is added to the whole by the settings, not to a direction.
    """
    dose = dose_of(session, speed_of)
    more_s = dose.total.repetitions * settings.repetition_s
    more_s += dose.total.open_steps * settings.open_step_s
    total = _between(
        (dose.total.time_low_s + more_s) / 60, (dose.total.time_high_s + more_s) / 60, "min", ()
    )
    return Expected(
        minutes=total,
        by_direction={key: _direction(one) for key, one in dose.by_direction.items() if key},
    )


def _direction(dose: Dose) -> ExpectedDirection:
    sources = default_training_rules().speeds.findings
    return ExpectedDirection(
        time_s=_between(dose.time_low_s, dose.time_high_s, "s", sources),
        distance_m=_between(dose.distance_low_m, dose.distance_high_m, "m", sources),
        is_whole=dose.time_is_whole and dose.distance_is_whole,
    )


def _between(low: float, high: float, unit: str, sources: tuple[str, ...]) -> Estimate:
    """Return an estimate in the geometric middle: what lies within is known by its factor."""
    middle = min(max(math.sqrt(low * high), low), high)
    basis: Basis = "declared" if low == high else "estimated"
    used = sources if low != high else ()
    return Estimate(middle, low, high, unit, basis, used)


def shown_minutes(seconds: float) -> float:
    """Return minutes as a person sees them, to one decimal."""
    return round(seconds / 60, 1)


def shown_km(metres: float) -> float:
    """Return kilometres as a person sees them, to 10 m."""
    return round(metres / 1000, 2)
