"""Figures and directions as a person reads them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from backstride.estimate import Estimate
from backstride.measure.measurement import Bout, Direction, DirectionTotal, Gait, Measurement

NOT_SEEN = "–"

BASIS_WORDS = {
    "measured": "measured by the recording itself",
    "estimated": "estimated by a model",
    "declared": "declared by a plan, a lap name or a person",
    "unknown": "not known",
}

DIRECTION_ORDER = ("backward", "forward", "left", "right", "transition", "unknown", "still")

_ADJECTIVE = {
    "backward": "backward",
    "forward": "forward",
    "left": "leftward",
    "right": "rightward",
}
_LABEL = {
    **{d: d for d in ("backward", "forward", "left", "right")},
    "transition": "between directions",
    "unknown": "direction unknown",
    "still": "standing",
    "unseen": "out of view",
}
_GAIT: dict[Gait, str] = {"run": "running", "walk": "walking", "other": "movement"}
_NAMES = {
    "contact_s": "contact time",
    "contact_time_s": "contact time",
    "flight_s": "flight time",
    "flight_time_s": "flight time",
    "step_frequency_hz": "step frequency",
    "range_deg": "range",
    "minimum_deg": "smallest",
    "maximum_deg": "largest",
    "mean_deg": "mean",
}
_UNIT_SUFFIXES = ("s", "m", "mps", "deg", "dps", "hz", "spm", "n", "kg", "bw", "w", "j")
_UNIT_LABELS = {"deg": "°", "": ""}


def decimal(value: float, decimals: int) -> str:
    """Return a number with a real minus sign, or a dash when it was not seen."""
    if not math.isfinite(value):
        return NOT_SEEN
    return f"{round(value, decimals) + 0.0:.{decimals}f}".replace("-", "−")


def distance(value_m: float) -> tuple[str, str]:
    """Return a distance as number and unit."""
    if value_m >= 1000:
        return decimal(value_m / 1000, 2), "km"
    return decimal(value_m, 1 if value_m < 100 else 0), "m"


def duration(value_s: float) -> tuple[str, str]:
    """Return a time as number and unit; from two minutes on as minutes and seconds."""
    if value_s < 120 or not math.isfinite(value_s):
        return decimal(value_s, 1), "s"
    whole = round(value_s)
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02d}", "min"
    return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}", "h"


def joined(pair: tuple[str, str]) -> str:
    """Return number and unit with a space that does not break."""
    return "\u00a0".join(part for part in pair if part)


def speed(value_mps: float) -> str:
    """Return a speed in m/s."""
    return joined((decimal(value_mps, 1), "m/s"))


def percent(share: float) -> str:
    """Return a share of one as a percentage."""
    return joined((decimal(100 * share, 0), "%"))


def direction_label(direction: str) -> str:
    """Return a direction as a label."""
    return _LABEL.get(direction, direction)


def direction_adjective(direction: str) -> str:
    """Return a direction as an adjective, which "left" and "right" limbs cannot be mixed with."""
    return _ADJECTIVE.get(direction, direction_label(direction))


def bout_label(bout: Bout) -> str:
    """Return what a bout is, for example ``"backward run"``."""
    label = direction_adjective(bout.direction)
    if bout.gait == "other" or bout.direction == "transition":
        return label
    return f"{bout.gait}, {label}" if bout.direction == "unknown" else f"{label} {bout.gait}"


def quantity(name: str) -> str:
    """Return the name of a quantity without its unit suffix, as words."""
    if name in _NAMES:
        return _NAMES[name]
    words = name.split("_")
    if words[-1] in ("left", "right"):
        words = [words[-1], *words[:-1]]
    if len(words) > 1 and words[-1] in _UNIT_SUFFIXES:
        words.pop()
    return " ".join(words)


def unit_label(unit: str) -> str:
    """Return a unit as printed behind a number."""
    return _UNIT_LABELS.get(unit, unit)


def _decimals(half: float, value: float) -> int:
    """Return the decimals that show an interval's half width to one or two digits."""
    size = half if half > 0 else abs(value) / 30
    if size <= 0:
        return 1
    power = math.floor(math.log10(size))
    leading = size / 10**power
    return min(4, max(0, -power + (1 if leading < 3 else 0)))


def estimate_parts(estimate: Estimate) -> tuple[str, str, str]:
    """Return value, uncertainty (``"± 0.05"`` or ``"0.19 to 0.30"``) and unit."""
    below, above = estimate.value - estimate.low, estimate.high - estimate.value
    decimals = _decimals(max(below, above), estimate.value)
    value = decimal(estimate.value, decimals)
    unit = unit_label(estimate.unit)
    if max(below, above) <= 0:
        return value, "", unit
    if min(below, above) >= 0.8 * max(below, above):  # one figure, the wider, reads easier
        return value, f"± {decimal(max(below, above), decimals)}", unit
    low, high = decimal(estimate.low, decimals), decimal(estimate.high, decimals)
    return value, f"{low} to {high}", unit


def estimate_words(estimate: Estimate) -> str:
    """Return value, uncertainty and unit in one line."""
    value, interval, unit = estimate_parts(estimate)
    if unit == "°":
        return f"{value}° ({interval}°)" if " to " in interval else f"{value}° {interval}°".strip()
    interval = f"({interval})" if " to " in interval else interval
    return " ".join(part for part in (value, interval, unit) if part)


def listed(parts: Iterable[str]) -> str:
    """Return ``"a, b and c"``."""
    *first, last = list(parts)
    return f"{', '.join(first)} and {last}" if first else last


def headline(measurement: Measurement) -> str:
    """Return in one plain sentence what happened; less than a twentieth is left to the table."""
    stretches = [s for s in _stretches(measurement) if s.direction in _ADJECTIVE]
    whole = sum(s.size for s in stretches)
    known = [s for i, s in enumerate(stretches) if i == 0 or s.size >= whole / 20]
    unknown = measurement.by_direction.get("unknown")
    if not known:
        return _headline_without_direction(measurement, unknown)
    parts = [
        _amount(s, f"of {_ADJECTIVE[s.direction]} {_GAIT[s.gait]}", with_pace=i < 2)
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
    gait = listed(_GAIT[g] for g in gaits) if gaits else _GAIT["other"]
    if direction == "transition":
        return f"{gait} between directions"
    return f"{_ADJECTIVE[direction]} {gait}" if direction in _ADJECTIVE else gait


def figures_of(measurement: Measurement, direction: Direction) -> str:
    """Return what the figures of steps and joints in a direction are of: its main gait."""
    gait = _GAIT[measurement.main_gait(direction)]
    if direction == "transition":
        return f"{gait} between directions"
    return f"{_ADJECTIVE[direction]} {gait}" if direction in _ADJECTIVE else gait


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
        gait = _GAIT[measurement.main_gait("unknown")]
        stretch = _Stretch("unknown", "other", unknown.distance_m, unknown.time_s)
        amount = _amount(stretch, f"of {gait}", with_pace=True)
        return f"{amount}; forward or backward cannot be known from this file."
    if measurement.by_direction:
        return "The person only turned and shuffled: no stretch kept to one direction."
    if measurement.still_s > 0:
        return f"Nobody ran: {joined(duration(measurement.still_s))} of standing."
    return "Nothing in this recording could be measured."
