"""How much backward time and distance a week or a taper may hold."""

from dataclasses import dataclass
from datetime import date, timedelta

from backstride.training.athlete import Athlete
from backstride.training.calendar import DAYS
from backstride.training.expected import shown_km, shown_minutes
from backstride.training.ladder import Ladder
from backstride.training.limits import Limits
from backstride.training.programme import WeekKind
from backstride.training.training_rules import TrainingSettings


@dataclass(frozen=True, slots=True)
class Allowance:
    """Most of a week, in the numbers a person sees.

    Attributes
    ----------
    minutes, km : float
        Backward.
    running_km : float or None
        All running; None for no such limit.
    taper_minutes : float
        Backward in the days before the event.
    """

    minutes: float
    km: float
    running_km: float | None
    taper_minutes: float


def growth_percent(
    athlete: Athlete, limits: Limits, start: date, settings: TrainingSettings
) -> float:
    """Return how much a week may hold above the weeks before, in %."""
    age = athlete.age_on(start)
    frail = age < settings.cautious_below_age or age >= settings.cautious_from_age
    cautious = frail or limits.walking_first or bool(athlete.injuries)
    return settings.growth_cautious_percent if cautious else settings.growth_percent


def allowance(
    ladder: Ladder,
    week: int,
    kind: WeekKind,
    percent: float,
    limits: Limits,
    taper_from: int | None,
    settings: TrainingSettings,
) -> Allowance:
    """Return what a week may hold; weeks count from 0, ``taper_from`` is where a taper begins."""
    before = week if taper_from is None else taper_from
    return Allowance(
        minutes=minutes_allowed(ladder, week, kind, percent, settings),
        km=km_allowed(ladder, week, percent, settings),
        running_km=first_week_allowed(limits, week),
        taper_minutes=taper_allowed(ladder, before, settings),
    )


def minutes_allowed(
    ladder: Ladder, week: int, kind: WeekKind, percent: float, settings: TrainingSettings
) -> float:
    """Return the backward minutes a week may hold."""
    most = shown_minutes(_most(ladder.done_s, week, int(settings.growth_weeks)))
    grown = max(settings.free_minutes, most * (1 + percent / 100))
    if kind == "easier":
        grown = min(grown, easier_allowed(ladder, week, settings))
    return round(grown, 1)


def easier_allowed(ladder: Ladder, week: int, settings: TrainingSettings) -> float:
    """Return the backward minutes of an easier week."""
    most = shown_minutes(_most(ladder.done_s, week, 3))
    return max(most, settings.free_minutes) * settings.easier_percent / 100


def km_allowed(ladder: Ladder, week: int, percent: float, settings: TrainingSettings) -> float:
    """Return the backward kilometres a week may hold."""
    most = shown_km(_most(ladder.done_m, week, int(settings.growth_weeks)))
    return round(max(settings.free_km, most * (1 + percent / 100)), 2)


def first_week_allowed(limits: Limits, week: int) -> float | None:
    """Return the running kilometres of the first week, where the screening limits them."""
    return limits.first_week_km if week == 0 else None


def taper_allowed(ladder: Ladder, week: int, settings: TrainingSettings) -> float:
    """Return the backward minutes of the days before an event that begin in a week."""
    weeks = int(settings.growth_weeks)
    most = shown_minutes(_most(ladder.done_s, week, weeks))
    return round(max(most, settings.free_minutes) * settings.taper_percent / 100, 1)


def is_easier(number: int, settings: TrainingSettings) -> bool:
    """Return whether a week, counted from 1, is an easier one."""
    return number % int(settings.easier_every) == 0


def in_taper(day: date, event_on: date | None, settings: TrainingSettings) -> bool:
    """Return whether a day lies in the days before the event."""
    return event_on is not None and 0 < (event_on - day).days <= settings.taper_days


def taper_week(start: date, event_on: date | None, settings: TrainingSettings) -> int | None:
    """Return the week, from 0, in which the days before the event begin."""
    if event_on is None:
        return None
    first = event_on - timedelta(days=int(settings.taper_days))
    return max(0, (first - start).days // DAYS)


def _most(by_week: dict[int, float], week: int, weeks: int) -> float:
    return max((by_week.get(one, 0.0) for one in range(week - weeks, week)), default=0.0)
