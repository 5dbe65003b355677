"""What a simulated runner really did."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from backstride.motion.arrays import Floats

SCHEMA = "backstride.truth/1"

TrueDirection = Literal["forward", "backward", "left", "right", "still"]
TrueGait = Literal["walk", "run", "other"]


@dataclass(frozen=True, slots=True)
class TrueStep:
    """One contact of one foot.

    Attributes
    ----------
    side : {"left", "right"}
    initial_contact_s, terminal_contact_s : float
        Exact, not rounded to samples; NaN when outside the recording.
    length_m : float
        From the other foot's contact before to this one, along the way of the body between the
        middles of the two; NaN for the first.
    direction : str
        Of travel at the middle of the contact.
    gait : str
        "run" when the foot is down for less than half of the stride, "walk" for a walk, "other"
        for a run without flight (a grounded run) and for standing.
    first_down, last_up : {"heel", "forefoot", "flat"}
        Part that lands first and leaves last; "flat" within 2 degrees.
    place_m : tuple of float
        Where the ankle is above, on the ground, while the foot is flat.
    """

    side: Literal["left", "right"]
    initial_contact_s: float
    terminal_contact_s: float
    length_m: float
    direction: TrueDirection
    gait: TrueGait
    first_down: Literal["heel", "forefoot", "flat"]
    last_up: Literal["heel", "forefoot", "flat"]
    place_m: tuple[float, float]


@dataclass(frozen=True, slots=True)
class TrueBout:
    """An unbroken stretch ``[start_s, end_s)`` of one gait and direction, with its landings."""

    start_s: float
    end_s: float
    direction: TrueDirection
    gait: TrueGait
    distance_m: float
    steps: int


@dataclass(frozen=True, slots=True)
class TrueTotal:
    """All moving in one direction."""

    time_s: float
    distance_m: float
    steps: int


@dataclass(frozen=True, slots=True)
class StrideRange:
    """Extremes of a joint angle from one initial contact of a foot to its next."""

    start_s: float
    end_s: float
    direction: TrueDirection
    minimum_deg: float
    maximum_deg: float

    @property
    def range_deg(self) -> float:
        """Maximum minus minimum."""
        return self.maximum_deg - self.minimum_deg


@dataclass(frozen=True)
class Truth:
    """Everything that is known about a simulated recording.

    Attributes
    ----------
    scenario : str
        Its name.
    time_s : array (n,)
        Sample times of the recording.
    direction, gait : tuple of str
        Of every sample. Forward below 45 degrees between travel and facing, backward above 135,
        left or right between; still below the least speed with a heading
        (``motion.headings.SLOWEST_WITH_HEADING_MPS``). While still, gait is "other".
    facing_deg, travel_deg, speed_mps : array (n,)
        Without the turning and swaying of single steps; travel is NaN while still.
    steps : tuple of TrueStep
        In order of landing. Feet that stand count as contacts.
    bouts : tuple of TrueBout
    by_direction : mapping of str to TrueTotal
    joints : mapping of str to tuple of StrideRange
        ``hip_left``, ``knee_left``, ``ankle_left`` and so on, in the plane in which the body
        faces, flexion positive, from the skeleton without noise.
    """

    scenario: str
    time_s: Floats
    direction: tuple[TrueDirection, ...]
    gait: tuple[TrueGait, ...]
    facing_deg: Floats
    travel_deg: Floats
    speed_mps: Floats
    steps: tuple[TrueStep, ...]
    bouts: tuple[TrueBout, ...]
    by_direction: Mapping[TrueDirection, TrueTotal]
    joints: Mapping[str, tuple[StrideRange, ...]]

    def as_json(self) -> dict[str, Any]:
        """Return ``backstride.truth/1``, ready for ``json.dumps``; what is not known is None."""
        samples = {
            "time_s": self.time_s,
            "facing_deg": self.facing_deg,
            "travel_deg": self.travel_deg,
            "speed_mps": self.speed_mps,
        }
        return {
            "schema": SCHEMA,
            "synthetic": True,
            "scenario": self.scenario,
            "by_direction": {d: _plain(asdict(total)) for d, total in self.by_direction.items()},
            "bouts": [_plain(asdict(bout)) for bout in self.bouts],
            "steps": [_plain(asdict(step)) for step in self.steps],
            "joints": {
                joint: [_plain({**asdict(r), "range_deg": r.range_deg}) for r in ranges]
                for joint, ranges in self.joints.items()
            },
            "samples": {
                "direction": list(self.direction),
                "gait": list(self.gait),
                **{name: [_number(x) for x in values] for name, values in samples.items()},
            },
        }

    def write(self, path: Path) -> None:
        """Write the JSON form to a file."""
        path.write_text(json.dumps(self.as_json(), allow_nan=False) + "\n", "utf-8")


def _number(value: float) -> float | None:
    value = float(value)
    return round(value, 5) if abs(value) < float("inf") else None  # None for NaN too


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in record.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain_value(v) for v in value]
    return _number(value) if isinstance(value, float) else value
