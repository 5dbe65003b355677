"""What a session adds up to: time and distance by direction.

Sums only. A step in seconds gives a distance where its speed is known, a step in metres a time;
where it is not known, and for repetitions and open steps, the dose says how much was left out.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from typing import TypeAlias

from backstride.training.session import Direction, Item, Session, Step

SpeedRange: TypeAlias = tuple[float, float]
"""Slowest and fastest, in m/s, both above 0."""

SpeedOf: TypeAlias = Callable[[Step], SpeedRange | None]
"""Gives the speed at which a person does a step; None where that is not known."""


@dataclass(frozen=True, slots=True)
class Dose:
    """A part of a session, added up.

    Attributes
    ----------
    time_low_s, time_high_s : float
        Time of the steps whose time is known; two bounds, because a distance is covered sooner
        or later.
    distance_low_m, distance_high_m : float
        Distance of the steps whose distance is known.
    time_without_distance_s : float
        Of the time, how much adds no distance because its speed is not known.
    distance_without_time_m : float
        Of the distance, how much adds no time because its speed is not known.
    repetitions : float
        Counted movements; they add neither time nor distance.
    steps, open_steps : int
        Steps in all, and those among them that last until the person goes on: they add neither
        time nor distance.
    """

    time_low_s: float = 0.0
    time_high_s: float = 0.0
    distance_low_m: float = 0.0
    distance_high_m: float = 0.0
    time_without_distance_s: float = 0.0
    distance_without_time_m: float = 0.0
    repetitions: float = 0.0
    steps: int = 0
    open_steps: int = 0

    @property
    def time_is_whole(self) -> bool:
        """Whether no part of the time is left out."""
        return not (self.distance_without_time_m or self.repetitions or self.open_steps)

    @property
    def distance_is_whole(self) -> bool:
        """Whether no part of the distance is left out."""
        return not (self.time_without_distance_s or self.repetitions or self.open_steps)


@dataclass(frozen=True, slots=True)
class SessionDose:
    """A session added up, by direction and in all.

    Attributes
    ----------
    by_direction : dict
        From each direction that occurs to its dose; None for steps without direction.
    total : Dose
    """

    by_direction: dict[Direction | None, Dose]
    total: Dose


def written_speed(step: Step) -> SpeedRange | None:
    """Return the speed that a step itself prescribes, None where it prescribes none."""
    if step.effort and step.effort.kind == "speed_mps":
        return step.effort.low, step.effort.high
    return None


def dose_of(session: Session, speed_of: SpeedOf = written_speed) -> SessionDose:
    """Add up a session.

    Parameters
    ----------
    session : Session
    speed_of : callable
        Speed of a step; without it, only the speeds that the session prescribes count.

    Raises
    ------
    ValueError
        For a speed that is not above 0, or whose bounds are not in order.
    """
    doses: dict[Direction | None, list[Dose]] = {}
    for step, times in _steps_with_times(session.items, 1):
        doses.setdefault(step.direction, []).append(_step_dose(step, times, speed_of))
    by_direction = {direction: _sum(parts) for direction, parts in doses.items()}
    return SessionDose(by_direction, _sum(by_direction.values()))


def _steps_with_times(items: tuple[Item, ...], times: int) -> Iterator[tuple[Step, int]]:
    """Yield each written step and how often it is done."""
    for item in items:
        if isinstance(item, Step):
            yield item, times
        else:
            yield from _steps_with_times(item.items, times * item.count)


def _step_dose(step: Step, times: int, speed_of: SpeedOf) -> Dose:
    amount = float(step.amount) * times
    if step.unit == "open":
        return Dose(steps=times, open_steps=times)
    if step.unit == "times":
        return Dose(repetitions=amount, steps=times)
    if step.in_place and step.unit == "s":
        return Dose(time_low_s=amount, time_high_s=amount, steps=times)
    speeds = speed_of(step)
    if speeds and not 0 < speeds[0] <= speeds[1]:
        raise ValueError(f"a speed is above 0 with its lower bound first, not {speeds}")
    if step.unit == "m":
        time = (amount / speeds[1], amount / speeds[0]) if speeds else (0.0, 0.0)
        return Dose(*time, amount, amount, 0.0, 0.0 if speeds else amount, steps=times)
    distance = (amount * speeds[0], amount * speeds[1]) if speeds else (0.0, 0.0)
    return Dose(amount, amount, *distance, 0.0 if speeds else amount, steps=times)


def _sum(doses: Iterable[Dose]) -> Dose:
    """Return the sum of doses, quantity by quantity."""
    parts = list(doses)
    return Dose(*(sum(getattr(dose, f.name) for dose in parts) for f in fields(Dose)))
