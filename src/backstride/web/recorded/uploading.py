"""Recordings on their way in."""

from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import unquote

from anyio import to_thread
from fastapi import APIRouter, Body, Header, Query, Request
from fastapi import Path as Part
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel
from starlette.datastructures import UploadFile

from backstride.errors import BackstrideError
from backstride.journal import NotAllowedError
from backstride.web.kept import KeptIn, Measured, measuring_of, store_of
from backstride.web.measuring import Measuring
from backstride.web.pages import settings_of, words_for
from backstride.web.problems import ProblemError
from backstride.web.recorded.archives import unpacked
from backstride.web.recorded.found import all_results, measured_now, own_result, recording_id_of
from backstride.web.recorded.grouping import groups_of
from backstride.web.recorded.placing import checked_placement
from backstride.web.results import ResultOut, recording_json, result_json
from backstride.web.sentences import sentence_of
from backstride.web.store import Result, Store
from backstride.web.visiting import Visit, Visiting
from backstride.web.whole_files import whole_file

person_router = APIRouter(include_in_schema=False)
api = APIRouter(tags=["recorded"])

MOST_FILES = 200
"""Most files of one drop, and most that come out of an archive in it; a season is measured from
the command line. Frames of a film come by the thousand: pack them into one ZIP."""

_CALLED_BACK_S = 5.0
"""What a browser without scripts waits until what it called back is gone."""

LONGEST_WAIT_S = 20.0
"""Most that one request waits for a result."""

_BLOCK_BYTES = 1024**2
_Id = Annotated[str, Part(pattern="^[0-9a-f]{32}$")]
_Text = Annotated[str, Body(embed=True, max_length=200)]


class Batch(BaseModel):
    """A group of files; those of one recording find each other in it."""

    id: str


class FileOut(BaseModel):
    """A file that was taken, under the name it is kept by."""

    name: str


class Cancelled(BaseModel):
    """That a recording was called back."""

    id: str
    cancelled: bool


class Results(BaseModel):
    """What came of some recordings."""

    results: list[ResultOut]


@person_router.post("/recordings")
async def take_form(request: Request, visit: Visiting) -> Response:
    """Take recordings from a browser without scripts."""
    store, measuring = store_of(request), measuring_of(request)
    async with request.form(max_files=MOST_FILES, max_fields=10) as form:
        placement = checked_placement(str(form.get("placement") or ""))
        entry_id = str(form.get("entry") or "") or None
        batch = store.new_batch(visit.person.id)
        for one in form.getlist("files"):
            if isinstance(one, UploadFile) and one.filename:
                path = free_path(store.file_path(visit.person.id, batch, one.filename))
                await keep_file(path, one)
    most = settings_of(request).largest_upload_bytes
    made = await to_thread.run_sync(
        lambda: _measure(visit, store, measuring, batch, most, placement, entry_id)
    )
    if len(made) == 1:
        return RedirectResponse(visit.at(f"/recordings/sent/{made[0].id}"), 303)
    return RedirectResponse(visit.at("/recordings"), 303)


@api.post("/batches", status_code=201, response_model=Batch)
def open_batch(visit: Visiting, store: KeptIn, measuring: Measured) -> dict[str, str]:
    """Open a group of files; files of one recording find each other in it."""
    measuring.warm()
    return {"id": store.new_batch(visit.person.id)}


@api.put("/batches/{batch_id}/files", status_code=201, response_model=FileOut)
async def take_file(
    request: Request, batch_id: _Id, x_file_name: Annotated[str, Header()], visit: Visiting
) -> dict[str, str]:
    """Take one file as the body of the request; its name comes percent-encoded in a header."""
    store = store_of(request)
    path = free_path(store.file_path(visit.person.id, batch_id, unquote(x_file_name)))
    if not path.parent.is_dir():
        raise ProblemError(404, "not_found", "There is no such group of files; open one first.")
    if len(store.batch_files(visit.person.id, batch_id)) >= MOST_FILES:
        raise ProblemError(409, "too_many", f"A group takes at most {MOST_FILES} files.")
    await _keep(path, request.stream())
    return {"name": path.name}


@api.post("/batches/{batch_id}/measure", status_code=202, response_model=Results)
def measure_batch(
    request: Request,
    batch_id: _Id,
    visit: Visiting,
    placement: _Text = "",
    entry: _Text = "",
) -> dict[str, Any]:
    """Measure the files of a group; each recording gets a result of its own, or a refusal.

    ``placement`` is where a sensor was worn, ``entry`` the entry of the log that all belong to.
    """
    store, measuring = store_of(request), measuring_of(request)
    most = settings_of(request).largest_upload_bytes
    said = checked_placement(placement)
    made = _measure(visit, store, measuring, batch_id, most, said, entry or None)
    return {"results": [result_json(one, measuring, visit.base) for one in made]}


@api.get("/results", response_model=Results)
def results(visit: Visiting, store: KeptIn, measuring: Measured) -> dict[str, Any]:
    """Return all recordings of a person: what is on its way, then the latest first."""
    return {"results": all_results(visit, store, measuring)}


