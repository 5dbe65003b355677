"""What happened, in one sentence."""

import math
from dataclasses import dataclass

from backstride.exchange.words.labels import ADJECTIVES, GAITS
from backstride.exchange.words.numbers import distance, duration, joined, listed, speed
from backstride.measure.measurement import Direction, DirectionTotal, Gait, Measurement


def headline(measurement: Measurement) -> str:
    """Return in one plain sentence what happened; less than a twentieth is left to the table."""
    stretches = [s for s in _stretches(measurement) if s.direction in ADJECTIVES]
    whole = sum(s.size for s in stretches)
    known = [s for i, s in enumerate(stretches) if i == 0 or s.size >= whole / 20]
    unknown = measurement.by_direction.get("unknown")
    if not known:
        return _headline_without_direction(measurement, unknown)
    parts = [
        _amount(s, f"of {ADJECTIVES[s.direction]} {GAITS[s.gait]}", with_pace=i < 2)
        for i, s in enumerate(known)
    ]
    if unknown and unknown.time_s > measurement.moving_s / 20:
        parts.append(f"{joined(duration(unknown.time_s))} in a direction that cannot be known")
    return f"{listed(parts)}."


@dataclass(frozen=True, slots=True)
class _Stretch:
    """All bouts of one direction and gait together."""

    direction: str
    gait: Gait
    distance_m: float
    time_s: float

    @property
    def size(self) -> float:
        """Ground covered, or the time where no distance is known."""
        return self.distance_m if math.isfinite(self.distance_m) else self.time_s


def _stretches(measurement: Measurement) -> list[_Stretch]:
    """Return direction and gait by ground covered, or by time without distances, most first."""
    kinds = dict.fromkeys((b.direction, b.gait) for b in measurement.bouts)
    grouped = (
        (kind, [b for b in measurement.bouts if (b.direction, b.gait) == kind]) for kind in kinds
    )
    found = [
        _Stretch(*kind, sum(b.distance_m for b in bouts), sum(b.end_s - b.start_s for b in bouts))
        for kind, bouts in grouped
    ]
    return sorted(found, key=lambda s: -s.size)


def what_happened(measurement: Measurement, direction: Direction) -> str:
    """Return direction and gait as a noun: ``"backward running"``, ``"... and walking"``."""
    gaits = [s.gait for s in _stretches(measurement) if s.direction == direction]
    gait = listed(GAITS[g] for g in gaits) if gaits else GAITS["other"]
    if direction == "transition":
        return f"{gait} between directions"
    return f"{ADJECTIVES[direction]} {gait}" if direction in ADJECTIVES else gait


def figures_of(measurement: Measurement, direction: Direction) -> str:
    """Return what the figures of steps and joints in a direction are of: its main gait."""
    gait = GAITS[measurement.main_gait(direction)]
    if direction == "transition":
        return f"{gait} between directions"
    return f"{ADJECTIVES[direction]} {gait}" if direction in ADJECTIVES else gait


def _amount(stretch: _Stretch, rest: str, *, with_pace: bool) -> str:
    """Return how far it went, or how long it took where that is all that is known."""
    if not math.isfinite(stretch.distance_m):
        return f"{joined(duration(stretch.time_s))} {rest}"
    covered = f"{joined(distance(stretch.distance_m))} {rest}"
    if not with_pace:
        return covered
    mean_mps = stretch.distance_m / stretch.time_s
    return f"{covered} in {joined(duration(stretch.time_s))} at {speed(mean_mps)}"


def _headline_without_direction(measurement: Measurement, unknown: DirectionTotal | None) -> str:
    if unknown and unknown.time_s > 0:
        gait = GAITS[measurement.main_gait("unknown")]
        stretch = _Stretch("unknown", "other", unknown.distance_m, unknown.time_s)
        amount = _amount(stretch, f"of {gait}", with_pace=True)
        return f"{amount}; forward or backward cannot be known from this file."
    if measurement.by_direction:
        return "The person only turned and shuffled: no stretch kept to one direction."
    if measurement.still_s > 0:
        return f"Nobody ran: {joined(duration(measurement.still_s))} of standing."
    return "Nothing in this recording could be measured."
