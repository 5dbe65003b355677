"""Runs of a session: what a phone recorded and what the person said, taken piece by piece.

A phone sends a recording in numbered pieces as the network lets it. A piece may come twice and in
any order; ``finish`` names how many there are, is told what is missing, and may come again too.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi import Path as Part
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from backstride.readers.jsonl import VERSION
from backstride.web.kept import KeptIn, Measured
from backstride.web.problems import ProblemError
from backstride.web.results import result_json
from backstride.web.store import ConflictError, MissingChunksError

router = APIRouter(prefix="/api/runs", tags=["runs"])

MOST_CHUNKS = 20_000
"""Two days in pieces of ten seconds: more is a fault of the sender."""

RunId = Annotated[str, Part(pattern="^[0-9a-f]{32}$", description="made at random by the phone")]
Number = Annotated[int, Part(ge=0, lt=MOST_CHUNKS)]
Short = Annotated[str, Field(max_length=200)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DoneStep(_Strict):
    """One step of the session as it went."""

    name: Short
    direction: Literal["forward", "backward", "left", "right"] | None
    start: datetime
    end: datetime
    ended_by: Literal["clock", "line", "skipped", "stopped"]
    lane: Literal["clear", "by_ear"] | None = None


class RunLog(_Strict):
    """What was done and how it was."""

    session: Short
    title: Short
    started_at: datetime
    ended_at: datetime
    ended_by: Literal["finished", "stopped"]
    pain: Annotated[int, Field(ge=0, le=10)] | None = None
    pain_sites: Annotated[list[Short], Field(max_length=20)] = []
    exertion: Annotated[int, Field(ge=0, le=10)] | None = None
    note: Annotated[str, Field(max_length=2000)] = ""
    steps: Annotated[list[DoneStep], Field(max_length=5000)] = []


class Finish(_Strict):
    """The end of a recording: what its first line says, and how many pieces it has."""

    title: Short
    chunks: Annotated[int, Field(ge=1, le=MOST_CHUNKS)]
    header: dict[str, Any]


@router.put("/{run_id}/chunks/{number}", status_code=204)
async def take_chunk(request: Request, run_id: RunId, number: Number, store: KeptIn) -> None:
    """Keep one piece of a recording: lines of ``backstride.recording/1`` without the first."""
    data = await request.body()
    if not data:
        raise ProblemError(400, "empty", "The piece is empty; send its lines.")
    try:
        store.keep_chunk(run_id, number, data)
    except ConflictError:
        sentence = "Another piece is kept under this number already; it was not overwritten."
        raise ProblemError(409, "conflict", sentence) from None


@router.put("/{run_id}/log", status_code=204)
def take_log(run_id: RunId, log: RunLog, store: KeptIn) -> None:
    """Keep what a person said of a run; the latest counts."""
    store.keep_log(run_id, log.model_dump(mode="json"))


@router.post("/{run_id}/finish")
def finish(run_id: RunId, end: Finish, store: KeptIn, measuring: Measured) -> JSONResponse:
    """Put a recording together and measure it; 409 with ``missing`` while pieces are."""
    if end.header.get("format") != VERSION or len(str(end.header)) > 4000:
        raise ProblemError(422, "bad_request", f"header: the format must be {VERSION}.")
    try:
        path = store.assemble(run_id, end.header, end.chunks)
    except MissingChunksError as error:
        said = {"code": "missing_chunks", "message": f"{error}; send them and finish again."}
        return JSONResponse({"error": said, "missing": error.numbers}, 409)
    result = measuring.start(path, end.title, result_id=run_id)
    return JSONResponse(result_json(result, measuring))


@router.get("/{run_id}")
def how_far(run_id: RunId, store: KeptIn, measuring: Measured) -> JSONResponse:
    """Return which pieces have come, and the result where there is one."""
    result = store.result(run_id)
    found = result_json(result, measuring) if result else None
    numbers = store.chunk_numbers(run_id)
    return JSONResponse({"chunks": list(numbers), "result": found})
