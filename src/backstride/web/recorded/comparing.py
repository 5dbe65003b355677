"""Two recordings side by side, and one person's recordings over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from backstride.errors import BackstrideError
from backstride.exchange.side_by_side import same_speed
from backstride.web.diary.charts import draw
from backstride.web.kept import Measured
from backstride.web.measuring import Measuring
from backstride.web.pages import page, words_for
from backstride.web.problems import ProblemError
from backstride.web.recorded.choosing import Row, beside, cards, kept_apart, roles
from backstride.web.recorded.drawing import Pair, compared, comparison_made, linked
from backstride.web.recorded.found import measured_now
from backstride.web.recorded.in_short import in_short
from backstride.web.recorded.large import brief
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
    one: SomeId = "",
    other: SomeId = "",
) -> Response:
    """Show which recordings can be compared, and two beside each other.

    ``one`` and ``other`` are any two; ``backward`` and ``forward`` say which is which.
    """
    say = words_for(request)
    found = [
        pair
        for pair in visit.journal.recordings.of(visit.by, visit.person.id)
        if pair[1].error_code is None
    ]
    said = (backward, forward) if backward and forward else (one, other)
    chosen: list[Pair] = [_known(found, some_id) for some_id in said if some_id]
    two = (chosen[0], chosen[1]) if len(chosen) == 2 and chosen[0] != chosen[1] else None
    both = list(two if two and backward and forward else (roles(*two) if two else None) or ())
    made = measuring.pages.get(_key(both)) if both else None
    if not made:
        measuring.warm()
    return page(
        request,
        "recorded-compare.html",
        choices=[_choice(visit, pair, say) for pair in found],
        backward=both[0][0].id if both else backward,
        forward=both[1][0].id if both else forward,
        both=[recording.name for recording, _ in both],
        first=chosen[0][0] if chosen else None,
        cards=cards(visit, found, chosen[0], say) if len(chosen) == 1 else [],
        beside=_beside(visit, measuring, two, both, say) if two else None,
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


@dataclass(frozen=True, slots=True)
class Beside:
    """Two recordings side by side: their names, why not to compare them, and their tables."""

    names: tuple[str, str]
    ids: tuple[str, str]
    whens: tuple[str, str]
    apart: list[str]
    alike: bool
    tables: list[tuple[str, list[Row]]]


def _beside(
    visit: Visit, measuring: Measuring, two: tuple[Pair, Pair], both: list[Pair], say: Words
) -> Beside:
    contracts = [brief(visit, measuring, measured)["totals"] for _, measured in two]
    found = beside(contracts[0], contracts[1], say)
    speeds = [one.speeds_mps for _, _, one in found]
    if both:
        by_id = {pair[0].id: contract for pair, contract in zip(two, contracts, strict=True)}
        speeds.insert(0, _speeds(by_id[both[0][0].id], by_id[both[1][0].id]))
    return Beside(
        (two[0][0].name, two[1][0].name),
        (two[0][0].id, two[1][0].id),
        (
            when_words(*two[0], visit.person.zone, say),
            when_words(*two[1], visit.person.zone, say),
        ),
        kept_apart(two, speeds, say),
        bool(speeds) and all(same_speed(*each) for each in speeds),
        [(name, rows) for name, rows, _ in found],
    )


def _speeds(backward: dict[str, Any], forward: dict[str, Any]) -> tuple[float | None, float | None]:
    """Return how fast one ran backward and the other forward."""
    sides = ((backward, "backward"), (forward, "forward"))
    one, other = (
        (contract.get("by_direction") or {}).get(way, {}).get("mean_speed_mps")
        for contract, way in sides
    )
    return one, other


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
