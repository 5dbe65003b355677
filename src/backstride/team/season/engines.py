"""Who does the tasks: this process, or processes beside it.

An engine is a function from tasks to entries, in the order in which they are done. It may do a task
more than once, never leave one out.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from typing import TypeAlias

from backstride.errors import SettingsError
from backstride.team.season.manifest import Entry
from backstride.team.season.measuring import DIED, Task, measure, refused

Engine: TypeAlias = Callable[[Iterable[Task]], Iterator[Entry]]

_AHEAD = 2  # tasks handed out for each process, so that none waits for the next


def here(tasks: Iterable[Task]) -> Iterator[Entry]:
    """Measure in this process, one after the other."""
    return map(measure, tasks)


def usable_processors() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def processes(workers: int | None = None) -> Engine:
    """Return an engine of processes on this machine; one for each processor by default.

    Raises
    ------
    SettingsError
        When there would be none.
    """
    count = usable_processors() if workers is None else workers
    if count < 1:
        raise SettingsError(f"--workers {count} leaves nobody to work; give 1 or more.")

    def run(tasks: Iterable[Task]) -> Iterator[Entry]:
        waiting = iter(tasks)
        suspects: deque[Task] = deque()
        while True:
            # A death breaks a pool and does not say over which match: all that were under way
            # are tried once more, each alone.
            lost = yield from _pool(waiting, count)
            if not lost:
                return
            suspects.extend(lost)
            while suspects:
                task = suspects.popleft()
                if (yield from _pool(iter([task]), 1)):
                    yield refused(task, DIED, died(task))

    return run


def died(task: Task) -> str:
    """Return what is said of a match over which processes die."""
    return (
        f"{task.source.name}: the process that measured it was killed again and again, for which "
        "a lack of memory is the usual reason; use fewer --workers and run this again."
    )


def _pool(tasks: Iterator[Task], workers: int) -> Generator[Entry, None, list[Task]]:
    """Yield entries until the tasks are done; return those that were under way at a death."""
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin)
    under_way: dict[Future[Entry], Task] = {}
    try:
        while True:
            for task in tasks:
                try:
                    under_way[pool.submit(measure, task)] = task
                except BrokenProcessPool:
                    return [task, *under_way.values()]
                if len(under_way) >= workers * _AHEAD:
                    break
            if not under_way:
                return []
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                entry = future.result()
                del under_way[future]
                yield entry
    except BrokenProcessPool:
        return list(under_way.values())
    finally:
        _end(pool)


def _end(pool: ProcessPoolExecutor) -> None:
    working = list((pool._processes or {}).values())  # there is no public way to stop one
    pool.shutdown(wait=False, cancel_futures=True)
    for process in working:
        process.join(0.5)
        if process.is_alive():
            process.terminate()


def _begin() -> None:
    """Make a new process one that dies with its parent, and leaves Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Matches are many, so each process uses one thread; set before polars is loaded.
    os.environ["POLARS_MAX_THREADS"] = "1"
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
