"""From a file that was sent to a result in the journal: in the background, each apart."""

import logging
import secrets
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from backstride.errors import BackstrideError
from backstride.journal import Actor, Journal, NotThereError
from backstride.journal.recordings import Imported
from backstride.web.belonging import entry_of_the_day
from backstride.web.briefs import brief_key, brief_of
from backstride.web.importing import measurer_of, put_in
from backstride.web.matches import Matches
from backstride.web.pages_made import Made, PagesMade
from backstride.web.sentences import sentence_of
from backstride.web.series_kept import SeriesKept
from backstride.web.settings import WebSettings
from backstride.web.stages import CancelledError, Stages
from backstride.web.store import Result, Store
from backstride.web.visiting import Visit
from backstride.web.words_of import words_in
from backstride.web.workers import ClosingError, Worker, Workers

_LOG = logging.getLogger("backstride.web")


class Measuring:
    """Hands files to the journal one after the other, and tells what came of each.

    Attributes
    ----------
    progress : dict
        Share of the work done, 0 to 1, by the id of a result; only where it is known.
    workers : Workers
        What measures; for other work on recordings too.
    pages : PagesMade
        Reports that were drawn.
    series : SeriesKept
        What stretches of recordings are drawn from.
    stages : Stages
        How far each recording is.
    matches : Matches
        Of teams, kept apart from everybody's journal.
    """

    def __init__(self, store: Store, settings: WebSettings, journal: Journal) -> None:
        self._store, self._settings, self._journal = store, settings, journal
        self._pool = ThreadPoolExecutor(settings.measuring_at_once, "measuring")
        self._done = threading.Condition()
        self.progress: dict[str, float] = {}
        self.workers = Workers(settings)
        self.pages = PagesMade()
        self.series = SeriesKept()
        self.stages = Stages()
        self.matches = Matches(settings.folder / "app" / "matches", self.workers, self._pool)

    def resume(self) -> None:
        """Go on with what was not measured when the app was closed."""
        self._store.clear_up()
        self.matches.resume()
        for result in self._store.results():
            if result.state == "measuring":
                self.stages.wait(result.id)
                self._pool.submit(self._measure, result)

    def warm(self) -> None:
        """Be ready: a recording may come soon."""
        self.workers.warm()

    def start(
        self,
        path: Path,
        title: str,
        placement: str = "",
        result_id: str | None = None,
        *,
        visit: Visit,
        entry_id: str | None = None,
        companions: Sequence[Path] = (),
        said: Mapping[str, str] | None = None,
    ) -> Result:
        """Return a result that is being measured.

        Parameters
        ----------
        path : Path
            In the store; the store lets go of it when the journal keeps it.
        title : str
            Its name for people.
        placement : str
            Where a sensor was worn, if the person said so.
        result_id : str, optional
            One that was measured under this id is returned as it is.
        visit : Visit
            Whose it is, and who sends it.
        entry_id : str, optional
            The entry of the log it belongs to. Without it, the only entry of the same day that
            has no recording yet is taken; pages say so and can take it back.
        companions : sequence of Path
            Files that belong to it.
        said : mapping, optional
            ``mapping`` and ``names``, each the text of a file.
        """
        if result_id is not None and (found := self._store.result(result_id)) is not None:
            return found
        result = replace(
            _new(visit, title),
            id=result_id or secrets.token_hex(16),
            file=self._store.relative(path),
            companions=tuple(self._store.relative(one) for one in companions),
            placement=placement,
            said=dict(said or {}),
            entry_id=entry_id,
        )
        return self._begun(result)

    def again(
        self, visit: Visit, recording_id: str, placement: str = "", session: str = ""
    ) -> Result:
        """Return a result of measuring a recording of the journal again.

        Parameters
        ----------
        visit : Visit
        recording_id : str
        placement : str
            Where a sensor was worn, to be gone by from now on; empty for as it was said before.
        session : str
            Text of the session that was run, whose steps declare which way its wearer faced.
        """
        recording = visit.journal.recordings.get(visit.by, visit.person.id, recording_id)
        made = _new(visit, recording.name)
        said = {"session": session} if session else {}
        return self._begun(replace(made, placement=placement, recording_id=recording.id, said=said))

    def refuse(self, path: Path, title: str, error: BackstrideError, *, visit: Visit) -> Result:
        """Return a result that says why a file cannot even be tried; the file is let go of."""
        made = replace(_new(visit, title), file=self._store.relative(path))
        self._keep(replace(made, state="refused", error=str(error), code=error.code))
        return self._store.result(made.id) or made

    def wait(self, result_id: str, seconds: float) -> Result | None:
        """Return a result when it is there, or as it stands after some seconds."""
        with self._done:
            self._done.wait_for(lambda: self._is_done(result_id), seconds)
        return self._store.result(result_id)

    def close(self) -> None:
        """Begin nothing more; what is under way is gone on with at the next start."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self.workers.close()
        self._pool.shutdown(wait=True)

    def _begun(self, result: Result) -> Result:
        self._store.keep_result(result)
        self.stages.wait(result.id)
        self._pool.submit(self._measure, result)
        return result

    def _is_done(self, result_id: str) -> bool:
        found = self._store.result(result_id)
        return found is None or found.state != "measuring"

    def _measure(self, result: Result) -> None:
        try:
            with self.workers.one() as worker:
                self.stages.begin(result.id, worker)
                made = self._imported(result, worker)
                self._keep(self._told(result, made))
                self._draw(made, worker)
        except ClosingError:
            return  # the file waits for the next start
        except CancelledError:
            self._let_go(result)
        except BackstrideError as error:
            if isinstance(error, NotThereError) and result.recording_id is not None:
                self._let_go(result)  # deleted while it was measured again
                return
            self._keep(replace(result, state="refused", error=str(error), code=error.code))
        except OSError as error:
            said = f"{result.title}: could not be measured ({error.strerror}); send it again."
            self._keep(replace(result, state="refused", error=said, code="unreadable"))
        except Exception as error:
            kind = type(error).__name__
            _LOG.error("%s while measuring", kind)  # its text could hold what a person sent
            said = f"{result.title}: could not be kept because of a fault in Backstride; send it"
            self._keep(
                replace(result, state="refused", error=f"{said} again ({kind}).", code="fault")
            )
        finally:
            self.stages.end(result.id)

    def _imported(self, result: Result, worker: Worker) -> Imported:
        def tell(done: float, whole: float) -> None:
            self.progress[result.id] = done / whole if whole > 0 else 0.0

        def unwanted() -> bool:
            return self.stages.is_cancelled(result.id)

        measurer = measurer_of(worker, tell, self.workers, unwanted)
        return put_in(self._journal, self._store, result, measurer)

    def _told(self, result: Result, made: Imported) -> Result:
        """Return what came of a file, after its session and the plan have learnt of it."""
        measured, recording = made.measured, made.recording
        if measured.contract is None:
            return replace(
                result,
                state="refused",
                recording_id=recording.id,
                was_known=made.was_known,
                error=measured.error_text or "",
                code=measured.error_code or "",
            )
        contract = measured.contract
        self.pages.made(brief_key(measured.id), lambda: brief_of(contract))
        visit = self._visit(result)
        entry_id, by_day = result.entry_id or recording.entry_id, False
        if entry_id is None and result.file and not made.was_known:
            entry_id = entry_of_the_day(visit, measured)
            by_day = entry_id is not None
            if by_day:
                visit.journal.recordings.attach(visit.by, visit.person.id, recording.id, entry_id)
        if entry_id is not None:
            adapt(visit)
        return replace(
            result,
            state="measured",
            recording_id=recording.id,
            was_known=made.was_known,
            entry_id=entry_id,
            by_day=by_day,
            headline=sentence_of(measured, words_in("en")),
        )

    def _keep(self, result: Result) -> None:
        with self._done:
            self._store.keep_result(result)
            self.progress.pop(result.id, None)
            self._done.notify_all()
        for file in filter(None, (result.file, *result.companions)):
            self._store.finish(self._store.path_of(file))

    def _let_go(self, result: Result) -> None:
        """Forget a recording that was called back, with its file."""
        for file in filter(None, (result.file, *result.companions)):
            self._store.finish(self._store.path_of(file))
        with self._done:
            self._store.forget(result.id)
            self.progress.pop(result.id, None)
            self._done.notify_all()

    def _draw(self, made: Imported, worker: Worker) -> None:
        """Draw the report while the worker still knows what it measured."""
        if made.measured.contract is None or made.was_known or not worker.remembers:
            return
        title = made.recording.name

        def drawn() -> Made:
            found: Made = worker.run("page_of_last", worker.remembers, title, name=title)
            self.series.put(made.measured.id, found.pop("series"))
            return found

        with suppress(BackstrideError):  # the page tries again, and says what is wrong
            self.pages.made(made.measured.id, drawn)

    def _visit(self, result: Result) -> Visit:
        by = Actor(result.by_id, result.via)
        person = self._journal.people.get(by, result.person_id)
        today = self._journal.clock().astimezone(ZoneInfo(person.zone)).date()
        return Visit(self._journal, by, person, "", today)


def _new(visit: Visit, title: str) -> Result:
    return Result(
        id=secrets.token_hex(16),
        title=title,
        state="measuring",
        at=datetime.now(UTC).isoformat(timespec="milliseconds"),
        person_id=visit.person.id,
        by_id=visit.by.person_id,
        via=visit.by.via,
    )


def adapt(visit: Visit) -> None:
    """Let the plan learn of what was done; a recording is kept whatever becomes of the plan."""
    from backstride.web.plans.adapting import adapt_after  # noqa: PLC0415 - a room beside this one

    with suppress(BackstrideError):  # whoever looks at the plan is told
        adapt_after(visit)
