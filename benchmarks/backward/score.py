"""Comparing what a system says with what happened. Every rule is in ``docs/benchmark.md``."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks.backward.predictions import Landing, Said, Stretch
from benchmarks.backward.truth import Truth, joined

SIDES = ("forward", "backward", "left", "right")
"""Directions that are scored."""

STEP_WITHIN_S = 0.15
"""A step said within this of a true one is that step; half the shortest step of running."""

BORDER_S = 0.25
"""Steps nearer than this to a change of direction are left out: who is to say what they are."""

SHORTEST_TRUE_S = 1.0
"""Shorter stretches, as in the middle of a turn, are changes of direction and not scored."""

SHORTEST_BOUT_S = 3.0
"""Bouts from this length on have to be found."""

OVERLAP = 0.5
"""Share of their union that two bouts must have in common to be the same."""

ALLOWANCE_S = 1.0
"""A backward bout this near to true backward movement is early or late, not false."""


@dataclass
class Tally:
    """Counts and errors of some cases, which add up."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    bouts_right: Counter[str] = field(default_factory=Counter)
    bouts_wrong: Counter[str] = field(default_factory=Counter)
    bouts_missed: Counter[str] = field(default_factory=Counter)
    onset_s: list[float] = field(default_factory=list)
    offset_s: list[float] = field(default_factory=list)
    landing_s: list[float] = field(default_factory=list)
    leaving_s: list[float] = field(default_factory=list)
    steps: int = 0
    steps_found: int = 0
    distance_share: dict[str, list[float]] = field(default_factory=dict)
    false_backward: int = 0
    hours_without: float = 0.0
    groundless_s: float = 0.0
    unknowable_s: float = 0.0
    refused: int = 0
    cases: int = 0

    def add(self, other: "Tally") -> None:
        """Take in the counts of another."""
        for name, value in vars(other).items():
            own = getattr(self, name)
            if isinstance(own, Counter):
                own.update(value)
            elif isinstance(own, list):
                own.extend(value)
            elif isinstance(own, dict):
                for way, errors in value.items():
                    own.setdefault(way, []).extend(errors)
            else:
                setattr(self, name, own + value)


def score_case(truth: Truth, said: Said | None, *, knowable: bool, feet: str) -> Tally:
    """Return the tally of one case; a missing or refused one says nothing at all."""
    tally = Tally(cases=1, refused=int(said is None or bool(said.refused)))
    said = said or Said()
    stretches = joined(said.stretches)
    if not knowable:
        tally.unknowable_s = sum(s.end_s - s.start_s for s in truth.stretches)
        tally.groundless_s = sum(s.end_s - s.start_s for s in stretches if s.direction in SIDES)
        return tally
    _score_steps(tally, truth, said, stretches, feet)
    _score_bouts(tally, truth.stretches, stretches)
    _score_distances(tally, truth.stretches, stretches)
    _score_false_alarms(tally, truth, stretches)
    return tally


def _score_steps(
    tally: Tally, truth: Truth, said: Said, stretches: Sequence[Stretch], feet: str
) -> None:
    own = [s for s in said.steps or () if math.isfinite(s.initial_contact_s)]
    own = [s for s in own if feet == "both" or s.side in (feet, "unknown")]
    pairs = _paired([s.initial_contact_s for s in truth.steps], [s.initial_contact_s for s in own])
    for i, step in enumerate(truth.steps):
        other = own[pairs[i]] if i in pairs else None
        if said.steps is not None:
            _score_events(tally, step, other)
        if not _well_inside(step.initial_contact_s, truth.stretches):
            continue
        claimed = other.direction if other else "" if said.steps is not None else None
        if claimed is None:
            claimed = _direction_at(step.initial_contact_s, stretches)
        _count(tally.right, tally.wrong, tally.missed, step.direction, claimed)
    matched = set(pairs.values())
    extra = [s for k, s in enumerate(own) if k not in matched and s.direction in SIDES]
    tally.wrong.update(
        s.direction for s in extra if not _near_border(s.initial_contact_s, truth.stretches)
    )


