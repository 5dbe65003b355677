"""Stretches of one direction whose truth is known, and whether they were told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from backstride.measure import Measurement
from backstride.simulate import Truth

WAYS = ("forward", "backward", "left", "right")

WRONG_S = 0.3
"""A stretch is told wrong when more than this inside it says another way: less than one step."""

_EDGE_S = 0.3  # at both ends of a stretch, where a change of direction is under way
_JOINED_S = 0.3  # neighbours of one direction this close together are one: no step fits between

Outcome = Literal["right", "wrong", "unknown"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch ``[start_s, end_s)`` of one direction."""

    start_s: float
    end_s: float
    direction: str
    gait: str
    distance_m: float


def true_stretches(truth: Truth, shortest_s: float) -> list[Stretch]:
    """Return the stretches of a simulated runner that last long enough, whatever the gait."""
    return _long_enough(
        [Stretch(b.start_s, b.end_s, b.direction, b.gait, b.distance_m) for b in truth.bouts],
        shortest_s,
    )


def measured_stretches(reference: Measurement, shortest_s: float) -> list[Stretch]:
    """Return the stretches that markers show, as the reference for a sensor on the same body."""
    return _long_enough(
        [
            Stretch(b.start_s, b.end_s, b.direction, b.gait, b.distance_m)
            for b in reference.bouts
            if b.gait != "other"
        ],
        shortest_s,
    )


def _long_enough(found: Sequence[Stretch], shortest_s: float) -> list[Stretch]:
    joined: list[Stretch] = []
    for one in found:
        last = joined[-1] if joined else None
        if last and last.direction == one.direction and one.start_s - last.end_s <= _JOINED_S:
            longer = max((last, one), key=lambda s: s.end_s - s.start_s)
            joined[-1] = Stretch(
                last.start_s,
                one.end_s,
                one.direction,
                longer.gait,
                last.distance_m + one.distance_m,
            )
        else:
            joined.append(one)
    return [s for s in joined if s.direction in WAYS and s.end_s - s.start_s >= shortest_s]


def outcome(found: Measurement, stretch: Stretch) -> Outcome:
    """Return how a stretch was told.

    Wrong when more than ``WRONG_S`` inside it says another direction, right when at least half of
    it says its own, and unknown otherwise. Its ends are left out.
    """
    time_s, sample_s = found.motion.time_s, 1.0 / max(found.motion.rate_hz, 0.1)
    edge_s = _EDGE_S + sample_s  # a watch that writes once a second is a second late
    inside = (time_s >= stretch.start_s + edge_s) & (time_s < stretch.end_s - edge_s)
    inside &= found.direction != "unseen"
    told = found.direction[inside]
    if not told.size:
        return "unknown"
    right = told == stretch.direction
    wrong = np.isin(told, WAYS) & ~right
    if wrong.sum() * sample_s > WRONG_S + sample_s:
        return "wrong"
    return "right" if right.mean() >= 0.5 else "unknown"


def tally(outcomes: Iterable[Outcome]) -> dict[Outcome, int]:
    """Return how many stretches were told right, wrong, and not at all."""
    told = list(outcomes)
    kinds: tuple[Outcome, ...] = ("right", "wrong", "unknown")
    return {kind: told.count(kind) for kind in kinds}


def tally_words(told: dict[Outcome, int]) -> str:
    """Return a tally as a sentence."""
    return f"{told['wrong']} told wrong, {told['unknown']} left unknown."
