"""Who saw and changed what: for the person whose it is, and for the owner of the journal."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from backstride.journal.trail import Trace
from backstride.web.knowing import as_owner
from backstride.web.pages import page
from backstride.web.people.owning import own
from backstride.web.visiting import Visiting, actor_of, journal_of

router = APIRouter()
whole = APIRouter(include_in_schema=False)

MOST = 300
"""Lines of a page; the API gives more."""


@router.get("/trail")
def show(request: Request, visit: Visiting) -> Response:
    """Show what was done with a person's things, newest first."""
    traces = visit.journal.trail.of(own(visit).by, visit.person.id, MOST)
    return page(request, "people-trail.html", traces=traces, zone=visit.person.zone, names=None)


@whole.get("/people/trail")
def show_all(request: Request) -> Response:
    """Show what was done in the whole journal, for its owner."""
    journal = journal_of(request)
    by = as_owner(journal, actor_of(request))
    traces: list[Trace] = journal.trail.all(by, MOST)
    names = {one.id: one.name for one in journal.people.seen_by(by)}
    return page(request, "people-trail.html", traces=traces, zone="UTC", names=names)
