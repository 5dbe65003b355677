"""What is known: sources, findings and the claims of the articles with their verdicts.

Everything is data (TOML files beside the code) with a small loader; ``docs/evidence.md`` says how
it is organised. Code that computes something cites finding ids from here::

    >>> from backstride import evidence
    >>> evidence.finding("E4").values[0].ratio
    1.29
"""

from backstride.evidence.answers import render_answer_text
from backstride.evidence.articles import ARTICLES, VERDICTS, Claim, Question, Verdict
from backstride.evidence.citations import Citation, citation, reference
from backstride.evidence.claims_page import render_claims_page
from backstride.evidence.expected import Expectation, ExpectedValue, ValidationCase
from backstride.evidence.finder import SearchResult, everything, search
from backstride.evidence.grades import DESIGNS, GRADES, SEEN, Grade
from backstride.evidence.library import (
    claim,
    claims,
    exists,
    expectation,
    expectations,
    finding,
    findings,
    question,
    questions,
    source,
    sources,
    validations,
)
from backstride.evidence.records import Finding, Source, Value

__all__ = [
    "ARTICLES",
    "DESIGNS",
    "GRADES",
    "SEEN",
    "VERDICTS",
    "Citation",
    "Claim",
    "Expectation",
    "ExpectedValue",
    "Finding",
    "Grade",
    "Question",
    "SearchResult",
    "Source",
    "ValidationCase",
    "Value",
    "Verdict",
    "citation",
    "claim",
    "claims",
    "everything",
    "exists",
    "expectation",
    "expectations",
    "finding",
    "findings",
    "question",
    "questions",
    "reference",
    "render_answer_text",
    "render_claims_page",
    "search",
    "source",
    "sources",
    "validations",
]
