"""Uploads of recordings, and what came of them."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote

from fastapi import APIRouter, Body, Header, Request
from fastapi import Path as Part
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.datastructures import UploadFile

from backstride.errors import SettingsError
from backstride.inertial.wearing import parse_placement
from backstride.readers import FORMATS
from backstride.web.kept import KeptIn, Measured
from backstride.web.measuring import Measuring
from backstride.web.pages import html_response, page, words_for
from backstride.web.problems import ProblemError
from backstride.web.results import result_json, with_way_back
from backstride.web.store import Result, Store
from backstride.web.wearing_words import wearing_choices
from backstride.web.whole_files import whole_file

router = APIRouter()

MOST_FILES = 200
"""Most files of one drop; a season is measured from the command line."""

_BLOCK_BYTES = 1024**2
_Id = Annotated[str, Part(pattern="^[0-9a-f]{32}$")]


@router.get("/recordings", include_in_schema=False)
def list_recordings(request: Request, store: KeptIn, measuring: Measured) -> Response:
    """Show where recordings are dropped, and what came of those before."""
    say = words_for(request)
    endings = sorted({e for one in FORMATS for e in one.extensions})
    return page(
        request,
        "recordings.html",
        results=[result_json(one, measuring) for one in store.results()],
        endings=endings,
        formats=FORMATS,
        wearing=wearing_choices(say),
        live=dict(say.section("upload")),
    )


@router.post("/recordings", include_in_schema=False)
async def take_form(request: Request, store: KeptIn, measuring: Measured) -> Response:
    """Take recordings from a browser without scripts."""
    async with request.form(max_files=MOST_FILES, max_fields=10) as form:
        placement = _placement(str(form.get("placement") or ""))
        batch = store.new_batch()
        for one in form.getlist("files"):
            if isinstance(one, UploadFile) and one.filename:
                await _keep(store.file_path(batch, one.filename), _blocks(one))
    _measure(store, measuring, batch, placement)
    return RedirectResponse("/recordings", 303)


@router.post("/api/batches", status_code=201, tags=["recordings"])
def open_batch(store: KeptIn) -> dict[str, str]:
    """Open a group of files; files of one recording find each other in it."""
    return {"id": store.new_batch()}


@router.put("/api/batches/{batch_id}/files", status_code=201, tags=["recordings"])
async def take_file(
    request: Request, batch_id: _Id, x_file_name: Annotated[str, Header()], store: KeptIn
) -> dict[str, str]:
    """Take one file as the body of the request; its name comes percent-encoded in a header."""
    path = store.file_path(batch_id, unquote(x_file_name))
    if not path.parent.is_dir():
        raise ProblemError(404, "not_found", "There is no such group of files; open one first.")
    if len(store.batch_files(batch_id)) >= MOST_FILES:
        raise ProblemError(409, "too_many", f"A group takes at most {MOST_FILES} files.")
    await _keep(path, request.stream())
    return {"name": path.name}


@router.post("/api/batches/{batch_id}/measure", tags=["recordings"])
def measure_batch(
    batch_id: _Id,
    store: KeptIn,
    measuring: Measured,
    placement: Annotated[str, Body(embed=True)] = "",
) -> JSONResponse:
    """Measure the files of a group; each gets a result of its own, refused or measured."""
    made = _measure(store, measuring, batch_id, _placement(placement))
    return JSONResponse({"results": [result_json(one, measuring) for one in made]}, 202)


@router.get("/api/results", tags=["recordings"])
def results(store: KeptIn, measuring: Measured) -> JSONResponse:
    """Return all results, the latest first."""
    return JSONResponse({"results": [result_json(one, measuring) for one in store.results()]})


@router.get("/api/results/{result_id}", tags=["recordings"])
def result(result_id: _Id, store: KeptIn, measuring: Measured) -> JSONResponse:
    """Return one result."""
    return JSONResponse(result_json(_found(store, result_id), measuring))


@router.get("/api/results/{result_id}/measurement", tags=["recordings"])
def figures(result_id: _Id, store: KeptIn) -> Response:
    """Return the figures of a measured recording as ``backstride.measurement/1``."""
    text = store.measurement(_found(store, result_id).id)
    if text is None:
        raise ProblemError(409, "not_measured", "This recording has no figures.")
    return Response(text, media_type="application/json")


@router.get("/results/{result_id}", include_in_schema=False)
def report(request: Request, result_id: _Id, store: KeptIn) -> Response:
    """Show the report on a measured recording, or how far it is."""
    found = _found(store, result_id)
    made = store.report(result_id) if found.state == "measured" else None
    if made is None:
        return page(request, "result.html", result=found)
    text, policy = with_way_back(made, words_for(request))
    return html_response(request, text, headers={"Content-Security-Policy": policy})


def _found(store: Store, result_id: str) -> Result:
    found = store.result(result_id)
    if found is None:
        raise ProblemError(404, "no_result", "There is no such recording; it may be deleted.")
    return found


def _measure(store: Store, measuring: Measuring, batch: str, placement: str) -> list[Result]:
    return [measuring.start(one, one.name, placement) for one in store.batch_files(batch)]


def _placement(said: str) -> str:
    if said:
        try:
            parse_placement(said)
        except SettingsError as error:
            raise ProblemError(422, "settings", str(error)) from None
    return said


async def _blocks(file: UploadFile) -> AsyncIterator[bytes]:
    while block := await file.read(_BLOCK_BYTES):
        yield block


async def _keep(path: Path, blocks: AsyncIterator[bytes]) -> None:
    """Write a file as it comes; it appears whole or not at all."""
    with whole_file(path) as file:
        async for block in blocks:
            file.write(block)
