"""One step of a session in the numbers that a watch acts on, and back."""

from typing import NamedTuple

from backstride.exchange.sessions.fit import profile
from backstride.training.session import AmountUnit, Effort, Step

_SCALE: dict[AmountUnit, tuple[int, float]] = {
    "s": (profile.TIME, 1000),
    "m": (profile.DISTANCE, 100),
    "times": (profile.REPETITIONS, 1),
}
"""Kind of duration, and how many of FIT's units go into one of ours."""

_UNIT_OF = {kind: (unit, scale) for unit, (kind, scale) in _SCALE.items()}


class Duration(NamedTuple):
    """When a step ends: the kind, and how much in FIT's units (None: until the lap button)."""

    kind: int
    value: int | None


class Target(NamedTuple):
    """What a watch warns about during a step: the kind, and its bounds in FIT's units."""

    kind: int
    low: int | None
    high: int | None


NO_TARGET = Target(profile.NO_TARGET, None, None)


def duration_of(step: Step) -> Duration:
    """Return when a step ends; what is shorter than FIT's unit counts as one."""
    if step.unit == "open":
        return Duration(profile.OPEN_END, None)
    kind, scale = _SCALE[step.unit]
    return Duration(kind, _whole(step.amount * scale))


def amount_of(duration: Duration) -> tuple[float, AmountUnit]:
    """Return a duration as an amount and its unit.

    Raises
    ------
    ValueError
        Where the step ends at a heart rate, at some calories or the like, which no session says.
    """
    if duration.kind == profile.OPEN_END:
        return 0.0, "open"
    if duration.kind not in _UNIT_OF or duration.value is None:
        raise ValueError("it ends neither by time, distance or repetitions nor by the lap button")
    unit, scale = _UNIT_OF[duration.kind]
    return duration.value / scale, unit


def target_of(effort: Effort | None) -> Target:
    """Return what a watch can check of an effort: a speed, or a share of the highest heart rate."""
    if effort is not None and effort.kind == "speed_mps":
        return Target(profile.SPEED, _whole(effort.low * 1000), _whole(effort.high * 1000))
    if effort is not None and effort.kind == "heart_rate_percent":
        return Target(profile.HEART_RATE, _whole(effort.low), _whole(effort.high))
    return NO_TARGET


def effort_of(target: Target) -> Effort | None:
    """Return a target as an effort; None for what a session has no word for."""
    if not target.low or not target.high:
        return None
    if target.kind == profile.SPEED:
        return Effort("speed_mps", low=target.low / 1000, high=target.high / 1000)
    if target.kind == profile.HEART_RATE and target.high <= profile.BEATS_OFFSET:
        return Effort("heart_rate_percent", low=float(target.low), high=float(target.high))
    return None


def is_rounded(step: Step) -> bool:
    """Whether the watch gets a rounded amount or target."""
    amount = step.unit != "open" and amount_of(duration_of(step)) != (step.amount, step.unit)
    target = target_of(step.effort)
    return amount or (target != NO_TARGET and effort_of(target) != step.effort)


def _whole(value: float) -> int:
    return max(1, round(value))
