"""The JSON of the questions before a plan."""

from fastapi import APIRouter, Request

from backstride.journal.screenings import KeptScreening
from backstride.training import athlete_from_dict, questionnaire, screen
from backstride.training.plan import may_plan
from backstride.web.pages import words_for
from backstride.web.plans.asked import rule_asking
from backstride.web.plans.health_form import GROUPS
from backstride.web.plans.shapes import AnswersShape, QuestionShape, ScreeningShape
from backstride.web.problems import ProblemError
from backstride.web.visiting import Visit, Visiting

router = APIRouter(prefix="/screening", tags=["plans"])


@router.get("/questions")
def get_questions(request: Request, _: Visiting) -> list[QuestionShape]:
    """Return what everyone is asked before a plan, in the reader's language."""
    say = words_for(request)
    group_of = {one: group for group, ids in GROUPS for one in ids}
    return [
        QuestionShape(
            id=one.id,
            group=group_of[one.id],  # type: ignore[index]  # questions bear conditions' names
            text=say(f"health_question.{one.id}"),
            kind=one.kind,
            unit=one.unit,
            low=one.low,
            high=one.high,
            options=list(one.options),
            why=say(f"health_rule.{rule_asking(one.id)}"),
        )
        for one in questionnaire()
    ]


@router.get("")
def get_screening(visit: Visiting) -> ScreeningShape:
    """Return the newest screening as it comes out today, with the questions that are open."""
    kept = visit.journal.screenings.latest(visit.by, visit.person.id)
    if kept is None:
        raise ProblemError(404, "not_screened", "Nothing was answered yet.")
    return _shape(visit, kept)


@router.post("", status_code=201)
def answer_screening(visit: Visiting, told: AnswersShape) -> ScreeningShape:
    """Keep answers; a screening that allows no plan ends the one that is followed."""
    athlete = athlete_from_dict(told.athlete)
    kept, _ = visit.journal.screenings.answer(
        visit.by, visit.person.id, athlete, dict(told.answers)
    )
    return _shape(visit, kept)


def _shape(visit: Visit, kept: KeptScreening) -> ScreeningShape:
    found = screen(kept.who(), kept.answers, visit.today)
    return ScreeningShape(
        number=kept.number,
        made_at=kept.made_at,
        outcome=found.outcome,
        may_plan=may_plan(found),
        result=found.as_json(),
    )
