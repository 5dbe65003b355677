"""What really happened in a case, as scoring needs it."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.backward.predictions import Landing, Stretch

_JOINED_S = 0.3
"""Stretches of one direction this close together are one: no step fits in between."""


@dataclass(frozen=True)
class Truth:
    """Stretches of one direction in order of time, steps, and how long the recording lasts."""

    stretches: tuple[Stretch, ...]
    steps: tuple[Landing, ...]
    duration_s: float


def read_truth(path: Path, feet: str) -> Truth:
    """Return the truth of a case; of the steps only those of the foot that carries a sensor."""
    said = json.loads(path.read_text("utf-8"))
    bouts = [
        Stretch(b["start_s"], b["end_s"], b["direction"], b["distance_m"]) for b in said["bouts"]
    ]
    steps = [
        Landing(s["initial_contact_s"], _number(s["terminal_contact_s"]), s["side"], s["direction"])
        for s in said["steps"]
        if s["initial_contact_s"] is not None
        and s["direction"] != "still"
        and s["gait"] != "other"
        and feet in ("both", s["side"])
    ]
    times = said["samples"]["time_s"] if "samples" in said else [said["duration_s"]]
    return Truth(joined(bouts), tuple(steps), float(times[-1]))


def joined(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return stretches with neighbours of the same direction made one; gait plays no part."""
    found: list[Stretch] = []
    for s in stretches:
        last = found[-1] if found else None
        near = last is not None and s.start_s - last.end_s <= _JOINED_S
        if last is not None and near and last.direction == s.direction:
            distance = last.distance_m + s.distance_m
            found[-1] = Stretch(last.start_s, s.end_s, s.direction, distance)
        else:
            found.append(s)
    return tuple(found)


def _number(value: float | None) -> float:
    return math.nan if value is None else value
