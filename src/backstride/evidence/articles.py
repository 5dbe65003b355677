"""What the two articles claim and ask, and what research says to it."""

from dataclasses import dataclass
from typing import Any, Literal

Verdict = Literal["supported", "partly", "contradicted", "untraceable", "opinion"]
"""The one-word answer to a claim; see ``VERDICTS``."""

VERDICTS: dict[Verdict, str] = {
    "supported": "research agrees",
    "partly": "research agrees in part, or only under some conditions",
    "contradicted": "research says otherwise",
    "untraceable": "no study was found",
    "opinion": "advice or opinion that no study decides",
}

Article = Literal["S1", "S2"]
"""Which article a claim is from; see ``ARTICLES``."""

ARTICLES: dict[Article, str] = {"S1": "nelson-2022", "S2": "rfitness-2025"}
"""Source id of each article."""

Topic = Literal[
    "agility",
    "balance",
    "endurance",
    "energy",
    "getting started",
    "injury",
    "joint load",
    "jump",
    "match",
    "mind",
    "muscles",
    "rehabilitation",
    "safety",
    "speed",
    "strength",
    "technique",
    "warm-up",
    "weight",
]
"""What a claim is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim of one of the articles, in our words.

    Attributes
    ----------
    id : str
        ``S1-01`` to ``S1-19`` or ``S2-01`` to ``S2-63``.
    article : Article
    text : str
        What is claimed.
    verdict : Verdict
    nuance : str
        What the one word leaves out; may be empty.
    reason : str
        Why, for an athlete.
    findings : tuple of str
        Ids of the findings the verdict rests on; empty when nothing was found.
    topics : tuple of Topic
    keywords : str
        Words people may look for.
    """

    id: str
    article: Article
    text: str
    verdict: Verdict
    reason: str
    findings: tuple[str, ...]
    topics: tuple[Topic, ...]
    keywords: str
    nuance: str = ""

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise ValueError(f"claim {self.id}: {self.verdict!r} is none of {list(VERDICTS)}")
        if self.article not in ARTICLES:
            raise ValueError(f"claim {self.id}: {self.article!r} is none of {list(ARTICLES)}")

    def as_json(self) -> dict[str, Any]:
        """Return the claim as ``backstride evidence --json`` gives it."""
        return {
            "id": self.id,
            "text": self.text,
            "verdict": self.verdict,
            "nuance": self.nuance,
            "reason": self.reason,
            "findings": list(self.findings),
            "article": self.article,
            "topics": list(self.topics),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One of the ten questions at the end of the second article.

    Attributes
    ----------
    id : str
        ``Q1`` to ``Q10``.
    question, article_answer, answer : str
        The question and what the article answers, in our words, and what research answers.
    claims, findings : tuple of str
        Ids of the claims that belong to it and of the findings the answer rests on.
    """

    id: str
    question: str
    article_answer: str
    answer: str
    claims: tuple[str, ...]
    findings: tuple[str, ...]
    keywords: str

    def as_json(self) -> dict[str, Any]:
        """Return the question as ``backstride evidence --json`` gives it."""
        return {
            "id": self.id,
            "question": self.question,
            "article_answer": self.article_answer,
            "answer": self.answer,
            "claims": list(self.claims),
            "findings": list(self.findings),
        }
