"""How far each recording is on its way into the journal, and calling one back."""

import threading
from collections import OrderedDict
from typing import Literal

from backstride.web.workers import Worker

Stage = Literal["waiting", "measuring", "keeping"]
"""In a queue; being read and measured; being written into journal and plan."""


class CancelledError(BaseException):
    """Whoever sent a recording called it back; nothing is wrong with it."""


class Stages:
    """The stage of each recording that is under way."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stages: OrderedDict[str, Stage] = OrderedDict()
        self._workers: dict[str, Worker] = {}
        self._cancelled: set[str] = set()

    def wait(self, result_id: str) -> None:
        """Put a recording at the end of the queue."""
        with self._lock:
            self._stages[result_id] = "waiting"

    def begin(self, result_id: str, worker: Worker) -> None:
        """Say that a worker measures it now.

        Raises
        ------
        CancelledError
            When it was called back while it waited.
        """
        with self._lock:
            if result_id in self._cancelled:
                raise CancelledError
            self._stages[result_id] = "measuring"
            self._workers[result_id] = worker

    def keep(self, result_id: str) -> None:
        """Say that it is measured: from now on it cannot be called back."""
        with self._lock:
            if result_id in self._cancelled:
                raise CancelledError
            self._stages[result_id] = "keeping"
            self._workers.pop(result_id, None)

    def end(self, result_id: str) -> None:
        """Say that nothing more happens to it."""
        with self._lock:
            self._stages.pop(result_id, None)
            self._workers.pop(result_id, None)
            self._cancelled.discard(result_id)

    def cancel(self, result_id: str) -> bool:
        """Call a recording back; return False when it is too late for that."""
        with self._lock:
            if self._stages.get(result_id) not in ("waiting", "measuring"):
                return False
            self._cancelled.add(result_id)
            worker = self._workers.pop(result_id, None)
        if worker is not None:
            worker.end()  # what it was asked for ends with it
        return True

    def is_cancelled(self, result_id: str) -> bool:
        """Return whether a recording was called back."""
        with self._lock:
            return result_id in self._cancelled

    def of(self, result_id: str) -> Stage | None:
        """Return the stage of a recording, None when it is not under way."""
        with self._lock:
            return self._stages.get(result_id)

    def ahead(self, result_id: str) -> int:
        """Return how many wait before it."""
        with self._lock:
            if self._stages.get(result_id) != "waiting":
                return 0
            queue = [one for one, stage in self._stages.items() if stage == "waiting"]
            return queue.index(result_id)
