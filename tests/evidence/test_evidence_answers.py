"""Answers on a terminal, and citations for reports."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride import evidence


def test_an_answer_tells_claim_verdict_reason_numbers_and_source() -> None:
    """One claim with all that belongs to it."""
    text = evidence.render_answer_text(evidence.search("S1-02"))
    flat = " ".join(text.split())
    for part in (
        "S1-02 Running backward presses less on the joint behind the kneecap.",
        "Claimed by: Nelson 2022",
        "Verdict: Supported. At jogging speed; at 1.0 m/s there was no difference.",
        "Why: At the same jogging speed the load was 3.4 body weights against 4.5 forward",
        "peak patellofemoral compression: backward 3.4 ± 1.4, forward 4.5 ± 1.5 BW [SD; p <0.01]",
        "Roos, Barton & van Deursen 2012, J Biomech 45:1656-1660 (n = 20; grade B",
        "Grades. B: one study with a comparison, ten people or more.",
    ):
        assert part in flat


def test_questions_come_before_claims() -> None:
    """A reader meets the answer to the question first."""
    text = evidence.render_answer_text(evidence.search("lose weight"))
    assert text.startswith("Q5  Will it help me lose weight?")
    assert text.index("Q5 ") < text.index("S2-44")


def test_a_finding_is_spelled_out_once() -> None:
    """Where a finding comes up again, it is named and not repeated."""
    text = evidence.render_answer_text(evidence.search("lose weight"))
    assert text.count(evidence.finding("E13").values[1].text()) == 1
    assert "See also" in text


def test_unusable_numbers_are_not_told() -> None:
    """The implausible -30 % of E13 does not reach a reader."""
    text = evidence.render_answer_text(evidence.search("lose weight"))
    assert "-19.7 %" in text
    assert "-30 %" not in text


def test_a_rejected_finding_says_why() -> None:
    """Who asks for J6 is told that it is not accepted."""
    flat = " ".join(evidence.render_answer_text(evidence.search("J6")).split())
    assert "Not accepted: Seen only in a secondary quotation" in flat
    assert "25 to 33" not in flat


def test_no_match_says_what_to_try() -> None:
    """An empty result is a sentence with a way on."""
    text = evidence.render_answer_text(evidence.search("zzzzqqq"))
    expected = (
        "Nothing in the evidence matches 'zzzzqqq'. "
        "Try a single word, for example knee, calories or balance."
    )
    assert expected == " ".join(text.split())


@given(st.sampled_from(["knee", "energy", "E10", "REC3", "muscles"]), st.integers(40, 120))
def test_lines_keep_to_the_width(query: str, width: int) -> None:
    """No line is longer than the terminal, and none ends in a space."""
    lines = evidence.render_answer_text(evidence.search(query), width).splitlines()
    assert max(len(line) for line in lines) <= width
    assert all(line == line.rstrip() for line in lines)


def test_reference_names_each_source_once_in_order() -> None:
    """Two findings of one study make one citation, with how they were read and an address."""
    first, second = evidence.reference(["T1", "E6", "T2", "T1"])
    assert ("T1", "T2") == first.findings
    assert str(first) == (
        "Cavagna, Legramandi & La Torre 2012, J Exp Biol 215:75-84 (T1, T2; author's abstract read)"
    )
    assert first.link == "https://doi.org/10.1242/jeb.057562"
    assert ("E6",) == second.findings


def test_a_formula_from_background_knowledge_is_cited_as_such() -> None:
    """The knee model's sources are named with the remark that they were not checked."""
    text = evidence.citation("P1")
    assert "Brechter & Powers 2002" in text
    assert "background knowledge, not checked" in text


def test_sources_may_be_cited_directly_and_unknown_ids_may_not() -> None:
    """A source's id gives its citation; a wrong id is an error, not an empty line."""
    assert evidence.citation("roos-2012").startswith("Roos, Barton & van Deursen 2012")
    with pytest.raises(KeyError, match="E99"):
        evidence.reference(["E99"])


def test_every_finding_can_be_cited() -> None:
    """Also what was not found or worked out has a line for a report, with its id in it."""
    for found in evidence.findings(include_hidden=True):
        assert found.id in evidence.citation(found.id)


@pytest.mark.parametrize(
    ("expected", "source_id"),
    [
        ("https://doi.org/10.1242/jeb.057562", "cavagna-2012"),
        ("https://journals.biologists.com/jeb/article/204/10/1805", "wright-weyand-2001"),
        ("https://pubmed.ncbi.nlm.nih.gov/23640524/", "almonroeder-2013"),
        ("", "kram-taylor-1990"),
    ],
)
def test_the_best_address_of_a_source(expected: str, source_id: str) -> None:
    """DOI first, then the page, then PubMed; none is invented."""
    assert expected == evidence.source(source_id).link
