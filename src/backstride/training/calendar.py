"""Which days a plan may use: free time, matches and their eves, and rest in between."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations, pairwise

from backstride.training.athlete import Athlete
from backstride.training.training_rules import TrainingSettings

DAYS = 7  # in a week


@dataclass(frozen=True, slots=True)
class Day:
    """One day as a planner sees it.

    Attributes
    ----------
    day : date
    minutes : float
        Free time.
    is_match : bool
        A match, or the event.
    is_eve : bool
        So shortly before one that nothing hard is done.
    """

    day: date
    minutes: float
    is_match: bool
    is_eve: bool


def week_days(
    athlete: Athlete, start: date, event_on: date | None, settings: TrainingSettings
) -> tuple[Day, ...]:
    """Return seven days from ``start``."""
    ahead = int(settings.eve_days)
    dates = [start + timedelta(days=n) for n in range(DAYS + ahead)]
    matches = [is_match_day(athlete, day, event_on) for day in dates]
    return tuple(
        Day(day, athlete.minutes_on(day), matches[n], is_eve(matches, n, ahead))
        for n, day in enumerate(dates[:DAYS])
    )


def is_match_day(athlete: Athlete, day: date, event_on: date | None) -> bool:
    """Return whether a match or the event is on a day."""
    return day == event_on or athlete.is_match_day(day)


def is_eve(matches: list[bool], index: int, ahead: int) -> bool:
    """Return whether a match follows within the days ahead."""
    return any(matches[index + 1 : index + 1 + ahead])


def is_rested(day: date, backward_days: Iterable[date], settings: TrainingSettings) -> bool:
    """Return whether enough rest lies between a day and every day with backward running."""
    return all(abs((day - other).days) > settings.rest_days for other in backward_days)


@lru_cache(maxsize=4096)
def spread(
    free: tuple[int, ...], eves: tuple[int, ...], taken: tuple[int, ...], wanted: int, rest: int
) -> tuple[int, ...]:
    """Return up to ``wanted`` of the free days of a week, as far apart as can be.

    Days are counted from the start of the week; ``taken`` are those that already have a session.
    Of equally spread days those that are no eves come first, then the earliest.
    """
    for count in range(min(wanted, len(free)), 0, -1):
        fitting = [
            (_nearest(days, taken), -sum(day in eves for day in days), days)
            for days in combinations(free, count)
        ]
        fitting = [one for one in fitting if one[0] > rest]
        if fitting:
            return max(fitting, key=lambda one: (min(one[0], 3), one[1], one[0], _early(one[2])))[2]
    return ()


def _nearest(days: tuple[int, ...], taken: tuple[int, ...]) -> int:
    placed = sorted((*days, *taken))
    gaps = [b - a for a, b in pairwise(placed) if a in days or b in days]
    return min(gaps, default=DAYS)


def _early(days: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(-day for day in days)
