"""Deleting one recording: asked once more, then gone for good."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from backstride.web.kept import KeptIn, Measured
from backstride.web.measuring import Measuring
from backstride.web.pages import page, words_for
from backstride.web.plans.adapting import adapt_after
from backstride.web.recorded.entries import entry_words
from backstride.web.recorded.showing import Id
from backstride.web.sentences import sentence_of, when_words
from backstride.web.store import Store
from backstride.web.visiting import Visit, Visiting

person_router = APIRouter(include_in_schema=False)
api = APIRouter(tags=["recorded"])


class Deleted(BaseModel):
    """A recording that is gone, and the version of the plan that follows from it."""

    recording: str
    plan_version: int | None
    plan_changed: bool


@person_router.get("/recordings/{recording_id}/delete")
def ask(request: Request, recording_id: Id, visit: Visiting) -> Response:
    """Say what would go and what would stay, and ask once more."""
    recordings, by, id_ = visit.journal.recordings, visit.by, visit.person.id
    recording = recordings.get(by, id_, recording_id)
    measured = recordings.result(by, id_, recording_id, with_contract=False)
    say = words_for(request)
    entry_id = recording.entry_id
    history = visit.journal.sessions.history(by, id_, entry_id) if entry_id else []
    return page(
        request,
        "recorded-delete.html",
        recording=recording,
        results=len(recordings.results(by, id_, recording_id, with_contract=False)),
        refused=measured.error_code is not None,
        sentence=sentence_of(measured, say),
        when=when_words(recording, measured, visit.person.zone, say),
        entry=entry_words(visit, say)(history[0]) if history else "",
    )


@person_router.post("/recordings/{recording_id}/delete")
def delete(recording_id: Id, visit: Visiting, store: KeptIn, measuring: Measured) -> Response:
    """Delete a recording for good, and let the plan follow."""
    remove(visit, store, measuring, recording_id)
    return RedirectResponse(visit.at("/recordings?deleted=1"), 303)


@api.delete("/recordings/{recording_id}", response_model=Deleted)
def delete_recording(
    recording_id: Id, visit: Visiting, store: KeptIn, measuring: Measured
) -> Deleted:
    """Delete a recording with its results and its original for good; its session stays logged."""
    return remove(visit, store, measuring, recording_id)


def remove(visit: Visit, store: Store, measuring: Measuring, recording_id: str) -> Deleted:
    """Delete a recording, what the app remembers of it, and return what follows."""
    recordings, by, id_ = visit.journal.recordings, visit.by, visit.person.id
    was_attached = recordings.get(by, id_, recording_id).entry_id is not None
    results = recordings.results(by, id_, recording_id, with_contract=False)
    recordings.remove(by, id_, recording_id)
    for one in store.results():
        if one.recording_id == recording_id and one.person_id == id_:
            store.forget(one.id)
    ids = [one.id for one in results]
    measuring.pages.forget_about(ids)
    measuring.series.forget(ids)
    made = adapt_after(visit) if was_attached else None
    return Deleted(
        recording=recording_id,
        plan_version=made.version.number if made else None,
        plan_changed=made.is_new if made else False,
    )
