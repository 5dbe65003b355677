"""Handing a file that was sent to the journal, measured by a worker."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from backstride.journal import Actor, Journal, Options, Upload
from backstride.journal.reading import Measurer
from backstride.journal.recordings import Imported
from backstride.journal.uploads import options_from_json
from backstride.readers.isolated import Progress
from backstride.web.stages import CancelledError
from backstride.web.store import Result, Store
from backstride.web.workers import ClosingError, Worker, Workers


def put_in(journal: Journal, store: Store, result: Result, measurer: Measurer) -> Imported:
    """Put a file and what belongs to it into the journal, measured or refused.

    One that is there already, since the result names it, is measured again.
    """
    by = Actor(result.by_id, result.via)
    if result.recording_id is not None:
        return _again(journal, by, result, result.recording_id, measurer)
    path = store.path_of(result.file)
    options = Options(
        placement=result.placement,
        mapping=result.said.get("mapping", ""),
        names=result.said.get("names", ""),
    )
    return journal.recordings.add(
        by,
        result.person_id,
        Upload(_file_name(result.title, path), path),
        companions=[Upload(one.name, one) for one in map(store.path_of, result.companions)],
        options=options if options != Options() else None,
        entry_id=result.entry_id,
        measurer=measurer,
    )


def _again(
    journal: Journal, by: Actor, result: Result, recording_id: str, measurer: Measurer
) -> Imported:
    recordings, person_id = journal.recordings, result.person_id
    said = options_from_json(recordings.get(by, person_id, recording_id).options)
    if result.placement:
        said = replace(said, placement=result.placement)
    if session := result.said.get("session"):
        said = replace(said, more={**said.more, "session": session})
    found = recordings.measure_again(by, person_id, recording_id, options=said, measurer=measurer)
    kept = recordings.get(by, person_id, recording_id)
    return Imported(recording=kept, measured=found, was_known=False)


def measurer_of(
    worker: Worker, tell: Progress, workers: Workers, unwanted: Callable[[], bool]
) -> Measurer:
    """Return what the journal measures with: a worker that runs apart, under limits.

    ``unwanted`` tells whether the recording was called back meanwhile; then nothing is kept of it.
    """

    def measure(path: Path, options: Options) -> Mapping[str, Any]:
        worker.remembers = ""
        try:
            found: Mapping[str, Any] = worker.run(
                "contract_of", str(path), options.as_json(), name=str(path), progress=tell
            )
        except Exception:
            if unwanted():
                raise CancelledError from None
            if workers.closed:  # ended by the app, which goes on at its next start
                raise ClosingError from None
            raise
        if unwanted():
            raise CancelledError
        worker.remembers = str(path)
        return found

    return measure


def _file_name(title: str, path: Path) -> str:
    return title if title.endswith(path.suffix) else f"{title}{path.suffix}"
