"""Choosing a plan and starting it: goals with what research says, a preview, one consent."""

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from backstride.training import (
    Athlete,
    NoProgramme,
    PlanningConflict,
    Programme,
    Screening,
    plan,
    screen,
)
from backstride.training.athlete_words import (
    EQUIPMENT,
    PLACES,
    POSITIONS,
    SPORTS,
    SPOTTERS,
    WEEKDAYS,
)
from backstride.training.plan import may_plan
from backstride.training.programme import PlannedSession
from backstride.web.beside_match import beside
from backstride.web.pages import page, words_for
from backstride.web.plans.asked import limits, reasons
from backstride.web.plans.fields import Fields, Form
from backstride.web.plans.goals import goals, serving
from backstride.web.plans.matched import TOWARDS, offered, towards
from backstride.web.plans.told import Teller
from backstride.web.plans.wish_form import (
    LATEST_START,
    MINUTES,
    Wished,
    first_wishes,
    read_wishes,
)
from backstride.web.visiting import Visit, Visiting

router = APIRouter(include_in_schema=False)

CONSENT = "not_medical_advice_on"
"""Setting of a person: the day they took note that a plan is not medical advice."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a plan would be.

    Attributes
    ----------
    programme : Programme or None
        The one wished for, or the nearest that can be made.
    collisions : tuple of str
        What stands against the wishes.
    offer : str
    """

    programme: Programme | None
    collisions: tuple[str, ...] = ()
    offer: str = ""

    @property
    def most_backward_s(self) -> float:
        """Return the most backward time of a week, for drawing them beside each other."""
        return max((backward for _, backward in self.weeks()), default=0.0)

    def weeks(self) -> list[tuple[int, float]]:
        """Return each week's number and its backward time as expected, in s."""
        found = self.programme.weeks if self.programme else ()
        return [(week.number, sum(backward_s(one) for one in week.sessions)) for week in found]


def backward_s(one: PlannedSession) -> float:
    """Return the backward time of a planned session as expected, in s."""
    backward = one.expected.by_direction.get("backward")
    return backward.time_s.value if backward else 0.0


@router.get("/begin")
def choose(request: Request, visit: Visiting, match: str = "", player: str = "") -> Response:
    """Show the choices, and the plan that they give; from a match, towards a player of it."""
    known = _known(visit)
    if known is None:
        return RedirectResponse(visit.at("/screening"), 303)
    athlete, found = known
    if not may_plan(found):
        return RedirectResponse(visit.at("/screening/result"), 303)
    before = _before(visit)
    form = first_wishes(before, athlete, visit.today)
    if match:
        form = towards(form, match, player)
    wished = read_wishes(form, athlete, visit.today, offered(request, visit, form, before))
    return _page(request, visit, form, found, wished)


@router.post("/begin")
def preview_or_start(request: Request, visit: Visiting, form: Form) -> Response:
    """Show the plan that the choices give, or begin to follow it."""
    known = _known(visit)
    if known is None:
        return RedirectResponse(visit.at("/screening"), 303)
    athlete, found = known
    if not may_plan(found):
        return RedirectResponse(visit.at("/screening/result"), 303)
    choices = offered(request, visit, form, _before(visit))
    wished = read_wishes(form, athlete, visit.today, choices)
    if form.one("do") != "start" or wished.athlete is None:
        return _page(request, visit, form, found, wished, status=422 if wished.errors else 200)
    if CONSENT not in visit.person.settings and "consent" not in form:
        return _page(request, visit, form, found, wished, status=422, unconsented=True)
    made = _preview(wished, found)
    is_asked_for = not made.collisions or "nearest" in form
    if made.programme is None or not is_asked_for:
        return _page(request, visit, form, found, wished, status=409)
    if CONSENT not in visit.person.settings:
        today = visit.today.isoformat()
        visit.journal.people.update(visit.by, visit.person.id, settings={CONSENT: today})
    visit.journal.programmes.start(visit.by, visit.person.id, made.programme)
    return RedirectResponse(visit.at("/"), 303)


def _before(visit: Visit) -> Programme | None:
    """Return the plan that is followed now."""
    version = visit.journal.programmes.current(visit.by, visit.person.id)
    return version.programme if version else None


def _known(visit: Visit) -> tuple[Athlete, Screening] | None:
    """Return the person as they answered last, and what comes of it today."""
    kept = visit.journal.screenings.latest(visit.by, visit.person.id)
    if kept is None:
        return None
    athlete = kept.who()
    return athlete, screen(athlete, kept.answers, visit.today)


def _preview(wished: Wished, found: Screening) -> Preview:
    if wished.athlete is None or wished.start is None:
        return Preview(None)
    made = plan(wished.athlete, found, wished.start, wished.wishes)
    if isinstance(made, NoProgramme):
        return Preview(None, (made.text,))
    if isinstance(made, PlanningConflict):
        return Preview(made.nearest, tuple(one.text for one in made.collisions), made.offer)
    return Preview(made)


def _page(
    request: Request,
    visit: Visit,
    form: Fields,
    found: Screening,
    wished: Wished,
    *,
    status: int = 200,
    unconsented: bool = False,
) -> Response:
    say = words_for(request)
    before = _before(visit)
    last: date = visit.today + LATEST_START
    tell = Teller(say, visit.person.units)
    preview = _preview(wished, found)
    aimed = wished.wishes.targets if wished.wishes else None
    return page(
        request,
        "plans-begin.html",
        status=status,
        form=form,
        errors=wished.errors or {},
        sentence=wished.sentence,
        goals=goals(),
        serving=serving(form.many("goal")),
        sports=SPORTS,
        positions=POSITIONS,
        places=PLACES,
        equipment=EQUIPMENT,
        spotters=SPOTTERS,
        weekdays=WEEKDAYS,
        minutes=MINUTES,
        preview=preview,
        beside=beside(aimed, preview.programme, tell),
        limits=limits(say, found.limits),
        reasons=reasons(say, found),
        tell=tell,
        consented=CONSENT in visit.person.settings,
        unconsented=unconsented,
        replaces=before is not None,
        offered=offered(request, visit, form, before),
        towards=form.one(TOWARDS),
        last=last.isoformat(),
    )
