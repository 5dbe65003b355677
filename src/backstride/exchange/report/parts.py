"""What a page is made of: tables, charts and the sentences that go with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from backstride.measure.measurement import Measurement, Side
from backstride.motion.arrays import Bools, Ints


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row is its header."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with a sentence and a table that say the same.

    ``pictures`` are finished SVG; ``absent`` says why there is none.
    """

    sentence: str = ""
    pictures: tuple[str, ...] = ()
    table: Table | None = None
    absent: str = ""
    labels: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Size:
    """One of the two sizes in which a wide chart is drawn; the page shows the fitting one."""

    name: str
    width: float
    height: float


WIDE_PX, NARROW_PX = 900.0, 350.0

_DASHED = ("forward", "left", "right", "transition")  # as in the style sheet
_SIDES: tuple[Side, Side] = ("left", "right")


def runs_of(labels: Sequence[str] | np.ndarray) -> list[tuple[int, int, str]]:
    """Return the stretches ``[a, b)`` over which a label stays the same."""
    values = np.asarray(labels)
    if len(values) == 0:
        return []
    edges: Ints = np.concatenate(([0], np.flatnonzero(values[1:] != values[:-1]) + 1))
    ends = [*edges[1:].tolist(), len(values)]
    return [(a, b, str(values[a])) for a, b in zip(edges.tolist(), ends, strict=True)]


def drawn_directions(measurement: Measurement) -> tuple[str, ...]:
    """Return the directions that a curve of this recording shows."""
    return tuple(sorted(set(np.unique(np.asarray(measurement.direction)).tolist()) - {"unseen"}))


def solid_first(paths: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return paths by direction so that dashed lines come last and stay visible on solid ones."""
    return sorted(paths.items(), key=lambda item: item[0] in _DASHED)


def contacts(measurement: Measurement) -> list[tuple[Side, float, float]]:
    """Return side, start and end of every contact, for drawing.

    An end that was not seen is drawn where the foot leaves view, at the recording's end or at the
    foot's next landing, whichever comes first.
    """
    time_s = measurement.motion.time_s
    first, last = float(time_s[0]), float(time_s[-1])
    found: list[tuple[Side, float, float]] = []
    for side in _SIDES:
        own = [step for step in measurement.steps if step.side == side]
        landings = [step.initial_contact_s for step in own[1:]] + [last]
        gaps = time_s[_foot_unseen(measurement, side)]
        for step, landing in zip(own, landings, strict=False):
            a, b = step.initial_contact_s, step.terminal_contact_s
            if np.isfinite(a) and not np.isfinite(b):
                later = gaps[gaps > a]
                b = min([t for t in (landing, last, *later[:1].tolist()) if t > a], default=last)
            if np.isfinite(b) and not np.isfinite(a):
                a = max([first, *gaps[gaps < b][-1:].tolist()])
            if np.isfinite(a) and np.isfinite(b):
                found.append((side, float(a), float(b)))
    return found


def _foot_unseen(measurement: Measurement, side: Side) -> Bools:
    skeleton = measurement.motion.skeleton
    if skeleton is None:
        return np.zeros(len(measurement.motion), dtype=np.bool_)
    parts = [skeleton.get(f"{part}_{side}") for part in ("ankle", "heel", "forefoot", "toe")]
    seen: Ints = np.isfinite(np.stack(parts)).all(axis=2).sum(axis=0)
    unseen: Bools = seen == 0
    return unseen


def feet_absent(measurement: Measurement) -> str:
    """Return why there are no steps, or an empty sentence when there are some."""
    if measurement.steps:
        return ""
    skeleton = measurement.motion.skeleton
    if skeleton is None:
        return "This file holds no body landmarks, so steps and joint angles cannot be said."
    feet = [f"{part}_{side}" for part in ("heel", "toe", "ankle") for side in ("left", "right")]
    if not any(np.isfinite(skeleton.get(name)).any() for name in feet):
        return "No feet were found, so steps cannot be said."
    return "No contact of a foot with the ground was found, so steps cannot be said."
