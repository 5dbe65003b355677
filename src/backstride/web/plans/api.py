"""The JSON of plans: reading them, moving, skipping, undoing, overruling, adapting."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request

from backstride.training import NoProgramme, PlanningConflict, athlete_from_dict, plan, screen
from backstride.training.athlete_text import athlete_as_dict
from backstride.training.match_targets import targets_from_dict
from backstride.training.programme import Wishes
from backstride.web.pages import words_for
from backstride.web.plans import shapes
from backstride.web.plans.adapting import adapt_after
from backstride.web.plans.playable import found_in
from backstride.web.plans.session_pages import Key, followed, targets
from backstride.web.plans.today import today_of
from backstride.web.plans.told import Teller
from backstride.web.problems import ProblemError
from backstride.web.visiting import Visiting

router = APIRouter(tags=["plans"])

LONGEST = timedelta(days=400)
"""Most days of one question to the calendar: a year and what surrounds it."""


@router.get("/today")
def get_today(visit: Visiting) -> shapes.TodayShape:
    """Return what the person does next."""
    now = today_of(visit)
    version = now.version
    return shapes.TodayShape(
        state=now.state,
        day=visit.today,
        session=shapes.session_shape(version, now.session) if version and now.session else None,
        until=now.until,
        decision=shapes.decision_shape(now.decision) if now.decision else None,
        ask_next_morning=[one.entry_id for one in now.morning],
        unlogged=[one.key for one in now.unlogged],
        last_change=now.change.version.number if now.change else None,
    )


@router.get("/plan")
def get_plan(visit: Visiting) -> shapes.PlanShape:
    """Return the plan as it stands, with every session."""
    return shapes.plan_shape(followed(visit))


@router.post("/plan", status_code=201)
def start_plan(visit: Visiting, wished: shapes.WishesShape) -> shapes.PlanShape:
    """Make a plan from the newest screening and follow it; the one before ends.

    409 when the wishes collide with the rules, unless ``take_nearest``.
    """
    kept = visit.journal.screenings.latest(visit.by, visit.person.id)
    if kept is None:
        raise ProblemError(409, "not_screened", "Answer the screening first.")
    known = athlete_as_dict(kept.who())
    about = {k: v for k, v in wished.athlete.items() if k in _CHOSEN}
    if unknown := set(wished.athlete) - set(about):
        names = ", ".join(sorted(unknown))
        raise ProblemError(422, "bad_request", f"athlete: {names} belong to the screening.")
    athlete = athlete_from_dict({**known, **about})
    wishes = Wishes(
        weeks=wished.weeks,
        sessions_per_week=wished.sessions_per_week,
        template_ids=tuple(wished.template_ids),
        event_on=wished.event_on,
        targets=None if wished.targets is None else targets_from_dict(wished.targets),
    )
    made = plan(athlete, screen(athlete, kept.answers, visit.today), wished.start, wishes)
    if isinstance(made, NoProgramme):
        raise ProblemError(409, "no_programme", made.text)
    if isinstance(made, PlanningConflict):
        said = " ".join([*(one.text for one in made.collisions), made.offer])
        if made.nearest is None or not wished.take_nearest:
            raise ProblemError(409, "conflict", said)
        made = made.nearest
    return shapes.plan_shape(visit.journal.programmes.start(visit.by, visit.person.id, made))


_CHOSEN = frozenset(
    {
        "goals",
        "sport",
        "position",
        "places",
        "equipment",
        "spotter",
        "minutes_by_weekday",
        "match_weekdays",
        "match_dates",
    }
)
"""What of a person is chosen with a plan; the rest belongs to the screening."""


@router.get("/plan/versions")
def get_versions(
    visit: Visiting,
    before: Annotated[int | None, Query(ge=2)] = None,
    most: Annotated[int, Query(ge=1, le=100)] = 20,
) -> list[shapes.VersionShape]:
    """Return the versions of the plan, newest first, without their sessions."""
    lines = visit.journal.programmes.lines(visit.by, visit.person.id, before=before, most=most)
    return [shapes.version_shape(one) for one in lines]


@router.get("/plan/versions/{number}")
def get_version(visit: Visiting, number: int) -> shapes.PlanShape:
    """Return one version of the plan that is followed, with its sessions."""
    version = followed(visit)
    found = visit.journal.programmes.version(
        visit.by, visit.person.id, version.programme_id, number
    )
    return shapes.plan_shape(found)


@router.get("/plan/calendar")
def get_calendar(visit: Visiting, since: date, until: date) -> list[shapes.CalendarShape]:
    """Return the sessions from one day to another, both included, of earlier plans too."""
    if not timedelta(0) <= until - since <= LONGEST:
        sentence = f"until: choose up to {LONGEST.days} days from since on."
        raise ProblemError(422, "bad_request", sentence)
    found = visit.journal.programmes.calendar(visit.by, visit.person.id, since, until)
    return [shapes.calendar_shape(one) for one in found]


@router.get("/plan/sessions/{key}")
def get_session(visit: Visiting, key: Key) -> shapes.SessionShape:
    """Return one session."""
    version = followed(visit)
    return shapes.session_shape(version, found_in(version, key))


@router.get("/plan/sessions/{key}/days")
def get_days(request: Request, visit: Visiting, key: Key) -> list[shapes.TargetShape]:
    """Return the days nearby that a session could move to, with the rules that speak against.

    The rules speak the reader's language.
    """
    version = followed(visit)
    tell = Teller(words_for(request), visit.person.units, version.programme.settings)
    return [
        shapes.TargetShape(
            day=one.day,
            broken=[
                shapes.BrokenShape(**{**rule, "text": tell.rule(rule["rule_id"])})
                for rule in one.broken
            ],
        )
        for one in targets(visit, version, found_in(version, key))
    ]


@router.post("/plan/sessions/{key}/move")
def move_session(visit: Visiting, key: Key, to: shapes.MoveShape) -> shapes.PlanShape:
    """Move a session; 409 with the rules that speak against it, unless ``anyway`` and why."""
    one = found_in(followed(visit), key)
    made = visit.journal.programmes.move(
        visit.by, visit.person.id, one.uid, to.day, reason=to.reason, anyway=to.anyway
    )
    return shapes.plan_shape(made)


@router.post("/plan/sessions/{key}/skip")
def skip_session(visit: Visiting, key: Key, said: shapes.SkipShape) -> shapes.PlanShape:
    """Say that a session will not be done, or will after all."""
    one = found_in(followed(visit), key)
    visit.journal.programmes.skip(
        visit.by, visit.person.id, one.uid, said.reason, skipped=said.skipped
    )
    adapt_after(visit)
    return shapes.plan_shape(followed(visit))


@router.post("/plan/sessions/{key}/overrule")
def overrule_session(visit: Visiting, key: Key, said: shapes.ReasonShape) -> shapes.PlanShape:
    """Let what was reported of a session decide no more; the reason is kept."""
    one = found_in(followed(visit), key)
    made = visit.journal.programmes.overrule(visit.by, visit.person.id, one.uid, said.reason)
    return shapes.plan_shape(made)


@router.post("/plan/undo")
def undo_plan(visit: Visiting, said: shapes.ReasonShape) -> shapes.PlanShape:
    """Bring the sessions ahead back as they were before the newest version."""
    return shapes.plan_shape(visit.journal.programmes.undo(visit.by, visit.person.id, said.reason))


@router.post("/plan/adapt")
def adapt_plan(visit: Visiting) -> shapes.AdaptedShape:
    """Let the rules look at the log now."""
    found = adapt_after(visit)
    if found is None:
        raise ProblemError(404, "no_plan", "There is no plan now; begin one first.")
    return shapes.AdaptedShape(
        is_new=found.is_new,
        number=found.version.number,
        outcome=found.version.outcome,  # type: ignore[arg-type]  # one of the four, by the table
        set_aside=list(found.set_aside),
    )
