"""Made-up testing days."""

from collections.abc import Sequence
from datetime import date, timedelta

from backstride.training.outcomes import Occasion, OutcomeTest, outcome_test

FIRST = date(2024, 3, 4)


def occasions(
    test: OutcomeTest, scores: Sequence[float], first: int = 0, *, by_protocol: bool = True
) -> list[Occasion]:
    """Return one testing day of one trial for each score, on days counted from the first."""
    side = "left" if test.sides else None
    return [
        Occasion(
            day=FIRST + timedelta(days=first + n),
            trials=(score,),
            side=side,  # type: ignore[arg-type]
            by_protocol=by_protocol,
        )
        for n, score in enumerate(scores)
    ]


SPRINT = outcome_test("sprint_20_m")
JUMP = outcome_test("countermovement_jump")
CONFIDENCE = outcome_test("confidence")
