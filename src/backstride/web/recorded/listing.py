"""The list of recordings, and where new ones are dropped."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from backstride.readers.formats import FORMATS
from backstride.web.belonging import offered
from backstride.web.entry import form_of
from backstride.web.kept import KeptIn, Measured
from backstride.web.measuring import Measuring
from backstride.web.pages import page, settings_of, words_for
from backstride.web.recorded.entries import entry_words
from backstride.web.recorded.found import KINDS, Listed, listed
from backstride.web.recorded.in_app import reason, refused_as
from backstride.web.sentences import sentence_of, when_words
from backstride.web.visiting import Visit, Visiting
from backstride.web.wearing_words import wearing_choices
from backstride.web.words_of import Words

person_router = APIRouter(include_in_schema=False)

ON_A_PAGE = 30
"""Recordings on one page of the list."""

MOST_FOUND = 200
"""Recordings that a search shows."""


@dataclass(frozen=True, slots=True)
class Line:
    """A recording as the list shows it.

    Attributes
    ----------
    id : str
        Of its page; empty without one.
    name, kind, when, sentence, error : str
    state : str
        ``"measuring"``, ``"measured"`` or ``"refused"``.
    result_id : str
        Of a result that is not in the journal.
    attached : bool
        Whether it belongs to a session.
    refused_as : str
        Under which name the refusal stands among the words.
    """

    id: str
    name: str
    kind: str
    when: str
    sentence: str
    error: str
    state: str
    result_id: str = ""
    attached: bool = False
    refused_as: str = ""


@person_router.get("/recordings")
def list_recordings(
    request: Request,
    visit: Visiting,
    store: KeptIn,
    measuring: Measured,
    kind: Annotated[str, Query(pattern=f"^({'|'.join(KINDS)})?$")] = "",
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
    deleted: Annotated[int, Query(ge=0, le=1)] = 0,
) -> Response:
    """Show where recordings are dropped, and what came of those before."""
    found = listed(visit, store)
    chosen = [one for one in found if not kind or one.kind in (kind, "")]
    pages = max(1, -(-len(chosen) // ON_A_PAGE))
    number = min(number, pages)
    shown = chosen[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    kinds = {one.kind for one in found}
    return _page(
        request,
        visit,
        measuring,
        shown,
        kind=kind,
        kinds=[one for one in KINDS if one in kinds],
        number=number,
        pages=pages,
        count=len(found),
        looked_for="",
        deleted=deleted,
    )


@person_router.post("/recordings/search")
async def search(request: Request, visit: Visiting, store: KeptIn, measuring: Measured) -> Response:
    """Show the recordings whose name has some words in it; names stand in no address."""
    looked_for = (await form_of(request)).get("q", "").strip()[:200]
    words = looked_for.casefold().split()
    found = listed(visit, store)
    shown = [one for one in found if all(word in one.name.casefold() for word in words)]
    return _page(
        request,
        visit,
        measuring,
        shown[:MOST_FOUND],
        kind="",
        kinds=[],
        number=1,
        pages=1,
        count=len(found),
        looked_for=looked_for,
        deleted=0,
    )


@person_router.post("/recordings/forget/{result_id}")
def forget(visit: Visiting, store: KeptIn, result_id: str) -> Response:
    """Take away the notice of a file that was refused and not kept."""
    found = store.result(result_id)
    if found is not None and found.person_id == visit.person.id and found.state == "refused":
        store.forget(result_id)
    return RedirectResponse(visit.at("/recordings"), 303)


def _page(
    request: Request,
    visit: Visit,
    measuring: Measuring,
    shown: Sequence[Listed],
    **values: Any,
) -> Response:
    measuring.warm()
    say = words_for(request)
    return page(
        request,
        "recordings.html",
        lines=[_line(visit, one, say) for one in shown],
        endings=sorted({e for one in FORMATS for e in one.extensions}),
        formats=FORMATS,
        wearing=wearing_choices(say),
        entries=offered(visit, None)[:20],
        entry_words=entry_words(visit, say),
        live={
            **say.section("upload"),
            "api": f"/api{visit.base}",
            "reasons": say.section("refused"),
            "detail": say("refused.detail"),
            "most_bytes": settings_of(request).largest_upload_bytes,
        },
        **values,
    )


def _line(visit: Visit, one: Listed, say: Words) -> Line:
    recording, measured, result = one.recording, one.measured, one.result
    if recording is None or measured is None:
        return Line(
            id="",
            name=one.name,
            kind=one.kind,
            when="",
            sentence="",
            error=reason(result.error, one.name) if result else "",
            refused_as=refused_as(result.code if result else None),
            state=result.state if result else "refused",
            result_id=result.id if result else "",
        )
    return Line(
        id=recording.id,
        name=recording.name,
        kind=one.kind,
        when=when_words(recording, measured, visit.person.zone, say),
        sentence=sentence_of(measured, say),
        error=reason(measured.error_text or "", recording.name),
        refused_as=refused_as(measured.error_code),
        state="refused" if measured.error_code else "measured",
        attached=recording.entry_id is not None,
    )
