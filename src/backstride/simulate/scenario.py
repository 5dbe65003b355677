"""What a simulated runner is asked to do."""

import math
from dataclasses import dataclass, field
from typing import Literal

from backstride.errors import SettingsError

Kind = Literal["stand", "walk", "run", "turn"]
Heading = Literal["forward", "backward", "left", "right"]

KINDS: tuple[Kind, ...] = ("stand", "walk", "run", "turn")
HEADINGS: tuple[Heading, ...] = ("forward", "backward", "left", "right")

FASTEST_MPS = {
    ("walk", "forward"): 1.9,
    ("walk", "backward"): 1.6,
    ("walk", "left"): 0.8,
    ("walk", "right"): 0.8,
    ("run", "forward"): 6.5,
    ("run", "backward"): 5.0,
    ("run", "left"): 1.7,
    ("run", "right"): 1.7,
}
"""Speeds up to which the simulated body stays plausible.

Chosen: a little above the walk-run transition for walking; below the records of section 2 of the
literature table for running; side steps that need no crossing of the legs.
"""

SLOWEST_MPS = 0.4
"""Clearly above the speed below which a heading of travel means nothing."""

STEEPEST_PERCENT = 15.0
"""Chosen: steeper, a body that stays upright on a foot that only tilts is no longer plausible."""

FASTEST_TURN_DPS = 240.0
"""Mean rate of a turn; chosen: half a turn in three quarters of a second."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one kind of movement.

    Attributes
    ----------
    kind : {"stand", "walk", "run", "turn"}
        A turn goes on with the gait and speed before it.
    direction : {"forward", "backward", "left", "right"}
        Where a walk or run goes, seen from the body.
    speed_mps : float
        Of a walk or run, once reached.
    duration_s, distance_m : float or None
        One of the two; speeding up and slowing down are part of the segment.
    facing_turn_deg, travel_turn_deg : float
        Of a turn: by how much the body and its path turn, left positive. Equal values are a curve;
        facing alone turns round while going on the same way; travel alone is a cut.
    duty_factor : float or None
        Share of the stride that a foot is down in a run; above 0.5 is a grounded run. None follows
        speed.
    slope_percent : float
        Of the ground along a walk or run, uphill positive; a turn and a stand stay on theirs.
    """

    kind: Kind
    direction: Heading = "forward"
    speed_mps: float = 0.0
    duration_s: float | None = None
    distance_m: float | None = None
    facing_turn_deg: float = 0.0
    travel_turn_deg: float = 0.0
    duty_factor: float | None = None
    slope_percent: float = 0.0

    def __post_init__(self) -> None:
        _one_of("kind", self.kind, KINDS)
        _one_of("direction", self.direction, HEADINGS)
        for name in ("duration_s", "distance_m"):
            value = getattr(self, name)
            if value is not None:
                _within(name, value, 0.05, 100_000.0)
        if self.kind in ("walk", "run"):
            self._check_moving()
        elif self.duration_s is None or self.distance_m is not None:
            raise SettingsError(f"a {self.kind} needs duration_s and no distance_m.")
        if self.kind == "turn":
            self._check_turn(self.duration_s or 0.0)
        elif self.facing_turn_deg or self.travel_turn_deg:
            raise SettingsError("only a turn has facing_turn_deg or travel_turn_deg.")
        if self.duty_factor is not None:
            self._check_duty(self.duty_factor)
        _within("slope_percent", self.slope_percent, -STEEPEST_PERCENT, STEEPEST_PERCENT)
        if self.slope_percent and self.kind not in ("walk", "run"):
            raise SettingsError("only a walk or run has slope_percent.")

    def _check_moving(self) -> None:
        if (self.duration_s is None) == (self.distance_m is None):
            raise SettingsError(f"a {self.kind} needs either duration_s or distance_m, not both.")
        fastest = FASTEST_MPS[self.kind, self.direction]
        _within(
            "speed_mps",
            self.speed_mps,
            SLOWEST_MPS,
            fastest,
            f" for a {self.kind} {self.direction}",
        )

    def _check_duty(self, duty_factor: float) -> None:
        if self.kind != "run":
            raise SettingsError("only a run has duty_factor.")
        _within("duty_factor", duty_factor, 0.25, 0.56)

    def _check_turn(self, duration_s: float) -> None:
        _within("facing_turn_deg", self.facing_turn_deg, -3600.0, 3600.0)
        _within("travel_turn_deg", self.travel_turn_deg, -3600.0, 3600.0)
        largest = max(abs(self.facing_turn_deg), abs(self.travel_turn_deg))
        if largest == 0.0:
            raise SettingsError("a turn needs facing_turn_deg, travel_turn_deg or both.")
        if largest > FASTEST_TURN_DPS * duration_s + 1e-9:
            raise SettingsError(
                f"a turn of {largest:g} degrees in {duration_s:g} s is too fast; give it at least "
                f"{largest / FASTEST_TURN_DPS:.2f} s."
            )


