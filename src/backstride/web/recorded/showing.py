"""What came of one recording: what was measured, its session, and what it changes."""

from dataclasses import dataclass
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from fastapi import Path as Part
from fastapi.responses import JSONResponse, RedirectResponse, Response

from backstride import __version__
from backstride.errors import BackstrideError
from backstride.journal import NotThereError
from backstride.journal.measurements import Measured as KeptMeasured
from backstride.journal.recording_rows import KeptRecording
from backstride.journal.sessions import KeptEntry
from backstride.training import format_session
from backstride.training.athlete_words import SITES
from backstride.web.belonging import day_of, offered
from backstride.web.diary.days import day_words
from backstride.web.entry import form_of
from backstride.web.kept import KeptIn, Measured
from backstride.web.measuring import Measuring
from backstride.web.pages import page, words_for
from backstride.web.pages_made import Made
from backstride.web.plans.adapting import Change, last_change
from backstride.web.problems import ProblemError
from backstride.web.recorded.drawing import linked, report_made
from backstride.web.recorded.entries import entry_words
from backstride.web.recorded.found import kind_of, own_result
from backstride.web.recorded.in_app import in_app, reason, refused_as
from backstride.web.recorded.large import brief, could_not_know, figures, unsure
from backstride.web.recorded.placing import checked_placement
from backstride.web.recorded.planned import Planned, planned_near
from backstride.web.recorded.stretches import (
    MOMENT,
    Span,
    bouts_in,
    closer,
    whole_samples,
)
from backstride.web.sentences import (
    moment_words,
    sentence_of,
    when_words,
)
from backstride.web.visiting import Visit, Visiting
from backstride.web.wearing_words import wearing_choices
from backstride.web.words_of import Words

router = APIRouter(include_in_schema=False)
person_router = APIRouter(include_in_schema=False)

Id = Annotated[str, Part(pattern="^[0-9a-f]{32}$")]

_WAIT_S = 1.5
"""What a browser without scripts waits before it is told to look again."""


@dataclass(frozen=True, slots=True)
class Belongs:
    """Which session a recording belongs to.

    Attributes
    ----------
    entry : KeptEntry or None
    entries : list of KeptEntry
        That it may belong to instead.
    planned : list of Planned
        Planned sessions of those days that nothing was reported of.
    change : Change or None
        The newest change of the plan, when the session decided in it.
    outcome : str
        What the session decided, where it did.
    """

    entry: KeptEntry | None
    entries: list[KeptEntry]
    planned: list[Planned]
    change: Change | None
    outcome: str = ""


@router.get("/results/{result_id}")
def old_address(result_id: Id, visit: Visiting, store: KeptIn) -> Response:
    """Lead from an address of before to the recording."""
    found = own_result(visit, store, result_id)
    kept = found.recording_id if found is not None else result_id
    return RedirectResponse(visit.at(f"/recordings/{kept}"), 303)


@person_router.get("/recordings/sent/{result_id}")
def show_sent(
    request: Request, result_id: Id, visit: Visiting, store: KeptIn, measuring: Measured
) -> Response:
    """Show how far a recording is that was sent, or lead to what came of it."""
    if own_result(visit, store, result_id) is None:
        raise ProblemError(404, "no_result", "There is no such recording; it may be deleted.")
    found = measuring.wait(result_id, _WAIT_S)
    if found is None:  # called back meanwhile
        return RedirectResponse(visit.at("/recordings"), 303)
    if found.recording_id is not None and found.state != "measuring":
        said = "?known=1" if found.was_known else "?by_day=1" if found.by_day else ""
        return RedirectResponse(visit.at(f"/recordings/{found.recording_id}{said}"), 303)
    return page(
        request,
        "result.html",
        result=found,
        refused_as=refused_as(found.code),
        reason=reason(found.error, found.title),
    )


@person_router.get("/recordings/{recording_id}")
def show(
    request: Request,
    recording_id: Id,
    visit: Visiting,
    measuring: Measured,
    span: Span,
    known: Annotated[int, Query(ge=0, le=1)] = 0,
    by_day: Annotated[int, Query(ge=0, le=1)] = 0,
    result: Annotated[int | None, Query(ge=1)] = None,
) -> Response:
    """Show a recording; ``result`` is the number of an earlier measuring.

    ``from_s`` and ``to_s`` bound a stretch that is drawn anew.
    """
    recordings, by, id_ = visit.journal.recordings, visit.by, visit.person.id
    recording = recordings.get(by, id_, recording_id)
    measured = recordings.result(by, id_, recording_id, result, with_contract=False)
    short = brief(visit, measuring, measured)
    say = words_for(request)
    stretch = None
    if span != (None, None) and measured.is_shown and measured.error_code is None:
        report_part(recording_id, visit, measuring)  # whose patterns the pictures are filled with
        stretch = closer(visit, measuring, recording_id, span, say)
    return page(
        request,
        "recorded-result.html",
        recording=recording,
        measured=measured,
        kind=kind_of(measured),
        when=when_words(recording, measured, visit.person.zone, say),
        sentence=sentence_of(measured, say),
        figures=figures(measured, short, say),
        unsure=unsure(short, say),
        has_steps="steps" not in short["absent"],
        refused_as=refused_as(measured.error_code),
        reason=reason,
        in_app=in_app,
        could_not=could_not_know(short, kind_of(measured), say),
        known=bool(known),
        by_day=bool(by_day),
        results=_results(visit, recording_id, say),
        is_newest=measured.is_shown,
        by_session=measured.facing in ("unknown", "declared") and measured.is_shown,
        newer=measured.code_version != __version__,
        belongs=_belongs(visit, recording, measured),
        made=_ready(measuring, measured),
        closer=stretch,
        moment=MOMENT,
        live_closer={**say.section("closer_live"), **say.section("closer_way")},
        sites=SITES,
        entry_words=entry_words(visit, say),
        day_words=lambda day: day_words(day, say, visit.today),
        wearing=wearing_choices(say) if kind_of(measured) in ("phone", "sensor") else (),
        live=dict(say.section("report_live")),
        may_delete=by.person_id in (None, id_),
    )


