"""Runs of a session: what a phone recorded and what the person said, taken piece by piece.

A phone sends a recording in numbered pieces as the network lets it. A piece may come twice and in
any order; ``finish`` names how many there are, is told what is missing, and may come again too.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi import Path as Part
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from backstride.journal.versions import Version
from backstride.readers.jsonl import VERSION
from backstride.training import LogEntry, Session
from backstride.web.diary.keeping import follow
from backstride.web.diary.run_log import (
    LoggedRun,
    RunLog,
    Short,
    filled_by,
    keep_run,
    seconds_of,
)
from backstride.web.kept import KeptIn, Measured
from backstride.web.pages import words_for
from backstride.web.plans.playable import find, is_planned
from backstride.web.plans.told import Teller
from backstride.web.problems import ProblemError
from backstride.web.results import result_json
from backstride.web.store import ConflictError, MissingChunksError, Result, Store
from backstride.web.visiting import Visit, Visiting, visit_of
from backstride.web.words_of import Words

api = APIRouter(prefix="/runs", tags=["runs"], dependencies=[Depends(visit_of)])

MOST_CHUNKS = 20_000
"""Two days in pieces of ten seconds: more is a fault of the sender."""

RunId = Annotated[str, Part(pattern="^[0-9a-f]{32}$", description="made at random by the phone")]
Number = Annotated[int, Part(ge=0, lt=MOST_CHUNKS)]


class Finish(BaseModel):
    """The end of a recording: what its first line says, and how many pieces it has."""

    model_config = ConfigDict(extra="forbid")

    title: Short
    chunks: Annotated[int, Field(ge=1, le=MOST_CHUNKS)]
    header: dict[str, Any]


@api.put("/{run_id}/chunks/{number}", status_code=204)
async def take_chunk(
    request: Request, run_id: RunId, number: Number, visit: Visiting, store: KeptIn
) -> None:
    """Keep one piece of a recording: lines of ``backstride.recording/1`` without the first."""
    data = await request.body()
    if not data:
        raise ProblemError(400, "empty", "The piece is empty; send its lines.")
    try:
        store.keep_chunk(visit.person.id, run_id, number, data)
    except ConflictError:
        sentence = "Another piece is kept under this number already; it was not overwritten."
        raise ProblemError(409, "conflict", sentence) from None


@api.put("/{run_id}/log")
def take_log(
    request: Request, run_id: RunId, log: RunLog, visit: Visiting, store: KeptIn
) -> LoggedRun:
    """Keep what a person said of a run as an entry of the log; the plan follows their answers."""
    version = visit.journal.programmes.current(visit.by, visit.person.id)
    session, uid = _played(visit, version, log, store)
    planned_s = seconds_of(session) if session is not None else None
    said = filled_by(log, visit.person.zone, visit.today, uid, planned_s)
    kept, is_news = keep_run(visit, run_id, said)
    new = follow(visit) if log.answered and is_news else None
    now = visit.journal.programmes.current(visit.by, visit.person.id) if new else None
    told = "" if new is None else f"?change={new}"
    return LoggedRun(
        entry_id=kept.entry_id,
        page=visit.at(f"/log/{kept.entry_id}{told}"),
        plan_version=new,
        outcome=now.outcome if now else None,
        sentences=_sentences(now, kept.entry, visit, words_for(request)),
    )


def _played(
    visit: Visit, version: Version | None, log: RunLog, store: Store
) -> tuple[Session | None, str]:
    """Return the session of a run, and the uid of the planned one that it was.

    A session that was opened from the list counts as the one that is planned for the day with the
    same steps.
    """
    if is_planned(log.session):
        planned = find(version, log.session) if version is not None else None
        return (planned.session, planned.uid) if planned is not None else (None, "")
    session = store.session(visit.person.id, log.session)
    same = (
        one.uid
        for one in (version.programme.sessions() if version is not None else ())
        if one.day == visit.today and one.session == session
    )
    return session, next(same, "")


def _sentences(version: Version | None, entry: LogEntry, visit: Visit, say: Words) -> list[str]:
    """Return what was decided of a session, for a person to read at once."""
    if version is None:
        return []
    teller = Teller(say, visit.person.units, version.programme.settings)
    return [teller.decision(one, entry) for one in version.decisions if one.uid == entry.uid]


@api.post("/{run_id}/finish")
def finish(
    run_id: RunId, end: Finish, visit: Visiting, store: KeptIn, measuring: Measured
) -> JSONResponse:
    """Put a recording together and measure it; 409 with ``missing`` while pieces are."""
    if end.header.get("format") != VERSION or len(str(end.header)) > 4000:
        raise ProblemError(422, "bad_request", f"header: the format must be {VERSION}.")
    if (known := _result(visit, store, run_id)) is not None:  # its pieces are in the journal
        return JSONResponse(result_json(known, measuring, visit.base))
    try:
        path = store.assemble(visit.person.id, run_id, end.header, end.chunks)
    except MissingChunksError as error:
        said = {"code": "missing_chunks", "message": f"{error}; send them and finish again."}
        return JSONResponse({"error": said, "missing": error.numbers}, 409)
    history = visit.journal.sessions.history(visit.by, visit.person.id, run_id)
    entry_id = run_id if history and not history[0].removed else None
    result = measuring.start(path, end.title, result_id=run_id, visit=visit, entry_id=entry_id)
    return JSONResponse(result_json(result, measuring, visit.base))


@api.get("/{run_id}")
def how_far(run_id: RunId, visit: Visiting, store: KeptIn, measuring: Measured) -> JSONResponse:
    """Return which pieces have come, and the result where there is one."""
    result = _result(visit, store, run_id)
    found = result_json(result, measuring, visit.base) if result else None
    numbers = store.chunk_numbers(visit.person.id, run_id)
    return JSONResponse({"chunks": list(numbers), "result": found})


def _result(visit: Visit, store: Store, run_id: str) -> Result | None:
    """Return what came of a run, None before; a run of somebody else is as if it were not there."""
    found = store.result(run_id)
    if found is not None and found.person_id != visit.person.id:
        raise ProblemError(404, "no_run", "There is no such run.")
    return found
