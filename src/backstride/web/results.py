"""What came of recordings, as programs take it."""

from typing import Any

from pydantic import BaseModel

from backstride.journal.measurements import Measured
from backstride.journal.recording_rows import KeptRecording
from backstride.web.measuring import Measuring
from backstride.web.sentences import sentence_of
from backstride.web.store import Result
from backstride.web.words_of import Words, words_in


class Refusal(BaseModel):
    """Why something was refused."""

    code: str
    message: str


class ResultOut(BaseModel):
    """A recording and what came of measuring it; parts that are not there are null.

    ``stage`` is ``waiting``, ``measuring`` or ``keeping`` while it is under way; ``ahead`` says how
    many wait before it. ``headline`` is in the language that was asked for.
    """

    id: str
    title: str
    state: str
    at: str
    placement: str | None
    headline: str | None
    progress: float | None
    stage: str | None
    ahead: int
    report: str | None
    measurement: str | None
    error: Refusal | None
    recording: str | None
    entry: str | None
    was_known: bool
    by_day: bool


def result_json(result: Result, measuring: Measuring, base: str = "") -> dict[str, Any]:
    """Return what came of a file that was sent.

    Parameters
    ----------
    result : Result
    measuring : Measuring
    base : str
        What stands before the addresses of the person's pages; see ``Visit.base``.
    """
    measured = result.state == "measured"
    error = {"code": result.code or "refused", "message": result.error} if result.error else None
    return {
        "id": result.id,
        "title": result.title,
        "state": result.state,
        "at": result.at,
        "placement": result.placement or None,
        "headline": result.headline or None,
        "progress": measuring.progress.get(result.id),
        "stage": measuring.stages.of(result.id),
        "ahead": measuring.stages.ahead(result.id),
        "report": f"{base}/recordings/{result.recording_id}" if measured else None,
        "measurement": f"/api{base}/results/{result.id}/measurement" if measured else None,
        "error": error,
        "recording": result.recording_id,
        "entry": result.entry_id,
        "was_known": result.was_known,
        "by_day": result.by_day,
    }


def recording_json(
    recording: KeptRecording, measured: Measured, base: str = "", say: Words | None = None
) -> dict[str, Any]:
    """Return a recording of the journal in the same form, its sentence in a reader's words."""
    there = measured.error_code is None
    error = {"code": measured.error_code, "message": measured.error_text or ""}
    return {
        "id": recording.id,
        "title": recording.name,
        "state": "measured" if there else "refused",
        "at": recording.uploaded_at.isoformat(timespec="milliseconds"),
        "placement": recording.options.get("placement"),
        "headline": sentence_of(measured, say or words_in("en")) or None,
        "progress": None,
        "stage": None,
        "ahead": 0,
        "report": f"{base}/recordings/{recording.id}" if there else None,
        "measurement": f"/api{base}/results/{recording.id}/measurement" if there else None,
        "error": None if there else error,
        "recording": recording.id,
        "entry": recording.entry_id,
        "was_known": False,
        "by_day": False,
    }
