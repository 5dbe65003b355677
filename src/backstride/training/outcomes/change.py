"""Did it change? The difference between two times with its interval, and a plain answer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from backstride.errors import SettingsError
from backstride.estimate import Estimate
from backstride.training.figure import Figure, unknown
from backstride.training.outcomes.definition import OutcomeTest
from backstride.training.outcomes.occasion import Occasion, score_of
from backstride.training.outcomes.typical_error import TypicalError, published_typical_error
from backstride.training.outcomes.worthwhile import published_worthwhile
from backstride.training.student import t_probability, t_quantile

Verdict = Literal["better", "worse", "no worthwhile change", "cannot tell"]


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely the true change is better, trivial and worse, adding to 1; see O2.

    They take every true change for equally likely beforehand.
    """

    better: float
    trivial: float
    worse: float

    def as_json(self) -> dict[str, float]:
        """Return the three, to three digits."""
        return {
            "better": round(self.better, 3),
            "trivial": round(self.trivial, 3),
            "worse": round(self.worse, 3),
        }


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a result.

    Attributes
    ----------
    test : OutcomeTest
    verdict : Verdict
        Better or worse when the whole 90 % interval lies beyond the smallest worthwhile change; no
        worthwhile change when all of it lies within; otherwise it cannot be told.
    difference : Figure
        After minus before, in the unit of the test.
    typical_error : TypicalError or None
    worthwhile : Estimate or None
    chances : Chances or None
    text : str
        One or two sentences for the person.
    """

    test: OutcomeTest
    verdict: Verdict
    difference: Figure
    typical_error: TypicalError | None
    worthwhile: Estimate | None
    chances: Chances | None
    text: str

    def as_json(self) -> dict[str, Any]:
        """Return the answer and all that it rests on."""
        return {
            "test": self.test.id,
            "verdict": self.verdict,
            "text": self.text,
            "difference": self.difference.as_json(),
            "typical_error": self.typical_error.as_json() if self.typical_error else None,
            "worthwhile": self.worthwhile.as_json() if self.worthwhile else None,
            "chances": self.chances.as_json() if self.chances else None,
        }


def did_it_change(
    test: OutcomeTest,
    before: Sequence[Occasion],
    after: Sequence[Occasion],
    *,
    error: TypicalError | None = None,
    worthwhile: Estimate | None = None,
    earlier_days: int = 0,
    leg_length_cm: float | None = None,
) -> Change:
    """Return whether a result changed, and how sure that is.

    Parameters
    ----------
    test : OutcomeTest
    before, after : sequence of Occasion
        One testing day or several; the means of their scores are compared.
    error : TypicalError or None
        The person's own (``own_typical_error``) or their group's; without one, the published error
        is used if the protocol was kept.
    worthwhile : Estimate or None
        In the unit of the test; without one, the published one, and without that any real change
        counts.
    earlier_days : int
        Days on which the person did this test before the first in ``before``.
    leg_length_cm : float or None
        For a score in percent of leg length.

    Raises
    ------
    SettingsError
        For results that cannot be true, of two sides, or with an ``after`` that is not later.
    """
    _check(before, after)
    _check_units(test, error, worthwhile)
    settled = _settled(test, before, earlier_days)
    old, new = ([score_of(test, one) for one in days] for days in (settled or before, after))
    result = math.fsum([*old, *new]) / (len(old) + len(new))
    usual = worthwhile or published_worthwhile(test)
    by_protocol = {one.by_protocol for one in (*(settled or before), *after)}
    if len(by_protocol) > 1:
        return _untold(test, usual, "The tests were not done the same way: repeat one of them.")
    if error is None and by_protocol == {True}:
        error = published_typical_error(test, result, leg_length_cm=leg_length_cm)
    if error is None:
        return _untold(test, usual, _no_error(test, by_protocol == {True}, leg_length_cm))
    change = _judged(test, old, new, error, usual)
    if not settled and change.verdict == "better":
        return _held(change, f"{test.learning} The gain may be learning of the test.")
    at_end = any(test.ends_at(x) for x in (*old, *new))
    if at_end and change.verdict == "no worthwhile change":
        return _held(change, "The test ended before the person did, so a change may be hidden.")
    return change


def _check(before: Sequence[Occasion], after: Sequence[Occasion]) -> None:
    if not before or not after:
        raise SettingsError("A change needs a test before and a test after: enter both.")
    if len({one.side for one in (*before, *after)}) > 1:
        raise SettingsError("Before and after are of different sides: compare the same side.")
    if max(one.day for one in before) >= min(one.day for one in after):
        raise SettingsError("The test after must be on a later day than the test before.")


def _check_units(
    test: OutcomeTest, error: TypicalError | None, worthwhile: Estimate | None
) -> None:
    given = {"typical error": error.estimate if error else None, "worthwhile change": worthwhile}
    for name, one in given.items():
        if one is not None and one.unit != test.unit:
            raise SettingsError(
                f"The {name} is in {one.unit}, but {test.name} is in {test.unit}: convert it."
            )
    if error is not None and error.estimate.value <= 0:
        raise SettingsError(f"A typical error of 0 {test.unit} cannot be true: enter it again.")


def _settled(test: OutcomeTest, before: Sequence[Occasion], earlier: int) -> list[Occasion]:
    """Return the days before on which learning no longer shows, the first day first."""
    return sorted(before, key=lambda one: one.day)[max(test.settle_after - earlier, 0) :]


def _judged(
    test: OutcomeTest,
    old: list[float],
    new: list[float],
    error: TypicalError,
    worthwhile: Estimate | None,
) -> Change:
    difference = math.fsum(new) / len(new) - math.fsum(old) / len(old)
    deviation = error.estimate.value * math.sqrt(1.0 / len(old) + 1.0 / len(new))
    half = t_quantile(0.95, error.freedom) * deviation
    sources = (*error.estimate.sources, *(worthwhile.sources if worthwhile else ()), "O2")
    shown = Estimate(
        difference,
        difference - half,
        difference + half,
        test.unit,
        "estimated",
        tuple(dict.fromkeys(sources)),
    )
    least = worthwhile.value if worthwhile else 0.0
    gain = test.gain_sign * difference
    better = t_probability((gain - least) / deviation, error.freedom)
    worse = t_probability((-gain - least) / deviation, error.freedom)
    chances = Chances(better, max(0.0, 1.0 - better - worse), worse)
    verdict = _verdict(gain, half, least)
    text = _text(verdict, chances, shown, worthwhile)
    return Change(test, verdict, Figure(shown), error, worthwhile, chances, text)


def _verdict(gain: float, half: float, least: float) -> Verdict:
    if gain - half > least:
        return "better"
    if gain + half < -least:
        return "worse"
    if abs(gain) + half < least:
        return "no worthwhile change"
    return "cannot tell"


def _text(
    verdict: Verdict, chances: Chances, difference: Estimate, worthwhile: Estimate | None
) -> str:
    change = (
        f"{difference.value:+.3g} {difference.unit} "
        f"(90 %: {difference.low:+.3g} to {difference.high:+.3g})"
    )
    if verdict == "cannot tell":
        said = f"It cannot be told whether it changed: {change}."
        said += f" The chance that it is better is {_percent(chances.better)}, that it is worse "
        said += f"{_percent(chances.worse)}."
    else:
        chance = {
            "better": chances.better,
            "worse": chances.worse,
            "no worthwhile change": chances.trivial,
        }[verdict]
        word = verdict[0].upper() + verdict[1:]
        said = f"{word}: {change}, with a chance of {_percent(chance)}."
    if worthwhile is None and verdict != "cannot tell":
        said += " No smallest worthwhile change is known, so whether it matters is for you to say."
    return said


def _percent(chance: float) -> str:
    whole = round(100 * chance)
    if whole <= 0 or whole >= 100:
        return "under 1 %" if whole <= 0 else "over 99 %"
    return f"{whole} %"


def _no_error(test: OutcomeTest, by_protocol: bool, leg_length_cm: float | None) -> str:  # noqa: FBT001
    if test.error is not None and by_protocol and leg_length_cm is None:
        return f"The error of {test.name} goes by leg length: enter it."
    why = "was not found" if test.error is None else "holds only for the protocol"
    return (
        f"How well {test.name} repeats {why}: test on two or more days close together before "
        "training, and give your own typical error."
    )


def _untold(test: OutcomeTest, worthwhile: Estimate | None, reason: str) -> Change:
    return Change(test, "cannot tell", unknown(reason), None, worthwhile, None, reason)


def _held(change: Change, reason: str) -> Change:
    """Return a change whose numbers stand and whose verdict does not."""
    return Change(
        change.test,
        "cannot tell",
        change.difference,
        change.typical_error,
        change.worthwhile,
        change.chances,
        f"It cannot be told whether it changed. {reason}",
    )
