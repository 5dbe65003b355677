"""The other side of ``isolated``: runs functions in a process of its own.

Started as a script and not imported, so that a child loads nothing but what its functions need. It
reads jobs from standard input, one after the other, and writes messages to what was standard
output; whatever native libraries print goes nowhere.
"""

import importlib
import os
import pickle
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO

HEADER = struct.Struct("<cQ")
"""A message: its kind, the length of its body, the body."""

PROGRESS, RESULT, ERROR, NO_MEMORY = b"P", b"R", b"E", b"M"


def main() -> None:
    """Do the jobs on standard input until there are no more."""
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.path[:] = _given()  # first, as the arguments may be made of what is found there
    with suppress(EOFError):
        while True:
            _do(_given(), channel)


def _do(job: dict[str, Any], channel: BinaryIO) -> None:
    """Do one job and say what came of it."""
    _limit(job["memory_bytes"])
    try:
        result = pickle.dumps(_run(job, channel))
    except MemoryError:
        _send(channel, NO_MEMORY, b"")
    except Exception as error:  # the parent knows which are ours
        _send(channel, ERROR, pickle.dumps((type(error).__name__, str(error))))
    else:
        _send(channel, RESULT, result)


def _given() -> Any:
    return pickle.load(sys.stdin.buffer)  # noqa: S301 - written by the process that started this one


def _run(job: dict[str, Any], channel: BinaryIO) -> Any:
    module, name = job["function"].split(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    if not job["with_progress"]:
        return function(*job["arguments"])

    def progress(done: float, whole: float) -> None:
        _send(channel, PROGRESS, pickle.dumps((float(done), float(whole))))

    return function(*job["arguments"], progress=progress)


def _send(channel: BinaryIO, kind: bytes, body: bytes) -> None:
    channel.write(HEADER.pack(kind, len(body)) + body)
    channel.flush()


def _limit(memory_bytes: int) -> None:
    """Bound the memory where the system can (not on Windows) and leave no core file behind."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (most, most))
        except (OSError, ValueError):  # macOS refuses the first, a container may refuse both
            continue


if __name__ == "__main__":
    main()
