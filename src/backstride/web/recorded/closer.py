"""One stretch of a recording, drawn anew: long recordings are looked at closely here."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel

from backstride.web.kept import Measured
from backstride.web.pages import page, words_for
from backstride.web.recorded.showing import Id
from backstride.web.recorded.stretches import Span, closer, series_of
from backstride.web.visiting import Visiting

person_router = APIRouter(include_in_schema=False)
api = APIRouter(tags=["recorded"])


class WayOut(BaseModel):
    """Moving in one direction within a stretch; null where the speed is not known."""

    direction: str
    time_s: float
    distance_m: float | None
    mean_speed_mps: float | None
    peak_speed_mps: float | None


class StretchOut(BaseModel):
    """A stretch of a recording on its own clock, in figures and as samples over time."""

    from_s: float
    to_s: float
    ways: list[WayOut]
    contacts: int
    samples: dict[str, list[Any]]


@person_router.get("/recordings/{recording_id}/stretch")
def stretch_part(
    request: Request,
    recording_id: Id,
    visit: Visiting,
    measuring: Measured,
    span: Span,
) -> Response:
    """Return a stretch as a part of a page."""
    found = closer(visit, measuring, recording_id, span, words_for(request))
    at = visit.at(f"/recordings/{recording_id}")
    return page(request, "recorded-stretch.html", closer=found, at=at)


@api.get("/recordings/{recording_id}/stretch", response_model=StretchOut)
def stretch_figures(
    recording_id: Id, visit: Visiting, measuring: Measured, span: Span
) -> StretchOut:
    """Return figures and samples of a stretch, at most 900 over time."""
    from backstride.exchange.report.over_time.stretch import (  # noqa: PLC0415 - where asked for
        samples,
        stretch_of,
    )

    series = series_of(visit, measuring, recording_id)
    found = stretch_of(series, span[0] or 0.0, span[1] or 0.0)
    return StretchOut(
        from_s=found.start_s,
        to_s=found.end_s,
        ways=[
            WayOut(
                direction=one.direction,
                time_s=one.time_s,
                distance_m=one.distance_m,
                mean_speed_mps=one.mean_mps,
                peak_speed_mps=one.peak_mps,
            )
            for one in found.ways
        ],
        contacts=found.contacts,
        samples=samples(series, found.start_s, found.end_s),
    )
