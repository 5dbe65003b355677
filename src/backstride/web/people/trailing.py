"""Who saw and changed what: for the person whose it is, and for the owner of the journal."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from backstride.journal.trail import Trace
from backstride.web.knowing import as_owner
from backstride.web.pages import page
from backstride.web.people.owning import own
from backstride.web.visiting import Visiting, actor_of, journal_of

router = APIRouter()
whole = APIRouter(include_in_schema=False)

MOST = 100
"""Lines of a page."""

Before = Annotated[int | None, Query(ge=1, le=2**62)]
"""The number of the last line of the page before."""


@router.get("/trail")
def show(request: Request, visit: Visiting, before: Before = None) -> Response:
    """Show what was done with a person's things, newest first."""
    traces = visit.journal.trail.of(own(visit).by, visit.person.id, MOST + 1, before)
    return _page(request, traces, visit.person.zone, None, newest=before is None)


@whole.get("/people/trail")
def show_all(request: Request, before: Before = None) -> Response:
    """Show what was done in the whole journal, for its owner."""
    journal = journal_of(request)
    by = as_owner(journal, actor_of(request))
    traces = journal.trail.all(by, MOST + 1, before)
    names = {one.id: one.name for one in journal.people.seen_by(by)}
    return _page(request, traces, "UTC", names, newest=before is None)


def _page(
    request: Request,
    traces: list[Trace],
    zone: str,
    names: dict[str, str] | None,
    *,
    newest: bool,
) -> Response:
    """Return a page of lines; one more than it holds says that there are older ones."""
    shown = traces[:MOST]
    return page(
        request,
        "people-trail.html",
        traces=shown,
        zone=zone,
        names=names,
        newest=newest,
        older=shown[-1].number if len(traces) > MOST else None,
    )
