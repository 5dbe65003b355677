"""Filling weeks with sessions, one day after the other, within every rule."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from backstride.training.allowance import (
    allowance,
    growth_percent,
    in_taper,
    is_easier,
    taper_week,
)
from backstride.training.athlete import Athlete
from backstride.training.calendar import DAYS, Day, spread, week_days
from backstride.training.catalogue import Catalogue, Kind, Level, on_treadmill
from backstride.training.choose import (
    Needed,
    Suited,
    in_order,
    is_open,
    needed_before,
    rungs_to_try,
    suited_kinds,
)
from backstride.training.expected_cost import KNEE_LOAD, expected_energy
from backstride.training.fitting import Slot, fits, is_lighter
from backstride.training.ladder import Ladder, Went, heed_break, record, reserve
from backstride.training.limits import Limits
from backstride.training.match_aim import Aim, aim_at, drills_for
from backstride.training.match_share import share_sentence, week_profile
from backstride.training.programme import PlannedSession, Week, WeekKind, Why, Wishes
from backstride.training.reasons import reasons_of
from backstride.training.toward_match import (
    held_back,
    ranked,
    reason_toward,
    stage_that_is_short,
)
from backstride.training.training_rules import TrainingSettings


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Brief:
    """All that weeks are filled from, worked out once for a person."""

    athlete: Athlete
    limits: Limits
    wishes: Wishes
    settings: TrainingSettings
    start: date
    suited: tuple[Suited, ...]
    needed: Needed
    percent: float
    per_week: int
    taper_from: int | None
    shortest: float
    aim: Aim | None = None


def brief(
    athlete: Athlete,
    limits: Limits,
    wishes: Wishes,
    start: date,
    found: Catalogue,
    settings: TrainingSettings | None = None,
) -> Brief:
    """Return all that weeks are filled from; settings are those of the catalogue if not given."""
    settings = settings or found.settings
    places = limits.usable_places(athlete.places, athlete.spotter)
    if places and set(places) <= {"treadmill", "treadmill_harness"}:
        found = on_treadmill(found)
    drills = drills_for(wishes.targets, found)
    suited = suited_kinds(athlete, limits, found, start, wishes.template_ids, drills)
    return Brief(
        athlete=athlete,
        limits=limits,
        wishes=wishes,
        settings=settings,
        start=start,
        suited=suited,
        needed=needed_before(athlete, limits, settings),
        percent=growth_percent(athlete, limits, start, settings),
        taper_from=taper_week(start, wishes.event_on, settings),
        per_week=wishes.sessions_per_week or int(settings.sessions_per_week),
        shortest=min((one.kind.levels[0].minutes for one in suited), default=0.0),
        aim=aim_at(wishes.targets, wishes.template_ids),
    )


def fill_week(
    given: Brief, ladder: Ladder, index: int, from_day: date, kept: Iterable[PlannedSession]
) -> Week:
    """Return a week, counted from 0, with sessions from a day on beside those that are kept."""
    start = given.start + timedelta(days=DAYS * index)
    sessions = list(kept)
    kind = week_kind(given, start, index)
    used: dict[str, int] = {}
    for one in sessions:
        used[one.template_id] = used.get(one.template_id, 0) + 1
    wanted = given.per_week - len(sessions)
    notes = []
    if ladder.stopped_on is not None:
        return Week(
            number=index + 1, start=start, kind=kind, sessions=tuple(sessions), notes=(_STOPPED,)
        )
    for day in _days(given, ladder, start, from_day, wanted):
        heed_break(ladder, day.day, given.settings)
        found = _session(given, ladder, _slot(given, ladder, day, index, kind, used), sessions)
        if found is None:
            notes.append(f"Nothing fits on {day.day:%A} within all rules.")
        else:
            sessions.append(found)
            used[found.template_id] = used.get(found.template_id, 0) + 1
    sessions.sort(key=lambda one: one.day)
    if len(sessions) < given.per_week and not notes:
        notes.append("There are fewer days than sessions, after matches, rest and free time.")
    if given.aim is not None:
        held = week_profile(one.session for one in sessions)
        notes.append(share_sentence(given.aim.targets, held))
    return Week(
        number=index + 1, start=start, kind=kind, sessions=tuple(sessions), notes=tuple(notes)
    )


_STOPPED = "The programme has stopped: see a clinician, and answer the screening again."


def week_kind(given: Brief, start: date, index: int) -> WeekKind:
    """Return what kind of week it is."""
    days = (start + timedelta(days=n) for n in range(DAYS))
    if any(in_taper(day, given.wishes.event_on, given.settings) for day in days):
        return "taper"
    return "easier" if is_easier(index + 1, given.settings) else "usual"


def _days(given: Brief, ladder: Ladder, start: date, from_day: date, wanted: int) -> list[Day]:
    days = week_days(given.athlete, start, given.wishes.event_on, given.settings)
    rest = int(given.settings.rest_days)
    near = range(-rest - 1, DAYS + rest + 1)
    taken = tuple(n for n in near if start + timedelta(days=n) in ladder.taken)
    free = tuple(
        n
        for n, day in enumerate(days)
        if usable(day, from_day, given.shortest) and day.day not in ladder.taken
    )
    eves = tuple(n for n in free if days[n].is_eve)
    return [days[n] for n in spread(free, eves, taken, max(0, wanted), rest)]


def usable(day: Day, from_day: date, shortest: float) -> bool:
    """Return whether a session may be on a day at all."""
    return day.day >= from_day and not day.is_match and day.minutes >= round(shortest, 1)


def _slot(
    given: Brief, ladder: Ladder, day: Day, week: int, kind: WeekKind, used: dict[str, int]
) -> Slot:
    easier: WeekKind = "easier" if is_easier(week + 1, given.settings) else kind
    tapering = in_taper(day.day, given.wishes.event_on, given.settings)
    allowed = allowance(
        ladder,
        week,
        easier,
        given.percent,
        given.limits,
        given.taper_from,
        given.settings,
    )
    return Slot(day, week, easier, allowed, tapering, used)


def _session(
    given: Brief, ladder: Ladder, slot: Slot, others: Iterable[PlannedSession]
) -> PlannedSession | None:
    """Return a session placed on a day beside the others of its week; None where nothing fits."""
    if given.aim is not None:
        return _session_toward(given, given.aim, ladder, slot, others)
    for one in in_order(given.suited, ladder, given.needed, slot.used):
        rung = next(_rungs(given, ladder, slot, one), None)
        if rung is not None:
            return _placed(given, ladder, slot, one, rung)
    return None


def _session_toward(
    given: Brief, aim: Aim, ladder: Ladder, slot: Slot, others: Iterable[PlannedSession]
) -> PlannedSession | None:
    """Return the session that brings the week nearest to what a match asks for."""
    levels = ((one, tuple(_rungs(given, ladder, slot, one))) for one in given.suited)
    open_to = [(one, rungs) for one, rungs in levels if rungs]
    if not open_to:
        return None
    short = stage_that_is_short(ladder, given.needed)
    held = week_profile(one.session for one in others)
    found = ranked(aim, open_to, held, ladder, given.needed, slot.used)[0]
    why = reason_toward(aim, found, short)
    return _placed(given, ladder, slot, found.one, found.rung, (held_back(found), why))


def _rungs(given: Brief, ladder: Ladder, slot: Slot, one: Suited) -> Iterator[int]:
    """Yield the levels of a kind that every rule allows on a day, highest first."""
    if slot.used.get(one.kind.id, 0) >= one.kind.template.sessions_per_week[1]:
        return
    raised = ladder.raised.setdefault(slot.week, set())
    lighter = is_lighter(slot)
    for rung in rungs_to_try(one, ladder, raised, lighter=lighter, settings=given.settings):
        level = one.kind.levels[rung]
        if is_open(one.kind, level, ladder, given.needed) and fits(
            one.kind, level, ladder, slot, given.settings
        ):
            yield rung


def _placed(
    given: Brief,
    ladder: Ladder,
    slot: Slot,
    one: Suited,
    rung: int,
    toward: tuple[Why | None, Why] | None = None,
) -> PlannedSession:
    """Return the session, taken to be done as planned from here on.

    ``toward`` says why a level is held back for a match, if it is, and what it does for it.
    """
    kind, level, day = one.kind, one.kind.levels[rung], slot.day.day
    reached = ladder.rung.get(kind.id, 0)
    raises = level.changes if rung > reached else None
    planned = PlannedSession(
        uid=f"{day.isoformat()}-{kind.id}-{rung + 1}",
        day=day,
        template_id=kind.id,
        stage=kind.template.stage,
        rung=rung,
        raises=raises,
        minutes=round(level.minutes, 1),
        session=level.session,
        expected=replace(
            level.expected,
            energy_kj=expected_energy(level.energy_kj_per_kg, given.athlete.body_mass_kg),
            knee_load=KNEE_LOAD if level.goes_backward else None,
        ),
        reasons=reasons_of(
            one, rung, reached, slot.day, is_lighter=is_lighter(slot), toward=toward
        ),
    )
    note_place(ladder, planned, kind, level, slot.week)
    ladder.first_done.setdefault(kind.id, slot.week)
    spend(given, ladder, day, slot.week, (level.backward_s, level.backward_m))
    went = Went(
        day=day,
        outcome="progress",
        done=True,
        well=True,
        backward_s=level.backward_s,
        backward_m=level.backward_m,
    )
    record(ladder, kind, rung, level, slot.week, went, given.settings)
    return planned


def note_place(
    ladder: Ladder, planned: PlannedSession, kind: Kind, level: Level, week: int
) -> None:
    """Keep the day of a session that stands in the plan, and what it raises or begins."""
    reserve(ladder, planned.day, level, week)
    if planned.raises:
        ladder.raised.setdefault(week, set()).add(planned.raises)
    first = ladder.first_done.get(kind.id)
    if level.runs_backward and (first is None or first >= week):
        ladder.begun.setdefault(week, set()).add(kind.id)


def spend(given: Brief, ladder: Ladder, day: date, week: int, amounts: tuple[float, float]) -> None:
    """Take backward seconds and metres off what a week, and the days before an event, may hold."""
    seconds, metres = amounts
    ladder.planned_s[week] = ladder.planned_s.get(week, 0.0) + seconds
    ladder.planned_m[week] = ladder.planned_m.get(week, 0.0) + metres
    if in_taper(day, given.wishes.event_on, given.settings):
        ladder.taper_s += seconds
