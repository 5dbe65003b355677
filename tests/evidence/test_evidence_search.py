"""Search: the right claims on top, and no text that breaks it."""

import json
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backstride import evidence
from backstride.evidence.finder import SearchResult

_ANY_TEXT = st.text(alphabet=st.characters(), max_size=200)


def _claims(query: str, first: int) -> list[str]:
    return [claim.id for claim in evidence.search(query).claims][:first]


@pytest.mark.parametrize(
    ("query", "claim", "question"),
    [
        ("calories", "S2-44", "Q5"),
        ("will it help me lose weight", "S2-44", "Q5"),
        ("fat loss", "S2-46", "Q5"),
        ("knee", "S2-37", "Q3"),
        ("knees", "S1-02", "Q3"),
        ("fall", "S2-57", "Q6"),
        ("falling", "S2-13", "Q6"),
        ("hamstring", "S1-08", "Q9"),
        ("ACL", "S2-38", "Q3"),
        ("balance", "S2-12", "Q6"),
        ("speed", "S2-17", "Q2"),
        ("achilles", "S1-17", "Q3"),
        ("shin splints", "S1-18", "Q7"),
        ("how do I start", "S2-30", "Q8"),
        ("jump", "S2-23", "Q10"),
    ],
)
def test_what_people_type_finds_the_right_claim_and_question(
    query: str, claim: str, question: str
) -> None:
    """The claim is among the first three, the question is the first."""
    assert claim in _claims(query, 3)
    assert question == evidence.search(query).questions[0].id


@pytest.mark.parametrize("query", ["S2-44", "s2-44", "  S2-44 "])
def test_a_claim_is_found_by_its_id(query: str) -> None:
    """Capitals and spaces do not matter."""
    assert _claims(query, 1) == ["S2-44"]


def test_a_finding_is_found_by_its_id_with_the_claims_that_rest_on_it() -> None:
    """The finding comes first; the claims are those that cite it."""
    result = evidence.search("J1", limit=100)
    assert result.findings[0].id == "J1"
    assert {one.id for one in evidence.claims() if "J1" in one.findings} == {
        one.id for one in result.claims
    }


def test_the_beginning_of_a_word_is_enough_when_nothing_else_matches() -> None:
    """Somebody who has not finished typing still gets an answer."""
    assert "S2-26" in [one.id for one in evidence.search("hamstr").claims]


def test_common_words_do_not_drown_the_telling_one() -> None:
    """A sentence finds what its telling word finds."""
    asked = evidence.search("can I do backward running with my ankle?")
    assert [one.id for one in asked.claims] == [one.id for one in evidence.search("ankle").claims]


@given(_ANY_TEXT)
@example('"')
@example("'; DROP TABLE words; --")
@example("knee\x00calories")
@example('NEAR("knee" AND) OR NOT * ^ { } :')
@example("\ud800")
@example("_ __")
@example("knee " * 500)
def test_no_text_breaks_a_search(text: str) -> None:
    """Quotes, operators, NUL, lone surrogates and long text are only words."""
    result = evidence.search(text)
    assert result.query == text
    assert all(found.shown for found in result.cited)
    assert evidence.render_answer_text(result)


@pytest.mark.parametrize("query", ["", "   ", "?!", "zzzzqqq"])
def test_nothing_matches_nothing(query: str) -> None:
    """A query without a known word finds nothing rather than anything."""
    assert SearchResult(query, (), (), ()) == evidence.search(query)


@pytest.mark.parametrize("query", ["E1em", "P1", "L5c", "F4", "sweet spot danger zone"])
def test_background_knowledge_cannot_be_searched_for(query: str) -> None:
    """Neither by id nor by words does a hidden finding come up."""
    result = evidence.search(query)
    assert {"E1em", "P1", "L5c", "F4"}.isdisjoint(one.id for one in result.cited)


@given(st.integers(-3, 30))
def test_no_more_than_the_limit_of_each_kind(limit: int) -> None:
    """The limit holds for claims, findings and questions alike; below zero is none."""
    result = evidence.search("knee", limit)
    most = max(limit, 0)
    assert all(len(x) <= most for x in (result.claims, result.findings, result.questions))


def test_json_is_complete_in_itself() -> None:
    """Every id that the JSON refers to is in it, and the contract's keys are there."""
    told = json.loads(json.dumps(evidence.search("knee").as_json(), allow_nan=False))
    findings = {one["id"]: one for one in told["findings"]}
    sources = {one["id"] for one in told["sources"]}
    assert {"id", "text", "verdict", "nuance", "reason", "findings"} <= told["claims"][0].keys()
    for one in (*told["claims"], *told["questions"]):
        assert set(one["findings"]) <= findings.keys()
    for one in findings.values():
        assert set(one["sources"]) <= sources
        assert one["grade"] in evidence.GRADES
    compression = findings["J1"]["values"][0]
    assert (3.4, 4.5, "SD") == tuple(
        compression[key] for key in ("backward", "forward", "spread_kind")
    )


def test_everything_is_all_that_may_be_seen() -> None:
    """Without a query there are all claims, questions and shown findings."""
    result = evidence.everything()
    assert (82, 10) == (len(result.claims), len(result.questions))
    assert evidence.findings() == result.findings


def test_a_search_takes_under_50_ms() -> None:
    """The best of five, with the data read."""
    evidence.search("knee")
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        evidence.search("knee pain at speed")
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.05
