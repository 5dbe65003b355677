"""What the articles say, and what this pair of recordings does to it."""

from collections import Counter
from dataclasses import dataclass

from backstride.measure.compare import Comparison

_ANSWERS = {
    "supports": "This pair supports it",
    "contradicts": "This pair contradicts it",
    "cannot tell": "This pair cannot tell",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """One statement with both answers: this pair's and research's."""

    claim: str
    text: str
    answer: str
    kind: str
    reason: str
    verdict: str
    research: str
    findings: tuple[str, ...]


def questions_of(comparison: Comparison) -> list[tuple[str, list[Answered]]]:
    """Return the statements under the questions they answer."""
    from backstride import evidence  # noqa: PLC0415 - reads its tables when first asked

    found: dict[str, list[Answered]] = {}
    for statement in comparison.statements:
        claim = evidence.claim(statement.claim)
        before = [s.reason for s in found.get(statement.question, [])]
        found.setdefault(statement.question, []).append(
            Answered(
                statement.claim,
                claim.text,
                _ANSWERS[statement.answer],
                statement.answer.replace(" ", "-"),
                "For the same reason." if statement.reason in before else statement.reason,
                claim.verdict,
                claim.reason,
                claim.findings,
            )
        )
    return list(found.items())


def answers_in_short(comparison: Comparison) -> str:
    """Return how many statements this pair supports, contradicts and cannot tell."""
    tally = Counter(statement.answer for statement in comparison.statements)
    return (
        f"Of {len(comparison.statements)} statements this pair supports {tally['supports']}, "
        f"contradicts {tally['contradicts']} and cannot tell {tally['cannot tell']}."
    )
