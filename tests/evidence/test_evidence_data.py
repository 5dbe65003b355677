"""The evidence is complete, consistent, and says what the research table says."""

import re
from pathlib import Path

import pytest

from backstride import evidence
from backstride.evidence.check import problems

_CODES = {
    "SUP": "supported",
    "PART": "partly",
    "CON": "contradicted",
    "UNT": "untraceable",
    "OP": "opinion",
}


@pytest.fixture(scope="module")
def research_table(data_dir: Path) -> str:
    """Return the research table the data was made from; tests that need it skip without."""
    path = data_dir.parent / "evidence" / "literature.md"
    if not path.is_file():
        pytest.skip(f"no research table at {path}")
    return path.read_text(encoding="utf-8")


def _rows(research_table: str) -> dict[str, list[str]]:
    """Return the cells of each row of the research table that begins with a finding's id."""
    lines = re.findall(r"^\| ([A-Z]{1,2}\d+[a-z]?) \|(.*)\|$", research_table, re.MULTILINE)
    return {found: [cell.strip() for cell in cells.split("|")] for found, cells in lines}


def _claim_rows(research_table: str) -> dict[str, list[str]]:
    lines = re.findall(r"^\| (S[12]-\d\d) \|(.*)\|$", research_table, re.MULTILINE)
    return {found: [cell.strip() for cell in cells.split("|")] for found, cells in lines}


def test_all_82_claims_are_there_in_order() -> None:
    """The first article makes 19 claims and the second 63."""
    expected = [f"S1-{i:02}" for i in range(1, 20)] + [f"S2-{i:02}" for i in range(1, 64)]
    assert expected == [claim.id for claim in evidence.claims()]


def test_every_id_leads_somewhere() -> None:
    """Sources, findings and claims that are referred to exist and may be rested on."""
    assert problems() == []


def test_a_broken_link_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """A source that vanishes is named with each finding that needs it."""
    remaining = tuple(one for one in evidence.sources() if one.id != "hreljac-2005")
    monkeypatch.setattr("backstride.evidence.check.sources", lambda: remaining)
    assert problems() == ["E6 refers to hreljac-2005, which is no source"]


def test_every_source_is_used() -> None:
    """No source is listed that nothing rests on."""
    used = {one for found in evidence.findings(include_hidden=True) for one in found.sources}
    assert {one.id for one in evidence.sources()} == used | set(evidence.ARTICLES.values())


def test_verdicts_match_the_research_table(research_table: str) -> None:
    """The first code of each row is the verdict; what the row adds is kept as nuance."""
    rows = _claim_rows(research_table)
    assert rows.keys() == {claim.id for claim in evidence.claims()}
    for claim in evidence.claims():
        verdict = rows[claim.id][-2]
        code = re.match(r"[A-Z]+", verdict)
        assert code is not None
        assert (claim.id, _CODES[code[0]]) == (claim.id, claim.verdict)
        assert claim.nuance or verdict == code[0], f"{claim.id} leaves out what {verdict!r} adds"


def test_claims_rest_on_what_the_research_table_rests_them_on(research_table: str) -> None:
    """Each finding that the table names as the basis of a verdict is linked to the claim."""
    for claim_id, cells in _claim_rows(research_table).items():
        named = set(re.findall(r"\b[A-Z]\d+[a-z]?\b", cells[-1]))
        rests_on = set(evidence.claim(claim_id).findings)
        assert {one for one in named if evidence.exists(one)} <= rests_on, claim_id


def test_every_finding_of_the_research_table_is_there(research_table: str) -> None:
    """Each numbered row has a finding, seen the same way."""
    for found, cells in _rows(research_table).items():
        mark = re.match(r"\W*([APSDM])\b", cells[-1])
        seen = mark[1] if mark else "not_found"
        assert (found, seen) == (found, evidence.finding(found).seen)


