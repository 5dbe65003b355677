"""An independent check of the written rules: it knows the rules and the result, not the planner.

It shares the dose of a session, the assumed speeds and the settings with the planner, and nothing
that chooses, places or decides.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from backstride.training.programme import PlannedSession
from backstride.training.safety_ladder import check_ladder
from backstride.training.safety_load import check_load
from backstride.training.safety_log import check_log
from backstride.training.safety_timeline import Case, Event, Violation, timeline
from backstride.training.session import EFFORT_WORDS
from backstride.training.template import Template


def check(case: Case) -> list[Violation]:
    """Return every written rule that a programme, with its log and decisions, breaks."""
    events = timeline(case)
    ahead = [one for one in events if one.ahead]
    found: list[Violation] = []
    for part in (_who, _within, _means, _days, _rest, _said, _kept):
        found += part(case, ahead)
    found += check_ladder(case, events)
    found += check_load(case, events)
    found += check_log(case, ahead)
    return found


def _who(case: Case, ahead: list[Event]) -> Iterator[Violation]:
    allowed = case.screening.may_plan and case.screening.limits.allowed != "nothing"
    if ahead and not allowed:
        yield Violation("screening_first", "programme")


def _within(case: Case, ahead: list[Event]) -> Iterator[Violation]:
    limits = case.screening.limits
    for one in ahead:
        asks = one.asks
        beyond = {
            "running": asks.running_backward and limits.allowed != "backward_running",
            "effort": asks.hardest > EFFORT_WORDS.index(limits.max_effort),
            "slope": asks.slope and limits.no_slopes,
            "load": asks.load and limits.no_resistance,
            "jumps": asks.jumps and limits.no_jumps,
            "heart rate": asks.heart_rate and limits.no_heart_rate_targets,
        }
        for what, is_so in beyond.items():
            if is_so:
                yield Violation("within_limits", one.planned.uid, what)


def _means(case: Case, ahead: list[Event]) -> Iterator[Violation]:
    athlete, limits = case.programme.athlete, case.screening.limits
    there = {*athlete.places, *athlete.equipment}
    helped = athlete.spotter != "no" or "treadmill_harness" in there
    for one in ahead:
        template = case.templates[one.planned.template_id]
        support = one.asks.backward and limits.needs_support
        lacking = not set(template.equipment) <= there
        lacking |= bool(template.places) and not set(template.places) & set(athlete.places)
        lacking |= (template.needs_spotter or support) and not helped
        lacking |= _for_others(template, case)
        if lacking:
            yield Violation("place_and_people", one.planned.uid)


def _for_others(template: Template, case: Case) -> bool:
    athlete = case.programme.athlete
    youngest, oldest = template.ages_years or (0, 200)
    kinds = {one.kind for one in athlete.injuries}
    return (
        (bool(template.sports) and athlete.sport not in template.sports)
        or (bool(template.injuries) and not kinds & set(template.injuries))
        or not youngest <= athlete.age_on(case.programme.start) <= oldest
    )


def _days(case: Case, ahead: list[Event]) -> Iterator[Violation]:
    athlete, settings = case.programme.athlete, case.programme.settings
    event_on = case.programme.wishes.event_on

    def match(day: date) -> bool:
        return athlete.is_match_day(day) or day == event_on

    days = [one.day for one in case.programme.sessions()]
    wanted = case.programme.wishes.sessions_per_week or settings.sessions_per_week
    for week in case.programme.weeks:
        if len(week.sessions) > wanted and any(_is_ahead(one, case) for one in week.sessions):
            yield Violation("sessions_per_week", f"week {week.number}")
    for one in ahead:
        uid, day = one.planned.uid, one.day
        if one.asks.minutes > athlete.minutes_on(day):
            yield Violation("fits_the_day", uid)
        if days.count(day) > 1:
            yield Violation("one_a_day", uid)
        if match(day):
            yield Violation("match_day", uid)
        eves = range(1, int(settings.eve_days) + 1)
        hard = one.asks.hardest_backward >= EFFORT_WORDS.index("hard")
        if hard and any(match(day + timedelta(days=n)) for n in eves):
            yield Violation("match_eve", uid)


def _is_ahead(planned: PlannedSession, case: Case) -> bool:
    logged = {one.uid for one in case.log}
    return planned.day >= case.today and planned.uid not in logged


def _rest(case: Case, ahead: list[Event]) -> Iterator[Violation]:
    rest = case.programme.settings.rest_days
    running = [one for one in timeline(case) if one.asks.running_backward]
    days = {(one.planned.uid, day) for one in running for day in (one.day, one.planned.day)}
    for one in ahead:
        if one.asks.running_backward:
            near = [
                uid
                for uid, day in days
                if uid != one.planned.uid and abs((day - one.day).days) <= rest
            ]
            if near:
                yield Violation("rest_between", one.planned.uid, str(near))


def _said(case: Case, ahead: list[Event]) -> Iterator[Violation]:
    for one in ahead:
        reasons = one.planned.reasons
        if not reasons or not all(r.text and (r.findings or "opinion" in r.basis) for r in reasons):
            yield Violation("say_why", one.planned.uid)
    for made in case.decisions:
        if not made.text or not (made.findings or "opinion" in made.basis):
            yield Violation("say_why", made.uid)


def _kept(case: Case, _: Iterable[Event]) -> Iterator[Violation]:
    if case.before is None:
        return
    now = {id(one) for one in case.programme.sessions()}
    logged = {one.uid for one in case.log if one.day <= case.today}
    for one in case.before.sessions():
        if (one.day < case.today or one.uid in logged) and id(one) not in now:
            yield Violation("past_kept", one.uid)
    earlier = {id(one) for one in case.before.sessions()}
    for one in case.programme.sessions():
        if one.day < case.today and id(one) not in earlier:
            yield Violation("past_kept", one.uid, "was not there before")


Part = Callable[[Case, list[Event]], Iterator[Violation]]
