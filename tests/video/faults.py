"""Functions that end as native code may end: run by the tests in a process of their own."""

import ctypes
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np

from backstride.errors import BackstrideError, EmptyFileError
from backstride.motion.arrays import Floats
from backstride.readers.pose_recording import PoseRecording
from backstride.video.decoding import Video


def twice(values: Floats) -> PoseRecording:
    """Answer with one of Backstride's own classes."""
    return PoseRecording("twice", (), tuple(str(v) for v in 2.0 * values))


def crash() -> None:
    """Read memory that is not there."""
    ctypes.string_at(0)


def hang() -> None:
    """Say nothing for a long time."""
    time.sleep(60.0)


def eat() -> int:
    """Take more memory than there is leave for."""
    return len(np.ones(10**10))


def refuse() -> None:
    """Raise an error of ours."""
    raise EmptyFileError("a.mp4: has no frame; copy it again.")


def stumble() -> None:
    """Raise an error that is not ours."""
    raise KeyError("width")


def foreign() -> Fraction:
    """Answer with a class that is not taken from a child."""
    return Fraction(1, 3)


def chatter(*, progress: Callable[[float, float], None]) -> str:
    """Report progress, print like a native library does, and take longer than one silence."""
    libc = ctypes.CDLL(None)
    for done in range(4):
        libc.puts(b"noise on standard output")
        libc.fflush(None)
        progress(done, 4)
        time.sleep(0.4)
    return "done"


def decode_all(paths: list[Path]) -> tuple[int, tuple[str, ...]]:
    """Decode files; answer how many could be read, and which errors were not ours."""
    read, others = 0, []
    for path in paths:
        try:
            with Video(path) as video:
                for frame in video:
                    frame.grey(32, 32)
            read += 1
        except BackstrideError:
            continue
        except Exception as error:  # it is what is looked for
            others.append(f"{path.name}: {error!r}")
    return read, tuple(others)
