"""People, logs and twelve weeks rolled from a seed, fast enough for thousands of them."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from backstride.training import athlete_words as words
from backstride.training.athlete import Athlete, no_conditions
from backstride.training.catalogue import Catalogue, default_catalogue
from backstride.training.injury import CLEARANCES, INJURY_KINDS, SITES_OF_KIND, Injury
from backstride.training.log import LogEntry, MeasuredDose
from backstride.training.match_targets import MatchTargets
from backstride.training.plan import plan
from backstride.training.programme import PlannedSession, PlanningConflict, Programme, Wishes
from backstride.training.progression import progress
from backstride.training.safety_timeline import Case
from backstride.training.screening import Screening, screen

TODAY = date(2025, 6, 2)
"""A Monday."""

WEEKS = 12


def rolled_athlete(dice: random.Random) -> Athlete:
    """Return a person of whom most may have a programme."""
    sport = dice.choice(words.SPORTS)
    conditions: dict[Any, bool] = {**no_conditions()}
    if dice.random() < 0.2:
        conditions[dice.choice(words.CONDITIONS)] = True
    minutes = (0, 10, 20, 30, 45, 60, 90, 120)
    days = dice.sample(words.WEEKDAYS, dice.randint(1, 7))
    return Athlete(
        name="Ada",
        body_mass_kg=dice.uniform(45, 115),
        height_m=dice.uniform(1.5, 2.0),
        age_years=dice.choice((11, 14, 17, 18, 24, 30, 45, 59, 60, 72)),
        running_weeks=dice.choice((0, 4, 30, 500)),
        backward_experience=dice.choice(words.BACKWARD_EXPERIENCES),
        sport=sport,
        position=dice.choice(("", *words.POSITIONS.get(sport, ()))),
        goals=tuple(dice.sample(words.GOALS, dice.randint(1, 3))),
        injuries=(_injury(dice),) if dice.random() < 0.3 else (),
        pain_now={"knee": dice.randint(0, 4)} if dice.random() < 0.1 else {},
        equipment=tuple(dice.sample(words.EQUIPMENT, dice.randint(0, 4))),
        places=tuple(dice.sample(words.PLACES, dice.randint(0, 5))),
        spotter=dice.choice(words.SPOTTERS),
        minutes_by_weekday={day: dice.choice(minutes) for day in days},
        match_weekdays=tuple(dice.sample(words.WEEKDAYS, dice.choice((0, 0, 1, 2)))),
        match_dates=tuple(
            TODAY + timedelta(dice.randint(0, 84)) for _ in range(dice.randint(0, 2))
        ),
        conditions=conditions,
    )


def _injury(dice: random.Random) -> Injury:
    kind = dice.choice(INJURY_KINDS)
    cleared = dice.choice(CLEARANCES)
    return Injury(
        kind=kind,
        site=dice.choice(SITES_OF_KIND[kind]),
        side="left",
        stage=dice.choice(("subacute", "late", "returned", "returned")),
        cleared_by=None if cleared == "none" else "clinician",
        cleared_for=None if cleared == "none" else cleared,
        surgery_on=TODAY - timedelta(300) if kind == "acl_reconstruction" else None,
    )


def rolled_wishes(dice: random.Random) -> Wishes:
    """Return wishes that can often be met."""
    event = TODAY + timedelta(dice.randint(1, 90)) if dice.random() < 0.4 else None
    return Wishes(
        weeks=WEEKS, sessions_per_week=dice.choice((None, None, 1, 2, 3, 4)), event_on=event
    )


def rolled_programme(
    dice: random.Random,
    found: Catalogue | None = None,
    athlete: Athlete | None = None,
    targets: MatchTargets | None = None,
) -> tuple[Screening, Programme] | None:
    """Return a screening with the programme that is possible; None where there is none."""
    athlete = athlete or rolled_athlete(dice)
    screening = screen(athlete, {}, TODAY)
    wishes = replace(rolled_wishes(dice), targets=targets)
    made = plan(athlete, screening, TODAY, wishes, found)
    if isinstance(made, PlanningConflict):
        made = made.nearest or made
    return (screening, made) if isinstance(made, Programme) else None


def rolled_entry(dice: random.Random, planned: PlannedSession) -> LogEntry:
    """Return how a session went: mostly well, now and then badly, late, twice or early."""
    backward = planned.expected.by_direction.get("backward")
    measured = None
    if backward is not None and dice.random() < 0.2:
        seconds = backward.time_s.high * dice.choice((0.5, 0.79, 0.95, 1.0, 1.3, 1.31, 2.0))
        metres = backward.distance_m.value if dice.random() < 0.5 else None
        measured = MeasuredDose(backward_s=min(seconds, 86_400), backward_m=metres)
    return LogEntry(
        day=planned.day + timedelta(dice.choices((0, 1, 3, 9, -1, 30), (90, 4, 2, 1, 1, 1))[0]),
        uid=planned.uid,
        done_share=dice.choices((1.0, 0.9, 0.796, 0.79, 0.3, 0.0), (80, 6, 4, 4, 4, 2))[0],
        rpe=dice.choices((None, 4.0, 7.04, 7.1, 9.06), (10, 80, 3, 5, 2))[0],
        pain_during=_pain(dice),
        pain_after=_pain(dice),
        pain_next_morning=None if dice.random() < 0.03 else _pain(dice, most=5.2),
        confidence=dice.choices((None, 8.0, 4.96, 4.9, 2.0), (10, 80, 3, 5, 2))[0],
        measured=measured,
    )


def _pain(dice: random.Random, most: float = 8.2) -> dict[Any, float]:
    levels = (0.0, 2.0, 2.04, 2.06, 4.0, 5.0, 5.04, 6.0, 8.0)
    level = dice.choices(levels, (600, 40, 20, 10, 10, 5, 5, 8, 1))[0]
    return {"knee": level} if 0 < level <= most else {}


def rolled_log(dice: random.Random, done: list[PlannedSession], diligence: float) -> list[LogEntry]:
    """Return entries about sessions that are over, in any order."""
    entries = []
    for planned in done:
        if dice.random() < diligence:
            entries.append(rolled_entry(dice, planned))
            if dice.random() < 0.03:
                entries.append(rolled_entry(dice, planned))
    if dice.random() < 0.02:
        entries.append(LogEntry(day=TODAY, uid="no such session"))
    return entries


def twelve_weeks(
    seed: int,
    found: Catalogue | None = None,
    athlete: Athlete | None = None,
    targets: MatchTargets | None = None,
) -> Iterator[Case]:
    """Yield what is to be checked, from the first plan on and after each of twelve weeks."""
    dice = random.Random(seed)  # noqa: S311 (not for secrets)
    used = found or default_catalogue()
    made = rolled_programme(dice, used, athlete, targets)
    if made is None:
        return
    screening, programme = made
    templates = {one.id: one.template for one in used.kinds}
    yield Case(screening=screening, programme=programme, templates=templates, today=TODAY)
    log: list[LogEntry] = []
    heard: set[str] = set()
    diligence = dice.choice((0.3, 0.8, 0.95, 1.0))
    away = dice.randrange(WEEKS) if dice.random() < 0.3 else WEEKS
    for week in range(1, WEEKS):
        today = TODAY + timedelta(7 * week + dice.randint(-2, 2))
        over = [one for one in programme.sessions() if one.day <= today and one.uid not in heard]
        heard |= {one.uid for one in over}
        if not away <= week < away + dice.choice((3, 5)):
            log += rolled_log(dice, over, diligence)
        dice.shuffle(log)
        before = programme
        after = progress(before, log, today, used)
        programme = after.programme
        yield Case(
            screening=screening,
            programme=programme,
            templates=templates,
            today=today,
            log=tuple(log),
            decisions=after.decisions,
            before=before,
        )
