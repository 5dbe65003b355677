"""A measurement beside the truth of a simulated runner."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from backstride.measure.measurement import DIRECTIONS, Direction, Measurement
from backstride.simulate.truth import TrueStep, Truth

_MATCH_S = 0.15
"""A found contact further from a true one is another contact: under half a running step."""


@dataclass(frozen=True, slots=True)
class DirectionAgainstTruth:
    """Totals of one direction, found and true."""

    direction: Direction
    distance_m: float
    true_distance_m: float
    time_s: float
    true_time_s: float
    steps: int
    true_steps: int


@dataclass(frozen=True)
class Agreement:
    """How a measurement agrees with what is known.

    Attributes
    ----------
    directions : tuple of DirectionAgainstTruth
    true_contacts, matched_contacts : int
        Contacts whose landing lies in the recording, and those of them that were found.
    landing_errors_s, take_off_errors_s : tuple of float
        Found minus true, one per contact found.
    """

    directions: tuple[DirectionAgainstTruth, ...]
    true_contacts: int
    matched_contacts: int
    landing_errors_s: tuple[float, ...]
    take_off_errors_s: tuple[float, ...]

    @property
    def landing_error_s(self) -> float:
        """Median size of the landing errors; NaN without any."""
        return _median_size(self.landing_errors_s)

    @property
    def take_off_error_s(self) -> float:
        """Median size of the take-off errors; NaN without any."""
        return _median_size(self.take_off_errors_s)


class _Contact(Protocol):
    @property
    def side(self) -> str: ...
    @property
    def initial_contact_s(self) -> float: ...
    @property
    def terminal_contact_s(self) -> float: ...


def against_truth(found: Measurement, truth: Truth) -> Agreement:
    """Return a measurement of a simulated runner beside what the runner really did."""
    inside = [s for s in truth.steps if np.isfinite(s.initial_contact_s)]
    pairs = [(s, nearest_contact(s, found)) for s in inside]
    matched = [(true, own) for true, own in pairs if own is not None]
    return Agreement(
        directions=tuple(
            _direction(d, found, truth) for d in DIRECTIONS if _occurs(d, found, truth)
        ),
        true_contacts=len(inside),
        matched_contacts=len(matched),
        landing_errors_s=tuple(
            own.initial_contact_s - true.initial_contact_s for true, own in matched
        ),
        take_off_errors_s=tuple(
            error
            for true, own in matched
            if np.isfinite(error := own.terminal_contact_s - true.terminal_contact_s)
        ),
    )


def nearest_contact(true: TrueStep, found: Measurement) -> _Contact | None:
    """Return the contact found for a true one: same foot, landing nearest and within reach."""
    own = [
        s
        for s in found.steps
        if s.side == true.side and abs(s.initial_contact_s - true.initial_contact_s) <= _MATCH_S
    ]
    return min(own, key=lambda s: abs(s.initial_contact_s - true.initial_contact_s), default=None)


def _occurs(direction: Direction, found: Measurement, truth: Truth) -> bool:
    return direction in found.by_direction or direction in truth.by_direction


def _direction(direction: Direction, found: Measurement, truth: Truth) -> DirectionAgainstTruth:
    own = found.by_direction.get(direction)
    true = {str(d): total for d, total in truth.by_direction.items()}.get(direction)
    return DirectionAgainstTruth(
        direction=direction,
        distance_m=own.distance_m if own else 0.0,
        true_distance_m=true.distance_m if true else 0.0,
        time_s=own.time_s if own else 0.0,
        true_time_s=true.time_s if true else 0.0,
        steps=own.steps if own else 0,
        true_steps=true.steps if true else 0,
    )


def _median_size(errors: tuple[float, ...]) -> float:
    return float(np.median(np.abs(errors))) if errors else float("nan")
