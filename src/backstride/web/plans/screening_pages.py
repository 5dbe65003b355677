"""The questions before a plan: asking them, and what came of them."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from backstride.errors import SettingsError
from backstride.training import Screening, screen
from backstride.training.athlete_words import BACKWARD_EXPERIENCES, SITES
from backstride.training.injury import CLEARANCES, INJURY_KINDS, SIDES, STAGES
from backstride.training.plan import may_plan
from backstride.training.questions import Answer, Question
from backstride.web.pages import page, words_for
from backstride.web.plans.asked import asked, limits, questions, reasons
from backstride.web.plans.fields import Fields, Form, Reading
from backstride.web.plans.health_form import (
    INJURY_SLOTS,
    PAIN_SLOTS,
    Answered,
    read_health,
    shown_values,
)
from backstride.web.visiting import Visit, Visiting

router = APIRouter(include_in_schema=False)


@router.get("/screening")
def ask(request: Request, visit: Visiting) -> Response:
    """Show the questions; what is known of the person stands in them already."""
    kept = visit.journal.screenings.latest(visit.by, visit.person.id)
    shown = shown_values(kept.who() if kept else None, visit.person.units)
    return _questions(request, visit, Fields({k: [v] for k, v in shown.items()}))


@router.post("/screening")
def answer(request: Request, visit: Visiting, form: Form) -> Response:
    """Keep the answers and go on, or show what is missing with everything still filled in."""
    kept = visit.journal.screenings.latest(visit.by, visit.person.id)
    known = kept.who() if kept else None
    read = read_health(form, visit.person.name, visit.person.units, known)
    if read.athlete is None:
        return _questions(request, visit, form, read)
    _, found = visit.journal.screenings.answer(visit.by, visit.person.id, read.athlete, {})
    return _on(visit, found)


@router.get("/screening/result")
def result(request: Request, visit: Visiting) -> Response:
    """Show what came of the questions: what stops a plan, what is still asked, what it respects."""
    return _result(request, visit, Fields())


@router.post("/screening/result")
def answer_more(request: Request, visit: Visiting, form: Form) -> Response:
    """Keep the answers to what was still asked, and go on."""
    kept = visit.journal.screenings.latest(visit.by, visit.person.id)
    if kept is None:
        return RedirectResponse(visit.at("/screening"), 303)
    open_ones = screen(kept.who(), kept.answers, visit.today).questions
    more, wrong = _answers(form, open_ones)
    if wrong:
        return _result(request, visit, form, wrong)
    told = {**kept.answers, **more}
    try:
        _, found = visit.journal.screenings.answer(visit.by, visit.person.id, kept.who(), told)
    except SettingsError:
        return _result(request, visit, form, {one.id: "number" for one in open_ones})
    return _on(visit, found)


def _on(visit: Visit, found: Screening) -> Response:
    path = "/begin" if may_plan(found) else "/screening/result"
    return RedirectResponse(visit.at(path), 303)


def _questions(
    request: Request, visit: Visit, form: Fields, read: Answered | None = None
) -> Response:
    say = words_for(request)
    return page(
        request,
        "plans-screening.html",
        status=422 if read else 200,
        form=form,
        errors=read.errors if read else {},
        sentence=read.sentence if read else "",
        groups=questions(say),
        sites=SITES,
        kinds=INJURY_KINDS,
        sides=SIDES,
        stages=STAGES,
        releases=CLEARANCES,
        experiences=BACKWARD_EXPERIENCES,
        injuries=range(1, INJURY_SLOTS + 1),
        pains=range(1, PAIN_SLOTS + 1),
        imperial=visit.person.units == "imperial",
        youngest=visit.today.isoformat(),
    )


def _result(
    request: Request, visit: Visit, form: Fields, wrong: dict[str, str] | None = None
) -> Response:
    kept = visit.journal.screenings.latest(visit.by, visit.person.id)
    if kept is None:
        return RedirectResponse(visit.at("/screening"), 303)
    say = words_for(request)
    found = screen(kept.who(), kept.answers, visit.today)
    said = reasons(say, found)
    return page(
        request,
        "plans-result.html",
        status=422 if wrong else 200,
        outcome=found.outcome,
        kept=kept,
        may=may_plan(found),
        stops=[one for one in said if one.outcome == "stop"],
        waits=[one for one in said if one.outcome == "clearance"],
        rest=[one for one in said if one.outcome in ("limit", "ask_more")],
        limits=limits(say, found.limits) if may_plan(found) else [],
        asked=[asked(say, one) for one in found.questions] if found.outcome != "stop" else [],
        form=form,
        errors=wrong or {},
    )


def _answers(
    form: Fields, open_ones: tuple[Question, ...]
) -> tuple[dict[str, Answer], dict[str, str]]:
    """Return the answers that were given, and what is wrong with others."""
    reading = Reading(form)
    found: dict[str, Answer] = {}
    for one in open_ones:
        said = form.one(f"ask_{one.id}")
        if one.kind == "number":
            number = reading.number(f"ask_{one.id}", one.low, one.high)
            if number is not None:
                found[one.id] = number
        elif one.kind == "yes_no" and said in ("yes", "no"):
            found[one.id] = said == "yes"
        elif one.kind == "choice" and said in one.options:
            found[one.id] = said
    return found, reading.errors
