"""Reports and comparisons as parts of pages: drawn by a worker, kept in memory, linked."""

import re
from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from backstride import evidence
from backstride.journal.measurements import Measured
from backstride.journal.recording_rows import KeptRecording
from backstride.web.measuring import Measuring
from backstride.web.pages_made import Made
from backstride.web.recorded.in_app import in_app
from backstride.web.visiting import Visit
from backstride.web.workers import Worker

if TYPE_CHECKING:
    from backstride.measure.measurement import Measurement

Pair = tuple[KeptRecording, Measured]

_IDS = re.compile(r'(<span class="ids?">)(.*?)(</span>)', re.DOTALL)
_CELLS = re.compile(
    r"(<t[dh][^>]*>)((?:S[12]-\d\d|[A-Z]{1,3}\d{1,3}[a-z]?)(?:[:,] .*?)?)(</t[dh]>)"
)
_ID = re.compile(r"(?<![\w#>-])(S[12]-\d\d|[A-Z]{1,3}\d{1,3}[a-z]?)(?![\w-])")


def report_made(visit: Visit, measuring: Measuring, pair: Pair) -> Made:
    """Return the report on a recording; drawn now unless it is there.

    Raises
    ------
    BackstrideError
    """
    recording, measured = pair

    def drawn() -> Made:
        found: Made = asked(
            visit, measuring, recording, "page_of", measured.options, recording.name
        )
        measuring.series.put(measured.id, found.pop("series"))
        return found

    return measuring.pages.made(measured.id, drawn)


def series_made(visit: Visit, measuring: Measuring, pair: Pair) -> "Measurement":
    """Return what stretches of a recording are drawn from; measured now unless it is there.

    Raises
    ------
    BackstrideError
    """
    recording, measured = pair
    found = measuring.series.get(measured.id)
    if found is None:
        found = asked(visit, measuring, recording, "series_of", measured.options)
        measuring.series.put(measured.id, found)
    return found


def asked(
    visit: Visit, measuring: Measuring, recording: KeptRecording, function: str, *arguments: Any
) -> Any:
    """Return what a function of ``web.measured`` says of a recording's original."""
    originals = visit.journal.recordings.originals(visit.by, visit.person.id, recording.id)
    with originals as path, measuring.workers.one() as worker:
        worker.remembers = ""
        return worker.run(function, str(path), *arguments, name=recording.name)


def comparison_made(visit: Visit, measuring: Measuring, backward: Pair, forward: Pair) -> Made:
    """Return a comparison of two recordings; made now unless it is there.

    Raises
    ------
    BackstrideError
    """
    key = f"{backward[1].id} {forward[1].id}"
    return measuring.pages.made(
        key, lambda: compared(visit, measuring, backward, forward, "comparison_of")
    )


def compared(
    visit: Visit, measuring: Measuring, backward: Pair, forward: Pair, function: str
) -> Any:
    """Return what a function of ``web.measured`` says of two recordings."""
    with ExitStack() as stack:
        sides = [
            (
                str(stack.enter_context(_original(visit, recording))),
                measured.options,
                recording.name,
            )
            for recording, measured in (backward, forward)
        ]
        worker: Worker = stack.enter_context(measuring.workers.one())
        worker.remembers = ""
        name = f"{backward[0].name}, {forward[0].name}"
        return worker.run(function, *sides, name=name)


def _original(visit: Visit, recording: KeptRecording) -> Any:
    return visit.journal.recordings.originals(visit.by, visit.person.id, recording.id)


def linked(html: str) -> Markup:
    """Return a report with a link from each finding and claim to the evidence."""

    def in_part(found: re.Match[str]) -> str:
        return f"{found[1]}{_ID.sub(_link, found[2])}{found[3]}"

    return Markup(_CELLS.sub(in_part, _IDS.sub(in_part, in_app(html))))  # noqa: S704 - our own template


def linked_text(text: str) -> Markup:
    """Return plain words with a link from each finding and claim to the evidence."""
    return Markup(_ID.sub(_link, str(escape(text))))  # noqa: S704 - escaped before


def _link(found: re.Match[str]) -> str:
    known = found[1]
    return f'<a href="/evidence#{known}">{known}</a>' if is_known(known) else known


def is_known(some_id: str) -> bool:
    """Return whether the evidence page has an entry of this id."""
    return some_id in _shown()


@cache
def _shown() -> frozenset[str]:
    return frozenset(one.id for part in (evidence.findings(), evidence.claims()) for one in part)