@api.get("/results/{result_id}", response_model=ResultOut)
def result(
    request: Request,
    result_id: _Id,
    visit: Visiting,
    store: KeptIn,
    measuring: Measured,
    wait: Annotated[float, Query(ge=0, le=LONGEST_WAIT_S)] = 0.0,
) -> dict[str, Any]:
    """Return one result; with ``wait`` as soon as it is there, within so many seconds."""
    found = own_result(visit, store, result_id)
    if found is not None and found.state == "measuring" and wait:
        found = measuring.wait(result_id, wait)
    say = words_for(request)
    if found is not None and (found.state != "measured" or found.recording_id is None):
        return result_json(found, measuring, visit.base)
    recordings, by, id_ = visit.journal.recordings, visit.by, visit.person.id
    recording_id = (found.recording_id if found is not None else None) or result_id
    measured = recordings.result(by, id_, recording_id, with_contract=False)
    if found is not None:
        headline = sentence_of(measured, say) or found.headline
        return result_json(replace(found, headline=headline), measuring, visit.base)
    return recording_json(recordings.get(by, id_, recording_id), measured, visit.base, say)


@api.delete("/results/{result_id}", response_model=Cancelled)
def cancel(result_id: _Id, visit: Visiting, store: KeptIn, measuring: Measured) -> dict[str, Any]:
    """Call a recording back that is still being measured; nothing of it is kept.

    409 when it is there already: then it can be deleted.
    """
    call_back(visit, store, measuring, result_id)
    return {"id": result_id, "cancelled": True}


@person_router.post("/recordings/sent/{result_id}/cancel")
def cancel_form(result_id: _Id, visit: Visiting, store: KeptIn, measuring: Measured) -> Response:
    """Call a recording back from a browser without scripts."""
    call_back(visit, store, measuring, result_id)
    measuring.wait(result_id, _CALLED_BACK_S)
    return RedirectResponse(visit.at("/recordings"), 303)


def call_back(visit: Visit, store: Store, measuring: Measuring, result_id: str) -> None:
    """Call a recording back, or say why that is not possible."""
    if not visit.may_change:
        raise NotAllowedError(
            "this person has not shared with you what you want to {want}.", want="change"
        )
    if own_result(visit, store, result_id) is None:
        raise ProblemError(404, "no_result", "There is no such recording; it may be deleted.")
    if not measuring.stages.cancel(result_id):
        raise ProblemError(409, "too_late", "It is measured already; delete it on its page.")


@api.get("/results/{result_id}/measurement")
def figures(result_id: _Id, visit: Visiting, store: KeptIn) -> Response:
    """Return the figures of a measured recording as ``backstride.measurement/1``."""
    _, found = measured_now(visit, recording_id_of(visit, store, result_id))
    return JSONResponse(found.contract)


@api.post("/results/{result_id}/again", status_code=202, response_model=ResultOut)
def measure_again(
    result_id: _Id, visit: Visiting, store: KeptIn, measuring: Measured, placement: _Text = ""
) -> dict[str, Any]:
    """Measure a recording again by this version; earlier results stay."""
    recording_id = recording_id_of(visit, store, result_id)
    made = measuring.again(visit, recording_id, checked_placement(placement))
    return result_json(made, measuring, visit.base)


def _measure(
    visit: Visit,
    store: Store,
    measuring: Measuring,
    batch: str,
    most_bytes: int,
    placement: str,
    entry_id: str | None,
) -> list[Result]:
    """Begin to measure the files of a group."""
    refused = []
    for path in store.batch_files(visit.person.id, batch):
        try:
            unpacked(path, most_bytes)
        except BackstrideError as error:
            refused.append(measuring.refuse(path, path.name, error, visit=visit))
    groups = groups_of(store.batch_files(visit.person.id, batch))
    begun = [
        measuring.start(
            one.main,
            one.main.name,
            placement,
            visit=visit,
            entry_id=entry_id,
            companions=one.companions,
            said=one.said,
        )
        for one in groups
    ]
    return [*refused, *begun]


def free_path(path: Path) -> Path:
    """Return a path that no file has yet: two folders may hold files of the same name."""
    free, number = path, 2
    while free.exists():
        free, number = path.with_name(f"{path.stem} ({number}){path.suffix}"), number + 1
    return free


async def keep_file(path: Path, file: UploadFile) -> None:
    """Write a file of a form; it appears whole or not at all."""
    await _keep(path, _blocks(file))


async def _blocks(file: UploadFile) -> AsyncIterator[bytes]:
    while block := await file.read(_BLOCK_BYTES):
        yield block


async def _keep(path: Path, blocks: AsyncIterator[bytes]) -> None:
    """Write a file as it comes; it appears whole or not at all."""
    with ExitStack() as stack:
        into = stack.enter_context(whole_file(path))
        async for block in blocks:
            into.write(block)
        await to_thread.run_sync(stack.pop_all().close)  # waits for the disk