def _score_events(tally: Tally, step: Landing, other: Landing | None) -> None:
    tally.steps += 1
    if other is None:
        return
    tally.steps_found += 1
    tally.landing_s.append(other.initial_contact_s - step.initial_contact_s)
    leaving = other.terminal_contact_s - step.terminal_contact_s
    if math.isfinite(leaving):
        tally.leaving_s.append(leaving)


def _count(
    right: Counter[str], wrong: Counter[str], missed: Counter[str], true: str, claimed: str
) -> None:
    if claimed == true:
        right[true] += 1
        return
    missed[true] += 1
    if claimed in SIDES:
        wrong[claimed] += 1


def _paired(true_s: Sequence[float], said_s: Sequence[float]) -> dict[int, int]:
    """Return which said moment is which true one: nearest first, each used once."""
    said = np.array(said_s)
    candidates = []
    for i, moment in enumerate(true_s):
        a, b = np.searchsorted(said, (moment - STEP_WITHIN_S, moment + STEP_WITHIN_S))
        candidates += [(abs(float(said[k]) - moment), i, k) for k in range(int(a), int(b))]
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, i, k in sorted(candidates):
        if i not in pairs and k not in used:
            pairs[i] = k
            used.add(k)
    return pairs


def _well_inside(moment_s: float, stretches: Sequence[Stretch]) -> bool:
    """Return whether a moment lies within a long enough true stretch, away from its ends."""
    return any(
        s.start_s + BORDER_S <= moment_s < s.end_s - BORDER_S
        for s in stretches
        if s.end_s - s.start_s >= SHORTEST_TRUE_S
    )


def _near_border(moment_s: float, stretches: Sequence[Stretch]) -> bool:
    return any(
        min(abs(moment_s - s.start_s), abs(moment_s - s.end_s)) < BORDER_S for s in stretches
    )


def _direction_at(moment_s: float, stretches: Sequence[Stretch]) -> str:
    return next((s.direction for s in stretches if s.start_s <= moment_s < s.end_s), "")


def _score_bouts(tally: Tally, true: Sequence[Stretch], said: Sequence[Stretch]) -> None:
    said = [s for s in said if s.direction in SIDES]
    used: set[int] = set()
    for bout in true:
        if bout.direction not in SIDES or bout.end_s - bout.start_s < SHORTEST_BOUT_S:
            continue
        shares = [
            _common(bout, s) if s.direction == bout.direction and k not in used else 0.0
            for k, s in enumerate(said)
        ]
        best = int(np.argmax(shares)) if shares else -1
        if best < 0 or shares[best] < OVERLAP:
            tally.bouts_missed[bout.direction] += 1
            continue
        used.add(best)
        tally.bouts_right[bout.direction] += 1
        tally.offset_s.append(said[best].end_s - bout.end_s)
        if bout.start_s > 0.0:
            tally.onset_s.append(said[best].start_s - bout.start_s)
    tally.bouts_wrong.update(
        s.direction
        for k, s in enumerate(said)
        if k not in used
        and s.end_s - s.start_s >= SHORTEST_BOUT_S
        and not any(_common(t, s) >= OVERLAP for t in true if t.direction == s.direction)
    )


def _common(a: Stretch, b: Stretch) -> float:
    shared = min(a.end_s, b.end_s) - max(a.start_s, b.start_s)
    return max(0.0, shared) / (max(a.end_s, b.end_s) - min(a.start_s, b.start_s))


def _score_distances(tally: Tally, true: Sequence[Stretch], said: Sequence[Stretch]) -> None:
    for way in SIDES:
        metres = sum(s.distance_m for s in true if s.direction == way)
        own = [s.distance_m for s in said if s.direction == way]
        if metres >= 10.0 and (not own or all(math.isfinite(m) for m in own)):
            tally.distance_share.setdefault(way, []).append(sum(own) / metres - 1.0)


def _score_false_alarms(tally: Tally, truth: Truth, said: Sequence[Stretch]) -> None:
    backward = [s for s in truth.stretches if s.direction == "backward"]
    tally.false_backward = sum(
        s.direction == "backward"
        and not any(
            s.start_s < b.end_s + ALLOWANCE_S and s.end_s > b.start_s - ALLOWANCE_S
            for b in backward
        )
        for s in said
    )
    covered = sum(b.end_s - b.start_s for b in backward)
    tally.hours_without = max(0.0, truth.duration_s - covered) / 3600.0
