"""The result of a comparison and its JSON form."""

from dataclasses import dataclass
from typing import Any, Literal

from backstride.estimate import Estimate
from backstride.evidence import Expectation
from backstride.measure.contract import number
from backstride.measure.measurement import Measurement

SCHEMA = "backstride.comparison/1"

Verdict = Literal["agrees", "disagrees", "cannot tell", "no expectation", "not measured"]

Answer = Literal["supports", "contradicts", "cannot tell"]

Topic = Literal["steps", "joints", "load", "propulsion", "energy"]


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """One quantity in both directions.

    Attributes
    ----------
    expectation : Expectation
        What research expects, with its findings and the claims it bears on.
    topic : Topic
    backward, forward : Estimate or None
        As measured; None where a recording cannot say.
    difference : Estimate or None
        Backward against forward: percent of forward, degrees for angles, or percentage points for
        shares of work.
    verdict : Verdict
        Whether this pair of recordings agrees with the expectation.
    reason : str
        The verdict in a sentence.
    """

    expectation: Expectation
    topic: Topic
    backward: Estimate | None
    forward: Estimate | None
    difference: Estimate | None
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What one statement of the articles comes to in this pair of recordings.

    Attributes
    ----------
    claim : str
        Id of the article's claim; ``backstride evidence`` has its words and research's verdict.
    question : str
        What it is about, as a person would ask.
    answer : Answer
        What these recordings do to the statement. One person's recordings never decide it.
    reason : str
        Why, with the figures.
    """

    claim: str
    question: str
    answer: Answer
    reason: str


@dataclass(frozen=True)
class Comparison:
    """Two recordings compared.

    Attributes
    ----------
    backward, forward : Measurement
    backward_speed_mps, forward_speed_mps : float
        Mean over the bouts compared; NaN where a recording knows no speed.
    same_speed : bool
        Whether the speeds are near enough for what depends on speed.
    caution : str
        Why this comparison is weak, or that its speeds match.
    figures : tuple of ComparedFigure
    statements : tuple of Statement
    """

    backward: Measurement
    forward: Measurement
    backward_speed_mps: float
    forward_speed_mps: float
    same_speed: bool
    caution: str
    figures: tuple[ComparedFigure, ...]
    statements: tuple[Statement, ...] = ()

    def figure(self, quantity: str) -> ComparedFigure | None:
        """Return the figure of a quantity, None when it was not compared."""
        return next((f for f in self.figures if f.expectation.quantity == quantity), None)

    def as_json(self) -> dict[str, Any]:
        """Return the contract ``backstride.comparison/1``, ready for ``json.dumps``."""
        return {
            "schema": SCHEMA,
            "backward": _side(self.backward, self.backward_speed_mps),
            "forward": _side(self.forward, self.forward_speed_mps),
            "same_speed": self.same_speed,
            "caution": self.caution,
            "statements": [
                {"claim": s.claim, "question": s.question, "answer": s.answer, "reason": s.reason}
                for s in self.statements
            ],
            "figures": [
                {
                    "quantity": f.expectation.quantity,
                    "topic": f.topic,
                    "backward": f.backward.as_json() if f.backward else None,
                    "forward": f.forward.as_json() if f.forward else None,
                    "difference": f.difference.as_json() if f.difference else None,
                    "verdict": f.verdict,
                    "reason": f.reason,
                    "expectation": f.expectation.as_json(),
                }
                for f in self.figures
            ],
        }


def _side(measurement: Measurement, speed_mps: float) -> dict[str, Any]:
    return {
        "source": measurement.as_json()["source"],
        "mean_speed_mps": number(speed_mps),
    }
