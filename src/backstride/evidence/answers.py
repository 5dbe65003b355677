"""The result of a search as an answer on a terminal."""

import textwrap
from collections.abc import Iterator

from backstride.evidence.articles import ARTICLES, Claim, Question
from backstride.evidence.finder import SearchResult
from backstride.evidence.grades import GRADES, SEEN
from backstride.evidence.library import finding, source
from backstride.evidence.records import Finding

_WIDTH = 88
_INDENT = "    "
_FIXED_SPACE = "\u00a0"


def render_answer_text(result: SearchResult, width: int = _WIDTH) -> str:
    """Return questions, claims and findings as text, no line longer than ``width``.

    A finding is spelled out where it is first needed and named by its id after that.
    """
    told: set[str] = set()
    blocks = [_question(one, told, width) for one in result.questions]
    blocks += [_claim(one, told, width) for one in result.claims]
    rest = [one for one in result.findings if one.id not in told]
    blocks += ["\n".join(_finding(one, told, width, "")) for one in rest]
    if blocks:
        blocks.append(_legend(told, width))
        return "\n\n".join(block for block in blocks if block) + "\n"
    nothing = (
        f"Nothing in the evidence matches {result.query!r}. "
        "Try a single word, for example knee, calories or balance."
    )
    return _wrapped(nothing, width) + "\n"


def verdict_text(claim: Claim) -> str:
    """Return the verdict with what the one word leaves out."""
    return f"{claim.verdict.capitalize()}. {claim.nuance}".rstrip()


def standing(finding: Finding) -> str:
    """Return how many people a finding rests on, its grade, and how it came to us."""
    people = f"n = {finding.n}; " if finding.n is not None else ""
    return f"{people}grade {finding.grade}; {SEEN[finding.seen]}"


def _question(question: Question, told: set[str], width: int) -> str:
    lines = [
        _wrapped(f"{question.id}  {question.question}", width),
        _wrapped(f"Article:  {question.article_answer}", width, _INDENT),
        _wrapped(f"Research: {question.answer}", width, _INDENT),
    ]
    return "\n".join([*lines, *_numbers(question.findings, told, width)])


def _claim(claim: Claim, told: set[str], width: int) -> str:
    article = source(ARTICLES[claim.article]).citation
    lines = [
        _wrapped(f"{claim.id}  {claim.text}", width),
        _wrapped(f"Claimed by: {article}", width, _INDENT),
        _wrapped(f"Verdict: {verdict_text(claim)}", width, _INDENT),
        _wrapped(f"Why: {claim.reason}", width, _INDENT),
    ]
    return "\n".join([*lines, *_numbers(claim.findings, told, width)])


def _numbers(ids: tuple[str, ...], told: set[str], width: int) -> Iterator[str]:
    shown = [finding(one) for one in ids if finding(one).shown]
    before = [one.id for one in shown if one.id in told]
    for one in shown:
        if one.id not in told:
            yield from _finding(one, told, width, _INDENT)
    if before:
        yield _wrapped(f"See also {', '.join(before)} above.", width, _INDENT)


def _finding(finding: Finding, told: set[str], width: int, indent: str) -> Iterator[str]:
    told.add(finding.id)
    deeper = indent + _INDENT
    yield _wrapped(f"{finding.id}  {finding.statement}", width, indent)
    if finding.rejected:
        yield _wrapped(f"Not accepted: {finding.rejected}", width, deeper)
    for value in finding.values:
        if value.usable:
            yield _wrapped(f"{value.quantity}: {value.text()}", width, deeper)
    cited = "; ".join(source(one).citation for one in finding.sources)
    yield _wrapped(
        f"{cited} ({standing(finding)})" if cited else f"({standing(finding)})", width, deeper
    )


def _legend(told: set[str], width: int) -> str:
    """Return what the grades that were used mean."""
    used = sorted({finding(one).grade for one in told})
    if not used:
        return ""
    meanings = "; ".join(f"{grade}: {GRADES[grade]}" for grade in used)
    return _wrapped(f"Grades. {meanings}.", width)


def _wrapped(text: str, width: int, indent: str = "") -> str:
    """Return text in lines, a number and its per-cent sign kept together."""
    return textwrap.fill(
        text.replace(" %", _FIXED_SPACE + "%"),
        width,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_on_hyphens=False,
    ).replace(_FIXED_SPACE, " ")
