"""A check that all ids in the evidence lead somewhere."""

from collections.abc import Iterable, Iterator

from backstride.evidence.library import (
    claims,
    exists,
    expectations,
    findings,
    questions,
    sources,
    validations,
)


def problems() -> list[str]:
    """Return a sentence for each broken link, unfounded finding or hidden one that is cited."""
    return [*_finding_problems(), *_answer_problems(), *_other_problems()]


def _finding_problems() -> Iterator[str]:
    known_sources = {one.id for one in sources()}
    known = {one.id for one in findings(include_hidden=True)}
    for one in findings(include_hidden=True):
        yield from _unknown(one.id, "source", one.sources, known_sources)
        linked = (*one.derived_from, *([one.repeats] if one.repeats else []))
        yield from _unknown(one.id, "finding", linked, known)
        unfounded_is_honest = one.seen in ("M", "not_found") or one.derived_from
        if not one.sources and not unfounded_is_honest:
            yield f"{one.id} has no source"


def _answer_problems() -> Iterator[str]:
    known_claims = {one.id for one in claims()}
    shown = {one.id for one in findings() if not one.rejected and not one.repeats}
    resting = [(one.id, one.findings) for one in claims()]
    resting += [(one.id, one.findings) for one in questions()]
    resting += [(one.quantity, one.findings) for one in expectations()]
    for name, used in resting:
        yield from _unknown(name, "finding to rest on", used, shown)
    bearing = [(one.id, one.claims) for one in questions()]
    bearing += [(one.quantity, one.claims) for one in expectations()]
    for name, used in bearing:
        yield from _unknown(name, "claim", used, known_claims)


def _other_problems() -> Iterator[str]:
    for case in validations():
        for ref in case.refs:
            if not exists(ref):
                yield f"{case.id} refers to {ref}, which is no finding"
        if not case.expected and not case.outcome:
            yield f"{case.id} expects nothing"


def _unknown(name: str, kind: str, used: Iterable[str], known: set[str]) -> Iterator[str]:
    for one in used:
        if one not in known:
            yield f"{name} refers to {one}, which is no {kind}"