@dataclass(frozen=True, slots=True)
class Body:
    """Size of the person: standing height and body mass."""

    height_m: float = 1.75
    mass_kg: float = 70.0

    def __post_init__(self) -> None:
        _within("height_m", self.height_m, 1.2, 2.2)
        _within("mass_kg", self.mass_kg, 25.0, 200.0)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole recording of one person.

    Attributes
    ----------
    name : str
        Shown as ``simulated:<name>``.
    segments : tuple of Segment
        In order. A recording that begins or ends with a walk or run begins or ends at full speed,
        as when a runner enters or leaves the view.
    body : Body
    rate_hz : float
        Samples per second.
    noise_m : float
        Standard deviation of white noise on each coordinate of each landmark.
    dropout : float
        Share of samples missing, in bursts, landmark by landmark.
    seed : int
        Everything that is drawn at random follows from it: the person's habits, the spread from
        step to step, noise and dropout.
    start_heading_deg : float
        Where the body faces at the start.
    fatigue : float
        0 to 1: how tired the runner is at the end, growing evenly from 0 at the start.
    treadmill : bool
        The ground moves under the runner, who stays in place; truth is relative to the belt.
    description : str
        One sentence for people.
    """

    name: str
    segments: tuple[Segment, ...]
    body: Body = field(default_factory=Body)
    rate_hz: float = 120.0
    noise_m: float = 0.0
    dropout: float = 0.0
    seed: int = 0
    start_heading_deg: float = 0.0
    description: str = ""
    fatigue: float = 0.0
    treadmill: bool = False

    def __post_init__(self) -> None:
        if not self.segments:
            raise SettingsError("a scenario needs at least one segment.")
        if self.segments[0].kind == "turn":
            raise SettingsError(
                "the first segment is a turn, with nothing before it to go on with; begin with a "
                "stand, walk or run."
            )
        _within("rate_hz", self.rate_hz, 20.0, 2000.0)
        _within("noise_m", self.noise_m, 0.0, 0.1)
        _within("dropout", self.dropout, 0.0, 0.9)
        _within("fatigue", self.fatigue, 0.0, 1.0)
        if not isinstance(self.treadmill, bool):
            raise SettingsError(f"treadmill is {self.treadmill!r}; use true or false.")
        _within("start_heading_deg", self.start_heading_deg, -360.0, 360.0)
        for label in ("name", "description"):
            if not isinstance(text := getattr(self, label), str):
                raise SettingsError(f"{label} is {text!r}; put it in quotes.")
        if type(self.seed) is not int or self.seed < 0:
            raise SettingsError(f"seed is {self.seed!r}; use a whole number from 0 up.")


def _one_of(name: str, value: object, words: tuple[str, ...]) -> None:
    if value not in words:
        raise SettingsError(f"{name} is {value!r}; use one of {', '.join(words)}.")


def _within(name: str, value: object, low: float, high: float, where: str = "") -> None:
    """Raise SettingsError unless ``value`` is a number from ``low`` to ``high``."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise SettingsError(f"{name} is {value!r}; use a number from {low:g} to {high:g}.")
    if not low <= value <= high:
        raise SettingsError(f"{name} is {value:g}{where}; use {low:g} to {high:g}.")
