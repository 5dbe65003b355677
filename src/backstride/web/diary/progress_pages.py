"""What became of it: load, dose, pain and tests over the weeks."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from backstride.errors import SettingsError
from backstride.training.outcomes import outcome_tests
from backstride.web.diary.charts import draw
from backstride.web.diary.course_charts import course_chart
from backstride.web.diary.days import page_with_days
from backstride.web.diary.figures import plain_number, test_name, unit_words
from backstride.web.diary.form import Fields, day_of, number_of
from backstride.web.diary.history import SPANS, history_of
from backstride.web.diary.progress_charts import progress_charts
from backstride.web.diary.testing import LEG_SETTING, add_result, courses
from backstride.web.entry import form_of
from backstride.web.pages import error_said, words_for
from backstride.web.visiting import Visit, Visiting

router = APIRouter()

MOST_TRIALS = 12
"""Most trials of a test on one day; protocols ask for three."""

_USUAL_SPAN = 12


@router.get("/progress")
def show_progress(
    request: Request, visit: Visiting, weeks: Annotated[int, Query()] = _USUAL_SPAN
) -> Response:
    """Show load, dose, pain and tests over some weeks."""
    return _progress_page(request, visit, weeks, {"day": visit.today.isoformat()})


@router.post("/progress/tests")
async def take_result(request: Request, visit: Visiting) -> Response:
    """Keep the result of a test and show whether it changed."""
    fields = await form_of(request)
    try:
        trials = _trials(fields.get("trials", ""))
        if leg := number_of(fields, "leg_length_cm"):
            visit.journal.people.update(visit.by, visit.person.id, settings={LEG_SETTING: leg})
        name = add_result(
            visit,
            fields.get("test", ""),
            day_of(fields.get("day", "")),
            trials,
            fields.get("side", ""),
            by_protocol="own_way" not in fields,
        )
    except SettingsError as error:
        return _progress_page(request, visit, _USUAL_SPAN, fields, error_said(request, error), 422)
    return RedirectResponse(visit.at(f"/progress#test-{name.replace('.', '-')}"), 303)


def _trials(text: str) -> list[float]:
    """Return the numbers of a field: between them stand spaces, semicolons or new lines."""
    words = text.replace(";", " ").split()
    if not 0 < len(words) <= MOST_TRIALS:
        raise SettingsError(
            "trials: write 1 to {most} results, with spaces between them.", most=MOST_TRIALS
        )
    found = [number_of({"trials": word.rstrip(",")}, "trials") for word in words]
    return [one for one in found if one is not None]


def _progress_page(
    request: Request,
    visit: Visit,
    weeks: int,
    fields: Fields,
    mistake: str = "",
    status: int = 200,
) -> Response:
    say = words_for(request)
    span = min(SPANS, key=lambda one: abs(one - weeks))
    history = history_of(visit, span)
    found = courses(visit)
    today: date = visit.today
    return page_with_days(
        request,
        "diary-progress.html",
        status=status,
        charts={one.key: one for one in progress_charts(history, say)},
        history=history,
        weeks=span,
        spans=SPANS,
        courses=[(one, course_chart(one, today, say)) for one in found],
        tests=list(outcome_tests().values()),
        leg=visit.person.settings.get(LEG_SETTING),
        draw=lambda chart: draw(chart, say),
        plain=lambda value: plain_number(value, say),
        unit=lambda name: unit_words(name, say),
        named=lambda test: test_name(test.id, test.name, say),
        fields=fields,
        mistake=mistake,
    )
