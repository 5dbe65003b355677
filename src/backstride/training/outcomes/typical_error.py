"""How far a result may be off: the typical error (O1), published or a person's own."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from backstride import evidence
from backstride.errors import SettingsError
from backstride.estimate import Estimate
from backstride.motion.arrays import Floats
from backstride.training.load.errors import with_relative_error
from backstride.training.outcomes.definition import OutcomeTest
from backstride.training.outcomes.occasion import Occasion, check_leg, score_of
from backstride.training.student import spread_interval

PERSON_VARIATION_PERCENT = 31.4
"""How far people's own errors differ from their group's: 0.81 of 2.58 (O11)."""

_UNKNOWN_PEOPLE = 20
"""People taken to be behind an error whose finding does not give them (a review), by judgement."""

Origin = Literal["published", "own", "group"]


@dataclass(frozen=True, slots=True)
class TypicalError:
    """The standard deviation of one result about what is true, from day to day.

    Attributes
    ----------
    estimate : Estimate
        In the unit of the test.
    freedom : float
        Degrees of freedom: how well it is known. Of a study, its people less one.
    origin : {"published", "own", "group"}
        From a study, from the person's own repeats, or from the repeats of a group.
    """

    estimate: Estimate
    freedom: float
    origin: Origin

    def as_json(self) -> dict[str, Any]:
        """Return the estimate, the degrees of freedom and where it is from."""
        return {
            "estimate": self.estimate.as_json(),
            "degrees_of_freedom": self.freedom,
            "origin": self.origin,
        }


def typical_error(trials: Floats, *, unit: str) -> TypicalError | None:
    """Return the typical error of repeated trials, None when there are too few.

    For two trials it is the standard deviation of the differences over the root of 2; for more, the
    same once the mean of each trial is taken out, so that learning shared by all does not count.

    Parameters
    ----------
    trials : array (people, trials)
        NaN where a trial is missing; a person with a missing trial is left out.
    unit : str
    """
    if trials.ndim != 2:
        raise ValueError(f"trials has {trials.ndim} dimensions, not people by trials")
    whole = trials[np.isfinite(trials).all(axis=1)]
    people, repeats = whole.shape
    freedom = (people - 1) * (repeats - 1)
    if freedom < 1:
        return None
    rest = whole - whole.mean(axis=1, keepdims=True) - whole.mean(axis=0) + whole.mean()
    spread = math.sqrt(float((rest**2).sum()) / freedom)
    return _typical_error(spread, freedom, unit, "group")


def own_typical_error(test: OutcomeTest, repeats: Sequence[Occasion]) -> TypicalError | None:
    """Return a person's own typical error from days close together, before training.

    The standard deviation of the days' scores, which for two days is their difference over the root
    of 2. Learning and real change between the days are in it, so it errs to the large side. Trials
    of one day cannot show how days differ, so without two days there is none. It is never less than
    rounding to the step of the reading makes it.
    """
    if len({one.day for one in repeats}) != len(repeats):
        raise SettingsError("Each day counts once: put all trials of a day together.")
    if len({(one.side, one.by_protocol) for one in repeats}) > 1:
        raise SettingsError("Repeats must be of one side and done the same way: separate them.")
    scores = np.array([score_of(test, one) for one in sorted(repeats, key=lambda one: one.day)])
    if scores.size < 2:
        return None
    rounding = test.read_to / math.sqrt(12.0)
    spread = max(float(scores.std(ddof=1)), rounding)
    return _typical_error(spread, scores.size - 1, test.unit, "own")


def published_typical_error(
    test: OutcomeTest, result: float, *, leg_length_cm: float | None = None
) -> TypicalError | None:
    """Return the typical error that a study found, for one person, None where none was found.

    Parameters
    ----------
    test : OutcomeTest
    result : float
        The person's result, for an error in percent.
    leg_length_cm : float or None
        For a score in percent of leg length; without it that has no published error.
    """
    error = test.error
    if error is None:
        return None
    spread = error.value
    if error.unit == "%":
        spread *= abs(result) / 100.0
    elif error.unit != test.unit:
        if leg_length_cm is None:
            return None
        check_leg(leg_length_cm)
        spread *= 100.0 / leg_length_cm
    if spread <= 0:
        return None
    people = [evidence.finding(one).n or _UNKNOWN_PEOPLE for one in error.findings]
    estimate = with_relative_error(
        spread,
        PERSON_VARIATION_PERCENT,
        unit=test.unit,
        basis="estimated",
        sources=(*error.findings, "O11"),
    )
    return TypicalError(estimate, min(people) - 1, "published")


def _typical_error(spread: float, freedom: float, unit: str, origin: Origin) -> TypicalError:
    low, high = spread_interval(spread, freedom)
    low, high = min(low, spread), max(high, spread)
    return TypicalError(Estimate(spread, low, high, unit, "measured", ("O1",)), freedom, origin)
