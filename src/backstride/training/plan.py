"""From a person, a screening and wishes to a programme, or to why there is none."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from backstride import __version__
from backstride.training.athlete import Athlete
from backstride.training.calendar import DAYS, spread, week_days
from backstride.training.catalogue import Catalogue, default_catalogue
from backstride.training.choose import missing_means, obstacle
from backstride.training.ladder import Ladder
from backstride.training.limits import limits_in_words
from backstride.training.match_reach import YEAR_WEEKS, reach_notes
from backstride.training.programme import (
    Collision,
    NoProgramme,
    PlanningConflict,
    Programme,
    Week,
    Wishes,
)
from backstride.training.screening import NOT_MEDICAL_ADVICE, Screening
from backstride.training.weeks import Brief, brief, fill_week


def plan(
    athlete: Athlete,
    screening: Screening,
    start: date,
    wishes: Wishes | None = None,
    found: Catalogue | None = None,
) -> Programme | PlanningConflict | NoProgramme:
    """Return a programme from a day on; the same input gives the same one.

    Parameters
    ----------
    athlete : Athlete
    screening : Screening
        Of this person, today.
    start : date
        First day of the first week.
    wishes : Wishes or None
    found : Catalogue or None
        Other templates or settings than those that ship with Backstride.

    Returns
    -------
    Programme, PlanningConflict or NoProgramme
        A conflict names what collides and holds the nearest programme that can be made.
    """
    if not may_plan(screening):
        return NoProgramme(
            text="The screening allows no programme now: " + screening.reasons[0].text,
            reasons=screening.reasons,
            questions=screening.questions,
        )
    wished = wishes or Wishes()
    given = brief(athlete, screening.limits, wished, start, found or default_catalogue())
    collisions = tuple(_collisions(given, found or default_catalogue()))
    if collisions:
        return _nearest(given, collisions, found or default_catalogue())
    programme = programme_of(given)
    return programme if programme.sessions() else _nothing_placed(given)


def may_plan(screening: Screening) -> bool:
    """Return whether the screening allows a programme."""
    return screening.may_plan and screening.limits.allowed != "nothing"


def programme_of(given: Brief) -> Programme:
    """Return the programme when all goes as planned."""
    ladder = Ladder()
    weeks = fill(given, ladder, given.start, lambda _: None)
    return Programme(
        athlete=given.athlete,
        limits=given.limits,
        wishes=given.wishes,
        settings=given.settings,
        start=given.start,
        weeks=weeks,
        notes=(NOT_MEDICAL_ADVICE, *_within(given), *_unserved(given), *_toward(given, weeks)),
        version=__version__,
    )


def fill(
    given: Brief, ladder: Ladder, from_day: date, earlier: Callable[[int], Week | None]
) -> tuple[Week, ...]:
    """Return all weeks, with sessions from a day on beside those of weeks as they were."""
    weeks = []
    for index in range(given.wishes.weeks):
        week = earlier(index)
        past = week is not None and (from_day - week.start).days >= DAYS
        if week is not None and past:
            weeks.append(week)
        else:
            kept = () if week is None else week.sessions
            weeks.append(fill_week(given, ladder, index, from_day, kept))
    return tuple(weeks)


def _within(given: Brief) -> Iterator[str]:
    phrases = limits_in_words(given.limits)
    if phrases:
        yield f"From the screening: {', '.join(phrases)}."


def _unserved(given: Brief) -> Iterator[str]:
    for goal in given.athlete.goals:
        if not any(goal in one.kind.template.goals for one in given.suited):
            name = goal.replace("_", " ")
            yield f"No kind of session that suits you is made for the goal {name}."


def _toward(given: Brief, weeks: tuple[Week, ...]) -> Iterator[str]:
    """Yield how far the weeks come towards a match, where targets are wished for."""
    targets = given.wishes.targets
    if targets is None:
        return
    wishes = replace(given.wishes, weeks=YEAR_WEEKS, event_on=None)
    on = replace(given, wishes=wishes, taper_from=None)
    yield from reach_notes(targets, weeks, fill(on, Ladder(), given.start, lambda _: None))


def _collisions(given: Brief, found: Catalogue) -> Iterator[Collision]:
    yield from _time_collisions(given)
    yield from _template_collisions(given, found)
    event = given.wishes.event_on
    if event is not None and event <= given.start:
        yield Collision(
            wish="event_on",
            against="start",
            text=f"The event on {event} is not after the start on {given.start}.",
        )
    if not given.suited:
        reasons = {missing_means(one, given.athlete, given.limits) for one in found.kinds} - {""}
        against = ", ".join(sorted(reasons)) or "the limits of the screening"
        yield Collision(
            wish="programme",
            against="place_and_people",
            text=f"No kind of session suits you; what is missing or in the way: {against}.",
        )


def _time_collisions(given: Brief) -> Iterator[Collision]:
    longest = max(given.athlete.minutes_by_weekday.values(), default=0.0)
    if given.suited and longest < round(given.shortest, 1):
        yield Collision(
            wish="minutes_by_weekday",
            against="fits_the_day",
            text=f"The longest free time on a day is {longest:g} min, and the shortest session "
            f"that suits you takes {given.shortest:.1f} min.",
        )
    elif given.suited and (given.wishes.sessions_per_week or 0) > _possible(given):
        wanted = given.wishes.sessions_per_week
        yield Collision(
            wish="sessions_per_week",
            against="rest_between",
            text=f"{wanted} sessions a week collide with free days, matches and rest in between, "
            f"which leave room for {_possible(given)}.",
        )
    elif given.suited and _possible(given) == 0:
        yield Collision(
            wish="minutes_by_weekday",
            against="match_day",
            text="Every day that has free time is the day of a match.",
        )


def _possible(given: Brief) -> int:
    """Return how many sessions a week without single matches has room for."""
    plain = replace(given.athlete, match_dates=())
    days = week_days(plain, given.start, None, given.settings)
    free = tuple(
        n
        for n, day in enumerate(days)
        if day.minutes >= round(given.shortest, 1) and not day.is_match
    )
    return len(spread(free, (), (), DAYS, int(given.settings.rest_days)))


def _template_collisions(given: Brief, found: Catalogue) -> Iterator[Collision]:
    suited = {one.kind.id for one in given.suited}
    for template_id in given.wishes.template_ids:
        kind = found.kind(template_id)
        if kind is None:
            yield Collision(
                wish=template_id, against="templates", text=f"There is no template {template_id!r}."
            )
        elif template_id not in suited:
            against = obstacle(kind, given.athlete, given.limits, given.start)
            yield Collision(
                wish=template_id,
                against=against,
                text=f"{kind.template.title} was wished for, but {against} stands against it.",
            )


def _nearest(given: Brief, collisions: tuple[Collision, ...], found: Catalogue) -> PlanningConflict:
    in_the_way = {one.wish for one in collisions}
    changes = []
    wishes = given.wishes
    if "sessions_per_week" in in_the_way and _possible(given) > 0:
        wishes = replace(wishes, sessions_per_week=_possible(given))
        changes.append(f"{_possible(given)} session(s) a week")
    if "event_on" in in_the_way:
        wishes = replace(wishes, event_on=None)
        changes.append("no event")
    left = tuple(one for one in wishes.template_ids if one not in in_the_way)
    if left != wishes.template_ids:
        wishes = replace(wishes, template_ids=left)
        changes.append("without " + ", ".join(sorted(in_the_way & set(given.wishes.template_ids))))
    again = brief(given.athlete, given.limits, wishes, given.start, found)
    if any(_collisions(again, found)):
        return PlanningConflict(
            collisions=collisions, nearest=None, offer=_offer(again, in_the_way)
        )
    return PlanningConflict(
        collisions=collisions,
        nearest=programme_of(again),
        offer=f"The nearest programme has {', '.join(changes)}.",
    )


def _nothing_placed(given: Brief) -> PlanningConflict:
    text = "Every session that suits you collides with the order of stages, or with free days."
    collision = Collision(wish="programme", against="stage_order", text=text)
    offer = _offer(given, set())
    return PlanningConflict(collisions=(collision,), nearest=None, offer=offer)


def _offer(given: Brief, in_the_way: set[str]) -> str:
    if "minutes_by_weekday" in in_the_way:
        return f"Free at least {given.shortest:.0f} min on a day without a match, and plan again."
    return (
        "Add a place, a spotter or equipment, or see what the screening asks for, and plan again."
    )
