"""One day's trials of a test, and the score that they make."""

import math
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from backstride.errors import SettingsError
from backstride.training.field_checks import check_date, check_number, check_word
from backstride.training.outcomes.definition import OutcomeTest, Side

_BEST_OF = 3  # of a Y-balance (O12)

_SHORTEST_LEG_CM, _LONGEST_LEG_CM = 30.0, 130.0
"""From a small child to the tallest people, hip bone to inner ankle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """The trials of one test on one day.

    Attributes
    ----------
    day : date
    trials : tuple of float
        In the unit of the test; a failed trial is left out.
    side : {"left", "right"} or None
        For tests of one side.
    by_protocol : bool
        Whether it was done as the protocol says; with a stopwatch instead of gates, say, it was
        not, and then the error found in studies does not hold.
    """

    day: date
    trials: tuple[float, ...]
    side: Side | None = None
    by_protocol: bool = True

    def __post_init__(self) -> None:
        check_date("day", self.day)
        if not self.trials:
            raise SettingsError(f"The test of {self.day} has no trial: enter at least one.")
        if self.side is not None:
            check_word("side", self.side, get_args(Side))

    def as_json(self) -> dict[str, Any]:
        """Return day, trials, side and whether the protocol was kept."""
        return {
            "day": str(self.day),
            "trials": list(self.trials),
            "side": self.side,
            "by_protocol": self.by_protocol,
        }


def score_of(test: OutcomeTest, occasion: Occasion) -> float:
    """Return what of a day's trials counts, in the unit of the test.

    Raises
    ------
    SettingsError
        For a trial that cannot be true, or a side where there is none or the other way round.
    """
    for trial in occasion.trials:
        check_number(f"{test.name} on {occasion.day}", trial, *test.valid, test.unit)
    if test.sides != (occasion.side is not None):
        wanted = "left or right" if test.sides else "no side"
        raise SettingsError(f"{test.name} on {occasion.day} needs {wanted}: correct the entry.")
    best_first = sorted(occasion.trials, reverse=test.better == "higher")
    if test.score == "best":
        return best_first[0]
    counted = best_first[:_BEST_OF] if test.score == "mean_of_best_three" else best_first
    return math.fsum(counted) / len(counted)


def y_balance_score(
    forward_cm: float, inward_cm: float, outward_cm: float, leg_length_cm: float
) -> float:
    """Return the composite Y-balance score in percent of leg length (O13).

    ``100 (forward + inward + outward) / (3 leg length)``, reaches 0 to 250 cm. It is a reading, one
    trial of the test ``y_balance``.
    """
    for name, reach in (("forward", forward_cm), ("inward", inward_cm), ("outward", outward_cm)):
        check_number(f"{name}_cm", reach, 0, 250, "cm")
    check_leg(leg_length_cm)
    return 100.0 * math.fsum((forward_cm, inward_cm, outward_cm)) / (3.0 * leg_length_cm)


def check_leg(leg_length_cm: float | None) -> None:
    """Raise SettingsError unless a leg is as long as legs are."""
    check_number("leg_length_cm", leg_length_cm, _SHORTEST_LEG_CM, _LONGEST_LEG_CM, "cm")
