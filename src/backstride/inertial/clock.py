"""Time stamps of loggers: put in order, freed of repeats, clock changes and strays."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from backstride.motion.arrays import Bools, Floats, Ints

FEWEST_SAMPLES = 3
"""With fewer there is no step of time to speak of."""

_LONGEST_S = 1e11  # 3000 years; no stamp in seconds is larger
_MOST_CHANGES = 8  # of a clock in one recording; more backward steps are rows out of order
_SHORTEST_RUN = 20  # samples on either side of a clock change; fewer are rows out of order
_COARSE_SHARE = 0.2  # of steps that are zero; more, and the stamps are coarser than the samples
_STRAY_HOLE_S = 10.0  # a hole this long sets samples off from the rest
_STRAY_SAMPLES = 10  # so few of them beyond such a hole have a wrong stamp


class UnusableClockError(ValueError):
    """Stamps that no clock can have given; a reader adds the path and what to do."""


@dataclass(frozen=True)
class Samples:
    """Samples of one sensor as they came.

    Attributes
    ----------
    name : str
        For sentences, for example ``"accelerometer"``.
    time_s : array (n,)
        Stamps in seconds from any start.
    values : array (n, k)
    """

    name: str
    time_s: Floats
    values: Floats

    def __len__(self) -> int:
        return len(self.time_s)

    def at(self, which: Ints | Bools) -> "Samples":
        """Return some of the samples."""
        return replace(self, time_s=self.time_s[which], values=self.values[which])


def in_order(samples: Samples) -> tuple[Samples, tuple[str, ...]]:
    """Return the samples with strictly growing stamps, and what was done for that.

    Rows out of order are sorted, repeated rows left out. Where a clock was set back, later samples
    follow on by one step, so that elapsed time does not jump. Stamps shared by several samples are
    spread evenly. A few samples far from all others have a wrong stamp and go.

    Raises
    ------
    UnusableClockError
        When fewer than ``FEWEST_SAMPLES`` remain.
    """
    said: list[str] = []
    with np.errstate(invalid="ignore"):  # of bytes that are no number at all
        whole = np.abs(samples.time_s) < _LONGEST_S
    if not whole.all():
        said.append(f"{_count((~whole).sum(), 'sample')} without a time stamp left out.")
        samples = samples.at(whole)
    if len(samples) > 1 and not np.all(np.diff(samples.time_s) > 0):
        samples, changed = _untangle(samples)
        said += changed
    samples, strays = _without_strays(samples)
    if strays:
        said.append(f"{_count(strays, 'sample')} with a time stamp far from all others left out.")
    if len(samples) < FEWEST_SAMPLES:
        raise UnusableClockError(f"has only {len(samples)} usable samples")
    return samples, tuple(f"{samples.name.capitalize()}: {sentence}" for sentence in said)


def _untangle(samples: Samples) -> tuple[Samples, list[str]]:
    said: list[str] = []
    for at, back_s in _clock_changes(samples):
        shifted = samples.time_s.copy()
        shifted[at:] += back_s
        samples = replace(samples, time_s=shifted)
        said.append(
            f"the clock went back by {back_s:.4g} s after {shifted[at] - shifted[0]:.4g} s; what "
            "follows was moved to go on there."
        )
    late = int((np.diff(samples.time_s) < 0).sum())
    if late:
        samples = samples.at(np.argsort(samples.time_s, kind="stable"))
        said.append(f"rows were out of order at {_count(late, 'place')}; they were sorted.")
    samples, repeats = _without_repeats(samples)
    if repeats:
        said.append(f"{_count(repeats, 'repeated sample')} left out.")
    samples, shared = _apart(samples)
    return samples, said + shared


def _clock_changes(samples: Samples) -> list[tuple[int, float]]:
    """Return where a clock was set back, and by how much; none for rows out of order.

    A clock that was set back runs on for long and lives through the same time twice with other
    samples in it, or goes to a time long before; rows out of order fill a hole or join an end.
    """
    time_s = samples.time_s
    falls = np.flatnonzero(np.diff(time_s) < 0) + 1
    if not 0 < len(falls) <= _MOST_CHANGES:
        return []
    edges = np.concatenate(([0], falls, [len(time_s)]))
    if np.diff(edges).min() < _SHORTEST_RUN:
        return []
    steps = np.diff(time_s)
    step = float(np.median(steps[steps > 0])) if (steps > 0).any() else 0.0
    changes = []
    for start, end in pairwise(edges[1:]):
        before, after = samples.at(np.arange(start)), samples.at(np.arange(start, end))
        if _long_before(before, after) or _twice(before, after):
            changes.append((int(start), float(time_s[start - 1] - time_s[start]) + step))
    return changes


def _long_before(before: Samples, after: Samples) -> bool:
    """Return whether all of the later rows lie far before all of the earlier ones."""
    return bool(before.time_s.min() - after.time_s[-1] > _STRAY_HOLE_S)


def _twice(before: Samples, after: Samples) -> bool:
    """Return whether both cover the same time, and not because rows were repeated."""
    low, high = after.time_s[0], min(before.time_s.max(), after.time_s[-1])
    first = before.at((before.time_s >= low) & (before.time_s <= high))
    second = after.at(after.time_s <= high)
    if min(len(first), len(second)) < FEWEST_SAMPLES:
        return False
    return not np.isin(_rows(second), _rows(first)).mean() > 0.5


def _rows(samples: Samples) -> np.typing.NDArray[np.void]:
    """Return each stamp with its values as one thing to compare."""
    table = np.ascontiguousarray(np.column_stack((samples.time_s, samples.values)) + 0.0)
    return table.view(np.dtype((np.void, table.itemsize * table.shape[1]))).ravel()


def _without_repeats(samples: Samples) -> tuple[Samples, int]:
    """Return the samples without those that equal the one before in stamp and values."""
    same = np.diff(samples.time_s) == 0
    at = np.flatnonzero(same)
    if not len(at):
        return samples, 0
    a, b = samples.values[at], samples.values[at + 1]
    same[at] = ((a == b) | (np.isnan(a) & np.isnan(b))).all(axis=1)
    return samples.at(np.concatenate(([True], ~same))), int(same.sum())


def _apart(samples: Samples) -> tuple[Samples, list[str]]:
    """Return the samples without two at one stamp."""
    new = np.concatenate(([True], np.diff(samples.time_s) > 0))
    shared = int((~new).sum())
    if not shared:
        return samples, []
    if shared < _COARSE_SHARE * len(samples):
        return samples.at(new), [
            f"{_count(shared, 'sample')} with the stamp of another one left out."
        ]
    starts = np.flatnonzero(new)
    stamps = samples.time_s[starts]
    if len(starts) < 2:
        raise UnusableClockError("has the same time stamp throughout")
    width = np.diff(stamps)
    typical = float(np.median(width))
    width = np.append(np.minimum(width, 2 * typical), typical)
    count = np.diff(np.append(starts, len(samples)))
    place = np.arange(len(samples)) - np.repeat(starts, count)
    time_s = np.repeat(stamps, count) + place * np.repeat(width / count, count)
    return replace(samples, time_s=time_s), [
        "several samples share a time stamp; they were spread evenly up to the next one."
    ]


def _without_strays(samples: Samples) -> tuple[Samples, int]:
    """Return the samples without a few that long holes set off from the rest."""
    holes = np.flatnonzero(np.diff(samples.time_s) > _STRAY_HOLE_S) + 1
    if not len(holes):
        return samples, 0
    counts = np.diff(np.concatenate(([0], holes, [len(samples)])))
    few = counts < min(_STRAY_SAMPLES, 0.1 * counts.max())
    stray = np.repeat(few, counts)
    return samples.at(~stray), int(stray.sum())


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