@person_router.get("/recordings/{recording_id}/report-part")
def report_part(recording_id: Id, visit: Visiting, measuring: Measured) -> Response:
    """Return the report as a part of a page, drawn now unless it is there."""
    recording = visit.journal.recordings.get(visit.by, visit.person.id, recording_id)
    measured = visit.journal.recordings.result(
        visit.by, visit.person.id, recording_id, with_contract=False
    )
    try:
        made = report_made(visit, measuring, (recording, measured))
    except BackstrideError as error:
        raise ProblemError(409, error.code, str(error)) from None
    part = _part(made, measuring, measured)
    return JSONResponse({**part, "html": str(part["html"])})


@person_router.post("/recordings/{recording_id}/again")
async def measure_again(
    request: Request, recording_id: Id, visit: Visiting, measuring: Measured
) -> Response:
    """Measure a recording again by this version; earlier results stay."""
    fields = await form_of(request)
    session = ""
    if fields.get("by_session"):
        session = await to_thread.run_sync(_session_text, visit, recording_id)
    placement = checked_placement(fields.get("placement", ""))
    made = await to_thread.run_sync(measuring.again, visit, recording_id, placement, session)
    return RedirectResponse(visit.at(f"/recordings/sent/{made.id}"), 303)


def _session_text(visit: Visit, recording_id: str) -> str:
    """Return the text of the planned session that a recording belongs to.

    Raises
    ------
    NotThereError
        When it belongs to none.
    """
    recordings, id_ = visit.journal.recordings, visit.person.id
    recording = recordings.get(visit.by, id_, recording_id)
    measured = recordings.result(visit.by, id_, recording_id, with_contract=False)
    found = _belongs(visit, recording, measured)
    version = visit.journal.programmes.current(visit.by, id_)
    uid = found.entry.entry.uid if found.entry is not None else ""
    planned = version.programme.sessions() if version is not None and uid else ()
    for one in planned:
        if one.uid == uid:
            return format_session(one.session)
    raise NotThereError("this recording belongs to no planned session; say which one first.")


def _ready(measuring: Measuring, measured: KeptMeasured) -> Made | None:
    """Return the report where it is drawn already: most times, just after measuring."""
    made = measuring.pages.get(measured.id) if measured.is_shown else None
    return None if made is None else _part(made, measuring, measured)


def _part(made: Made, measuring: Measuring, measured: KeptMeasured) -> Made:
    return {
        **made,
        "html": linked(made["html"]),
        "samples": whole_samples(measuring, measured),
        "bouts": bouts_in(measuring, measured),
    }


def _results(visit: Visit, recording_id: str, say: Words) -> list[dict[str, Any]]:
    found = visit.journal.recordings.results(
        visit.by, visit.person.id, recording_id, with_contract=False
    )
    return [
        {
            "number": one.number,
            "version": one.code_version,
            "when": moment_words(one.measured_at, visit.person.zone, say),
            "sentence": sentence_of(one, say) or one.error_text or "",
            "shown": one.is_shown,
            "refused": one.error_code is not None,
        }
        for one in sorted(found, key=lambda one: -one.number)
    ]


def _belongs(visit: Visit, recording: KeptRecording, measured: KeptMeasured) -> Belongs:
    day = day_of(visit, measured)
    entries = offered(visit, day)
    entry = next((one for one in entries if one.entry_id == recording.entry_id), None)
    if entry is None and recording.entry_id is not None:
        history = visit.journal.sessions.history(visit.by, visit.person.id, recording.entry_id)
        entry = history[0] if history else None
    version = visit.journal.programmes.current(visit.by, visit.person.id)
    planned = planned_near(visit, version, day or visit.today) if entry is None else []
    if entry is None or version is None or not entry.entry.uid:
        return Belongs(entry, entries, planned, None)
    decided = next((one for one in version.decisions if one.uid == entry.entry.uid), None)
    change = last_change(visit, version)
    if change is None or not any(one.decision.uid == entry.entry.uid for one in change.told):
        return Belongs(entry, entries, planned, None, decided.outcome if decided else "")
    return Belongs(entry, entries, planned, change, decided.outcome if decided else "")
