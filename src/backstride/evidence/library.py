"""Ask for what is known, by id."""

from collections.abc import Mapping
from typing import TypeVar

from backstride.evidence.articles import Claim, Question
from backstride.evidence.expected import Expectation, ValidationCase
from backstride.evidence.load import (
    PREFIXES,
    all_claims,
    all_expectations,
    all_questions,
    all_sources,
    all_validations,
    section_findings,
    section_of,
)
from backstride.evidence.records import Finding, Source

T = TypeVar("T")


def finding(finding_id: str) -> Finding:
    """Return a finding, also one that people are not shown; KeyError for an unknown id."""
    section = section_of(finding_id)
    known: Mapping[str, Finding] = section_findings(section) if section else {}
    return _get(known, finding_id, "finding")


def findings(*, include_hidden: bool = False) -> tuple[Finding, ...]:
    """Return all findings, without those that are only background knowledge."""
    everything = (one for section in PREFIXES for one in section_findings(section).values())
    return tuple(one for one in everything if one.shown or include_hidden)


def source(source_id: str) -> Source:
    """Return a source; KeyError for an unknown id."""
    return _get(all_sources(), source_id, "source")


def sources() -> tuple[Source, ...]:
    """Return all sources."""
    return tuple(all_sources().values())


def claim(claim_id: str) -> Claim:
    """Return a claim; KeyError for an unknown id."""
    return _get(all_claims(), claim_id, "claim")


def claims() -> tuple[Claim, ...]:
    """Return the 82 claims in the order of the articles."""
    return tuple(all_claims().values())


def questions() -> tuple[Question, ...]:
    """Return the ten questions."""
    return tuple(all_questions().values())


def question(question_id: str) -> Question:
    """Return a question; KeyError for an unknown id."""
    return _get(all_questions(), question_id, "question")


def expectations() -> tuple[Expectation, ...]:
    """Return what research expects of backward against forward."""
    return tuple(all_expectations().values())


def expectation(quantity: str) -> Expectation | None:
    """Return what research expects of a quantity, or None when nothing is written down for it."""
    return all_expectations().get(quantity)


def validations() -> tuple[ValidationCase, ...]:
    """Return the published pairs that software can be checked against."""
    return tuple(all_validations().values())


def exists(evidence_id: str) -> bool:
    """Return whether an id may be cited: that of a finding or of a source.

    A claim is no evidence, so its id does not count.
    """
    section = section_of(evidence_id)
    if section is not None:
        return evidence_id in section_findings(section)
    return evidence_id in all_sources()


def _get(known: Mapping[str, T], key: str, kind: str) -> T:
    try:
        return known[key]
    except KeyError:
        raise KeyError(f"there is no {kind} {key!r} in the evidence") from None
