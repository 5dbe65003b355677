"""Load, dose and tests as JSON."""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from backstride.training.load import RATIO_NOTE, WeeklyLoad
from backstride.web.diary.history import SPANS, history_of
from backstride.web.diary.progress_pages import MOST_TRIALS
from backstride.web.diary.testing import add_result, courses
from backstride.web.visiting import Visiting

api = APIRouter(tags=["progress"])


class WeekMetres(BaseModel):
    """Metres backward of one week; ``measured_m`` is an estimate or null."""

    monday: date
    planned_m: float
    done_m: float
    measured_m: dict[str, Any] | None


class ProgressJson(BaseModel):
    """Weeks of a person; figures are estimates, or null with a reason under ``cannot_tell``."""

    start: date
    today: date
    load: list[dict[str, Any]]
    acute_chronic: list[dict[str, Any]]
    ratio_note: str
    dose: list[WeekMetres]
    backward_steps: list[dict[str, Any]]
    knee_impulse: list[dict[str, Any]]


class ResultJson(BaseModel):
    """The trials of a test on one day."""

    model_config = ConfigDict(extra="forbid")

    test: Annotated[str, Field(max_length=60, description="id of an outcome test")]
    day: date
    trials: Annotated[list[float], Field(min_length=1, max_length=MOST_TRIALS)]
    side: Literal["left", "right"] | None = None
    by_protocol: bool = True


class CourseJson(BaseModel):
    """All days of a test and what became of it; ``change`` is null with one day alone."""

    name: str
    test: str
    side: str | None
    by_protocol: bool
    unit: str
    days: list[dict[str, Any]]
    change: dict[str, Any] | None


@api.get("/progress")
def get_progress(
    visit: Visiting, weeks: Annotated[int, Query(ge=1, le=SPANS[-1])] = 12
) -> ProgressJson:
    """Return load, dose and measured figures of the last weeks."""
    history = history_of(visit, weeks)
    return ProgressJson(
        start=history.start,
        today=history.today,
        load=_weeks(history.rated_weeks),
        acute_chronic=[one.as_json() for one in history.acute_chronic],
        ratio_note=RATIO_NOTE,
        dose=[
            WeekMetres(
                monday=one.monday,
                planned_m=round(one.planned_m, 1),
                done_m=round(one.done_m, 1),
                measured_m=one.measured_m.as_json() if one.measured_m else None,
            )
            for one in history.doses
        ],
        backward_steps=_weeks(history.measured_weeks("backward_steps")),
        knee_impulse=_weeks(history.measured_weeks("knee_impulse_bw_s")),
    )


def _weeks(weeks: list[WeeklyLoad]) -> list[dict[str, Any]]:
    return [one.as_json() for one in weeks]


@api.get("/tests")
def get_tests(visit: Visiting) -> list[CourseJson]:
    """Return every test of a person, with whether it changed."""
    return [
        CourseJson(
            name=one.name,
            test=one.test.id,
            side=one.side,
            by_protocol=one.by_protocol,
            unit=one.test.unit,
            days=[occasion.as_json() for occasion in one.occasions],
            change=one.change.as_json() if one.change else None,
        )
        for one in courses(visit)
    ]


@api.post("/tests", status_code=201)
def add_test(visit: Visiting, said: ResultJson) -> list[CourseJson]:
    """Keep the trials of a test and return every test."""
    add_result(
        visit, said.test, said.day, said.trials, said.side or "", by_protocol=said.by_protocol
    )
    return get_tests(visit)
