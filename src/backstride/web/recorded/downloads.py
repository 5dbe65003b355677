"""What was measured, to take along: the original, figures, steps, a report, an activity."""

import csv
import io
import tempfile
import zipfile
from contextlib import ExitStack
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import FileResponse, JSONResponse, Response
from starlette.background import BackgroundTask

from backstride.web.kept import Measured
from backstride.web.recorded.drawing import asked
from backstride.web.recorded.found import measured_now
from backstride.web.recorded.showing import Id
from backstride.web.visiting import Visiting

person_router = APIRouter(include_in_schema=False)
api = APIRouter(tags=["recorded"])

_STEP_COLUMNS = (
    "number",
    "side",
    "initial_contact_s",
    "terminal_contact_s",
    "length_m",
    "direction",
    "bout",
    "first_down",
    "last_up",
)
_FORMULA = ("=", "+", "-", "@", "\t")
"""What a spreadsheet would take for a formula at the start of a text."""


@person_router.get("/recordings/{recording_id}/original")
@api.get("/recordings/{recording_id}/original")
def original(recording_id: Id, visit: Visiting) -> Response:
    """Return the file as it was uploaded; several that belong together as one ZIP archive."""
    recording = visit.journal.recordings.get(visit.by, visit.person.id, recording_id)
    name = recording.name
    with ExitStack() as stack:
        files = visit.journal.recordings.originals(visit.by, visit.person.id, recording_id)
        path = stack.enter_context(files)
        if any(one != path for one in path.parent.iterdir()):
            path, name = _packed(path, stack), f"{name}.zip"
        return FileResponse(
            path,
            headers=_as_file(name),
            media_type="application/octet-stream",
            background=BackgroundTask(stack.pop_all().close),
        )


@person_router.get("/recordings/{recording_id}/measurement.json")
@api.get("/recordings/{recording_id}/measurement")
def measurement(recording_id: Id, visit: Visiting) -> Response:
    """Return the figures as ``backstride.measurement/1``."""
    recording, found = measured_now(visit, recording_id)
    return JSONResponse(found.contract, headers=_as_file(_named(recording.name, ".json")))


@person_router.get("/recordings/{recording_id}/steps.csv")
@api.get("/recordings/{recording_id}/steps")
def steps(recording_id: Id, visit: Visiting) -> Response:
    """Return every step as a table, with the load of those that have one."""
    recording, found = measured_now(visit, recording_id)
    text = steps_csv(found.contract or {})
    headers = _as_file(_named(recording.name, ".steps.csv"))
    return Response(text, headers=headers, media_type="text/csv; charset=utf-8")


@person_router.get("/recordings/{recording_id}/report.html")
@api.get("/recordings/{recording_id}/report")
def report(recording_id: Id, visit: Visiting, measuring: Measured) -> Response:
    """Return the report as one page that opens anywhere."""
    recording, found = measured_now(visit, recording_id)
    html: str = asked(visit, measuring, recording, "report_of", found.options, recording.name)
    headers = _as_file(_named(recording.name, ".html"))
    return Response(html, headers=headers, media_type="text/html; charset=utf-8")


@person_router.get("/recordings/{recording_id}/activity.fit")
@api.get("/recordings/{recording_id}/activity")
def activity(recording_id: Id, visit: Visiting, measuring: Measured) -> Response:
    """Return a FIT activity with the direction of every second in it."""
    recording, found = measured_now(visit, recording_id)
    data: bytes = asked(visit, measuring, recording, "activity_of", found.options)
    headers = _as_file(_named(recording.name, ".backstride.fit"))
    return Response(data, headers=headers, media_type="application/vnd.ant.fit")


def _packed(main: Path, stack: ExitStack) -> Path:
    """Return an archive of a file and those beside it; it is gone when the stack is closed."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    with zipfile.ZipFile(folder / "files.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for one in sorted(main.parent.iterdir()):
            archive.write(one, one.name)
    return folder / "files.zip"


def steps_csv(contract: dict[str, Any]) -> str:
    """Return the steps of a contract as a table, one line each.

    Columns are those of ``docs/measurement.md``; behind them, for each figure of load, its value
    and interval.
    """
    found: list[dict[str, Any]] = contract.get("steps") or []
    loads = {one["step"]: one for one in (contract.get("load") or {}).get("steps", [])}
    names = sorted({k for one in loads.values() for k, v in one.items() if isinstance(v, dict)})
    into = io.StringIO()
    writer = csv.writer(into, lineterminator="\r\n")
    heads = [f"{name}{end}" for name in names for end in ("", "_low", "_high")]
    writer.writerow([*_STEP_COLUMNS, "load_method", *heads])
    for number, step in enumerate(found):
        load = loads.get(number, {})
        figures = [load.get(name) or {} for name in names]
        row = [
            number + 1,
            *(step.get(column) for column in _STEP_COLUMNS[1:]),
            load.get("method"),
            *(figure.get(key) for figure in figures for key in ("value", "low", "high")),
        ]
        writer.writerow([_plain(value) for value in row])
    return into.getvalue()


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _named(name: str, ending: str) -> str:
    return f"{PurePath(name).stem}{ending}"


def _as_file(name: str) -> dict[str, str]:
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
