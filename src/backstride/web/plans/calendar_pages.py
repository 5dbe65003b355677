"""The plan as a calendar: a week or a month at a time."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from backstride.training.programme import Week
from backstride.web.pages import page, words_for
from backstride.web.plans.board import DAYS, cells, month_days
from backstride.web.plans.told import Teller, days_of, week_start
from backstride.web.problems import ProblemError
from backstride.web.visiting import Visiting

router = APIRouter(include_in_schema=False)

_DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_MONTH = "^[0-9]{4}-[0-9]{2}$"


@router.get("/plan")
def calendar(
    request: Request,
    visit: Visiting,
    week: Annotated[str, Query(pattern=_DAY)] = "",
    month: Annotated[str, Query(pattern=_MONTH)] = "",
) -> Response:
    """Show the plan, a week at a time or a month."""
    version = visit.journal.programmes.current(visit.by, visit.person.id)
    first = _day(f"{month}-01") if month else week_start(_day(week) if week else visit.today)
    days = month_days(first) if month else list(days_of(first, DAYS))
    weeks = version.programme.weeks if version else ()
    shown = [one for one in weeks if _overlaps(one, days)]
    step = timedelta(days=DAYS)
    last_month, next_month = first - timedelta(days=1), days[-1] if month else first
    if month:
        next_month = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return page(
        request,
        "plans-calendar.html",
        plan=version,
        cells=cells(visit, version, days),
        first=first,
        is_month=bool(month),
        before=f"{last_month:%Y-%m}" if month else (first - step).isoformat(),
        after=f"{next_month:%Y-%m}" if month else (first + step).isoformat(),
        other=week_start(max(first, visit.today) if _same_month(first, visit.today) else first)
        if month
        else first + timedelta(days=3),
        weeks=shown,
        tell=Teller(words_for(request), visit.person.units),
    )


def _overlaps(week: Week, days: list[date]) -> bool:
    return week.start <= days[-1] and week.start + timedelta(days=DAYS) > days[0]


def _same_month(one: date, other: date) -> bool:
    return (one.year, one.month) == (other.year, other.month)


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if not 1900 < found.year < 2200:
        raise ProblemError(422, "bad_request", f"{text} is no day of a calendar.")
    return found
