"""Running a native parser where a crash of it cannot take the program down.

A decoder or a neural network is native code that a damaged file may crash, hang or fill the memory
with. ``run_isolated`` runs a function in a process of its own, under limits, and turns every end of
it into a result or one of ``backstride.errors``. It protects against accidents and says nothing
about malice: the child may do whatever the person who started the program may do.
"""

import io
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from backstride import errors
from backstride.errors import BackstrideError, DamagedFileError
from backstride.readers.isolated_child import ERROR, HEADER, NO_MEMORY, PROGRESS, RESULT

Progress = Callable[[float, float], None]
"""Told what is done and the whole, in a unit of the function's own; the whole is NaN if unknown."""

LARGEST_ANSWER_BYTES = 1024**3
"""An hour of 33 key points of four people at 60 Hz is 0.7 GB."""

_CHILD = Path(__file__).with_name("isolated_child.py")
_Message = tuple[bytes, bytes]


def run_isolated(
    function: str,
    arguments: tuple[Any, ...],
    *,
    seconds: float,
    memory_bytes: int,
    name: str,
    progress: Progress | None = None,
) -> Any:
    """Return what a function returns that runs in a process of its own.

    Parameters
    ----------
    function : str
        ``"package.module:function"``. Its result is built of plain values, arrays and Backstride's
        own data classes; nothing else is taken from the child.
    arguments : tuple
        Anything that can be pickled.
    seconds : float
        The longest the child may be silent: till its result or, with ``progress``, till each
        next report.
    memory_bytes : int
        Address space of the child. Held on Linux; macOS and Windows do not offer such a limit.
    name : str
        What is being read, for messages: the path of the file.
    progress : callable, optional
        Handed on to the function as ``progress=``, and told here what the function tells it.

    Raises
    ------
    DamagedFileError
        When the child crashes, is silent for too long or needs more memory.
    BackstrideError
        Whatever of ours the function raises, with its text.
    """
    child = Child()
    try:
        return child.run(
            function,
            arguments,
            seconds=seconds,
            memory_bytes=memory_bytes,
            name=name,
            progress=progress,
        )
    finally:
        child.end()


class Child:
    """A process that runs one function after the other; ``run_isolated`` has one for each.

    Attributes
    ----------
    usable : bool
        Whether it answered everything so far, so that it may be asked again.
    """

    def __init__(self) -> None:
        command = [sys.executable, "-P", str(_CHILD)]
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter, and a file of ours
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._messages: queue.SimpleQueue[_Message | None] = queue.SimpleQueue()
        self._answered = True
        listening = threading.Thread(
            target=_listen, args=(self._process.stdout, self._messages), daemon=True
        )
        listening.start()
        self._hand_over(sys.path)

    @property
    def usable(self) -> bool:
        """Whether it answered everything so far, and is still there."""
        return self._answered and self._process.poll() is None

    def run(
        self,
        function: str,
        arguments: tuple[Any, ...],
        *,
        seconds: float,
        memory_bytes: int,
        name: str,
        progress: Progress | None = None,
    ) -> Any:
        """Return what a function returns; everything as in ``run_isolated``."""
        self._answered = False
        self._hand_over(
            {
                "function": function,
                "arguments": arguments,
                "memory_bytes": memory_bytes,
                "with_progress": progress is not None,
            }
        )
        return self._await(seconds, name, progress)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        with suppress(BrokenPipeError):
            self._process.__exit__(None, None, None)

    def _hand_over(self, value: object) -> None:
        if self._process.stdin is None:
            raise RuntimeError("the child has no standard input")
        with suppress(BrokenPipeError):
            pickle.dump(value, self._process.stdin)
            self._process.stdin.flush()

    def _await(self, seconds: float, name: str, progress: Progress | None) -> Any:
        """Return the result that the child sends, telling of progress meanwhile."""
        while True:
            try:
                message = self._messages.get(timeout=seconds)
            except queue.Empty:
                raise DamagedFileError(
                    f"{name}: the decoder gave no sign of life for {seconds:g} s and was stopped; "
                    "the file may be damaged, so export or copy it again."
                ) from None
            if message is None:
                raise DamagedFileError(
                    f"{name}: the decoder crashed{_how(self._process)}; the file is damaged, so "
                    "export or copy it again."
                )
            kind, body = message
            said: Any = _unpack(body, name) if kind in (PROGRESS, RESULT, ERROR) else None
            if kind == PROGRESS and progress is not None:
                progress(*said)
            elif kind == RESULT:
                self._answered = True
                return said
            elif kind == NO_MEMORY:
                raise DamagedFileError(
                    f"{name}: reading it takes more memory than the decoder is given; the file may "
                    "be damaged, so export it again, or shorter and smaller."
                )
            elif kind == ERROR:
                error = _error(name, *said)
                self._answered = not isinstance(error, DamagedFileError)
                raise error


def _listen(channel: BinaryIO, messages: "queue.SimpleQueue[_Message | None]") -> None:
    """Put each message of a child into a queue, and None when it has no more to say."""
    with suppress(OSError, ValueError):
        while len(head := channel.read(HEADER.size)) == HEADER.size:
            kind, length = HEADER.unpack(head)
            if length > LARGEST_ANSWER_BYTES:
                break
            body = channel.read(length)
            if len(body) < length:
                break
            messages.put((kind, body))
    messages.put(None)


def _how(child: subprocess.Popen[bytes]) -> str:
    """Return by which signal a child ended, in brackets; nothing when it is not known."""
    with suppress(subprocess.TimeoutExpired, ValueError):
        code = child.wait(timeout=5)
        if code < 0:
            return f" ({signal.strsignal(-code) or signal.Signals(-code).name})"
    return ""


def _error(name: str, kind: str, text: str) -> Exception:
    """Return the error of ours that a child raised; any other one is a fault of the decoder."""
    known = getattr(errors, kind, None)
    if isinstance(known, type) and issubclass(known, BackstrideError):
        return known(text)
    return DamagedFileError(
        f"{name}: the decoder failed ({kind}: {text}); the file may be damaged, so export it again."
    )


class _Careful(pickle.Unpickler):
    """Takes plain values, arrays and Backstride's classes; a crashed child could write anything."""

    _ARRAYS = frozenset({"_reconstruct", "ndarray", "dtype", "scalar", "_frombuffer"})

    def find_class(self, module: str, name: str) -> Any:
        ours = module.partition(".")[0] == "backstride" and "." not in name
        if ours and isinstance(found := super().find_class(module, name), type):
            return found
        if module.partition(".")[0] == "numpy" and name in self._ARRAYS:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not taken from a child")


def _unpack(body: bytes, name: str) -> Any:
    try:
        return _Careful(io.BytesIO(body)).load()
    except Exception as error:
        raise DamagedFileError(
            f"{name}: the decoder gave an answer that makes no sense ({error}); the file may be "
            "damaged, so export it again."
        ) from None
