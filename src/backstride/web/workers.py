"""Processes that are kept ready for the next recording.

Starting an interpreter and importing what measures takes longer than measuring most recordings.
Each worker is a process of its own under limits, as ``run_isolated`` makes one for each file; it
does one recording after the other, and one that crashes, hangs or needs too much is ended and
another takes its place.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from backstride.errors import BackstrideError
from backstride.readers.isolated import Child, Progress
from backstride.web.settings import WebSettings

IDLE_S = 600.0
"""A worker that nobody needed for so long is ended: it holds about 100 MB."""

MOST_JOBS = 50
"""Jobs of one worker; what a reader might leave behind in memory does not grow for ever."""

_WARM = "backstride.web.measured:warm"


class ClosingError(BaseException):
    """The app is being closed; nothing is wrong with what was to be measured."""


class Worker:
    """One process under the limits of the settings.

    Attributes
    ----------
    jobs : int
        How many it has done.
    remembers : str
        The path of what it measured last; empty for nothing.
    """

    def __init__(self, settings: WebSettings) -> None:
        self._settings = settings
        self._child = Child()
        self._warming: threading.Thread | None = None
        self.jobs = 0
        self.remembers = ""

    @property
    def usable(self) -> bool:
        """Whether it may be asked again."""
        return self._child.usable and self.jobs < MOST_JOBS

    def warm(self) -> None:
        """Let it import what measuring needs, without waiting for it."""
        self._warming = threading.Thread(target=self._warm, daemon=True)
        self._warming.start()

    def run(
        self, function: str, *arguments: Any, name: str, progress: Progress | None = None
    ) -> Any:
        """Return what a function of ``web.measured`` returns.

        Raises
        ------
        BackstrideError
            As in ``readers.isolated.run_isolated``.
        """
        if self._warming is not None:
            self._warming.join()
            self._warming = None
        self.jobs += 1
        return self._child.run(
            f"backstride.web.measured:{function}",
            arguments,
            seconds=self._settings.longest_measuring_s,
            memory_bytes=self._settings.measuring_memory_bytes,
            name=name,
            progress=progress,
        )

    def end(self) -> None:
        """End the process."""
        self._child.end()

    def _warm(self) -> None:
        settings = self._settings
        with suppress(BackstrideError, OSError):  # the job itself will say what is wrong
            self._child.run(
                _WARM,
                (),
                seconds=settings.longest_measuring_s,
                memory_bytes=settings.measuring_memory_bytes,
                name="",
            )


class Workers:
    """The workers of a running app.

    Attributes
    ----------
    closed : bool
        Whether the app is being closed: a worker that ends then has not failed.
    """

    def __init__(self, settings: WebSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self.closed = False
        self._timer: threading.Timer | None = None

    def warm(self) -> None:
        """Make sure that a worker is ready soon; to be called when a recording may come."""
        with self._lock:
            if self.closed or self._idle or self._busy:
                return
            self._idle.append(self._new())
            self._idle[0].warm()
            self._wait()

    @contextmanager
    def one(self) -> Iterator[Worker]:
        """Give a worker that is nobody else's meanwhile.

        Raises
        ------
        ClosingError
        """
        worker = self._taken()
        try:
            yield worker
        finally:
            with self._lock:
                self._busy.discard(worker)
                kept = worker.usable and not self.closed
                if kept:
                    self._idle.append(worker)
                    self._wait()
            if not kept:
                worker.end()

    def close(self) -> None:
        """End all workers, also those that are at work."""
        with self._lock:
            self.closed = True
            if self._timer is not None:
                self._timer.cancel()
            ended = [*self._idle, *self._busy]
            self._idle = []
        for worker in ended:
            worker.end()

    def _taken(self) -> Worker:
        with self._lock:
            if self.closed:
                raise ClosingError
            while self._idle:
                worker = self._idle.pop()
                if worker.usable:
                    break
                worker.end()
            else:
                worker = self._new()
            self._busy.add(worker)
        return worker

    def _new(self) -> Worker:
        return Worker(self._settings)

    def _wait(self) -> None:
        """End idle workers when nobody has needed one for a while."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(IDLE_S, self._rest)
        self._timer.daemon = True
        self._timer.start()

    def _rest(self) -> None:
        with self._lock:
            ended, self._idle = self._idle, []
        for worker in ended:
            worker.end()
