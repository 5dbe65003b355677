"""The checker's part on how much: growth, easier weeks, tapers and the first week."""

from collections.abc import Iterator
from datetime import timedelta

from backstride.training.safety_timeline import Case, Event, Violation


def check_load(case: Case, events: list[Event]) -> Iterator[Violation]:
    """Yield every week whose sessions ahead hold more than the week may."""
    base = _by_week(case, events, "backward_s", unreported=False)
    base_m = _by_week(case, events, "backward_m", unreported=False)
    total = _by_week(case, events, "backward_s", unreported=True)
    total_m = _by_week(case, events, "backward_m", unreported=True)
    settings = case.programme.settings
    more = 1 + _percent(case) / 100
    for week in sorted({case.week(one.day) for one in events if one.ahead and one.asks.backward}):
        span = int(settings.growth_weeks)
        minutes, km = round(total[week] / 60, 1), round(total_m[week] / 1000, 2)
        most = round(_most(base, week, span) / 60, 1)
        if minutes > round(max(settings.free_minutes, most * more), 1):
            yield Violation("growth_time", f"week {week + 1}", f"{minutes} after {most}")
        most_km = round(_most(base_m, week, span) / 1000, 2)
        if km > round(max(settings.free_km, most_km * more), 2):
            yield Violation("growth_distance", f"week {week + 1}", f"{km} after {most_km}")
        if (week + 1) % int(settings.easier_every) == 0:
            usual = max(settings.free_minutes, round(_most(base, week, 3) / 60, 1))
            if minutes > round(usual * settings.easier_percent / 100, 1):
                yield Violation("easier_week", f"week {week + 1}", f"{minutes} after {usual}")
    yield from _first_week(case, events)
    yield from _taper(case, events, base)


def _percent(case: Case) -> float:
    athlete, settings = case.programme.athlete, case.programme.settings
    age = athlete.age_on(case.programme.start)
    usual = settings.cautious_below_age <= age < settings.cautious_from_age
    usual = usual and not athlete.injuries and not case.screening.limits.walking_first
    return settings.growth_percent if usual else settings.growth_cautious_percent


def _by_week(case: Case, events: list[Event], what: str, *, unreported: bool) -> dict[int, float]:
    found: dict[int, float] = {}
    for one in events:
        amount = getattr(one.asks if one.missed and unreported else one, what)
        week = case.week(one.day)
        found[week] = found.get(week, 0.0) + amount
    return found


def _most(by_week: dict[int, float], week: int, weeks: int) -> float:
    return max(by_week.get(one, 0.0) for one in range(week - weeks, week))


def _first_week(case: Case, events: list[Event]) -> Iterator[Violation]:
    most = case.screening.limits.first_week_km
    first = [one for one in events if case.week(one.planned.day) == 0]
    if most is not None and any(one.ahead and one.asks.running_m for one in first):
        km = round(sum(one.asks.running_m for one in first) / 1000, 2)
        if km > most:
            yield Violation("first_week_distance", "week 1", f"{km} km")


def _taper(case: Case, events: list[Event], base: dict[int, float]) -> Iterator[Violation]:
    settings, event_on = case.programme.settings, case.programme.wishes.event_on
    if event_on is None:
        return
    first = event_on - timedelta(days=int(settings.taper_days))
    inside = [one for one in events if first <= one.day < event_on]
    if not any(one.ahead and one.asks.backward for one in inside):
        return
    seconds = sum(one.asks.backward_s if one.missed else one.backward_s for one in inside)
    before = max(0, case.week(first))
    usual = round(_most(base, before, int(settings.growth_weeks)) / 60, 1)
    allowed = max(settings.free_minutes, usual) * settings.taper_percent / 100
    if round(seconds / 60, 1) > round(allowed, 1):
        yield Violation("taper", str(event_on), f"{seconds / 60:.1f} min of {allowed:.1f}")
