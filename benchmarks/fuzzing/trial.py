"""One damaged file through the whole of reading and measuring, watched."""

import resource
import time
import warnings
from dataclasses import dataclass
from pathlib import Path

from backstride.errors import BackstrideError
from backstride.inertial.wearing import parse_placement
from backstride.measure import measure
from backstride.motion import Motion
from backstride.readers import read
from benchmarks.fuzzing.sound import Sound

LIMIT_S = 2.0
"""Longest that a damaged file may keep the processor busy."""

SPARE_BYTES, BYTES_PER_BYTE = 64 * 1024**2, 20
"""Memory that a file may take: this much, and this many times its own size."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one damaged file.

    Attributes
    ----------
    kind : str
        ``"read"``, ``"refused"``, ``"leak"`` (an exception that is none of ours), ``"slow"`` or
        ``"hungry"``.
    detail : str
        The sentence, the exception, or the figure over the limit.
    """

    kind: str
    detail: str = ""

    @property
    def bad(self) -> bool:
        """Whether this must never happen."""
        return self.kind in {"leak", "slow", "hungry"}


def try_file(path: Path, sound: Sound, *, measuring: bool = True) -> Outcome:
    """Read a file and measure it, and say what happened; process time and memory are watched."""
    size = path.stat().st_size
    before, highest = _resident_bytes(), _highest_bytes()
    started = time.process_time()
    outcome = _try(path, sound, measuring=measuring)
    took_s = time.process_time() - started
    peak = _highest_bytes()
    if outcome.bad:
        return outcome
    if took_s > LIMIT_S:
        return Outcome("slow", f"{took_s:.1f} s")
    # The kernel keeps one highest mark per process; only a new one is this file's.
    if peak > highest and peak - before > SPARE_BYTES + BYTES_PER_BYTE * size:
        return Outcome("hungry", f"{(peak - before) / 1024**2:.0f} MB for {size} bytes")
    return outcome


def _try(path: Path, sound: Sound, *, measuring: bool) -> Outcome:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            motion = read_as_said(path, sound)
            if measuring:
                measure(motion)
        except BackstrideError as error:
            return Outcome("refused", str(error))
        except MemoryError:
            return Outcome("hungry", "MemoryError")
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            return Outcome("leak", f"{type(error).__name__}: {error}")
    return Outcome("read")


def read_as_said(path: Path, sound: Sound) -> Motion:
    """Return the motion in a file that is read with what a person says of a sound one."""
    if sound.markers is not None:
        return read(sound.markers, forces=path)
    placement = parse_placement(sound.placement) if sound.placement else None
    return read(
        path,
        placement=placement,
        mapping=sound.mapping,
        frame_rate_hz=sound.frame_rate_hz,
    )


def _highest_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _resident_bytes() -> int:
    with Path("/proc/self/statm").open(encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize()