def test_no_number_is_ours(research_table: str) -> None:
    """Each number of a finding stands in its row of the research table or in a row it is from."""
    rows = _rows(research_table)
    for found in evidence.findings():
        if found.id not in rows:
            continue
        cells = " ".join(" ".join(rows.get(one, ())) for one in (found.id, *found.derived_from))
        known = {float(x) for x in re.findall(r"\d+(?:\.\d+)?", cells.replace(",", ""))}
        for value in found.values:
            numbers = [v for v in value.as_json().values() if type(v) in (int, float)]
            assert {abs(x) for x in numbers} <= known, (found.id, value.quantity)


def test_background_knowledge_is_never_shown() -> None:
    """Findings marked M are hidden by default and grade as not checked."""
    hidden = {one.id for one in evidence.findings(include_hidden=True) if one.seen == "M"}
    assert {"P1", "P2", "P3", "P4", "M2", "F4", "L5c", "MU6"} <= hidden
    assert hidden.isdisjoint(one.id for one in evidence.findings())
    assert {"X"} == {evidence.finding(one).grade for one in hidden}


def test_the_implausible_change_is_not_usable() -> None:
    """The forward oxygen uptake of E13 is kept with its reason and marked as not to be used."""
    (value,) = (v for v in evidence.finding("E13").values if v.value == -30)
    assert not value.usable
    assert "implausibly large" in value.note


def test_the_quarter_of_ground_force_is_rejected() -> None:
    """J6 is kept, says why it is not accepted, and none of its numbers is usable."""
    found = evidence.finding("J6")
    assert "T3, J3" in found.rejected
    assert [False] == [value.usable for value in found.values]


def test_a_repeated_abstract_is_no_replication() -> None:
    """E9 points to E2 and bears no weight of its own."""
    assert ("E2", "D") == (evidence.finding("E9").repeats, evidence.finding("E9").grade)


def test_ratios_beside_pairs_are_their_quotient() -> None:
    """A ratio that stands beside a pair is backward over forward, within rounding of the pair."""
    seen = 0
    for found in evidence.findings(include_hidden=True):
        for value in found.values:
            if value.ratio is not None and value.backward and value.forward:
                seen += 1
                assert value.ratio == pytest.approx(value.backward / value.forward, abs=0.006)
    assert seen >= 4


def test_values_say_something_and_spreads_say_what_they_are() -> None:
    """Every value has a number or a p; every spread has its kind; bounds are in order."""
    for found in evidence.findings(include_hidden=True):
        for value in found.values:
            where = (found.id, value.quantity)
            assert value.text(), where
            spreads = (value.spread, value.backward_spread, value.forward_spread)
            assert any(s is not None for s in spreads) == bool(value.spread_kind), where
            if value.low is not None and value.high is not None:
                assert value.low < value.high, where


def test_own_measurements_say_so() -> None:
    """The findings from our own measuring are marked, sourced and graded as such."""
    own = [one for one in evidence.findings() if one.section == "own"]
    assert own
    assert {("own", "D")} == {(one.seen, one.grade) for one in own}
    assert {"accad", "lab-recordings", "backstride-simulated"} == {
        s for one in own for s in one.sources
    }


def test_ten_questions_are_answered_with_findings() -> None:
    """Each answer is three to five sentences and names the findings it rests on."""
    questions = evidence.questions()
    assert [f"Q{i}" for i in range(1, 11)] == [one.id for one in questions]
    for one in questions:
        sentences = re.split(r"(?<=[.)])\s+(?=[A-Z])", one.answer)
        assert 3 <= len(sentences) <= 5, one.id
        named = set(re.findall(r"\b[A-Z]{1,2}\d+[a-z]?\b", one.answer))
        assert {x for x in named if evidence.exists(x)} <= set(one.findings), one.id
        assert one.claims


def test_articles_are_told_apart() -> None:
    """A claim's id begins with its article."""
    assert all(claim.id.startswith(claim.article) for claim in evidence.claims())
