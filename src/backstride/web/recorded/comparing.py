"""Two recordings side by side, and one person's recordings over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from backstride.errors import BackstrideError
from backstride.web.diary.charts import draw
from backstride.web.kept import Measured
from backstride.web.pages import page, words_for
from backstride.web.problems import ProblemError
from backstride.web.recorded.drawing import Pair, compared, comparison_made, linked
from backstride.web.recorded.found import measured_now
from backstride.web.recorded.in_short import in_short
from backstride.web.recorded.over_time import trend_of
from backstride.web.sentences import (
    distance_words,
    length_words,
    sentence_of,
    speed_words,
    when_words,
)
from backstride.web.visiting import Visit, Visiting
from backstride.web.words_of import Words

person_router = APIRouter(include_in_schema=False)
api = APIRouter(tags=["recorded"])

SomeId = Annotated[str, Query(pattern="^([0-9a-f]{32})?$")]
ThisId = Annotated[str, Query(pattern="^[0-9a-f]{32}$")]

_SHARE_BACKWARD = 0.5
"""A recording whose moving time was mostly backward is offered as the backward one first."""
_OVER_TIME = 60
"""Recordings that the table over time shows."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A recording that can be chosen."""

    id: str
    name: str
    when: str
    sentence: str
    is_backward: bool
    has_backward: bool


@dataclass(frozen=True, slots=True)
class Then:
    """A recording in the table over time."""

    id: str
    name: str
    when: str
    far: str
    time: str
    mean: str
    peak: str


@person_router.get("/compare")
def choose(
    request: Request,
    visit: Visiting,
    measuring: Measured,
    backward: SomeId = "",
    forward: SomeId = "",
) -> Response:
    """Show which recordings can be compared, and two beside each other."""
    say = words_for(request)
    found = [
        pair
        for pair in visit.journal.recordings.of(visit.by, visit.person.id)
        if pair[1].error_code is None
    ]
    chosen: list[Pair] = [_known(found, one) for one in (backward, forward) if one]
    both = chosen if len(chosen) == 2 else []
    made = measuring.pages.get(_key(both)) if both else None
    if not made:
        measuring.warm()
    return page(
        request,
        "recorded-compare.html",
        choices=[_choice(visit, pair, say) for pair in found],
        backward=backward,
        forward=forward,
        both=[recording.name for recording, _ in both],
        made=None if made is None else _shown(made, say),
        over_time=_over_time(visit, found, say),
        trend=trend_of(found, visit.person.zone, say),
        draw=lambda chart: draw(chart, say),
        live=dict(say.section("report_live")),
    )


@person_router.get("/compare/part")
def part(
    request: Request, visit: Visiting, measuring: Measured, backward: ThisId, forward: ThisId
) -> Response:
    """Return the comparison as a part of a page, made now unless it is there."""
    made = _made(visit, measuring, backward, forward)
    return JSONResponse(_shown(made, words_for(request)))


@person_router.get("/compare/report.html")
def report(visit: Visiting, measuring: Measured, backward: ThisId, forward: ThisId) -> Response:
    """Return the comparison as one page that opens anywhere."""
    one, other = (measured_now(visit, id_) for id_ in (backward, forward))
    try:
        html: str = compared(visit, measuring, one, other, "comparison_report_of")
    except BackstrideError as error:
        raise ProblemError(409, error.code, str(error)) from None
    headers = {"Content-Disposition": 'attachment; filename="comparison.html"'}
    return Response(html, headers=headers, media_type="text/html; charset=utf-8")


@api.get("/compare")
def comparison(
    visit: Visiting, measuring: Measured, backward: ThisId, forward: ThisId
) -> dict[str, Any]:
    """Return a backward recording beside a forward one as ``backstride.comparison/1``."""
    found: dict[str, Any] = _made(visit, measuring, backward, forward)["comparison"]
    return found


def _made(visit: Visit, measuring: Any, backward: str, forward: str) -> dict[str, Any]:
    one, other = (measured_now(visit, id_) for id_ in (backward, forward))
    try:
        return comparison_made(visit, measuring, one, other)
    except BackstrideError as error:
        raise ProblemError(409, error.code, str(error)) from None


def _shown(made: dict[str, Any], say: Words) -> dict[str, Any]:
    return {
        "headline": made["headline"],
        "short": in_short(made["comparison"], say),
        "html": linked(made["html"]),
        "player": None,
    }


def _key(both: Sequence[Pair]) -> str:
    return " ".join(measured.id for _, measured in both)


def _known(found: Sequence[Pair], recording_id: str) -> Pair:
    for pair in found:
        if pair[0].id == recording_id:
            return pair
    raise ProblemError(404, "no_result", "There is no such recording; it may be deleted.")


def _choice(visit: Visit, pair: Pair, say: Words) -> Choice:
    recording, measured = pair
    moving, backward = measured.moving_s or 0.0, measured.backward_s or 0.0
    return Choice(
        recording.id,
        recording.name,
        when_words(recording, measured, visit.person.zone, say),
        sentence_of(measured, say),
        is_backward=moving > 0 and backward >= _SHARE_BACKWARD * moving,
        has_backward=backward > 0,
    )


def _over_time(visit: Visit, found: Sequence[Pair], say: Words) -> list[Then]:
    return [
        Then(
            recording.id,
            recording.name,
            when_words(recording, measured, visit.person.zone, say),
            distance_words(measured.backward_m, say),
            length_words(measured.backward_s, say),
            speed_words(measured.backward_mean_mps, say),
            speed_words(measured.backward_peak_mps, say),
        )
        for recording, measured in found
        if measured.backward_s
    ][:_OVER_TIME]
