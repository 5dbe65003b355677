"""The evidence: what the articles say, what research says, and where each number comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from backstride import evidence
from backstride.evidence import VERDICTS, Claim, Finding, Question
from backstride.web.pages import page
from backstride.web.problems import ProblemError
from backstride.web.recorded.drawing import linked_text

router = APIRouter()

_Query = Annotated[str, Query(max_length=200)]
_MOST = 40


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding with its sources and the claims that rest on it."""

    finding: Finding
    sources: Sequence[evidence.Source]
    claims: Sequence[str]


@router.get("/evidence", include_in_schema=False)
def show(
    request: Request,
    q: _Query = "",
    verdict: Annotated[str, Query(pattern=f"^({'|'.join(VERDICTS)})?$")] = "",
) -> Response:
    """Show questions, claims and findings; all of them, or what a search finds."""
    found = evidence.search(q, _MOST) if q.strip() else evidence.everything()
    claims = [one for one in found.claims if not verdict or one.verdict == verdict]
    cited = found.findings if not q.strip() else found.cited
    return page(
        request,
        "recorded-evidence.html",
        looked_for=q.strip(),
        verdict=verdict,
        verdicts=tuple(VERDICTS),
        questions=[] if verdict else found.questions,
        claims=claims,
        findings=[] if verdict else [_shown(one) for one in cited],
        articles={name: evidence.source(id_) for name, id_ in evidence.ARTICLES.items()},
        counts=_counts(evidence.claims()),
        linked=linked_text,
        shown={one.id for one in cited} if not verdict else set(),
    )


@router.get("/evidence/{some_id}", include_in_schema=False)
def lead(some_id: str) -> Response:
    """Lead to the entry of one id."""
    return RedirectResponse(f"/evidence#{_entry(some_id).id}", 303)


@router.get("/api/evidence", tags=["evidence"])
def found_json(q: _Query = "") -> dict[str, Any]:
    """Return what a search finds, or everything, as ``backstride evidence --json`` does."""
    return (evidence.search(q) if q.strip() else evidence.everything()).as_json()


@router.get("/api/evidence/{some_id}", tags=["evidence"])
def one_json(some_id: str) -> dict[str, Any]:
    """Return one question, claim or finding by its id."""
    return _entry(some_id).as_json()


def _entry(some_id: str) -> Question | Claim | Finding:
    wanted = some_id.upper()
    every: Sequence[Question | Claim | Finding] = (
        *evidence.claims(),
        *evidence.findings(),
        *evidence.questions(),
    )
    for one in every:
        if one.id.upper() == wanted:
            return one
    raise ProblemError(404, "not_found", "There is no claim or finding of this id.")


def _counts(claims: Sequence[Claim]) -> dict[str, int]:
    return {name: sum(one.verdict == name for one in claims) for name in VERDICTS}


def _shown(finding: Finding) -> Shown:
    return Shown(
        finding,
        [evidence.source(one) for one in finding.sources],
        [one.id for one in evidence.claims() if finding.id in one.findings],
    )
