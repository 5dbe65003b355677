"""Which session a recording belongs to: saying so, taking it back, logging one for it."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from backstride.web.belonging import day_of
from backstride.web.entry import form_of
from backstride.web.plans.adapting import adapt_after
from backstride.web.recorded.planned import logged_with
from backstride.web.recorded.showing import Id
from backstride.web.visiting import Visit, Visiting

person_router = APIRouter(include_in_schema=False)
api = APIRouter(tags=["recorded"])


class Attach(BaseModel):
    """The entry of the log that a recording belongs to; null for none."""

    model_config = ConfigDict(extra="forbid")

    entry: str | None = Field(pattern="^[0-9a-f]{32}$")


class Attached(BaseModel):
    """A recording and its entry, and the version of the plan that follows from it."""

    recording: str
    entry: str | None
    plan_version: int | None
    plan_changed: bool


@person_router.post("/recordings/{recording_id}/session")
async def say_session(request: Request, recording_id: Id, visit: Visiting) -> Response:
    """Attach a recording to an entry of the log, or detach it, and let the plan follow."""
    entry = (await form_of(request)).get("entry", "")
    attach(visit, recording_id, entry or None)
    return RedirectResponse(visit.at(f"/recordings/{recording_id}#session"), 303)


@person_router.post("/recordings/{recording_id}/log")
async def log_session(request: Request, recording_id: Id, visit: Visiting) -> Response:
    """Log the session that a recording is of, and let the plan follow."""
    fields = await form_of(request)
    found = visit.journal.recordings.result(
        visit.by, visit.person.id, recording_id, with_contract=False
    )
    day = day_of(visit, found) or visit.today
    kept = logged_with(visit, day, fields, found.duration_s)
    attach(visit, recording_id, kept.entry_id)
    return RedirectResponse(visit.at(f"/recordings/{recording_id}#session"), 303)


@api.put("/recordings/{recording_id}/entry", response_model=Attached)
def put_entry(recording_id: Id, said: Attach, visit: Visiting) -> Attached:
    """Say which entry of the log a recording belongs to, and let the plan follow."""
    return attach(visit, recording_id, said.entry)


def attach(visit: Visit, recording_id: str, entry_id: str | None) -> Attached:
    """Attach a recording, and return what follows."""
    visit.journal.recordings.attach(visit.by, visit.person.id, recording_id, entry_id)
    made = adapt_after(visit)
    return Attached(
        recording=recording_id,
        entry=entry_id,
        plan_version=made.version.number if made else None,
        plan_changed=made.is_new if made else False,
    )
